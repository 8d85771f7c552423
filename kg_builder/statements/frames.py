"""The lexicon as a witness: cue entries matched against clauses, their slots filled with tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg_builder.language.clauses import Argument, Clause, clause_of, lemma_with_particle
from kg_builder.statements.cues import Condition, CueEntry, Slot
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.participants import Participants


@dataclass(frozen=True, slots=True)
class LexicalCue:
    """A cue that the lexicon knows: its head token, all its tokens, the entry, and head tokens of its roles (or None).

    source and target may be a token whose phrase holds no actor; `content` is the head of the content clause or topic.
    """

    token: int
    tokens: tuple[int, ...]
    entry: CueEntry
    clause: Clause
    source: int | None
    target: int | None
    topic: int | None


class Frames:
    """Finds lexical cues in a Doc."""

    def __init__(
        self, doc: Doc, lexicon: Lexicon, participants: Participants, quoting: frozenset[int] = frozenset()
    ) -> None:
        self.doc, self.lexicon, self.participants, self.quoting = doc, lexicon, participants, quoting
        self._attributions_by_word: dict[str, list[CueEntry]] = {}
        for entry in lexicon.attributions:
            self._attributions_by_word.setdefault(entry.words[0].lower(), []).append(entry)

    def cues(self) -> Iterator[LexicalCue]:
        """All lexical cues, at most one a token, in text order."""
        taken: set[int] = set()
        found: list[LexicalCue] = []
        for token in self.doc:
            for cue in (*self._phrases(token), *self._attributions(token)):
                if not taken & set(cue.tokens):
                    taken |= set(cue.tokens)
                    found.append(cue)
        for token in self.doc:
            if token.i not in taken and (single := self._single(token)):
                found.append(single)
        yield from sorted(found, key=lambda c: c.token)

    def _single(self, token: Token) -> LexicalCue | None:
        if token.pos_ in ("VERB", "AUX"):
            clause = clause_of(token)
            particle = self._predicative_particle(token)
            if particle is not None:
                clause = replace(clause, lemma=with_particle(token, particle), tokens=pair(token, particle))
            entries = self.lexicon.verb(clause.lemma) or self._particle_in_form(token, clause)
            if not entries and token.morph.get("VerbForm") == ["Part"]:
                entries = self.lexicon.adjective(token.text.lower())
        elif token.pos_ == "NOUN":
            clause = clause_of(token)
            entries = self.lexicon.noun(token.lemma_) or self.lexicon.noun(token.text)
        elif token.pos_ == "ADJ":
            clause = clause_of(token)
            entries = self.lexicon.adjective(token.lemma_)
        else:
            return None
        entry = self._sense(entries, clause)
        return self._cue(token, clause.tokens, entry, clause) if entry else None

    def _predicative_particle(self, token: Token) -> Token | None:
        """The word that makes a particle verb with the token where the lexicon has one.

        An adjective ("gab ... bekannt"), or in English what follows the verb ("walked out of talks").
        """
        for child in token.children:
            if child.dep_ in ("xcomp", "advmod", "compound:prt", "obj") and child.pos_ in ("ADJ", "ADV", "ADP"):
                if self.lexicon.verb(with_particle(token, child)):
                    return child
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        if token.doc.lang_ == "en" and following is not None and following.pos_ in ("ADP", "ADV"):
            if self.lexicon.verb(with_particle(token, following)):
                return following
        return None

    def _particle_in_form(self, token: Token, clause: Clause) -> tuple[CueEntry, ...]:
        return self.lexicon.verb(token.lemma_) if clause.lemma == token.lemma_ else ()

    def _phrases(self, token: Token) -> Iterator[LexicalCue]:
        for key in dict.fromkeys((lemma_with_particle(token), token.lemma_, token.text.lower(), token.text)):
            for entry in self.lexicon.phrases_of(key):
                words = [w for w in entry.words if w != entry.head]
                members = self._members(token, words)
                if members is None:
                    continue
                clause = clause_of(token)
                if self._sense((entry,), clause):
                    noun = next((i for i in members if self.doc[i].pos_ == "NOUN"), token.i)
                    merged = self._with_noun(clause, noun)
                    yield self._cue(self.doc[noun], tuple(sorted({token.i, *members})), entry, merged)
                    return

    def _members(self, head: Token, words: Sequence[str]) -> list[int] | None:
        inside = [t for t in head.subtree if abs(t.i - head.i) < 15 and t.i != head.i]
        if head.head.i != head.i and head.dep_ in ("obj", "obl", "xcomp"):
            inside.append(head.head)
        found = []
        for word in words:
            match = next((t for t in inside if word in (t.lemma_, t.text.lower(), t.text) and t.i not in found), None)
            if match is None:
                return None
            found.append(match.i)
        return found

    def _with_noun(self, clause: Clause, noun: int) -> Clause:
        """The verb's clause with what hangs on its noun ("Kritik an X üben")."""
        if noun == clause.predicate:
            return clause
        extra = [
            a for a in clause_of(self.doc[noun]).arguments if a.role in ("prep", "clause", "infinitive", "genitive")
        ]
        kept = [a for a in clause.arguments if a.token != noun]
        return Clause(
            clause.predicate, clause.lemma, clause.pos, (*kept, *extra), clause.negated, clause.modals, clause.mood,
            clause.tense, clause.passive, clause.marker, clause.tokens,
        )  # fmt: skip

    def _attributions(self, token: Token) -> Iterator[LexicalCue]:
        for entry in self._attributions_by_word.get(token.text.lower(), ()):
            words = entry.words
            here = self.doc[token.i : token.i + len(words)]
            if len(here) == len(words) and all(
                w in (t.text.lower(), t.lemma_) for w, t in zip(words, here, strict=True)
            ):
                governed = self._governed(here[-1], here[0])
                if governed is None or not self.participants.at(governed):
                    continue
                host = governed.head if governed.head.i not in range(here[0].i, here[-1].i + 1) else here[0].head
                clause = Clause(here[0].i, entry.lemma, "ADP", ())
                tokens = tuple(t.i for t in here)
                yield LexicalCue(here[0].i, tokens, entry, clause, governed.i, None, host.i)
                return

    def _governed(self, last: Token, first: Token) -> Token | None:
        """What an attribution governs: the head of its case marker, a genitive or 'von' phrase beside its noun."""
        if last.pos_ == "NOUN":
            return next((c for c in last.children if c.dep_ == "nmod"), None)
        head = last.head if last.dep_ in ("case", "fixed", "mark") else None
        if head is not None and head.dep_ == "case":
            head = head.head
        if head is not None and head.i in range(first.i, last.i + 1):
            head = head.head
        return head

    def _sense(self, entries: Sequence[CueEntry], clause: Clause) -> CueEntry | None:
        return next((e for e in entries if all(self._holds(c, clause) for c in e.when)), None)

    def _holds(self, condition: Condition, clause: Clause) -> bool:
        name = condition.slot.name
        if name in ("reflexive", "passive", "negated"):
            token = self.doc[clause.predicate]
            reflexive = any(
                c.text.lower() in ("sich", "mich", "uns", "himself", "itself", "themselves") for c in token.children
            )
            state = {"reflexive": reflexive, "passive": clause.passive, "negated": clause.negated}[name]
            return state == condition.present
        token_i = self.fill(condition.slot, clause)
        if token_i is None:
            return not condition.present
        token = self.doc[token_i]
        ok = True
        if condition.lemmas:
            ok = any(is_word(token, word) for word in condition.lemmas)
        if condition.actor:
            mention = self.participants.at(token)
            ok = mention is not None and condition.actor in ("actor", mention.actor.type)
        return ok == condition.present

    def _cue(self, token: Token, tokens: tuple[int, ...], entry: CueEntry, clause: Clause) -> LexicalCue:
        topic = self._first(entry.topic, clause)
        source = self._with_actor(entry.source, clause, topic)
        target = self._with_actor(tuple(s for s in entry.target if s.name != "topic"), clause, topic, exclude=source)
        if clause.pos in ("NOUN", "PROPN") and source is not None:
            source, target = self._doer_and_done(clause, source, target)
        wants_topic = any(s.name == "topic" for s in entry.target)
        if topic is not None and wants_topic and (target is None or not self.actor_token(target)):
            target = self.actor_in(topic, exclude=source) or target
        return LexicalCue(token.i, tokens, entry, clause, source, target, topic)

    def _doer_and_done(self, clause: Clause, source: int, target: int | None) -> tuple[int, int | None]:
        """Beside an adjective, possessive or compound that names the doer, a genitive is whom the act hits."""
        role = {a.token: a.role for a in clause.arguments}
        if role.get(source) not in ("genitive", "possessive"):
            return source, target
        doers = [a.token for a in clause.arguments if a.role == "prep" and a.preposition in ("durch", "by")]
        if role.get(source) == "genitive":
            doers += [a.token for a in clause.arguments if a.role in ("adjective", "possessive", "compound")]
        doer = next((i for i in doers if self.actor_token(i)), None)
        return (source, target) if doer is None else (doer, source if target in (None, doer) else target)

    def _first(self, slots: Sequence[Slot], clause: Clause) -> int | None:
        return next((t for s in slots if (t := self.fill(s, clause)) is not None), None)

    def _with_actor(
        self, slots: Sequence[Slot], clause: Clause, topic: int | None, exclude: int | None = None
    ) -> int | None:
        """The first slot whose token holds an actor, else the first that is filled at all."""
        filled = [t for s in slots for t in self.fill_all(s, clause) if t != exclude]
        direct = next((t for t in filled if self.actor_token(t)), None)
        if direct is not None:
            return direct
        inner = (i for t in filled if (i := self.owner_in(t)) is not None and i != exclude)
        return next(inner, filled[0] if filled else None)

    def owner_in(self, i: int) -> int | None:
        """An actor to whom what a noun names belongs ("the plan of Brussels", "Chinese ships"): by-phrase first."""
        if self.doc[i].pos_ not in ("NOUN", "PROPN"):
            return None
        arguments = clause_of(self.doc[i]).arguments
        for wanted in OWNERS:
            for argument in arguments:
                word = argument.preposition if argument.role == "prep" else argument.role
                if word in wanted and self.actor_token(argument.token):
                    return argument.token
        return None

    def actor_token(self, i: int) -> bool:
        return self.participants.at(self.doc[i]) is not None or self.participants.covering(i) is not None

    def actor_in(self, head: int, exclude: int | None = None) -> int | None:
        """An actor inside the phrase of a token: its subject first, then its object, then in text order."""
        token = self.doc[head]
        source = self.participants.at(self.doc[exclude]) if exclude is not None else None
        children = [c for names in (SUBJECTS, OBJECTS) for c in token.children if c.dep_ in names]
        order = [*children[:2], *sorted(token.subtree, key=lambda t: t.i)]
        for candidate in order:
            mention = self.participants.covering(candidate.i) or self.participants.at(candidate)
            if mention and (source is None or mention.actor.id != source.actor.id):
                return candidate.i
        return None

    def fill(self, slot: Slot, clause: Clause) -> int | None:
        """The head token in a slot, or None."""
        return next(iter(self.fill_all(slot, clause)), None)

    def fill_all(self, slot: Slot, clause: Clause) -> list[int]:
        if slot.name == "quote":
            return [clause.predicate] if clause.predicate in self.quoting else []
        if slot.name == "host":
            return [self.doc[clause.predicate].head.i]
        if slot.name == "infinitive":
            return [a.token for a in clause.arguments if a.role == "infinitive"]
        if slot.name == "clause":
            return [a.token for a in clause.arguments if a.role in ("clause", "infinitive")]
        if slot.name == "prep":
            found = [a.token for a in clause.arguments if a.role == "prep" and fits(a, slot)]
            return found or self._beside_object(slot, clause)
        if slot.name in ("dative", "object"):
            return self._object_or_dative(slot.name, clause)
        if slot.name in ("possessive", "genitive"):
            return [a.token for a in clause.arguments if a.role in ("possessive", "genitive")]
        if slot.name == "compound":
            mention = self.participants.covering(clause.predicate)
            own = (
                [clause.predicate]
                if mention and mention.end < self.doc[clause.predicate].idx + len(self.doc[clause.predicate])
                else []
            )
            return own + [a.token for a in clause.arguments if a.role == "compound"]
        return [a.token for a in clause.arguments if a.role == slot.name]

    def _beside_object(self, slot: Slot, clause: Clause) -> list[int]:
        """A verb's preposition that hangs on its object ("stellte Forderungen an Skopje")."""
        if clause.pos not in ("VERB", "AUX"):
            return []
        objects = [a.token for a in clause.arguments if a.role == "object" and self.doc[a.token].pos_ == "NOUN"]
        inner = (a for o in objects for a in clause_of(self.doc[o]).arguments if a.role == "prep")
        return [a.token for a in inner if fits(a, slot)]

    def _object_or_dative(self, name: str, clause: Clause) -> list[int]:
        """Objects of the case asked for; names show no case, so an actor among other objects is the dative."""
        found = [a.token for a in clause.arguments if a.role == name]
        objects = [a.token for a in clause.arguments if a.role == "object"]
        if name == "dative" and not found:
            return [i for i in objects if self.participants.at(self.doc[i])]
        if name == "object" and not found:
            return [a.token for a in clause.arguments if a.role == "dative"]
        return found


SUBJECTS, OBJECTS = frozenset({"nsubj", "nsubj:pass"}), frozenset({"obj", "iobj"})
OWNERS = (
    frozenset({"durch", "by"}),
    frozenset({"genitive", "possessive", "adjective", "compound"}),
    frozenset({"von", "of"}),
    frozenset({"aus", "in", "from"}),
)


def pair(*tokens: Token) -> tuple[int, ...]:
    """Token positions in order."""
    return tuple(sorted(t.i for t in tokens))


def with_particle(verb: Token, particle: Token) -> str:
    """The verb's lemma with a particle, in the lexicon's notation: "bekannt|geben", "hit|back"."""
    word = particle.text.lower()
    return f"{word}|{verb.lemma_}" if verb.doc.lang_ == "de" else f"{verb.lemma_}|{word}"


def is_word(token: Token, word: str) -> bool:
    """Whether a token is a word of a condition, by lemma, form, or as the last part of a compound."""
    return token.lemma_ == word or token.text in (word, word + "s") or token.lemma_.endswith(word.lower())


def fits(argument: Argument, slot: Slot) -> bool:
    """Whether a prepositional argument has the slot's preposition and does not contradict its case."""
    wanted = {"acc": "Acc", "dat": "Dat", "gen": "Gen"}.get(slot.case)
    return argument.preposition == slot.word and (not wanted or argument.case in (None, wanted))
