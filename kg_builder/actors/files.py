"""Actor files: JSON lines, CSV and Turtle, read into records whose fields are checked one by one.

JSON lines: the format of ontology/actors/. CSV: the same fields as columns; a column of words has its language after a
dot ("names.de", "epithets.en"), several words in a cell are parted by "|"; the column `offices` holds "ForeignMinister
Q159 2004-03-09 2010" (office, of, start or "-", end or nothing), also parted by "|". Turtle: `turtle.py`.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg_builder.records import ACTOR_TYPES, ActorType, Office
from kg_builder.vocabulary import ACTOR, WIKIDATA

ByLanguage = Mapping[str, tuple[str, ...]]
WORDS = ("names", "adjectives", "inhabitants", "metonyms", "epithets")
TEXTS = ("gender", "parent", "kind", "iso2", "iso3", "until")
LISTS = ("surnames", "sources", "sameAs")
NUMBERS = ("lat", "lon")
FIELDS = frozenset(("id", "label", "type", "offices", *WORDS, *TEXTS, *LISTS, *NUMBERS))
OFFICE_FIELDS = frozenset(("office", "of", "start", "end"))
ONLY_TEXT = frozenset((str,))
DATE = re.compile(r"[12]\d{3}(-\d\d(-\d\d)?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
QID = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a file, and where it stands; what it hands out is checked.

    Every method raises ValueError with file, line and field where the value is not of its kind.
    """

    path: Path
    line: int
    data: Mapping[str, Any]

    def error(self, field: str, message: str) -> ValueError:
        """The error that names file, line and field."""
        return ValueError(f"{self.path}:{self.line}: {field}: {message}")

    def text(self, field: str) -> str | None:
        """A single word or phrase; None where it is not given."""
        value = self.data.get(field)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(field, f"expected text, got {value!r}")
        return value

    def date(self, field: str) -> str | None:
        """A date; None where it is not given."""
        value = self.text(field)
        if value is not None and not DATE.fullmatch(value):
            raise self.error(field, f"{value!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)")
        return value

    def needed(self, field: str) -> str:
        """A text that must be there."""
        value = self.text(field)
        if value is None:
            raise self.error(field, "missing")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of words."""
        return self._words(field, self.data[field]) if field in self.data else ()

    def words(self, field: str) -> ByLanguage:
        """Lists of words by language code."""
        value = self.data.get(field)
        if not value:
            return {}
        if not isinstance(value, dict):
            raise self.error(field, f"expected words by language, got {value!r}")
        for lang in value:
            if not (lang.islower() and lang.isalpha() and 2 <= len(lang) <= 3):
                raise self.error(field, f"{lang!r} is no language code")
        return {lang: self._words(field, listed) for lang, listed in value.items()}

    def number(self, field: str) -> float | None:
        """A number, degrees of latitude or longitude."""
        value = self.data.get(field)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or not -180 <= value <= 180:
            raise self.error(field, f"expected degrees, got {value!r}")
        return float(value)

    def iri(self, field: str) -> str:
        """An identifier that must be there, as IRI."""
        return self._iri(field, self.needed(field))

    def reference(self, field: str) -> str | None:
        """An identifier, as IRI; None where it is not given."""
        value = self.text(field)
        return None if value is None else self._iri(field, value)

    def type(self) -> ActorType:
        """The actor's type."""
        value = self.needed("type")
        if value not in ACTOR_TYPES:
            raise self.error("type", f"{value!r} is none of {', '.join(ACTOR_TYPES)}")
        return value

    def offices(self, field: str = "offices") -> tuple[Office, ...]:
        """The offices held, as they stand in the file."""
        value = self.data.get(field)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.error(field, f"expected a list, got {value!r}")
        return tuple([self._office(f"{field}[{place}]", one) for place, one in enumerate(value)])

    def only(self, fields: frozenset[str]) -> "Record":
        """Itself, if it has no other fields than these."""
        if not fields.issuperset(self.data):
            raise self.error(min(set(self.data) - fields), "no such field")
        return self

    def with_data(self, data: Mapping[str, Any]) -> "Record":
        """Other data at the same line of the same file."""
        return Record(self.path, self.line, data)

    def over(self, other: "Record | None") -> "Record":
        """This record joined with another of the same actor: words and offices are added, single values replaced."""
        if other is None:
            return self
        data = dict(other.data) | dict(self.data)
        for field in WORDS:
            ours, theirs = self.words(field), other.words(field)
            data[field] = {
                lang: list(dict.fromkeys((*ours.get(lang, ()), *theirs.get(lang, ())))) for lang in {**ours, **theirs}
            }
        for field in LISTS:
            data[field] = list(dict.fromkeys((*self.texts(field), *other.texts(field))))
        begun = {(one.name, one.of, (one.start or "")[:4]) for one in self.offices()}
        older = [
            raw
            for raw, one in zip(other.data.get("offices", []), other.offices(), strict=True)
            if (one.name, one.of, (one.start or "")[:4]) not in begun
        ]
        data["offices"] = [*self.data.get("offices", []), *older]
        return self.with_data(data)

    def _words(self, field: str, value: object) -> tuple[str, ...]:
        # Once for every list of words in the knowledge base: the plain test must be quick.
        if isinstance(value, list) and ONLY_TEXT.issuperset(map(type, value)) and all(map(str.strip, value)):
            return tuple(value)
        raise self.error(field, f"expected a list of words, got {value!r}")

    def _iri(self, field: str, value: str) -> str:
        iri = iri_of(value)
        if iri is None:
            raise self.error(field, f"{value!r} is no Wikidata id, no slug (lower case, hyphens) and no IRI")
        return iri

    def _office(self, field: str, value: object) -> Office:
        if not isinstance(value, dict):
            raise self.error(field, f"expected an object, got {value!r}")
        for key, text in value.items():
            if key not in OFFICE_FIELDS:
                raise self.error(f"{field}.{key}", "no such field")
            is_date = key == "start" or key == "end"
            if is_date and text is None:
                continue
            if not isinstance(text, str) or not text:
                raise self.error(f"{field}.{key}", f"expected text, got {text!r}")
            if is_date and not DATE.fullmatch(text):
                raise self.error(f"{field}.{key}", f"{text!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)")
        name, of = value.get("office"), value.get("of")
        if name is None or of is None:
            raise self.error(f"{field}.{'of' if name else 'office'}", "missing")
        return Office(name, self._iri(f"{field}.of", of), value.get("start"), value.get("end"))


@lru_cache(maxsize=100_000)
def iri_of(value: str) -> str | None:
    """The IRI behind a Wikidata id ("Q159"), a local slug ("emmanuel-macron") or an IRI; None if it is neither."""
    if QID.fullmatch(value):
        return WIKIDATA + value
    if SLUG.fullmatch(value):
        return ACTOR + value
    return value if "://" in value and not re.search(r"[\s<>\"{}|\\^`]", value) else None


def read_lines(path: Path) -> Iterator[Record]:
    """The objects of a JSONL file; raises ValueError naming file and line where one is broken."""
    lines = [(number, line) for number, line in enumerate(_decoded(path).split("\n"), 1) if line.strip()]
    try:
        values = json.loads("[" + ",".join([line for _, line in lines]) + "]")  # at once: half the time of line by line
    except ValueError:
        values = []
    if len(values) != len(lines):
        values = [_value(path, number, line) for number, line in lines]
    for (number, _), data in zip(lines, values, strict=True):
        if not isinstance(data, dict):
            raise ValueError(f"{path}:{number}: not a JSON object")
        yield Record(path, number, data)


def _value(path: Path, number: int, line: str) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise ValueError(f"{path}:{number}: not JSON: {error}") from error


def read_actors(path: Path) -> list[Record]:
    """The actors of a JSONL, CSV or Turtle file, told apart by the name's ending.

    Raises ValueError naming file, line and field where it is malformed, has a field that is not known, or gives an id
    twice; OSError where it cannot be read.
    """
    ending = path.suffix.casefold()
    if ending in (".ttl", ".turtle"):
        from kg_builder.actors.turtle import read_turtle

        records = read_turtle(path)
    elif ending == ".csv":
        records = list(read_csv(path))
    elif ending in (".jsonl", ".ndjson"):
        records = list(read_lines(path))
    else:
        raise ValueError(f"{path}: actors come as .csv, .jsonl or .ttl")
    seen: set[str] = set()
    for record in records:
        iri = record.only(FIELDS).iri("id")
        if iri in seen:
            raise record.error("id", f"{record.data['id']!r} is given twice")
        seen.add(iri)
    return records


def read_csv(path: Path) -> Iterator[Record]:
    """The rows of a CSV file as records like those of JSON lines."""
    lines = csv.reader(_decoded(path).removeprefix("\ufeff").splitlines(keepends=True), strict=True)
    header: list[str] = []
    try:
        for row in lines:
            if not header:
                header = [column.strip() for column in row]
                if "id" not in header:
                    raise ValueError(f"{path}:{lines.line_num}: id: no such column")
            elif any(cell.strip() for cell in row):
                if len(row) != len(header):
                    message = f"{len(row)} cells, but {len(header)} columns"
                    raise ValueError(f"{path}:{lines.line_num}: {header[min(len(row), len(header) - 1)]}: {message}")
                cells = {column: cell.strip() for column, cell in zip(header, row, strict=True) if cell.strip()}
                yield _from_cells(path, lines.line_num, cells)
    except csv.Error as error:
        raise ValueError(f"{path}:{lines.line_num}: not CSV: {error}") from error


def _from_cells(path: Path, line: int, cells: Mapping[str, str]) -> Record:
    data: dict[str, Any] = {}
    record = Record(path, line, data)
    for column, cell in cells.items():
        name, _, lang = column.partition(".")
        parts = [part.strip() for part in cell.split("|")]
        if name in WORDS:
            data.setdefault(name, {})[lang or "mul"] = parts
        elif column in LISTS:
            data[column] = parts
        elif column in NUMBERS:
            try:
                data[column] = float(cell)
            except ValueError as error:
                raise record.error(column, f"expected degrees, got {cell!r}") from error
        elif column == "offices":
            data[column] = [_office_of_cell(record, part) for part in parts]
        else:
            data[column] = cell
    return record


def _office_of_cell(record: Record, cell: str) -> dict[str, str]:
    parts = cell.split()
    if not 2 <= len(parts) <= 4:
        raise record.error("offices", f"expected office, of, start and end, got {cell!r}")
    return {k: v for k, v in zip(("office", "of", "start", "end"), parts, strict=False) if v != "-"}


def _decoded(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ValueError(f"{path}:{line}: not UTF-8: {error.reason}") from error
