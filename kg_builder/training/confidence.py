"""Fits the confidence of statements on annotated documents that the reader was not trained on.

Logistic regression with a small ridge, by Newton's method; half of the documents check the other half's fit. The
threshold is about the confidence at which strict F1 is highest.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg_builder.evaluation.statements import Gold, score
from kg_builder.records import Statement
from kg_builder.statements.calibration import Calibration, Evidence, inputs
from kg_builder.statements.decisions import Draft

Floats = NDArray[np.float64]
FEWEST, RIDGE = 30, 4.0
LIKE = 0.99
"""From which part of the best figure on another is like it."""
WORTH = 0.98
"""Which part of the best F1 is enough where a higher threshold spares readers what is less sure."""


@dataclass(frozen=True, slots=True)
class Example:
    """A draft's evidence, whether it is strictly right, the document it comes from, and whether source and type are."""

    evidence: Evidence
    right: bool
    article: str
    typed: bool = False


def logistic(x: Floats, y: Floats, ridge: float = 1.0, steps: int = 30) -> Floats:
    """Weights, the intercept first, that make the labels (0 or 1) likeliest."""
    design = np.concatenate([np.ones((len(x), 1)), x], axis=1)
    weights = np.zeros(design.shape[1])
    penalty = np.diag([0.0, *[ridge] * x.shape[1]])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (p - y) + penalty @ weights
        curvature = design.T @ (design * (p * (1 - p))[:, None]) + penalty + 1e-6 * np.eye(len(penalty))
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def examples(drafts: Sequence[tuple[Draft, Statement]], gold: Sequence[Gold]) -> list[Example]:
    """Labels for drafts by the gold of their article; those that match optional gold say nothing and are left out."""
    statements, wanted = [s for _, s in drafts], [g for g in gold if g.kind != "role"]
    strict, typed = (score(wanted, statements, level) for level in ("strict", "typed"))
    right, half = {j for _, j in strict.hits}, {j for _, j in typed.hits}
    neutral = strict.used - right
    return [
        Example(d.evidence, j in right, s.article, j in half) for j, (d, s) in enumerate(drafts) if j not in neutral
    ]


def fit(found: Sequence[Example], with_traits: bool = False) -> tuple[tuple[float, ...], dict[str, float]]:
    """Weights of the graded evidence, the intercept first, and of traits that are seen often enough, if asked for."""
    counts = Counter(trait for e in found for trait in e.evidence.traits) if with_traits else Counter[str]()
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    place = {name: i for i, name in enumerate(names)}
    traits = np.zeros((len(found), len(names)))
    for row, example in zip(traits, found, strict=True):
        row[[place[trait] for trait in example.evidence.traits if trait in place]] = 1
    graded = np.array([inputs(e.evidence) for e in found])
    weights = logistic(np.concatenate([graded, traits], axis=1), np.array([float(e.right) for e in found]), RIDGE)
    learnt = [round(float(w), 4) for w in weights]
    cut = 1 + graded.shape[1]
    return tuple(learnt[:cut]), dict(zip(names, learnt[cut:], strict=True))


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: the mean gap between confidence and share of right ones, over equal-width bins."""
    c, r = np.array(confidences), np.array(right, dtype=float)
    total = 0.0
    for b in range(bins):
        inside = (c >= b / bins) & ((c < (b + 1) / bins) | (b == bins - 1))
        if inside.any():
            total += inside.mean() * abs(c[inside].mean() - r[inside].mean())
    return float(total)


def crossed(found: Sequence[Example], base: Calibration, has_reader: bool) -> tuple[float, list[tuple[Example, float]]]:
    """Each half of the documents judged by the other half's fit: the calibration error, and the confidences."""
    names = sorted({e.article for e in found})
    halves = [set(names[::2]), set(names[1::2])]
    judged: list[tuple[Example, float]] = []
    for here, other in (halves, halves[::-1]):
        weights, traits = fit([e for e in found if e.article in other], has_reader)
        own = replace(base, lexicon_only=weights)
        if has_reader:
            own = replace(base, with_reader=weights, traits=traits)
        judged += [(e, own.confidence(e.evidence, has_reader)) for e in found if e.article in here]
    return calibration_error([c for _, c in judged], [e.right for e, _ in judged]), judged


def best_threshold(judged: Sequence[tuple[Example, float]], wanted: int) -> tuple[float, float, float]:
    """The highest threshold at which strict F1 is within 2 % of its best, with strict and typed F1 there.

    Users read what is found: of like figures the one with fewer and surer statements is better, all the more as news
    holds fewer statements than the dense texts of the corpus. wanted: number of gold statements that count.
    """
    curve: list[tuple[float, float, float]] = []
    for threshold in np.arange(0.06, 0.8, 0.01):
        kept = [e for e, c in judged if c >= threshold]
        strict = 2 * sum(e.right for e in kept) / max(1, len(kept) + wanted)
        typed = 2 * sum(e.typed for e in kept) / max(1, len(kept) + wanted)
        curve.append((round(float(threshold), 2), strict, typed))
    most = max(strict for _, strict, _ in curve)
    return max(point for point in curve if point[1] >= WORTH * most)


def as_record(calibration: Calibration) -> dict[str, object]:
    """For calibration.json."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(calibration).items()}
