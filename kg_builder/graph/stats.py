"""A store in figures."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg_builder.graph.contents import MENTIONS_NODE, Contents
from kg_builder.graph.people import TYPES
from kg_builder.graph.store import Store
from kg_builder.vocabulary import KG, KGT, statement_types

TOP = 10


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of articles, actors by type, statements by type in the order of the ontology, and quads.

    first, last: dates of publication, None where no article has one. top: the actors that take part in most statements.
    bytes: size on disk, 0 where there is no disk.
    """

    articles: int
    actors: tuple[tuple[str, int], ...]
    statements: tuple[tuple[str, int], ...]
    top: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    quads: int
    bytes: int

    @property
    def statement_count(self) -> int:
        """All statements."""
        return sum(count for _, count in self.statements)


def stats(store: Contents) -> Stats:
    """The figures of a store."""
    types = counted(store, KG + "type")
    order = {name: place for place, name in enumerate(statement_types())}
    statements = {name.removeprefix(KGT): count for name, count in types.items()}
    taking_part = counted(store, KG + "source") + counted(store, KG + "target")
    top = sorted(taking_part.items(), key=lambda one: (-one[1], one[0]))[:TOP]
    labels = {name: label_of(store, name) for name, _ in top}
    first, last = span_of_time(store)
    return Stats(
        len(store.graphs()),
        tuple(sorted(actors_by_type(store).items())),
        tuple(sorted(statements.items(), key=lambda one: (order.get(one[0], len(order)), one[0]))),
        tuple((labels[name], count) for name, count in top),
        first,
        last,
        len(store.database),
        size_of(store.path) if isinstance(store, Store) else 0,
    )


def counted(store: Contents, predicate: str) -> Counter[str]:
    """How often each value of a property occurs."""
    query = f"SELECT ?value (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s <{predicate}> ?value }} }} GROUP BY ?value"
    found: Counter[str] = Counter()
    answer = store.query(query)
    if isinstance(answer, ox.QuerySolutions):
        for row in answer:
            value, count = row["value"], row["n"]
            if isinstance(value, ox.NamedNode | ox.Literal) and isinstance(count, ox.Literal):
                found[value.value] = int(count.value)
    return found


def actors_by_type(store: Contents) -> Counter[str]:
    """How many actors of each type articles mention."""
    kinds: dict[str, str] = {}
    for kind, name in TYPES.items():
        for quad in store.database.quads_for_pattern(None, None, ox.NamedNode(kind), None):
            if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value.endswith("#type"):
                kinds[quad.subject.value] = name
    return Counter(kinds.values())


def label_of(store: Contents, actor: str) -> str:
    """The label of an actor that some article mentions."""
    known = store.known_actor(actor)
    if known.label != known.id:
        return known.label
    places = store.database.quads_for_pattern(None, MENTIONS_NODE, ox.NamedNode(actor), None)
    labels = (
        store.described(actor, one.graph_name.value, False).label
        for one in places
        if isinstance(one.graph_name, ox.NamedNode)
    )
    return next((label for label in labels if label != actor), actor)


def span_of_time(store: Contents) -> tuple[str | None, str | None]:
    """The first and the last date of publication."""
    published = ox.NamedNode("https://schema.org/datePublished")
    quads = store.database.quads_for_pattern(None, published, None, None)
    dates = [quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)]
    return (min(dates), max(dates)) if dates else (None, None)


def size_of(path: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
