"""Cutting a Doc into windows for the encoder: whole lines where they fit, whole sentences where lines are long."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg_builder.language.bounds import clear, gaps

WINDOW = 170
SUBWORDS = 480
SKIPPED = "kg_skipped"
"""Where `doc.user_data` has the tokens, sentence by sentence, that are not read."""


@dataclass(frozen=True, slots=True)
class Window:
    """Positions of tokens in the Doc, and which of them begin a line (positions within the window)."""

    tokens: tuple[int, ...]
    lines: frozenset[int]


def lines(doc: Doc) -> Iterator[list[int]]:
    """Token positions line by line; blank tokens are left out; a line break and what is skipped end a line."""
    line: list[int] = []
    skipped = {i for sentence in doc.user_data.get(SKIPPED, ()) for i in sentence}
    for token in doc:
        if token.i in skipped:
            if line:
                yield line
                line = []
        elif token.is_space:
            if "\n" in token.text and line:
                yield line
                line = []
        else:
            line.append(token.i)
    if line:
        yield line


def pieces(doc: Doc, line: list[int], sizes: list[int]) -> Iterator[list[int]]:
    """A line cut where a sentence surely begins so that each piece fits a window; where none does, cut hard."""
    start, places = 0, list[int]()
    while start < len(line):
        end, used = start, 0
        while end < len(line) and end - start < WINDOW and used + sizes[line[end]] <= SUBWORDS:
            used += sizes[line[end]]
            end += 1
        end = max(end, start + 1)
        if end < len(line):
            places = places or [gap.begin for gap in gaps(doc, line) if clear(doc, line, gap)]
            end = max((p for p in places if start + 5 < p <= end), default=end)
        yield line[start:end]
        start = end


def windows(doc: Doc, sizes: list[int]) -> Iterator[Window]:
    """The Doc's windows in order; sizes: subwords of each token."""
    tokens: list[int] = []
    starts: set[int] = set()
    used = 0
    for line in lines(doc):
        for number, piece in enumerate(pieces(doc, line, sizes)):
            need = sum(sizes[i] for i in piece)
            if tokens and (len(tokens) + len(piece) > WINDOW or used + need > SUBWORDS):
                yield Window(tuple(tokens), frozenset(starts))
                tokens, starts, used = [], set(), 0
            if number == 0 or not tokens:
                starts.add(len(tokens))
            tokens += piece
            used += need
    if tokens:
        yield Window(tuple(tokens), frozenset(starts))
