"""Pronouns, possessives, epithets, bodies and groups."""

from kg_builder.actors.mentions import find_mentions
from tests.actors.pieces import doc, few
from tests.actors.test_recognition import mentions

GREET = """
Angela PROPN 3 nsubj PER
Merkel PROPN 1 flat PER
traf VERB 0 root
Sergej PROPN 3 obj PER
Lawrow PROPN 4 flat PER
"""


def given(lang: str, rows: str, word: str, date: str | None = "2020-01-01") -> list[str]:
    """Who the mentions with these words are."""
    return [label for words, label, _ in mentions(lang, rows, date) if words == word]


def test_a_pronoun_agrees_with_its_person() -> None:
    er = "\nEr PRON 2 nsubj - Gender=Masc|Number=Sing\nlächelte VERB 0 root - Number=Sing|VerbForm=Fin\n"
    sie = "\nSie PRON 2 nsubj - Number=Sing\nlächelte VERB 0 root - Number=Sing|VerbForm=Fin\n"
    assert given("de", GREET + er, "Er") == ["Sergey Lavrov"]
    assert given("de", GREET + sie, "Sie") == ["Angela Merkel"]


def test_a_plural_pronoun_is_not_one_person() -> None:
    sie = "\nSie PRON 2 nsubj - Number=Plur\nlächelten VERB 0 root - Number=Plur|VerbForm=Fin\n"
    assert given("de", GREET + sie, "Sie") == []


def test_a_pronoun_is_not_its_own_subject() -> None:
    rows = """
Sergej PROPN 3 nsubj PER
Lawrow PROPN 1 flat PER
sprach VERB 0 root

Karl PROPN 3 nsubj PER
Muster PROPN 1 flat PER
lobte VERB 0 root
ihn PRON 3 obj - Number=Sing
"""
    assert given("de", rows, "ihn") == ["Sergey Lavrov"]


def test_a_possessive_belongs_to_the_subject_of_its_clause() -> None:
    rows = """
Russland PROPN 2 nsubj GPE
verteidigte VERB 0 root
seine DET 4 det:poss - Poss=Yes
Entscheidung NOUN 2 obj
"""
    assert given("de", rows, "seine") == ["Russia"]


def test_relative_pronouns() -> None:
    rows = """
NATO PROPN 6 nsubj ORG
, PUNCT 4 punct
which PRON 4 nsubj - PronType=Rel
grew VERB 1 acl:relcl
, PUNCT 4 punct
warned VERB 0 root
Russia PROPN 6 obj GPE
"""
    assert given("en", rows, "which") == ["NATO"]


def test_it_that_stands_for_nothing() -> None:
    rows = """
Russia PROPN 2 nsubj GPE
left VERB 0 root

It PRON 3 nsubj
is AUX 3 cop
clear ADJ 0 root
that SCONJ 6 mark
talks NOUN 6 nsubj
failed VERB 3 ccomp
"""
    assert given("en", rows, "It") == []


def test_german_gender_of_states() -> None:
    rows = """
Die DET 2 det
Ukraine PROPN 3 nsubj GPE
bat VERB 0 root
Russland PROPN 3 obj GPE
darum ADV 3 advmod

Sie PRON 2 nsubj - Number=Sing
wartete VERB 0 root - Number=Sing|VerbForm=Fin
"""
    assert given("de", rows, "Sie") == ["Ukraine"]


def test_first_persons_are_left_to_the_caller() -> None:
    rows = """
Russland PROPN 2 nsubj GPE
sagte VERB 0 root

Wir PRON 2 nsubj - Number=Plur
helfen VERB 0 root
"""
    assert given("de", rows, "Wir") == []


def test_an_epithet_needs_its_actor_in_the_text() -> None:
    before = "Die DET 2 det\nNATO PROPN 3 nsubj ORG\nwarnte VERB 0 root\n"
    after = "\nDas DET 2 det\nBündnis NOUN 3 nsubj\nwächst VERB 0 root\n"
    assert given("de", before + after, "Bündnis") == ["NATO"]
    assert given("de", after, "Bündnis") == []


def test_bodies_of_states() -> None:
    rows = """
US-Beamte NOUN 4 nsubj - Number=Plur
und CCONJ 3 cc
Diplomaten NOUN 1 conj - Number=Plur
warnten VERB 0 root
"""
    assert given("de", rows, "US-Beamte") == ["United States"]
    rows = """
Ukrainian ADJ 2 amod NORP
officials NOUN 3 nsubj - Number=Plur
warned VERB 0 root
"""
    assert given("en", rows, "Ukrainian officials") == ["Ukraine"]


def test_the_government_is_that_of_the_state_spoken_of() -> None:
    rows = """
Georgia PROPN 2 nsubj GPE
protested VERB 0 root

The DET 2 det
government NOUN 3 nsubj - Number=Sing
resigned VERB 0 root
"""
    assert given("en", rows, "government") == ["Georgia"]


def test_groups_have_an_english_description_in_every_language() -> None:
    german = "Demonstranten NOUN 2 nsubj - Number=Plur\nriefen VERB 0 root\n"
    english = "Protesters NOUN 2 nsubj - Number=Plur\nshouted VERB 0 root\n"
    assert given("de", german, "Demonstranten") == given("en", english, "Protesters") == ["protesters"]
    german = "russische ADJ 2 amod NORP\nSiedler NOUN 3 nsubj - Number=Plur\nblieben VERB 0 root\n"
    assert given("de", german, "russische Siedler") == ["Russian settlers"]


def test_people_for_a_state_are_not_the_state() -> None:
    rows = """
pro ADJ 3 amod
- PUNCT 3 punct
Russian ADJ 4 amod NORP
separatists NOUN 5 nsubj - Number=Plur
fought VERB 0 root
"""
    assert "Russia" not in given("en", rows, "separatists")


def test_the_country_is_the_state_spoken_of() -> None:
    rows = """
Georgien PROPN 2 nsubj GPE
wählt VERB 0 root

Das DET 2 det
Land NOUN 3 nsubj - Number=Sing
hofft VERB 0 root
"""
    assert given("de", rows, "Land") == ["Georgia"]


def test_a_noun_takes_up_the_name_it_ends() -> None:
    rows = """
Das DET 2 det
Muster-Tribunal PROPN 3 nsubj ORG
tagte VERB 0 root

Das DET 2 det
Tribunal NOUN 3 nsubj - Number=Sing
schwieg VERB 0 root
"""
    assert given("de", rows, "Tribunal") == ["Muster-Tribunal"]


PAIR = """
Russland PROPN 4 nsubj GPE
und CCONJ 3 cc
Deutschland PROPN 1 conj GPE
stritten VERB 0 root
"""


def test_both_sides_are_the_two_named_side_by_side() -> None:
    rows = (
        PAIR
        + """
Frankreich PROPN 2 nsubj GPE
mahnte VERB 0 root
beide DET 4 det
Seiten NOUN 2 obj - Number=Plur
"""
    )
    assert given("de", rows, "beide Seiten") == ["Russia", "Germany"]


def test_a_third_actor_of_the_clause_is_no_side() -> None:
    rows = """
Russland PROPN 2 nsubj GPE
drohte VERB 0 root
Deutschland PROPN 2 iobj GPE
gestern ADV 2 advmod

Ukraine PROPN 2 nsubj GPE
mahnte VERB 0 root
beide DET 4 det
Seiten NOUN 2 obj - Number=Plur
"""
    assert sorted(given("de", rows, "beide Seiten")) == ["Germany", "Russia"]


def test_both_before_two_names_stands_for_nobody() -> None:
    rows = """
Both CCONJ 2 cc:preconj
Russia PROPN 5 nsubj GPE
and CCONJ 4 cc
Germany PROPN 2 conj GPE
agreed VERB 0 root
"""
    assert given("en", rows, "Both") == []


def test_a_plural_takes_up_a_coordination() -> None:
    sie = "\nSie PRON 2 nsubj - Number=Plur\nschwiegen VERB 0 root - Number=Plur|VerbForm=Fin\n"
    assert given("de", PAIR + sie, "Sie") == ["Russia", "Germany"]


def test_a_neighbour_is_not_its_own_neighbour() -> None:
    rows = """
Georgia PROPN 2 nsubj GPE
protested VERB 0 root

Russia PROPN 2 nsubj GPE
attacked VERB 0 root
its PRON 4 nmod:poss - Poss=Yes
neighbour NOUN 2 obj - Number=Sing
"""
    assert given("en", rows, "neighbour") == ["Georgia"]


def test_one_inhabitant_is_the_person_of_that_state() -> None:
    rows = """
Angela PROPN 3 nsubj PER
Merkel PROPN 1 flat PER
met VERB 0 root
Sergei PROPN 3 obj PER
Lavrov PROPN 4 flat PER

The DET 2 det
Russian PROPN 3 nsubj NORP Number=Sing
smiled VERB 0 root
"""
    assert given("en", rows, "Russian") == ["Sergey Lavrov"]
    assert given("en", rows.replace("Russian PROPN", "Russians PROPN"), "Russians") == ["Russia"]


def test_a_rank_takes_up_a_person_of_its_gender() -> None:
    rows = GREET + "\nDer DET 2 det\nGeneral NOUN 3 nsubj - Gender=Masc|Number=Sing\nlachte VERB 0 root\n"
    assert given("de", rows, "General") == ["Sergey Lavrov"]
    rows = GREET + "\nDie DET 2 det\nPolitikerin NOUN 3 nsubj - Gender=Fem|Number=Sing\nlachte VERB 0 root\n"
    assert given("de", rows, "Politikerin") == ["Angela Merkel"]


def test_troops_are_those_of_the_subject_that_sends_them() -> None:
    rows = """
Russia PROPN 2 nsubj GPE
threatened VERB 0 root
Ukraine PROPN 2 obj GPE
again ADV 2 advmod

Ukraine PROPN 2 nsubj GPE
sent VERB 0 root
troops NOUN 2 obj - Number=Plur
"""
    assert given("en", rows, "troops") == ["Ukraine"]


def test_one_in_reported_speech_is_the_state_of_the_speaker() -> None:
    rows = """
Man PRON 4 nsubj
werde AUX 4 aux - Mood=Sub|VerbForm=Fin
nicht PART 4 advmod
angreifen VERB 6 ccomp
, PUNCT 4 punct
sagte VERB 0 root
Sergej PROPN 6 nsubj PER
Lawrow PROPN 7 flat PER
"""
    assert given("de", rows, "Man") == ["Russia"]
    assert given("de", rows.replace("Mood=Sub", "Mood=Ind"), "Man") == ["Russia"]  # the form tells
    assert given("de", rows.replace("werde", "wird").replace("Mood=Sub", "Mood=Ind"), "Man") == []


def test_a_body_is_of_the_state_that_its_speaker_serves() -> None:
    rows = """
Ukraine PROPN 2 nsubj GPE
schwieg VERB 0 root

Sergej PROPN 6 nsubj PER
Lawrow PROPN 1 flat PER
, PUNCT 4 punct
Sprecher NOUN 1 appos
des DET 6 det - Case=Gen|Definite=Def|PronType=Art
Außenministeriums NOUN 4 nmod - Case=Gen
lächelte VERB 0 root
"""
    assert given("de", rows, "Außenministeriums") == ["Russia"]
    assert given("de", rows.replace("Sergej", "Karl").replace("Lawrow", "Muster"), "Außenministeriums") == ["Ukraine"]


def test_a_body_is_of_the_state_in_whose_capital_it_speaks() -> None:
    often = "\nUkraine PROPN 2 nsubj GPE\nschwieg VERB 0 root\n" * 4
    rows = """
In ADP 2 case
Moskau PROPN 3 obl LOC
erklärte VERB 0 root
das DET 5 det - Definite=Def|PronType=Art
Außenministerium NOUN 3 nsubj
"""
    assert given("de", often + rows, "Außenministerium") == ["Russia"]
    assert given("de", often + rows.replace("In ADP", "Nach ADP"), "Außenministerium") == ["Ukraine"]


def test_the_network_decides_about_nouns_that_no_rule_knows() -> None:
    rows = """
Ukraine PROPN 2 nsubj GPE
schwieg VERB 0 root

Russland PROPN 2 nsubj GPE
lobte VERB 0 root
ein DET 4 det
Bollwerk NOUN 2 obj
"""
    made = doc("de", rows)
    for share, expected in ((0.4, ["Ukraine"]), (0.2, [])):
        made.user_data["kg_antecedents"] = {5: ((0, share), (2, 0.1))}
        found = find_mentions(made, "de", few(), "2020-01-01")
        assert [one.actor.label for one in found if made.text[one.start : one.end] == "Bollwerk"] == expected
