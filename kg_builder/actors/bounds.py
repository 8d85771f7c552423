"""Where the names of the recogniser begin and end: without what is no part of them, and with what it left out."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg_builder.actors.anchors import relation
from kg_builder.actors.names import Names
from kg_builder.actors.references import References

NO_NAME = ("VERB", "AUX", "ADP", "PART", "ADV", "PRON", "SCONJ", "CCONJ")
"""Parts of speech of lower-case words that end no name."""
POSSESSIVE = ("'s", "’s", "'", "’")
NAME_RELATIONS = ("flat", "compound", "nmod", "appos")


def trimmed(entity: Span, words: References, names: Names) -> Span:
    """An entity without titles, articles and punctuation around the name ("Präsident Putin", "the Kremlin")."""
    start, end, doc = entity.start, entity.end, entity.doc
    edges = words.listed("definite") | words.listed("titles")
    while end - start > 1 and (
        doc[start].lower_ in edges
        or doc[start].is_punct
        or (entity.label_ == "PER" and (names.offices.named(doc[start].lower_) or doc[start].pos_ == "VERB"))
        or (entity.label_ == "ORG" and is_general(doc[start], words) and doc[start + 1].pos_ == "PROPN")
    ):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].lower_ in POSSESSIVE):
        end -= 1
    while end - start > 1 and doc[end - 1].text.islower() and doc[end - 1].pos_ in NO_NAME:
        end -= 1
    return Span(doc, start, end, label=entity.label_)


def is_general(token: Token, words: References) -> bool:
    """Whether a noun says what kind of organisation a name behind it is of ("Miliz Al-Shabaab", "Partei Sortu")."""
    if token.pos_ != "NOUN" or not words.compounds:
        return False
    return any(words.known_noun(token.text, nouns) is not None for nouns in (words.kinds, words.groups))


def whole_names(entities: Sequence[Span], words: References, names: Names) -> list[Span]:
    """The entities in order; those of people with the parts of their names that the recogniser left out.

    Parts are names that the tree ties to the entity, right behind or before it ("Ali" beside "Alghasi Mehr").
    """
    found: list[Span] = []
    taken = {token.i: entity.label_ for entity in entities for token in entity}
    for entity in sorted(entities, key=lambda one: one.start):
        if found and found[-1].end > entity.start:
            continue
        if entity.label_ == "PER" and len(entity) and entity[0].pos_ == "PROPN":
            entity = _extended(entity, taken, words, names)
        if found and found[-1].end > entity.start:  # the one before reaches to the end of this one
            entity = Span(entity.doc, found.pop().start, entity.end, label="PER")
        found.append(entity)
    return found


def _extended(entity: Span, taken: dict[int, str], words: References, names: Names) -> Span:
    doc, start, end = entity.doc, entity.start, entity.end
    while end < len(doc) and _is_part(doc[end], doc[start:end], taken) and relation(doc[end]) == "flat":
        end += 1
    while start and _is_part(doc[start - 1], doc[start:end], taken) and _is_first(doc[start - 1], words, names):
        start -= 1
    return Span(doc, start, end, label="PER")


def _is_part(token: Token, name: Span, taken: dict[int, str]) -> bool:
    """Whether a word beside a name is a name that hangs together with it."""
    if token.pos_ != "PROPN" or not token.text.istitle() or taken.get(token.i, "PER") != "PER":
        return False
    tied = token.head in name or any(part.head.i == token.i for part in name)
    return tied and relation(token if token.head in name else name.root) in NAME_RELATIONS


def _is_first(token: Token, words: References, names: Names) -> bool:
    """Whether a word before a name is a first name and no title."""
    if token.lower_ in words.listed("titles") or names.offices.named(token.lower_) or names.actors.named(token.text):
        return False
    return token.lower_ in names.first_names or "flat" in (relation(token), relation(token.nbor(1)))


def is_designation(doc: Doc, last: int) -> bool:
    """Whether a figure right behind a hyphen makes a name that ends before token `last` that of a thing ("EP-3")."""
    if last + 1 >= len(doc) or doc[last].text not in ("-", "‑") or not doc[last + 1].text[:1].isdigit():
        return False
    return not doc[last - 1].whitespace_ and not doc[last].whitespace_
