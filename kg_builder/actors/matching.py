"""Matching of many names in running text, whatever their accents and apostrophes, and of their parts inside compounds.

Names are kept in a tree of tokens: one dictionary look-up a token, whatever the number of names. Every way to write a
token (`actors/inflection.py`) leads to the same branch, so that the forms of a long name do not multiply.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg_builder.actors import inflection
from kg_builder.actors.spelling import plainly

Words = Callable[[str], list[str]]
HYPHEN = re.compile("[-–‐‑]")
CACHED = 65536
"""Words whose parts are remembered; texts repeat their words."""


@dataclass(frozen=True, slots=True)
class Alias:
    """What a name may stand for: an actor (IRI) and in which form; inflected: not in the form that it was given in."""

    iri: str
    form: str
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text: tokens [first, last), code points [start, end) and whose name it may be.

    part: the name is only a part of the token ("NATO" in "NATO-Generalsekretär").
    """

    first: int
    last: int
    start: int
    end: int
    aliases: tuple[Alias, ...]
    part: bool = False


class Node:
    """A branch of the tree: what the next token leads to, and what is named when the name ends here."""

    __slots__ = ("aliases", "children")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.aliases: tuple[Alias, ...] = ()


class Matcher:
    """Names of one language. `compound_heads` are lower-case nouns before which a name may stand in one German word."""

    def __init__(self, lang: str, words: Words, compound_heads: Sequence[str] = ()) -> None:
        self.lang = lang
        self._words = words
        self._root = Node()
        self._heads = (
            re.compile(rf"(?P<name>\w{{3,}}?)(?:s?)(?:{'|'.join(compound_heads)})(?:e?s|e[nr]?|ern?|n)?", re.IGNORECASE)
            if compound_heads
            else None
        )
        self.parts = lru_cache(CACHED)(self._parts)

    def add(self, name: str, alias: Alias, declined: bool = False, fixed: bool = False) -> None:
        """Let a name, in all its forms, stand for an actor.

        declined: its words may be common nouns and adjectives ("Internationaler Strafgerichtshof"). fixed: no forms
        but the name as it stands.
        """
        *inner, last = self._words(name) or [name]
        nodes = [self._root]
        for word in inner:
            forms = inflection.inner_word_forms(word, self.lang) if declined and not fixed else (word,)
            nodes = _descend(nodes, _written(forms))
        for form in (last,) if fixed else inflection.last_word_forms(last, self.lang, declined):
            given = alias if form == last else replace(alias, inflected=True)
            for spelt in _written([form]):
                for node in _descend(nodes, [spelt]):
                    if given not in node.aliases:
                        node.aliases = (*node.aliases, given)

    def find(self, texts: Sequence[str]) -> Iterator[tuple[int, int, tuple[Alias, ...]]]:
        """Longest names in a row of tokens, left to right without overlap: first, end, whose."""
        first, count, root = 0, len(texts), self._root.children
        plain = [plainly(text) for text in texts]
        while first < count:
            node = root.get(plain[first])
            if node is None:
                first += 1
                continue
            best, end, at = node.aliases, first + 1, first + 1
            while at < count and (node := node.children.get(plain[at])) is not None:
                at += 1
                if node.aliases:
                    best, end = node.aliases, at
            if best:
                yield first, end, best
                first = end
            else:
                first += 1

    def named(self, text: str) -> tuple[Alias, ...]:
        """Whose name a single token is."""
        node = self._root.children.get(plainly(text))
        return node.aliases if node else ()

    def matches(self, texts: Sequence[str], offsets: Sequence[int]) -> list[Match]:
        """All names in a text, also those inside compounds; `offsets` are the code points where the tokens begin."""
        found, at = [], 0
        for first, last, aliases in self.find(texts):
            found += self._inside(texts, offsets, at, first)
            found.append(Match(first, last, offsets[first], offsets[last - 1] + len(texts[last - 1]), aliases))
            at = last
        return found + self._inside(texts, offsets, at, len(texts))

    def _inside(self, texts: Sequence[str], offsets: Sequence[int], first: int, last: int) -> list[Match]:
        found = []
        joined = self._heads is not None
        for index in range(first, last):
            text = texts[index]
            if len(text) > 4 and (joined or HYPHEN.search(text)):
                for start, end, aliases in self.parts(text):
                    found.append(Match(index, index + 1, offsets[index] + start, offsets[index] + end, aliases, True))
        return found

    def _parts(self, text: str) -> list[tuple[int, int, tuple[Alias, ...]]]:
        """Names inside one token: before and between hyphens, or before a noun of `compound_heads`."""
        if HYPHEN.search(text):
            return [] if text[-1].isdigit() else self._hyphenated(text)  # "EP-3" is an aircraft
        if self._heads and text[0].isupper() and (match := self._heads.fullmatch(text)):
            for name in (match["name"], match["name"] + "s", match["name"].removesuffix("s")):
                if aliases := tuple(a for a in self.named(name) if a.form in ("name", "metonym")):
                    return [(0, len(match["name"]), aliases)]
        return []

    def _hyphenated(self, text: str) -> list[tuple[int, int, tuple[Alias, ...]]]:
        bounds = [0, *(m.end() for m in HYPHEN.finditer(text)), len(text) + 1]
        found, index = [], 0
        while index < len(bounds) - 1:
            for end in range(len(bounds) - 1, index, -1):
                start, stop = bounds[index], bounds[end] - 1
                piece = text[start:stop]
                aliases = () if (start, stop) == (0, len(text)) else self.named(piece)
                if aliases and len(piece) > 1:
                    found.append((start, stop, aliases))
                    index = end
                    break
            else:
                index += 1
        return found


def _written(forms: Sequence[str]) -> list[str]:
    """The ways to write these words, with other capitals, each as a plain keyboard writes it."""
    return list(dict.fromkeys(plainly(spelt) for form in forms for spelt in inflection.spellings(form)))


def _descend(nodes: list[Node], forms: list[str]) -> list[Node]:
    """The nodes that all these forms lead to from all these nodes; forms without a branch share a new one."""
    reached: list[Node] = []
    for node in nodes:
        shared: Node | None = None
        for form in forms:
            child = node.children.get(form)
            if child is None:
                shared = shared or Node()
                child = node.children[form] = shared
            if child not in reached:
                reached.append(child)
    return reached
