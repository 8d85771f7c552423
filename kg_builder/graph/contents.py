"""What a database of readings holds, read back as records and by SPARQL."""

from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from kg_builder.graph.people import TYPES, Objects, first, read_actor, read_office
from kg_builder.graph.rdf import MENTIONS, fullness
from kg_builder.graph.restore import Subjects, restore_article, restore_reading
from kg_builder.graph.selection import Selection
from kg_builder.graph.terms import (
    ACTORS_GRAPH,
    DCTERMS,
    ORG,
    PREFIXES,
    PROVENANCE_GRAPH,
    RDF,
    RDFS,
    SHARED_GRAPHS,
    article_iri,
    identifier_of,
    iri,
    statement_iri,
)
from kg_builder.records import Actor, Article, Reading, Statement
from kg_builder.vocabulary import ARTICLE, KG

QueryAnswer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
MENTIONS_NODE = ox.NamedNode(MENTIONS[1:-1])
LABEL_NODE = ox.NamedNode(RDFS + "label")
TYPE_NODE = ox.NamedNode(RDF + "type")
ORDER_NODE = ox.NamedNode(KG + "order")
FINGERPRINT_NODE = ox.NamedNode(KG + "fingerprint")


class Contents:
    """The articles, actors and statements of a database. Everything comes in a fixed order: by IRI."""

    def __init__(self, database: ox.Store) -> None:
        self.database = database
        self.known_actors: dict[str, Actor] = {}

    def graphs(self) -> list[str]:
        """The IRIs of all articles' graphs, sorted."""
        names = (one.value for one in self.database.named_graphs() if isinstance(one, ox.NamedNode))
        return sorted(one for one in names if one.startswith(ARTICLE))

    def all_graphs(self) -> list[str]:
        """The IRIs of the articles' graphs, sorted, then of those that they share."""
        return self.graphs() + [one for one in SHARED_GRAPHS if self.database.contains_named_graph(ox.NamedNode(one))]

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The quads of one graph, in the order of the database."""
        return self.database.quads_for_pattern(None, None, None, ox.NamedNode(graph))

    def mentions(self, graph: str) -> list[str]:
        """The IRIs of the actors that an article's graph mentions, sorted."""
        name = ox.NamedNode(graph)
        found = (quad.object for quad in self.database.quads_for_pattern(name, MENTIONS_NODE, None, name))
        return sorted(one.value for one in found if isinstance(one, ox.NamedNode))

    def actor_quads(self, actor: str) -> Iterator[ox.Quad]:
        """What the actors graph says of an actor and its offices."""
        graph = ox.NamedNode(ACTORS_GRAPH)
        for quad in self.database.quads_for_pattern(ox.NamedNode(actor), None, None, graph):
            yield quad
            if quad.predicate.value == ORG + "hasMembership" and isinstance(quad.object, ox.NamedNode):
                yield from self.database.quads_for_pattern(quad.object, None, None, graph)

    def articles(self) -> Iterator[Article]:
        """Every article."""
        for graph in self.graphs():
            yield restore_article(self.about(graph, graph))

    def article(self, article: str) -> Article | None:
        """The article of an id, or None."""
        graph = article_iri(article)
        about = self.about(graph, graph)
        return restore_article(about) if about else None

    def article_id(self, graph: str) -> str:
        """The id of the article that a graph is of."""
        return first(self.about(graph, graph), DCTERMS + "identifier") or graph.removeprefix(ARTICLE)

    def reading(self, article: str) -> Reading | None:
        """All that was found in the article of an id, or None where it is not stored."""
        graph = article_iri(article)
        subjects = self.subjects(graph)
        return restore_reading(graph, subjects, self.known_actor) if graph in subjects else None

    def reading_of(self, statement: str) -> Reading | None:
        """The reading that holds the statement of an id, found without looking through the others; or None."""
        graph = self.graph_of(statement)
        return None if graph is None else self.reading(self.article_id(graph))

    def graph_of(self, statement: str) -> str | None:
        """The graph of the article that the statement of an id is in, or None."""
        node = ox.NamedNode(statement_iri(statement))
        for quad in self.database.quads_for_pattern(node, ORDER_NODE, None, None):
            if isinstance(quad.graph_name, ox.NamedNode):
                return quad.graph_name.value
        return None

    def readings(self, selection: Selection | None = None) -> Iterator[Reading]:
        """Every article that holds a selected statement, with all that was found in it."""
        for graph in self.selected_graphs(selection):
            reading = restore_reading(graph, self.subjects(graph), self.known_actor)
            wanted = selection is None or selection.everything
            if wanted or any(selection.takes(one, reading.article) for one in reading.statements if selection):
                yield reading

    def statements(self, selection: Selection | None = None) -> Iterator[Statement]:
        """Every selected statement: by article, within it in the order of the reading."""
        for graph in self.selected_graphs(selection):
            reading = restore_reading(graph, self.subjects(graph), self.known_actor)
            for one in reading.statements:
                if selection is None or selection.takes(one, reading.article):
                    yield one

    def selected_graphs(self, selection: Selection | None) -> list[str]:
        """The graphs that can hold a selected statement: those that mention one of the actors asked for."""
        if selection is None or not selection.actors:
            return self.graphs()
        found: set[str] = set()
        for actor in selection.actors:
            for quad in self.database.quads_for_pattern(None, MENTIONS_NODE, ox.NamedNode(iri(actor)), None):
                if isinstance(quad.graph_name, ox.NamedNode):
                    found.add(quad.graph_name.value)
        return sorted(found)

    def actors(self) -> Iterator[Actor]:
        """Every actor that an article mentions; where articles describe one differently, in its fullest record."""
        places: dict[str, set[str]] = {}
        for kind in TYPES:
            for quad in self.database.quads_for_pattern(None, TYPE_NODE, ox.NamedNode(kind), None):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
                    places.setdefault(quad.subject.value, set()).add(quad.graph_name.value)
        for value, graphs in sorted(places.items()):
            if ACTORS_GRAPH in graphs:
                yield self.known_actor(value)
            else:
                yield max((self.described(value, graph, False) for graph in graphs), key=fullness)

    def known_actor(self, value: str) -> Actor:
        """The actor of an IRI as the knowledge base has it; one that is described nowhere is "other"."""
        if value not in self.known_actors:
            self.known_actors[value] = self.described(value, ACTORS_GRAPH, True)
        return self.known_actors[value]

    def described(self, value: str, graph: str, known: bool) -> Actor:
        """The actor of an IRI as one graph describes it."""
        about = self.about(value, graph)
        if RDF + "type" not in about:
            return Actor(identifier_of(value), identifier_of(value), "other")
        offices = [read_office(self.about(one, graph)) for one, _ in about.get(ORG + "hasMembership", ())]
        return read_actor(value, about, offices, known)

    def fingerprint(self, article: str) -> str | None:
        """What the stored reading of an article was made from (`provenance.fingerprint`), or None."""
        return first(self.about(article_iri(article), PROVENANCE_GRAPH), FINGERPRINT_NODE.value)

    def holds(self, article: str, fingerprint: str) -> bool:
        """Whether an article is stored with this fingerprint, so that it need not be read again."""
        return self.fingerprint(article) == fingerprint

    def about(self, subject: str, graph: str) -> Objects:
        """What a graph says of one subject."""
        found: dict[str, list[tuple[str, str | None]]] = {}
        # Not as quads, whose subject and graph would be looked up again for each of them.
        question = f"SELECT ?p ?o {{ GRAPH {ox.NamedNode(graph)} {{ {ox.NamedNode(subject)} ?p ?o }} }}"
        for predicate, value in cast("ox.QuerySolutions", self.database.query(question)):
            if isinstance(predicate, ox.NamedNode) and isinstance(value, ox.Literal | ox.NamedNode):
                language = value.language if isinstance(value, ox.Literal) else None
                found.setdefault(predicate.value, []).append((value.value, language))
        return found

    def subjects(self, graph: str) -> Subjects:
        """What a graph says, by subject."""
        found: dict[str, dict[str, list[tuple[str, str | None]]]] = {}
        for quad in self.quads(graph):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.Literal | ox.NamedNode):
                language = value.language if isinstance(value, ox.Literal) else None
                about = found.setdefault(subject.value, {})
                about.setdefault(quad.predicate.value, []).append((value.value, language))
        return dict(found)

    def query(self, sparql: str, prefixes: Iterable[tuple[str, str]] = ()) -> QueryAnswer:
        """Answers a SPARQL query; patterns outside GRAPH see all graphs at once, and the usual prefixes are known.

        Raises SyntaxError where the query is wrong.
        """
        return self.database.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES | dict(prefixes))
