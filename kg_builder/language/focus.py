"""The second look at a cue, in numpy: a window read again with one cue in mind (training/focus.py has it in torch)."""

from collections.abc import Mapping, Sequence

import numpy as np

from kg_builder.language.arrays import Floats, softmax
from kg_builder.language.reach import reach

HEADS = 5
"""Heads of attention."""


class Focus:
    """The weights whose names begin with "focus.", applied to the hidden words of a window (words, width)."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._w = {n.removeprefix("focus."): w for n, w in weights.items() if n.startswith("focus.")}
        self._layers = sorted({n.rsplit(".", 2)[0] for n in self._w if n.startswith("layers.")})

    def _linear(self, name: str, x: Floats) -> Floats:
        scores: Floats = x @ self._w[name + ".weight"].T + self._w[name + ".bias"]
        return scores

    def _normal(self, name: str, x: Floats) -> Floats:
        centred = x - x.mean(-1, keepdims=True)
        spread = np.sqrt(np.square(centred).mean(-1, keepdims=True) + 1e-5)
        result: Floats = centred / spread * self._w[name + ".weight"] + self._w[name + ".bias"]
        return result

    def __call__(self, kinds: Floats, hidden: Floats, at: Sequence[int]) -> tuple[Floats, Floats]:
        """Scores to add to the types of cues (cues, types), and to words (cues, outputs, 1 + words), none first.

        kinds: probabilities of the cues' types; at: where in the window they are.
        """
        w, places = self._w, np.array(at)
        own = self._linear("cue", hidden[places]) + kinds @ w["kind.weight"].T
        words = self._linear("word", hidden) + w["near"][reach(places, len(hidden))]
        x = np.concatenate([np.broadcast_to(w["none"], (len(at), 1, len(w["none"]))), words], axis=1) + own[:, None]
        x = self._normal("ln", x)
        for layer in self._layers:
            x = self._layer(layer, x)
        scores: Floats = (x @ w["out.weight"].T).transpose(0, 2, 1)
        return self._linear("types", x[np.arange(len(at)), places + 1]), scores

    def _layer(self, name: str, x: Floats) -> Floats:
        cues, n, width = x.shape
        q, k, v = self._linear(f"{name}.qkv", x).reshape(cues, n, 3, HEADS, -1).transpose(2, 0, 3, 1, 4)
        shares = softmax(np.matmul(q / np.float32(np.sqrt(width // HEADS)), k.swapaxes(-1, -2)))
        mixed = np.matmul(shares, v).transpose(0, 2, 1, 3).reshape(cues, n, width)
        x = self._normal(f"{name}.aln", x + self._linear(f"{name}.ao", mixed))
        inner = np.maximum(self._linear(f"{name}.fi", x), 0)
        return self._normal(f"{name}.oln", x + self._linear(f"{name}.fo", inner))
