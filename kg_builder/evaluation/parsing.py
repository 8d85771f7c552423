"""Tags, lemmas, trees and sentence bounds from raw text, after the CoNLL 2018 shared task.

The text has the paragraphs that the treebank marks, parted by a blank line, as the shared task's has. A word of the
system counts as the gold word that has the same characters; of these, tag, lemma, head and relation (without subtype)
are compared, and everything is F1 over system and gold words. German contractions stay one word.
"""

import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg_builder.language.components import Model
from kg_builder.training.treebanks import Sentence, Word, read, text_of

GIVEN = 150
"""Words that are read together where words and sentences are given."""


@dataclass(frozen=True, slots=True)
class ParsingFigures:
    """F1 of words, sentences, UPOS, lemmas, UAS and LAS, each 0 to 1."""

    words: float
    sentences: float
    upos: float
    lemmas: float
    uas: float
    las: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a treebank as raw text: its words with their code points, heads (-1: root) and first words."""

    text: str
    words: tuple[Word, ...]
    places: tuple[tuple[int, int], ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a treebank says of a sentence beside its words: its text, and whether it begins a paragraph or document."""

    text: str
    opens: bool


def sources(path: Path) -> list[Source]:
    """The texts of a treebank's sentences as they stand in its comments."""
    opener = lzma.open if path.suffix == ".xz" else open
    found: list[Source] = []
    text, opens, filled = "", False, False
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in (*lines, "\n"):
            if line.startswith(("# newpar", "# newdoc")):
                opens = True
            elif line.startswith("# text = "):
                text = line[9:].rstrip()
            elif line.strip() and line[0] != "#":
                filled = True
            elif not line.strip():
                if filled:
                    found.append(Source(text, opens))
                text, opens, filled = "", False, False
    return found


def passages(path: Path, join: bool, most: int = 12) -> Iterator[Passage]:
    """A treebank's documents, cut to `most` sentences; `join`: contractions are one word (German, Spanish)."""
    run: list[tuple[Sentence, Source]] = []
    for sentence, source in zip(read(path, join), sources(path), strict=True):
        if run and (sentence.opens or len(run) >= most):
            yield passage(run)
            run = []
        run.append((sentence, source))
    if run:
        yield passage(run)


def passage(run: Sequence[tuple[Sentence, Source]]) -> Passage:
    """The text of sentences in a row, with a blank line before each that begins a paragraph."""
    text = ""
    words, places, heads, starts = list[Word](), list[tuple[int, int]](), list[int](), list[int]()
    for sentence, source in run:
        if text:
            text += "\n\n" if source.opens else " "
        starts.append(len(words))
        own = source.text or text_of(sentence)
        at = 0
        for word in sentence.words:
            found = own.find(word.form, at)
            begin = found if found >= 0 and not own[at:found].strip() else at
            at = begin + len(word.form)
            places.append((len(text) + begin, len(text) + at))
            heads.append(starts[-1] + word.head - 1 if word.head else -1)
        words += sentence.words
        text += own
    return Passage(text, tuple(words), tuple(places), tuple(heads), tuple(starts))


def score(nlp: Language, path: Path, join: bool) -> ParsingFigures:
    """Reads a treebank's text with the pipeline and compares; `join`: contractions are one word (German)."""
    right = dict.fromkeys(("words", "sentences", "upos", "lemmas", "uas", "las"), 0)
    system = gold = system_sentences = gold_sentences = 0
    for part in passages(path, join):
        doc = nlp(part.text)
        place = {span: i for i, span in enumerate(part.places)}
        tokens = [t for t in doc if not t.is_space]
        same = {t.i: place.get((t.idx, t.idx + len(t))) for t in tokens}
        system += len(tokens)
        gold += len(part.words)
        own = sentence_spans(doc)
        ends = [*part.starts[1:], len(part.words)]
        wanted = {(part.places[a][0], part.places[b - 1][1]) for a, b in zip(part.starts, ends, strict=True)}
        system_sentences += len(own)
        gold_sentences += len(wanted)
        right["sentences"] += len(own & wanted)
        for token in tokens:
            i = same[token.i]
            if i is None:
                continue
            head = -1 if token.head.i == token.i else same.get(token.head.i)
            attached = head == part.heads[i]
            right["words"] += 1
            right["upos"] += token.pos_ == part.words[i].upos
            right["lemmas"] += token.lemma_ == part.words[i].lemma
            right["uas"] += attached
            right["las"] += attached and token.dep_.lower().split(":")[0] == part.words[i].relation.split(":")[0]
    total = {k: 2 * n / (system + gold) for k, n in right.items() if k != "sentences"}
    return ParsingFigures(sentences=2 * right["sentences"] / (system_sentences + gold_sentences), **total)


def score_given(model: Model, path: Path, join: bool) -> tuple[float, float]:
    """UAS and LAS of a shipped model where the treebank's words and sentences are given: what cutting a text costs."""
    words = attached = labelled = 0
    for part in passages(path, join):
        for span in runs([*part.starts, len(part.words)]):
            first, last = span[0][0], span[-1][1]
            vectors = model.encoder([w.form for w in part.words[first:last]])
            heads, relations = model.heads.trees(vectors.parse, [(a - first, b - first) for a, b in span])
            for i, (head, relation) in enumerate(zip(heads, relations, strict=True)):
                right = (-1 if head == i else first + head) == part.heads[first + i]
                wanted = part.words[first + i].relation.split(":")[0]
                words, attached = words + 1, attached + right
                labelled += right and relation.lower().split(":")[0] == wanted
    return attached / words, labelled / words


def runs(bounds: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Neighbouring sentences (first word, last + 1) with together at most GIVEN words, or one that is longer."""
    run: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        if run and end - run[0][0] > GIVEN:
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def sentence_spans(doc: Doc) -> set[tuple[int, int]]:
    """Code points of the Doc's sentences without blanks around them."""
    spans = set()
    for sentence in doc.sents:
        inside = [t for t in sentence if not t.is_space]
        if inside:
            spans.add((inside[0].idx, inside[-1].idx + len(inside[-1])))
    return spans
