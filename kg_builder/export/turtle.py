"""Turtle: all graphs in one, for reading and for tools that know no named graphs."""

from typing import IO

from kg_builder.export.prefixed import blocks, header
from kg_builder.export.registry import Exporter, lines_to
from kg_builder.export.triples import graphs_of
from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection


def write(store: Contents, selection: Selection, out: IO[bytes]) -> None:
    """Writes the articles and the actors; which article a triple is from can be told by its statement's evidence."""
    out.write(header().encode())
    for _, triples in graphs_of(store, selection):
        out.write(b"\n")
        lines_to(out, blocks(triples))


EXPORTER = Exporter("turtle", ".ttl", "RDF to read, all articles in one graph", write=write)
