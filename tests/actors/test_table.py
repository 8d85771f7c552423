"""Sentences of our own with all their mentions, read by the whole pipeline."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.language import Language

from kg_builder import language
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.mentions import find_mentions
from kg_builder.actors.spelling import folded
from kg_builder.evaluation.namesakes import read_pairs, wrong_pairs

HERE = Path(__file__).parent
TABLE, PAIRS, NAMESAKES = HERE / "mentions.txt", HERE / "references.txt", HERE / "namesakes.tsv"
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
SHARE, PAIRS_SHARE = 0.95, 0.9


@dataclass(frozen=True, slots=True)
class Row:
    """A text and its mentions: code points, words, and the labels that are right."""

    lang: str
    date: str | None
    text: str
    wanted: tuple[tuple[int, int, tuple[str, ...]], ...]


def rows(table: Path = TABLE) -> list[Row]:
    """The rows of a table."""
    found = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, date, marked = line.split(" ", 2)
            text, wanted, at = "", [], 0
            for mark in MARK.finditer(marked):
                text += marked[at : mark.start()]
                wanted.append((len(text), len(text) + len(mark[1]), tuple(mark[2].split("|"))))
                text += mark[1]
                at = mark.end()
            found.append(Row(lang, None if date == "-" else date, text + marked[at:], tuple(wanted)))
    return found


@pytest.fixture(scope="module")
def pipelines() -> dict[str, Language]:
    """The pipelines of both languages with the shipped model."""
    try:
        return {lang: language.load(lang) for lang in ("de", "en")}
    except (FileNotFoundError, OSError) as error:
        pytest.skip(f"no trained model: {error}")


def test_the_table_is_wide_enough() -> None:
    marked = [one for row in rows() for one in row.wanted]
    assert len(marked) >= 300
    assert {row.lang for row in rows()} == {"de", "en"}
    assert sum(row.lang == "de" for row in rows(PAIRS)) >= 60


def test_mentions(pipelines: dict[str, Language]) -> None:
    """Of all mentions 95 % are right: the actor is one that the table allows, and "-" is nobody known."""
    kb = KnowledgeBase.load()
    wrong, total = [], 0
    for row in rows():
        mentions = find_mentions(pipelines[row.lang](row.text), row.lang, kb, row.date)
        for start, end, labels in row.wanted:
            total += 1
            over = [m for m in mentions if m.start < end and m.end > start]
            exact = [m for m in over if m.end == end] or over
            given = {folded(m.actor.label) for m in exact if m.actor.known or labels != ("-",)}
            if labels == ("-",):
                good = not given
            else:
                good = bool(given & {folded(label) for label in labels})
            if not good:
                wrong.append(f"{row.text[start:end]} in “{row.text}”: {labels}, got {sorted(given) or 'nobody'}")
    print(f"mentions: {total - len(wrong)} of {total}", *wrong, sep="\n")
    assert len(wrong) <= (1 - SHARE) * total, f"{len(wrong)} of {total} wrong:\n" + "\n".join(wrong)


def test_references(pipelines: dict[str, Language]) -> None:
    """Of the words that take up an actor without a name most are right: all of the actors that "&" joins, or one."""
    kb = KnowledgeBase.load()
    wrong, total = [], 0
    for row in rows(PAIRS):
        mentions = find_mentions(pipelines[row.lang](row.text), row.lang, kb, row.date)
        for start, end, labels in row.wanted:
            total += 1
            given = {folded(m.actor.label) for m in mentions if m.start < end and m.end == end and m.actor.known}
            wanted = [{folded(name) for name in label.split("&")} for label in labels if label != "-"]
            if not (any(names <= given for names in wanted) if wanted else not given):
                wrong.append(f"{row.text[start:end]} in “{row.text}”: {labels}, got {sorted(given) or 'nobody'}")
    print(f"references: {total - len(wrong)} of {total}", *wrong, sep="\n")
    assert len(wrong) <= (1 - PAIRS_SHARE) * total, f"{len(wrong)} of {total} wrong:\n" + "\n".join(wrong)


def test_namesakes(pipelines: dict[str, Language]) -> None:
    """Most pairs of texts about people of one name are told apart, or kept together, as they should be."""
    pairs = read_pairs(NAMESAKES)
    assert len(pairs) >= 40
    wrong = wrong_pairs(pairs, KnowledgeBase.load(), lambda lang, text: pipelines[lang](text))
    listed = "\n".join(f"{pair.name} (same: {pair.same}): {given}" for pair, given in wrong)
    assert len(wrong) <= (1 - PAIRS_SHARE) * len(pairs), listed


def test_the_order_of_texts_does_not_matter(pipelines: dict[str, Language]) -> None:
    kb = KnowledgeBase.load()
    table = rows()[:8]
    once = [find_mentions(pipelines[row.lang](row.text), row.lang, kb, row.date) for row in table]
    again = [find_mentions(pipelines[row.lang](row.text), row.lang, kb, row.date) for row in reversed(table)]
    assert once == again[::-1]
