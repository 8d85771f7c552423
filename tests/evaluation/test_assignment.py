"""The assignment has the greatest weight of all, whatever the weights."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg_builder.evaluation.assignment import assigned

WEIGHTS = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 9).map(float), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def best_of_all(weights: list[list[float]]) -> float:
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return best_of_all([[weights[i][j] for i in range(rows)] for j in range(columns)])
    return max(sum(weights[i][j] for i, j in enumerate(chosen)) for chosen in permutations(range(columns), rows))


@given(WEIGHTS)
def test_no_other_assignment_weighs_more(weights: list[list[float]]) -> None:
    pairs = assigned(weights)
    assert len(pairs) == min(len(weights), len(weights[0]))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sum(weights[i][j] for i, j in pairs) == best_of_all(weights)


def test_nothing_is_assigned_to_nothing() -> None:
    assert assigned([]) == assigned([[]]) == []
