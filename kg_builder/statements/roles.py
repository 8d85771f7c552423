"""Source, target and topic of a candidate: the reader's pointers and the lexicon's slots weighed together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg_builder.language.clauses import phrase
from kg_builder.records import Mention
from kg_builder.statements.candidates import Candidate
from kg_builder.statements.content import is_first_person
from kg_builder.statements.participants import Participants

SLOT_WEIGHT = 0.4
NO_ACTOR_WEIGHT = 0.4
SHARED = 0.3
BELONGING = (("amod", "compound", "det", "det:poss", "nmod:poss"), ("nmod", "flat", "appos"))
PLACE_SUPPORT = 0.4
NOBODY = {"source": 0.9, "target": 1.0}


@dataclass(frozen=True, slots=True)
class Role:
    """An actor in a role with how much speaks for it (0 to about 1.5), and those named beside it."""

    mention: Mention
    support: float
    others: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """What reader and lexicon say about a role.

    by_actor: the reader's probability of each actor (by IRI) with the mention that has most of it; nobody: for none;
    no_actor: for words that stand for no actor; slot: whom the lexicon's slot names; filled: whether it has any word.
    """

    by_actor: Mapping[str, tuple[float, Mention]]
    nobody: float
    no_actor: float
    slot: Mention | None
    filled: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct or indirect speech as roles need it: cue tokens, tokens of the content, the speaker if known."""

    cue: tuple[int, ...]
    content: tuple[int, ...]
    speaker: Mention | None
    direct: bool


class Roles:
    """Fills the roles of candidates in one document."""

    def __init__(self, doc: Doc, participants: Participants, quotes: Sequence[Quote]) -> None:
        self.doc, self.participants = doc, participants
        self._speaker_of: dict[int, Mention | None] = {}
        for quote in quotes:
            for i in quote.content:
                self._speaker_of.setdefault(i, quote.speaker)

    def actor(self, i: int) -> Mention | None:
        """The actor at a token; "we" and "I" in a quotation are its speaker."""
        token = self.doc[i]
        if is_first_person(token.text):
            return self._speaker_of.get(i)
        return self.participants.at(token) or self.participants.covering(i)

    def owner(self, i: int) -> Mention | None:
        """The state or organisation that a noun without an actor of its own belongs to ("a UN mission", "the Polish
        frontier", "the boss of Siemens")."""
        if self.doc[i].pos_ not in ("NOUN", "PROPN"):
            return None
        for labels in BELONGING:
            for child in self.doc[i].children:
                mention = self.participants.covering(child.i) if child.dep_ in labels else None
                if mention and mention.actor.type in ("state", "organisation"):
                    return mention
        return None

    def support(self, candidate: Candidate, name: str) -> Support:
        """What reader and lexicon say about a role, by actor."""
        found: dict[str, tuple[float, Mention]] = {}
        nobody = no_actor = 0.0
        for i, weight in candidate.pointer(name).items():
            mention = (self.actor(i) or self.owner(i)) if i >= 0 else None
            if i < 0:
                nobody += weight
            elif mention is None:
                no_actor += weight
            else:
                old = found.get(mention.actor.id)
                keep = old[1] if old and old[0] >= weight else mention
                found[mention.actor.id] = ((old[0] if old else 0.0) + weight, keep)
        slot = getattr(candidate.lexical, name) if candidate.lexical else None
        named = (self.actor(slot) or self.owner(slot)) if slot is not None else None
        return Support(found, nobody, no_actor, named, slot is not None)

    def _weighed(
        self, candidate: Candidate, name: str, without: str | None
    ) -> tuple[dict[str, tuple[float, Mention]], float]:
        """Support by actor id, and what speaks for none or for words that stand for no actor."""
        said = self.support(candidate, name)
        found = {actor: pair for actor, pair in said.by_actor.items() if actor != without}
        nothing = said.nobody + said.no_actor * NO_ACTOR_WEIGHT
        weight = SLOT_WEIGHT if candidate.pointer(name) else 1.0
        if said.slot is not None and said.slot.actor.id != without:
            old = found.get(said.slot.actor.id)
            keep = old[1] if old and old[0] >= weight else said.slot
            found[said.slot.actor.id] = ((old[0] if old else 0.0) + weight, keep)
        elif said.slot is None and said.filled:
            nothing += weight * NO_ACTOR_WEIGHT
        return found, nothing

    def role(
        self, candidate: Candidate, name: str, without: str | None = None, own: frozenset[str] = frozenset()
    ) -> Role | None:
        """The best supported actor of a role, or None where more speaks for none; `own` are left out, too."""
        found, nothing = self._weighed(candidate, name, without)
        found = {actor: pair for actor, pair in found.items() if actor not in own}
        if not found:
            return None
        best = max(found.values(), key=lambda pair: (pair[0], -pair[1].start))
        if best[0] < nothing * NOBODY[name]:
            return None
        return Role(best[1], best[0], self.beside(candidate, best[1], found))

    def beside(
        self, candidate: Candidate, best: Mention, found: Mapping[str, tuple[float, Mention]]
    ) -> tuple[Mention, ...]:
        """Actors that share a role with the best one: named in one breath with it and supported nearly as much."""
        listed = self.conjoined(best)
        if candidate.reader:
            least = SHARED * found[best.actor.id][0] if best.actor.id in found else 1.0
            supported = {actor for actor, (support, _) in found.items() if support >= least}
            span = (best.start, best.end)
            listed = tuple(m for m in listed if m.actor.id in supported or (m.start, m.end) == span)
        return listed

    def conjoined(self, mention: Mention) -> tuple[Mention, ...]:
        """Actors coordinated with the mention ("Paris und Berlin")."""
        head = self.participants.head(mention)
        first = head
        while first.dep_ == "conj" and first.head.i != first.i:
            first = first.head
        listed = [m for m in self.participants.all_at(first) if m.actor.id != mention.actor.id]
        return tuple(listed)

    def partner(self, source: Role) -> Role | None:
        """The first actor named beside a source ("Paris und Berlin einigten sich"), as a role of its own."""
        beside = self.conjoined(source.mention)
        return Role(beside[0], 0.5) if beside else None

    def where(self, candidate: Candidate, source: Role | None) -> Role | None:
        """The state in which an act is said to happen ("protested in Minsk"), unless it is the doer's own."""
        own = {source.mention.actor.id, *(o.of for o in source.mention.actor.offices)} if source else set()
        for argument in candidate.clause.arguments:
            if argument.role == "prep" and argument.preposition == "in":
                mention = self.actor(argument.token)
                if mention and mention.actor.type == "state" and mention.actor.id not in own:
                    return Role(mention, PLACE_SUPPORT)
        return None

    def single(self, i: int) -> Role | None:
        """The actor at a token as a role of its own."""
        mention = self.actor(i)
        return Role(mention, 1.0) if mention else None

    def topic(self, candidate: Candidate) -> tuple[int, int] | None:
        """The tokens (first, last + 1) of what the statement is about."""
        pointer = candidate.pointer("topic")
        likely = max(pointer, key=lambda i: (pointer[i], -i), default=-1)
        if likely < 0 or pointer[likely] < 0.3:
            if not candidate.lexical or candidate.lexical.topic is None or pointer.get(-1, 0) > 0.8:
                return None
            likely = candidate.lexical.topic
        if likely == candidate.token:
            return None
        start, end = phrase(self.doc[likely])
        while start < end and (self.doc[start].is_punct or self.doc[start].is_space):
            start += 1
        while end > start and (self.doc[end - 1].is_punct or self.doc[end - 1].is_space):
            end -= 1
        return (start, end) if start < end else None
