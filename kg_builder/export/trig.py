"""TriG: Turtle with a named graph an article."""

from typing import IO

from kg_builder.export.prefixed import blocks, header, short
from kg_builder.export.registry import Exporter, lines_to
from kg_builder.export.triples import graphs_of
from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection
from kg_builder.graph.terms import node


def write(store: Contents, selection: Selection, out: IO[bytes]) -> None:
    """Writes the graphs, sorted."""
    out.write(header().encode())
    for graph, triples in graphs_of(store, selection):
        out.write(f"\n{short(node(graph))} {{\n".encode())
        lines_to(out, blocks(triples, "    "))
        out.write(b"}\n")


EXPORTER = Exporter("trig", ".trig", "RDF to read, a named graph an article", write=write)
