"""What the network is trained on, as windows of words with labels, and the tensors of a batch."""

import json
import lzma
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor

from kg_builder.language.lemmas import script
from kg_builder.training.antecedents import Links
from kg_builder.training.network import POINTERS, Labels
from kg_builder.training.treebanks import FEATURES, Sentence

IGNORE = -1
KEPT = 300
"""Sentences of GermEval that are set aside."""
T = TypeVar("T")
COARSE = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "OTH": "MISC"}


@dataclass(slots=True)
class Parse:
    """A window of treebank sentences."""

    sentences: list[Sentence]

    @property
    def words(self) -> list[str]:
        return [w.form for s in self.sentences for w in s.words]


@dataclass(slots=True)
class Names:
    """A sentence with BIO tags."""

    words: list[str]
    tags: list[str]


@dataclass(slots=True)
class Cue:
    """A cue at a word: weights of types, factuality (None: not known), and what each pointer should choose.

    pointers: for each, one group of words an actor, any word of which is right; no group: nobody. Only those in `asked`
    are learnt.
    """

    word: int
    types: dict[str, float]
    factuality: str | None
    pointers: dict[str, list[frozenset[int]]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset(POINTERS)


@dataclass(slots=True)
class Reading:
    """A window of an annotated article.

    known: the words of which is known whether they are cues (None: all); links: see training.antecedents.
    """

    words: list[str]
    cues: list[Cue]
    article: str
    known: frozenset[int] | None = None
    links: Links = ()


def pack(sentences: Sequence[Sentence], most: int, limit: int, rng: random.Random) -> list[Parse]:
    """Windows of 1 to `most` neighbouring sentences with at most `limit` words."""
    windows: list[Parse] = []
    want, current = 0, list[Sentence]()
    for sentence in sentences:
        size = sum(len(s.words) for s in current) + len(sentence.words)
        if current and (sentence.opens or len(current) >= want or size > limit):
            windows.append(Parse(current))
            current = []
        if not current:
            want = rng.randint(1, most)
        current.append(sentence)
    return [*windows, Parse(current)] if current else windows


def germeval(path: Path) -> Iterator[Names]:
    """Outer entities of GermEval 2014 in JSON lines (tokens parted by blanks)."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            words = [(m.group(), *m.span()) for m in re.finditer(r"\S+", record["text"])]
            tags = ["O"] * len(words)
            for entity in record["entities"]:
                covered = [i for i, (_, s, e) in enumerate(words) if s < entity["end"] and e > entity["start"]]
                if entity["level"] == "outer" and entity["type"] in COARSE and covered:
                    kind = COARSE[entity["type"]]
                    tags[covered[0] : covered[-1] + 1] = ["B-" + kind] + ["I-" + kind] * (len(covered) - 1)
            yield Names([w for w, _, _ in words], tags)


def columns(path: Path) -> Iterator[Names]:
    """Entities of a file with the columns number, word, BIO tag."""
    with lzma.open(path, "rt", encoding="utf-8") as text:
        for block in text.read().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#" and "\t" in line]
            if rows:
                tags = [r[2][:2] + COARSE[r[2][2:]] if r[2][2:] in COARSE else "O" for r in rows]
                yield Names([r[1] for r in rows], tags)


def germeval_sets(ner: Path) -> tuple[list[Names], list[Names]]:
    """GermEval 2014 in a folder: what is trained on, and the last sentences of the test part, which are set aside."""
    part = list(columns(ner / "germeval14-test-part.tsv.xz"))
    return [*germeval(ner / "germeval14-dev.jsonl.xz"), *part[:-KEPT]], part[-KEPT:]


def inventory(sentences: Sequence[Sentence], fixed: Labels) -> Labels:
    """The labels with features and lemma scripts as the sentences have them (scripts seen at least three times)."""
    features: dict[tuple[str, str], int] = {}
    scripts: dict[str, int] = {}
    for sentence in sentences:
        for word in sentence.words:
            for pair in word.features.items():
                features[pair] = features.get(pair, 0) + 1
            if word.lemma != "_":
                rule = script(word.form, word.lemma)
                scripts[rule] = scripts.get(rule, 0) + 1
    values = [(f, "") for f in FEATURES] + [pair for pair, n in features.items() if n >= 20]
    lemmas = ["?", *sorted(rule for rule, n in scripts.items() if n >= 3)]
    order = {f: i for i, f in enumerate(FEATURES)}
    return Labels(
        fixed.upos, sorted(values, key=lambda p: (order[p[0]], p[1])), lemmas, fixed.relations,
        fixed.entities, fixed.ontonotes, fixed.types, fixed.factuality,
    )  # fmt: skip


def batches(data: Sequence[T], size: int, length: Callable[[T], int], rng: random.Random) -> list[list[T]]:
    """The data in batches of about `size` words (padding counted), of like lengths, in random order."""
    order = sorted(range(len(data)), key=lambda i: length(data[i]) + rng.random() * 5)
    result, batch, longest = list[list[T]](), list[T](), 0
    for i in order:
        batch.append(data[i])
        longest = max(longest, length(data[i]))
        if longest * len(batch) >= size:
            result.append(batch)
            batch, longest = [], 0
    if batch:
        result.append(batch)
    rng.shuffle(result)
    return result


@dataclass(frozen=True, slots=True)
class Index:
    """Positions of labels in the heads' outputs."""

    upos: dict[str, int]
    segments: dict[str, tuple[int, int]]
    features: dict[tuple[str, str], int]
    lemmas: dict[str, int]
    relations: dict[str, int]
    entities: dict[str, int]
    ontonotes: dict[str, int]
    types: dict[str, int]
    factuality: dict[str, int]

    @classmethod
    def of(cls, labels: Labels) -> "Index":
        segments = {}
        for name in FEATURES:
            places = [i for i, (f, _) in enumerate(labels.features) if f == name]
            segments[name] = (places[0], places[-1] + 1)

        def index(names: Sequence[str]) -> dict[str, int]:
            return {name: i for i, name in enumerate(names)}

        return cls(
            index(labels.upos), segments, {pair: i for i, pair in enumerate(labels.features)}, index(labels.lemmas),
            index(labels.relations), index(labels.entities), index(labels.ontonotes),
            {name: i + 1 for i, name in enumerate(labels.types)}, index(labels.factuality),
        )  # fmt: skip


@dataclass(slots=True)
class ParseGold:
    """Labels of a batch of parse windows, all (batch, words); heads are window positions from 1, 0 the root."""

    upos: Tensor
    features: Tensor
    lemmas: Tensor
    bounds: Tensor
    sentence: Tensor
    heads: Tensor
    relations: Tensor


def parse_gold(batch: Sequence[Parse], most: int, index: Index) -> ParseGold:
    """The labels of windows; IGNORE where nothing is known (a file with lemmas only, padding)."""
    shape = (len(batch), most)

    def empty() -> Tensor:
        return torch.full(shape, IGNORE)

    gold = ParseGold(
        empty(), torch.full((*shape, len(index.segments)), IGNORE), empty(), empty(), empty(), empty(), empty()
    )
    for b, window in enumerate(batch):
        at = 0
        for number, sentence in enumerate(window.sentences):
            for i, word in enumerate(sentence.words):
                gold.sentence[b, at + i] = number
                gold.bounds[b, at + i] = int(i == 0)
                if word.lemma != "_":
                    gold.lemmas[b, at + i] = index.lemmas.get(script(word.form, word.lemma), 0)
                if word.upos != "_":
                    gold.upos[b, at + i] = index.upos[word.upos]
                    gold.heads[b, at + i] = word.head + at if word.head else 0
                    gold.relations[b, at + i] = index.relations.get(word.relation, index.relations["dep"])
                    for f, (name, (start, _)) in enumerate(index.segments.items()):
                        place = index.features.get((name, word.features.get(name, "")))
                        if place is not None:
                            gold.features[b, at + i, f] = place - start
            at += len(sentence.words)
    return gold


def names_gold(batch: Sequence[Names], most: int, index: dict[str, int]) -> Tensor:
    """Tags (batch, words)."""
    gold = torch.full((len(batch), most), IGNORE)
    for b, one in enumerate(batch):
        gold[b, : len(one.tags)] = torch.tensor([index[t] for t in one.tags])
    return gold


@dataclass(slots=True)
class ReadingGold:
    """Cue weights (batch, words, types + 1) and which words have any; for each cue its window, word, factuality
    (IGNORE: not known); for each group of words that a pointer may choose: its cue, pointer, share, and words.
    """

    cues: Tensor
    known: Tensor
    window: Tensor
    word: Tensor
    factuality: Tensor
    cue: Tensor
    pointer: Tensor
    share: Tensor
    allowed: Tensor


def reading_gold(batch: Sequence[Reading], most: int, index: Index) -> ReadingGold:
    """The labels of windows of annotated articles."""
    cues = torch.zeros(len(batch), most, len(index.types) + 1)
    cues[..., 0] = 1
    known = torch.zeros(len(batch), most, dtype=torch.bool)
    for b, one in enumerate(batch):
        known[b, list(range(len(one.words)) if one.known is None else one.known)] = True
    found = [(b, cue) for b, one in enumerate(batch) for cue in one.cues]
    groups: list[tuple[int, int, float, frozenset[int]]] = []
    for n, (b, cue) in enumerate(found):
        row = cues[b, cue.word]
        row.zero_()
        for name, weight in cue.types.items():
            row[index.types[name]] += weight
        row[0] = max(0.0, 1 - float(row.sum()))
        for p, name in enumerate(POINTERS):
            if name not in cue.asked:
                continue
            chosen = cue.pointers.get(name) or [frozenset({-1})]
            groups += [(n, p, 1 / len(chosen), words) for words in chosen]
    allowed = torch.zeros(len(groups), most + 1, dtype=torch.bool)
    for g, (_, _, _, words) in enumerate(groups):
        allowed[g, [w + 1 for w in words]] = True
    return ReadingGold(
        cues, known, torch.tensor([b for b, _ in found], dtype=torch.long),
        torch.tensor([c.word for _, c in found], dtype=torch.long),
        torch.tensor([index.factuality.get(c.factuality or "", IGNORE) for _, c in found], dtype=torch.long),
        torch.tensor([g[0] for g in groups], dtype=torch.long), torch.tensor([g[1] for g in groups], dtype=torch.long),
        torch.tensor([g[2] for g in groups]), allowed,
    )  # fmt: skip
