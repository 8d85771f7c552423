"""What changed between two stores."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg_builder.graph.contents import Contents
from kg_builder.records import Statement


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second store has and the first has not, the other way round, and what both have, but not alike.

    Articles are ids, sorted. An article is changed where anything of its graph differs; a statement where its record
    does, whatever the reasons given for it.
    """

    articles_added: tuple[str, ...] = ()
    articles_removed: tuple[str, ...] = ()
    articles_changed: tuple[str, ...] = ()
    statements_added: tuple[Statement, ...] = field(default=())
    statements_removed: tuple[Statement, ...] = field(default=())
    statements_changed: tuple[tuple[Statement, Statement], ...] = field(default=())

    def __bool__(self) -> bool:
        return self != Difference()


def diff(old: Contents, new: Contents) -> Difference:
    """What changed from one store to another."""
    before, after = set(old.graphs()), set(new.graphs())
    changed = [graph for graph in sorted(before & after) if differs(old, new, graph)]
    added = [one for graph in sorted(after - before) for one in statements_of(new, graph)]
    removed = [one for graph in sorted(before - after) for one in statements_of(old, graph)]
    pairs: list[tuple[Statement, Statement]] = []
    for graph in changed:
        first = {one.id: one for one in statements_of(old, graph)}
        second = {one.id: one for one in statements_of(new, graph)}
        added += [one for name, one in second.items() if name not in first]
        removed += [one for name, one in first.items() if name not in second]
        both = ((one, second[name]) for name, one in first.items() if name in second)
        pairs += [(one, two) for one, two in both if one != two]
    return Difference(
        tuple(new.article_id(one) for one in sorted(after - before)),
        tuple(old.article_id(one) for one in sorted(before - after)),
        tuple(new.article_id(one) for one in changed),
        tuple(added),
        tuple(removed),
        tuple(pairs),
    )


def differs(old: Contents, new: Contents, graph: str) -> bool:
    """Whether a graph holds other triples."""
    return {str(quad) for quad in old.quads(graph)} != {str(quad) for quad in new.quads(graph)}


def statements_of(store: Contents, graph: str) -> Iterator[Statement]:
    """The statements of an article's graph."""
    reading = store.reading(store.article_id(graph))
    yield from () if reading is None else reading.statements
