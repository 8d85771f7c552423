"""Where names begin and end."""

from spacy.tokens import Doc, Span

from kg_builder.actors.recognition import find_spots
from kg_builder.language.tokenizer import blank
from tests.actors.pieces import doc, known_names
from tests.actors.test_recognition import mentions, spots


def test_a_word_behind_a_name_that_the_recogniser_took_in_is_no_part_of_it() -> None:
    rows = """
Moscow PROPN 0 root PER
denies VERB 1 dep PER
murders NOUN 2 obj
"""
    assert mentions("en", rows) == [("Moscow", "Russia", "metonym")]


def test_a_first_name_that_the_recogniser_left_out_is_part_of_a_name() -> None:
    rows = """
Ali PROPN 4 nsubj
Alghasi PROPN 1 flat PER
Mehr PROPN 1 flat PER
spoke VERB 0 root
"""
    assert spots("en", rows) == [("Ali Alghasi Mehr", "PER")]


def test_a_last_name_that_the_recogniser_left_out_is_part_of_a_name() -> None:
    rows = """
Karl PROPN 3 nsubj PER
Muster PROPN 1 flat
sprach VERB 0 root
"""
    assert spots("de", rows) == [("Karl Muster", "PER")]


def test_two_halves_of_a_name_are_one_name() -> None:
    names, words = known_names("en")
    made = doc("en", "Ali PROPN 3 nsubj\nAlghasi PROPN 1 flat\nspoke VERB 0 root\n")
    made.set_ents([Span(made, 0, 1, label="PER"), Span(made, 1, 2, label="PER")])
    assert [(spot.first, spot.last) for spot in find_spots(made, names, words)] == [(0, 2)]


def test_a_title_is_no_first_name() -> None:
    rows = """
President PROPN 3 nsubj
Muster PROPN 1 flat PER
spoke VERB 0 root
"""
    assert spots("en", rows) == [("Muster", "PER")]


def test_a_figure_behind_a_hyphen_makes_a_thing_of_a_name() -> None:
    names, words = known_names("en")

    def found(spaces: list[bool]) -> list[str]:
        made = Doc(
            blank("en").vocab, words=["US", "-", "3", "landed"], spaces=spaces, pos=["PROPN", "PUNCT", "NUM", "VERB"],
            heads=[3, 2, 0, 3], deps=["nsubj", "punct", "nummod", "ROOT"], ents=["B-ORG", "O", "O", "O"],
        )  # fmt: skip
        return [made.text[spot.start : spot.end] for spot in find_spots(made, names, words)]

    assert found([False, False, True, False]) == []
    assert found([True, True, True, False]) == ["US"]
