"""Tags, lemmas, trees and sentence bounds from raw text, after the CoNLL 2018 shared task.

A word of the system counts as the gold word that has the same characters; of these, tag, lemma, head and relation
(without subtype) are compared, and everything is F1 over system and gold words. German contractions stay one word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg_builder.training.treebanks import Sentence, read


@dataclass(frozen=True, slots=True)
class ParsingFigures:
    """F1 of words, sentences, UPOS, lemmas, UAS and LAS, each 0 to 1."""

    words: float
    sentences: float
    upos: float
    lemmas: float
    uas: float
    las: float


def paragraphs(sentences: Sequence[Sentence], most: int = 12) -> list[list[Sentence]]:
    """Sentences in runs: documents where the treebank marks them, cut to `most` sentences."""
    runs: list[list[Sentence]] = []
    for sentence in sentences:
        if not runs or sentence.opens or len(runs[-1]) >= most:
            runs.append([])
        runs[-1].append(sentence)
    return runs


def score(nlp: Language, path: Path, join: bool) -> ParsingFigures:
    """Reads a treebank's text with the pipeline and compares; `join`: contractions are one word (German)."""
    right = dict.fromkeys(("words", "sentences", "upos", "lemmas", "uas", "las"), 0)
    system = gold = system_sentences = gold_sentences = 0
    for run in paragraphs(list(read(path, join))):
        text, words, starts = "", list[tuple[int, int]](), list[int]()
        flat, heads = [], list[int]()
        for sentence in run:
            starts.append(len(words))
            for word in sentence.words:
                words.append((len(text), len(text) + len(word.form)))
                flat.append(word)
                heads.append(starts[-1] + word.head - 1 if word.head else -1)
                text += word.form + " " * word.space
            text = text if text.endswith(" ") else text + " "
        doc = nlp(text.rstrip())
        place = {span: i for i, span in enumerate(words)}
        tokens = [t for t in doc if not t.is_space]
        same = {t.i: place.get((t.idx, t.idx + len(t))) for t in tokens}
        system += len(tokens)
        gold += len(words)
        own = sentence_spans(doc)
        ends = [*starts[1:], len(words)]
        wanted = {(words[a][0], words[b - 1][1]) for a, b in zip(starts, ends, strict=True)}
        system_sentences += len(own)
        gold_sentences += len(wanted)
        right["sentences"] += len(own & wanted)
        for token in tokens:
            i = same[token.i]
            if i is None:
                continue
            head = -1 if token.head.i == token.i else same.get(token.head.i)
            attached = head == heads[i]
            right["words"] += 1
            right["upos"] += token.pos_ == flat[i].upos
            right["lemmas"] += token.lemma_ == flat[i].lemma
            right["uas"] += attached
            right["las"] += attached and token.dep_.lower().split(":")[0] == flat[i].relation.split(":")[0]
    total = {k: 2 * n / (system + gold) for k, n in right.items() if k != "sentences"}
    return ParsingFigures(sentences=2 * right["sentences"] / (system_sentences + gold_sentences), **total)


def sentence_spans(doc: Doc) -> set[tuple[int, int]]:
    """Code points of the Doc's sentences without blanks around them."""
    spans = set()
    for sentence in doc.sents:
        inside = [t for t in sentence if not t.is_space]
        if inside:
            spans.add((inside[0].idx, inside[-1].idx + len(inside[-1])))
    return spans
