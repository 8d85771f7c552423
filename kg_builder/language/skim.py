"""The cheap pass: which sentences of a text surely hold nothing to read, told from their words before the encoder runs.

A sentence is skipped that has no quotation mark and whose words, taken together, seldom are cues. How often a word is
one was counted in the statement corpus, by the lemma that simplemma gives (`kg-builder train skim`).
"""

import json
import lzma
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from kg_builder.language.bounds import begins
from kg_builder.language.windows import lines

FILE = "skim.json.xz"
MARKS = frozenset('"„“”»«‚‘›‹') | {"``", "''"}
PRIOR, WEIGHT = 0.02, 1.5
UNSEEN = PRIOR / WEIGHT
"""The share of a lemma that was never counted."""
BOUND = 0.48
"""Sentences that hold a cue less likely than this are skipped."""
BEGINS = 0.05
"""How likely a word begins a sentence where marks alone tell."""


class Screen:
    """How likely the sentences of a language hold a cue, by their words alone. shares: of each lemma, 0 to 1."""

    def __init__(self, lang: str, shares: Mapping[str, float]) -> None:
        import simplemma

        self._shares = shares
        self.lemma = cache(lambda word: str(simplemma.lemmatize(word, lang=lang)).lower())

    @classmethod
    def load(cls, lang: str, folder: Path) -> "Screen":
        """The shares of a language from a model's folder; raises FileNotFoundError where it has none."""
        path = folder / FILE
        if not path.is_file():
            raise FileNotFoundError(f"no table of cue words: {path} is missing")
        table = json.loads(lzma.decompress(path.read_bytes()))
        if lang not in table:
            raise FileNotFoundError(f"{path} has no cue words of the language {lang!r}")
        return cls(lang, table[lang])

    def sentences(self, doc: Doc) -> Iterator[tuple[list[int], float]]:
        """The tokens of each sentence, bounded by marks alone, and how likely one of them is a cue."""
        for line in lines(doc):
            places = begins(doc, line, np.full(len(line), BEGINS, dtype=np.float32))
            for start, end in zip(places, [*places[1:], len(line)], strict=True):
                tokens = line[start:end]
                yield (
                    tokens,
                    self._likelihood([doc[i].text for i in tokens if not doc[i].is_punct or doc[i].text in MARKS]),
                )

    def _likelihood(self, words: list[str]) -> float:
        if any(word in MARKS for word in words):
            return 1.0
        none = 1.0
        for word in words:
            none *= 1 - self._shares.get(self.lemma(word), UNSEEN)
        return 1 - none

    def skipped(self, doc: Doc, bound: float = BOUND) -> list[list[int]]:
        """The tokens of the sentences that are skipped, sentence by sentence."""
        return [tokens for tokens, likely in self.sentences(doc) if likely <= bound]
