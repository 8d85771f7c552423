"""Words that stand for some actors together: "both sides", "die beiden", "each of the two countries", "all three".

Actors that the text has just named side by side ("A and B") come first; else the two that it speaks of most. Of three
or more only those named side by side are meant, or all of that kind that the text has named.
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
    """Resolves the words for two or more actors of one document, in reading order."""

    def __init__(self, discourse: Discourse, words: References, pronouns: Pronouns) -> None:
        self._doc: Doc = discourse.doc
        self._discourse, self._words, self._pronouns = discourse, words, pronouns

    def read(self, token: Token) -> bool:
        """Take a token up if it is the head of words for some actors; False where it is not."""
        first = self._begins(token)
        if first is None:
            return False
        if kinds := self._kinds(token):
            number = self._number(token)
            reason = f"one of the {number} that the text speaks of"
            meant = self._pair(token, kinds) if number == 2 else self._all(token, kinds, number)
            self._discourse.add_joint(
                anchor(self._doc, first, token.i + 1, one, "description", reason) for one in meant
            )
        return bool(kinds)

    def _begins(self, token: Token) -> int | None:
        """Where the words begin if a token heads them: at the word for two or more, which may be the token itself."""
        words = self._words
        if token.lower_ in words.listed("mutual") | words.listed("halves"):
            alone = token.lower_ in words.listed("alone") and not children(token, "nmod")
            return token.i if (alone or self._of_pronoun(token)) and self._is_phrase(token) else None
        if token.lower_ in words.numbers:
            return token.i if self._is_definite(token) and relation(token) in PHRASES else None
        if token.pos_ not in CONTENT:
            return None
        for child in token.children:
            if child.i < token.i and child.lower_ in words.listed("mutual") | words.listed("halves"):
                return child.i if relation(child) != "cc" or not children(token, "conj") else None
        if token.lower_ in words.listed("sides") and self._is_definite(token):
            return token.i
        numbers = [child.i for child in token.children if child.lower_ in words.numbers and child.i < token.i]
        return min(numbers) if numbers and self._is_definite(token) else None

    def _number(self, token: Token) -> int:
        """How many are meant: two, unless a number says more."""
        numbers = self._words.numbers
        said = [token, *(child for child in token.children if child.i < token.i)]
        return next((numbers[one.lower_] for one in said if one.lower_ in numbers), 2)

    def _is_definite(self, token: Token) -> bool:
        definite = self._words.listed("definite") | self._words.listed("every")
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
        if self._is_bare(token) and (named := self._just_named(token, 2)):
            return named
        barred = self._pronouns.beside(token)
        others, people = [kind for kind in kinds if kind != "person"], [kind for kind in kinds if kind == "person"]
        pairs = [pair for types in (others, people) if (pair := self._best_pair(token, types, barred))]
        either = self._is_bare(token) or kinds[0] == "person"
        if either and len(pairs) == 2 and self._last_named(pairs[1]) > self._last_named(pairs[0]):
            return pairs[1]
        return pairs[0] if pairs else ()

    def _best_pair(self, token: Token, types: Sequence[str], barred: Set[str]) -> tuple[Actor, ...]:
        together = self._side_by_side(token, types)
        scored = [
            (one * other * together.get(frozenset((actor.id, with_.id)), 1.0), (actor, with_))
            for (one, actor), (other, with_) in combinations(self._salience(token, types, barred), 2)
        ]
        scored.sort(key=lambda pair: -pair[0])
        clear = scored and (len(scored) == 1 or scored[0][0] > CLEARLY * scored[1][0])
        return scored[0][1] if clear else ()

    def _last_named(self, pair: Sequence[Actor]) -> int:
        """Where the text last spoke of the two themselves, not of what belongs to them: the earlier of both places."""
        last = {one.actor.id: one.first for one in self._discourse.seen if one.mention.form != "adjective"}
        return min(last.get(actor.id, -1) for actor in pair)

    def _all(self, token: Token, kinds: Sequence[str], number: int) -> tuple[Actor, ...]:
        """So many actors that the text has just joined by "and", else all of a type if it has named so many."""
        if named := self._just_named(token, number):
            return named
        barred = self._pronouns.beside(token)
        for types in ([kind for kind in kinds if kind != "person"], [kind for kind in kinds if kind == "person"]):
            every = {one.actor.id: one.actor for one in self._discourse.seen if one.actor.type in types}
            meant = tuple(actor for iri, actor in every.items() if iri not in barred)
            if len(meant) == number:
                return meant
        return ()

    def _is_bare(self, token: Token) -> bool:
        return token.lower_ in self._words.numbers or any(
            token.lower_ in self._words.listed(name) for name in ("mutual", "halves")
        )

    def _just_named(self, token: Token, number: int) -> tuple[Actor, ...]:
        """The so many actors that the last sentences have joined by "and"; none where they join no so many."""
        for one in reversed(self._discourse.seen):
            if self._discourse.away(token.i, one) > (1 if number == 2 else FURTHEST):
                break
            members = conjoined(self._doc, one, self._discourse.anchors)
            if len(members) == number and members[-1].last <= token.i:
                return tuple(member.actor for member in members)
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
