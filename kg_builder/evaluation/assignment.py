"""One-to-one assignment of rows to columns with the greatest total weight."""

from collections.abc import Sequence


def assigned(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column), as many as the shorter side has, whose weights add up to the most.

    The Hungarian method with potentials (Kuhn 1955; Jonker and Volgenant's shortest paths), O(n² m). Of equal
    assignments, the one that rows find first in column order.
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    if rows > columns:
        turned = [[weights[i][j] for i in range(rows)] for j in range(columns)]
        return [(i, j) for j, i in assigned(turned)]
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row that holds a column; rows and columns count from 1, 0 is none
    for row in range(1, rows + 1):
        augment(weights, row, of_row, of_column, owner)
    return [(row - 1, column - 1) for column, row in enumerate(owner) if column and row]


def augment(
    weights: Sequence[Sequence[float]], row: int, of_row: list[float], of_column: list[float], owner: list[int]
) -> None:
    """Gives a row a column along the cheapest path of exchanges; changes potentials and owners."""
    columns = len(of_column) - 1
    least, before = [float("inf")] * (columns + 1), [0] * (columns + 1)
    seen = [False] * (columns + 1)
    owner[0], column = row, 0
    while owner[column]:
        seen[column] = True
        here, step, following = owner[column], float("inf"), 0
        for j in range(1, columns + 1):
            if seen[j]:
                continue
            cost = -weights[here - 1][j - 1] - of_row[here] - of_column[j]
            if cost < least[j]:
                least[j], before[j] = cost, column
            if least[j] < step:
                step, following = least[j], j
        for j in range(columns + 1):
            if seen[j]:
                of_row[owner[j]] += step
                of_column[j] -= step
            else:
                least[j] -= step
        column = following
    while column:
        owner[column] = owner[before[column]]
        column = before[column]
