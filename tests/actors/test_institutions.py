"""Bodies of states that have names of their own."""

import pytest

from kg_builder.actors.institutions import Institutions
from kg_builder.actors.mentions import find_mentions
from tests.actors.pieces import RU, US, doc, few, known_names
from tests.actors.test_recognition import mentions


@pytest.mark.parametrize(
    ("lang", "rows", "expected"),
    [
        ("de", "Das DET 2 det\nVerfassungsgericht NOUN 3 nsubj\nurteilte VERB 0 root\n", "Constitutional Court"),
        (
            "de", "Der DET 3 det\nOberste ADJ 3 amod\nGerichtshof NOUN 4 nsubj\nurteilte VERB 0 root\n",
            "Supreme Court",
        ),
        ("en", "The DET 3 det\nSupreme ADJ 3 amod ORG\nCourt PROPN 4 nsubj\nruled VERB 0 root\n", "Supreme Court"),
        (
            "en", "The DET 3 det\nelection NOUN 3 compound\ncommission NOUN 4 nsubj\nspoke VERB 0 root\n",
            "Election Commission",
        ),
    ],
)  # fmt: skip
def test_a_body_is_that_of_the_state_the_text_is_about(lang: str, rows: str, expected: str) -> None:
    state = {
        "de": "Russland PROPN 2 nsubj GPE\nwartete VERB 0 root\n\n",
        "en": "Russia PROPN 2 nsubj GPE\nslept VERB 0 root\n\n",
    }
    labels = [label for _, label, _ in mentions(lang, state[lang] + rows)]
    assert labels == ["Russia", f"{expected} of Russia"]


def test_a_state_with_an_article_keeps_it_in_the_name() -> None:
    institutions = Institutions("en", few(), known_names("en")[1])
    body = institutions.of("supreme court", few().actor(US))
    assert body is not None
    assert body.label == "Supreme Court of the United States"
    assert institutions.of("army", few().actor(US)) is None


def test_a_name_that_is_one_states_body_can_be_anothers() -> None:
    rows = """
{} PROPN 3 nmod:poss GPE
's PART 1 case
Senate PROPN 4 nsubj ORG
voted VERB 0 root
"""
    assert ("Senate", "Senate of Russia", "description") in mentions("en", rows.format("Russia"))
    assert ("Senate", "United States Senate", "name") in mentions("en", rows.format("US"))
    elsewhere = rows.format("Russia") + "\nThe DET 2 det\nSenate PROPN 3 nsubj ORG\nvoted VERB 0 root\n"
    assert "United States Senate" not in {label for _, label, _ in mentions("en", elsewhere)}


def test_a_body_of_no_state_is_itself_whatever_the_text_is_about() -> None:
    rows = """
Russland PROPN 2 nsubj GPE
wartete VERB 0 root

Das DET 2 det
Europaparlament PROPN 3 nsubj ORG
tagte VERB 0 root
"""
    assert mentions("de", rows)[1:] == [("Europaparlament", "European Parliament", "name")]


def test_a_body_is_the_same_in_texts_on_other_states() -> None:
    rows = """
Russia PROPN 3 nmod:poss GPE
's PART 1 case
parliament NOUN 4 nsubj
slept VERB 0 root

{} PROPN 2 nsubj GPE
waited VERB 0 root

{} PROPN 2 nsubj GPE
waited VERB 0 root

Russia PROPN 4 nmod:poss GPE
's PART 1 case
constitutional ADJ 4 amod
court NOUN 5 nsubj
spoke VERB 0 root
"""
    ids = set()
    for state in ("Ukraine", "Germany"):
        found = find_mentions(doc("en", rows.replace("{}", state)), "en", few(), None)
        ids |= {one.actor.id for one in found if one.actor.label == "Constitutional Court of Russia"}
    assert len(ids) == 1
    assert RU not in ids
