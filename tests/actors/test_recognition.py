"""Names of a Doc: those known, and those only the recogniser found."""

from kg_builder.actors.mentions import find_mentions
from kg_builder.actors.recognition import find_spots
from kg_builder.vocabulary import ACTOR
from tests.actors.pieces import doc, few, known_names


def spots(lang: str, rows: str) -> list[tuple[str, str]]:
    """Names with the recogniser's labels."""
    made = doc(lang, rows)
    names, words = known_names(lang)
    return [(made.text[spot.start : spot.end], spot.label) for spot in find_spots(made, names, words)]


def mentions(lang: str, rows: str, date: str | None = None) -> list[tuple[str, str, str]]:
    """Mentions with label and form."""
    made = doc(lang, rows)
    return [(made.text[m.start : m.end], m.actor.label, m.form) for m in find_mentions(made, lang, few(), date)]


def test_known_names_need_no_entity_and_unknown_ones_do() -> None:
    rows = """
Russland PROPN 2 nsubj
traf VERB 0 root
Karl PROPN 2 obj PER
Muster PROPN 3 flat PER
in ADP 6 case
Kiew PROPN 2 obl GPE
"""
    assert spots("de", rows) == [("Russland", ""), ("Karl Muster", "PER"), ("Kiew", "GPE")]


def test_a_state_inside_a_persons_name_is_no_state() -> None:
    rows = """
Michael PROPN 3 nsubj PER
Georgia PROPN 1 flat PER
spoke VERB 0 root
"""
    assert mentions("en", rows) == [("Michael Georgia", "Michael Georgia", "name")]


def test_a_sea_named_after_a_state_is_not_the_state() -> None:
    rows = """
Der DET 2 det
Golf PROPN 5 nsubj LOC
von ADP 4 case LOC
Georgien PROPN 2 nmod LOC
liegt VERB 0 root
"""
    assert mentions("de", rows) == []


def test_titles_are_no_part_of_a_name() -> None:
    rows = """
Präsident NOUN 4 nsubj PER
Karl PROPN 1 appos PER
Muster PROPN 2 flat PER
sprach VERB 0 root
"""
    assert ("Karl Muster", "Karl Muster", "name") in mentions("de", rows)


def test_unknown_names_are_minted_by_name_alone() -> None:
    rows = """
Die DET 2 det
Freiheitsfront PROPN 3 nsubj ORG
warnte VERB 0 root
Karl PROPN 3 obj PER
Muster PROPN 4 flat PER
"""
    made = doc("de", rows)
    actors = {m.actor.id: m.actor.type for m in find_mentions(made, "de", few(), None)}
    assert actors == {ACTOR + "freiheitsfront": "organisation", ACTOR + "karl-muster": "person"}


def test_genitives_of_unknown_names_are_the_same_actor() -> None:
    rows = """
Karl PROPN 3 nsubj PER
Muster PROPN 1 flat PER
sprach VERB 0 root

Musters PROPN 2 nmod PER
Rede NOUN 0 root

Die DET 2 det
Rede NOUN 0 root
Karl PROPN 2 nmod PER
Musters PROPN 3 flat PER
"""
    assert {label for _, label, _ in mentions("de", rows)} == {"Karl Muster"}


def test_an_acronym_in_brackets_is_the_same_organisation() -> None:
    rows = """
Die DET 2 det
Freiheitsfront PROPN 6 nsubj ORG
( PUNCT 4 punct
FFX PROPN 2 appos ORG
) PUNCT 4 punct
warnte VERB 0 root

FFX PROPN 2 nsubj ORG
schwieg VERB 0 root
"""
    assert {label for _, label, _ in mentions("de", rows)} == {"Freiheitsfront"}
