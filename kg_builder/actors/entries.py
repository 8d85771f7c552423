"""What is known of an actor, an office and a place: the records of the knowledge base, made from lines of its files."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg_builder.actors.files import ByLanguage, Record
from kg_builder.records import Actor

ANY = "mul"
"""Language code of names that are the same in every language (as Wikidata has it)."""
INSTITUTIONS = ("parliament", "commission", "central bank")
"""Kinds of organisations that an epithet can mean as soon as their state is named ("der Kongress")."""
NOTHING: ByLanguage = {}
PARTICLES = frozenset(
    (
        "af",
        "al",
        "ap",
        "bin",
        "ben",
        "bint",
        "da",
        "dal",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
    )
) | frozenset(("el", "ibn", "la", "le", "los", "ould", "san", "ten", "ter", "van", "vom", "von", "zu", "zum"))
ARTICLE = re.compile(r"^(al|el|as|ad|ar|ash|at|an|es|ed)-(?=\w{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """All that is known of one actor.

    names, adjectives, inhabitants, metonyms and epithets are by language code, the usual form first; `ANY` holds what
    is the same in every language. German adjectives are stems without ending ("russisch"). surnames are of people.
    parent is the IRI of the state (or organisation) that an organisation belongs to or a person acts for. own: a
    user's file says something of it. until: the date (YYYY[-MM[-DD]]) at which a state ceased to be.
    """

    actor: Actor
    names: ByLanguage = field(default_factory=lambda: NOTHING)
    adjectives: ByLanguage = field(default_factory=lambda: NOTHING)
    inhabitants: ByLanguage = field(default_factory=lambda: NOTHING)
    metonyms: ByLanguage = field(default_factory=lambda: NOTHING)
    epithets: ByLanguage = field(default_factory=lambda: NOTHING)
    surnames: tuple[str, ...] = ()
    gender: str | None = None
    parent: str | None = None
    kind: str | None = None
    iso2: str | None = None
    lat: float | None = None
    lon: float | None = None
    sources: tuple[str, ...] = ()
    own: bool = False
    until: str | None = None

    def aliases(self, lang: str) -> tuple[str, ...]:
        """Names to be met in a text of this language: its own, those of every language, and the canonical label."""
        return tuple(dict.fromkeys((*self.names.get(lang, ()), *self.names.get(ANY, ()), self.actor.label)))


@dataclass(frozen=True, slots=True)
class OfficeConcept:
    """An office such as ForeignMinister.

    nouns are by language, in all genders and numbers. A smaller rank is a higher office. broader is the local name of a
    wider office ("Minister").
    """

    name: str
    labels: tuple[tuple[str, str], ...]
    nouns: ByLanguage
    rank: int = 50
    broader: str | None = None

    def label(self, lang: str) -> str:
        """The label in a language, in English where it has none."""
        labels = dict(self.labels)
        return labels.get(lang) or labels.get("en") or self.name


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A city or region that is no actor of its own: English label, the IRI of its state, where it lies."""

    label: str
    state: str | None
    kind: str
    lat: float | None = None
    lon: float | None = None
    names: ByLanguage = field(default_factory=lambda: NOTHING)


def surnames_of(names: Iterable[str]) -> tuple[str, ...]:
    """Surnames in full names: the last word with particles before it, and without "al-" ("al-Assad", "Assad")."""
    found: list[str] = []
    for name in names:
        parts = name.split()
        first = len(parts) - 1
        while first > 1 and parts[first - 1].casefold() in PARTICLES:
            first -= 1
        if first > 0:
            found += [" ".join(parts[first:]), ARTICLE.sub("", parts[-1])]
    return tuple(dict.fromkeys(found))


def entry_of(record: Record, own: bool = False) -> ActorEntry:
    """The entry that a line of an actor file describes; raises ValueError where a field is malformed."""
    label, kind = record.needed("label"), record.type()
    given: dict[str, Any] = {name: read(record, name) for name, read in READERS.items() if name in record.data}
    iso3, same_as, offices = given.pop("iso3", None), given.pop("sameAs", ()), given.pop("offices", ())
    names: ByLanguage = given.get("names", NOTHING)
    labels = {lang: forms[0] for lang, forms in names.items() if lang != ANY and forms}
    labels["en"] = label
    if kind == "person" and "surnames" not in given:
        given["surnames"] = surnames_of((label, *(name for forms in names.values() for name in forms)))
    actor = Actor(record.iri("id"), label, kind, tuple(labels.items()), iso3, same_as, offices, True)
    return ActorEntry(actor, own=own, **given)


READERS: Mapping[str, Callable[[Record, str], Any]] = {
    **dict.fromkeys(("names", "adjectives", "inhabitants", "metonyms", "epithets"), Record.words),
    **dict.fromkeys(("gender", "kind", "iso2", "iso3"), Record.text),
    **dict.fromkeys(("surnames", "sources", "sameAs"), Record.texts),
    **dict.fromkeys(("lat", "lon"), Record.number),
    "parent": Record.reference,
    "offices": Record.offices,
    "until": Record.date,
}


def places_of(records: Iterable[Record]) -> dict[str, PlaceEntry]:
    """Places by every name they have; where two share one, the first in the file has it."""
    found: dict[str, PlaceEntry] = {}
    for record in records:
        record.only(frozenset(("label", "state", "kind", "lat", "lon", "names")))
        names = record.words("names")
        place = PlaceEntry(
            record.needed("label"),
            record.reference("state"),
            record.text("kind") or "city",
            record.number("lat"),
            record.number("lon"),
            names,
        )
        for name in (place.label, *(form for forms in names.values() for form in forms)):
            found.setdefault(name, place)
    return found


def concepts_of(records: Iterable[Record]) -> dict[str, OfficeConcept]:
    """Office concepts by local name, in the order of the file."""
    found: dict[str, OfficeConcept] = {}
    for record in records:
        record.only(frozenset(("name", "label", "nouns", "rank", "broader")))
        labels: Mapping[str, object] = record.data.get("label") or {}
        if not isinstance(labels, dict) or not all(isinstance(label, str) for label in labels.values()):
            raise record.error("label", f"expected a label by language, got {labels!r}")
        rank = record.data.get("rank", 50)
        if not isinstance(rank, int):
            raise record.error("rank", f"expected a whole number, got {rank!r}")
        name = record.needed("name")
        found[name] = OfficeConcept(name, tuple(labels.items()), record.words("nouns"), rank, record.text("broader"))
    return found
