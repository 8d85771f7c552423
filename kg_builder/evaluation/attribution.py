"""English attributions (PolNeAR): sources and contents of quotations by overlap.

As Johansson and Moschitti (2013) score opinion spans: precision is the mean share of a predicted span that gold spans
of the document cover, recall the mean share of a gold span that predicted ones cover. Code points are counted.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg_builder.evaluation.outcome import Figure, Miss, Outcome, f1_of, mean, shares
from kg_builder.evaluation.trial import Trial, article_of, read_lines
from kg_builder.records import Quotation, Span

Spans = tuple[Span, ...]
MISSED = 0.5  # a span covered by less than this share is listed


def attribution(trial: Trial, paths: Sequence[Path]) -> Outcome:
    """Overlap F1 of sources and of contents."""
    records, notes = trial.unseen(read_lines(paths))
    records = trial.chosen(records)
    covered: dict[tuple[str, str], list[float]] = {}
    misses: list[Miss] = []
    for record in records:
        found = [s.quotation for s in trial.read(article_of(record)) if s.quotation]
        for role in ("source", "content"):
            predicted, wanted = spans_of(found, role), gold_spans(record, role)
            for side, own, other in (("extra", predicted, wanted), ("missed", wanted, predicted)):
                values = coverage(own, other)
                covered.setdefault((role, side), []).extend(values)
                misses += listed(record, role, side, own, values)
    return Outcome(tuple(figures(covered, len(records))), tuple(misses), notes)


def figures(covered: dict[tuple[str, str], list[float]], records: int) -> Iterator[Figure]:
    for role in ("source", "content"):
        precision, recall = (mean(covered.get((role, side), ())) for side in ("extra", "missed"))
        yield Figure("attribution", role, f1_of(precision, recall), records, shares(precision, recall))


def spans_of(found: Sequence[Quotation], role: str) -> list[Spans]:
    """The speakers' or the quoted spans, each combination once, in order."""
    every = {q.speaker if role == "source" else q.quote for q in found}
    return sorted(every - {()})


def gold_spans(record: dict[str, Any], role: str) -> list[Spans]:
    every = {tuple((s["start"], s["end"]) for s in a[role]) for a in record["attributions"]}
    return sorted(every - {()})


def coverage(own: Sequence[Spans], other: Sequence[Spans]) -> list[float]:
    """The share of each span that the others cover."""
    covering = {i for spans in other for i in points(spans)}
    return [len(points(spans) & covering) / max(len(points(spans)), 1) for spans in own]


def points(spans: Spans) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def listed(
    record: dict[str, Any], role: str, side: str, own: Sequence[Spans], values: Sequence[float]
) -> Iterator[Miss]:
    """Spans that are hardly covered, with what stands around them."""
    text = record["text"]
    for spans, value in zip(own, values, strict=True):
        if value < MISSED:
            start, end = spans[0][0], spans[-1][1]
            around = f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 60]}".replace("\n", " ")
            yield Miss(side, role, f"{record['id']}:{start} {around}")
