"""JSON-LD: one document, a named graph an article, with our prefixes as context."""

import json
from collections.abc import Iterable
from typing import IO, Any

import pyoxigraph as ox

from kg_builder.export.prefixed import short
from kg_builder.export.registry import Exporter
from kg_builder.export.triples import graphs_of
from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection
from kg_builder.graph.terms import PREFIXES, RDF, XSD, node

TYPE = RDF + "type"


def write(store: Contents, selection: Selection, out: IO[bytes]) -> None:
    """Writes the graphs, sorted; each graph's nodes on lines of their own."""
    out.write(b'{"@context": ' + json.dumps(PREFIXES).encode() + b',\n"@graph": [')
    for number, (graph, triples) in enumerate(graphs_of(store, selection)):
        nodes = ",\n".join(json.dumps(one, ensure_ascii=False) for one in nodes_of(triples))
        start = ",\n" if number else "\n"
        out.write(f'{start}{{"@id": {json.dumps(name(graph))}, "@graph": [\n{nodes}]}}'.encode())
    out.write(b"\n]}\n")


def nodes_of(triples: Iterable[str]) -> list[dict[str, Any]]:
    """Sorted triples as node objects."""
    nodes: dict[str, dict[str, Any]] = {}
    text = "".join(f"{one} .\n" for one in triples)
    for triple in ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES, lenient=True):
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            one = nodes.setdefault(subject.value, {"@id": name(subject.value)})
            if triple.predicate.value == TYPE:
                one.setdefault("@type", []).append(name(value.value))
            else:
                one.setdefault(name(triple.predicate.value), []).append(value_of(value))
    return list(nodes.values())


def value_of(value: ox.NamedNode | ox.Literal) -> dict[str, str] | str:
    """An object as a node reference, a plain string or a value object."""
    if isinstance(value, ox.NamedNode):
        return {"@id": name(value.value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == XSD + "string":
        return value.value
    return {"@value": value.value, "@type": name(value.datatype.value)}


def name(iri: str) -> str:
    """An IRI, shortened by the context where that is safe."""
    found = short(node(iri))
    return iri if found.startswith("<") else found


EXPORTER = Exporter("jsonld", ".jsonld", "RDF as JSON, a named graph an article", write=write)
