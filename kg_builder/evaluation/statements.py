"""Statements against gold: precision, recall and F1, strict, typed and relaxed.

A prediction matches a gold record when its evidence sentence covers the gold cue (or its cue overlaps it), and
strict: source, type (types of one PLOVER group count as the same) and target agree; typed: source and type agree;
relaxed: the source agrees and polarities do not contradict. Each record matches once, the best first; matches with
optional gold are neither rewarded nor punished.
"""

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_builder.records import Statement
from kg_builder.training.notes import Annotated, Line
from kg_builder.vocabulary import statement_types

SAME = {
    "Announce": "STATE",
    "State": "STATE",
    "Affirm": "SUPPORT",
    "Request": "REQUEST",
    "Refuse": "REJECT",
    "Oppose": "REJECT",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold statement: alternatives of source, type and target (None: nobody), and where its cue stands."""

    article: str
    kind: str
    sources: tuple[str | None, ...]
    types: tuple[str, ...]
    targets: tuple[str | None, ...]
    polarity: int
    start: int
    end: int
    optional: bool
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall, F1 (0 to 1), and the pairs (gold, prediction) that match and count."""

    precision: float
    recall: float
    f1: float
    hits: frozenset[tuple[int, int]]
    used_gold: frozenset[int]
    used: frozenset[int]


def normal(label: str | None) -> str | None:
    """A label without accents, case and article; a slash, which parts alternatives in the corpus, is a hyphen there."""
    if label is None:
        return None
    plain = "".join(c for c in unicodedata.normalize("NFKD", label) if not unicodedata.combining(c))
    return plain.casefold().strip().removeprefix("the ").replace("/", "-")


def group(name: str) -> str:
    """The PLOVER group of a type; types without one are their own group."""
    kinds = statement_types()
    return SAME.get(name) or (kinds[name].plover if name in kinds else None) or name.upper()


def read_gold(path: Path) -> list[Gold]:
    """Gold records in JSON lines."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            r: dict[str, Any] = json.loads(line)
            found.append(
                Gold(
                    r["article"], r["kind"], tuple(r["source"]), tuple(r["types"]), tuple(r["target"]),
                    r.get("polarity") or 0, r["start"], r["end"], bool(r.get("optional")), r.get("cue") or "",
                )
            )  # fmt: skip
    return found


def gold_of(annotated: Annotated) -> list[Gold]:
    """An annotated article of the statement corpus as gold records."""
    return [gold_of_line(line, annotated.record["text"]) for line in annotated.lines]


def gold_of_line(line: Line, text: str) -> Gold:
    """A line as a gold record; an office's type is the office."""
    keys = dict(line.keys)
    kinds = statement_types()
    office = line.types[0] == "HoldsOffice"
    types = tuple(t.strip() for t in keys.get("office", "HoldsOffice").split("/")) if office else line.types
    polarity = {"+": 1, "-": -1, "0": 0}.get(keys.get("pol", ""), kinds[line.types[0]].polarity)
    start, end = line.cue[0]
    kind = "role" if office else kinds[line.types[0]].kind
    return Gold(
        line.article, kind, line.source, types, line.target, polarity, start, end, line.optional, text[start:end]
    )


def near(gold: Gold, one: Statement) -> bool:
    spans = (one.evidence, (one.cue.start, one.cue.end))
    return one.article == gold.article and any(s < gold.end and gold.start < e for s, e in spans)


def source_agrees(gold: Gold, one: Statement) -> bool:
    return normal(one.source.actor.label if one.source else None) in {normal(s) for s in gold.sources}


def type_agrees(gold: Gold, one: Statement) -> bool:
    if gold.kind == "role":
        wanted = {(normal(t) or "").replace(" ", "") for t in gold.types}
        return one.kind == "office" and (normal(one.type) or "").replace(" ", "") in wanted
    return one.kind in ("stance", "event") and group(one.type) in {group(t) for t in gold.types}


def target_agrees(gold: Gold, one: Statement) -> bool:
    return normal(one.target.actor.label if one.target else None) in {normal(t) for t in gold.targets}


LEVELS: dict[str, Callable[[Gold, Statement], bool]] = {
    "strict": lambda g, s: source_agrees(g, s) and type_agrees(g, s) and target_agrees(g, s),
    "typed": lambda g, s: source_agrees(g, s) and type_agrees(g, s),
    "relaxed": lambda g, s: source_agrees(g, s) and g.polarity * s.polarity >= 0,
}


def score(gold: Sequence[Gold], found: Sequence[Statement], level: str) -> Score:
    """The figures of one level over statements of the same articles."""
    agrees = LEVELS[level]
    pairs = [
        (not g.optional, target_agrees(g, s) + type_agrees(g, s), -abs(s.cue.start - g.start), i, j)
        for i, g in enumerate(gold)
        for j, s in enumerate(found)
        if near(g, s) and agrees(g, s)
    ]
    used_gold, used, hits = set[int](), set[int](), set[tuple[int, int]]()
    for must, _, _, i, j in sorted(pairs, key=lambda p: p[:3], reverse=True):
        if i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
            if must:
                hits.add((i, j))
    wanted = sum(not g.optional for g in gold)
    given = len(found) - (len(used) - len(hits))
    precision, recall = len(hits) / given if given else 0.0, len(hits) / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision, recall, f1, frozenset(hits), frozenset(used_gold), frozenset(used))
