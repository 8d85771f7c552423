"""The actor knowledge base: who is who in every language, and who held which office when.

The data lie in ontology/actors/, one JSON object a line, and may be joined by a user's own files (`actors/files.py`).
Identifiers there are Wikidata ids ("Q159"), local slugs ("emmanuel-macron") or full IRIs; here they are IRIs.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kg_builder.actors.entries import ANY, ActorEntry, OfficeConcept, PlaceEntry, concepts_of, entry_of, places_of
from kg_builder.actors.files import Record, read_actors, read_lines
from kg_builder.records import Actor, Office
from kg_builder.vocabulary import ontology_folder

__all__ = ["ANY", "ActorEntry", "KnowledgeBase", "OfficeConcept", "PlaceEntry", "holds_at"]
TYPES = ("state", "organisation", "person", "group", "other")


@dataclass(frozen=True)
class KnowledgeBase:
    """Actors by IRI, places by name (in any language) and office concepts by local name."""

    entries: Mapping[str, ActorEntry]
    places: Mapping[str, PlaceEntry] = field(default_factory=dict)
    office_concepts: Mapping[str, OfficeConcept] = field(default_factory=dict)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> "KnowledgeBase":
        """The knowledge base that comes with kg_builder, and a user's own actors over it.

        extra: CSV, JSONL or Turtle files of actors. What such a file says of an actor already known is added to it, its
        single values (label, type, gender ...) replace ours, and a name it gives to an actor is taken from all others.
        Raises ValueError that names file, line and field where a file is malformed; nothing is half loaded.
        """
        with without_collecting():
            return cls(*loaded(ontology_folder() / "actors", extra))

    def actor(self, iri: str) -> Actor:
        """The actor with this IRI; raises KeyError where there is none."""
        return self.entries[iri].actor

    def parent(self, iri: str) -> str | None:
        """The IRI of the state or organisation that a known actor acts for, None where none is known."""
        entry = self.entries.get(iri)
        return entry.parent if entry else None

    def by_label(self, label: str) -> Actor | None:
        """The actor with this canonical English label, else with this other English name; None if there is none.

        Case is ignored. Of several a user's own comes first, then states, organisations, people, groups.
        """
        return self._labels.get(label.casefold())

    def states(self) -> tuple[ActorEntry, ...]:
        """All states and territories."""
        return tuple(entry for entry in self.entries.values() if entry.actor.type == "state")

    def office_by_noun(self, lang: str, noun: str) -> OfficeConcept | None:
        """The office that a noun of this language names ("Außenministerin"), the highest of several; None if none."""
        return self._nouns.get((lang, noun.casefold()))

    def holders(self, office: str, of: str, date: str | None = None) -> list[Actor]:
        """Who held an office, or a narrower one, of a state or organisation at a date; the latest to take it first.

        date: YYYY, YYYY-MM or YYYY-MM-DD; both ends of a term count, at the precision that both dates have. Without a
        date those who hold it still, else whoever left it last. A term of which nothing is known but that it was is
        taken only where no other term is known.
        """
        every = [term for name in self._with_narrower(office) for term in self._terms.get((name, of), ())]
        terms = [(term, actor) for term, actor in every if term.start or term.end] or every
        if date is not None:
            terms = [(term, actor) for term, actor in terms if holds_at(term, date)]
        elif terms:
            still = [(term, actor) for term, actor in terms if term.end is None]
            last = max(term.end or "" for term, _ in terms)
            terms = still or [(term, actor) for term, actor in terms if term.end == last]
        terms.sort(key=lambda one: (one[0].start or "", one[1].id), reverse=True)
        return list(dict.fromkeys(actor for _, actor in terms))

    def _with_narrower(self, office: str) -> list[str]:
        found = [office]
        for name in found:
            found += [c.name for c in self.office_concepts.values() if c.broader == name and c.name not in found]
        return found

    @cached_property
    def _labels(self) -> dict[str, Actor]:
        ordered = sorted(self.entries.values(), key=lambda e: (not e.own, TYPES.index(e.actor.type), e.actor.id))
        ordered.reverse()
        found = {name.casefold(): entry.actor for entry in ordered for name in entry.aliases("en")}
        return found | {entry.actor.label.casefold(): entry.actor for entry in ordered}

    @cached_property
    def _nouns(self) -> dict[tuple[str, str], OfficeConcept]:
        ordered = sorted(self.office_concepts.values(), key=lambda concept: (concept.rank, concept.name), reverse=True)
        return {(lang, noun.casefold()): c for c in ordered for lang, nouns in c.nouns.items() for noun in nouns}

    @cached_property
    def _terms(self) -> dict[tuple[str, str], list[tuple[Office, Actor]]]:
        found: dict[tuple[str, str], list[tuple[Office, Actor]]] = {}
        for entry in self.entries.values():
            for office in entry.actor.offices:
                found.setdefault((office.name, office.of), []).append((office, entry.actor))
        return found


def loaded(
    folder: Path, extra: Sequence[Path]
) -> tuple[dict[str, ActorEntry], dict[str, PlaceEntry], dict[str, OfficeConcept]]:
    """Actors, places and offices of a folder, and a user's files over them (see `KnowledgeBase.load`)."""
    layers = [{record.iri("id"): record for record in read_actors(path)} for path in extra]
    records: dict[str, Record] = {}
    for path in sorted(folder.glob("*.jsonl")):
        if path.name not in ("places.jsonl", "offices.jsonl"):
            for record in read_actors(path):
                iri = record.iri("id")
                if iri in records:
                    raise record.error("id", f"{record.data['id']!r} is given twice")
                records[iri] = record
    own: dict[str, Record] = {}
    for layer in layers:
        own |= {iri: record.over(own.get(iri) or records.get(iri)) for iri, record in layer.items()}
    ours = {iri: entry_of(record, own=True) for iri, record in own.items()}
    if own:
        taken = names_of(own)
        records = {iri: without_names(record, iri, taken) for iri, record in records.items() if iri not in own}
    entries = {iri: entry_of(record) for iri, record in records.items()} | ours
    places = places_of(read_lines(folder / "places.jsonl"))
    return entries, places, concepts_of(read_lines(folder / "offices.jsonl"))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keeps the garbage collector from walking the tens of thousands of new records, none of which is garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def holds_at(office: Office, date: str) -> bool:
    """Whether a term covers a date, compared at the precision that both have; an open end is open."""
    begun = office.start is None or office.start[: len(date)] <= date[: len(office.start)]
    return begun and (office.end is None or office.end[: len(date)] >= date[: len(office.end)])


def names_of(records: Mapping[str, Record]) -> dict[tuple[str, str], str]:
    """Whose a name or metonym is: IRI by language and name (case ignored)."""
    found: dict[tuple[str, str], str] = {}
    for iri, record in records.items():
        for words in (record.words("names"), record.words("metonyms"), {ANY: (record.needed("label"),)}):
            found |= {(lang, word.casefold()): iri for lang, forms in words.items() for word in forms}
    return found


def without_names(record: Record, iri: str, taken: Mapping[tuple[str, str], str]) -> Record:
    """The record without the names and metonyms that are another actor's."""

    def is_free(lang: str, word: str) -> bool:
        return taken.get((lang, word.casefold()), iri) == iri == taken.get((ANY, word.casefold()), iri)

    kept: dict[str, Any] = {
        name: {lang: [word for word in forms if is_free(lang, word)] for lang, forms in record.words(name).items()}
        for name in ("names", "metonyms")
    }
    return record.with_data(dict(record.data) | kept)
