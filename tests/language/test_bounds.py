"""Sentences begin where marks, quotes and the head agree that they do."""

import numpy as np
import pytest

from kg_builder.language.bounds import begins, gaps, sides
from kg_builder.language.tokenizer import blank
from kg_builder.language.windows import lines

TOKENIZERS = {"de": blank("de"), "en": blank("en")}


def sentences(lang: str, text: str, sure: str | None = None, share: float = 0.1) -> list[str]:
    """The sentences of a text where the head gives every word the same share, and 0.95 to the word `sure`."""
    doc = TOKENIZERS[lang].make_doc(text)
    found: list[str] = []
    for line in lines(doc):
        shares = np.array([0.95 if doc[i].text == sure else share for i in line], dtype=np.float32)
        places = begins(doc, line, shares)
        ends = [*places[1:], len(line)]
        found += [doc[line[a] : line[b - 1] + 1].text for a, b in zip(places, ends, strict=True)]
    return found


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "Moskau warnt. Kiew schweigt.", ["Moskau warnt.", "Kiew schweigt."]),
        ("de", "„Nein.“ Das sagte er.", ["„Nein.“", "Das sagte er."]),
        ("de", "Er ging. „Nein“, sagte er.", ["Er ging.", "„Nein“, sagte er."]),
        ("de", "„Nein!“, sagte er.", ["„Nein!“, sagte er."]),
        ("de", "Sie traf Prof. Weber am 14. März z. B. in Bonn.", ["Sie traf Prof. Weber am 14. März z. B. in Bonn."]),
        ("de", "Er blieb. ``Wir prüfen das'', hieß es.", ["Er blieb.", "``Wir prüfen das'', hieß es."]),
        ("en", 'She left. "We stay," he said.', ["She left.", '"We stay," he said.']),
        ("en", 'He said "No." She left.', ['He said "No."', "She left."]),
        ("en", "It fell. [12] Then it rose.", ["It fell. [12]", "Then it rose."]),
        ("en", "Gen. Miller met the U.S. envoy.", ["Gen. Miller met the U.S. envoy."]),
        ("en", "A headline\n\nThe text begins here", ["A headline", "The text begins here"]),
        ("en", "He asked: Why now?", ["He asked: Why now?"]),
    ],
)  # fmt: skip
def test_marks_part_sentences(lang: str, text: str, expected: list[str]) -> None:
    assert sentences(lang, text) == expected


def test_without_a_mark_the_head_must_be_sure() -> None:
    assert sentences("de", "Moskau warnt Kiew Berlin schweigt dazu") == ["Moskau warnt Kiew Berlin schweigt dazu"]
    assert sentences("de", "Moskau warnt Kiew Berlin schweigt dazu", "Berlin") == [
        "Moskau warnt Kiew",
        "Berlin schweigt dazu",
    ]


def test_no_sentence_is_one_word_that_nothing_ends() -> None:
    assert sentences("en", "But the talks went on", "the") == ["But the talks went on"]


def test_a_mark_that_the_head_denies_ends_nothing() -> None:
    assert sentences("en", "He saw J. Smith. Now he stays.", share=0.0) == ["He saw J. Smith. Now he stays."]


def test_blanks_tell_the_sides_of_straight_marks() -> None:
    doc = TOKENIZERS["en"].make_doc("He said \"no\" and 'yes' to the parties' plan")
    (line,) = lines(doc)
    assert list(sides(doc, line).values()) == ["open", "close", "open", "close"]


def test_gaps_hold_the_marks_between_two_words() -> None:
    doc = TOKENIZERS["de"].make_doc("Er ging.“ „Ja")
    (line,) = lines(doc)
    *_, last = gaps(doc, line)
    assert (last.end, doc[line[last.begin]].text, doc[line[last.word]].text) == (".", "„", "Ja")
