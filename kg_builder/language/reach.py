"""Classes of signed distance between words, for scores by how far off what a word looks for is."""

import numpy as np
from numpy.typing import NDArray

NEAR = (1, 2, 4, 8, 15, 30, 60)
"""Where classes of distance end, in words; farther is one class more."""
REACHES = 2 * (len(NEAR) + 1) + 1


def reach(at: NDArray[np.int64], places: int) -> NDArray[np.int64]:
    """The class of the signed distance from each position (...) to each of some places (..., places)."""
    distance = np.arange(places) - at[..., None]
    size = np.where(distance == 0, 0, np.searchsorted(NEAR, np.abs(distance)) + 1)
    classes: NDArray[np.int64] = (np.sign(distance) * size + len(NEAR) + 1).astype(np.int64)
    return classes
