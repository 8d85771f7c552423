"""The graph view's data: actors with places and edges between them, as plain JSON values."""

from functools import lru_cache
from typing import Any

from kg_builder.browse.index import StoreIndex, Tie
from kg_builder.browse.layout import Place, positions
from kg_builder.browse.pieces import Pieces


def whole(pieces: Pieces, actors: int, edges: int) -> dict[str, Any]:
    """The most involved actors, and the strongest ties among them."""
    index = pieces.library.index
    chosen, places = _placed(index, actors)
    ties = index.ties.among(chosen)
    nodes = [_node(pieces, number, place) for number, place in zip(chosen, places, strict=True)]
    return {
        "nodes": nodes,
        "edges": [_edge(pieces, tie) for tie in ties[:edges]],
        "actors": len(index.actors),
        "ties": len(index.ties),
    }


def neighbourhood(pieces: Pieces, actor: int, edges: int) -> dict[str, Any]:
    """An actor, those it has most to do with, and their ties; the page finds places for those it does not show yet."""
    index = pieces.library.index
    ties = index.ties_of(actor, edges)
    numbers = dict.fromkeys([actor, *(number for tie in ties for number in (tie.source, tie.target))])
    return {
        "nodes": [_node(pieces, number, None) for number in numbers],
        "edges": [_edge(pieces, tie) for tie in ties],
        "all": index.degree(actor),
    }


@lru_cache(maxsize=4)
def _placed(index: StoreIndex, actors: int) -> tuple[list[int], list[tuple[int, int]]]:
    """The most involved actors and their places; worked out once for each number of actors."""
    chosen = [one for one in index.most_involved(actors) if index.involved[one]]
    order = {number: i for i, number in enumerate(chosen)}
    ties: dict[tuple[int, int], tuple[int, int]] = {}
    for tie in index.ties.among(chosen):
        a, b = sorted((order[tie.source], order[tie.target]))
        number, polarity = ties.get((a, b), (0, 0))
        ties[a, b] = number + tie.count, polarity + tie.polarity * tie.count
    most = max((int(index.involved[one]) for one in chosen), default=1) or 1
    nodes = [
        Place(index.actors[one].id, 11 + 25 * (int(index.involved[one]) / most) ** 0.5, len(index.actors[one].label))
        for one in chosen
    ]
    return chosen, positions(nodes, ties)


def _node(pieces: Pieces, number: int, place: tuple[int, int] | None) -> dict[str, Any]:
    card = pieces.actor_card(number)
    node: dict[str, Any] = {
        "key": pieces.library.key(number),
        "name": card.name,
        "type": card.type,
        "mark": card.mark,
        "href": card.href,
        "n": int(pieces.library.index.involved[number]),
    }
    return node | ({"x": place[0], "y": -place[1]} if place else {})


def _edge(pieces: Pieces, tie: Tie) -> dict[str, Any]:
    key = pieces.library.key
    return {"s": key(tie.source), "t": key(tie.target), "p": tie.polarity, "n": tie.count}
