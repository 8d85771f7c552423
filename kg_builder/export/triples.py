"""The triples of a store graph by graph, sorted: what all RDF formats write.

They write the articles' graphs in the order of their IRIs, then the actors graph. The ontology is a file of its own,
and the provenance graph holds the times of builds, which would make every export differ; neither is exported.
"""

from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox

from kg_builder.graph.contents import Contents
from kg_builder.graph.rdf import encode_reading
from kg_builder.graph.selection import Selection
from kg_builder.graph.terms import ACTORS_GRAPH, node
from kg_builder.records import Reading, Statement


def graphs_of(store: Contents, selection: Selection) -> Iterator[tuple[str, list[str]]]:
    """Each graph's IRI and its triples, "subject predicate object" in canonical N-Triples, sorted by code point."""
    return all_graphs(store) if selection.everything else selected_graphs(store, selection)


def all_graphs(store: Contents) -> Iterator[tuple[str, list[str]]]:
    """The articles and the actors, without making records of them."""
    for graph in (*store.graphs(), ACTORS_GRAPH):
        triples = triples_of(store, graph)
        if triples:
            yield graph, triples


def triples_of(store: Contents, graph: str) -> list[str]:
    """One graph's triples."""
    data = store.database.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
    lines = [] if data is None else data.decode().split("\n")
    return sorted([line[:-2] for line in lines if line])


def selected_graphs(store: Contents, selection: Selection) -> Iterator[tuple[str, list[str]]]:
    """The articles that hold a selected statement, each with those only, and their actors."""
    known: dict[str, tuple[str, ...]] = {}
    for reading in store.readings(selection):
        encoded = encode_reading(selected(reading, selection))
        known |= dict(encoded.known)
        yield encoded.graph, list(encoded.triples)
    if known:
        yield ACTORS_GRAPH, sorted({one for block in known.values() for one in block})


def selected(reading: Reading, selection: Selection) -> Reading:
    """A reading with the selected statements, those that report them, and the mentions of their actors."""
    by_id = {one.id: one for one in reading.statements}
    wanted: set[str] = set()
    for one in reading.statements:
        if selection.takes(one, reading.article):
            holder: Statement | None = one
            while holder is not None and holder.id not in wanted:
                wanted.add(holder.id)
                holder = by_id.get(holder.within) if holder.within is not None else None
    statements = tuple(one for one in reading.statements if one.id in wanted)
    parts = (part for one in statements for part in (one.source, one.target))
    actors = {part.actor.id for part in parts if part is not None}
    return replace(
        reading,
        statements=statements,
        mentions=tuple(one for one in reading.mentions if one.actor.id in actors),
        offices=tuple(one for one in reading.offices if one[0] in actors),
    )


def in_graph(graph: str, triples: list[str]) -> str:
    """Triples as lines of N-Quads."""
    end = f" {node(graph)} .\n"
    return end.join(triples) + end if triples else ""
