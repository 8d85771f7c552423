"""Confidence: how likely a statement with this evidence is right, by logistic regression on annotated text."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

PATH = Path(__file__).parents[1] / "language" / "models" / "default" / "calibration.json"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a statement, each 0 to 1: the reader's cue probability and share of the type, the lexicon's
    weight and whether it agrees on the type, support for source and target, verbal cue, known source, no target.

    traits: by name what else holds of it ("factuality future").
    """

    reader: float
    type_share: float
    lexicon: float
    agrees: float
    source: float
    target: float
    verbal: float
    known: float
    nobody: float = 0.0
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the evidence with and without a reader, the least confidence, and the lexicon's vote on the type.

    choices: weights of the options for source and for target (empty: each is found by what speaks for it alone).
    traits: weights of traits, where there is a reader. pairs: who usually acts on whom (statements.pairs).
    """

    with_reader: tuple[float, ...]
    lexicon_only: tuple[float, ...]
    threshold: float
    lexicon_weight: float
    choices: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    traits: Mapping[str, float] = field(default_factory=dict)
    pairs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def confidence(self, evidence: Evidence, has_reader: bool) -> float:
        """0 to 1."""
        weights = self.with_reader if has_reader else self.lexicon_only
        score = weights[0] + sum(w * x for w, x in zip(weights[1:], inputs(evidence), strict=True))
        score += sum(self.traits.get(trait, 0.0) for trait in evidence.traits) if has_reader else 0.0
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def inputs(evidence: Evidence) -> list[float]:
    """The regression's graded inputs: the evidence, with the reader's probability as log odds beside it."""
    p = min(max(evidence.reader, 0.01), 0.99)
    graded = [float(getattr(evidence, one.name)) for one in fields(evidence) if one.name != "traits"]
    return [*graded, math.log(p / (1 - p)) if evidence.reader else 0.0]


def file_of(model: Path) -> Path:
    """The calibration file for a model's folder: its own where it has one, else the default model's."""
    own = model / PATH.name
    return own if own.is_file() else PATH


@cache
def shipped(path: Path = PATH) -> Calibration:
    """The calibration of the default model, or in another file."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        tuple(record["with_reader"]), tuple(record["lexicon_only"]), record["threshold"], record["lexicon_weight"],
        record.get("choices", {}), record.get("traits", {}), record.get("pairs", {}),
    )  # fmt: skip
