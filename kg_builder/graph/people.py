"""Actors and the offices they hold as RDF, and back.

An actor is a kg:State, kg:Organisation, kg:Person, kg:Group or kg:OtherActor with rdfs:label (the canonical label),
skos:prefLabel (its name in a language) and owl:sameAs. An office held is an org:Membership with org:role,
schema:startDate and schema:endDate; its IRI is made of what it says, so that the same fact has one node wherever it
comes from.
"""

import hashlib
from collections.abc import Iterable, Mapping

from kg_builder.graph.terms import (
    KNOWLEDGE_BASE,
    LANGUAGE_TAG,
    MEMBERSHIP,
    OFFICE,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    decode,
    encode,
    identifier_of,
    iri,
    moment,
    node,
    string,
    worded,
)
from kg_builder.records import Actor, ActorType, Office
from kg_builder.vocabulary import KG, SKOS

CLASSES: dict[ActorType, str] = {
    "state": KG + "State",
    "organisation": KG + "Organisation",
    "person": KG + "Person",
    "group": KG + "Group",
    "other": KG + "OtherActor",
}
TYPES: dict[str, ActorType] = {value: name for name, value in CLASSES.items()}

A = node(RDF + "type")
LABEL, PREF_LABEL, SAME_AS, ISO3 = (
    node(RDFS + "label"),
    node(SKOS + "prefLabel"),
    node(OWL + "sameAs"),
    node(KG + "iso3"),
)
MEMBERSHIP_CLASS, MEMBER = node(ORG + "Membership"), node(ORG + "member")
HAS_MEMBERSHIP = node(ORG + "hasMembership")
ORGANISATION, ROLE = node(ORG + "organization"), node(ORG + "role")
START, END, DERIVED = node(SCHEMA + "startDate"), node(SCHEMA + "endDate"), node(PROV + "wasDerivedFrom")

Objects = Mapping[str, list[tuple[str, str | None]]]
"""What is said of one subject: predicate IRI -> (value, language) pairs."""


def canonical_actor(actor: Actor) -> Actor:
    """The actor as a graph can hold it: labels, other identifiers and offices are sets, in sorted order here."""
    labels = {(tag(lang), label) for lang, label in actor.labels}
    return Actor(
        actor.id,
        actor.label,
        actor.type,
        tuple(sorted(labels)),
        actor.iso3,
        tuple(sorted(set(actor.same_as))),
        tuple(sorted(set(actor.offices), key=office_key)),
        actor.known,
    )


def tag(lang: str) -> str:
    """A language code as it is written: lower-case, "und" (undetermined) where it is none."""
    return lang.lower() if LANGUAGE_TAG.match(lang) else "und"


def office_key(office: Office) -> tuple[str, str, str, str]:
    """Order of offices: what, where, from, until; unknown times first."""
    times = tuple("" if time is None else "=" + time for time in (office.start, office.end))
    return office.name, office.of, times[0], times[1]


def actor_triples(actor: Actor) -> list[str]:
    """The triples that describe an actor and, from the knowledge base, its offices; each "subject predicate object"."""
    subject = node(iri(actor.id))
    triples = [f"{subject} {A} {node(CLASSES[actor.type])}", f"{subject} {LABEL} {string(actor.label)}"]
    triples += [f"{subject} {PREF_LABEL} {worded(label, tag(lang))}" for lang, label in actor.labels]
    triples += [f"{subject} {SAME_AS} {node(iri(other))}" for other in actor.same_as]
    if actor.iso3 is not None:
        triples.append(f"{subject} {ISO3} {string(actor.iso3)}")
    origin = KNOWLEDGE_BASE if actor.known else None
    for office in actor.offices:
        triples.append(f"{subject} {HAS_MEMBERSHIP} {node(membership_iri(actor.id, office))}")
        triples += office_triples(actor.id, office, origin)
    return triples


def membership_iri(person: str, office: Office) -> str:
    """The IRI of an office held: a digest of who, what, where and when."""
    times = tuple("-" if time is None else time for time in (office.start, office.end))
    parts = (person, office.name, office.of, *times)
    return MEMBERSHIP + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def office_triples(person: str, office: Office, origin: str | None) -> list[str]:
    """The triples of one office held; `origin` is the IRI of the source that gives it."""
    subject = node(membership_iri(person, office))
    triples = [
        f"{subject} {A} {MEMBERSHIP_CLASS}",
        f"{subject} {MEMBER} {node(iri(person))}",
        f"{subject} {ORGANISATION} {node(iri(office.of))}",
        f"{subject} {ROLE} {node(OFFICE + encode(office.name))}",
    ]
    if office.start is not None:
        triples.append(f"{subject} {START} {moment(office.start)}")
    if office.end is not None:
        triples.append(f"{subject} {END} {moment(office.end)}")
    if origin is not None:
        triples.append(f"{subject} {DERIVED} {node(origin)}")
    return triples


def read_office(about: Objects) -> Office:
    """The office that a membership node describes; raises KeyError where role or organisation is missing."""
    return Office(
        decode(about[ORG + "role"][0][0].removeprefix(OFFICE)),
        identifier_of(about[ORG + "organization"][0][0]),
        first(about, SCHEMA + "startDate"),
        first(about, SCHEMA + "endDate"),
    )


def read_actor(value: str, about: Objects, offices: Iterable[Office], known: bool) -> Actor:
    """The actor that a node describes; raises KeyError where class or label is missing."""
    types = [TYPES[one] for one, _ in about[RDF + "type"] if one in TYPES]
    if not types:
        raise KeyError(RDF + "type")
    return Actor(
        identifier_of(value),
        about[RDFS + "label"][0][0],
        types[0],
        tuple(sorted((lang or "und", label) for label, lang in about.get(SKOS + "prefLabel", ()))),
        first(about, KG + "iso3"),
        tuple(sorted(identifier_of(other) for other, _ in about.get(OWL + "sameAs", ()))),
        tuple(sorted(offices, key=office_key)),
        known,
    )


def first(about: Objects, predicate: str) -> str | None:
    """The value of a property that has at most one, or None."""
    values = about.get(predicate)
    return values[0][0] if values else None
