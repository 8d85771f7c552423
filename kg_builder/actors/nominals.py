"""Nouns that take up one actor without saying which: people by rank, age or calling, and neighbours, rivals and hosts.

"The general", "der 76-Jährige", "the Frenchman": the person of the text who fits and whom it speaks of most and last.
"Its neighbour", "seinen Gegner": the actor of the text, other than the one whose neighbour it is, that fits so.
"""

import re
from collections.abc import Callable, Iterable

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, anchor, children, clause_of, determiner, is_plural, is_subject, relation
from kg_builder.actors.discourse import Discourse, Scores
from kg_builder.actors.grammar import Grammar
from kg_builder.actors.pronouns import Pronouns
from kg_builder.actors.references import Agreement, References
from kg_builder.records import Actor

AGED = re.compile(r"\d{2}-(jährige[nrsm]?|year-olds?)", re.IGNORECASE)
FURTHEST = 6
"""Sentences that such a noun looks back."""
CLEARLY = 1.1
"""How many times as salient as the next actor the one that is meant must be."""
EITHER = frozenset("mf")


class Nominals:
    """Reads such nouns of one document in reading order."""

    def __init__(self, discourse: Discourse, words: References, grammar: Grammar, pronouns: Pronouns) -> None:
        self._doc: Doc = discourse.doc
        self._discourse, self._words, self._grammar, self._pronouns = discourse, words, grammar, pronouns

    def read(self, token: Token, possessor: Actor | None) -> bool:
        """Take a noun up if it stands for an actor named before; possessor: whom "its" or "seinen" beside it means."""
        article = determiner(token)
        singular = article is not None and article.lower_ in self._words.listed("singular")
        if (is_plural(token) and not singular) or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return False
        found = None
        if self._words.known_noun(token.text, self._words.counterparts):
            found, reason = self._counterpart(token, possessor), "counterpart of an actor of the text"
        elif possessor is None and self._is_person(token):
            found, reason = self.person(token), "person spoken of before"
        if found is None:
            return False
        self._discourse.add(anchor(self._doc, token.i, token.i + 1, found, "epithet", reason))
        return True

    def inhabitant(self, one: Anchor) -> None:
        """Let one inhabitant of a state ("der Franzose", "the Russian") be its person whom the text has spoken of."""
        token = self._doc[one.head]
        if is_plural(token) or token.text.endswith("s") or not self._is_definite(token):
            return
        if relation(token) in ("amod", "compound", "nummod", "flat", "appos") or children(token, "appos", "flat"):
            return
        people = (seen for seen in self._discourse.seen if self._is_of(seen.actor, one.actor))
        if person := self._most_salient(token, people):
            reason = "inhabitant of the state, spoken of before"
            self._discourse.add(anchor(self._doc, one.first, one.last, person, "epithet", reason))

    def _is_of(self, actor: Actor, state: Actor) -> bool:
        parent = self._discourse.parent(actor) if actor.type == "person" else None
        return parent is not None and parent.id == state.id

    def _is_person(self, token: Token) -> bool:
        if not self._is_definite(token):
            return False
        return bool(AGED.fullmatch(token.text) or self._words.known_noun(token.text, self._words.people))

    def _is_definite(self, token: Token) -> bool:
        article = determiner(token)
        return article is not None and article.lower_ in self._words.listed("definite")

    def person(self, token: Token, may_be: Callable[[Actor], bool] = lambda one: True) -> Actor | None:
        """The person of the text, of those who may be meant, whom a noun for one person takes up."""
        noun = self._words.known_noun(token.text, self._words.people)
        genders = frozenset(self._words.people[noun]) if noun else EITHER
        if noun and len(genders) > 1 and len(shown := token.morph.get("Gender")) == 1:
            genders = frozenset(shown[0][0].lower()) & EITHER or genders
        wanted = Agreement(genders, plural=False)
        seen = (one for one in self._discourse.seen if one.actor.type == "person" and may_be(one.actor))
        people = [one for one in seen if self._grammar.fit(one, wanted)]
        return self._most_salient(token, people)

    def _counterpart(self, token: Token, possessor: Actor | None) -> Actor | None:
        """The other of two: of the possessor's type, or what a possessor or subject of the clause is opposed to."""
        if possessor is None and not self._is_definite(token):
            return None
        noun = self._words.known_noun(token.text, self._words.counterparts) or ""
        types = self._words.counterparts[noun]
        near = [possessor] if possessor else [one.actor for one in self._discourse.seen if self._opposes(token, one)]
        own = {actor.id for one in near for actor in (one, self._discourse.parent(one)) if actor}
        wanted = [one for one in self._discourse.seen if one.actor.type in types and one.actor.id not in own]
        if possessor is not None and possessor.type in types:
            wanted = [one for one in wanted if one.actor.type == possessor.type] or wanted
        return self._most_salient(token, wanted)

    def _opposes(self, token: Token, one: Anchor) -> bool:
        """Whether an actor is the subject of the clause of a counterpart, or belongs to it ("jets from Bangkok")."""
        verb = self._doc[clause_of(token)]
        subjects = {child.i for child in children(verb, "nsubj")} or self._pronouns.implied_subjects(verb)
        return one.head in subjects or any(above.i in subjects for above in self._doc[one.head].ancestors)

    def _most_salient(self, token: Token, seen: Iterable[Anchor]) -> Actor | None:
        barred = self._pronouns.beside(token)
        scores = Scores()
        for one in seen:
            away = self._discourse.away(token.i, one)
            if away <= FURTHEST and one.actor.id not in barred:
                scores.add(one.actor, 0.3 + 1.0 / (1 + away) + 0.2 * is_subject(self._doc[one.head]))
        return scores.clearest(CLEARLY)
