"""What a pass before the encoder could skip: python benchmarks/skipping.py GOLD [CORPUS].

A sentence is skipped that has no quotation mark and whose words, taken together, seldom are cues: how often a word is
one is counted on training/statements, by the lemma that simplemma gives. Prints for several bounds which share of the
gold cues of the seed, mission and PLOVER gold stands in sentences that are kept, and which share of the sentences of
German news is skipped. GOLD is the folder of gold data, CORPUS that of the seed article (GOLD/../corpus).

The product does not skip: in what would be skipped stand offices, the antecedents of pronouns, and reported speech that
goes on without a word that says so, and they would be lost.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import simplemma

from kg_builder.language.bounds import begins
from kg_builder.language.tokenizer import blank
from kg_builder.language.windows import lines
from kg_builder.training.notes import corpus
from kg_builder.vocabulary import statement_types

ROOT = Path(__file__).parents[1]
MARKS = frozenset('"„“”»«‚‘›‹') | {"``", "''"}
BOUNDS = (0.2, 0.3, 0.4, 0.5, 0.54, 0.6)
PRIOR, WEIGHT = 0.02, 1.5


class Screen:
    """How likely the sentences of a language hold a cue, by their words alone."""

    def __init__(self, lang: str) -> None:
        self.lang, self.nlp = lang, blank(lang)
        self.cues, self.seen = Counter[str](), Counter[str]()
        self.lemma = cache(lambda word: str(simplemma.lemmatize(word, lang=lang)).lower())

    def learn(self, text: str, places: list[tuple[int, int]]) -> None:
        """Counts the words of an annotated text."""
        for token in self.nlp.make_doc(text):
            if not (token.is_space or token.is_punct):
                lemma = self.lemma(token.text)
                self.seen[lemma] += 1
                self.cues[lemma] += any(start <= token.idx < end for start, end in places)

    def share(self, word: str) -> float:
        """How often the word is a cue."""
        lemma = self.lemma(word)
        return (self.cues[lemma] + PRIOR) / (self.seen[lemma] + WEIGHT)

    def sentences(self, text: str) -> Iterator[tuple[int, int, float]]:
        """(start, end, how likely it holds a cue) of the sentences of a text, bounded by marks alone."""
        doc = self.nlp.make_doc(text)
        for line in lines(doc):
            places = begins(doc, line, np.full(len(line), 0.05, dtype=np.float32))
            for a, b in zip(places, [*places[1:], len(line)], strict=True):
                words = [doc[i] for i in line[a:b]]
                none = np.prod([1 - self.share(t.text) for t in words if not t.is_punct])
                likely = 1.0 if any(t.text in MARKS for t in words) else 1 - float(none)
                yield words[0].idx, words[-1].idx + len(words[-1]), likely


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def likelihood(screen: Screen, text: str, starts: list[int]) -> float:
    """The likelihood of the sentences in which one of the places stands, the highest."""
    return max((p for a, b, p in screen.sentences(text) if any(a <= start < b for start in starts)), default=0.0)


def gold_cues(gold: Path, texts: dict[str, tuple[str, str]], screens: dict[str, Screen]) -> Iterator[tuple[str, float]]:
    """(name of the gold, likelihood of its sentence) of every gold cue."""
    for name in ("seed", "mission.dev"):
        for record in read(gold / f"{name}.gold.jsonl"):
            lang, text = texts[record["article"]]
            yield name, likelihood(screens[lang], text, [record["start"]])
    for record in read(gold / "en_plover_gsr.dev.jsonl"):
        if spans := [s["start"] for s in record["markup_spans"] or [] if s["role"] == "EVT"]:
            yield "PLOVER", likelihood(screens["en"], record["text"], spans)


def main(gold: Path, folder: Path | None = None) -> None:
    """Prints the table."""
    screens = {lang: Screen(lang) for lang in ("de", "en")}
    for document in corpus(ROOT / "training" / "statements", frozenset(statement_types())):
        if screen := screens.get(document.record.get("lang", "")):
            screen.learn(document.record["text"], [(s[0], s[1]) for line in document.lines for s in line.cue])
    texts = {r["id"]: (r["lang"], r["text"]) for r in read(gold / "mission.dev.articles.jsonl")}
    for path in sorted((folder or gold.parent / "corpus").glob("*.de.txt")):
        texts[path.name] = ("de", path.read_text(encoding="utf-8"))
    cues = list(gold_cues(gold, texts, screens))
    news = [p for r in read(gold / "de_quotes_wikinews.dev.jsonl") for *_, p in screens["de"].sentences(r["text"])]
    print("| bound | seed | mission | PLOVER | all cues kept | sentences skipped |\n|---|---|---|---|---|---|")
    for bound in BOUNDS:
        shares = [
            np.mean([p > bound for n, p in cues if n in names])
            for names in (("seed",), ("mission.dev",), ("PLOVER",), ("seed", "mission.dev", "PLOVER"))
        ]
        print(f"| {bound} | " + " | ".join(f"{s:.3f}" for s in [*shares, np.mean([p <= bound for p in news])]) + " |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:3]))
