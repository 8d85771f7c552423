"""Event records with one category each: PLOVER gold records and the examples of the CAMEO codebook.

A record counts as right where some stance or event of its sentence has the gold category, in the names of PLOVER's
edition of 2021, to which earlier names and CAMEO roots are mapped. With actors: where that statement's source mention
overlaps a gold source and its target mention a gold target (two sources without target: two of them).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg_builder.evaluation.outcome import Figure, Miss, Outcome
from kg_builder.evaluation.trial import Trial, article_of, read_lines
from kg_builder.records import Participant, Statement
from kg_builder.vocabulary import statement_types

RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
# The categories that PLOVER made of CAMEO's roots; 01, bare statements, has none.
CATEGORIES = {
    "02": ("REQUEST",), "03": ("AGREE",), "04": ("CONSULT",), "05": ("SUPPORT",), "06": ("COOPERATE",), "07": ("AID",),
    "08": ("CONCEDE", "RETREAT"), "09": ("ACCUSE",), "10": ("REQUEST",), "11": ("ACCUSE",), "12": ("REJECT",),
    "13": ("THREATEN",), "14": ("PROTEST",), "15": ("MOBILIZE",), "16": ("SANCTION",), "17": ("COERCE",),
    "18": ("ASSAULT",), "19": ("ASSAULT",), "20": ("ASSAULT",),
}  # fmt: skip


def plover(trial: Trial, paths: Sequence[Path]) -> Outcome:
    """Share of records with the right category, and with the right category, source and target."""
    records = trial.chosen([r for r in read_lines(paths) if r.get("plover_event")])
    right = actors = given = fitting = 0
    misses: list[Miss] = []
    for record in records:
        wanted = RENAMED.get(record["plover_event"], record["plover_event"])
        found = acts(trial, record)
        same = [s for s in found if s.plover == wanted]
        both = any(actors_agree(record, s) for s in same)
        given, fitting = given + len(found), fitting + len(same)
        right, actors = right + bool(same), actors + both
        extra = [s for s in found if s not in same]
        misses += [Miss("extra", s.type, f"{wanted} | {described(record, [s])} | {record['text']}") for s in extra]
        misses += category_misses(record, wanted, found, bool(same))
        if same and not both:
            misses.append(Miss("actors", wanted, f"{gold_actors(record)} | {described(record, same)}"))
    n = max(len(records), 1)
    detail = f"precision of {given} statements {fitting / max(given, 1):.3f}"
    figures = (
        Figure("plover", "category", right / n, len(records), detail),
        Figure("plover", "actors", actors / n, len(records), "category, source and target"),
    )
    return Outcome(figures, tuple(misses))


def cameo(trial: Trial, paths: Sequence[Path]) -> Outcome:
    """Share of codebook sentences with a statement of the gold code's root."""
    records = trial.chosen(read_lines(paths))
    right, misses = 0, list[Miss]()
    for record in records:
        found = acts(trial, record)
        hit = any(has_root(s, record["cameo_root"]) for s in found)
        right += hit
        misses += category_misses(record, record["cameo_root"], found, hit)
    figure = Figure("cameo", "root", right / max(len(records), 1), len(records), "CAMEO codebook, through PLOVER")
    return Outcome((figure,), tuple(misses))


def acts(trial: Trial, record: dict[str, Any]) -> list[Statement]:
    """The stances and events of a record's text."""
    return [s for s in trial.read(article_of(record)) if s.kind in ("stance", "event")]


def has_root(one: Statement, root: str) -> bool:
    """Whether a statement's type has the CAMEO root, or its PLOVER category is one that the root went into."""
    return one.plover in CATEGORIES.get(root, ()) or statement_types()[one.type].cameo == root


def overlaps(mention: Participant | None, spans: Sequence[dict[str, Any]]) -> bool:
    """Whether a mention shares a character with one of the spans; inherited and unplaced ones share none."""
    if mention is None or mention.start is None or mention.end is None:
        return False
    start, end = mention.start, mention.end
    return any(s.get("start") is not None and start < s["end"] and s["start"] < end for s in spans)


def actors_agree(record: dict[str, Any], one: Statement) -> bool:
    sources, targets = record.get("source_actors") or [], record.get("target_actors") or []
    if not overlaps(one.source, sources):
        return False
    if targets:
        return overlaps(one.target, targets)
    return len(sources) < 2 or overlaps(one.target, sources)


def category_misses(record: dict[str, Any], wanted: str, found: Sequence[Statement], hit: bool) -> Iterator[Miss]:
    """The record, with what was found instead, where its category is missing."""
    if not hit:
        text = f"{record['text']} {record.get('name', '')}".strip()
        yield Miss("missed", wanted, f"{text} | {described(record, found) or '-'}")


def gold_actors(record: dict[str, Any]) -> str:
    """Sources and targets as the record has them."""
    sides = (record.get(f"{side}_actors") or [] for side in ("source", "target"))
    source, target = (" + ".join(a["actorText"] for a in side) or "-" for side in sides)
    return f"{source} -> {target}"


def described(record: dict[str, Any], found: Sequence[Statement]) -> str:
    """Statements in a line: "Putin Accuse Poland (accused)"."""

    def words(one: Participant | None) -> str:
        return "-" if one is None or one.start is None else record["text"][one.start : one.end]

    return "; ".join(f"{words(s.source)} {s.type} {words(s.target)} ({s.cue.text})" for s in found)
