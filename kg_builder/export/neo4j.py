"""CSV files for `neo4j-admin database import`: actors, articles and statements as nodes, and what joins them.

An asserted statement between two actors is also a relationship of its type, so that simple Cypher finds it.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg_builder.export.registry import Exporter
from kg_builder.export.rows import fields_of
from kg_builder.graph.contents import Contents
from kg_builder.graph.rdf import is_direct, type_name
from kg_builder.graph.selection import Selection
from kg_builder.records import Actor, Article, Reading, Statement

FIELDS = (
    *("id", "kind", "type", "plover", "polarity", "topic", "factuality", "date", "place", "cue", "sentence"),
    *("start", "end", "confidence"),
)
TYPED = {"id": ":ID(Statement)", "polarity": ":int", "start": ":int", "end": ":int", "confidence": ":double"}
HEADERS: dict[str, Sequence[str]] = {
    "actors.csv": ("iri:ID(Actor)", "label", "type", "iso3", ":LABEL"),
    "articles.csv": ("id:ID(Article)", "title", "published", "url", "language", "source", ":LABEL"),
    "statements.csv": (*(name + TYPED.get(name, "") for name in FIELDS), ":LABEL"),
    "sources.csv": (":START_ID(Statement)", ":END_ID(Actor)", ":TYPE"),
    "targets.csv": (":START_ID(Statement)", ":END_ID(Actor)", ":TYPE"),
    "within.csv": (":START_ID(Statement)", ":END_ID(Statement)", ":TYPE"),
    "in.csv": (":START_ID(Statement)", ":END_ID(Article)", ":TYPE"),
    "direct.csv": (":START_ID(Actor)", ":END_ID(Actor)", "statement", "date", "confidence:double", ":TYPE"),
}
COMMAND = """neo4j-admin database import full --multiline-fields=true --quote='"' --legacy-style-quoting=false \\
    --nodes=actors.csv --nodes=articles.csv --nodes=statements.csv --relationships=sources.csv \\
    --relationships=targets.csv --relationships=within.csv --relationships=in.csv --relationships=direct.csv neo4j
"""

Row = tuple[str, Sequence[Any]]


def write_folder(store: Contents, selection: Selection, folder: Path) -> None:
    """Writes the files, and import.txt with the command that loads them."""
    actors: dict[str, Actor] = {}
    with ExitStack() as stack:
        writers = {}
        for name, header in HEADERS.items():
            out = stack.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(out, lineterminator="\n")
            writers[name].writerow(header)
        for reading in store.readings(selection):
            wanted = [one for one in reading.statements if selection.takes(one, reading.article)]
            for name, row in rows(reading, wanted, actors):
                writers[name].writerow(row)
        for actor in sorted(actors.values(), key=lambda one: one.id):
            label = f"Actor;{actor.type.capitalize()}"
            writers["actors.csv"].writerow((actor.id, actor.label, actor.type, actor.iso3, label))
    (folder / "import.txt").write_text(COMMAND, encoding="utf-8")


def rows(reading: Reading, wanted: list[Statement], actors: dict[str, Actor]) -> Iterator[Row]:
    """The rows of one article and its wanted statements, each with its file; the actors met are collected."""
    by_id, ids = {one.id: one for one in reading.statements}, {one.id for one in wanted}
    if wanted or not reading.statements:
        yield "articles.csv", article_row(reading.article)
    for one in wanted:
        yield "statements.csv", statement_row(one, reading.article)
        yield "in.csv", (one.id, one.article, "IN")
        if one.within in ids:
            yield "within.csv", (one.id, one.within, "WITHIN")
        for part, name, kind in ((one.source, "sources.csv", "SOURCE"), (one.target, "targets.csv", "TARGET")):
            if part is not None:
                actors.setdefault(part.actor.id, part.actor)
                yield name, (one.id, part.actor.id, kind)
        if one.source is not None and one.target is not None and is_direct(one, by_id):
            ends = (one.source.actor.id, one.target.actor.id)
            yield "direct.csv", (*ends, one.id, one.date, one.confidence, relation(type_name(one)))


def article_row(one: Article) -> Sequence[Any]:
    """An article's node."""
    return one.id, one.title, one.published, one.url, one.lang, one.source, "Article"


def statement_row(one: Statement, article: Article) -> Sequence[Any]:
    """A statement's node."""
    values = fields_of(one, article)
    return *(values[name] for name in FIELDS), f"Statement;{one.kind.capitalize()}"


def relation(name: str) -> str:
    """A type's name as relationships are usually written: "HoldsOffice" is HOLDS_OFFICE."""
    return "".join(f"_{one}" if one.isupper() and at else one for at, one in enumerate(name)).upper()


EXPORTER = Exporter("neo4j-csv", "", "a folder of CSV files for neo4j-admin import", write_folder=write_folder)
