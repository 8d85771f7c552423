"""The cue lexicon: which words carry which statement type, and where their source, target and topic stand.

One file a language, ontology/lexicon/<lang>.toml, holds it all; a user's file adds to it or overrides it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg_builder.statements.cue_file import MARKERS, CueFile, read_cues
from kg_builder.statements.cues import ContentPattern, CueEntry, Part
from kg_builder.vocabulary import ontology_folder

__all__ = ["ContentPattern", "CueEntry", "Lexicon"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues of a language. Lookups give the senses of a lemma in the order to try them: the most specific first, and
    of the equally specific the first in the file; the first whose conditions hold counts. `fingerprint` changes with
    every change of meaning.
    """

    lang: str
    entries: tuple[CueEntry, ...]
    content: tuple[ContentPattern, ...]
    speech: frozenset[str]
    negators: frozenset[str]
    hedges: frozenset[str]
    future: frozenset[str]
    conditional: frozenset[str]
    compounds: bool
    not_compounds: frozenset[str]
    governs_possible: frozenset[str]
    governs_future: frozenset[str]
    governs_negated: frozenset[str]
    fingerprint: str
    _index: Mapping[tuple[str, str], tuple[CueEntry, ...]] = field(repr=False, compare=False)

    @classmethod
    def load(cls, lang: str, extra: Path | None = None) -> "Lexicon":
        """The lexicon of a language.

        Args:
            lang: language code; its file is ontology/lexicon/<lang>.toml.
            extra: a further file in the same notation. Its entries replace those of the same part and lemma, its
                content patterns come first, its word lists are added. It alone is enough for a language without a file.

        Raises:
            FileNotFoundError: there is no file for the language, or `extra` is not there.
            ValueError: a file is malformed; the message names file, entry and field.
        """
        own = ontology_folder() / "lexicon" / f"{lang}.toml"
        if not own.is_file() and extra is None:
            raise FileNotFoundError(f"no cue lexicon for language '{lang}': {own} is missing")
        files = [read_cues(path) for path in (extra, own) if path is not None and (path is extra or path.is_file())]
        entries: list[CueEntry] = []
        for file in files:
            taken = {(entry.part, entry.lemma) for entry in entries}
            entries += [entry for entry in file.entries if (entry.part, entry.lemma) not in taken]
        content = tuple(pattern for file in files for pattern in file.content)
        markers = {name: frozenset().union(*(file.markers[name] for file in files)) for name in MARKERS}
        speech = markers["speech"] | _introducing(entries)
        markers["speech"] = speech | {word.replace("|", "") for word in speech}
        return cls(
            lang=lang,
            entries=tuple(entries),
            content=content,
            compounds=any(file.compounds for file in files),
            fingerprint=_fingerprint(files),
            _index=_indexed(entries),
            **markers,
        )

    def verb(self, lemma: str) -> tuple[CueEntry, ...]:
        """Senses of a verb; a particle may be marked ("vor|werfen", "lash|out") or joined ("vorwerfen")."""
        return self._find("verbs", lemma)

    def noun(self, lemma: str) -> tuple[CueEntry, ...]:
        """Senses of a noun; where the language builds compounds, else those of the longest listed head of one."""
        found = self._find("nouns", lemma)
        if found or not self.compounds or lemma in self.not_compounds:
            return found
        for cut in range(2, len(lemma) - 3):
            hyphen = lemma[cut - 1] == "-"
            if (cut > 2 or hyphen) and (found := self._find("nouns", lemma[cut:])):
                return found
        return ()

    def adjective(self, lemma: str) -> tuple[CueEntry, ...]:
        """Senses of an adjective or of a participle used as one."""
        return self._find("adjectives", lemma)

    def phrases_of(self, head: str) -> tuple[CueEntry, ...]:
        """Multi-word cues with this head word ("üben" has "Kritik üben"), those with most words first."""
        return self._find("phrases", head)

    @property
    def phrases(self) -> tuple[CueEntry, ...]:
        """Multi-word cues: the other words depend, directly or not, on the head; their order is free."""
        return tuple(entry for entry in self.entries if entry.part == "phrases")

    @property
    def attributions(self) -> tuple[CueEntry, ...]:
        """Cues without a verb that name who says something: "laut", "nach Angaben", "according to".

        Their words stand in this order.
        """
        return tuple(entry for entry in self.entries if entry.part == "attributions")

    def is_speech(self, lemma: str) -> bool:
        """Whether the word can introduce a quotation or reported content."""
        return lemma in self.speech

    def _find(self, part: Part, lemma: str) -> tuple[CueEntry, ...]:
        return self._index.get((part, lemma.casefold()), ())


def _indexed(entries: Iterable[CueEntry]) -> dict[tuple[str, str], tuple[CueEntry, ...]]:
    """Entries by part and key (lemma or head, case-folded); joined particles count where nothing else has the key."""
    marked: dict[tuple[str, str], list[CueEntry]] = {}
    joined: dict[tuple[str, str], list[CueEntry]] = {}
    for entry in entries:
        key = (entry.head if entry.part == "phrases" else entry.lemma).casefold()
        marked.setdefault((entry.part, key), []).append(entry)
        if "|" in key:
            joined.setdefault((entry.part, key.replace("|", "")), []).append(entry)
    found = joined | marked
    return {key: tuple(sorted(group, key=_specificity, reverse=True)) for key, group in found.items()}


def _introducing(entries: Iterable[CueEntry]) -> frozenset[str]:
    """Lemmas of speech entries whose topic may be a clause or a quotation."""
    return frozenset(
        entry.lemma
        for entry in entries
        if entry.speech and any(slot.name in ("clause", "quote") for slot in entry.topic)
    )


def _specificity(entry: CueEntry) -> tuple[int, float]:
    """More words first, then more and narrower conditions: listed lemmas before an actor before mere presence."""
    return len(entry.words), sum(1.0 + bool(one.lemmas) + 0.5 * bool(one.actor) for one in entry.when)


def _fingerprint(files: Sequence[CueFile]) -> str:
    """SHA-256, 16 hex digits, of what was read: line ends, comments and the order of fields mean nothing."""
    return hashlib.sha256("\n".join(file.canonical for file in files).encode()).hexdigest()[:16]
