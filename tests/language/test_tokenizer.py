"""Tokens are pieces of the text, and agree with Universal Dependencies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_builder.language.tokenizer import blank

GERMAN, ENGLISH = blank("de").tokenizer, blank("en").tokenizer


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Am 14. März kam er.", ["Am", "14.", "März", "kam", "er", "."]),
        ("z. B. im Bundestag", ["z.", "B.", "im", "Bundestag"]),
        ("Der NATO-Generalsekretär", ["Der", "NATO-Generalsekretär"]),
        ("„Nein“, sagte er.", ["„", "Nein", "“", ",", "sagte", "er", "."]),
        ("»Nein«, rief sie", ["»", "Nein", "«", ",", "rief", "sie"]),
    ],
)
def test_german(text: str, tokens: list[str]) -> None:
    assert [t.text for t in GERMAN(text) if not t.is_space] == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The U.S. doesn't agree.", ["The", "U.S.", "does", "n't", "agree", "."]),
        ("Moscow's reply", ["Moscow", "'s", "reply"]),
        ("“No,” he said", ["“", "No", ",", "”", "he", "said"]),
        ("Stop!!!", ["Stop", "!!!"]),
        ("Capt. Miller was re-elected.", ["Capt.", "Miller", "was", "re-elected", "."]),
        ("tanks and/or jets", ["tanks", "and", "/", "or", "jets"]),
        ("call 303-555-0160", ["call", "303-555-0160"]),
        ("Chung Hong-won met Tsai Ing-wen.", ["Chung", "Hong-won", "met", "Tsai", "Ing-wen", "."]),
        ("the Merkel-led cabinet", ["the", "Merkel", "-", "led", "cabinet"]),
        ("a Ten-man team", ["a", "Ten", "-", "man", "team"]),
        ("Ma Ying-jeou, Kang Kyung-wha", ["Ma", "Ying-jeou", ",", "Kang", "Kyung-wha"]),
        ("E-mail Re-Elect", ["E-mail", "Re-Elect"]),
    ],
)
def test_english(text: str, tokens: list[str]) -> None:
    assert [t.text for t in ENGLISH(text) if not t.is_space] == tokens


@settings(deadline=None)
@given(st.text(max_size=60))
def test_tokens_are_the_text(text: str) -> None:
    for tokens in (GERMAN(text), ENGLISH(text)):
        assert "".join(t.text_with_ws for t in tokens) == text
