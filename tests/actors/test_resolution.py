"""Who a name is: dates, places, spellings, surnames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.actors.mentions import find_mentions, mention_of
from kg_builder.actors.spelling import distance, folded, same_name, same_person, skeleton, slug
from tests.actors.pieces import doc, few
from tests.actors.test_recognition import mentions

BUSH = """
George PROPN 3 nsubj PER
Bush PROPN 1 flat PER
spoke VERB 0 root
"""


@pytest.mark.parametrize(("date", "label"), [("1990-08-08", "George H. W. Bush"), ("2003-03-18", "George W. Bush")])
def test_the_date_tells_namesakes_apart(date: str, label: str) -> None:
    assert mentions("en", BUSH, date) == [("George Bush", label, "name")]


@pytest.mark.parametrize(
    ("rows", "form"),
    [
        ("In ADP 2 case\nMoskau PROPN 3 obl GPE\nregnet VERB 0 root", "place"),
        ("Moskau PROPN 2 nsubj GPE\ndroht VERB 0 root", "metonym"),
        ("Moskaus PROPN 2 nmod GPE\nForderung NOUN 0 root", "metonym"),
        ("Krieg NOUN 0 root\nin ADP 4 case\nder DET 4 det\nUkraine PROPN 1 nmod GPE", "place"),
        ("Die DET 2 det\nUkraine PROPN 3 nsubj GPE\nwarnt VERB 0 root", "name"),
        ("Waffen NOUN 0 root\naus ADP 3 case\nRussland PROPN 1 nmod GPE", "name"),
        ("Sie PRON 2 nsubj\nreiste VERB 0 root\nnach ADP 4 case\nBerlin PROPN 2 obl GPE", "place"),
        ("Streit NOUN 0 root\nzwischen ADP 3 case\nMoskau PROPN 1 nmod GPE", "metonym"),
        ("in ADP 2 case\nMariupol PROPN 0 root GPE", "place"),
    ],
)
def test_a_city_is_a_place_or_an_actor(rows: str, form: str) -> None:
    assert [found for _, _, found in mentions("de", rows)] == [form]


def test_a_surname_takes_up_the_full_name_in_any_spelling() -> None:
    rows = """
Sergey PROPN 3 nsubj PER
Lavrow PROPN 1 flat PER
sprach VERB 0 root

Lawrow PROPN 2 nsubj PER
schwieg VERB 0 root

Lawrows PROPN 2 nmod PER
Rede NOUN 0 root
"""
    assert {label for _, label, _ in mentions("de", rows)} == {"Sergey Lavrov"}


def test_a_surname_alone_means_who_is_in_office() -> None:
    rows = "Scholz PROPN 2 nsubj PER\nwarnte VERB 0 root"
    assert mentions("de", rows, "2022-02-01") == [("Scholz", "Olaf Scholz", "name")]
    assert mentions("de", rows, "1995-02-01") == [("Scholz", "Scholz", "name")]


@pytest.mark.parametrize(
    ("surname", "date", "label"),
    [
        ("Merkel", None, "Angela Merkel"),
        ("Merkel", "2024-02-01", "Angela Merkel"),
        ("Merkel", "1985-02-01", "Merkel"),
        ("Clinton", None, "Clinton"),  # two people who led offices bear it
    ],
)
def test_a_surname_of_one_leader_only_needs_no_context(surname: str, date: str | None, label: str) -> None:
    rows = f"{surname} PROPN 2 nsubj PER\nwarned VERB 0 root"
    assert mentions("en", rows, date) == [(surname, label, "name")]


def test_a_namesake_of_the_state_elsewhere() -> None:
    rows = """
In ADP 2 case
Georgia PROPN 3 obl GPE
began VERB 0 root
a DET 5 det
recount NOUN 3 obj
near ADP 7 case
Atlanta PROPN 3 obl GPE
"""
    assert all(label != "Georgia" for _, label, _ in mentions("en", rows))
    assert mentions("en", rows.replace("Atlanta", "Tbilisi"))[0] == ("Georgia", "Georgia", "place")


def test_the_mention_of_a_phrase_is_that_of_its_head() -> None:
    made = doc(
        "de",
        """
Der DET 3 det
russische ADJ 3 amod NORP
Außenminister NOUN 6 nsubj
Sergej PROPN 3 appos PER
Lawrow PROPN 4 flat PER
sprach VERB 0 root
mit ADP 9 case
ukrainischen ADJ 9 amod NORP
Beamten NOUN 6 obl - Number=Plur
""",
    )
    found = find_mentions(made, "de", few(), "2022-02-01")
    text = made.text

    def label(words: str) -> str:
        start = text.index(words)
        one = mention_of(made, found, start, start + len(words))
        assert one is not None
        return one.actor.label

    assert label("Der russische Außenminister Sergej Lawrow") == "Sergey Lavrov"
    assert label("russische") == "Russia"
    assert label("ukrainischen Beamten") == "Ukraine"
    assert mention_of(made, found, text.index("sprach"), text.index("sprach") + 6) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lawrow", "Lavrov"), ("Lawrow", "Lavrow"), ("Selenskyj", "Zelensky"), ("Selenskyj", "Zelenskyy"),
        ("Timoschenko", "Tymoshenko"), ("Janukowitsch", "Yanukovych"), ("Gorbatschow", "Gorbachev"),
        ("Guterres", "Gutérres"), ("Schoigu", "Shoigu"), ("Baschir", "Bashir"), ("Hussein", "Hussain"),
        ("Litwinenko", "Litvinenko"), ("Medwedew", "Medvedev"),
    ],
)  # fmt: skip
def test_transliterations_meet(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Merkel", "Macron"), ("Bush", "Bosch"), ("Scholz", "Schulz"), ("Abt", "Abbott"), ("Lavrov", "Lebedev")],
)
def test_other_names_do_not_meet(one: str, other: str) -> None:
    assert not (same_name(one, other) and same_person(["Karl", one], ["Anna", other]))


def test_soft_hyphens_part_no_name() -> None:
    assert folded("Sel\u00adenskyj") == folded("Selenskyj")
    assert same_name("Sel\u00adenskyj", "Zelenskyy")


def test_first_names_part_people() -> None:
    assert same_person(["Sergej", "Lawrow"], ["Sergey", "Lavrov"])
    assert same_person(["S.", "Lawrow"], ["Sergey", "Lavrov"])
    assert not same_person(["Michael", "Jordan"], ["Sergey", "Jordan"])
    assert not same_person([], ["Sergey", "Jordan"])
    assert not same_person(["Luis", "Ortega"], ["Luisa", "Ortega"])
    assert same_person(["Richard", "B.", "Brenner"], ["Dick", "Brenner"])
    assert not same_person(["Robert", "Brenner"], ["Dick", "Brenner"])


@pytest.mark.parametrize("suffix", ["Jr.", "Jr", "junior", "III", "Sr."])
def test_what_parts_father_and_son_parts_no_names(suffix: str) -> None:
    assert same_person(["Karl", "B.", "Brenner", suffix], ["Karl", "Brenner"])
    assert not same_person(["Anna", "Brenner", suffix], ["Karl", "Brenner"])
    assert not same_person(["Karl", "Brenner"], ["Karl", suffix])


@given(st.text(max_size=30))
def test_spellings_of_any_text(text: str) -> None:
    assert folded(text.upper()) == folded(folded(text).upper())
    assert same_name(text, text)
    assert slug(text) == slug(text.upper()) or not text.isascii()
    assert isinstance(skeleton(text), str)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_one(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
