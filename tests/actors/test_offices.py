"""Who holds which office by the text."""

import pytest

from kg_builder.actors.mentions import find_actors, find_mentions, find_offices
from kg_builder.actors.offices import OfficeMention
from tests.actors.pieces import doc, few


def offices(lang: str, rows: str, date: str | None = None) -> list[tuple[str, str, str, str, str]]:
    """Person, office, owner, noun and factuality; found both ways, which must agree."""
    made = doc(lang, rows)
    found = find_actors(made, lang, few(), date)
    assert find_offices(made, lang, few(), found.mentions, date) == found.offices
    return [row(made.text, one) for one in found.offices]


def row(text: str, one: OfficeMention) -> tuple[str, str, str, str, str]:
    return one.person.label, one.office, one.of.label, text[one.start : one.end], one.factuality


LAVROV = """
Der DET 3 det
russische ADJ 3 amod NORP
Außenminister NOUN 6 nsubj
Sergej PROPN 3 appos PER
Lawrow PROPN 4 flat PER
sprach VERB 0 root
"""
SPOKESMAN = """
Kreml-Sprecher NOUN 4 nsubj
Karl PROPN 1 appos PER
Muster PROPN 2 flat PER
sprach VERB 0 root
"""
AFTER = """
Karl PROPN 8 nsubj PER
Muster PROPN 1 flat PER
, PUNCT 4 punct
Generalsekretär NOUN 1 appos
der DET 6 det
NATO PROPN 4 nmod ORG
, PUNCT 4 punct
warnte VERB 0 root
"""
ALLIANCE = """
Karl PROPN 9 nsubj PER
Muster PROPN 1 flat PER
, PUNCT 4 punct
Generalsekretär NOUN 1 appos
der DET 7 det
Atlantischen ADJ 7 amod ORG
Allianz PROPN 4 nmod ORG
, PUNCT 4 punct
warnte VERB 0 root
"""
POMPEO = """
US PROPN 2 compound GPE
Secretary NOUN 7 nsubj
of ADP 4 case
State NOUN 2 nmod
Mike PROPN 2 appos PER
Pompeo PROPN 5 flat PER
spoke VERB 0 root
"""


@pytest.mark.parametrize(
    ("lang", "rows", "expected"),
    [
        ("de", LAVROV, ("Sergey Lavrov", "ForeignMinister", "Russia", "Außenminister", "asserted")),
        ("de", SPOKESMAN, ("Karl Muster", "Spokesperson", "Russia", "Sprecher", "asserted")),
        ("de", AFTER, ("Karl Muster", "SecretaryGeneral", "NATO", "Generalsekretär", "asserted")),
        ("de", ALLIANCE, ("Karl Muster", "SecretaryGeneral", "NATO", "Generalsekretär", "asserted")),
        ("en", POMPEO, ("Mike Pompeo", "ForeignMinister", "United States", "Secretary of State", "asserted")),
    ],
)
def test_office_owner_and_holder(lang: str, rows: str, expected: tuple[str, ...]) -> None:
    assert offices(lang, rows, "2022-03-23") == [expected]


def test_the_owner_comes_from_what_is_known_of_the_person() -> None:
    rows = """
Chancellor NOUN 4 nsubj
Olaf PROPN 1 appos PER
Scholz PROPN 2 flat PER
spoke VERB 0 root
"""
    assert offices("en", rows, "2022-03-23")[0][:3] == ("Olaf Scholz", "Chancellor", "Germany")


def test_a_former_office_is_negated() -> None:
    rows = """
Die DET 3 det
frühere ADJ 3 amod
Bundeskanzlerin NOUN 6 nsubj
Angela PROPN 3 appos PER
Merkel PROPN 4 flat PER
sprach VERB 0 root
"""
    assert offices("de", rows, "2023-01-01") == [
        ("Angela Merkel", "Chancellor", "Germany", "Bundeskanzlerin", "negated")
    ]


def test_the_article_is_no_word_for_former() -> None:
    rows = """
Karl PROPN 8 nsubj PER
Muster PROPN 1 flat PER
, PUNCT 6 punct
the DET 6 det
German ADJ 6 amod NORP
chancellor NOUN 1 appos
, PUNCT 6 punct
spoke VERB 0 root
"""
    assert offices("en", rows) == [("Karl Muster", "Chancellor", "Germany", "chancellor", "asserted")]


def test_an_office_is_said_once() -> None:
    assert len(offices("de", LAVROV + "\n" + LAVROV, "2022-03-23")) == 1


def test_two_people_joined_by_and_have_each_their_own_office() -> None:
    rows = """
The DET 4 det
German ADJ 4 amod NORP
foreign ADJ 4 amod
minister NOUN 9 nsubj
and CCONJ 7 cc
President NOUN 7 compound
George PROPN 4 conj PER
Bush PROPN 7 flat PER
spoke VERB 0 root
"""
    assert [one[:3] for one in offices("en", rows, "2003-03-01")] == [("George W. Bush", "President", "United States")]


@pytest.mark.parametrize(("date", "label"), [("2021-11-30", "Angela Merkel"), ("2022-01-15", "Olaf Scholz")])
def test_an_office_alone_is_whom_the_text_names_in_it(date: str, label: str) -> None:
    rows = """
Angela PROPN 3 nsubj PER
Merkel PROPN 1 flat PER
traf VERB 0 root
Olaf PROPN 3 obj PER
Scholz PROPN 4 flat PER

Der DET 2 det
Bundeskanzler NOUN 3 nsubj
lächelte VERB 0 root
"""
    made = doc("de", rows)
    alone = [m for m in find_mentions(made, "de", few(), date) if made.text[m.start : m.end] == "Bundeskanzler"]
    assert [(m.actor.label, m.form) for m in alone] == [(label, "office")]


def test_an_office_that_nobody_named_holds_is_the_states() -> None:
    rows = """
Der DET 3 det
russische ADJ 3 amod NORP
Außenminister NOUN 4 nsubj
warnte VERB 0 root
"""
    made = doc("de", rows)
    found = {made.text[m.start : m.end]: m.actor.label for m in find_mentions(made, "de", few(), "2022-01-15")}
    assert found == {"russische": "Russia", "Außenminister": "Russia"}
