"""Clauses read off trees: who stands in which role."""

from kg_builder.language.clauses import clause_of, clauses, phrase
from tests.statements.trees import ACCUSES, NOUN, PAIR, PASSIVE, tree


def roles(doc, i: int) -> set[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return {(a.role, doc[a.token].text) for a in clause_of(doc[i]).arguments}


def test_a_particle_verb_with_dative_and_infinitive() -> None:
    doc = tree("de", ACCUSES)
    clause = clause_of(doc[1])
    assert clause.lemma == "vor|werfen"
    assert clause.tokens == (1, 4)
    assert roles(doc, 1) == {("subject", "Lawrow"), ("dative", "USA"), ("infinitive", "liefern")}


def test_an_infinitive_takes_its_subject_from_whom_it_is_said_of() -> None:
    doc = tree("de", ACCUSES)
    subject = clause_of(doc[8]).first("subject")
    assert subject is not None
    assert (doc[subject.token].text, subject.inherited) == ("USA", True)


def test_a_passive_is_turned_round() -> None:
    doc = tree("de", PASSIVE)
    clause = clause_of(doc[5])
    assert clause.passive
    assert roles(doc, 5) == {("object", "Angriff"), ("subject", "Frankreich")}


def test_a_noun_has_its_genitive_and_adjective() -> None:
    doc = tree("de", NOUN)
    assert roles(doc, 2) == {("adjective", "russische"), ("genitive", "Ukraine")}


def test_the_accusative_article_puts_an_object_first_sentence_right() -> None:
    doc = tree(
        "de",
        """
        Den DET der det 2 Case=Acc
        Vorschlag NOUN Vorschlag nsubj 3 Number=Sing
        lehnte VERB lehnen root 0 VerbForm=Fin
        Budapest PROPN Budapest obj 3
        ab ADP ab compound:prt 3
        """,
    )
    assert roles(doc, 2) == {("subject", "Budapest"), ("object", "Vorschlag")}


def test_conjunctive_mood_modals_and_negation() -> None:
    doc = tree(
        "de",
        """
        Er PRON er nsubj 4
        habe AUX haben aux 4 Mood=Sub|Tense=Pres|VerbForm=Fin
        nicht PART nicht advmod 4
        angegriffen VERB angreifen root 0 VerbForm=Part
        """,
    )
    clause = clause_of(doc[3])
    assert (clause.mood, clause.negated, clause.lemma) == ("Sub1", True, "angreifen")


def test_clauses_come_in_text_order_and_phrases_are_spans() -> None:
    doc = tree("de", PAIR)
    assert [c.lemma for c in clauses(doc)] == ["treffen"]
    assert phrase(doc[0]) == (0, 3)
