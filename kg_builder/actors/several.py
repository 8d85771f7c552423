"""Words that stand for two actors together: "both sides", "die beiden", "each of the two countries".

Two actors that the text has just named side by side ("A and B") come first; else the two that it speaks of most.
"""

from collections.abc import Sequence, Set
from itertools import combinations

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import SUBJECTS, anchor, children, conjoined, relation
from kg_builder.actors.discourse import Discourse, Scores
from kg_builder.actors.pronouns import Pronouns
from kg_builder.actors.references import References
from kg_builder.records import Actor

FURTHEST = 2
"""Sentences that such words look back for a pair named side by side."""
SIDE_BY_SIDE = 3.0
"""How much likelier two actors are that the text has named side by side in the same sentence."""
CONSIDERED = 5
"""The most salient actors, of which two are meant."""
CLEARLY = 1.08
"""How many times as salient as the next pair of actors the pair that is meant must be."""
CONTENT = ("NOUN", "PROPN")
PHRASES = ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "ROOT", "root", "parataxis", "ccomp")


class Several:
    """Resolves the words for two actors of one document, in reading order."""

    def __init__(self, discourse: Discourse, words: References, pronouns: Pronouns) -> None:
        self._doc: Doc = discourse.doc
        self._discourse, self._words, self._pronouns = discourse, words, pronouns

    def read(self, token: Token) -> bool:
        """Take a token up if it is the head of words for two actors; False where it is not."""
        first = self._begins(token)
        if first is None:
            return False
        if kinds := self._kinds(token):
            reason = "one of the two that the text speaks of"
            self._discourse.add_joint(
                anchor(self._doc, first, token.i + 1, one, "description", reason) for one in self._pair(token, kinds)
            )
        return bool(kinds)

    def _begins(self, token: Token) -> int | None:
        """Where the words begin if a token heads them: at the word for two, which may be the token itself."""
        words = self._words
        if token.lower_ in words.listed("mutual") | words.listed("halves"):
            alone = token.lower_ in words.listed("alone") and not children(token, "nmod")
            return token.i if (alone or self._of_pronoun(token)) and self._is_phrase(token) else None
        if token.lower_ in words.listed("two"):
            return token.i if self._is_definite(token) and relation(token) in PHRASES else None
        if token.pos_ not in CONTENT:
            return None
        for child in token.children:
            if child.i < token.i and child.lower_ in words.listed("mutual") | words.listed("halves"):
                return child.i if relation(child) != "cc" or not children(token, "conj") else None
        two = [child.i for child in token.children if child.lower_ in words.listed("two") and child.i < token.i]
        return min(two) if two and self._is_definite(token) else None

    def _is_definite(self, token: Token) -> bool:
        definite = self._words.listed("definite")
        return any(child.lower_ in definite and relation(child) == "det" for child in token.children)

    def _is_phrase(self, token: Token) -> bool:
        """Whether a word for two stands by itself, and is not the "both" of "both A and B"."""
        after = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else None
        if token.pos_ == "CCONJ" or relation(token) not in PHRASES:
            return False
        return after is None or after.pos_ not in ("DET", "ADJ", "PROPN", "NOUN") or after.dep_ in SUBJECTS

    def _of_pronoun(self, token: Token) -> bool:
        return any(child.pos_ == "PRON" for child in children(token, "nmod", "obl"))

    def _kinds(self, token: Token) -> tuple[str, ...]:
        """Types of actors that the noun can be two of; empty where it is two of something else."""
        if self._is_bare(token):
            return ("state", "organisation", "other", "person")
        noun = self._words.known_noun(token.text, self._words.pairs)
        return self._words.pairs[noun] if noun else ()

    def _pair(self, token: Token, kinds: Sequence[str]) -> tuple[Actor, ...]:
        """The two actors of these types that are meant; none where the text does not tell."""
        if self._is_bare(token) and (named := self._just_named(token)):
            return named
        barred = self._pronouns.beside(token)
        for types in ([kind for kind in kinds if kind != "person"], [kind for kind in kinds if kind == "person"]):
            together = self._side_by_side(token, types)
            scored = [
                (one * other * together.get(frozenset((actor.id, with_.id)), 1.0), (actor, with_))
                for (one, actor), (other, with_) in combinations(self._salience(token, types, barred), 2)
            ]
            scored.sort(key=lambda pair: -pair[0])
            if scored and (len(scored) == 1 or scored[0][0] > CLEARLY * scored[1][0]):
                return scored[0][1]
        return ()

    def _is_bare(self, token: Token) -> bool:
        return any(token.lower_ in self._words.listed(name) for name in ("mutual", "halves", "two"))

    def _just_named(self, token: Token) -> tuple[Actor, ...]:
        """The two actors that this or the last sentence has joined by "and"; none where it joins no two."""
        for one in reversed(self._discourse.seen):
            if self._discourse.away(token.i, one) > 1:
                break
            members = conjoined(self._doc, one, self._discourse.anchors)
            if len(members) == 2 and members[1].last <= token.i:
                return members[0].actor, members[1].actor
        return ()

    def _side_by_side(self, token: Token, types: Sequence[str]) -> dict[frozenset[str], float]:
        """Pairs of actors that the text has just joined by "and", with how much likelier that makes them."""
        found: dict[frozenset[str], float] = {}
        for one in reversed(self._discourse.seen):
            away = self._discourse.away(token.i, one)
            if away > FURTHEST:
                break
            members = conjoined(self._doc, one, self._discourse.anchors)
            actors = {fit.id for member in members if (fit := self._fitting(member.actor, types))}
            if len(members) == len(actors) == 2:
                found.setdefault(frozenset(actors), 1 + SIDE_BY_SIDE / (1 + away))
        return found

    def _fitting(self, actor: Actor, types: Sequence[str]) -> Actor | None:
        """The actor if it is of these types, else the state that a person acts for."""
        if actor.type in types:
            return actor
        parent = self._discourse.parent(actor) if actor.type == "person" else None
        return parent if parent is not None and parent.type in types else None

    def _salience(self, token: Token, types: Sequence[str], barred: Set[str]) -> list[tuple[float, Actor]]:
        """The actors of these types that the text has spoken of most and last, with how much so."""
        scores = Scores()
        for one in self._discourse.seen:
            fit = self._fitting(one.actor, types)
            if fit is not None and not {fit.id, one.actor.id} & barred and one.mention.form != "pronoun":
                scores.add(fit, 0.4 + 0.6 / (1 + self._discourse.away(token.i, one)))
        return scores.ranked()[:CONSIDERED]
