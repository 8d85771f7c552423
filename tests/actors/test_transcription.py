"""Slavic names from German spelling to English: which are respelt, and how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.actors.references import references
from kg_builder.actors.transcription import english, surname

FIRST_NAMES = references("de").transcribed

RESPELT = """
Wladimir Rachmanin = Vladimir Rakhmanin
Alexej Smirnow = Alexei Smirnov
Nikolaj Wassiljew = Nikolai Vasilyev
Michail Schtscherbakow = Mikhail Shcherbakov
Sergej Rjabkow = Sergei Ryabkov
Andrej Ordasch = Andrei Ordash
Wassilij Nebensja = Vasily Nebensya
Jewgenij Uljanow = Yevgeny Ulyanov
Wiktor Tschernyschow = Viktor Chernyshov
Mykola Solskyj = Mykola Solsky
Igor Lukjanow = Igor Lukyanov
Olga Kowaltschuk = Olga Kovalchuk
Julija Nawalnaja =
Olga Scholz =
Roman Herzog =
Alexander Dobrindt =
Konstantin Kuhle =
Wladimir =
"""


@pytest.mark.parametrize("row", RESPELT.strip().splitlines())
def test_a_name_is_respelt_where_first_name_or_surname_says_so(row: str) -> None:
    name, _, wanted = row.partition(" =")
    found = english(name.split(), FIRST_NAMES)
    assert " ".join(found or ()) == wanted.strip()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß-", min_size=1))
def test_a_surname_keeps_its_parts(word: str) -> None:
    assert surname(word).count("-") == word.count("-")
    assert not set("w@") & set(surname(word))
