"""What has been said so far, while a document is read: mentions, and how salient their actors are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, Anchors, is_subject
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.records import Actor


class Scores:
    """What speaks for each of several actors."""

    def __init__(self) -> None:
        self._scores: dict[str, tuple[float, Actor]] = {}

    def add(self, actor: Actor, score: float) -> None:
        """Let something more speak for an actor."""
        self._scores[actor.id] = (self._scores.get(actor.id, (0.0, actor))[0] + score, actor)

    def clearest(self, clearly: float) -> Actor | None:
        """The actor with the highest score, if it is so many times as high as the next."""
        ranked = self.ranked()
        if not ranked or (len(ranked) > 1 and ranked[0][0] < clearly * ranked[1][0]):
            return None
        return ranked[0][1]

    def ranked(self) -> list[tuple[float, Actor]]:
        """Scores and actors, the highest first."""
        return sorted(self._scores.values(), key=lambda pair: (-pair[0], pair[1].id))

    def __len__(self) -> int:
        return len(self._scores)


class Discourse:
    """The mentions up to a point of one document; `add` also keeps new ones among the document's anchors."""

    def __init__(self, doc: Doc, kb: KnowledgeBase, anchors: Anchors) -> None:
        self.doc, self.anchors = doc, anchors
        self.seen: list[Anchor] = []
        self.weights: Counter[str] = Counter()
        self._kb = kb
        self._sentence = {token.i: number for number, sent in enumerate(doc.sents) for token in sent}

    def see(self, one: Anchor) -> None:
        """A mention has been read."""
        self.seen.append(one)
        self.weights[one.actor.id] += 1

    def add(self, one: Anchor) -> None:
        """A word has turned out to be a mention."""
        self.anchors.add(one)
        self.see(one)

    def add_joint(self, members: Iterable[Anchor]) -> None:
        """Words have turned out to stand for several actors together."""
        for one in members:
            self.add(replace(one, joint=True))

    def away(self, token: int, one: Anchor) -> int:
        """How many sentences a mention lies before a token."""
        return self._sentence[token] - self._sentence[one.head]

    def parent(self, actor: Actor) -> Actor | None:
        """The state (or organisation) that a person acts for."""
        entry = self._kb.entries.get(actor.id)
        parent = self._kb.entries.get(entry.parent) if entry and entry.parent else None
        return parent.actor if parent else None

    def state_spoken_of(self, token: Token, barred: Set[str] = frozenset()) -> Actor | None:
        """The state that a text is about: the one that it, its people and its bodies are named most.

        Before any state is named, the state most named later. barred: IRIs of states that are not meant. None where two
        come out alike.
        """
        scores = Scores()
        for one in self.seen:
            state, share = self._state_of(one.actor)
            if state is not None and state.id not in barred:
                near = 0.3 / (1 + 0.5 * self.away(token.i, one))
                by_form = BY_FORM.get(one.mention.form, 1.0)
                scores.add(state, share * by_form * (near + 0.4 + 0.2 * is_subject(self.doc[one.head])))
        if not scores:
            for one in self.anchors:
                if one.actor.type == "state":
                    scores.add(one.actor, 1.0)
        return scores.clearest(1.05)

    def state_last_spoken_of(self, token: Token, barred: Set[str] = frozenset()) -> Actor | None:
        """The state spoken of last, or more often than the last; None where two come out alike."""
        scores = Scores()
        for one in self.seen:
            if one.actor.type == "state" and not one.joint and one.actor.id not in barred:
                near = 1.5 / (1 + self.away(token.i, one))
                by_form = BY_FORM_OF_COUNTRY.get(one.mention.form, 1.0)
                scores.add(one.actor, by_form * (near + 0.05 + 0.1 * is_subject(self.doc[one.head])))
        return scores.clearest(1.1)

    def _state_of(self, actor: Actor) -> tuple[Actor | None, float]:
        """The state that a mention of an actor also speaks of, and how much so."""
        if actor.type == "state":
            return actor, 1.0
        parent = self.parent(actor)
        return (parent, BY_PARENT) if parent is not None and parent.type == "state" else (None, 0.0)


BY_FORM_OF_COUNTRY: Mapping[str, float] = {"adjective": 0.4, "description": 0.7}
"""How much a mention speaks of a country itself, and not of its people and bodies."""
BY_PARENT = 0.5
"""How much a mention of a person or organisation counts as one of its state."""
BY_FORM: Mapping[str, float] = {"place": 1.3, "metonym": 1.2, "pronoun": 0.6, "possessive": 0.6, "inhabitant": 0.5}
"""How much a mention tells of whose bodies a text speaks; found by trying values on the statement corpus."""
