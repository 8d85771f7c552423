"""Whether a graph is what ontology/shapes.ttl says a graph is; each violation is explained."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg_builder.graph.manifest import MANIFEST, ONTOLOGY_FILES
from kg_builder.graph.store import Store
from kg_builder.graph.terms import ACTORS_GRAPH, ONTOLOGY_GRAPH, PREFIXES, PROVENANCE_GRAPH
from kg_builder.vocabulary import ontology_folder

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a rule: where (graph and node), which property, with which value, and the rule in words."""

    graph: str
    node: str
    path: str
    value: str
    message: str
    severity: str = "Violation"

    def __str__(self) -> str:
        value = f" (has {self.value})" if self.value else ""
        return f"{self.severity}: {self.node} {self.path}: {self.message}{value}"


def validate(what: Path | Store) -> list[Violation]:
    """All violations in a store, a store's folder, or a file in Turtle, N-Triples, TriG, N-Quads, JSON-LD or RDF/XML.

    Each article's graph is checked on its own, with what the actors graph says of its actors. The list is sorted.
    Raises StoreError where a folder is no store, SyntaxError where a file cannot be parsed, ValueError where its name
    tells no format.
    """
    found: list[Violation] = []
    checker = Checker()
    for name, graph in graphs_of(what):
        found += checker.check(name, graph)
    return sorted(set(found), key=lambda one: (one.graph, one.node, one.path, one.value, one.message))


def graphs_of(what: Path | Store) -> Iterator[tuple[str, "rdflib.Graph"]]:
    """The graphs to check: name and triples."""
    if isinstance(what, Store):
        yield from graphs_of_store(what)
    elif what.is_dir() or (what / MANIFEST).exists():
        with Store.open(what) as store:
            yield from graphs_of_store(store)
    else:
        yield from graphs_of_file(what)


def graphs_of_store(store: Store) -> Iterator[tuple[str, "rdflib.Graph"]]:
    """Each article's graph with its actors, then the actors on their own."""
    for name in store.graphs():
        graph = as_rdflib(store.quads(name))
        for actor in store.mentions(name):
            add(graph, store.actor_quads(actor))
        yield name, graph
    yield ACTORS_GRAPH, as_rdflib(store.quads(ACTORS_GRAPH))


def graphs_of_file(path: Path) -> Iterator[tuple[str, "rdflib.Graph"]]:
    """The graphs of an RDF file; the actors of a file with named graphs are added to each."""
    import pyoxigraph as ox

    kind = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if kind is None:
        raise ValueError(f"{path}: no RDF format is known by this name (.ttl, .nt, .trig, .nq, .jsonld or .rdf)")
    graphs: dict[str, list[ox.Quad]] = {}
    try:
        for quad in ox.parse(path=str(path), format=kind):
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else str(path)
            graphs.setdefault(name, []).append(quad)
    except SyntaxError as error:
        raise SyntaxError(f"{path}: {error}") from error
    actors = graphs.get(ACTORS_GRAPH, [])
    for name, quads in sorted(graphs.items()):
        if name not in (ONTOLOGY_GRAPH, PROVENANCE_GRAPH):
            graph = as_rdflib(quads)
            add(graph, actors)
            yield name, graph


def as_rdflib(quads: Any) -> "rdflib.Graph":
    """Quads of the database as a graph of rdflib."""
    import rdflib

    return add(rdflib.Graph(), quads)


def add(graph: "rdflib.Graph", quads: Any) -> "rdflib.Graph":
    """Adds quads of the database to a graph of rdflib."""
    import pyoxigraph as ox
    import rdflib

    def term(one: Any) -> rdflib.term.Node:
        if isinstance(one, ox.NamedNode):
            return rdflib.URIRef(one.value)
        if isinstance(one, ox.BlankNode):
            return rdflib.BNode(one.value)
        datatype = None if one.language else rdflib.URIRef(one.datatype.value)
        return rdflib.Literal(one.value, lang=one.language, datatype=datatype, normalize=False)

    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


class Checker:
    """The shapes and the ontology, parsed once, against many graphs."""

    def __init__(self) -> None:
        import rdflib

        self.shapes = rdflib.Graph().parse(ontology_folder() / "shapes.ttl", format="turtle")
        self.ontology = rdflib.Graph()
        for name in ONTOLOGY_FILES:
            self.ontology.parse(ontology_folder() / name, format="turtle")

    def check(self, name: str, graph: "rdflib.Graph") -> list[Violation]:
        """The violations in one graph."""
        import pyshacl
        import rdflib

        data = graph + self.ontology
        _, report, _ = pyshacl.validate(data, shacl_graph=self.shapes, advanced=False, inference="none")
        if not isinstance(report, rdflib.Graph):
            raise RuntimeError(f"the shapes could not be checked: {report}")
        return list(self.explained(name, report))

    def explained(self, name: str, report: "rdflib.Graph") -> Iterator[Violation]:
        """The results of a SHACL report."""
        from rdflib.namespace import RDF, SH

        for result in report.subjects(RDF.type, SH.ValidationResult):
            values = {
                key: report.value(result, term)
                for key, term in (
                    ("node", SH.focusNode),
                    ("path", SH.resultPath),
                    ("value", SH.value),
                    ("severity", SH.resultSeverity),
                )
            }
            messages = sorted(str(one) for one in report.objects(result, SH.resultMessage))
            yield Violation(
                name,
                str(values["node"]),
                path_text(report, values["path"]),
                shortened(str(values["value"] if values["value"] is not None else "")),
                "; ".join(messages),
                str(values["severity"]).rsplit("#", 1)[-1],
            )


def path_text(report: "rdflib.Graph", path: object) -> str:
    """The property, or the chain of properties, that a result is about."""
    import rdflib
    from rdflib.collection import Collection

    if isinstance(path, rdflib.BNode):
        return "/".join(shortened(str(one)) for one in Collection(report, path))
    return "" if path is None else shortened(str(path))


def shortened(iri: str) -> str:
    """An IRI with its usual prefix, where it has one."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
