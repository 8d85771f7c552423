"""Finds the names in a Doc: matches of the knowledge base joined with the entities of the recogniser."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kg_builder.actors.bounds import is_designation, trimmed, whole_names
from kg_builder.actors.matching import Alias, Match
from kg_builder.actors.names import Names
from kg_builder.actors.references import References

NAMED = ("PER", "ORG", "GPE", "LOC", "NORP")


@dataclass(frozen=True, slots=True)
class Spot:
    """A name in a text: tokens [first, last), code points [start, end), whose it may be, and the recogniser's label."""

    first: int
    last: int
    start: int
    end: int
    aliases: tuple[Alias, ...]
    label: str = ""
    part: bool = False

    @property
    def size(self) -> int:
        """How many tokens it has."""
        return self.last - self.first


def find_spots(doc: Doc, names: Names, words: References) -> list[Spot]:
    """All names, in the order of the text: those known, and entities that no known name covers whole."""
    texts = [token.text for token in doc]
    matches = names.actors.matches(texts, [token.idx for token in doc])
    named = [trimmed(entity, words, names) for entity in doc.ents if entity.label_ in NAMED]
    entities = [one for one in whole_names(named, words, names) if not is_designation(doc, one.end)]
    labels = {index: entity for entity in entities for index in range(entity.start, entity.end)}
    spots = [
        Spot(m.first, m.last, m.start, m.end, m.aliases, label_of(m, labels), m.part)
        for m in matches
        if is_plausible(doc, m, labels.get(m.first), words)
    ]
    parts = {spot.first for spot in spots if spot.part}
    whole = {(spot.first, spot.last) for spot in spots if not spot.part}
    covered = {index for spot in spots if not spot.part for index in range(spot.first, spot.last)}
    for entity in entities:
        in_compound = len(entity) == 1 and entity.start in parts and is_described(entity)
        if len(entity) and not in_compound and not is_known(entity, whole, covered):
            spots.append(Spot(entity.start, entity.end, entity.start_char, entity.end_char, (), entity.label_))
    return sorted(spots, key=lambda spot: (spot.start, -spot.end))


def is_described(entity: Span) -> bool:
    """Whether a compound is no name: of a place or people, or "NATO-Gipfel" beside "Bundesliga-Klub Hertha"."""
    return entity.label_ in ("GPE", "LOC", "NORP") or (entity.root.pos_ != "PROPN" or "-" in entity.text)


def label_of(match: Match, labels: dict[int, Span]) -> str:
    entity = labels.get(match.last - 1) or labels.get(match.first)
    return str(entity.label_) if entity is not None else ""


def is_inner(entity: Span, match: Match, words: References) -> bool:
    """Whether a name only tells apart a place that is none of its actor ("Golf von Mexiko")."""
    head = entity.root
    if entity.label_ not in ("LOC", "GPE", "MISC") or head.text in words.compass:
        return False
    if not match.first <= head.i < match.last:
        return True
    others = [token for token in entity if not match.first <= token.i < match.last]
    countries = words.listed("countries") | words.listed("definite")
    return all(t.pos_ == "PROPN" and t.lower_ not in countries and t.text not in words.compass for t in others)


def names_something_else(doc: Doc, match: Match, words: References) -> bool:
    """Whether a name is part of a sea's, bank's or university's ("Golf von Mexiko", "Persian Gulf")."""
    named_after = words.listed("named_after_states")
    before = doc[match.first - 2].lower_ if match.first > 1 and doc[match.first - 1].lower_ in ("of", "von") else ""
    after = doc[match.last] if match.last < len(doc) else None
    if before in named_after:
        return True
    is_adjective = all(alias.form == "adjective" for alias in match.aliases)
    return is_adjective and after is not None and after.text.istitle() and after.lower_ in named_after


def is_plausible(doc: Doc, match: Match, entity: Span | None, listed: References) -> bool:
    """Whether a known name stands here as a name, not as a part of another name or as a common word."""
    words = doc[match.first : match.last]
    if entity is not None and not match.part and entity.start <= match.first and match.last <= entity.end:
        if match.last - match.first < len(entity) and (entity.label_ == "PER" or is_inner(entity, match, listed)):
            return False
    if not match.part and (names_something_else(doc, match, listed) or is_designation(doc, match.last)):
        return False
    if all(token.text.islower() for token in words) and not match.part:
        return all(alias.form in ("adjective", "name") for alias in match.aliases)
    if match.last - match.first == 1 and not match.part:
        token = words[0]
        if token.pos_ in ("VERB", "AUX", "ADV", "PRON", "DET", "ADP", "NUM") and entity is None:
            return False
    return True


def is_known(entity: Span, whole: set[tuple[int, int]], covered: set[int]) -> bool:
    """Whether known names cover an entity: exactly, or every word of it but its common nouns."""
    if (entity.start, entity.end) in whole:
        return True
    inside = [token.i in covered for token in entity]
    if all(inside):
        return True
    return any(inside) and entity.label_ in ("GPE", "LOC", "NORP")
