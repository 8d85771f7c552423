"""Readings back from the RDF that `rdf.encode_reading` made of them.

What RDF holds as a set comes back in sorted order: the labels, offices and other identifiers of an actor, the offices
of a reading and the spans of a quotation (`canonical` says which reading comes back). Everything else is exact.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from kg_builder.graph.people import Objects, first, office_key, read_actor, read_office
from kg_builder.graph.rdf import FACTUALITIES, KINDS, actors_of
from kg_builder.graph.terms import (
    DC,
    DCTERMS,
    OA,
    OFFICE,
    ORG,
    PROV,
    RDF,
    SCHEMA,
    decode,
    identifier_of,
    span_of,
)
from kg_builder.records import (
    Actor,
    Article,
    Mention,
    Office,
    Participant,
    Phrase,
    Place,
    Quotation,
    QuotationType,
    Reading,
    Span,
    Statement,
)
from kg_builder.vocabulary import KG, KGT, STATEMENT

Subjects = dict[str, Objects]
FindActor = Callable[[str], Actor]
KIND_OF = {value: name for name, value in KINDS.items()}
FACTUALITY_OF = {value: name for name, value in FACTUALITIES.items()}
QUOTATION_TYPES: dict[str, QuotationType] = {
    KG + "Direct": "Direct",
    KG + "Indirect": "Indirect",
    KG + "Reported": "Reported",
    KG + "FreeIndirect": "FreeIndirect",
    KG + "IndirectFreeIndirect": "IndirectFreeIndirect",
}
EMPTY: Objects = {}


def restore_reading(graph: str, subjects: Subjects, find_actor: FindActor) -> Reading:
    """The reading that an article's graph holds.

    subjects: subject IRI -> predicate IRI -> (value, language) pairs. find_actor: gives the actor of an IRI that the
    graph itself does not describe. Raises KeyError where the graph lacks what every article or statement has.
    """
    actors: dict[str, Actor] = {}

    def actor(value: str) -> Actor:
        if value not in actors:
            about = subjects.get(value, EMPTY)
            held = [read_office(subjects[one]) for one, _ in about.get(ORG + "hasMembership", ())]
            actors[value] = read_actor(value, about, held, False) if RDF + "type" in about else find_actor(value)
        return actors[value]

    about = subjects[graph]
    article = restore_article(about)
    mentions: list[tuple[int, Mention]] = []
    statements: list[tuple[int, Statement]] = []
    for subject, objects in subjects.items():
        types = objects.get(RDF + "type", ())
        for value, _ in types:
            if value in KIND_OF:
                one = restore_statement(subject, objects, article, subjects, actor)
                statements.append((int(objects[KG + "order"][0][0]), one))
            elif value == KG + "Mention":
                mentions.append((int(subject.rsplit("-", 1)[1]), restore_mention(objects, actor)))
    offices = []
    for value, _ in about.get(KG + "reportsOffice", ()):
        held = subjects[value]
        offices.append((identifier_of(held[ORG + "member"][0][0]), read_office(held)))
    return Reading(
        article,
        tuple(mention for _, mention in sorted(mentions, key=lambda pair: pair[0])),
        tuple(statement for _, statement in sorted(statements, key=lambda pair: pair[0])),
        tuple(sorted(offices, key=reported_key)),
    )


def reported_key(one: tuple[str, Office]) -> tuple[str, tuple[str, str, str, str]]:
    """Order of the offices that an article reports: the person, then the office."""
    return one[0], office_key(one[1])


def restore_article(about: Objects) -> Article:
    """The article that its node describes; raises KeyError where id or text is missing."""
    return Article(
        about[DCTERMS + "identifier"][0][0],
        about[SCHEMA + "articleBody"][0][0],
        first(about, SCHEMA + "inLanguage"),
        first(about, SCHEMA + "headline"),
        first(about, SCHEMA + "datePublished"),
        first(about, SCHEMA + "url"),
        first(about, DC + "publisher"),
    )


def restore_mention(about: Objects, actor: FindActor) -> Mention:
    """The mention that a node describes."""
    start, end = span_of(about[OA + "hasTarget"][0][0])
    return Mention(
        actor(about[OA + "hasBody"][0][0]), start, end, about[KG + "form"][0][0], first(about, KG + "reason") or ""
    )


def restore_statement(
    subject: str, about: Objects, article: Article, subjects: Subjects, actor: FindActor
) -> Statement:
    """The statement that a node describes."""
    place, within = first(about, KG + "placeLabel"), first(about, KG + "within")
    place_id = first(about, KG + "place")
    reasons = first(about, KG + "reasons")
    return Statement(
        id=decode(subject.removeprefix(STATEMENT)),
        article=article.id,
        kind=next(KIND_OF[value] for value, _ in about[RDF + "type"] if value in KIND_OF),
        type=restore_type(about),
        source=restore_participant(about, "source", actor),
        target=restore_participant(about, "target", actor),
        cue=restore_phrase(about, "cue") or Phrase("", 0, 0),
        evidence=evidence_of(about, subjects),
        polarity=int(about[KG + "polarity"][0][0]),
        plover=first(about, KG + "plover"),
        topic=restore_phrase(about, "topic"),
        factuality=FACTUALITY_OF[about[KG + "factuality"][0][0]],
        date=first(about, KG + "date"),
        place=None if place is None else Place(None if place_id is None else identifier_of(place_id), place),
        within=None if within is None else decode(within.removeprefix(STATEMENT)),
        confidence=float(about[KG + "confidence"][0][0]),
        quotation=restore_quotation(about),
        reasons=() if reasons is None else tuple(str(one) for one in json.loads(reasons)),
    )


def restore_type(about: Objects) -> str:
    """The type of a statement; of an office statement, the office."""
    office = first(about, KG + "office")
    return decode(about[KG + "type"][0][0].removeprefix(KGT) if office is None else office.removeprefix(OFFICE))


def restore_participant(about: Objects, role: str, actor: FindActor) -> Participant | None:
    """The source or target of a statement, or None."""
    value, place = first(about, KG + role), first(about, KG + role + "At")
    if value is None:
        return None
    start, end = (None, None) if place is None else span_of(place)
    return Participant(actor(value), start, end)


def restore_phrase(about: Objects, role: str) -> Phrase | None:
    """The topic or cue of a statement, or None."""
    text, place = first(about, KG + role), first(about, KG + role + "At")
    return None if text is None or place is None else Phrase(text, *span_of(place))


def restore_quotation(about: Objects) -> Quotation | None:
    """What only quotations have, or None."""
    value = first(about, KG + "quotationType")
    if value is None:
        return None

    def spans(role: str) -> tuple[Span, ...]:
        return tuple(sorted(span_of(place) for place, _ in about.get(KG + role, ())))

    return Quotation(
        QUOTATION_TYPES[value],
        about[KG + "medium"][0][0],
        spans("quoteAt"),
        spans("speakerAt"),
        spans("frameAt"),
        spans("addresseeAt"),
    )


def evidence_of(about: Objects, subjects: Subjects) -> Span:
    """The span of the sentence behind a statement."""
    evidence = subjects[about[PROV + "wasDerivedFrom"][0][0]]
    return span_of(evidence[OA + "hasTarget"][0][0])


def canonical(reading: Reading) -> Reading:
    """The reading as it comes back from the graph: equal in content, sets in sorted order, one record an actor."""
    actors = actors_of(reading)

    def participant(one: Participant | None) -> Participant | None:
        return None if one is None else replace(one, actor=actors[one.actor.id])

    def quotation(one: Quotation | None) -> Quotation | None:
        if one is None:
            return None
        spans = (tuple(sorted(set(part))) for part in (one.quote, one.speaker, one.frame, one.addressee))
        return Quotation(one.type, one.medium, *spans)

    return Reading(
        reading.article,
        tuple(replace(one, actor=actors[one.actor.id]) for one in reading.mentions),
        tuple(
            replace(
                one,
                source=participant(one.source),
                target=participant(one.target),
                quotation=quotation(one.quotation),
            )
            for one in reading.statements
        ),
        tuple(sorted(set(reading.offices), key=reported_key)),
    )


def group(triples: Iterable[tuple[str, str, str, str | None]]) -> Subjects:
    """Triples as subject -> predicate -> (value, language) pairs."""
    subjects: dict[str, dict[str, list[tuple[str, str | None]]]] = {}
    for subject, predicate, value, lang in triples:
        subjects.setdefault(subject, {}).setdefault(predicate, []).append((value, lang))
    return dict(subjects)
