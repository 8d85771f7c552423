"""The field that a sentence speaks of: public life, sport or the arts, told from the encoder's vectors.

A linear classifier on the mean vector of a sentence (`kg-builder train fields`). It tells namesakes apart whose state
is the same: the minister Thomas Müller is not the footballer.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from kg_builder.language.arrays import Floats, softmax
from kg_builder.language.encoder import Vectors

PUBLIC = "public"
FIELDS = (PUBLIC, "sport", "arts")
"""Public life stands for politics, business, science, religion: all that is neither sport nor art."""
FILE = "fields.npz"


class Fields:
    """weights (fields, twice the width) and bias (fields)."""

    def __init__(self, weights: Floats, bias: Floats) -> None:
        self._weights, self._bias = weights, bias

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """The classifier in a model's folder, None where it has none."""
        if not (folder / FILE).is_file():
            return None
        with np.load(folder / FILE) as stored:
            return cls(stored["weight"].astype(np.float32), stored["bias"].astype(np.float32))

    def __call__(self, vectors: Vectors, words: Sequence[int]) -> tuple[float, ...]:
        """How likely the words (positions in a window) speak of each field, the sum being 1."""
        shares = softmax(summary(vectors, words) @ self._weights.T + self._bias)
        return tuple(round(float(p), 4) for p in shares)


def summary(vectors: Vectors, words: Sequence[int]) -> Floats:
    """The mean vector (twice the width) of some words of a window."""
    places = list(words)
    mean: Floats = np.concatenate([vectors.entities[places].mean(0), vectors.reader[places].mean(0)])
    return mean
