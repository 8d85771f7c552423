"""Maximum spanning trees against trying every tree."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_builder.language.trees import best_tree


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word reaches it."""
    if sum(h == 0 for h in heads) != 1:
        return False
    for start in range(1, len(heads) + 1):
        seen, at = set(), start
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at - 1]
    return True


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.integers(-40, 40), min_size=n * (n + 1), max_size=n * (n + 1))))
def test_the_best_tree_is_the_best_of_all_trees(values: list[int]) -> None:
    n = int((len(values) + 0.25) ** 0.5)
    noise = np.arange(n * (n + 1)).reshape(n, n + 1) * 1e-4
    scores = np.array(values, dtype=float).reshape(n, n + 1) + noise
    for i in range(n):
        scores[i, i + 1] = -1e9
    every = (h for h in product(range(n + 1), repeat=n) if is_tree(h))
    best = max(sum(scores[i, h] for i, h in enumerate(heads)) for heads in every)
    found = best_tree(scores)
    assert is_tree(tuple(found))
    assert np.isclose(sum(scores[i, h] for i, h in enumerate(found)), best)


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[1.0, -9, 8, 0], [5.0, 9, -9, 0], [0.0, 1, 7, -9]])
    assert best_tree(scores) == [2, 0, 2]
