"""Coreference as a task of the reader: each mention's head word points at other mentions of the same actor.

Data: the coreference layer of the English treebank GUM (CC BY 4.0; every mention is annotated there), and the names
that annotators of the statement corpus gave to mentions (only sources and targets are annotated there, so other
occurrences of an actor's names are looked up). Pointers follow the idea of mention ranking (Wiseman et al. 2015); a
name is right rather than a pronoun, so that one step leads to who is meant.
"""

import lzma
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.training.network import NEVER, Network

Links = tuple[tuple[int, frozenset[int]], ...]
ENTITY = re.compile(r"\(|\)|[^()]+")
Opened = tuple[str, str, int]
"""Chain, kind and first word of a mention whose end has not come yet."""
SHORTEST = 4
"""Letters of a word of an unknown actor's name that is looked for elsewhere in its text."""


@dataclass(frozen=True, slots=True)
class Chains:
    """A window of words with links: a mention's head word and the words any of which it may point at (none: nobody)."""

    words: list[str]
    links: Links


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention in a treebank's sentence: the chain it belongs to, its kind, first word and last word + 1."""

    chain: str
    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Mentioned:
    """A sentence of a treebank: words, heads (from 1, 0: the root), tags (universal, the treebank's own), mentions."""

    words: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    fine: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def documents(path: Path) -> list[list[Mentioned]]:
    """The documents of a CoNLL-U file (.xz) whose last column holds CorefUD-like entity brackets."""
    found: list[list[Mentioned]] = []
    sentence, stack = Mentioned(), list[Opened]()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                found.append([])
                stack = []
            elif line == "\n":
                if sentence.words:
                    found[-1].append(sentence)
                sentence, stack = Mentioned(), []
            elif line[0] != "#":
                c = line.rstrip("\n").split("\t")
                if c[0].isdigit():
                    place = len(sentence.words)
                    sentence.words.append(c[1])
                    sentence.heads.append(int(c[6]))
                    sentence.tags.append(c[3])
                    sentence.fine.append(c[4])
                    brackets = re.search(r"(?:^|\|)Entity=([^|]+)", c[9])
                    read_brackets(brackets.group(1) if brackets else "", place, stack, sentence.entities)
    return found


def read_brackets(brackets: str, place: int, stack: list[Opened], closed: list[Entity]) -> None:
    """Opens and closes entities at a word: "(4-person-...", "4)" and "(5-place-...)"."""
    opening, name = False, ""
    for piece in ENTITY.findall(brackets):
        if piece == "(":
            opening = True
        elif piece == ")":
            if opened := next((one for one in reversed(stack) if one[0] == name), None):
                stack.remove(opened)
                closed.append(Entity(*opened, place + 1))
            elif stack and not name:
                closed.append(Entity(*stack.pop(), place + 1))
            name = ""
        else:
            name, kind = [part.split("[")[0] for part in (piece + "-").split("-")[:2]]
            if opening:
                stack.append((name, kind, place))
            opening = False


def head_of(heads: Sequence[int], start: int, end: int) -> int:
    """The word of [start, end) that hangs outside of it."""
    return next((i for i in range(start, end) if not start <= heads[i] - 1 < end), start)


def chain_windows(document: Sequence[Mentioned], limit: int) -> list[Chains]:
    """Runs of whole sentences with at most `limit` words and the links between their mentions."""
    windows, run = list[Chains](), list[Mentioned]()
    for sentence in document:
        if run and sum(len(s.words) for s in run) + len(sentence.words) > limit:
            windows.append(joined(run))
            run = []
        run.append(sentence)
    return [*windows, joined(run)] if run else windows


def joined(run: Sequence[Mentioned]) -> Chains:
    """One window; who is mentioned once only points at nobody."""
    groups: dict[str, dict[int, str]] = {}
    at = 0
    for sentence in run:
        for one in sentence.entities:
            word = head_of(sentence.heads, one.start, one.end)
            groups.setdefault(one.chain, {})[at + word] = sentence.tags[word]
        at += len(sentence.words)
    links = []
    for group in groups.values():
        named = {w for w, tag in group.items() if tag == "PROPN"} or {w for w, tag in group.items() if tag == "NOUN"}
        for word in group:
            links.append((word, frozenset(named - {word} or group.keys() - {word})))
    return Chains([w for s in run for w in s.words], tuple(sorted(links)))


class NameWords:
    """The words by which an actor can be named in a text, by the canonical name that annotators gave."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._known: dict[str, frozenset[str]] = {}
        for entry in kb.entries.values():
            forms = [f for by in (entry.names, entry.metonyms) for names in by.values() for f in names]
            single = {f.casefold() for f in forms if " " not in f} | {s.casefold() for s in entry.surnames}
            self._known[entry.actor.label] = frozenset(single)

    def of(self, label: str) -> frozenset[str]:
        """Lower-case words, known ones, else the longer words of the name itself."""
        if label in self._known:
            return self._known[label]
        return frozenset(w.casefold() for w in re.findall(r"\w+", label) if len(w) >= SHORTEST and w[0].isupper())

    def places(self, words: Sequence[str], labels: Iterable[str]) -> dict[str, frozenset[int]]:
        """Where the words of a text name each of some actors."""
        by_word: dict[str, list[int]] = {}
        for i, word in enumerate(words):
            by_word.setdefault(word.casefold().removesuffix("'s").removesuffix("’s"), []).append(i)
        return {
            label: frozenset(i for name in self.of(label) for form in (name, name + "s") for i in by_word.get(form, ()))
            for label in labels
        }


def links_of(words: Sequence[str], mentions: Iterable[tuple[str, int]], places: Mapping[str, frozenset[int]]) -> Links:
    """Links between the annotated mentions (name, head word) of a text and all places where the actors are named."""
    groups: dict[str, set[int]] = {}
    for label, word in mentions:
        groups.setdefault(label, set()).add(word)
    links = []
    for label, group in groups.items():
        found = places.get(label, frozenset())
        named = found or frozenset(w for w in group if not is_function_word(words[w]))
        for word in group:
            links.append((word, named - {word} or (group | found) - {word}))
    return tuple(sorted((word, frozenset(right)) for word, right in links))


def is_function_word(word: str) -> bool:
    """Roughly whether a word is a pronoun: short, in lower case."""
    return word.islower() and len(word) <= 5


def cut(links: Links, start: int, end: int) -> Links:
    """The links of a window of a text; those that only lead out of it are left out."""
    kept = []
    for word, right in links:
        here = frozenset(w - start for w in right if start <= w < end)
        if start <= word < end and (here or not right):
            kept.append((word - start, here))
    return tuple(kept)


def loss(network: Network, hidden: Tensor, present: Tensor, links: Sequence[Links]) -> Tensor:
    """Mean negative log likelihood that a mention points at any right word; hidden (batch, words, width)."""
    rows = [(b, word, right) for b, one in enumerate(links) for word, right in one]
    if not rows:
        return hidden.sum() * 0
    shares = functional.log_softmax(network.antecedents(hidden, present), -1)
    chosen = shares[[b for b, _, _ in rows], [word for _, word, _ in rows]]
    allowed = torch.zeros_like(chosen, dtype=torch.bool)
    for n, (_, _, right) in enumerate(rows):
        allowed[n, [w + 1 for w in right] or [0]] = True
    return -chosen.masked_fill(~allowed, NEVER).logsumexp(-1).mean()


def accuracy(network: Network, hidden: Tensor, present: Tensor, links: Links, words: Sequence[str]) -> tuple[int, int]:
    """How many mentions of one window that are no names by their look point right, and how many there are."""
    best = network.antecedents(hidden, present)[0].argmax(-1).tolist()
    asked = [(word, right) for word, right in links if right and not words[word][:1].isupper()]
    return sum(best[word] - 1 in right for word, right in asked), len(asked)


def treebank(path: Path, limit: int) -> list[Chains]:
    """Windows of all documents of a treebank file."""
    return [window for document in documents(path) for window in chain_windows(document, limit)]
