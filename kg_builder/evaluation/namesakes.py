"""Scores whether people of one name in two texts are told apart, or kept as one, on a table of our own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.mentions import find_actors


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Two texts (language, text) about somebody of one name, and whether it is the same actor."""

    name: str
    texts: tuple[tuple[str, str], tuple[str, str]]
    same: bool


def read_pairs(table: Path) -> list[Namesakes]:
    """The rows of a file with the columns verdict (same, other), name, language, text, language, text."""
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [Namesakes(name, ((a, one), (b, other)), verdict == "same") for verdict, name, a, one, b, other in rows]


def wrong_pairs(
    pairs: list[Namesakes], kb: KnowledgeBase, parse: Callable[[str, str], Doc]
) -> list[tuple[Namesakes, tuple[str, ...]]]:
    """The pairs that are judged wrongly, with the IRIs given; parse: a language and a text to a Doc."""
    wrong = []
    for pair in pairs:
        found = tuple(iri_of(pair.name, parse(lang, text), lang, kb) for lang, text in pair.texts)
        if "" in found or (found[0] == found[1]) != pair.same:
            wrong.append((pair, found))
    return wrong


def iri_of(name: str, doc: Doc, lang: str, kb: KnowledgeBase) -> str:
    """The IRI that a text gives the actor of a name; empty where it finds none."""
    mentions = find_actors(doc, lang, kb, None).mentions
    return next((one.actor.id for one in mentions if doc.text[one.start : one.end] == name), "")
