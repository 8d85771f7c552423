"""Passages in quotation marks, found in bare text: every style, mixed and wrong marks, missing ones.

A mark opens or closes by what stands beside it (a word begins after an opening mark and ends before a closing one);
its shape decides only where that leaves doubt, so that "„ ... „" or "“ ... “" as scraped pages have them are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg_builder.records import Span

DOUBLE = '„“”"«»‟〝〞「」『』'
SINGLE = "‚‘’'‹›"
MARKS = DOUBLE + SINGLE
_OPENERS = "„«‚‟〝「『"
_CLOSERS = "”」』〞"
_FAMILY = {"«": "guillemet", "»": "guillemet", "‹": "single", "›": "single"} | dict.fromkeys("‚‘’'", "single")
_MARK = re.compile(rf",,(?=\w)|``|''|[{re.escape(MARKS)}]")
_WORD = re.compile(r"\w")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_BEFORE_WORD = " \t\n\r\u00a0\u202f([{–—-/:*>" + MARKS
_AFTER_WORD = " \t\n\r\u00a0\u202f.,;:!?)]}…–—-/*<" + MARKS
SPACES = " \t\n\r\u00a0\u202f"
FURTHEST = 3
"""Paragraphs that a passage with one pair of marks may run over; beyond, its closing mark counts as missing."""


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """Text in quotation marks: `start` and `end` take the marks in, `inner` is the text between them.

    closed: False where the closing mark is missing. continues: the index of the passage that this one goes on from
    (a paragraph that opens anew inside speech that was not closed). within: index of the passage around it, or None.
    """

    start: int
    end: int
    inner: Span
    closed: bool = True
    continues: int | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    opens: bool
    closes: bool
    likely_opens: bool


def marked_passages(text: str) -> tuple[MarkedPassage, ...]:
    """All passages in quotation marks, in text order, outer before inner.

    A missing closing mark ends its passage before the next opening mark of the paragraph, else at the paragraph's end;
    a closing mark without an opening one is ignored.
    """
    paragraphs = [(m.start(), len(m.group().rstrip()) + m.start()) for m in _PARAGRAPH.finditer(text)]
    marks = list(_marks(text))
    found: list[MarkedPassage] = []
    stack: list[_Mark] = []
    for at, mark in enumerate(marks):
        stack = _within_reach(stack, mark, text, paragraphs, marks, at, found)
        mine = next((n for n in reversed(range(len(stack))) if stack[n].family == mark.family), None)
        if mine is not None and _is_end(mark, stack[mine], marks[at + 1 : at + 3]):
            opening = stack[mine]
            letter = mark.family == "single" and mark.start - opening.end < 2
            if _WORD.search(text, opening.end, mark.start) and not letter:
                found.append(MarkedPassage(opening.start, mark.end, (opening.end, mark.start)))
            stack = stack[:mine]
        elif mark.opens or (mark.likely_opens and not mark.closes):
            if mine is not None and not _nests(marks[at + 1 : at + 3], mark.family):
                found += _unclosed(stack[mine], mark.start, text)
                stack = stack[:mine]
            stack.append(mark)
    for opening in stack:
        found += _unclosed(opening, _end_of(opening, paragraphs), text)
    return _related(found, text)


def _marks(text: str) -> Iterator[_Mark]:
    """Every mark with what it can be where it stands; apostrophes are left out."""
    for match in _MARK.finditer(text):
        start, end, shape = match.start(), match.end(), match.group()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        opens = before in _BEFORE_WORD and after not in SPACES and after not in ".,;!?)"
        closes = before not in SPACES and before not in "([„" and after in _AFTER_WORD
        closes = closes or after in ",;:)" or text[end : end + 2] in (". ", ".\n")
        family = _FAMILY.get(shape[0], "double") if shape not in ("''", "``") else "double"
        if family == "single" and (opens == closes or (closes and shape in "'’" and before == "s")):
            continue
        if opens and closes:
            opens, closes = shape[0] not in _CLOSERS, shape[0] not in _OPENERS
        likely = shape[0] in _OPENERS or shape == ",,"
        yield _Mark(start, end, family, opens, closes, likely)


def _is_end(mark: _Mark, opening: _Mark, ahead: list[_Mark]) -> bool:
    """Whether the mark closes what `opening` opened."""
    if mark.start == opening.end:
        return not mark.opens and not mark.likely_opens
    if mark.opens and mark.closes:
        return not (ahead and mark.family == ahead[0].family and _nests(ahead, mark.family))
    return mark.closes or (not mark.opens and not mark.likely_opens)


def _nests(ahead: list[_Mark], family: str) -> bool:
    """Whether the next two marks close, so that a second opening mark stands inside the first passage."""
    return len(ahead) == 2 and all(m.closes and not m.opens and m.family == family for m in ahead)


def _within_reach(
    stack: list[_Mark],
    mark: _Mark,
    text: str,
    paragraphs: list[Span],
    marks: list[_Mark],
    at: int,
    found: list[MarkedPassage],
) -> list[_Mark]:
    """What is still open at a mark; passages left behind in earlier paragraphs are ended there."""
    for n, opening in enumerate(stack):
        apart = sum(1 for start, _ in paragraphs if opening.start < start <= mark.start)
        if apart == 0:
            continue
        goes_on = apart < FURTHEST and opening.family != "single" and mark.closes and not mark.opens
        if not goes_on or mark.family != opening.family:
            for left in stack[n:]:
                found += _unclosed(left, _end_of(left, paragraphs), text)
            return stack[:n]
    return stack


def _end_of(opening: _Mark, paragraphs: list[Span]) -> int:
    return next((end for start, end in paragraphs if start <= opening.start < end), opening.end)


def _unclosed(opening: _Mark, end: int, text: str) -> list[MarkedPassage]:
    """The passage after an opening mark whose closing one is missing; single ones are more likely apostrophes."""
    end = opening.end + len(text[opening.end : end].rstrip())
    if opening.family == "single" or not _WORD.search(text, opening.end, end):
        return []
    return [MarkedPassage(opening.start, end, (opening.end, end), closed=False)]


def _related(found: list[MarkedPassage], text: str) -> tuple[MarkedPassage, ...]:
    """The passages with `within` and `continues` set."""
    ordered = sorted(found, key=lambda p: (p.start, -p.end))
    related: list[MarkedPassage] = []
    around: list[int] = []
    for n, passage in enumerate(ordered):
        while around and ordered[around[-1]].end < passage.end:
            around.pop()
        before = next((k for k in reversed(range(n)) if ordered[k].end <= passage.start), None)
        gap = text[ordered[before].end : passage.start] if before is not None else ""
        goes_on = before is not None and not ordered[before].closed and "\n" in gap and not gap.strip()
        related.append(replace(passage, within=around[-1] if around else None, continues=before if goes_on else None))
        around.append(n)
    return tuple(related)
