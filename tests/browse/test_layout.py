"""Positions that are stable, readable and mean something."""

import math

from kg_builder.browse.layout import TIERS, Place, positions


def circle(count: int) -> tuple[list[Place], dict[tuple[int, int], tuple[int, int]]]:
    nodes = [Place(f"urn:{number}", 12.0, 14) for number in range(count)]
    ties = {(number // 2, number): (1, 1 if number % 2 else -1) for number in range(1, count)}
    return nodes, ties


def boxes_overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two nodes with 14-letter labels cover each other."""
    return abs(a[0] - b[0]) < 14 * 7 and abs(a[1] - b[1]) < 2 * 12 + 14


def test_allies_are_nearer_than_opponents() -> None:
    nodes = [Place(f"urn:{name}", 12.0, 6) for name in "abcdef"]
    camp = {0: 1, 1: 1, 2: 1, 3: -1, 4: -1, 5: -1}
    ties = {(i, j): (4, 4 * camp[i] * camp[j]) for i in range(6) for j in range(i + 1, 6)}
    places = positions(nodes, ties)
    distance = {pair: math.dist(places[pair[0]], places[pair[1]]) for pair in ties}
    friends = max(d for pair, d in distance.items() if ties[pair][1] > 0)
    foes = min(d for pair, d in distance.items() if ties[pair][1] < 0)
    assert friends < foes


def test_first_tier_has_no_overlaps() -> None:
    nodes, ties = circle(TIERS[0])
    places = positions(nodes, ties)
    overlaps = [(i, j) for i in range(len(places)) for j in range(i) if boxes_overlap(places[i], places[j])]
    assert overlaps == []


def test_later_tiers_do_not_move_the_first() -> None:
    nodes, ties = circle(380)
    whole = positions(nodes, ties)
    for count in (TIERS[0], 90):
        part = positions(nodes[:count], {pair: tie for pair, tie in ties.items() if max(pair) < count})
        assert part[: TIERS[0]] == whole[: TIERS[0]]
    assert len(set(whole)) == 380


def test_nothing_and_one() -> None:
    assert positions([], {}) == []
    assert positions([Place("urn:a", 12.0, 3)], {}) == [(0, 0)]
