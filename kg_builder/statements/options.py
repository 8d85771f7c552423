"""Who may fill a role, and what speaks for each: features of a log-linear choice (weights in calibration.json).

Binary and graded features of one actor, or of nobody, as source or target of one cue; a feature with a group behind a
colon counts for cues of that group of types only. The choice itself is a softmax over all options (conditional logit).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg_builder.actors.anchors import is_subject
from kg_builder.records import Actor, Mention
from kg_builder.statements.pairs import Pairs
from kg_builder.statements.participants import Participants
from kg_builder.vocabulary import statement_types

Features = dict[str, float]
NEAR = 3
"""Sentences around a cue in which an actor that nothing points at may still be meant."""
OBJECTS = frozenset({"obj", "iobj"})
GROUPS: Mapping[str, str] = {
    "Demand": "ask", "Propose": "ask", "Warn": "against", "Accuse": "against", "Condemn": "against",
    "Threaten": "against", "Reject": "against", "Deny": "deny", "State": "state", "Support": "for", "Promise": "for",
    "Agree": "mutual", "Consult": "mutual", "Cooperate": "mutual", "Aid": "give", "Concede": "give", "Retreat": "give",
    "Assault": "harm", "Coerce": "harm", "Sanction": "harm", "Protest": "harm", "Mobilize": "harm",
}  # fmt: skip
"""Types whose roles are filled alike; others make up a group by kind."""


def group_of(kind: str) -> str:
    """The group of a type."""
    return GROUPS.get(kind) or statement_types()[kind].kind


@dataclass(frozen=True, slots=True)
class Question:
    """One role of one cue, and what is known about it.

    role: "source" or "target". token: the cue's. arguments: roles of the cue's clause by token ("prep:with"). content:
    tokens of what is said. source: who is the source already (when the target is asked for), parent: the state it acts
    for. previous: source and target of the cue before. inner: sources, and targets, that the reader gives cues inside
    the content; outer: targets of cues in whose content this one stands. support: the reader's probability by actor;
    nobody: for none; no_actor: for words that stand for no actor. slot: whom the lexicon's slot names; filled: whether
    it holds any word. speaker: of the quotation that the cue introduces; obliged: who by the content must do something;
    beside: who is named in one breath with the source; place: the state where it happens; side: whom it acts for.
    """

    role: str
    kind: str
    token: int
    arguments: Mapping[int, str]
    content: frozenset[int]
    reads: bool
    support: Mapping[str, float]
    nobody: float
    no_actor: float
    slot: str | None
    filled: bool
    source: str | None = None
    parent: str | None = None
    previous: tuple[str | None, str | None] = (None, None)
    inner: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    outer: frozenset[str] = frozenset()
    speaker: str | None = None
    obliged: str | None = None
    beside: frozenset[str] = frozenset()
    place: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor's mention with its head token."""

    mention: Mention
    head: int


class Appearances:
    """Where each actor of a document is mentioned."""

    def __init__(self, doc: Doc, participants: Participants, pairs: Pairs) -> None:
        self._doc, self._participants, self._pairs = doc, participants, pairs
        self.by_actor: dict[str, list[Seen]] = {}
        for mention in participants.mentions:
            seen = Seen(mention, participants.head(mention).i)
            self.by_actor.setdefault(mention.actor.id, []).append(seen)

    def sentence(self, token: int) -> int:
        """The number of a token's sentence."""
        return self._participants.number(token)

    def near(self, token: int) -> list[Mention]:
        """The nearest mention of each actor within some sentences of a token."""
        here, found = self.sentence(token), []
        for seen in self.by_actor.values():
            one = min(seen, key=lambda s: (abs(self.sentence(s.head) - here), abs(s.head - token)))
            if abs(self.sentence(one.head) - here) <= NEAR:
                found.append(one.mention)
        return found

    def features(self, actor: Actor | None, asked: Question) -> Features:
        """What speaks for or against an actor, or nobody, in a role; every feature that is not 0."""
        pairs = self._of_nobody(asked) if actor is None else self._of(actor, asked)
        return {name: float(value) for name, value in pairs if value}

    def _of_nobody(self, asked: Question) -> Iterator[tuple[str, float]]:
        yield "nobody", 1
        yield f"nobody:{asked.kind}", 1
        yield "nobody pointed at", asked.nobody
        yield "nobody, log", math.log(asked.nobody + 0.02)
        yield "nobody best", asked.nobody >= max(asked.support.values(), default=0.0)
        yield "nobody, a word that is no actor", asked.no_actor
        yield "nobody, slot filled", asked.filled
        yield "nobody, no source", asked.source is None
        yield "nobody, no reader", not asked.reads
        yield "nobody, speaker known", asked.speaker is not None

    def _of(self, actor: Actor, asked: Question) -> Iterator[tuple[str, float]]:
        group = group_of(asked.kind)
        share = asked.support.get(actor.id, 0.0)
        yield "pointed at", share
        yield "log", math.log(share + 0.02)
        yield f"log:{group}", math.log(share + 0.02)
        yield "best", share >= max(asked.nobody, *asked.support.values(), 1e-6)
        if asked.slot == actor.id:
            yield "slot", 1
            yield f"slot:{group}", 1
            yield "slot, no reader", not asked.reads
        yield f"type {actor.type}", 1
        yield f"type {actor.type}:{group}", 1
        yield "known", actor.known
        yield "parent of the source", asked.parent == actor.id
        source, target = asked.previous
        yield "source before", source == actor.id
        yield f"source before:{group}", source == actor.id
        yield "target before", target == actor.id
        sources, targets = asked.inner
        yield f"source of what is said:{group}", actor.id in sources
        yield f"target of what is said:{group}", actor.id in targets
        yield "target of who says it", actor.id in asked.outer
        yield "speaker", asked.speaker == actor.id
        yield f"obliged:{asked.kind}", asked.obliged == actor.id
        yield f"beside the source:{group}", actor.id in asked.beside
        yield f"place:{group}", asked.place == actor.id
        yield from self._pairs.features(asked.side, actor, group)
        seen = self.by_actor.get(actor.id)
        if seen:
            yield from self._of_mentions(seen, asked, group)
        else:
            yield "not mentioned itself", 1

    def _of_mentions(self, seen: Sequence[Seen], asked: Question, group: str) -> Iterator[tuple[str, float]]:
        here = self.sentence(asked.token)
        nearest = min(seen, key=lambda s: (abs(self.sentence(s.head) - here), abs(s.head - asked.token)))
        away = self.sentence(nearest.head) - here
        yield "mentions", min(10, len(seen)) / 10
        yield "in the first sentence", any(self.sentence(s.head) == 0 for s in seen)
        yield f"sentences away {max(-NEAR, min(NEAR, away))}", 1
        yield "words away", min(1.0, abs(nearest.head - asked.token) / 30)
        yield "behind the cue", away == 0 and nearest.head > asked.token
        inside = [s for s in seen if s.head in asked.content]
        for name, holds in (
            ("in what is said", bool(inside)),
            ("subject of what is said", any(is_subject(self._doc[s.head]) for s in inside)),
            ("object of what is said", any(self._doc[s.head].dep_ in OBJECTS for s in inside)),
        ):
            yield name, holds
            yield f"{name}:{group}", holds
        for role in {asked.arguments[s.head] for s in seen if s.head in asked.arguments}:
            yield f"argument {role}", 1
            yield f"argument {role.split(':')[0]}:{group}", 1
        same = [s for s in seen if self.sentence(s.head) == here]
        for form in {s.mention.form for s in same}:
            yield f"form {form}", 1
        for relation in {self._doc[s.head].dep_ for s in same}:
            yield f"relation {relation}", 1
        before = (s for s in seen if self.sentence(s.head) == here - 1)
        yield "subject before", any(is_subject(self._doc[s.head]) for s in before)


def probabilities(options: Sequence[Features], weights: Mapping[str, float]) -> list[float]:
    """How likely each option is, the sum being 1."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in features.items()) for features in options]
    most = max(scores)
    shares = [math.exp(score - most) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]
