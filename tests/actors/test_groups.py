"""What unnamed groups are called, and crowds without a noun."""

from collections import Counter

import pytest

from kg_builder.actors.people import People
from tests.actors.pieces import RU, few, known_names
from tests.actors.test_recognition import mentions, spots


def label(lang: str, rows: str, word: str) -> list[str]:
    """Who the mentions are that end in a word."""
    return [label for words, label, _ in mentions(lang, rows, "2020-01-01") if words.split()[-1] == word]


def test_an_opposition_is_that_of_the_state_the_text_is_about() -> None:
    rows = """
Kiew PROPN 2 nsubj GPE
wählte VERB 0 root

Die DET 2 det
Opposition NOUN 3 nsubj - Number=Sing
siegte VERB 0 root
"""
    assert label("de", rows, "Opposition") == ["Ukrainian opposition"]


def test_protesters_have_no_nationality_but_what_they_are_for() -> None:
    rows = """
{} ADJ 2 amod {}
protesters NOUN 3 nsubj - Number=Plur
marched VERB 0 root
"""
    assert label("en", rows.format("Russian", "NORP"), "protesters") == ["protesters"]
    assert label("en", rows.format("pro-Russian", "-"), "protesters") == ["pro-Russian protesters"]
    farmers = rows.format("Russian", "NORP").replace("protesters", "farmers")
    assert label("en", farmers, "farmers") == ["Russian farmers"]


def test_one_of_a_group_is_called_in_the_singular() -> None:
    rows = """
{} DET 3 det
russische ADJ 3 amod NORP
{} NOUN 4 nsubj - Number={}
klagt VERB 0 root
"""
    assert label("de", rows.format("Eine", "Firma", "Sing"), "Firma") == ["Russian company"]
    assert label("de", rows.format("Die", "Firmen", "Plur"), "Firmen") == ["Russian companies"]


def test_people_of_a_person() -> None:
    rows = """
{} NOUN 5 nsubj - Number=Plur
of ADP 3 case
Angela PROPN 1 nmod PER
Merkel PROPN 3 flat PER
spoke VERB 0 root
"""
    assert label("en", rows.format("Supporters"), "Supporters") == ["Merkel supporters"]
    assert label("en", rows.format("Lawyers"), "Lawyers") == ["Angela Merkel's lawyers"]
    assert label("en", rows.format("Rebels"), "Rebels") == ["rebels"]


def test_compatriots_are_the_inhabitants_of_a_persons_state() -> None:
    rows = """
Compatriots NOUN 5 nsubj - Number=Plur
of ADP 3 case
Sergei PROPN 1 nmod PER
Lavrov PROPN 3 flat PER
spoke VERB 0 root
"""
    assert label("en", rows, "Compatriots") == ["Russians"]


@pytest.mark.parametrize(
    ("verb", "found"), [("zogen", ["protesters"]), ("demonstrierten", ["protesters"]), ("fliehen", [])]
)
def test_a_number_of_people_who_act_together(verb: str, found: list[str]) -> None:
    rows = f"Tausende NOUN 2 nsubj - Number=Plur\n{verb} VERB 0 root\ndurch ADP 4 case\nKiew PROPN 2 obl GPE"
    assert label("de", rows, "Tausende") == found


@pytest.mark.parametrize(("verb", "found"), [("march", ["protesters"]), ("sleep", [])])
def test_people_are_protesters_where_they_do_what_protesters_do(verb: str, found: list[str]) -> None:
    assert label("en", f"People NOUN 2 nsubj - Number=Plur\n{verb} VERB 0 root", "People") == found


def test_a_number_takes_up_protesters_named_before() -> None:
    before = "Protesters NOUN 2 nsubj - Number=Plur\nmarched VERB 0 root\n\n"
    rows = "Police NOUN 2 nsubj\narrested VERB 0 root\ndozens NOUN 2 obj - Number=Plur"
    assert label("en", before + rows, "dozens") == ["protesters"]
    assert label("en", rows, "dozens") == []


def test_a_plural_takes_up_no_single_organisation() -> None:
    rows = """
Deutsche PROPN 3 nsubj ORG
Bank PROPN 1 flat ORG
warnte VERB 0 root

Die DET 2 det
Banken NOUN 3 nsubj - Number=Plur
zahlten VERB 0 root
"""
    assert label("de", rows, "Banken") == ["banks"]


def test_a_seat_that_is_taken_for_a_person_is_the_state() -> None:
    rows = "White ADJ 2 amod PER\nHouse PROPN 3 nsubj PER\nspoke VERB 0 root"
    assert mentions("en", rows) == [("White House", "United States", "metonym")]


def test_a_plain_german_noun_is_no_name() -> None:
    rows = "Die DET 2 det\n{} {} 3 nsubj ORG\nwarnte VERB 0 root"
    assert mentions("de", rows.format("Werft", "NOUN")) == []
    assert [label for _, label, _ in mentions("de", rows.format("Werft", "PROPN"))] == ["Werft"]


def test_an_office_is_no_surname() -> None:
    rows = "The DET 2 det\n{} PROPN 3 nsubj PER\nspoke VERB 0 root"
    assert mentions("en", rows.format("President")) == []
    assert [label for _, label, _ in mentions("en", rows.format("Presley"))] == ["Presley"]


def test_the_kind_of_an_organisation_is_no_part_of_its_name() -> None:
    rows = "Die DET 2 det\nPartei NOUN 4 nsubj ORG\nSortu PROPN 2 flat ORG\nwarnte VERB 0 root"
    assert spots("de", rows) == [("Sortu", "ORG")]


def test_surnames_count_on_states_that_are_named_while_the_text_is_read() -> None:
    weights = Counter[str]()
    people = People(few(), known_names("en")[0], "en", "2021-01-01", weights)
    assert people.prominent("Lavrov") is None
    weights[RU] += 1
    assert people.prominent("Lavrov") == few().by_label("Sergey Lavrov")


def test_a_ministry_that_is_not_known_is_its_state() -> None:
    rows = """
Russia PROPN 2 nsubj GPE
spoke VERB 0 root

The DET 2 det
Ministry PROPN 6 nsubj ORG
of ADP 5 case ORG
External ADJ 5 amod ORG
Affairs PROPN 2 nmod ORG
warned VERB 0 root
"""
    assert label("en", rows, "Ministry") == ["Russia"]


def test_an_aircraft_is_no_organisation() -> None:
    assert spots("en", "The DET 2 det\nNATO-3 NOUN 3 nsubj\nlanded VERB 0 root") == []


def test_of_two_with_one_surname_the_one_named_more_is_meant() -> None:
    weights = Counter[str]()
    people = People(few(), known_names("en")[0], "en", "2021-01-01", weights)
    for name in ("Ivan Lavrov", "Sergei Lavrov"):
        people.introduce(name.split(), people.full(name.split(), name))
    meant = people.single("Lavrov")
    assert meant is not None
    assert meant[0].label == "Sergey Lavrov"
    weights[people.full(["Ivan", "Lavrov"], "Ivan Lavrov").id] += 2
    meant = people.single("Lavrov")
    assert meant is not None
    assert meant[0].label == "Ivan Lavrov"


def test_tens_of_thousands_are_a_crowd_and_tens_of_ships_are_none() -> None:
    rows = """
Tens NOUN 4 nsubj - Number=Plur
of ADP 3 case
{} NOUN 1 nmod - Number=Plur
marched VERB 0 root
"""
    assert label("en", rows.format("thousands"), "Tens") == ["protesters"]
    assert label("en", rows.format("people"), "Tens") == ["protesters"]
    assert label("en", rows.format("ships"), "Tens") == []


def test_an_adjective_that_a_group_is_called_by_is_not_said_twice() -> None:
    rows = """
The DET 3 det
rich ADJ 3 amod
countries NOUN 4 nsubj - Number=Plur
agreed VERB 0 root
"""
    assert label("en", rows, "countries") == ["rich countries"]
