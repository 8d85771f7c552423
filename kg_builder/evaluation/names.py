"""Scores entities: strict F1 of spans with labels, on corpora and on a table of sentences with marked names."""

import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg_builder.language.components import bio_spans
from kg_builder.language.gazetteer import NAME_PARTS

Place = tuple[int, int, str]
COARSE = frozenset({"PER", "ORG", "LOC"})
FOLDED = {"GPE": "LOC", "FAC": "LOC", "PERSON": "PER"}
MARKED = re.compile(r"\[([^|\]]+)\|(\w+)\]")


@dataclass(frozen=True, slots=True)
class NameFigures:
    """Names in the gold, found, and found with the same bounds and label."""

    gold: int
    found: int
    right: int

    @property
    def f1(self) -> float:
        """Strict F1."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


def read_marked(path: Path) -> Iterator[tuple[str, set[Place]]]:
    """Texts and places (code points) of a table whose names are marked as [Name|LABEL]."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, places, end = "", set[Place](), 0
            for match in MARKED.finditer(line):
                text += line[end : match.start()]
                places.add((len(text), len(text) + len(match[1]), match[2]))
                text, end = text + match[1], match.end()
            yield text + line[end:], places


def names_of(doc: Doc, labels: frozenset[str]) -> set[Place]:
    """The Doc's entities and names in compounds that have one of the labels."""
    found = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
    return {place for place in found | set(doc.user_data.get(NAME_PARTS, ())) if place[2] in labels}


def figures(pairs: Iterable[tuple[set[Place], set[Place]]], labels: Sequence[str]) -> dict[str, NameFigures]:
    """Figures by label, and of all of them together ("all"), of pairs of gold and found names."""
    counts = {label: [0, 0, 0] for label in ("all", *labels)}
    for gold, found in pairs:
        for place in gold | found:
            for label in ("all", place[2]) if place[2] in counts else ():
                counts[label][0] += place in gold
                counts[label][1] += place in found
                counts[label][2] += place in gold and place in found
    return {label: NameFigures(*row) for label, row in counts.items()}


def score_names(
    nlp: Language, cases: Iterable[tuple[str, set[Place]]], labels: Sequence[str]
) -> dict[str, NameFigures]:
    """Reads every text and compares its names of these labels with the gold."""
    return figures(((places, names_of(nlp(text), frozenset(labels))) for text, places in cases), labels)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence of a corpus: its words and the BIO tags of its names."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def read_columns(path: Path) -> list[Tagged]:
    """Sentences of a file with the columns number, word, BIO tag; only tags of the coarse labels are kept."""
    opener = lzma.open if path.suffix == ".xz" else open
    found: list[Tagged] = []
    with opener(path, "rt", encoding="utf-8") as text:
        for block in text.read().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#" and "\t" in line]
            tags = (row[2] if row[2][2:] in COARSE else "O" for row in rows)
            if rows:
                found.append(Tagged(tuple(row[1] for row in rows), tuple(tags)))
    return found


def score_columns(nlp: Language, cases: Iterable[Tagged]) -> dict[str, NameFigures]:
    """Strict F1 of PER, ORG, LOC on given words; GPE and facilities count as LOC, other labels not at all."""
    return figures((pair(nlp, case) for case in cases), sorted(COARSE))


def pair(nlp: Language, case: Tagged) -> tuple[set[Place], set[Place]]:
    """The names of a sentence (tokens) in the corpus, and those that the pipeline finds."""
    doc = Doc(nlp.vocab, words=list(case.words))
    for _, component in nlp.pipeline:
        doc = component(doc)
    found = {(e.start, e.end, FOLDED.get(e.label_, e.label_)) for e in doc.ents}
    return {p for p in bio_spans(list(case.tags)) if p[2] in COARSE}, {p for p in found if p[2] in COARSE}
