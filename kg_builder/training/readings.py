"""The statement corpus as windows for the network: words, cues at their head words, and pointers to head words."""

import random
from collections.abc import Callable, Sequence
from functools import cache

from spacy.tokenizer import Tokenizer

from kg_builder.language.tokenizer import blank
from kg_builder.records import Span
from kg_builder.training.antecedents import NameWords, cut, links_of
from kg_builder.training.notes import Annotated, Line, sentences
from kg_builder.training.samples import Cue, Reading

Parser = Callable[[list[list[str]]], list[list[int]]]
WRITTEN = "written for kg_builder"
"""The source of the records whose text was made up for the corpus."""


@cache
def tokenizer(lang: str) -> Tokenizer:
    """The language's tokenizer, made once."""
    return blank(lang).tokenizer


class Document:
    """The words of an annotated article with their sentence and their head (position in the article, -1: the root)."""

    def __init__(self, annotated: Annotated, lang: str, parse: Parser, names: NameWords | None = None) -> None:
        text = annotated.record["text"]
        self.id, self.lang, self.lines = annotated.record["id"], lang, annotated.lines
        self.written = annotated.record.get("source") == WRITTEN
        self.words: list[str] = []
        self.spans: list[Span] = []
        self.starts: list[int] = []
        tokens = tokenizer(lang)
        for start, end in sentences(text):
            self.starts.append(len(self.words))
            for token in tokens(text[start:end]):
                if not token.is_space:
                    self.words.append(token.text)
                    self.spans.append((start + token.idx, start + token.idx + len(token)))
        self.ends = [*self.starts[1:], len(self.words)]
        self.heads = [-1] * len(self.words)
        rows = [self.words[a:b] for a, b in zip(self.starts, self.ends, strict=True)]
        for start, heads in zip(self.starts, parse(rows), strict=True):
            for i, head in enumerate(heads):
                self.heads[start + i] = start + head - 1 if head else -1
        labels = {name for line in self.lines for name in (line.source[0], line.target[0]) if name}
        self.places = names.places(self.words, labels) if names else dict[str, frozenset[int]]()
        self.cues = cues(self)
        self.links = links_of(self.words, self.mentions(), self.places) if names else ()

    def mentions(self) -> list[tuple[str, int]]:
        """Names and head words of the annotated mentions."""
        found = []
        for line in self.lines:
            for names, spans in ((line.source, line.source_mentions), (line.target, line.target_mentions)):
                if spans and names[0] and (word := self.head([spans[0]])) is not None:
                    found.append((names[0], word))
        return list(dict.fromkeys(found))

    def covered(self, spans: Sequence[Span]) -> list[int]:
        return [i for i, (s, e) in enumerate(self.spans) if any(s < b and e > a for a, b in spans)]

    def head(self, spans: Sequence[Span]) -> int | None:
        """The word of the spans that hangs on a word outside them."""
        words = self.covered(spans)
        inside = set(words)
        return next((w for w in words if self.heads[w] not in inside), words[0] if words else None)


def cues(document: Document) -> list[Cue]:
    """The document's cues with word positions in the document; lines with one cue are joined."""
    named: dict[str, list[int]] = {name: list(found) for name, found in document.places.items()}
    for name, mention in document.mentions():
        named.setdefault(name, []).append(mention)
    reporting = {line.label: document.head(line.cue) for line in document.lines if line.label}

    def chosen(names: tuple[str | None, ...], spans: tuple[Span, ...]) -> list[frozenset[int]] | None:
        """The head words of all mentions annotated as the actor, as one group; None where none is annotated."""
        heads = set(named.get(names[0] or "", ()))
        if spans and (head := document.head([spans[0]])) is not None:
            heads.add(head)
        return [] if names[0] is None else [frozenset(heads)] if heads else None

    def single(spans: Sequence[Span]) -> list[frozenset[int]]:
        word = document.head(spans) if spans else None
        return [] if word is None else [frozenset({word})]

    found: dict[int, Cue] = {}
    for line in document.lines:
        word = document.head(line.cue)
        if word is None or line.types[0] == "HoldsOffice":
            continue
        reporting_word = reporting.get(line.within) if line.within else None
        known = {
            "source": chosen(line.source, line.source_mentions),
            "target": chosen(line.target, line.target_mentions),
            "topic": single([line.topic] if line.topic else ()),
            "within": [] if reporting_word in (None, word) else [frozenset({reporting_word})],
        }
        pointers = {name: groups for name, groups in known.items() if groups is not None}
        one = Cue(word, type_weights(line), line.factuality, pointers, frozenset(pointers))
        found[word] = joined(found[word], one) if word in found else one
    return [found[w] for w in sorted(found)]


def joined(a: Cue, b: Cue) -> Cue:
    """Two lines with one cue: types count half, the actors of both are right."""
    types = {k: (a.types.get(k, 0) + b.types.get(k, 0)) / 2 for k in a.types | b.types}
    names = a.asked | b.asked
    pointers = {k: list(dict.fromkeys([*a.pointers.get(k, ()), *b.pointers.get(k, ())])) for k in names}
    return Cue(a.word, types, b.factuality, pointers, names)


def type_weights(line: Line) -> dict[str, float]:
    """The preferred type weighs 0.7 where there are alternatives; optional lines weigh half."""
    known = [t for t in line.types if t != "HoldsOffice"]
    rest = 0.3 / (len(known) - 1) if len(known) > 1 else 0.0
    weights = {t: 0.7 if i == 0 and rest else rest or 1.0 for i, t in enumerate(known)}
    return {t: w * (0.5 if line.optional else 1.0) for t, w in weights.items()}


def windows(document: Document, limit: int, rng: random.Random | None) -> list[Reading]:
    """Runs of sentences with at most `limit` words; with a generator the first run is cut at a random length."""
    every, result = document.cues, list[Reading]()
    first = limit if rng is None else rng.randint(limit // 3, limit)
    start, end, allowed = 0, 0, first
    for s, e in zip(document.starts, document.ends, strict=True):
        if e - start > allowed and end > start:
            result.append(window(document, every, start, end))
            start, allowed = s, limit
        end = e
    result.append(window(document, every, start, end))
    return [w for w in result if w.words]


def window(document: Document, every: Sequence[Cue], start: int, end: int) -> Reading:
    """The words from start to end and their cues, pointers cut to the window."""
    inside = [moved(c, start, end) for c in every if start <= c.word < end]
    return Reading(document.words[start:end], inside, document.id, links=cut(document.links, start, end))


def moved(cue: Cue, start: int, end: int) -> Cue:
    """The cue as a window has it; a pointer whose words all lie outside is not asked."""
    pointers: dict[str, list[frozenset[int]]] = {}
    for name, groups in cue.pointers.items():
        here = [frozenset(w - start for w in group if start <= w < end) for group in groups]
        if not groups or any(here):
            pointers[name] = [group for group in here if group]
    return Cue(cue.word - start, cue.types, cue.factuality, pointers, frozenset(pointers))
