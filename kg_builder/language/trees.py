"""Maximum spanning trees over scored heads (Chu and Liu 1965, Edmonds 1967), with one word on the root."""

import numpy as np
from numpy.typing import NDArray

NEVER = -1e9


def best_tree(scores: NDArray[np.float64]) -> list[int]:
    """Heads (from 1, 0 the root) of the best tree; scores (n, n + 1) of a head for each word, the root first.

    Exactly one word hangs on the root: where the best tree has several, each is tried as the only one.
    """
    n = len(scores)
    full = np.full((n + 1, n + 1), NEVER)
    full[1:] = scores
    np.fill_diagonal(full, NEVER)
    heads = edmonds(full)
    roots = [i for i in range(1, n + 1) if heads[i] == 0]
    if len(roots) == 1:
        return [int(h) for h in heads[1:]]
    best, total = heads, -np.inf
    for root in roots:
        only = full.copy()
        only[1:, 0] = NEVER
        only[root, 0] = full[root, 0]
        tried = edmonds(only)
        value = float(sum(only[i, tried[i]] for i in range(1, n + 1)))
        if value > total:
            best, total = tried, value
    return [int(h) for h in best[1:]]


def edmonds(score: NDArray[np.float64]) -> NDArray[np.int64]:
    """Heads of the best tree without regard to the number of roots; score[dependent, head], row 0 unused."""
    heads = score.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [i for i in range(len(score)) if i not in inside]
    m = len(rest)
    small = np.full((m + 1, m + 1), NEVER)
    small[:m, :m] = score[np.ix_(rest, rest)]
    own = score[cycle, heads[cycle]]
    gain = score[np.ix_(cycle, rest)] - own[:, None]
    small[m, :m] = gain.max(0)
    small[:m, m] = score[np.ix_(rest, cycle)].max(1)
    entry, leave = gain.argmax(0), score[np.ix_(rest, cycle)].argmax(1)
    inner, result = edmonds(small), heads.copy()
    for i, word in enumerate(rest):
        if word:
            result[word] = cycle[leave[i]] if inner[i] == m else rest[inner[i]]
    into = int(inner[m])
    result[cycle[entry[into]]] = rest[into]
    return result


def find_cycle(heads: NDArray[np.int64]) -> list[int]:
    """The words of one cycle, or none."""
    state = np.zeros(len(heads), dtype=int)
    for start in range(1, len(heads)):
        path, v = [], start
        while v and not state[v]:
            state[v] = 1
            path.append(v)
            v = int(heads[v])
        if v and v in path:
            return path[path.index(v) :]
        state[path] = 2
    return []
