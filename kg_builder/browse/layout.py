"""Where the actors stand: positions that are the same in every build and that mean something.

Stress majorisation (Gansner, Koren, North: Graph Drawing by Stress Majorization, 2004) over distances taken from
the statements: who supports whom lies near, who opposes whom lies apart. The most involved actors are placed first and
then pinned, so that showing more of them never moves those already seen; the least involved form an outer belt.
All arithmetic is element by element from start values that hang on the actor's own identifier, never on a random
generator or on the order of the input.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

TIERS = (40, 120, 360)
_UNIT = 240.0
_NEAR, _MIDDLE, _FAR, _STRANGERS = 0.8, 1.2, 2.1, 1.9
_LETTER_WIDTH = 7.6
_LABEL_HEIGHT = 30.0
_LANDSCAPE = 1.3


@dataclass(frozen=True, slots=True)
class Place:
    """A node to be placed: its actor's identifier, its radius and the length of its label in characters."""

    id: str
    radius: float
    letters: int


def positions(nodes: Sequence[Place], ties: Mapping[tuple[int, int], tuple[int, int]]) -> list[tuple[int, int]]:
    """Coordinates for each node, most involved first.

    ties: unordered pairs of indices (smaller first) to (number of statements, sum of their polarities).
    """
    if not nodes:
        return []
    xy = np.zeros((len(nodes), 2))
    done = 0
    for tier in (*TIERS, None):
        until = min(len(nodes), tier) if tier is not None else len(nodes)
        if until > done:
            if tier is None and done:
                _belt(xy, done, nodes, ties)
            else:
                _place_tier(xy, done, until, nodes, ties)
            done = until
    centred = xy - (xy[: TIERS[0]].min(axis=0) + xy[: TIERS[0]].max(axis=0)) / 2
    return [(round(float(x)), round(float(y))) for x, y in centred]


def _start(identifier: str) -> tuple[float, float]:
    """A point of the unit disc that hangs on the identifier alone."""
    digest = hashlib.sha256(identifier.encode()).digest()
    angle = int.from_bytes(digest[:4], "big") / 2**32 * 2 * math.pi
    distance = math.sqrt(int.from_bytes(digest[4:8], "big") / 2**32)
    return distance * math.cos(angle), distance * math.sin(angle)


def _place_tier(
    xy: Floats, first: int, until: int, nodes: Sequence[Place], ties: Mapping[tuple[int, int], tuple[int, int]]
) -> None:
    """Places nodes[first:until] around the pinned nodes before them."""
    spread = _UNIT * math.sqrt(until) / 3
    for i in range(first, until):
        x, y = _start(nodes[i].id)
        near = [xy[j] for j in range(first) if (j, i) in ties]
        base = np.mean(near, axis=0) * 1.5 if near else np.zeros(2)
        xy[i] = base + np.array([x, y]) * spread
    distance, weight = _wanted(until, ties)
    free = np.arange(first, until)
    for _ in range(220 if first == 0 else 50):
        _stress_step(xy, free, distance, weight)
    if first == 0:
        xy[:until, 0] *= _LANDSCAPE
    _part(xy, first, until, nodes)


def _wanted(count: int, ties: Mapping[tuple[int, int], tuple[int, int]]) -> tuple[Floats, Floats]:
    """Distances that the statements ask for, and how much each of them counts."""
    distance = np.full((count, count), _STRANGERS)
    weight = np.full((count, count), 0.12)
    for (i, j), (number, polarity) in ties.items():
        if i < count and j < count:
            mean = polarity / number
            wanted = _MIDDLE + ((_FAR - _MIDDLE) * -mean if mean < 0 else (_NEAR - _MIDDLE) * mean)
            distance[i, j] = distance[j, i] = wanted
            weight[i, j] = weight[j, i] = 0.5 + min(3.0, math.log1p(number))
    np.fill_diagonal(weight, 0.0)
    return distance * _UNIT * max(1.0, math.sqrt(count / 25)), weight


def _stress_step(xy: Floats, free: npt.NDArray[Any], distance: Floats, weight: Floats) -> None:
    """Moves each free node to the mean of the places that its distances to all others ask for."""
    count = len(weight)
    apart = xy[free, None, :] - xy[None, :count, :]
    length = np.sqrt(apart[..., 0] ** 2 + apart[..., 1] ** 2)
    ratio = np.where(length > 1e-9, distance[free] / np.maximum(length, 1e-9), 0.0)
    asked = xy[None, :count, :] + apart * ratio[..., None]
    share = weight[free]
    xy[free] = (asked * share[..., None]).sum(axis=1) / share.sum(axis=1)[:, None].clip(1e-9)


def _boxes(nodes: Sequence[Place]) -> Floats:
    """Half widths and half heights of nodes with the label below them."""
    return np.array(
        [
            (max(2 * n.radius, min(n.letters, 22) * _LETTER_WIDTH) / 2 + 8, n.radius + _LABEL_HEIGHT / 2 + 6)
            for n in nodes
        ]
    )


def _part(xy: Floats, first: int, until: int, nodes: Sequence[Place]) -> None:
    """Pushes overlapping boxes apart, along the axis that needs less; pinned nodes stay."""
    half = _boxes(nodes[:until])
    moves = np.ones(until)
    moves[:first] = 0.0
    for _ in range(150 if first == 0 else 50):
        apart = xy[:until, None, :] - xy[None, :until, :]
        overlap = half[:, None, :] + half[None, :, :] - np.abs(apart)
        clash = (overlap[..., 0] > 0) & (overlap[..., 1] > 0)
        np.fill_diagonal(clash, False)
        if not (clash & (moves[:, None] + moves[None, :] > 0)).any():
            return
        along_x = overlap[..., 0] < overlap[..., 1]
        order = np.where(np.arange(until)[:, None] < np.arange(until)[None, :], -1.0, 1.0)
        sign = np.where(apart == 0, order[..., None], np.sign(apart))
        share = moves[:, None] / np.maximum(moves[:, None] + moves[None, :], 1.0)
        push = np.where(clash, share, 0.0)[..., None] * sign * overlap * 0.55
        push[..., 0] = np.where(along_x, push[..., 0], 0.0)
        push[..., 1] = np.where(along_x, 0.0, push[..., 1])
        xy[:until] += push.sum(axis=1)


def _belt(xy: Floats, first: int, nodes: Sequence[Place], ties: Mapping[tuple[int, int], tuple[int, int]]) -> None:
    """Places nodes[first:] on rings around the others, each near the side of those it has to do with."""
    centre = (xy[:first].min(axis=0) + xy[:first].max(axis=0)) / 2
    reach = float(np.sqrt(((xy[:first] - centre) ** 2).sum(axis=1)).max()) + 160
    neighbours: dict[int, list[int]] = {}
    for i, j in ties:
        if i < first <= j:
            neighbours.setdefault(j, []).append(i)
    angles = []
    for i in range(first, len(nodes)):
        x, y = _start(nodes[i].id)
        near = neighbours.get(i)
        towards = np.mean(xy[sorted(near)], axis=0) - centre if near else np.array([x, y]) * reach
        angles.append((math.atan2(float(towards[1]) + y * 40, float(towards[0]) + x * 40), i))
    ring = 0
    waiting = [i for _, i in sorted(angles)]
    while waiting:
        radius = reach + ring * 110
        room = max(8, int(2 * math.pi * radius / 130))
        rings_left = max(1, math.ceil(len(waiting) / room))
        chosen = waiting[::rings_left][:room]
        taken = set(chosen)
        waiting = [i for i in waiting if i not in taken]
        for slot, i in enumerate(chosen):
            angle = -math.pi + (slot + 0.5 * (ring % 2)) * 2 * math.pi / len(chosen)
            xy[i] = centre + np.array([math.cos(angle) * _LANDSCAPE, math.sin(angle)]) * radius
        ring += 1
