"""Statements as rows of one flat table: what CSV and Parquet write."""

from collections.abc import Iterator

from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection
from kg_builder.records import Article, Participant, Statement

Value = str | int | float | None
COLUMNS: tuple[tuple[str, type], ...] = (
    ("id", str),
    ("article", str),
    ("published", str),
    ("url", str),
    ("language", str),
    ("kind", str),
    ("type", str),
    ("plover", str),
    ("polarity", int),
    ("source", str),
    ("source_label", str),
    ("source_type", str),
    ("target", str),
    ("target_label", str),
    ("target_type", str),
    ("topic", str),
    ("factuality", str),
    ("date", str),
    ("place", str),
    ("cue", str),
    ("sentence", str),
    ("start", int),
    ("end", int),
    ("within", str),
    ("confidence", float),
)


def rows(store: Contents, selection: Selection) -> Iterator[tuple[Value, ...]]:
    """One row a selected statement; start and end are the sentence's, in code points of the article's text."""
    for reading in store.readings(selection):
        for one in reading.statements:
            if selection.takes(one, reading.article):
                yield row(one, reading.article)


def row(one: Statement, article: Article) -> tuple[Value, ...]:
    """One statement's values, in the order of COLUMNS."""
    start, end = one.evidence
    return (
        one.id,
        article.id,
        article.published,
        article.url,
        article.lang,
        one.kind,
        one.type,
        one.plover,
        one.polarity,
        *participant(one.source),
        *participant(one.target),
        None if one.topic is None else one.topic.text,
        one.factuality,
        one.date,
        None if one.place is None else one.place.label,
        one.cue.text,
        article.text[start:end],
        start,
        end,
        one.within,
        one.confidence,
    )


def participant(one: Participant | None) -> tuple[Value, Value, Value]:
    """IRI, label and type of a participant."""
    return (None, None, None) if one is None else (one.actor.id, one.actor.label, one.actor.type)
