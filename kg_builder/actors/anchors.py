"""Mentions tied to the tokens of a Doc, and small questions to its dependency tree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg_builder.records import Actor, Mention

CLAUSES = ("ROOT", "conj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj")
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mention with its tokens [first, last) and its head token.

    part: it is only a part of its token. joint: its words stand for other actors, too ("both sides").
    """

    mention: Mention
    first: int
    last: int
    head: int
    part: bool = False
    joint: bool = False

    @property
    def actor(self) -> Actor:
        """Who is meant."""
        return self.mention.actor


def anchor(
    doc: Doc, first: int, last: int, actor: Actor, form: str, reason: str, inside: tuple[int, int] | None = None
) -> Anchor:
    """An anchor over tokens [first, last), or over the code points `inside` of one token."""
    span = doc[first:last]
    start, end = inside or (span.start_char, span.end_char)
    part = (start, end) != (span.start_char, span.end_char)
    return Anchor(Mention(actor, start, end, form, reason), first, last, head_of(doc, first, last), part)


def head_of(doc: Doc, first: int, last: int) -> int:
    """The token of [first, last) that the others hang from: the first whose head lies outside."""
    for token in doc[first:last]:
        if not first <= token.head.i < last or token.head.i == token.i:
            return int(token.i)
    return first


def children(token: Token, *relations: str) -> list[Token]:
    """Children by relation; a relation also stands for its subtypes."""
    return [child for child in token.children if relation(child) in relations or child.dep_ in relations]


def relation(token: Token) -> str:
    """The universal relation, without subtype."""
    return str(token.dep_).partition(":")[0]


def preposition(token: Token) -> str:
    """The adposition of a noun or name in lower case; "" where it has none."""
    for child in token.children:
        if relation(child) == "case" and child.i < token.i and child.pos_ in ("ADP", "ADV", "SCONJ", "PART"):
            return str(child.lower_)
    return ""


def first_conjunct(token: Token) -> Token:
    """The head of a coordination that a token is a later member of, else the token itself."""
    while relation(token) == "conj" and token.head.i < token.i:
        token = token.head
    return token


def clause_of(token: Token) -> int:
    """The predicate of the clause a token stands in: the nearest token above it that heads a clause."""
    for above in (token, *token.ancestors):
        if above.pos_ in ("VERB", "AUX") or relation(above) in ("root", "ROOT") or above.dep_ in CLAUSES:
            if above.i != token.i or above.pos_ in ("VERB", "AUX"):
                return int(above.i)
    return int(token.i)


def is_subject(token: Token) -> bool:
    """Whether a token is a subject or in a coordination that is one."""
    return first_conjunct(token).dep_ in SUBJECTS


def determiner(token: Token) -> Token | None:
    """The article or other determiner of a noun: by the tree, else the word right before it."""
    for child in token.children:
        if relation(child) == "det":
            return child
    for before in reversed(list(token.doc[max(token.sent.start, token.i - 3) : token.i])):
        if before.pos_ == "DET":
            return before
        if before.pos_ not in ("ADJ", "PROPN", "ADV", "NUM"):
            break
    return None


def is_plural(token: Token) -> bool:
    """Whether a noun is plural by its morphology."""
    return "Plur" in token.morph.get("Number")


class Anchors:
    """Anchors of a document, found by token; later ones do not displace those that are there."""

    def __init__(self, found: Iterable[Anchor] = ()) -> None:
        self._by_head: dict[int, list[Anchor]] = {}
        self._all: list[Anchor] = []
        self._covered: dict[int, Anchor] = {}
        for one in found:
            self.add(one)

    def add(self, one: Anchor) -> None:
        """Add an anchor."""
        self._all.append(one)
        self._by_head.setdefault(one.head, []).append(one)
        for index in range(one.first, one.last):
            self._covered.setdefault(index, one)

    def at(self, token: int) -> Anchor | None:
        """The anchor whose head is this token: a whole word's before that of its part."""
        found = sorted(self._by_head.get(token, ()), key=lambda one: (one.part, one.mention.form == "adjective"))
        return found[0] if found else None

    def all_at(self, token: int) -> list[Anchor]:
        """All anchors whose head is this token."""
        return list(self._by_head.get(token, ()))

    def over(self, token: int) -> Anchor | None:
        """The first anchor found that covers a token."""
        return self._covered.get(token)

    def whole(self, token: int) -> Anchor | None:
        """The anchor at this head token that is more than a part of it."""
        one = self.at(token)
        return one if one and not one.part else None

    def __iter__(self) -> Iterator[Anchor]:
        """In the order of the text."""
        return iter(sorted(self._all, key=lambda one: (one.mention.start, -one.mention.end)))

    def __len__(self) -> int:
        return len(self._all)


def conjoined(doc: Doc, one: Anchor, anchors: Anchors) -> list[Anchor]:
    """The anchors of a coordination that an anchor stands in, in text order; it alone where it is in none."""
    top = first_conjunct(doc[one.head])
    heads = [top, *(child for child in top.children if relation(child) == "conj")]
    for head in heads[1:]:
        heads += [child for child in head.children if relation(child) == "conj"]
    found = [named for head in sorted(heads, key=lambda head: head.i) if (named := anchors.whole(head.i))]
    return found if one in found else [one]
