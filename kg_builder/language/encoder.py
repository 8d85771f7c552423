"""The shipped encoder: words of a window to vectors, by onnxruntime, with embedding rows read from a four-bit file."""

import json
import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg_builder.language.arrays import Floats
from kg_builder.language.sessions import session

BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
LONGEST_WORD = 12


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of a window's words, one array (words, width) for each group of heads."""

    tags: Floats
    entities: Floats
    parse: Floats
    reader: Floats


class Vocabulary:
    """Words to subword ids; each word counts as if it followed a blank and has at most 12 ids."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer, models

        content: dict[str, Any] = json.loads(lzma.decompress(path.read_bytes()))
        self.special: dict[str, int] = content["special"]
        pieces = [(piece, score) for piece, score in content["pieces"]]
        self._tokenizer = Tokenizer(models.Unigram(pieces, unk_id=self.special["unk"]))
        self._normalisation = str.maketrans(content["normalisation"])
        self.ids = lru_cache(maxsize=100_000)(self._ids)

    def _ids(self, word: str) -> tuple[int, ...]:
        text = word.translate(self._normalisation).replace(" ", "▁")
        ids = self._tokenizer.encode("▁" + text).ids or [self.special["unk"]]
        return tuple(ids[:LONGEST_WORD])


class Encoder:
    """Runs the model in a folder; vocabulary and embedding rows lie in `base`, which several models may share."""

    def __init__(self, folder: Path, base: Path, width: int, threads: int = 1) -> None:
        self._session = session(folder / "encoder.onnx", threads)
        self.vocabulary = Vocabulary(base / "vocabulary.json.xz")
        self._rows = np.memmap(base / "embeddings.bin", dtype=BLOCK, mode="r").reshape(-1, width // 32)

    def embed(self, ids: NDArray[np.int64]) -> Floats:
        """Embedding rows (..., width) of subword ids."""
        blocks = np.asarray(self._rows[ids])
        low = (blocks["nibbles"] & 15).astype(np.float32)
        high = (blocks["nibbles"] >> 4).astype(np.float32)
        values = (np.concatenate([low, high], -1) - 8) * blocks["scale"].astype(np.float32)[..., None]
        return values.reshape(*ids.shape, -1)

    def __call__(self, words: Sequence[str]) -> Vectors:
        """Vectors for a window of words, at most 500 subwords.

        Windows run one at a time: eight-bit activations are scaled over a whole batch, so that in company the same
        window would give slightly other vectors, and a build would depend on the order of articles.
        """
        row = [self.vocabulary.ids(w) for w in words]
        special = self.vocabulary.special
        ids = np.array([[special["bos"], *(i for word in row for i in word), special["eos"]]], dtype=np.int64)
        (mixes,) = self._session.run(None, {"embedded": self.embed(ids)})
        ends = np.cumsum([len(word) for word in row])
        starts = np.concatenate([[0], ends[:-1]])
        means = np.add.reduceat(mixes[:, 0, 1:-1], starts, axis=1) / (ends - starts)[None, :, None]
        return Vectors(*(np.ascontiguousarray(m, dtype=np.float32) for m in means))
