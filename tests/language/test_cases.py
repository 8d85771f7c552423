"""German cases by form, and the roles that follow from them."""

import pytest

from kg_builder.language.cases import certain_case, phrase_readings
from kg_builder.language.clauses import clause_of
from kg_builder.language.moods import mood_of
from tests.statements.trees import tree


@pytest.mark.parametrize(
    ("phrase", "case"),
    [
        ("Den DET der det 2\nVorschlag NOUN Vorschlag root 0", "Acc"),
        ("Den DET der det 2\nHelfern NOUN Helfer root 0", "Dat"),
        ("Dem DET der det 2\nBündnis NOUN Bündnis root 0", "Dat"),
        ("Einen DET ein det 2\nAngriff NOUN Angriff root 0", "Acc"),
        ("Der DET der det 3\nneue ADJ neu amod 3\nMinister NOUN Minister root 0", "Nom"),
        ("Ihm PRON er root 0", "Dat"),
        ("Neuem ADJ neu amod 2\nStreit NOUN Streit root 0", "Dat"),
    ],
)
def test_articles_adjectives_and_pronouns_show_case(phrase: str, case: str) -> None:
    doc = tree("de", phrase)
    assert certain_case(next(t for t in doc if t.dep_ == "ROOT")) == case


def test_a_name_alone_shows_no_case() -> None:
    doc = tree("de", "Budapest PROPN Budapest root 0")
    assert {case for case, _, _ in phrase_readings(doc[0])} == {"Nom", "Acc", "Dat"}


def test_the_verb_chooses_its_subject_by_number() -> None:
    doc = tree(
        "de",
        """
        Das DET der det 2
        Abkommen NOUN Abkommen nsubj 3 Number=Sing
        unterzeichneten VERB unterzeichnen root 0 VerbForm=Fin
        die DET der det 5
        Präsidenten NOUN Präsident obj 3 Number=Plur
        """,
    )
    assert {(a.role, doc[a.token].text) for a in clause_of(doc[2]).arguments} == {
        ("object", "Abkommen"),
        ("subject", "Präsidenten"),
    }


def test_a_verb_with_a_dative_gives_it_to_a_bare_name() -> None:
    doc = tree(
        "de",
        """
        Peking PROPN Peking nsubj 2
        droht VERB drohen root 0 VerbForm=Fin
        Taiwan PROPN Taiwan obj 2
        """,
    )
    assert {(a.role, doc[a.token].text) for a in clause_of(doc[1]).arguments} == {
        ("subject", "Peking"),
        ("dative", "Taiwan"),
    }


@pytest.mark.parametrize(
    ("verb", "lemma", "mood"),
    [
        ("sei", "sein", "Sub1"),
        ("könne", "können", "Sub1"),
        ("stehle", "stehlen", "Sub1"),
        ("wäre", "sein", "Sub2"),
        ("müsste", "müssen", "Sub2"),
        ("stiehlt", "stehlen", "Ind"),
        ("wurde", "werden", "Ind"),
    ],
)
def test_forms_tell_the_mood_whatever_the_tagger_says(verb: str, lemma: str, mood: str) -> None:
    doc = tree("de", f"Er PRON er nsubj 2\n{verb} VERB {lemma} root 0 Mood=Ind|VerbForm=Fin|Number=Sing")
    assert mood_of(doc[1])[0] == mood


def test_the_first_person_is_no_reported_speech() -> None:
    doc = tree("de", "Ich PRON ich nsubj 2\nhabe VERB haben root 0 Mood=Ind|VerbForm=Fin")
    assert mood_of(doc[1])[0] == "Ind"
