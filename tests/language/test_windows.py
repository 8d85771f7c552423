"""Windows cover every word once, in order, and stay within their size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg_builder.language.tokenizer import blank
from kg_builder.language.windows import SUBWORDS, WINDOW, windows

NLP = blank("de")
PIECES = st.sampled_from(
    ["Moskau warnt.", "Nein!", "Ein sehr langer Satz ohne Ende", "\n", "\n\n", "„Ja“, sagte er.", "  "]
)


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=80))
def test_every_word_is_in_one_window(pieces: list[str]) -> None:
    doc = NLP.make_doc(" ".join(pieces))
    sizes = [0 if t.is_space else 2 for t in doc]
    found = list(windows(doc, sizes))
    assert [i for w in found for i in w.tokens] == [t.i for t in doc if not t.is_space]
    for window in found:
        assert len(window.tokens) <= WINDOW
        assert sum(sizes[i] for i in window.tokens) <= SUBWORDS
        assert 0 in window.lines or window.tokens[0] > 0


def test_long_lines_are_cut_after_sentences() -> None:
    doc = NLP.make_doc("Moskau warnt den Westen vor einem langen Krieg. " * 30)
    found = list(windows(doc, [1] * len(doc)))
    assert len(found) > 1
    assert all(doc[w.tokens[-1]].text == "." for w in found)


def test_a_line_break_begins_a_line() -> None:
    doc = NLP.make_doc("Erste Zeile\nZweite Zeile")
    (window,) = windows(doc, [1] * len(doc))
    assert window.lines == frozenset({0, 2})
