"""Pronouns that look ahead, subjects that verbs share, genders of nouns, and words for several actors."""

from tests.actors.test_coreference import given
from tests.actors.test_recognition import mentions

THREE = """
Russland PROPN 6 nsubj GPE
, PUNCT 3 punct
Deutschland PROPN 1 conj GPE
und CCONJ 5 cc
Ukraine PROPN 1 conj GPE
stritten VERB 0 root
"""


def test_a_possessive_before_its_speaker_is_the_speaker() -> None:
    rows = """
Sein DET 2 det - Poss=Yes
Land NOUN 4 nsubj - Number=Sing
werde AUX 4 aux - Mood=Sub|VerbForm=Fin
helfen VERB 6 ccomp
, PUNCT 4 punct
sagte VERB 0 root
Sergej PROPN 6 nsubj PER
Lawrow PROPN 7 flat PER
"""
    assert given("de", rows, "Sein") == ["Sergey Lavrov"]
    assert given("de", rows, "Land") == ["Russia"]


def test_an_object_is_not_the_subject_that_its_verb_shares() -> None:
    rows = """
Emmanuel PROPN 3 nsubj PER
Muster PROPN 1 flat PER
spoke VERB 0 root

Sergei PROPN 3 nsubj PER
Lavrov PROPN 1 flat PER
called VERB 0 root
and CCONJ 5 cc
asked VERB 3 conj
him PRON 5 obj - Number=Sing
"""
    assert given("en", rows, "him") == ["Emmanuel Muster"]


def test_a_pronoun_agrees_with_the_noun_before_it() -> None:
    rows = """
Sergej PROPN 3 nsubj PER
Lawrow PROPN 1 flat PER
sprach VERB 0 root

Russlands PROPN 3 nmod GPE
eigene ADJ 3 amod
Regierung NOUN 4 nsubj - Number=Sing
schwieg VERB 0 root

Er PRON 2 nsubj - Number=Sing
ging VERB 0 root
"""
    assert given("de", rows, "Er") == ["Sergey Lavrov"]


def test_a_capital_within_a_sentence_speaks_to_someone() -> None:
    rows = """
Russland PROPN 2 nsubj GPE
schwieg VERB 0 root

Wir PRON 2 nsubj
danken VERB 0 root
Ihnen PRON 2 iobj - Number=Plur
"""
    assert given("de", rows, "Ihnen") == []


def test_three_are_those_named_side_by_side() -> None:
    rows = THREE + "\nDie DET 3 det\ndrei NUM 3 nummod\nStaaten NOUN 4 nsubj - Number=Plur\nschwiegen VERB 0 root\n"
    assert given("de", rows, "drei Staaten") == ["Russia", "Germany", "Ukraine"]
    assert given("de", rows.replace("drei NUM", "vier NUM"), "vier Staaten") == []


def test_a_dateline_is_a_place() -> None:
    rows = """
Moskau PROPN 4 parataxis GPE
– PUNCT 1 punct
Deutschland PROPN 4 nsubj GPE
drohte VERB 0 root
"""
    assert ("Moskau", "Russia", "place") in mentions("de", rows, "2020-01-01")
    assert ("Moskau", "Russia", "metonym") in mentions("de", rows.replace("– PUNCT", ", PUNCT"), "2020-01-01")


def test_soldiers_abroad_are_not_of_the_state_they_are_in() -> None:
    rows = """
Soldiers NOUN 4 nsubj - Number=Plur
in ADP 3 case
Georgia PROPN 1 nmod GPE
waited VERB 0 root
"""
    assert given("en", rows, "Soldiers") == []
