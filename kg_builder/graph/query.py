"""Questions to the graph in SPARQL, ready-made ones by name, and their answers as text."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg_builder.graph.contents import Contents, QueryAnswer
from kg_builder.graph.terms import PREFIXES, iri

FOLDER = Path(__file__).parent / "queries"
FORMATS = ("table", "csv", "json", "turtle")
VARIABLE = re.compile(r"\$(\w+)")
NAME = re.compile(r"[\w-]+")
PARAMETER = re.compile(r"# (\w+)(\??): (.+)")
WIDTH = 60
"""Characters of a table's column; longer values are cut."""

Rows = tuple[list[str], list[list[str]]]
"""The names of columns, and rows of values."""


class AnswerFormatError(ValueError):
    """An answer cannot be given in the format asked for."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks about: name, what it is, whether it may be left open."""

    name: str
    meaning: str
    optional: bool


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A ready-made question: name, what it asks, its parameters and its SPARQL, where a parameter is written $name."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    text: str


def named_queries() -> dict[str, NamedQuery]:
    """The ready-made questions by name, sorted."""
    return {path.stem: read_query(path) for path in sorted(FOLDER.glob("*.rq"))}


def read_query(path: Path) -> NamedQuery:
    """A question from a file: its first comment line says what it asks, the others name its parameters."""
    text = path.read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("# ")]
    found = [PARAMETER.fullmatch(line) for line in comments[1:]]
    parameters = tuple(Parameter(one[1], one[3], bool(one[2])) for one in found if one)
    return NamedQuery(path.stem, comments[0][2:], parameters, text)


def ask(store: Contents, question: str, parameters: Mapping[str, str] | None = None) -> QueryAnswer:
    """Answers a ready-made question, by name, or one in SPARQL.

    parameters: what takes the place of a $name; what is an IRI counts as one, all else as text. Raises SyntaxError
    where the SPARQL is wrong, and ValueError where no ready-made question has the name, or where it lacks a parameter
    or does not know one.
    """
    given = dict(parameters or {})
    queries = named_queries()
    ready = queries.get(question)
    if ready is None and NAME.fullmatch(question):
        raise ValueError(f"no ready-made query {question!r}; there are: {', '.join(queries)}")
    if ready is not None:
        check_parameters(ready, given)
    text = question if ready is None else ready.text
    terms = {name: str(term_of(value)) for name, value in given.items()}
    text = VARIABLE.sub(lambda found: terms.get(found[1], found[0]), text)
    return store.query(text)


def check_parameters(query: NamedQuery, given: Mapping[str, str]) -> None:
    """Raises ValueError unless the parameters given are those that a question has."""
    names = [one.name for one in query.parameters]
    for name in given:
        if name not in names:
            raise ValueError(f"{query.name} has no parameter {name!r}; it has: {', '.join(names)}")
    for one in query.parameters:
        if one.name not in given and not one.optional:
            raise ValueError(f"{query.name} needs the parameter {one.name!r}: {one.meaning}")


def term_of(value: str) -> ox.NamedNode | ox.Literal:
    """A parameter's value as a term: an IRI, one with a usual prefix ("wd:Q159"), or text."""
    prefix, colon, local = value.partition(":")
    full = PREFIXES[prefix] + local if colon and prefix in PREFIXES else value
    return ox.NamedNode(full) if colon and iri(full) == full else ox.Literal(value)


def answer_text(answer: QueryAnswer, form: str = "table") -> str:
    """An answer as a table for people, or as CSV, JSON (SPARQL 1.1 results) or Turtle.

    Raises AnswerFormatError where the form is unknown, or cannot hold this sort of answer.
    """
    if form not in FORMATS:
        raise AnswerFormatError(f"no answer format {form!r}; there are: {', '.join(FORMATS)}")
    if form == "turtle":
        return turtle_of(answer)
    if form == "json":
        return json_of(answer)
    names, rows = rows_of(answer)
    return csv_of(names, rows) if form == "csv" else table_of(names, rows)


def turtle_of(answer: QueryAnswer) -> str:
    """The triples of a CONSTRUCT or DESCRIBE, sorted."""
    if not isinstance(answer, ox.QueryTriples):
        raise AnswerFormatError("only CONSTRUCT and DESCRIBE can be answered in Turtle")
    triples = sorted(answer, key=str)
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def json_of(answer: QueryAnswer) -> str:
    """The answer as SPARQL 1.1 Query Results JSON; triples as rows of subject, predicate and object."""
    if isinstance(answer, ox.QueryTriples):
        rows = [
            {"subject": json_term(t.subject), "predicate": json_term(t.predicate), "object": json_term(t.object)}
            for t in answer
        ]
        head = {"vars": ["subject", "predicate", "object"]}
        return json.dumps({"head": head, "results": {"bindings": rows}}, ensure_ascii=False) + "\n"
    return (answer.serialize(format=ox.QueryResultsFormat.JSON) or b"").decode() + "\n"


def json_term(term: object) -> dict[str, str]:
    """A term as SPARQL results write it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        extra = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value} | extra
    return {"type": "bnode", "value": str(term)}


def rows_of(answer: QueryAnswer) -> Rows:
    """The answer as rows of plain values; what is not bound is empty."""
    if isinstance(answer, ox.QueryBoolean):
        return ["answer"], [["yes" if answer else "no"]]
    if isinstance(answer, ox.QueryTriples):
        return ["subject", "predicate", "object"], [
            [value_of(t.subject), value_of(t.predicate), value_of(t.object)] for t in answer
        ]
    names = [one.value for one in answer.variables]
    return names, [[value_of(row[name]) for name in names] for row in answer]


def value_of(term: object) -> str:
    """A term's value without type and language."""
    return "" if term is None else str(getattr(term, "value", term))


def csv_of(names: list[str], rows: list[list[str]]) -> str:
    """Rows as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue()


def table_of(names: list[str], rows: list[list[str]]) -> str:
    """Rows as a table for a terminal: usual prefixes, long values cut, nothing that could steer the terminal."""
    shown = [[shown_value(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(names, *shown, strict=True)]
    lines = [names, ["-" * width for width in widths], *shown]
    text = (
        "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in lines
    )
    count = f"{len(rows)} row" + ("" if len(rows) == 1 else "s")
    return "".join(text) + f"({count})\n"


def shortened(value: str) -> str:
    """An IRI with a usual prefix where it has one; any other value as it is."""
    for prefix, space in PREFIXES.items():
        if value.startswith(space) and len(value) > len(space):
            return f"{prefix}:{value.removeprefix(space)}"
    return value


def shown_value(value: str) -> str:
    """A value for a terminal."""
    value = shortened(value)
    plain = "".join(" " if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") else one for one in value)
    return plain if len(plain) <= WIDTH else plain[: WIDTH - 1] + "…"
