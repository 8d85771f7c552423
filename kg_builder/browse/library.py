"""The store as the server's pages need it: the index for counts and lists, the store for what is shown of them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg_builder.browse.index import Numbers, StoreIndex
from kg_builder.browse.payload import short_id
from kg_builder.graph.store import Store
from kg_builder.graph.terms import PREFIXES, article_iri, iri, statement_iri
from kg_builder.records import Actor, Article, Reading, Statement
from kg_builder.vocabulary import ACTOR, WIKIDATA

READINGS_KEPT = 256


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
        self.index = StoreIndex(self.store)
        self._readings: OrderedDict[int, Reading] = OrderedDict()
        self._lock = threading.Lock()
        self._statement_numbers = {identifier: i for i, identifier in enumerate(self.index.statements)}

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

    def reading(self, article: int) -> Reading | None:
        """What was found in an article, kept for a while."""
        with self._lock:
            if article in self._readings:
                self._readings.move_to_end(article)
                return self._readings[article]
        reading = self.store.reading(self.store.article_id(self.index.articles[article]))
        if reading is not None:
            with self._lock:
                self._readings[article] = reading
                while len(self._readings) > READINGS_KEPT:
                    self._readings.popitem(last=False)
        return reading

    def found(self, rows: Numbers) -> list[Found]:
        """The statements of these numbers, in their order."""
        shown = []
        for row in rows.tolist():
            reading = self.reading(int(self.index.article[row]))
            wanted = self.index.statements[row]
            one = next((s for s in reading.statements if s.id == wanted), None) if reading else None
            if reading and one:
                shown.append(Found(one, reading.article))
        return shown

    def statement(self, identifier: str) -> tuple[Found, Reading] | None:
        """A statement by its id, with all that was found in its article."""
        row = self._statement_numbers.get(identifier)
        reading = self.reading(int(self.index.article[row])) if row is not None else None
        one = next((s for s in reading.statements if s.id == identifier), None) if reading else None
        return (Found(one, reading.article), reading) if reading and one else None

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
