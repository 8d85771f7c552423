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
    values = fields_of(one, article)
    return tuple(values[name] for name, _ in COLUMNS)


def fields_of(one: Statement, article: Article) -> dict[str, Value]:
    """What a flat row can say of a statement and its article, by the names of COLUMNS."""
    start, end = one.evidence
    return {
        "id": one.id,
        "article": article.id,
        "published": article.published,
        "url": article.url,
        "language": article.lang,
        "kind": one.kind,
        "type": one.type,
        "plover": one.plover,
        "polarity": one.polarity,
        **participant("source", one.source),
        **participant("target", one.target),
        "topic": None if one.topic is None else one.topic.text,
        "factuality": one.factuality,
        "date": one.date,
        "place": None if one.place is None else one.place.label,
        "cue": one.cue.text,
        "sentence": article.text[start:end],
        "start": start,
        "end": end,
        "within": one.within,
        "confidence": one.confidence,
    }


def participant(role: str, one: Participant | None) -> dict[str, Value]:
    """IRI, label and type of a participant."""
    values = (None, None, None) if one is None else (one.actor.id, one.actor.label, one.actor.type)
    return dict(zip((role, f"{role}_label", f"{role}_type"), values, strict=True))
