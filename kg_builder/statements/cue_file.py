"""Read a file of cues (ontology/lexicon/<lang>.toml or a user's); refuse what is malformed, naming entry and field."""

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg_builder.records import FACTUALITIES
from kg_builder.statements.cues import (
    PARTS,
    Condition,
    ContentPattern,
    CueEntry,
    Part,
    parse_conditions,
    parse_expectation,
    parse_slots,
    split_words,
)
from kg_builder.vocabulary import statement_types

T = TypeVar("T")
MARKERS = (
    *("speech", "negators", "hedges", "future", "conditional", "not_compounds"),
    *("governs_possible", "governs_future", "governs_negated"),
)


@dataclass(frozen=True, slots=True)
class CueFile:
    """What one file holds; `canonical` is its content as one text, whatever its layout."""

    entries: tuple[CueEntry, ...]
    content: tuple[ContentPattern, ...]
    markers: Mapping[str, frozenset[str]]
    compounds: bool
    canonical: str


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of one table of a file, read with checks; every complaint says where it is."""

    where: str
    table: Mapping[str, Any]

    def error(self, name: str, problem: object) -> ValueError:
        return ValueError(f"{self.where}: {name}: {problem}")

    def only(self, names: Iterable[str]) -> None:
        for name in self.table.keys() - set(names):
            raise self.error(name, "unknown field")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.table.get(name, default)
        if value is None:
            raise self.error(name, "missing")
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(name, "must be text")
        return value

    def flag(self, name: str) -> bool:
        value = self.table.get(name, False)
        if not isinstance(value, bool):
            raise self.error(name, "must be true or false")
        return value

    def number(self, name: str, default: float) -> float:
        value = self.table.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.error(name, "must be a number from 0 to 1")
        return float(value)

    def choice(self, name: str, allowed: Iterable[Any], default: Any = None) -> Any:
        value = self.table.get(name, default)
        if value is not default and (value not in allowed or isinstance(value, bool)):
            raise self.error(name, f"unknown value {value!r}")
        return value

    def statement_type(self) -> str:
        name = self.text("type")
        if name not in statement_types():
            raise self.error("type", f"unknown statement type '{name}'")
        return name

    def words(self, name: str) -> tuple[str, ...]:
        value = self.table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            raise self.error(name, "must be a list of words")
        return tuple(value)

    def parsed(self, name: str, parse: Callable[[str], T], default: str | None = "") -> T:
        try:
            return parse(self.text(name, default))
        except ValueError as error:
            if str(error).startswith(self.where):
                raise
            raise self.error(name, error) from None


def read_cues(path: Path) -> CueFile:
    """The cues in a TOML file. Raises ValueError naming file, entry and field where it is malformed."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from None
    top = _Fields(path.name, data)
    top.only((*PARTS, *MARKERS, "content", "compounds", "phrase_head"))
    last = top.choice("phrase_head", ("first", "last"), "last") == "last"
    entries = tuple(
        _entry(_Fields(f"{path.name}: {part}: {_title(table, number)}", table), part, last)
        for part in PARTS
        for number, table in _tables(top, part)
    )
    seen: set[tuple[str, str, tuple[Condition, ...]]] = set()
    for entry in entries:
        if (key := (entry.part, entry.lemma, entry.when)) in seen:
            raise ValueError(f"{path.name}: {entry.name}: when: listed twice")
        seen.add(key)
    content = tuple(
        _pattern(_Fields(f"{path.name}: content: {number + 1}", table)) for number, table in _tables(top, "content")
    )
    markers = {name: frozenset(top.words(name)) for name in MARKERS}
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return CueFile(entries, content, markers, top.flag("compounds"), canonical)


def _tables(top: _Fields, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    value = top.table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise top.error(name, "must be a list of tables")
    yield from enumerate(value)


def _title(table: Mapping[str, Any], number: int) -> str:
    lemma = table.get("lemma")
    return f"'{lemma}'" if isinstance(lemma, str) and lemma.strip() else f"entry {number + 1}"


_ENTRY_FIELDS = (
    *("lemma", "when", "type", "source", "target", "topic", "polarity", "factuality"),
    *("mutual", "speech", "weight", "head", "example", "expect"),
)


def _entry(fields: _Fields, part: Part, head_last: bool) -> CueEntry:
    fields.only(_ENTRY_FIELDS)
    lemma = fields.text("lemma")
    words = lemma.split()
    if part in ("verbs", "nouns", "adjectives") and len(words) > 1:
        raise fields.error("lemma", "several words belong into phrases")
    head = fields.text("head", words[-1] if head_last else words[0])
    if head not in words:
        raise fields.error("head", f"'{head}' is not a word of the lemma")
    return CueEntry(
        part=part,
        lemma=lemma,
        type=fields.statement_type(),
        source=fields.parsed("source", parse_slots),
        target=fields.parsed("target", parse_slots),
        topic=fields.parsed("topic", parse_slots),
        example=fields.text("example"),
        expect=fields.parsed("expect", parse_expectation, None),
        when=fields.parsed("when", parse_conditions),
        polarity=fields.choice("polarity", (-1, 0, 1)),
        factuality=fields.choice("factuality", FACTUALITIES),
        mutual=fields.flag("mutual"),
        speech=fields.flag("speech"),
        weight=fields.number("weight", 0.8),
        head=head,
    )


def _pattern(fields: _Fields) -> ContentPattern:
    fields.only(("type", "lemmas", "words", "beside", "subject", "negated", "weight"))
    lemmas, words = fields.words("lemmas"), fields.words("words")
    if not lemmas and not words:
        raise fields.error("lemmas", "missing, and no words either")
    return ContentPattern(
        type=fields.statement_type(),
        lemmas=frozenset(lemmas),
        words=tuple(split_words(sequence) for sequence in words),
        beside=frozenset(fields.words("beside")),
        subject=fields.choice("subject", ("any", "speaker", "other"), "any"),
        negated=fields.flag("negated") if "negated" in fields.table else None,
        weight=fields.number("weight", 0.5),
    )
