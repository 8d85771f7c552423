"""Namesakes: unknown people and organisations of one name are one actor only where the context agrees.

The context is, first, the state that a text ties them to: that of an adjective, genitive or office beside the name
("der türkische Anwalt", "minister in Ghana"), else the state that the text is about. It is, second, the field that the
sentences about them speak of, by the encoder's vectors: sport or the arts, where that is sure (`language.fields`). Both
depend on one document alone, so that neither the order of documents nor those read later change an IRI. A text that
tells no state and no field gives the name alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, Anchors, children, relation
from kg_builder.actors.discourse import Scores
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.offices import Title
from kg_builder.actors.owners import owner_of
from kg_builder.actors.spelling import slug
from kg_builder.language.fields import FIELDS, PUBLIC
from kg_builder.records import Actor

SURELY = 0.8
"""How likely a field other than public life must be, over all sentences that name the actor, to be its context."""
CLEARLY = 1.5
"""How many times as often as the next a state must be named to be the one that a text is about."""


class Contexts:
    """The contexts of the unknown people and organisations of one document."""

    def __init__(self, doc: Doc, kb: KnowledgeBase, anchors: Anchors, titles: Iterable[Title]) -> None:
        self._doc, self._kb, self._anchors = doc, kb, anchors
        self._ties: dict[str, Counter[str]] = {}
        self._states: dict[str, Actor] = {}
        for actor, state in (*self._of_names(), *self._of_titles(titles)):
            self._ties.setdefault(actor.id, Counter())[state.id] += 1
            self._states[state.id] = state
        self._about = self._state_of_the_text()
        self._fields = self._fields_of_names()

    def told_apart(self, actor: Actor) -> Actor:
        """The actor, with an IRI of its name and context if it is an unknown person or organisation."""
        if actor.known or actor.type not in ("person", "organisation"):
            return actor
        ties = self._ties.get(actor.id)
        tied = self._states[min(ties, key=lambda iri: (-ties[iri], iri))] if ties else self._about
        state = self._in_name(actor) or tied
        parts = [actor.id, (state.iso3 or slug(state.label)).lower() if state else "", self._fields.get(actor.id, "")]
        return replace(actor, id="-".join(filter(None, parts)))

    def _in_name(self, actor: Actor) -> Actor | None:
        """The state that a name ends in ("Supreme Court of the Philippines"): it needs no other context."""
        _, of, place = actor.label.rpartition(" of ")
        named = self._kb.by_label(place.removeprefix("the ")) if of else None
        return named if named is not None and named.type == "state" else None

    def _of_names(self) -> Iterator[tuple[Actor, Actor]]:
        """Unknown actors with the states that stand beside their names."""
        for one in self._anchors:
            if not one.actor.known and one.mention.form == "name":
                for noun in self._nouns(one):
                    owner = owner_of(self._doc, noun.i, noun.i + 1, noun, self._anchors)
                    if owner is not None and (state := self._state(owner.actor)):
                        yield one.actor, state
                        break

    def _nouns(self, one: Anchor) -> Sequence[Token]:
        """The head of a name, and the noun that it stands in apposition to or that stands in apposition to it."""
        head = self._doc[one.head]
        above = [head.head] if relation(head) in ("appos", "flat", "compound") else []
        return [token for token in (head, *above, *children(head, "appos")) if token.pos_ in ("NOUN", "PROPN")]

    def _of_titles(self, titles: Iterable[Title]) -> Iterator[tuple[Actor, Actor]]:
        for title in titles:
            if title.holder is not None and title.owner is not None and (state := self._state(title.owner)):
                yield title.holder.actor, state

    def _fields_of_names(self) -> dict[str, str]:
        """The field of each unknown actor, where the sentences that name it surely speak of none but that."""
        by_sentence = self._doc.user_data.get("kg_fields") or {}
        told: dict[str, dict[int, tuple[float, ...]]] = {}
        for one in self._anchors:
            start = self._doc[one.head].sent.start
            if start in by_sentence and not one.actor.known and one.mention.form == "name":
                told.setdefault(one.actor.id, {})[start] = by_sentence[start]
        means = {
            iri: [sum(shares) / len(some) for shares in zip(*some.values(), strict=True)] for iri, some in told.items()
        }
        return {
            iri: field
            for iri, mean in means.items()
            for field, p in zip(FIELDS, mean, strict=True)
            if field != PUBLIC and p >= SURELY
        }

    def _state(self, actor: Actor) -> Actor | None:
        """A state itself, else that of an organisation."""
        if actor.type == "state":
            return actor
        entry = self._kb.entries.get(actor.id)
        parent = self._kb.entries.get(entry.parent) if entry and entry.parent else None
        return parent.actor if parent and parent.actor.type == "state" else None

    def _state_of_the_text(self) -> Actor | None:
        scores = Scores()
        for one in self._anchors:
            if one.actor.type == "state":
                scores.add(one.actor, 1.0)
        return scores.clearest(CLEARLY)
