"""Edit scripts from form to lemma and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.language.lemmas import apply, script


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("warnte", "warnen"),
        ("geworfen", "werfen"),
        ("Häuser", "Haus"),
        ("Die", "der"),
        ("besser", "gut"),
        ("went", "go"),
        ("U.S.", "U.S."),
        ("ging", "gehen"),
    ],
)
def test_a_script_makes_its_lemma(form: str, lemma: str) -> None:
    assert apply(script(form, lemma), form) == lemma


def test_a_script_serves_other_words_of_its_kind() -> None:
    assert apply(script("warnte", "warnen"), "drohte") == "drohen"
    assert apply(script("Russlands", "Russland"), "Polens") == "Polen"


def test_a_form_too_short_for_a_script_has_no_lemma() -> None:
    assert apply("k|3+|2+en", "ab") is None


def test_what_is_no_script_gives_no_lemma() -> None:
    assert apply("?", "Wort") is None
    assert apply("k|x+|0+", "Wort") is None


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_every_pair_survives(form: str, lemma: str) -> None:
    made = apply(script(form, lemma), form)
    assert made == lemma or form.lower() != form
