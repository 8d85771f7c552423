"""The graph as a networkx MultiDiGraph: nodes are actors, edges the statements between two of them."""

from typing import TYPE_CHECKING

from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection
from kg_builder.records import Actor, Article, Statement

if TYPE_CHECKING:
    import networkx

Attributes = dict[str, str | int | float]
NODE_FIELDS: tuple[tuple[str, type], ...] = (("label", str), ("type", str), ("iso3", str))
EDGE_FIELDS: tuple[tuple[str, type], ...] = (
    ("type", str),
    ("kind", str),
    ("polarity", int),
    ("plover", str),
    ("factuality", str),
    ("topic", str),
    ("cue", str),
    ("date", str),
    ("place", str),
    ("article", str),
    ("published", str),
    ("sentence", str),
    ("start", int),
    ("end", int),
    ("within", str),
    ("confidence", float),
)


def network(store: Contents, selection: Selection | None = None) -> "networkx.MultiDiGraph[str]":
    """The selected statements that have a source and a target, as edges whose key is the statement's id.

    Nodes are the IRIs of actors; what is not known is left out of the attributes.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for reading in store.readings(selection):
        for one in reading.statements:
            if one.source is None or one.target is None:
                continue
            if selection is None or selection.takes(one, reading.article):
                for actor in (one.source.actor, one.target.actor):
                    graph.add_node(actor.id, **node_attributes(actor))
                edge = edge_attributes(one, reading.article)
                graph.add_edge(one.source.actor.id, one.target.actor.id, key=one.id, **edge)
    return graph


def node_attributes(actor: Actor) -> Attributes:
    """What a node says of its actor."""
    return known({"label": actor.label, "type": actor.type, "iso3": actor.iso3})


def edge_attributes(one: Statement, article: Article) -> Attributes:
    """What an edge says of its statement; `sentence` is the article's text at the evidence."""
    start, end = one.evidence
    return known(
        {
            "type": one.type,
            "kind": one.kind,
            "polarity": one.polarity,
            "plover": one.plover,
            "factuality": one.factuality,
            "topic": None if one.topic is None else one.topic.text,
            "cue": one.cue.text,
            "date": one.date,
            "place": None if one.place is None else one.place.label,
            "article": article.id,
            "published": article.published,
            "sentence": article.text[start:end],
            "start": start,
            "end": end,
            "within": one.within,
            "confidence": one.confidence,
        }
    )


def known(values: dict[str, str | int | float | None]) -> Attributes:
    """The values that are there."""
    return {name: value for name, value in values.items() if value is not None}
