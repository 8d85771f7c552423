"""Lemmas and tags by rule, without a model's table."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.language.conventions import tag
from kg_builder.language.lemmatizer import Lemmatizer

GERMAN, ENGLISH = (Lemmatizer(lang, Path("no table")) for lang in ("de", "en"))
TAGS = ["NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "DET", "PRON", "ADP", "PUNCT", "X"]


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("sich", "PRON", "sich"),
        ("anderen", "DET", "anderer"),
        ("mehrere", "DET", "mehr"),
        ("Zur", "ADP", "zu"),
        ("möchte", "AUX", "mögen"),
        ("vorzuwerfen", "VERB", "vorwerfen"),
        ("mitgebracht", "VERB", "mitbringen"),
        ("evakuiert", "VERB", "evakuieren"),
        ("überfüllten", "ADJ", "überfüllt"),
        ("umfassender", "ADJ", "umfassend"),
        ("Kasseler", "ADJ", "Kasseler"),
        ("zufrieden", "ADJ", "zufrieden"),
        ("Klimaaspekten", "NOUN", "Klimaaspekt"),
        ("NATO-Staaten", "NOUN", "NATO-Staat"),
        ("Russlands", "PROPN", "Russland"),
        ("bestimmt", "ADV", "bestimmt"),
    ],
)
def test_german_lemmas(form: str, upos: str, lemma: str) -> None:
    assert GERMAN.lemma(form, upos) == lemma


def test_a_genitive_shows_where_a_name_ends_in_a_vowel() -> None:
    assert GERMAN.lemma("Walesas", "PROPN", "Gen") == "Walesa"
    assert GERMAN.lemma("Texas", "PROPN", "Nom") == "Texas"


@pytest.mark.parametrize(
    ("form", "upos", "lemma"), [("warned", "VERB", "warn"), ("troops", "NOUN", "troop"), ("Kyiv", "PROPN", "Kyiv")]
)
def test_english_lemmas(form: str, upos: str, lemma: str) -> None:
    assert ENGLISH.lemma(form, upos) == lemma


@pytest.mark.parametrize(
    ("form", "given_tag", "expected"),
    [("völlig", "ADV", "ADJ"), ("immer", "ADV", "ADV"), ("Montag", "NOUN", "PROPN"), ("Haus", "NOUN", "NOUN")],
)
def test_german_tags_follow_one_treebank(form: str, given_tag: str, expected: str) -> None:
    assert tag(form, given_tag) == expected


@given(st.text(min_size=1, max_size=20), st.sampled_from(TAGS))
def test_every_word_has_a_lemma(form: str, upos: str) -> None:
    assert isinstance(GERMAN.lemma(form, upos), str)
    assert isinstance(ENGLISH.lemma(form, upos), str)
