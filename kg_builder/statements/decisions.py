"""From candidates to statements: which cues count, of which type, between whom, how sure (GUIDELINES 1 to 4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg_builder.records import FACTUALITIES, Factuality, Mention
from kg_builder.statements import factuality
from kg_builder.statements.announcements import announced_act
from kg_builder.statements.calibration import Calibration, Evidence
from kg_builder.statements.candidates import Candidate
from kg_builder.statements.choices import SURE, Asked, Choices
from kg_builder.statements.content import types_of_content
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.roles import Quote, Role, Roles
from kg_builder.vocabulary import StatementType, statement_types

MUTUAL = frozenset({"Consult", "Cooperate", "Agree"})
OBLIGATION = frozenset({"müssen", "sollen", "must", "should"})
HARM = frozenset({"Assault", "Coerce", "Sanction", "Protest"})
ASKING = frozenset({"Demand", "Threaten", "Promise", "Propose", "Reject"})
SURE_READER, SURE_ENTRY, TOLD = 0.6, 0.7, 0.6  # both witnesses this sure of a type make up for doubts about the target
SHARED = 0.1  # and the reader gives the entry's type this share
LOCAL = frozenset({"Assault", "Coerce", "Concede", "Protest"})  # hit the state that they happen in where none is named


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in terms of tokens: cue, type, actors, topic tokens (first, last + 1), how it is said, how sure."""

    candidate: Candidate
    type: str
    source: Mention | None
    target: Mention | None
    topic: tuple[int, int] | None
    factuality: Factuality
    confidence: float
    evidence: Evidence
    content: tuple[int, ...]
    reasons: tuple[str, ...]


class Decisions:
    """Decides on the candidates of one document."""

    def __init__(
        self, doc: Doc, lexicon: Lexicon, roles: Roles, quotes: Sequence[Quote], calibration: Calibration,
        has_reader: bool, media: frozenset[str] = frozenset(), choices: Choices | None = None,
    ) -> None:  # fmt: skip
        self.doc, self.lexicon, self.roles = doc, lexicon, roles
        self.quotes, self.calibration, self.has_reader = quotes, calibration, has_reader
        self.types, self.media = statement_types(), media
        self._acts: dict[int, Candidate] = {}
        self.choices = choices if calibration.choices else None
        self.previous: tuple[str | None, str | None] = (None, None)

    def drafts(self, candidates: Sequence[Candidate]) -> list[Draft]:
        """The statements among the candidates that are likely enough."""
        self.prepare(candidates)
        found = [d for c in candidates for d in self._expanded(c)]
        return without_repeats(self._without_doubles(self._without_asked(found)), self.types)

    def prepare(self, candidates: Sequence[Candidate]) -> None:
        """Take note of all candidates, as they tell of each other."""
        self._acts = {i: c for c in candidates for i in c.tokens}
        if self.choices:
            self.choices.read(candidates, self.content)

    def content(self, candidate: Candidate) -> tuple[int, ...]:
        """The tokens of what a cue reports: its quotation, else its content clause."""
        for quote in self.quotes:
            if set(quote.cue) & set(candidate.tokens):
                return quote.content
        tokens: list[int] = []
        for argument in candidate.clause.arguments:
            if argument.role in ("clause", "infinitive"):
                tokens += [t.i for t in self.doc[argument.token].subtree if t.i not in candidate.tokens]
        if not tokens and candidate.lexical and candidate.lexical.topic not in (None, candidate.token):
            tokens = [t.i for t in self.doc[candidate.lexical.topic].subtree if t.i not in candidate.tokens]
        return tuple(sorted(set(tokens)))

    def lexical_votes(self, candidate: Candidate, content: tuple[int, ...]) -> dict[str, float]:
        """The types that the lexicon proposes: its entry's, or for an act of speech what the content says."""
        entry = candidate.lexical.entry if candidate.lexical else None
        if entry is None:
            return {}
        if entry.type == "Promise":
            said = self._announced(candidate, content)
            return said if "Threaten" in said else {entry.type: entry.weight}
        if entry.speech and entry.type == "State":
            return self._speech_types(candidate, content) or {entry.type: entry.weight * 0.5}
        return {entry.type: entry.weight}

    def type_weights(
        self, candidate: Candidate, content: tuple[int, ...], votes: Mapping[str, float]
    ) -> dict[str, float]:
        """Support for each type by both witnesses; the reader's shares sum to 1 where it speaks."""
        weights: dict[str, float] = {}
        if reader := candidate.reader_types:
            total = sum(reader.values())
            weights = {name: share / total for name, share in reader.items()}
            if not votes and max(weights, key=lambda name: weights[name]) == "State":
                votes = self._speech_types(candidate, content)
        factor = self.calibration.lexicon_weight if weights else 1.0
        for name, weight in votes.items():
            weights[name] = weights.get(name, 0.0) + factor * weight
        return weights

    def _speech_types(self, candidate: Candidate, content: tuple[int, ...]) -> dict[str, float]:
        """What is said decides; that another actor must do something is a demand (GUIDELINES 3.1)."""
        own = self._of_own_side(candidate, content)
        weights = types_of_content(self.doc, content, self.lexicon, own) if content else {}
        announced = self._announced(candidate, content)
        if announced.keys() & {"Threaten", "Reject"}:  # then "will" promises nothing
            weights.pop("Promise", None)
        for name, weight in announced.items():
            weights[name] = max(weight, weights.get(name, 0.0))
        if self.obliged(candidate, content) is not None:
            weights["Demand"] = max(1.0, weights.get("Demand", 0.0))
        return weights

    def _announced(self, candidate: Candidate, content: tuple[int, ...]) -> dict[str, float]:
        """What announcing an act of one's own amounts to."""
        if not content or candidate.clause.lemma in self.lexicon.governs_possible:
            return {}
        own = self._of_own_side(candidate, content)
        return announced_act(self.doc, content, self._acts, self.lexicon, own)

    def _own_side(self, source: Role | None) -> frozenset[str]:
        """What the source holds or held an office of: nobody is warned or accused by his own spokesman."""
        return frozenset(o.of for o in source.mention.actor.offices) if source else frozenset()

    def _of_own_side(self, candidate: Candidate, content: tuple[int, ...]) -> bool:
        """Whether the content's subject is the speaker, or what the speaker holds an office of."""
        source = self.roles.role(candidate, "source") or self.speaker(candidate)
        subjects = (i for i in content if self.doc[i].dep_ in ("nsubj", "nsubj:pass"))
        first = next(subjects, None)
        mention = self.roles.actor(first) if first is not None else None
        if source is None or mention is None:
            return False
        speaker = source.mention.actor
        return mention.actor.id == speaker.id or any(o.of == mention.actor.id for o in speaker.offices)

    def obliged(self, candidate: Candidate, content: tuple[int, ...]) -> int | None:
        """The token of an actor, not the speaker, who by the content must or should do something."""
        source = self.roles.role(candidate, "source") or self.speaker(candidate)
        speaker = source.mention.actor.id if source else None
        for i in content:
            if self.doc[i].lemma_.lower() in OBLIGATION and self.doc[i].dep_ in ("aux", "ROOT", "ccomp", "parataxis"):
                verb = self.doc[i].head if self.doc[i].dep_ == "aux" else self.doc[i]
                subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
                mention = self.roles.actor(subject.i) if subject is not None else None
                if subject is not None and mention and mention.actor.id != speaker:
                    return subject.i
        return None

    def evidence(
        self, candidate: Candidate, kind: str, source: Role | None, target: Role | None, votes: Mapping[str, float],
        nobody: float, said: Factuality,
    ) -> Evidence:  # fmt: skip
        """What confidence is computed from."""
        reader, lexical = candidate.reader, candidate.lexical
        agrees = kind in votes and votes[kind] == max(votes.values())
        share = candidate.reader_types.get(kind, 0.0)
        return Evidence(
            reader=reader.probability if reader else 0.0,
            type_share=share / reader.probability if reader and reader.probability else 0.0,
            lexicon=lexical.entry.weight if lexical else 0.0,
            agrees=float(agrees),
            source=min(1.0, source.support) if source else 0.0,
            target=min(1.0, target.support) if target else 0.0,
            verbal=float(candidate.clause.pos in ("VERB", "AUX")),
            known=float(bool(source and source.mention.actor.known)),
            nobody=nobody,
            traits=tuple(self._traits(candidate, kind, source, target, said)),
        )

    def _traits(
        self, candidate: Candidate, kind: str, source: Role | None, target: Role | None, said: Factuality
    ) -> Iterator[str]:
        yield f"type {kind}"
        yield f"factuality {said}"
        yield f"word {candidate.clause.pos}"
        yield f"source {source.mention.form if source else 'nobody'}"
        yield f"target {target.mention.form if target else 'nobody'}"
        if candidate.lexical is None:
            yield "not in the lexicon"
        if self.choices and self.choices.is_said(candidate.token):
            yield "in what is said"
            yield f"in what is said, {self.types[kind].kind}"

    def kind(self, candidate: Candidate, content: tuple[int, ...]) -> tuple[str | None, dict[str, float]]:
        """The best type of a candidate, if any speaks for it, and the lexicon's votes."""
        votes = self.lexical_votes(candidate, content)
        weights = self.type_weights(candidate, content, votes)
        return (self._best_type(weights) if weights else None), votes

    def _expanded(self, candidate: Candidate) -> Iterator[Draft]:
        content = self.content(candidate)
        kind, votes = self.kind(candidate, content)
        if kind is None:
            return
        nobody = 0.0
        if self.choices:
            source, target, nobody = self._chosen(self.choices, candidate, kind, content)
        else:
            source, target = self.by_rule(candidate, kind, content)
        if kind == "State" and source and source.mention.actor.id in self.media:
            return
        if source is None and (kind not in HARM or target is None):
            return
        said = self._factuality(candidate, kind)
        evidence = self.evidence(candidate, kind, source, target, votes, nobody, said)
        confidence = self.calibration.confidence(evidence, self.has_reader)
        if confidence < self.calibration.threshold * (TOLD if sure_of_type(evidence) else 1.0):
            return
        base = Draft(
            candidate, kind, None, None, self.roles.topic(candidate), said, confidence, evidence, content,
            self._reasons(candidate, kind, source),
        )  # fmt: skip
        yield from pairs(base, source, target, kind)

    def by_rule(self, candidate: Candidate, kind: str, content: tuple[int, ...]) -> tuple[Role | None, Role | None]:
        """Source and target by what speaks for each alone."""
        source = self.roles.role(candidate, "source")
        if source is None and kind not in HARM:
            source = self.speaker(candidate)
        own = self._own_side(source) if self.types[kind].polarity < 0 else frozenset[str]()
        target = self.roles.role(candidate, "target", source.mention.actor.id if source else None, own)
        if kind == "Demand" and (obliged := self.obliged(candidate, content)) is not None and not is_direct(candidate):
            target = self.roles.single(obliged) or target
        if target is None and source and kind in MUTUAL:
            target = self.roles.partner(source)
        if target is None and kind in LOCAL:
            target = self.roles.where(candidate, source)
        return source, target

    def _chosen(
        self, choices: Choices, candidate: Candidate, kind: str, content: tuple[int, ...]
    ) -> tuple[Role | None, Role | None, float]:
        """Source and target chosen among all actors around, and how likely the target is nobody where it is."""
        source, _ = choices.choose(self.about_source(choices, candidate, kind, content))
        own = self._own_side(source) if self.types[kind].polarity < 0 else frozenset[str]()
        target, share = choices.choose(self.about_target(choices, candidate, kind, content, source), own)
        self.follow(candidate, source, target)
        return source, target, 0.0 if target else share

    def about_source(self, choices: Choices, candidate: Candidate, kind: str, content: tuple[int, ...]) -> Asked:
        """The question who the source of a candidate is, with its options."""
        return choices.about(candidate, "source", kind, content, self.speaker(candidate), None, self.previous)

    def about_target(
        self, choices: Choices, candidate: Candidate, kind: str, content: tuple[int, ...], source: Role | None
    ) -> Asked:
        """The question who the target of a candidate with this source is, with its options."""
        obliged = self.obliged(candidate, content)
        other = self.roles.single(obliged) if obliged is not None else None
        return choices.about(candidate, "target", kind, content, other, source, self.previous)

    def follow(self, candidate: Candidate, source: Role | None, target: Role | None) -> None:
        """Remember who did what to whom last, where the reader is sure that it is told."""
        if candidate.reader and candidate.reader.probability >= SURE:
            ids = [role.mention.actor.id if role else None for role in (source, target)]
            self.previous = ids[0], ids[1]

    def _factuality(self, candidate: Candidate, kind: str) -> Factuality:
        """What the lexicon's entry fixes ("does not accept" is an asserted refusal), else what words and reader say."""
        entry = candidate.lexical.entry if candidate.lexical else None
        if entry and entry.type == kind:
            for name in FACTUALITIES:
                if name == entry.factuality:
                    return name
        return factuality.decide(
            factuality.by_words(self.doc, candidate.clause, self.lexicon),
            dict(candidate.reader.factuality) if candidate.reader else None,
        )

    def _best_type(self, weights: dict[str, float]) -> str:
        """The best type of the best PLOVER category: near types share their support before they compete."""
        totals: dict[str, float] = {}
        for name, weight in weights.items():
            category = self.types[name].plover or name
            totals[category] = totals.get(category, 0.0) + weight
        best = max(totals, key=lambda name: (totals[name], name))
        inside = [name for name in weights if (self.types[name].plover or name) == best]
        return max(inside, key=lambda name: (weights[name], name))

    def speaker(self, candidate: Candidate) -> Role | None:
        """The speaker of the quotation that the cue introduces, who may stand in a sentence before."""
        for quote in self.quotes:
            if set(quote.cue) & set(candidate.tokens) and quote.speaker:
                return Role(quote.speaker, 0.5)
        return None

    def _reasons(self, candidate: Candidate, kind: str, source: Role | None) -> tuple[str, ...]:
        reasons = []
        if candidate.reader:
            share = candidate.reader_types.get(kind, 0.0)
            reasons.append(f"reader: cue {candidate.reader.probability:.2f}, {kind} {share:.2f}")
        if candidate.lexical:
            reasons.append(f"lexicon: {candidate.lexical.entry.name} -> {candidate.lexical.entry.type}")
        if source and source.mention.reason:
            reasons.append(f"source: {source.mention.reason}")
        return tuple(reasons)

    def _without_asked(self, drafts: list[Draft]) -> list[Draft]:
        """Leaves out acts that are only demanded, threatened or promised, where the lexicon alone proposes them."""
        asked: set[int] = set()
        for draft in drafts:
            if draft.type in ASKING:
                asked |= set(draft.content)
        return [d for d in drafts if d.candidate.reader or d.candidate.token not in asked]

    def _without_doubles(self, drafts: list[Draft]) -> list[Draft]:
        """Of a verb and its own noun with the same type and source, only the surer one stays."""
        gone: set[int] = set()
        for a in drafts:
            arguments = {x.token for x in a.candidate.clause.arguments}
            for b in drafts:
                if (
                    b is not a
                    and b.candidate.token in arguments
                    and b.candidate.clause.pos == "NOUN"
                    and a.type == b.type
                    and same(a.source, b.source)
                ):
                    gone.add(id(a if a.confidence < b.confidence else b))
        return [d for d in drafts if id(d) not in gone]


def without_repeats(drafts: Sequence[Draft], types: Mapping[str, StatementType]) -> list[Draft]:
    """Leaves out events that a noun only takes up again (GUIDELINES 4: background acts count the first time)."""
    seen: set[tuple[str, str | None, str | None]] = set()
    kept = []
    for draft in sorted(drafts, key=lambda d: d.candidate.token):
        source, target = (m.actor.id if m else None for m in (draft.source, draft.target))
        key = (draft.type, source, target)
        noun = draft.candidate.clause.pos == "NOUN" and types[draft.type].kind == "event"
        if not (noun and key in seen):
            kept.append(draft)
        seen.add(key)
    return kept


def sure_of_type(evidence: Evidence) -> bool:
    """Whether the entry names the type, the reader the cue, with little doubt, and neither speaks against the other."""
    told = bool(evidence.verbal or evidence.target)  # a bare noun mostly takes up what was told before
    agree = bool(evidence.agrees) and evidence.type_share >= SHARED
    return told and agree and evidence.reader >= SURE_READER and evidence.lexicon >= SURE_ENTRY


def is_direct(candidate: Candidate) -> bool:
    """Whether the cue itself names its target's place ("forderte Moskau auf"), so that its content need not."""
    lexical = candidate.lexical
    return lexical is not None and not lexical.entry.speech and lexical.target is not None


def same(a: Mention | None, b: Mention | None) -> bool:
    return (a.actor.id if a else None) == (b.actor.id if b else None)


def pairs(base: Draft, source: Role | None, target: Role | None, kind: str) -> Iterator[Draft]:
    """A line for each pair of named actors; mutual acts pair the first-named with each other (GUIDELINES 3.5)."""
    sources = [source.mention, *source.others] if source else [None]
    targets = [target.mention, *target.others] if target else [None]
    if kind in MUTUAL and source and len(sources) > 1:
        ordered = sorted((m for m in sources if m), key=lambda m: m.start)
        listed = ordered[1:] + [t for t in targets if t and all(t.actor.id != o.actor.id for o in ordered)]
        sources, targets = [ordered[0]], list(listed)
    for one in sources:
        for other in targets:
            if one is None or other is None or one.actor.id != other.actor.id:
                yield replace(base, source=one, target=other)
