"""Whether the actor knowledge base is sound: for `kg-builder actors check` and for the tests."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from kg_builder.actors.knowledge import ANY, ActorEntry, KnowledgeBase
from kg_builder.records import Office

FIRST_YEAR, LAST_YEAR = 1850, 2100
GENDERS = ("m", "f")


def check(kb: KnowledgeBase) -> list[str]:
    """Problems, one a line, each with the actor's IRI; none where the knowledge base is sound.

    Looked for: dates that are no days or lie far off, terms that end before they start, two terms of one office that
    overlap, unknown offices, references to actors that are not there, people without gender, two actors of a type with
    the same label, and a full name, metonym or adjective that two actors of the same type claim in the same language.
    A user's own actor may claim any name, since it wins, and a state that is no more those of its successors.
    """
    problems = [problem for entry in kb.entries.values() for problem in problems_of(entry, kb)]
    return [*problems, *places(kb), *offices(kb), *same_labels(kb), *ambiguous(kb)]


def problems_of(entry: ActorEntry, kb: KnowledgeBase) -> Iterator[str]:
    """What is wrong with one actor by itself."""
    actor = entry.actor
    if actor.type == "person" and entry.gender not in GENDERS:
        yield f"{actor.id}: gender: {entry.gender!r} is none of {', '.join(GENDERS)}"
    if entry.parent is not None and entry.parent not in kb.entries:
        yield f"{actor.id}: parent: {entry.parent} is no known actor"
    for name, low, high in (("lat", -90, 90), ("lon", -180, 180)):
        value = getattr(entry, name)
        if value is not None and not low <= value <= high:
            yield f"{actor.id}: {name}: {value} is no degree of {name}"
    for office in actor.offices:
        for problem in term(office, kb):
            yield f"{actor.id}: offices: {problem}"
    for one, other in overlaps(actor.offices):
        yield f"{actor.id}: offices: {written(one)} and {written(other)} overlap"


def term(office: Office, kb: KnowledgeBase) -> Iterator[str]:
    """What is wrong with one office held."""
    if office.name not in kb.office_concepts:
        yield f"{office.name} is no known office"
    if office.of not in kb.entries:
        yield f"{office.of}, of which {office.name} is held, is no known actor"
    for day in (office.start, office.end):
        if day is not None and not is_day(day):
            yield f"{day} in {written(office)} is no date"
    if office.start and office.end and office.end[: len(office.start)] < office.start[: len(office.end)]:
        yield f"{written(office)} ends before it starts"


def overlaps(offices: Iterable[Office]) -> Iterator[tuple[Office, Office]]:
    """Pairs of terms in the same office of which the second starts well before the first ends."""
    terms: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for office in offices:
        if office.start:
            terms[office.name, office.of].append(office)
    for held in terms.values():
        held.sort(key=lambda office: office.start or "")
        for one, other in pairwise(held):
            start = other.start or ""
            if one.end is None or start[: len(one.end)] < one.end[: len(start)]:
                yield one, other


def places(kb: KnowledgeBase) -> Iterator[str]:
    """Places of states that are not there."""
    for place in {id(place): place for place in kb.places.values()}.values():
        if place.state is not None and place.state not in kb.entries:
            yield f"place {place.label}: state: {place.state} is no known actor"


def offices(kb: KnowledgeBase) -> Iterator[str]:
    """Wider offices that are not there, and nouns that two offices of the same rank claim."""
    claimed: dict[tuple[str, str, int], str] = {}
    for concept in kb.office_concepts.values():
        if concept.broader is not None and concept.broader not in kb.office_concepts:
            yield f"office {concept.name}: broader: {concept.broader} is no known office"
        for lang, nouns in concept.nouns.items():
            for noun in nouns:
                other = claimed.setdefault((lang, noun.casefold(), concept.rank), concept.name)
                if other != concept.name:
                    yield f"office {concept.name}: nouns.{lang}: {noun!r} names {other} too, of the same rank"


def same_labels(kb: KnowledgeBase) -> Iterator[str]:
    """Two actors of a type with one label."""
    seen: dict[tuple[str, str], str] = {}
    for iri, entry in kb.entries.items():
        other = seen.setdefault((entry.actor.type, entry.actor.label.casefold()), iri)
        if other != iri:
            yield f"{iri}: label: {entry.actor.label!r} is that of {other} too"


def ambiguous(kb: KnowledgeBase) -> Iterator[str]:
    """Names, metonyms and adjectives that several actors of the same type claim in a language."""
    claims: dict[tuple[str, str, str, str], dict[str, None]] = defaultdict(dict)
    for iri, entry in kb.entries.items():
        if entry.own or entry.until is not None:
            continue
        for field, words in (("name", entry.names), ("metonym", entry.metonyms), ("adjective", entry.adjectives)):
            for lang, forms in words.items():
                for form in forms:
                    claims[entry.actor.type, field, lang, form][iri] = None
    for (kind, field, lang, form), iris in claims.items():
        owners = dict.fromkeys((*iris, *(claims.get((kind, field, ANY, form), ()) if lang != ANY else ())))
        if len(owners) > 1:
            yield f"{field}s.{lang}: {form!r} is claimed by {' and '.join(owners)}"


def is_day(text: str) -> bool:
    """Whether a cut ISO date is a day, month or year there is, of a time that news speak of."""
    parts = [int(part) for part in text.split("-")]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return FIRST_YEAR <= parts[0] <= LAST_YEAR


def written(office: Office) -> str:
    """A term in words, for a message."""
    return f"{office.name} {office.start or '?'} to {office.end or 'now'}"
