"""Fits the confidence of statements on annotated documents that the reader was not trained on.

Logistic regression with a small ridge, by Newton's method; half of the documents check the other half's fit. The
threshold is the confidence at which strict F1 is highest.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg_builder.evaluation.statements import Gold, score
from kg_builder.records import Statement
from kg_builder.statements.calibration import Calibration, Evidence, inputs
from kg_builder.statements.decisions import Draft

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A draft's evidence, whether it is strictly right, and the document it comes from."""

    evidence: Evidence
    right: bool
    article: str


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
    statements = [s for _, s in drafts]
    result = score([g for g in gold if g.kind != "role"], statements, "strict")
    right = {j for _, j in result.hits}
    neutral = result.used - right
    return [Example(d.evidence, j in right, s.article) for j, (d, s) in enumerate(drafts) if j not in neutral]


def fit(found: Sequence[Example]) -> tuple[float, ...]:
    """Weights for `Calibration`."""
    x = np.array([inputs(e.evidence) for e in found])
    y = np.array([float(e.right) for e in found])
    return tuple(round(float(w), 4) for w in logistic(x, y))


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
        weights = fit([e for e in found if e.article in other])
        own = replace(base, with_reader=weights) if has_reader else replace(base, lexicon_only=weights)
        judged += [(e, own.confidence(e.evidence, has_reader)) for e in found if e.article in here]
    return calibration_error([c for _, c in judged], [e.right for e, _ in judged]), judged


def best_threshold(judged: Sequence[tuple[Example, float]], wanted: int) -> tuple[float, float]:
    """The highest threshold whose strict F1 is within 3 % of the best, as users read what is found, and its F1.

    wanted: number of gold statements that count.
    """
    curve: list[tuple[float, float]] = []
    for threshold in np.arange(0.1, 0.8, 0.02):
        kept = [e for e, c in judged if c >= threshold]
        hits = sum(e.right for e in kept)
        f1 = 2 * hits / max(1, len(kept) + wanted)
        curve.append((round(float(threshold), 2), f1))
    most = max(f1 for _, f1 in curve)
    return max(pair for pair in curve if pair[1] >= 0.97 * most)


def as_record(calibration: Calibration) -> dict[str, object]:
    """For calibration.json."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(calibration).items()}
