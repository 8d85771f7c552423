"""Crowds without a noun of their own: "Tausende zogen durch Kiew", "dozens were arrested", "people marched".

Texts on politics speak so of protesters: of those who do something together that protesters do, and of those whom the
text has called protesters before.
"""

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, anchor, children, first_conjunct, relation
from kg_builder.actors.descriptions import unnamed
from kg_builder.actors.discourse import Discourse
from kg_builder.actors.references import References

PROTESTERS = "protesters"
NEAR = 3
"""Sentences that a number without a noun looks back for protesters."""


class Crowds:
    """Reads numbers of people and general nouns for people of one document, in reading order."""

    def __init__(self, discourse: Discourse, words: References) -> None:
        self._doc: Doc = discourse.doc
        self._discourse, self._words = discourse, words

    def read(self, token: Token) -> bool:
        """Take a token up if it heads words for a crowd of protesters; False where it does not."""
        found = self._crowd(token)
        if found is None:
            return False
        self._discourse.add(anchor(self._doc, token.i, token.i + 1, unnamed(PROTESTERS), "description", found))
        return True

    def _crowd(self, token: Token) -> str | None:
        """Why a token stands for protesters; None where it does not."""
        number = token.lower_ in self._words.listed("multitudes")
        if not number and token.lower_ not in self._words.listed("crowd_people"):
            return None
        told = [child for child in children(token, "nmod", "appos", "flat", "acl", "conj") if not self._is_vague(child)]
        if told or relation(token) in ("nummod", "amod", "det"):
            return None
        verb = first_conjunct(token).head
        acts = first_conjunct(token).dep_ == "nsubj" and verb.pos_ in ("VERB", "NOUN", "ADJ")
        if acts and self._is_one_of(verb, "protesting"):
            return "people who do what protesters do"
        if not number:
            return None
        if acts and verb.pos_ == "VERB" and not self._is_one_of(verb, "suffering"):
            return "number of people who act together"
        return "number of protesters spoken of before" if self._are_near(token) else None

    def _is_vague(self, token: Token) -> bool:
        """Whether a word behind a number adds none who they are ("tens of thousands", "hundreds of people")."""
        vague = self._words.listed("multitudes") | self._words.listed("crowd_people")
        return token.lower_ in vague and all(map(self._is_vague, children(token, "nmod", "amod", "acl", "appos")))

    def _is_one_of(self, verb: Token, name: str) -> bool:
        """Whether a verb is of a list, by itself, with its particle, or with a noun of the list ("auf die Straße")."""
        listed = self._words.listed(name)
        forms = {verb.lemma_.lower(), verb.lower_}
        below = {child.lower_ for child in verb.children if relation(child) in ("compound", "obl", "obj", "xcomp")}
        return bool(forms & listed) or bool(below & self._words.listed(f"{name}_with"))

    def _are_near(self, token: Token) -> bool:
        return any(self._is_protest(one) and self._discourse.away(token.i, one) <= NEAR for one in self._discourse.seen)

    def _is_protest(self, one: Anchor) -> bool:
        return one.actor.type == "group" and one.actor.label.endswith(PROTESTERS)
