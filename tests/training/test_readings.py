"""Annotated articles as training windows: cues at head words, pointers to every mention of the right actor."""

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg_builder.statements.lexicon import Lexicon
from kg_builder.training.exercises import exercise
from kg_builder.training.network import POINTERS
from kg_builder.training.notes import read
from kg_builder.training.readings import Document, windows
from kg_builder.training.samples import Index, reading_gold
from kg_builder.vocabulary import statement_types

TEXT = "Moskau zürnt. Die NATO warnte Russland und Belarus. Rom schwieg. Man sprach von Moskau."
NOTES = (
    "@ a\n"
    "2 Warn | warnte | NATO{Die NATO} -> Russia{Russland}\n"
    "2 Warn/Threaten | warnte | NATO{Die NATO} -> Belarus{Belarus}\n"
    "4 State | sprach | - -> Russia{Moskau} | fact=negated\n"
    "1 Condemn | zürnt | Russia{Moskau} -> Chad\n"
)


def flat(rows: list[list[str]]) -> list[list[int]]:
    """A parser for which the last word is the root and every other hangs on it."""
    return [[len(row)] * (len(row) - 1) + [0] for row in rows]


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "x.articles.jsonl").write_text(json.dumps({"id": "a", "lang": "de", "text": TEXT}), encoding="utf-8")
    (tmp_path / "x.notes").write_text(NOTES, encoding="utf-8")
    ((annotated,), faults) = read(tmp_path / "x.articles.jsonl", tmp_path / "x.notes", frozenset(statement_types()))
    assert not faults
    return Document(annotated, "de", flat)


def words_of(document: Document, group: frozenset[int]) -> list[str]:
    return [document.words[i] for i in sorted(group)]


def test_every_mention_of_an_actor_is_right(document: Document) -> None:
    _, warning, speaking = document.cues
    targets = [words_of(document, g) for g in warning.pointers["target"]]
    assert targets == [["Moskau", "Russland", "Moskau"], ["Belarus"]]
    assert warning.types == {"Warn": pytest.approx(0.85), "Threaten": pytest.approx(0.15)}
    assert speaking.pointers["source"] == []
    assert speaking.factuality == "negated"


def test_an_actor_without_mention_is_not_asked_for(document: Document) -> None:
    assert "target" not in document.cues[0].asked
    assert "source" in document.cues[0].asked


def test_windows_do_not_ask_for_what_lies_outside(document: Document) -> None:
    rows = windows(document, 4, None)
    assert [w for row in rows for w in row.words] == document.words
    last = next(row for row in rows if "sprach" in row.words)
    assert [last.words[i] for i in last.cues[0].pointers["target"][0]] == ["Moskau"]
    warning = next(row for row in rows if "warnte" in row.words).cues[0]
    assert len(warning.pointers["target"]) == 2
    assert all(i < len(TEXT.split()) for group in warning.pointers["target"] for i in group)


def test_gold_tensors(document: Document) -> None:
    types = {name: i + 1 for i, name in enumerate(sorted(statement_types()))}
    index = Index({}, {}, {}, {}, {}, {}, {}, types, {"asserted": 0, "negated": 1})
    (window,) = windows(document, 99, None)
    gold = reading_gold([window], len(window.words) + 2, index)
    assert gold.known.sum() == len(window.words)
    assert gold.cues.sum(-1).allclose(gold.cues.new_ones(1, len(window.words) + 2))
    assert gold.factuality.tolist() == [0, 0, 1]
    groups = [(c, POINTERS[p]) for c, p in zip(gold.cue.tolist(), gold.pointer.tolist(), strict=True)]
    assert (0, "target") not in groups
    assert groups.count((1, "target")) == 2
    nobody = groups.index((2, "source"))
    assert gold.allowed[nobody].nonzero().flatten().tolist() == [0]


def test_an_example_of_the_lexicon_knows_one_cue() -> None:
    entry = next(e for e in Lexicon.load("de").entries if e.lemma == "warnen" and e.expect[0])
    words = entry.example.replace(".", " .").replace(",", " ,").split()
    doc = Doc(Vocab(), words, pos=["VERB" if w.startswith("warn") else "X" for w in words],
              lemmas=["warnen" if w.startswith("warn") else w for w in words],
              heads=[0] * len(words), deps=["dep"] * len(words))  # fmt: skip
    one = exercise(entry, doc)
    assert one is not None
    ((place, cue),) = [(min(one.known or ()), one.cues[0])]
    assert one.words[place].startswith("warn")
    assert cue.types == {entry.type: 1.0}
    assert cue.factuality is None
    assert cue.asked == {"source", "target"}
