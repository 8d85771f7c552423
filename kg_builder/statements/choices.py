"""Chooses who fills a role: a softmax over the actors near a cue and nobody, its weights learnt from annotated text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg_builder.records import Mention
from kg_builder.statements.candidates import Candidate
from kg_builder.statements.options import Appearances, Features, Question, probabilities
from kg_builder.statements.pairs import Pairs
from kg_builder.statements.participants import Participants
from kg_builder.statements.roles import Role, Roles, Support

Weights = Mapping[str, Mapping[str, float]]
SURE = 0.4
"""Probability of a cue from which on what it points at tells of the cues around it."""


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who may fill a role (None: nobody), and what speaks for it."""

    mention: Mention | None
    features: Features


@dataclass(frozen=True, slots=True)
class Asked:
    """One role of one candidate with all options, nobody first."""

    candidate: Candidate
    role: str
    support: Support
    options: tuple[Option, ...]


class Choices:
    """Fills roles in one document. pairs: who usually acts on whom, and the state that an actor acts for."""

    def __init__(self, doc: Doc, participants: Participants, roles: Roles, weights: Weights, pairs: Pairs) -> None:
        self._roles, self._weights, self.pairs = roles, weights, pairs
        self._seen = Appearances(doc, participants, pairs)
        self._inner: dict[int, tuple[str | None, str | None]] = {}
        self._outer: dict[int, set[str]] = {}
        self._said: set[int] = set()

    def read(self, candidates: Iterable[Candidate], content: Callable[[Candidate], Sequence[int]]) -> None:
        """Take note of whom each sure cue points at, for the cues in whose content it stands and that stand in its."""
        for one in candidates:
            if one.reader and one.reader.probability >= SURE:
                pointed = [best_of(self._roles.support(one, name)) for name in ("source", "target")]
                self._inner[one.token] = pointed[0], pointed[1]
                for i in content(one):
                    self._said.add(i)
                    if pointed[1]:
                        self._outer.setdefault(i, set()).add(pointed[1])

    def is_said(self, token: int) -> bool:
        """Whether a token stands in the content of a sure cue."""
        return token in self._said

    def about(
        self, candidate: Candidate, role: str, kind: str, content: Sequence[int], other: Role | None,
        source: Role | None, previous: tuple[str | None, str | None],
    ) -> Asked:  # fmt: skip
        """One role of a candidate with its options.

        other: the speaker of what is said (for the source), or who by it must do something (for the target). source:
        who fills that role, where the target is asked for. previous: source and target of the cue before.
        """
        support = self._roles.support(candidate, role)
        inner = [self._inner[i] for i in content if i in self._inner]
        place = self._roles.where(candidate, None) if role == "target" else None
        named = other.mention.actor.id if other else None
        doer = source.mention if source else None
        asked = Question(
            role=role, kind=kind, token=candidate.token, content=frozenset(content), reads=candidate.reader is not None,
            arguments=arguments(candidate),
            support={actor: share for actor, (share, _) in support.by_actor.items()},
            nobody=support.nobody, no_actor=support.no_actor,
            slot=support.slot.actor.id if support.slot else None, filled=support.filled,
            source=doer.actor.id if doer else None, parent=self.pairs.parent(doer.actor.id) if doer else None,
            previous=previous,
            inner=(frozenset(s for s, _ in inner if s), frozenset(t for _, t in inner if t)),
            outer=frozenset(self._outer.get(candidate.token, ())),
            speaker=named if role == "source" else None, obliged=named if role == "target" else None,
            beside=frozenset(m.actor.id for m in self._roles.conjoined(doer)) if doer else frozenset(),
            place=place.mention.actor.id if place else None,
            side=self.pairs.side(doer.actor) if doer and role == "target" else None,
        )  # fmt: skip
        named_there = [mention for _, mention in support.by_actor.values()]
        others = [role.mention for role in (other, place) if role]
        found: dict[str, Mention] = {}
        for mention in (*named_there, support.slot, *others, *self._seen.near(candidate.token)):
            if mention is not None and mention.actor.id != asked.source:
                found.setdefault(mention.actor.id, mention)
        options = [Option(m, self._seen.features(m.actor if m else None, asked)) for m in (None, *found.values())]
        return Asked(candidate, role, support, tuple(options))

    def choose(self, asked: Asked, barred: frozenset[str] = frozenset()) -> tuple[Role | None, float]:
        """Who fills the role (None: nobody) and how likely that is; `barred` (IRIs) cannot be meant."""
        options = [one for one in asked.options if not one.mention or one.mention.actor.id not in barred]
        shares = probabilities([one.features for one in options], self._weights[asked.role])
        best = max(range(len(options)), key=lambda i: (shares[i], -i))
        mention = options[best].mention
        if mention is None:
            return None, shares[best]
        beside = self._roles.beside(asked.candidate, mention, asked.support.by_actor)
        return Role(mention, shares[best], beside), shares[best]


def arguments(candidate: Candidate) -> dict[int, str]:
    """The roles of the arguments of a cue's clause by token ("prep:with")."""
    return {
        a.token: f"{a.role}:{a.preposition}" if a.role == "prep" and a.preposition else a.role
        for a in candidate.clause.arguments
    }


def best_of(support: Support) -> str | None:
    """The actor that is pointed at more than nobody and any other."""
    best = max(support.by_actor, key=lambda actor: (support.by_actor[actor][0], actor), default=None)
    return best if best is not None and support.by_actor[best][0] > support.nobody else None
