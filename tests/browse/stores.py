"""Stores filled with the invented world."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from world import World

from kg_builder.graph.store import Store
from kg_builder.records import Mention, Reading, Statement


def fill(path: Path, world: World) -> None:
    """Writes the world's articles, statements and mentions into a new store."""
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for one in world.statements:
        by_article[one.article].append(one)
    with Store.open(path, write=True) as store:
        store.put_all(
            (Reading(article, mentions(by_article[article.id]), tuple(by_article[article.id])), "test")
            for article in world.articles.values()
        )


def mentions(statements: Iterable[Statement]) -> tuple[Mention, ...]:
    """Where the statements' participants are named."""
    found: dict[Mention, None] = {}
    for one in statements:
        for participant in (one.source, one.target):
            if participant and participant.start is not None and participant.end is not None:
                found[Mention(participant.actor, participant.start, participant.end, "name")] = None
    return tuple(found)
