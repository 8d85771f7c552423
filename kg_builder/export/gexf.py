"""GEXF 1.2: actors as nodes, statements as edges; for Gephi."""

from collections.abc import Iterator
from typing import IO

from kg_builder.export.network import EXACT, edges_of, exact, nodes_of, xml_text
from kg_builder.export.registry import Exporter, lines_to
from kg_builder.graph.contents import Contents
from kg_builder.graph.network import EDGE_FIELDS, NODE_FIELDS, Attributes
from kg_builder.graph.selection import Selection

TYPES = {str: "string", int: "long", float: "double"}
START = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<graph defaultedgetype="directed" mode="static">
"""


def write(store: Contents, selection: Selection, out: IO[bytes]) -> None:
    """Writes the nodes, then the edges; an edge's attribute `statement` is the statement's id."""
    lines_to(out, lines(store, selection))


def lines(store: Contents, selection: Selection) -> Iterator[str]:
    """The file in pieces."""
    yield START
    for domain, fields in (("node", (("iri", str), *NODE_FIELDS)), ("edge", (("statement", str), *EDGE_FIELDS))):
        yield f'<attributes class="{domain}" mode="static">\n'
        for name, kind in fields:
            for key in (name, name + EXACT) if kind is str else (name,):
                yield f'<attribute id="{domain}-{key}" title="{key}" type="{TYPES[kind]}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    numbers: dict[str, int] = {}
    for iri, attributes in nodes_of(store, selection):
        number = numbers.setdefault(iri, len(numbers))
        values = attvalues("node", {"iri": iri, **attributes})
        yield f'<node id="n{number}" label="{xml_text(str(attributes["label"]))}">{values}</node>\n'
    yield "</nodes>\n<edges>\n"
    for number, (statement, source, target, attributes) in enumerate(edges_of(store, selection)):
        ends = f'source="n{numbers[source]}" target="n{numbers[target]}" label="{xml_text(str(attributes["type"]))}"'
        values = attvalues("edge", {"statement": statement, **attributes})
        yield f'<edge id="e{number}" {ends}>{values}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def attvalues(domain: str, attributes: Attributes) -> str:
    """The attributes of a node or an edge."""
    values = "".join(
        f'<attvalue for="{domain}-{name}" value="{xml_text(str(value))}"/>' for name, value in exact(attributes).items()
    )
    return f"<attvalues>{values}</attvalues>"


EXPORTER = Exporter("gexf", ".gexf", "actors and the statements between them, for Gephi", write=write)
