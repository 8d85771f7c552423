"""Noun phrases and prepositional phrases of a tree: case, preposition, extent; verbs with their particles."""

from collections.abc import Iterator

from spacy.tokens import Token

CONTRACTED = {"im": "in", "ins": "in", "am": "an", "ans": "an", "zum": "zu", "zur": "zu", "vom": "von", "beim": "bei"}
CONTRACTED |= {"aufs": "auf", "fürs": "für", "ums": "um", "durchs": "durch", "übers": "über"}
CONTRACTED |= {"al": "a", "del": "de", "du": "de", "d'": "de", "d’": "de", "au": "à", "aux": "à"}


def lemma_with_particle(token: Token) -> str:
    """'vor|werfen' for both 'warf ... vor' and 'vorwerfen' where the parts are apart; else the lemma."""
    particles = [c for c in token.children if c.dep_ == "compound:prt"]
    if not particles:
        return token.lemma_
    particle = particles[0].text.lower()
    order = f"{particle}|{token.lemma_}" if token.doc.lang_ == "de" else f"{token.lemma_}|{particle}"
    return order if not token.lemma_.startswith(particle) or token.doc.lang_ != "de" else token.lemma_


def case_of(token: Token) -> str | None:
    """The grammatical case of a noun phrase: what its article or adjective says, else its own."""
    for child in token.children:
        if child.dep_ in ("det", "amod", "nummod") and child.i < token.i and child.dep_ == "det":
            if found := child.morph.get("Case"):
                return str(found[0])
    found = token.morph.get("Case")
    return str(found[0]) if found else None


def governed_case(token: Token) -> str | None:
    """The case that a preposition governs, where an article or adjective shows it; names alone show none."""
    shown = (c for c in token.children if c.dep_ in ("det", "amod") and c.i < token.i and c.morph.get("Case"))
    first = next(shown, None)
    return str(first.morph.get("Case")[0]) if first is not None else None


def prepositions(token: Token) -> Iterator[Token]:
    """The case markers of a noun phrase."""
    return (c for c in token.children if c.dep_ == "case" and c.pos_ in ("ADP", "SCONJ", "PART"))


def preposition_lemma(token: Token) -> str:
    """The preposition without article: 'im' is 'in', 'zur' is 'zu'."""
    word = token.text.lower()
    return CONTRACTED.get(word, word)


def phrase(token: Token) -> tuple[int, int]:
    """The token's subtree as a span of tokens (first, last + 1), cut to the run around it without gaps."""
    inside = {t.i for t in token.subtree}
    start = end = token.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    return start, end + 1


def conjuncts(token: Token) -> list[Token]:
    """The token and those conjoined with it."""
    return [token, *(c for c in token.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON"))]
