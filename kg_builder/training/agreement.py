"""How far two readings of the same documents agree: strict, typed, relaxed, offices and cues, as F1 from 0 to 1.

One reading serves as gold and the other's lines, with their first alternatives, as predictions, scored as a program is
(kg_builder.evaluation.statements); then the other way round, and the two are averaged. Lines that either reader marked
as optional are neither rewarded nor punished.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg_builder.evaluation.statements import (
    LEVELS,
    Gold,
    gold_of_line,
    normal,
    score,
    source_agrees,
    target_agrees,
    type_agrees,
)
from kg_builder.records import Actor, Kind, Participant, Phrase, Span, Statement
from kg_builder.training.notes import Annotated, Line, corpus
from kg_builder.vocabulary import statement_types

COLUMNS = (*LEVELS, "offices", "cues")


@dataclass(frozen=True, slots=True)
class Both:
    """A document as each reader annotated it."""

    lang: str
    first: Annotated
    second: Annotated


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as gold, as a program would have found it, and its cue's pieces."""

    gold: Gold
    statement: Statement
    cue: tuple[Span, ...]

    @property
    def firm(self) -> bool:
        return not self.gold.optional


@dataclass(frozen=True, slots=True)
class Agreement:
    """Documents, lines of either reading (optional ones included), and the F1 of each of COLUMNS."""

    documents: int
    first: int
    second: int
    figures: dict[str, float]


def both(first: Path, second: Path) -> list[Both]:
    """The documents that both folders annotate; raises ValueError where their texts differ or none is shared."""
    types = frozenset(statement_types())
    one = {a.record["id"]: a for a in corpus(first, types)}
    pairs = [(one[a.record["id"]], a) for a in corpus(second, types) if a.record["id"] in one]
    if other := [a.record["id"] for a, b in pairs if a.record["text"] != b.record["text"]]:
        raise ValueError(f"texts differ: {', '.join(other)}")
    if not pairs:
        raise ValueError(f"no document of {second} is in {first}")
    return [Both(b.record["lang"], a, b) for a, b in pairs]


def agreement(documents: Sequence[Both]) -> Agreement:
    """The figures over these documents."""
    one, two = [d.first for d in documents], [d.second for d in documents]
    figures = {level: averaged(one, two, level, ("stance", "event")) for level in LEVELS}
    figures["offices"] = averaged(one, two, "strict", ("role",))
    figures["cues"] = f1(shared_cues(one, two), shared_cues(two, one))
    return Agreement(len(documents), sum(len(a.lines) for a in one), sum(len(a.lines) for a in two), figures)


def table(documents: Sequence[Both]) -> Iterator[str]:
    """Rows to print: each language, then all."""
    yield " ".join([f"{'':4}{'docs':>6}{'first':>7}{'second':>7}", *(f"{c:>8}" for c in COLUMNS)])
    groups = {lang: [d for d in documents if d.lang == lang] for lang in sorted({d.lang for d in documents})}
    for name, members in (*groups.items(), ("all", list(documents))):
        found = agreement(members)
        numbers = f"{name:4}{found.documents:6}{found.first:7}{found.second:7}"
        yield " ".join([numbers, *(f"{found.figures[c]:8.3f}" for c in COLUMNS)])


def averaged(one: Sequence[Annotated], two: Sequence[Annotated], level: str, kinds: tuple[str, ...]) -> float:
    """F1 of two against one and of one against two, averaged."""
    a, b = entries(one, kinds), entries(two, kinds)
    return (directed(a, b, level) + directed(b, a, level)) / 2


def directed(gold: Sequence[Entry], other: Sequence[Entry], level: str) -> float:
    """F1 of the other reading as predictions; gold met only by an optional line of the other is left out."""
    wanted = [e.gold for e in gold]
    found = [e.statement for e in other if e.firm]
    result = score(wanted, found, level)
    rest = [g for i, g in enumerate(wanted) if i not in result.used_gold and not g.optional]
    excused = len(score(rest, [e.statement for e in other if not e.firm], level).hits)
    hits = len(result.hits)
    given = len(found) - (len(result.used) - hits)
    return f1((hits, given), (hits, sum(e.firm for e in gold) - excused))


def f1(precision: tuple[int, int], recall: tuple[int, int]) -> float:
    """F1 of two shares, each right of all; 1 where there is nothing to find and nothing was found."""
    if not precision[1] and not recall[1]:
        return 1.0
    p, r = (right / every if every else 0.0 for right, every in (precision, recall))
    return 2 * p * r / (p + r) if p + r else 0.0


def shared_cues(one: Sequence[Annotated], two: Sequence[Annotated]) -> tuple[int, int]:
    """Different firm cues of one that overlap some cue of two in the same document, and how many there are."""
    shared = every = 0
    for mine, theirs in zip(one, two, strict=True):
        others = {line.cue for line in theirs.lines}
        cues = {line.cue for line in mine.lines if not line.optional}
        every += len(cues)
        shared += sum(any(overlap(cue, other) for other in others) for cue in cues)
    return shared, every


def overlap(one: Sequence[Span], two: Sequence[Span]) -> bool:
    """Whether any pieces of two cues share a code point."""
    return any(a < d and c < b for a, b in one for c, d in two)


def entries(documents: Sequence[Annotated], kinds: tuple[str, ...]) -> list[Entry]:
    """The lines of these kinds: stance, event, role."""
    found = [(line, gold_of_line(line, d.record["text"])) for d in documents for line in d.lines]
    return [Entry(gold, as_statement(line, gold), line.cue) for line, gold in found if gold.kind in kinds]


def as_statement(line: Line, gold: Gold) -> Statement:
    """A line as a program would have found it: of alternatives, the first."""
    source, target = (
        Participant(Actor("", label, "other")) if label else None for label in (gold.sources[0], gold.targets[0])
    )
    kind: Kind = "office" if gold.kind == "role" else "stance" if gold.kind == "stance" else "event"
    cue = Phrase(gold.cue, gold.start, gold.end)
    return Statement("", line.article, kind, gold.types[0], source, target, cue, line.sentence, gold.polarity)


def disagreements(documents: Sequence[Both]) -> Counter[str]:
    """What the readers decided differently, by kind: firm lines without a strict match, compared at their cues."""
    kinds = ("stance", "event", "role")
    return Counter(
        d for both in documents for d in differences(entries([both.first], kinds), entries([both.second], kinds))
    )


def differences(one: Sequence[Entry], two: Sequence[Entry]) -> Iterator[str]:
    """Kinds of disagreement in one document; lines whose cues meet are compared once, the most alike first."""
    matched = score([e.gold for e in one], [e.statement for e in two], "strict")
    left = [e for i, e in enumerate(one) if i not in matched.used_gold]
    right = [e for j, e in enumerate(two) if j not in matched.used]
    near = [(a, b) for a in range(len(left)) for b in range(len(right)) if overlap(left[a].cue, right[b].cue)]
    seen_left, seen_right = set[int](), set[int]()
    for a, b in sorted(near, key=lambda p: len(apart(left[p[0]], right[p[1]]))):
        if a not in seen_left and b not in seen_right:
            seen_left.add(a)
            seen_right.add(b)
            if left[a].firm and right[b].firm:
                yield " and ".join(apart(left[a], right[b]))
    for name, every, seen in (("first", left, seen_left), ("second", right, seen_right)):
        for i, e in enumerate(every):
            if i not in seen and e.firm:
                yield f"only in the {name}: {'office' if e.gold.kind == 'role' else e.gold.types[0]}"


def apart(one: Entry, two: Entry) -> tuple[str, ...]:
    """In what two lines at one cue differ: source, type, target."""
    found = []
    if not source_agrees(one.gold, two.statement):
        found.append(f"source: {naming(one.gold.sources, two.gold.sources)}")
    if not type_agrees(one.gold, two.statement):
        found.append("type: " + " or ".join(sorted((one.gold.types[0], two.gold.types[0]))))
    if not target_agrees(one.gold, two.statement):
        found.append(f"target: {naming(one.gold.targets, two.gold.targets)}")
    return tuple(found) or ("pairing",)


def naming(one: Sequence[str | None], two: Sequence[str | None]) -> str:
    """How two readers' names for a side of a statement differ."""
    if normal(one[0]) in {normal(name) for name in two}:
        return "another first choice"
    return "nobody or somebody" if None in (one[0], two[0]) else "another name"
