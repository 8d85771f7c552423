"""The second look at a cue: a window read again with one cue in mind, by onnxruntime (training/focus.py trains it)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from kg_builder.language.arrays import Floats
from kg_builder.language.reach import reach
from kg_builder.language.sessions import session

FILE = "focus.onnx"
AT_ONCE = 4
"""Cues that are looked at together: attention over the window for each of them takes memory."""


class Focus:
    """Runs focus.onnx of a model's folder. One thread: a window's few cues are too little work to share."""

    def __init__(self, path: Path) -> None:
        self._session = session(path, keeps_memory=False)

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """The second look of the model in a folder, None where it has none."""
        return cls(folder / FILE) if (folder / FILE).is_file() else None

    def __call__(self, kinds: Floats, hidden: Floats, at: Sequence[int]) -> tuple[Floats, Floats]:
        """Scores to add to the types of cues (cues, types), and to words (cues, outputs, 1 + words), none first.

        kinds: probabilities of the cues' types; hidden (words, width); at: where in the window the cues are.
        """
        places = np.array(at, dtype=np.int64)
        near = reach(places, len(hidden))
        parts = [slice(i, i + AT_ONCE) for i in range(0, len(places), AT_ONCE)]
        scores = [
            self._session.run(None, {"kinds": kinds[p], "hidden": hidden, "near": near[p], "at": places[p]})
            for p in parts
        ]
        return np.concatenate([types for types, _ in scores]), np.concatenate([words for _, words in scores])
