"""The store as the server's pages need it: the index for counts and lists, the store for what is shown of them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg_builder.browse.index_file import open_index
from kg_builder.browse.payload import short_id
from kg_builder.browse.texts import Numbers
from kg_builder.graph.restore import restore_article, restore_statement
from kg_builder.graph.store import Store
from kg_builder.graph.terms import PREFIXES, article_iri, iri, statement_iri
from kg_builder.records import Actor, Article, Reading, Statement
from kg_builder.vocabulary import ACTOR, WIKIDATA

ARTICLES_KEPT = 512


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with its article."""

    statement: Statement
    article: Article


class Library:
    """An open store and its index. Reads only; safe for several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store.open(path)
        self.index = open_index(self.store)
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Lets a writer in."""
        self.store.close()

    def actor_number(self, key: str) -> int | None:
        """The actor of a key as `short_id` makes it, or of an IRI."""
        for identifier in (key, WIKIDATA + key, ACTOR + key):
            number = self.index.number.get(iri(identifier))
            if number is not None:
                return number
        return None

    def actor(self, number: int) -> Actor:
        """The actor of a number."""
        return self.index.actors[number]

    def key(self, number: int) -> str:
        """The short name of an actor in addresses."""
        return short_id(self.index.actors[number].id)

    def found(self, rows: Numbers) -> list[Found]:
        """The statements of these numbers, in their order; of each only its own part of the article's graph is read."""
        return [self._found(row) for row in rows.tolist()]

    def _found(self, row: int) -> Found:
        graph = self.index.articles[self.index.article_of(row)]
        article = self._article(graph)
        subject = statement_iri(self.index.statements[row])
        about = self.store.about(subject, graph)
        evidence = subject + "#evidence"
        subjects = {evidence: self.store.about(evidence, graph)}
        return Found(restore_statement(subject, about, article, subjects, self._actor_of), article)

    def _article(self, graph: str) -> Article:
        """An article, kept for a while."""
        with self._lock:
            if graph in self._articles:
                self._articles.move_to_end(graph)
                return self._articles[graph]
        article = restore_article(self.store.about(graph, graph))
        with self._lock:
            self._articles[graph] = article
            while len(self._articles) > ARTICLES_KEPT:
                self._articles.popitem(last=False)
        return article

    def _actor_of(self, value: str) -> Actor:
        return self.index.actors[self.index.number[value]]

    def statement(self, identifier: str) -> tuple[Found, Reading] | None:
        """A statement by its id, with all that was found in its article."""
        row = self._row(identifier)
        if row is None:
            return None
        found = self._found(row)
        reading = self.store.reading(found.article.id)
        return (found, reading) if reading else None

    def _row(self, statement: str) -> int | None:
        """The number of the statement of an id, or None."""
        graph = self.store.graph_of(statement)
        return None if graph is None else self.index.row_in(graph, statement)

    def source_of(self, statement: str) -> int | None:
        """Who makes a statement, by its id; None where it is not stored or has no source."""
        row = self._row(statement)
        source = int(self.index.source[row]) if row is not None else -1
        return source if source >= 0 else None

    def article_reading(self, identifier: str) -> Reading | None:
        """An article by its id, with all that was found in it."""
        return self.store.reading(identifier)

    def actor_triples(self, actor: Actor) -> list[ox.Triple]:
        """What the graphs say of an actor: the shared one, else that of an article that describes it."""
        node = ox.NamedNode(iri(actor.id))
        quads = list(self.store.actor_quads(node.value))
        quads = quads or list(self.store.database.quads_for_pattern(node, None, None, None))
        return sorted({quad.triple for quad in quads}, key=str)

    def article_triples(self, article: str) -> list[ox.Triple]:
        """All that an article's graph says."""
        return sorted((quad.triple for quad in self.store.quads(article_iri(article))), key=str)

    def statement_triples(self, found: Found) -> list[ox.Triple]:
        """A statement's node, its evidence and the places in the text that the evidence points to."""
        graph = ox.NamedNode(article_iri(found.article.id))
        subject = statement_iri(found.statement.id)
        start, end = found.statement.evidence
        sentence = f"{graph.value}#char={start},{end}"
        subjects = [subject, subject + "#evidence", sentence, sentence + "&position", sentence + "&quote"]
        triples = [
            quad.triple
            for one in subjects
            for quad in self.store.database.quads_for_pattern(ox.NamedNode(one), None, None, graph)
        ]
        return sorted(set(triples), key=str)


def _used_prefixes(triples: list[ox.Triple]) -> dict[str, str]:
    """The usual prefixes that occur in the triples."""
    text = "\n".join(str(one) for one in triples)
    return {prefix: space for prefix, space in PREFIXES.items() if "<" + space in text}


def serialized(triples: list[ox.Triple], form: str) -> bytes:
    """Triples in one of pyoxigraph's formats by its name, with the usual prefixes where the format has any."""
    kind = getattr(ox.RdfFormat, form)
    prefixes = _used_prefixes(triples) if form in ("TURTLE", "JSON_LD", "RDF_XML") else None
    return ox.serialize(triples, format=kind, prefixes=prefixes) or b""
