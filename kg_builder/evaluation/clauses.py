"""Scores clauses against a table of sentences with arguments written by hand (tests/language/clauses.*.txt)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg_builder.language.clauses import Clause, clauses

COUNTED = frozenset({"subject", "object", "dative", "clause", "infinitive"})
EMPTY = frozenset({"sich", "es", "it", "there"})
TRAITS = ("negated", "passive", "Sub1", "Sub2")


@dataclass(frozen=True, slots=True)
class Expected:
    """An argument of the table: its role, preposition, the words of which one must be its head, and which of them."""

    role: str
    preposition: str | None
    words: tuple[str, ...]
    number: int = 1


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate of the table: its word and lemma, its arguments, its traits and those left open."""

    word: str
    lemma: str
    arguments: tuple[Expected, ...]
    traits: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of the table with its predicates, and the heading it stands under."""

    heading: str
    text: str
    predicates: tuple[Predicate, ...]


@dataclass(slots=True)
class ClauseFigures:
    """How many arguments are in the table, found right, and found beside it; the same by heading; errors by class."""

    wanted: int = 0
    right: int = 0
    extra: int = 0
    predicates: int = 0
    lemmas: int = 0
    traits: int = 0
    headings: dict[str, list[int]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the table's arguments found with their role (and preposition)."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        """Share of what was found for the counted roles and the table's prepositions that is right."""
        return self.right / (self.right + self.extra) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def read_table(path: Path) -> list[Case]:
    """The cases of a table; raises ValueError naming the line that cannot be read."""
    cases: list[Case] = []
    heading, text, found = "", "", list[Predicate]()
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        line = line.strip()
        if line.startswith("- "):
            found.append(predicate(line[2:], f"{path.name}:{number}"))
            continue
        if text:
            cases.append(Case(heading, text, tuple(found)))
            text, found = "", []
        if line.startswith("== "):
            heading = line[3:]
        elif line and not line.startswith("#"):
            text = line
    return [case for case in cases if case.predicates]


def predicate(line: str, where: str) -> Predicate:
    """'warf vor|werfen: subject=X dative=Y; Sub1' as a predicate."""
    head, colon, rest = line.partition(":")
    roles, _, traits = rest.partition(";")
    if not colon or len(head.split()) != 2:
        raise ValueError(f"{where}: a predicate is 'word lemma: role=word ...; traits', not {line!r}")
    arguments = []
    for part in roles.split():
        match = re.fullmatch(r"(\w+)(?::(\w+))?=([^#]+)(?:#(\d))?", part)
        if not match:
            raise ValueError(f"{where}: {part!r} is no argument")
        role, preposition, words, count = match.groups()
        arguments.append(Expected(role, preposition, tuple(words.split("+")), int(count or 1)))
    names, (word, lemma) = traits.split(), head.split()
    sure = frozenset(n for n in names if n[-1] != "?")
    return Predicate(word, lemma, tuple(arguments), sure, frozenset(n[:-1] for n in names if n[-1] == "?"))


def places(doc: Doc, words: tuple[str, ...], number: int = 1) -> set[int]:
    """Tokens that are one of the words; of a single word that stands several times, only the one with the number."""
    found = [t.i for t in doc if t.text in words]
    return set(found[number - 1 : number]) if len(words) == 1 and number > 1 else set(found)


def score_clauses(nlp: Language, cases: list[Case]) -> ClauseFigures:
    """Reads every sentence and compares its clauses with the table."""
    figures = ClauseFigures()
    for case in cases:
        doc = nlp(case.text)
        found = {c.predicate: c for c in clauses(doc)}
        before = figures.right, figures.wanted
        for wanted in case.predicates:
            clause = next((found[i] for i in sorted(places(doc, tuple(wanted.word.split("+")))) if i in found), None)
            compare(figures, doc, wanted, clause, case.text)
        counts = figures.headings.setdefault(case.heading, [0, 0])
        counts[0] += figures.right - before[0]
        counts[1] += figures.wanted - before[1]
    return figures


def compare(figures: ClauseFigures, doc: Doc, wanted: Predicate, clause: Clause | None, text: str) -> None:
    """Adds one predicate to the figures."""
    figures.predicates += 1
    figures.wanted += len(wanted.arguments)
    problems = list(differences(doc, wanted, clause))
    missed = sum(kind == "missed" for kind, _, _ in problems)
    figures.right += len(wanted.arguments) - missed
    figures.extra += sum(spurious for _, _, spurious in problems)
    figures.errors.update(name for _, name, _ in problems)
    if clause is not None:
        figures.lemmas += clause.lemma in wanted.lemma.split("+")
        if clause.lemma not in wanted.lemma.split("+"):
            figures.errors[f"lemma: {clause.lemma} for {wanted.lemma}"] += 1
        given = {t for t in TRAITS if (getattr(clause, t) if t.islower() else clause.mood == t)} - wanted.open
        figures.traits += given == wanted.traits
        for trait in given ^ wanted.traits:
            problems.append(("trait", f"{'no' if trait in wanted.traits else 'wrongly'} {trait}", False))
            figures.errors[problems[-1][1]] += 1
    if problems:
        figures.notes.append(f"{text}  [{wanted.word}] " + "; ".join(name for _, name, _ in problems))


def differences(doc: Doc, wanted: Predicate, clause: Clause | None) -> Iterator[tuple[str, str, bool]]:
    """('missed' or 'extra', class of the error, whether something wrong was found)."""
    if clause is None:
        yield from (("missed", "no predicate", False) for _ in wanted.arguments)
        return
    known: set[int] = set()
    for one in wanted.arguments:
        allowed = places(doc, one.words, one.number)
        known |= allowed
        here = [a for a in clause.arguments if a.token in allowed]
        if any(a.role == one.role and (one.preposition in (None, a.preposition)) for a in here):
            continue
        yield "missed", f"{one.role} as {here[0].role}" if here else f"no {one.role}", bool(here)
    for argument in clause.arguments:
        if argument.role in COUNTED and argument.token not in known and doc[argument.token].lower_ not in EMPTY:
            yield "extra", f"extra {argument.role}", True
