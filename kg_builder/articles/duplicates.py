"""Near-duplicates: agency reports that come twice, with a new headline or a sentence more."""

import re
import zlib
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from kg_builder.records import Article

SHINGLE = 3
HASHES = 128
ROWS = 4
SEED = 20


class NearDuplicates:
    """Remembers articles by the MinHash signature of their word triples (Broder 1997), in a kilobyte each.

    threshold: the share of common among all triples of two articles (Jaccard) from which they are the same.
    Candidates come from 32 bands of four hashes: a pair at 0.8 is missed once in ten million, one at 0.5 in eight.
    """

    def __init__(self, threshold: float = 0.8) -> None:
        self._threshold = threshold
        numbers = np.random.default_rng(SEED).integers(1, 2**63, size=(2, HASHES, 1), dtype=np.uint64)
        self._factors, self._terms = numbers[0] | np.uint64(1), numbers[1]
        self._signatures: list[tuple[str, NDArray[np.uint32]]] = []
        self._bands: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)

    def earlier(self, article: Article) -> str | None:
        """The id of the most similar article met before, if it is a near-duplicate; else None, and this one is kept."""
        signature = self._signature(article.text)
        keys = [(band, signature[band * ROWS : (band + 1) * ROWS].tobytes()) for band in range(HASHES // ROWS)]
        candidates = sorted({number for key in keys for number in self._bands.get(key, ())})
        similar = [(float(np.mean(self._signatures[n][1] == signature)), -n) for n in candidates]
        best, number = max(similar, default=(0.0, 0))
        if best >= self._threshold:
            return self._signatures[-number][0]
        for key in keys:
            self._bands[key].append(len(self._signatures))
        self._signatures.append((article.id, signature))
        return None

    def _signature(self, text: str) -> NDArray[np.uint32]:
        """The least hash of the text's triples under each of 128 multiply-add-shift functions."""
        words = re.findall(r"\w+", text.lower())
        triples = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
        hashes = np.array([zlib.crc32(triple.encode()) for triple in sorted(triples)], dtype=np.uint64)
        mixed: NDArray[np.uint64] = (hashes * self._factors + self._terms) >> np.uint64(32)
        least: NDArray[np.uint32] = np.min(mixed, axis=1).astype(np.uint32)
        return least
