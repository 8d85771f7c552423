"""The people of one document: who a full name is, and whom a surname alone takes up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg_builder.actors.entries import PARTICLES, ActorEntry
from kg_builder.actors.knowledge import KnowledgeBase, holds_at
from kg_builder.actors.names import Names
from kg_builder.actors.references import references
from kg_builder.actors.spelling import folded, minted, same_name, same_person, skeleton, without_generation
from kg_builder.actors.transcription import english
from kg_builder.records import Actor, Office

YEARS_REMEMBERED = 12
"""For so many years after an office a surname alone can still mean its holder."""
LEADING = 10
"""Rank below which an office leads a state, a government or an alliance."""
PROMINENT = 2.9
"""Score from which a surname needs no mention of the state: heads of state and government in office."""


class People:
    """Known people by name, and those introduced in the document. `weights` says how often an actor is mentioned."""

    def __init__(
        self, kb: KnowledgeBase, names: Names, lang: str, date: str | None, weights: Mapping[str, int] | None = None
    ) -> None:
        self._kb, self._names, self._lang, self._date = kb, names, lang, date
        self._transcribed = references(lang).transcribed
        self._weights: Mapping[str, int] = {} if weights is None else weights  # grows while the document is read
        self._cast: dict[str, list[tuple[list[str], Actor]]] = {}
        self.surnames: set[str] = set()

    def introduce(self, words: Sequence[str], actor: Actor) -> None:
        """Let a surname mean this person from now on."""
        parts = [*words]
        for surname in {parts[-1], *(s.split()[-1] for s in self._surnames(actor))}:
            entry = self._cast.setdefault(skeleton(surname), [])
            if all(actor.id != other.id for _, other in entry):
                entry.append((parts, actor))
            self.surnames.add(folded(surname))

    def _surnames(self, actor: Actor) -> tuple[str, ...]:
        entry = self._kb.entries.get(actor.id)
        return entry.surnames if entry else ()

    def full(self, words: Sequence[str], label: str) -> Actor:
        """Who a full name is: one introduced already, one known under another spelling, else someone new."""
        for spelt in self._nominatives(words):
            for parts, actor in self._cast.get(skeleton(spelt[-1]), ()):
                if len(parts) > 1 and same_person(parts, spelt):
                    return actor
            if len(spelt) > 1 and (known := self._spelt_otherwise(spelt)):
                return known
        return self._new(words, label)

    def _new(self, words: Sequence[str], label: str) -> Actor:
        """Someone unknown: by the English spelling, where the name was transcribed, that both languages meet."""
        spelt = english(self._nominatives(words)[-1], self._transcribed)
        if not spelt:
            return minted(label, "person", self._lang)
        actor = minted(" ".join(spelt), "person", "en")
        return replace(actor, labels=((self._lang, label), *actor.labels))

    def _spelt_otherwise(self, words: list[str]) -> Actor | None:
        """A known person of this name in another spelling, or with more first names ("Muhammad Shehbaz Sharif").

        Of several the one whose office is nearest to the date.
        """
        found = []
        for iri in self._names.surnames.get(skeleton(without_generation(words)[-1]), ()):
            entry = self._kb.entries[iri]
            names = [name.split() for name in entry.aliases(self._lang) if " " in name]
            same = any(same_person(name, words) for name in names)
            if same or any(ends_with(words, name) for name in names):
                score = self._term_of(entry) + self._context(iri, entry.parent)
                if same or score:
                    found.append((score, iri))
        return self._kb.entries[max(found)[1]].actor if found else None

    def single(self, word: str) -> tuple[Actor, str] | None:
        """Whom a surname alone means, and why; None where nobody is known by it."""
        spellings = [spelt[0] for spelt in self._nominatives([word])]
        named = [actor for spelt in spellings for _, actor in reversed(self._cast.get(skeleton(spelt), ()))]
        named.sort(key=lambda actor: -self._weights.get(actor.id, 0))
        surnames = {actor.id: {*self._surnames(actor), actor.label.split()[-1]} for actor in named}
        for same in (lambda one, other: folded(one) == folded(other), same_name):
            for actor in named:
                if any(same(spelt, name.split()[-1]) for spelt in spellings for name in surnames[actor.id]):
                    return actor, "surname of a person named in the text"
        for spelt in self._nominatives([word]):
            if known := self.prominent(spelt[0]):
                return known, "surname of the best known holder of an office"
        return None

    def _nominatives(self, words: Sequence[str]) -> list[list[str]]:
        """The name as it stands, and without a German genitive."""
        last = words[-1].rstrip("'’")
        found = [[*words[:-1], last]]
        if self._lang == "de" and last.endswith("s") and len(last) > 3:
            found.append([*words[:-1], last[:-1]])
        return found

    def prominent(self, surname: str) -> Actor | None:
        """The known person with this surname whose office covers the date, or ended most lately; None where unclear."""
        bearers = self._bearers(surname)
        alone = sum(bool(one.actor.offices) for one in bearers) == 1
        scored = []
        for entry in bearers:
            score, context = self._term_of(entry), self._context(entry.actor.id, entry.parent)
            if score and (context or score > PROMINENT or (alone and self._has_led(entry))):
                scored.append((score + context, entry.actor.id))
        scored.sort(reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        return self._kb.entries[scored[0][1]].actor

    def _bearers(self, surname: str) -> list[ActorEntry]:
        """All known people with exactly this surname."""
        alike = (self._kb.entries[iri] for iri in self._names.surnames.get(skeleton(surname), ()))
        return [entry for entry in alike if any(folded(surname) == folded(own) for own in entry.surnames)]

    def _has_led(self, entry: ActorEntry) -> bool:
        """Whether somebody has led a state or an alliance."""
        return any(self._rank(office) < LEADING for office in entry.actor.offices)

    def in_office(self, actor: Actor, name: str) -> Actor:
        """A known person, or the namesake (same first and last word) who alone holds an office at the date."""
        words = name.split()
        if self._date is None or len(words) < 2 or any(holds_at(office, self._date) for office in actor.offices):
            return actor
        for iri in self._names.surnames.get(skeleton(words[-1]), ()):
            other = self._kb.entries[iri].actor
            label = without_generation(other.label.split())
            if (label[0], label[-1]) == (words[0], words[-1]) and any(
                holds_at(one, self._date) for one in other.offices
            ):
                return other
        return actor

    def _term_of(self, entry: ActorEntry) -> float:
        """How near somebody's offices come to the date."""
        return max((self._term(office) for office in entry.actor.offices), default=0.0)

    def _term(self, office: Office) -> float:
        rank = self._rank(office)
        if self._date is None:
            return 1.0 - rank / 100
        if holds_at(office, self._date):
            return 3.0 - rank / 100
        if office.end and office.end[:4] <= self._date[:4]:
            gone = int(self._date[:4]) - int(office.end[:4])
            return max(0.0, 1.0 - gone / YEARS_REMEMBERED)
        begins = int(office.start[:4]) - int(self._date[:4]) if office.start else 0
        return 0.5 if 0 <= begins <= 1 else 0.0

    def _rank(self, office: Office) -> int:
        concept = self._kb.office_concepts.get(office.name)
        return min(concept.rank if concept else 50, 50)

    def _context(self, iri: str, parent: str | None) -> float:
        return 4.0 * bool(self._weights.get(iri)) + 1.5 * bool(parent and self._weights.get(parent))


def ends_with(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether words are further first names before a whole name of at least two words."""
    if len(words) <= len(name) or name[0].casefold() in PARTICLES:
        return False
    tail = words[-len(name) :]
    return all(folded(one) == folded(other) for one, other in zip(name, tail, strict=True))
