"""Directed sentiment between two given mentions of a sentence: p towards q, q towards p, or neutral.

A statement from a source mention that overlaps p to a target mention that overlaps q counts as p>q with its polarity,
the reverse as q>p; the surest one with a polarity decides, and without one the pair is neutral.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg_builder.evaluation.events import acts, described, overlaps
from kg_builder.evaluation.outcome import Figure, Miss, Outcome, mean
from kg_builder.evaluation.trial import Trial, read_lines
from kg_builder.records import Statement

CLASSES = {
    "neutral": "neutral",
    "neg_p_to_q": "neg p>q",
    "neg_q_to_p": "neg q>p",
    "pos_p_to_q": "pos p>q",
    "pos_q_to_p": "pos q>p",
}
RECORDS = 2000  # what fits the time; all of them take about six minutes


def directed(trial: Trial, paths: Sequence[Path]) -> Outcome:
    """Accuracy, macro-F1 over the five classes, and the F1 of each."""
    records = trial.chosen(read_lines(paths), RECORDS)
    table: Counter[tuple[str, str]] = Counter()
    misses: list[Miss] = []
    for record in records:
        found = acts(trial, record)
        gold, own = CLASSES[record["label"]], label(record, found)
        table[gold, own] += 1
        if gold != own:
            p, q = (record[k]["surface"] for k in "pq")
            said = described(record, found) or "-"
            misses.append(Miss("wrong", f"{gold} -> {own}", f"[{p}] [{q}] {record['text']} | {said}"))
    each = {name: f1_of_class(table, name) for name in CLASSES.values()}
    right = sum(table[name, name] for name in each)
    n, detail = len(records), "  ".join(f"{name} {value:.3f}" for name, value in each.items())
    figures = (
        Figure("sentiment", "accuracy", right / max(n, 1), n, "directed: five classes"),
        Figure("sentiment", "macro-F1", mean(each.values()), n, detail),
    )
    return Outcome(figures, tuple(misses))


def label(record: dict[str, Any], found: Sequence[Statement]) -> str:
    """The class that the statements of a record's sentence give the pair."""
    best: tuple[float, str, int] | None = None
    for one in found:
        for way in ("p>q", "q>p") if one.polarity else ():
            source, target = record[way[0]], record[way[2]]
            if overlaps(one.source, [source]) and overlaps(one.target, [target]):
                key = (one.confidence, way, one.polarity)
                best = max(best, key) if best else key
    return "neutral" if best is None else f"{'pos' if best[2] > 0 else 'neg'} {best[1]}"


def f1_of_class(table: Counter[tuple[str, str]], name: str) -> float:
    """F1 of one class from counts of (gold, own)."""
    given = sum(n for (_, own), n in table.items() if own == name)
    wanted = sum(n for (gold, _), n in table.items() if gold == name)
    return 2 * table[name, name] / (given + wanted) if given + wanted else 0.0
