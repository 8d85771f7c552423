"""Cue entries: a word or phrase, the statement type it carries, and where source, target and topic stand beside it.

Three notations are read here: slots ("subject prep:von+dat topic"), conditions ("object:Verhandlung,Gespräch
!reflexive") and the roles expected in an example ("Lawrow -> USA"). Matching them against a parsed sentence is the
reader's work.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg_builder.records import ACTOR_TYPES

Part = Literal["verbs", "nouns", "adjectives", "phrases", "attributions"]

PARTS: tuple[Part, ...] = ("verbs", "nouns", "adjectives", "phrases", "attributions")
SLOT_NAMES = (
    *("subject", "object", "dative", "clause", "infinitive", "quote", "prep"),
    *("genitive", "possessive", "adjective", "compound", "complement", "host", "topic"),
)
STATES = ("reflexive", "passive", "negated")
CASES = ("acc", "dat", "gen")

_WORD = re.compile(r"\w+")
_SLOT = re.compile(r"(?P<name>[a-z]+)(?::(?P<word>[^\W\d_][^\s:@,+!]*))?(?:\+(?P<case>[a-z]+))?")
_CONDITION = re.compile(
    r"(?P<no>!?)(?P<slot>prep:[^\s:@,+!]+(?:\+[a-z]+)?|[a-z]+)(?::(?P<lemmas>[^\s:@!]+)|@(?P<actor>[a-z]+))?"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a predicate's frame; `word` and `case` belong to `prep` alone. str() gives the notation back.

    subject, object, dative, clause (a finite content clause), infinitive, quote (direct speech), prep:WORD(+CASE):
    arguments; genitive (also of-phrases), possessive (also 's), adjective (of an actor: "russisch"), compound (first
    part: "US-Angriff"): beside a noun; complement: what an attribution governs; host: the clause or noun that an
    attribution or adjective modifies; topic: an actor anywhere inside the topic's phrase, its subject first.
    """

    name: str
    word: str = ""
    case: str = ""

    def __str__(self) -> str:
        return self.name + (f":{self.word}" if self.word else "") + (f"+{self.case}" if self.case else "")


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a frame: a slot or state present (or not), its head's lemma listed, or an actor of a type."""

    slot: Slot
    present: bool = True
    lemmas: tuple[str, ...] = ()
    actor: str = ""

    def __str__(self) -> str:
        tail = f":{','.join(self.lemmas)}" if self.lemmas else f"@{self.actor}" if self.actor else ""
        return ("" if self.present else "!") + str(self.slot) + tail


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One sense of a cue: the type it carries and the slots, tried in order, that hold its roles.

    weight: 0..1, how surely the word in this frame means this in political news. polarity and factuality: None where
    the type's own and the clause's hold. mutual: a conjoined or "with" partner is the target. speech: the cue can
    introduce what somebody says, so its content decides the type. expect: source and target in `example`.
    """

    part: Part
    lemma: str
    type: str
    source: tuple[Slot, ...]
    target: tuple[Slot, ...]
    topic: tuple[Slot, ...]
    example: str
    expect: tuple[str | None, str | None]
    when: tuple[Condition, ...] = ()
    polarity: int | None = None
    factuality: str | None = None
    mutual: bool = False
    speech: bool = False
    weight: float = 0.8
    head: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a multi-word cue; each matches a token by lemma or by lower-case form."""
        return tuple(self.lemma.split())

    @property
    def name(self) -> str:
        """What `explain` calls the entry: "verbs: vor|werfen [dative]"."""
        condition = " ".join(map(str, self.when))
        return f"{self.part}: {self.lemma}" + (f" [{condition}]" if condition else "")


@dataclass(frozen=True, slots=True)
class ContentPattern:
    """Words in reported content that decide the type of the speech act around it.

    lemmas: any one of them, as a token's lemma; words: any one of them, as lower-case words in a row; beside: a lemma
    that must stand in the same content, too. subject: "speaker" where the content must be about what the speaker does
    (first person, or the speaker's own side), "other" where not, "any". negated: None where it does not matter.
    """

    type: str
    lemmas: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    beside: frozenset[str] = frozenset()
    subject: str = "any"
    negated: bool | None = None
    weight: float = 0.5

    def find(self, forms: Sequence[str], lemmas: Sequence[str]) -> tuple[int, int] | None:
        """First and past-last token of the pattern in a content's tokens, or None; subject and negation are not asked.

        Args:
            forms: the tokens as written; `words` match across them whatever their bounds ("let's", "self-defence").
            lemmas: their lemmas, as many.
        """
        if self.beside and not self.beside.intersection(lemmas):
            return None
        for at, lemma in enumerate(lemmas):
            if lemma in self.lemmas:
                return at, at + 1
        pieces = [(piece, at) for at, form in enumerate(forms) for piece in split_words(form)]
        for sequence in self.words:
            for first in range(len(pieces) - len(sequence) + 1):
                window = pieces[first : first + len(sequence)]
                if tuple(piece for piece, _ in window) == sequence:
                    return window[0][1], window[-1][1] + 1
        return None


def split_words(text: str) -> tuple[str, ...]:
    """Lower-case words of a text, without punctuation."""
    return tuple(_WORD.findall(text.lower()))


def parse_slots(text: str) -> tuple[Slot, ...]:
    """Slots of a role from their notation, separated by blanks. Raises ValueError for an unknown slot or case."""
    return tuple(_slot(word, SLOT_NAMES) for word in text.split())


def parse_conditions(text: str) -> tuple[Condition, ...]:
    """Conditions of a sense from their notation, all of which must hold. Raises ValueError where one is malformed."""
    found = []
    for word in text.split():
        match = _CONDITION.fullmatch(word)
        if not match:
            raise ValueError(f"malformed condition '{word}'")
        actor = match["actor"] or ""
        if actor and actor not in ("actor", *ACTOR_TYPES):
            raise ValueError(f"unknown actor type '{actor}'")
        lemmas = tuple(match["lemmas"].split(",")) if match["lemmas"] else ()
        if lemmas and not all(lemmas):
            raise ValueError(f"empty lemma in '{word}'")
        found.append(Condition(_slot(match["slot"], (*SLOT_NAMES, *STATES)), not match["no"], lemmas, actor))
    return tuple(found)


def parse_expectation(text: str) -> tuple[str | None, str | None]:
    """Source and target of an example, "-" for none. Raises ValueError without exactly one arrow."""
    sides = [side.strip() for side in text.split("->")]
    if len(sides) != 2 or not all(sides):
        raise ValueError(f"'{text}' is not 'SOURCE -> TARGET'")
    source, target = (None if side == "-" else side for side in sides)
    return source, target


def _slot(text: str, names: Sequence[str]) -> Slot:
    match = _SLOT.fullmatch(text)
    if not match or match["name"] not in names:
        raise ValueError(f"unknown slot '{text}'")
    slot = Slot(match["name"], match["word"] or "", match["case"] or "")
    if (slot.name == "prep") != bool(slot.word) or (slot.case and not slot.word):
        raise ValueError(f"unknown slot '{text}': 'prep', and no other, takes a word and a case")
    if slot.case and slot.case not in CASES:
        raise ValueError(f"unknown case '{slot.case}' in '{text}'")
    return slot
