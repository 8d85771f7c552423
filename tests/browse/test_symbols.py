"""Flags and initials."""

import pytest

from kg_builder.browse.symbols import alpha2, flag, initials, mark
from kg_builder.records import Actor
from kg_builder.vocabulary import WIKIDATA


@pytest.mark.parametrize(
    ("iso3", "iso2"),
    [
        *(("UKR", "UA"), ("POL", "PL"), ("DEU", "DE"), ("CHN", "CN"), ("XKX", "XK"), ("gbr", "GB"), ("SVK", "SK")),
        *(("12A", None), (None, None), ("DE", None), ("SUN", None), ("", None)),
    ],
)
def test_country_codes(iso3: str | None, iso2: str | None) -> None:
    assert alpha2(iso3) == iso2


@pytest.mark.parametrize(
    ("label", "letters"),
    [
        ("NATO", "NATO"),
        ("Jens Stoltenberg", "JS"),
        ("International Atomic Energy Agency", "IAE"),
        ("Court of Justice", "CJ"),
        ("Gazprom", "Ga"),
        ("of the", "OT"),
        ("!!!", "!"),
        ("", "?"),
        ("Ürümqi", "Ür"),
    ],
)
def test_initials(label: str, letters: str) -> None:
    assert initials(label) == letters


def test_flags_only_for_what_has_one() -> None:
    assert flag("UA") == "🇺🇦"
    assert mark(Actor("urn:a", "Ukraine", "state", iso3="UKR")) == "🇺🇦"
    assert mark(Actor(WIKIDATA + "Q1065", "United Nations", "organisation")) == "🇺🇳"
    assert mark(Actor("urn:b", "Olaf Scholz", "person", iso3="DEU")) == "OS"
