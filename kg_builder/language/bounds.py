"""Where sentences begin: the head's likelihoods, read together with the marks that stand in the text.

Lines always begin a sentence. Within a line, the marks between two words (ends of sentences, quotation marks, brackets,
footnotes) form one gap; the sentence begins behind what closes and before what opens, wherever in the gap the head
puts it, and how sure the head must be depends on what the gap holds and on the word after it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

ENDS = re.compile(r"[.!?…]+$")
OPENING = frozenset(("„", "‚", "``", "(", "["))
CLOSING = frozenset(("”", "''", ")", "]"))
EITHER = frozenset(('"', "“", "»", "«", "›", "‹", "‘"))
APOSTROPHES = frozenset(("'", "’"))
FOOTNOTE = re.compile(r"\d{1,3}$")
TITLES = frozenset("gen sen rep gov lt col sgt capt adm st mt vs nr dr drs prof abs art hl gebr str bzw vgl".split())
DATE, TIME = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}$"), re.compile(r"\d{1,2}:\d{2}$")
RULE = re.compile(r"([=*_~-])\1{3,}$")
AFTER_END, LOWER, ELLIPSIS, BARE = 0.02, 0.1, 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two words of a line (positions in the line).

    first: the first mark, or the next word where there is none; begin: where a sentence would begin; word: the next
    word; end: the mark that ends a sentence, if any; broken: a comma or the like stands after it or instead of it.
    """

    first: int
    begin: int
    word: int
    end: str | None
    broken: bool


def sides(doc: Doc, line: Sequence[int]) -> dict[int, str]:
    """'open' or 'close' for each quotation mark and bracket of a line, by position in the line; apostrophes of words
    have no side. Straight marks and those that languages use both ways are told by the blanks around them."""
    found: dict[int, str] = {}
    depth = 0
    for place, i in enumerate(line):
        text = doc[i].text
        if text in OPENING:
            found[place] = "open"
        elif text in CLOSING:
            found[place] = "close"
        elif text in EITHER or text in APOSTROPHES:
            before = place == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space or doc[i - 1].text in OPENING
            after = place == len(line) - 1 or bool(doc[i].whitespace_) or doc[i + 1].is_space
            if before == after:
                side = "close" if depth else "open"
            else:
                side = "open" if before else "close"
            if text in APOSTROPHES and side == "close" and not depth:
                continue
            found[place] = side
        else:
            continue
        if text not in "()[]":
            depth = max(0, depth + (1 if found[place] == "open" else -1))
    return found


def gaps(doc: Doc, line: Sequence[int]) -> Iterator[Gap]:
    """The gaps between the words of a line."""
    marks = sides(doc, line)
    place = 1
    while place < len(line):
        first, end, broken = place, None, False
        begin = place
        opened = False
        while place < len(line):
            text = doc[line[place]].text
            side = marks.get(place)
            if side == "close":
                begin, opened = place + 1, False
            elif side == "open" and end and text == "[" and footnote(doc, line, place):
                place += 2
                begin, opened = place + 1, False
            elif side == "open":
                begin, opened = (begin if opened else place), True
            elif ENDS.match(text):
                end, broken, begin, opened = text, False, place + 1, False
            elif text in (",", ";", ":"):
                broken, begin, opened = True, place + 1, False
            else:
                break
            place += 1
        if place < len(line) and begin < len(line):
            yield Gap(first, begin, place, end, broken)
        place += 1


def clear(doc: Doc, line: Sequence[int], gap: Gap) -> bool:
    """Whether a sentence very likely begins in the gap whatever the head says: an end mark, then a capital."""
    if not gap.end or gap.broken or doc[line[gap.first - 1]].text.lower() in TITLES:
        return False
    return doc[line[gap.word]].text[0].isupper() and gap.end[-1] in ".!?"


def footnote(doc: Doc, line: Sequence[int], place: int) -> bool:
    """Whether a bracket opens a footnote's number: [17]."""
    inner = [doc[i].text for i in line[place + 1 : place + 3]]
    return len(inner) == 2 and inner[1] == "]" and bool(FOOTNOTE.match(inner[0]))


def threshold(doc: Doc, line: Sequence[int], gap: Gap, since: int) -> float:
    """How sure the head must be that a sentence begins in the gap; since: position of the last beginning."""
    word, before = doc[line[gap.word]], doc[line[gap.first - 1]]
    if breaks(doc, line, gap):
        return -1.0
    if gap.broken or word.text[0] in "%/+":
        return 1.0
    if gap.end is None:
        lone = gap.first - since < 2 or before.text in ("-", "–", "—")
        glued = not (doc[line[gap.begin] - 1].whitespace_ or doc[line[gap.begin] - 1].is_space)
        return 1.0 if lone or glued else BARE
    if before.text.lower() in TITLES and gap.end == ".":
        return 0.9
    if word.text[0].isupper():
        return ELLIPSIS / 2 if gap.end in ("…", "...", "..") else AFTER_END
    return ELLIPSIS if gap.end in ("…", "...", "..") else LOWER


def breaks(doc: Doc, line: Sequence[int], gap: Gap) -> bool:
    """Whether layout parts the words: stamps of date and time in letters, addresses in rows, drawn lines."""
    word = doc[line[gap.word]].text
    if word[0].isalpha() and not word.startswith("http") and doc[line[gap.first - 1]].text[-1] not in "M=*_~-":
        return False
    here = [doc[i].text for i in line[max(0, gap.first - 3) : gap.word + 2]]
    at = gap.word - max(0, gap.first - 3)
    if RULE.match(here[at]) or RULE.match(doc[line[gap.first - 1]].text):
        return bool(doc[line[gap.word] - 1].whitespace_)
    if len(here) > at + 1 and DATE.match(here[at]) and TIME.match(here[at + 1]):
        return gap.first == gap.word
    if gap.first == gap.word and at == 3 and here[2] in ("AM", "PM") and TIME.match(here[1]) and DATE.match(here[0]):
        return True
    return here[at].startswith("http") and gap.first == gap.word and doc[line[gap.first - 1]].text.startswith("http")


def begins(doc: Doc, line: Sequence[int], shares: NDArray[np.float32]) -> list[int]:
    """The positions in the line where sentences begin; shares: how likely each word of the line begins one."""
    found = [0]
    for gap in gaps(doc, line):
        share = float(shares[gap.first : gap.word + 1].max())
        if share > threshold(doc, line, gap, found[-1]):
            found.append(gap.begin)
    return found
