"""What a query found, as people read it: a table whose IRIs are short and lead to their pages."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kg_builder.browse.answers import Answer
from kg_builder.browse.library import Library
from kg_builder.graph.query import shortened
from kg_builder.graph.terms import XSD, decode
from kg_builder.vocabulary import ARTICLE, STATEMENT

TABLE_FORMATS = "application/sparql-results+json, text/turtle"
"""What a table is made of, as an Accept header."""
MOST_ROWS = 1000
NUMBERS = tuple(XSD + name for name in ("integer", "decimal", "double", "float"))

Cell = tuple[str, str, bool]
"""Text, the address that it leads to or nothing, and whether it is a number."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer to show: names of columns, the first rows, how many there are; or, without columns, a text."""

    names: list[str]
    rows: list[list[Cell]]
    count: int
    text: str


def answer_table(answer: Answer, library: Library) -> Shown:
    """The answer to show. Triples and what went wrong are a text."""
    if answer.status != 200 or "json" not in answer.media:
        return Shown([], [], 0, answer.body.decode("utf-8", "replace"))
    found = json.loads(answer.body)
    if "boolean" in found:
        return Shown([], [], 0, str(found["boolean"]).lower())
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    shown = [[cell(row.get(name), library) for name in names] for row in rows[:MOST_ROWS]]
    return Shown(names, shown, len(rows), "")


def cell(term: dict[str, Any] | None, library: Library) -> Cell:
    """One value; an actor's, a statement's or an article's IRI leads to its page."""
    if term is None:
        return "", "", False
    value = str(term.get("value", ""))
    if term.get("type") != "uri":
        return value, "", term.get("datatype") in NUMBERS
    number = library.index.number.get(value)
    if number is not None:
        return library.actor(number).label, "/actor/" + quote(library.key(number)), False
    for space, page in ((ARTICLE, "/article/"), (STATEMENT, "/statement/")):
        if value.startswith(space) and "#" not in value:
            name = decode(value.removeprefix(space))
            return name, page + quote(name, errors="surrogatepass"), False
    return shortened(value), "", False
