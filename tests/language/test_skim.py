"""The pass that skips sentences: what it keeps, and that what it skips keeps its words and offsets."""

from pathlib import Path

import pytest

from kg_builder import language
from kg_builder.articles import read
from kg_builder.language.pipeline import model_folder
from kg_builder.language.skim import BOUND, UNSEEN, Screen
from kg_builder.language.tokenizer import blank
from kg_builder.pipeline import Options, Readers

SHARES = {"warnen": 0.9, "frühstück": 0.001}
DULL = "Das Wasser war gestern kalt und grau."
TEXT = f"Russland warnt die Nato vor einem Krieg. {DULL} Stoltenberg wies die Drohung zurück.\n\n{DULL}"


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Moskau warnte.", 1 - 0.1 * (1 - UNSEEN)),
        ("Frühstück, Frühstück!", 1 - 0.999**2),
        ("Das „Frühstück“ kam.", 1.0),
        ("...", 0.0),
    ],
)
def test_words_say_how_likely_a_sentence_holds_a_cue(text: str, likely: float) -> None:
    ((_, found),) = Screen("de", SHARES).sentences(blank("de").make_doc(text))
    assert found == pytest.approx(likely)


def test_sentences_are_told_apart_by_marks() -> None:
    doc = blank("de").make_doc("Moskau warnte. Es gab Frühstück.\nAlle waren satt")
    screen = Screen("de", SHARES)
    assert [doc[tokens[0]].text for tokens, _ in screen.sentences(doc)] == ["Moskau", "Es", "Alle"]
    assert [doc[tokens[0]].text for tokens in screen.skipped(doc)] == ["Es", "Alle"]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_table_that_ships_knows_cues(lang: str) -> None:
    screen = Screen.load(lang, model_folder("default"))
    word, other = {"de": ("verurteilte", "Wasser"), "en": ("condemned", "water")}[lang]
    shares = [next(screen.sentences(blank(lang).make_doc(w)))[1] for w in (word, other)]
    assert shares[0] > BOUND > shares[1]


def test_what_is_skipped_is_one_sentence_without_tags() -> None:
    whole, skimmed = language.load("de")(TEXT), language.load("de", skim=True)(TEXT)
    assert skimmed.text == whole.text
    assert [s.text.strip() for s in skimmed.sents] == [s.text.strip() for s in whole.sents]
    for one, other in zip(whole.sents, skimmed.sents, strict=True):
        words = [t for t in other if not t.is_space]
        if one.text.strip() == DULL:
            assert {t.pos_ for t in words} == {"X"}
            assert {t.head.i for t in words} == {words[0].i}
        else:
            assert "X" not in {t.pos_ for t in words}
            assert [t.pos_ for t in words if t.pos_ == "VERB"] == [t.pos_ for t in one if t.pos_ == "VERB"]


def test_no_other_language_or_pipeline_is_skimmed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="'fr'"):
        language.load("fr", skim=True)
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(ValueError, match="cannot skim"):
        language.load("de", str(tmp_path), skim=True)


def test_skimming_is_another_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert list(read([str(tmp_path)]))
    assert Readers(Options()).versions("de") != Readers(Options(skim=True)).versions("de")
