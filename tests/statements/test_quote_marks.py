"""Passages in quotation marks: every style, wrong and missing marks; never a crash, never out of bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.statements.quote_marks import MARKS, marked_passages

PASSAGES = [
    ("„Das geht nicht“, sagte er.", ["„Das geht nicht“"]),
    ("»Das geht«, sagte sie.", ["»Das geht«"]),
    ("«Das geht», sagte sie.", ["«Das geht»"]),
    ("« Das geht », sagte sie.", ["« Das geht »"]),
    ("“This is it,” he said. “And more.”", ["“This is it,”", "“And more.”"]),
    ('"This is it," he said. "And more."', ['"This is it,"', '"And more."']),
    ("‚Das geht‘, sagte er.", ["‚Das geht‘"]),
    ("‹Das geht›, sagte er.", ["‹Das geht›"]),
    ("‘This is it,’ he said.", ["‘This is it,’"]),
    ("He said 'this is not right' and left.", ["'this is not right'"]),
    ("”Das geht”, sagte er. ”Sehr gut”.", ["”Das geht”", "”Sehr gut”"]),
    ("Die ,,Stimme des Volkes'' schwieg.", [",,Stimme des Volkes''"]),
    ("``Quote'' he said.", ["``Quote''"]),
    ("「これ」と言った。", ["「これ」"]),
    # marks of different styles, and wrong ones as pages have them
    ("„ Das geht nicht „, sagte er.", ["„ Das geht nicht „"]),
    ("„Das geht nicht„, sagte er.", ["„Das geht nicht„"]),
    ('„Das geht nicht", sagte er.', ['„Das geht nicht"']),
    ("“Das geht nicht“, sagte er. “Nein“, rief sie.", ["“Das geht nicht“", "“Nein“"]),
    ("„Das geht nicht”, sagte er.", ["„Das geht nicht”"]),
    ('"Eins", "zwei" und "drei"', ['"Eins"', '"zwei"', '"drei"']),
    # one inside another
    ("„Er rief ‚Halt!‘ und lief“, sagte sie.", ["„Er rief ‚Halt!‘ und lief“", "‚Halt!‘"]),
    ("“He called it ‘a farce’ again,” she said.", ["“He called it ‘a farce’ again,”", "‘a farce’"]),
    ("„Das ist „gut“ so“, sagte er.", ["„Das ist „gut“ so“", "„gut“"]),
    ("„Er sagte: »Nein!«“", ["„Er sagte: »Nein!«“", "»Nein!«"]),
    # missing marks cost one passage
    ("„Das geht nicht, sagte er. „Nein“, sagte sie.", ["„Das geht nicht, sagte er.", "„Nein“"]),
    ("„Eins und zwei.\n\nEr ging. „Nein“, sagte sie.", ["„Eins und zwei.", "„Nein“"]),
    ("Das ist falsch“, sagte er. „Ja“, rief sie.", ["„Ja“"]),
    # over paragraphs
    ("„Absatz eins.\n\nAbsatz zwei“, sagte er.", ["„Absatz eins.\n\nAbsatz zwei“"]),
    ("“A b.\n\n“C d.\n\n“E f.” he said.", ["“A b.", "“C d.", "“E f.”"]),
    # no quotation marks at all
    ("It's the boys' club, isn't it? Rock 'n' roll.", []),
    ('Boards of 5" x 6" were cut.', []),
    ("„“ und „", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PASSAGES, ids=[text[:30] for text, _ in PASSAGES])
def test_passages(text: str, expected: list[str]) -> None:
    assert [text[p.start : p.end] for p in marked_passages(text)] == expected


def test_inner_text_is_without_its_marks() -> None:
    text = "Er rief ,,Halt, wer da!'' und lief."
    (passage,) = marked_passages(text)
    assert text[slice(*passage.inner)] == "Halt, wer da!"


def test_a_passage_knows_the_one_around_it() -> None:
    outer, inner = marked_passages("“He called it ‘a farce’ again,” she said.")
    assert (outer.within, inner.within) == (None, 0)


def test_paragraphs_that_open_anew_go_on_with_the_passage_before() -> None:
    passages = marked_passages("“A b.\n\n“C d.\n\n“E f.” he said.\n\n“New,” she said.")
    assert [p.continues for p in passages] == [None, 0, 1, None]
    assert [p.closed for p in passages] == [False, False, True, True]


def test_a_missing_closing_mark_spares_later_paragraphs() -> None:
    paragraphs = ["„Das ist falsch, sagte der Minister.", *["Es regnet in Rom."] * 5, "„Gut“, sagte sie."]
    text = "\n\n".join(paragraphs)
    found = [text[p.start : p.end] for p in marked_passages(text)]
    assert found == ["„Das ist falsch, sagte der Minister.", "„Gut“"]


@given(st.text(st.sampled_from(MARKS + "ab ,.:\n`"), max_size=60))
def test_any_marks_give_sorted_passages_within_the_text(text: str) -> None:
    passages = marked_passages(text)
    assert [(p.start, -p.end) for p in passages] == sorted((p.start, -p.end) for p in passages)
    for n, passage in enumerate(passages):
        assert 0 <= passage.start < passage.inner[0] <= passage.inner[1] <= passage.end <= len(text)
        if passage.within is not None:
            outer = passages[passage.within]
            assert passage.within < n
            assert outer.start <= passage.start <= passage.end <= outer.end
        if passage.continues is not None:
            assert passages[passage.continues].end <= passage.start


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for passage in marked_passages(text):
        assert text[passage.start : passage.end].strip()
