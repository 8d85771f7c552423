"""GraphML: actors as nodes, statements as edges; for networkx, Gephi, Cytoscape, yEd."""

from collections.abc import Iterator
from typing import IO

from kg_builder.export.network import EXACT, edges_of, exact, nodes_of, xml_text
from kg_builder.export.registry import Exporter, lines_to
from kg_builder.graph.contents import Contents
from kg_builder.graph.network import EDGE_FIELDS, NODE_FIELDS, Attributes
from kg_builder.graph.selection import Selection

TYPES = {str: "string", int: "long", float: "double"}
START = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(store: Contents, selection: Selection, out: IO[bytes]) -> None:
    """Writes the nodes, then the edges; an edge's attribute `statement` is the statement's id."""
    lines_to(out, lines(store, selection))


def lines(store: Contents, selection: Selection) -> Iterator[str]:
    """The file in pieces."""
    yield START
    for domain, fields in (("node", (("iri", str), *NODE_FIELDS)), ("edge", (("statement", str), *EDGE_FIELDS))):
        for name, kind in fields:
            for key in (name, name + EXACT) if kind is str else (name,):
                yield (f'<key id="{domain}-{key}" for="{domain}" attr.name="{key}" attr.type="{TYPES[kind]}"/>\n')
    yield '<graph edgedefault="directed">\n'
    numbers: dict[str, int] = {}
    for iri, attributes in nodes_of(store, selection):
        number = numbers.setdefault(iri, len(numbers))
        yield f'<node id="n{number}">{data("node", {"iri": iri, **attributes})}</node>\n'
    for number, (statement, source, target, attributes) in enumerate(edges_of(store, selection)):
        ends = f'source="n{numbers[source]}" target="n{numbers[target]}"'
        yield f'<edge id="e{number}" {ends}>{data("edge", {"statement": statement, **attributes})}</edge>\n'
    yield "</graph>\n</graphml>\n"


def data(domain: str, attributes: Attributes) -> str:
    """The attributes of a node or an edge."""
    return "".join(
        f'<data key="{domain}-{name}">{xml_text(str(value))}</data>' for name, value in exact(attributes).items()
    )


EXPORTER = Exporter("graphml", ".graphml", "actors and the statements between them, for network tools", write=write)
