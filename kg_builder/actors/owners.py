"""Whose something is: the state or organisation that a noun's compound, adjective, genitive or possessor names."""

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, Anchors, preposition, relation

MODIFIERS = ("amod", "nmod", "compound", "det", "flat")
ADDRESSED = ("to", "bei", "gegenüber", "nach", "with", "mit", "against", "gegen")
"""Prepositions after which stands another than the owner ("ambassador to Russia")."""
LINKS = ("of", "the", "von", "vom", "der", "des", "in", "im")


def owner_of(
    doc: Doc, first: int, last: int, head: Token, anchors: Anchors, holder: Anchor | None = None, people: bool = False
) -> Anchor | None:
    """The anchor that the noun [first, last) belongs to; None where none is named.

    holder: a name that the noun is a title of, whose modifiers are the noun's, too. people: owners may be persons.
    """

    def fits(one: Anchor | None) -> bool:
        return one is not None and (people or one.actor.type != "person") and one != holder

    for index in range(first, last):
        if inside := [one for one in anchors.all_at(index) if one.part and fits(one)]:
            return inside[-1]
    near = anchors.over(first - 1) if first else None
    if near and fits(near) and _modifies(doc, near, head):
        return near
    candidates: list[Anchor] = []
    for top in [head, *([doc[holder.head]] if holder and holder.head > head.i else [])]:
        for child in top.children:
            if relation(child) in MODIFIERS and not first <= child.i < last and preposition(child) not in ADDRESSED:
                candidates += [one for one in _named_by(child, anchors) if fits(one)]
    if candidates:
        return min(candidates, key=lambda one: (abs(one.head - head.i), one.head))
    return _following(doc, last, anchors, people)


def _modifies(doc: Doc, one: Anchor, head: Token) -> bool:
    token = doc[one.head]
    return token.head.i == head.i or one.mention.form == "adjective" or relation(token) in ("compound", "amod")


def _named_by(child: Token, anchors: Anchors) -> list[Anchor]:
    """The anchor at a modifier, else those of its own modifiers ("Sprecherin des russischen Außenministeriums")."""
    if one := anchors.at(child.i):
        return [one]
    if child.pos_ not in ("NOUN", "PROPN"):
        return []
    return [one for deeper in child.children if (one := anchors.at(deeper.i)) and one.mention.form != "pronoun"]


def _following(doc: Doc, last: int, anchors: Anchors, people: bool) -> Anchor | None:
    """A name right behind the noun with a genitive article or "of", whatever the tree says."""
    at = last
    while at < min(len(doc), last + 3) and doc[at].lower_ in LINKS:
        at += 1
    one = anchors.over(at) if last < at < len(doc) else None
    return one if one and one.first == at and (people or one.actor.type != "person") else None
