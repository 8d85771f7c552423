"""N-Quads: one quad a line, for loading into any store."""

from typing import IO

from kg_builder.export.registry import Exporter
from kg_builder.export.triples import graphs_of, in_graph
from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection


def write(store: Contents, selection: Selection, out: IO[bytes]) -> None:
    """Writes the graphs, sorted."""
    for graph, triples in graphs_of(store, selection):
        out.write(in_graph(graph, triples).encode())


EXPORTER = Exporter("nquads", ".nq", "RDF, one quad a line, a named graph an article", write=write)
