"""Cutting a Doc into windows for the encoder: whole lines where they fit, whole sentences where lines are long."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

WINDOW = 110
SUBWORDS = 380
END = re.compile(r"^[.!?…]+$")
CLOSING = frozenset("\"”“»«’'‘)]")


@dataclass(frozen=True, slots=True)
class Window:
    """Positions of tokens in the Doc, and which of them begin a line (positions within the window)."""

    tokens: tuple[int, ...]
    lines: frozenset[int]


def lines(doc: Doc) -> Iterator[list[int]]:
    """Token positions line by line; blank tokens are left out, a line break ends a line."""
    line: list[int] = []
    for token in doc:
        if token.is_space:
            if "\n" in token.text and line:
                yield line
                line = []
        else:
            line.append(token.i)
    if line:
        yield line


def pieces(doc: Doc, line: list[int], sizes: list[int]) -> Iterator[list[int]]:
    """A line cut after likely sentence ends so that each piece fits a window; cut hard where there is no such end."""
    start = 0
    while start < len(line):
        end, used = start, 0
        while end < len(line) and end - start < WINDOW and used + sizes[line[end]] <= SUBWORDS:
            used += sizes[line[end]]
            end += 1
        end = max(end, start + 1)
        if end < len(line):
            ends = [i for i in range(start + 5, end) if ends_sentence(doc, line, i)]
            if ends:
                end = ends[-1] + 1
        yield line[start:end]
        start = end


def ends_sentence(doc: Doc, line: list[int], i: int) -> bool:
    """Whether a sentence very likely ends with this token: a mark, closing quotes, then a capital letter."""
    here, following = doc[line[i]].text, doc[line[i + 1]].text if i + 1 < len(line) else "A"
    if here in CLOSING and i and END.match(doc[line[i - 1]].text) and following not in CLOSING:
        return following[:1].isupper() or following[:1] in '„“"»'
    return bool(END.match(here)) and (following[:1].isupper() or following[:1] in '„“"»«')


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
