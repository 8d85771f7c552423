"""Namesakes that the knowledge base does not know: whether they are one actor or two."""

import pytest

from kg_builder.actors.mentions import find_actors
from kg_builder.records import Actor
from kg_builder.vocabulary import ACTOR
from tests.actors.pieces import doc, few

LAWYER = """
Der DET 3 det
{state} ADJ 3 amod NORP
Anwalt NOUN 6 nsubj
Karl PROPN 3 appos PER
Muster PROPN 4 flat PER
sprach VERB 0 root
"""
ABOUT = """
{state} PROPN 2 nsubj GPE
wartete VERB 0 root

Karl PROPN 3 nsubj PER
Muster PROPN 1 flat PER
sprach VERB 0 root
"""
COMPANY = """
Der DET 3 det
{state} ADJ 3 amod NORP
Konzern NOUN 5 nsubj
Musterwerk PROPN 3 appos ORG
schwieg VERB 0 root
"""
ALONE = """
Karl PROPN 3 nsubj PER
Muster PROPN 1 flat PER
sprach VERB 0 root
"""


def unknown(rows: str, lang: str = "de") -> Actor:
    """The one person or organisation of a text that is not known."""
    found = {one.actor for one in find_actors(doc(lang, rows), lang, few(), "2020-01-01").mentions}
    (actor,) = [actor for actor in found if not actor.known and actor.type in ("person", "organisation")]
    return actor


@pytest.mark.parametrize("text", [LAWYER, COMPANY])
def test_a_name_in_one_context_is_one_actor(text: str) -> None:
    assert unknown(text.format(state="russische")) == unknown(text.format(state="russische"))


@pytest.mark.parametrize("text", [LAWYER, COMPANY])
def test_a_name_in_two_contexts_is_two_actors(text: str) -> None:
    russian, american = unknown(text.format(state="russische")), unknown(text.format(state="amerikanische"))
    assert russian.label == american.label
    assert russian.id != american.id


def test_the_state_that_a_text_is_about_is_a_context() -> None:
    assert unknown(ABOUT.format(state="Russland")).id == unknown(LAWYER.format(state="russische")).id
    assert unknown(ABOUT.format(state="Russland")).id != unknown(ABOUT.format(state="Deutschland")).id


def test_contexts_are_the_same_in_every_language() -> None:
    english = """
Russia PROPN 2 nsubj GPE
waited VERB 0 root

Karl PROPN 3 nsubj PER
Muster PROPN 1 flat PER
spoke VERB 0 root
"""
    assert unknown(english, "en").id == unknown(ABOUT.format(state="Russland")).id == f"{ACTOR}karl-muster-rus"


def test_a_text_without_a_state_gives_the_name_alone() -> None:
    assert unknown(ALONE).id == f"{ACTOR}karl-muster"


def test_all_mentions_and_offices_of_one_text_are_one_actor() -> None:
    rows = """
Der DET 3 det
russische ADJ 3 amod NORP
Präsident NOUN 6 nsubj
Karl PROPN 3 appos PER
Muster PROPN 4 flat PER
sprach VERB 0 root

Muster PROPN 2 nsubj PER
ging VERB 0 root

Er PRON 2 nsubj - Gender=Masc|Number=Sing
kam VERB 0 root - Number=Sing|VerbForm=Fin
"""
    found = find_actors(doc("de", rows), "de", few(), "2020-01-01")
    (person,) = {one.actor.id for one in found.mentions if one.actor.label == "Karl Muster"}
    assert [office.person.id for office in found.offices] == [person]
    assert person.endswith("-rus")


def in_fields(rows: str, *fields: tuple[float, ...]) -> str:
    """The IRI of the one unknown actor of a text whose sentences speak of fields with these probabilities."""
    text = doc("de", rows)
    text.user_data["kg_fields"] = {s.start: shares for s, shares in zip(text.sents, fields, strict=True)}
    found = {one.actor for one in find_actors(text, "de", few(), "2020-01-01").mentions}
    return next(actor.id for actor in found if not actor.known)


def test_the_field_of_the_sentences_that_name_somebody_is_a_context() -> None:
    about = ABOUT.format(state="Russland")
    assert in_fields(about, (1, 0, 0), (0, 0.95, 0.05)) == f"{ACTOR}karl-muster-rus-sport"
    assert in_fields(about, (0, 1, 0), (1, 0, 0)) == f"{ACTOR}karl-muster-rus"
    assert in_fields(ALONE, (0.05, 0, 0.95)) == f"{ACTOR}karl-muster-arts"


def test_a_field_that_is_not_sure_is_no_context() -> None:
    assert in_fields(ALONE, (0.3, 0.7, 0)) == f"{ACTOR}karl-muster"
