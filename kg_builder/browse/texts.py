"""Very many short texts in one block of memory, a third of what as many Python strings take."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, overload

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]


class Texts(Sequence[str]):
    """Texts by number. Any text comes back as it was, lone surrogates included."""

    __slots__ = ("block", "starts")

    def __init__(self, block: Numbers, starts: Numbers) -> None:
        """block: the texts in UTF-8, one after the other, as bytes; starts: where each begins, and the end of all."""
        self.block, self.starts = block, starts

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """These texts."""
        parts = [one.encode("utf-8", "surrogatepass") for one in texts]
        starts = np.fromiter(accumulate((len(one) for one in parts), initial=0), np.int64, len(parts) + 1)
        return cls(np.frombuffer(b"".join(parts), np.uint8), starts)

    @classmethod
    def joined(cls, parts: Sequence["Texts"]) -> "Texts":
        """The texts of several, in their order."""
        lengths = np.concatenate([np.zeros(1, np.int64), *(np.diff(one.starts) for one in parts)])
        blocks = [one.block[one.starts[0] : one.starts[-1]] for one in parts]
        return cls(np.concatenate([np.zeros(0, np.uint8), *blocks]), np.cumsum(lengths))

    def part(self, first: int, until: int) -> "Texts":
        """The texts from one number to before another; shares the memory."""
        return Texts(self.block, self.starts[first : until + 1])

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        at = number + len(self) if number < 0 else number
        if not 0 <= at < len(self):
            raise IndexError(number)
        return self.block[self.starts[at] : self.starts[at + 1]].tobytes().decode("utf-8", "surrogatepass")
