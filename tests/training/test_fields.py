"""Sentences with occupations, and the classifier of fields that is fitted to them."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

from spacy.tokens import Span

from kg_builder.training.fields import Example, field_of, figures, fit, occupations
from tests.actors.pieces import doc

WORDS = {"torwart": "sport", "sängerin": "arts", "minister": "public"}
ROWS = """
{noun} NOUN 4 nsubj
Karl PROPN 1 appos PER
Muster PROPN 2 flat PER
sprach VERB 0 root
"""


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        ("Torwart", "sport"),
        ("Nationaltorwart", "sport"),
        ("Außenminister", "public"),
        ("Sängerin", "arts"),
        ("Nachbar", None),
    ],
)
def test_the_noun_beside_a_name_tells_the_field(noun: str, field: str | None) -> None:
    assert field_of(Span(doc("de", ROWS.format(noun=noun)), 1, 3, "PER"), WORDS) == field


def test_two_fields_are_none() -> None:
    rows = ROWS.format(noun="Torwart").rstrip() + "\nMinister NOUN 2 nmod\n"
    assert field_of(Span(doc("de", rows), 1, 3, "PER"), WORDS) is None


def test_the_list_of_occupations_names_each_once() -> None:
    path = Path(__file__).parents[2] / "training" / "occupations.toml"
    for lang in ("de", "en"):
        found = occupations(path, lang)
        assert len(found) > 60
        assert set(found.values()) == {"public", "sport", "arts"}


def test_what_is_fitted_is_found_again() -> None:
    rng = np.random.default_rng(1)
    middles = rng.normal(size=(3, 10)) * 3
    found = [Example((middles[k % 3] + rng.normal(size=10) * 0.3).astype(np.float32), k % 3, k // 3) for k in range(90)]
    weights, bias = fit(found)
    assert all((weights @ one.vector + bias).argmax() == one.field for one in found)
    assert figures(found, 0.5).startswith("90 sentences, field right in 100.0 %")
