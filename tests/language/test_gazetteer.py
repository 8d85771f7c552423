"""The actor base's names in texts, and the parts of compounds that are names."""

import pytest
from spacy.tokens import Doc, Span

from kg_builder.language.gazetteer import NAME_PARTS, gazetteer, refine
from kg_builder.language.tokenizer import blank


def refined(lang: str, text: str, found: dict[str, str], pos: str = "PROPN") -> dict[str, str]:
    """The labels of a text's entities where the model found these single words."""
    doc = blank(lang)(text)
    for token in doc:
        token.pos_ = pos if token.text[0].isupper() else "ADJ"
    spans = [Span(doc, t.i, t.i + 1, label=found[t.text]) for t in doc if t.text in found]
    return {s.text: s.label_ for s in refine(doc, spans, gazetteer(lang))}


@pytest.mark.parametrize(
    ("lang", "text", "found", "expected"),
    [
        ("de", "Kanada warnt", {"Kanada": "LOC"}, {"Kanada": "GPE"}),
        ("de", "der Rhein steigt", {"Rhein": "LOC"}, {"Rhein": "LOC"}),
        ("de", "Polens Regierung", {}, {"Polens": "GPE"}),
        ("de", "die russischen Truppen", {}, {"russischen": "NORP"}),
        ("de", "in Sri Lanka", {"Lanka": "LOC"}, {"Sri Lanka": "GPE"}),
        ("en", "Paris smiled", {"Paris": "PER"}, {"Paris": "PER"}),
    ],
)
def test_the_base_tells_what_acts(lang: str, text: str, found: dict[str, str], expected: dict[str, str]) -> None:
    assert refined(lang, text, found) == expected


@pytest.mark.parametrize(
    ("text", "part", "label"),
    [("US-Beamte", "US", "GPE"), ("NATO-Generalsekretär", "NATO", "ORG"), ("Ukraine-Krieg", "Ukraine", "GPE")],
)
def test_the_name_in_a_compound(text: str, part: str, label: str) -> None:
    doc: Doc = blank("de")(text)
    refine(doc, [], gazetteer("de"))
    assert doc.user_data[NAME_PARTS] == [(0, len(part), label)]


def test_a_name_with_a_hyphen_is_no_compound() -> None:
    doc = blank("de")("Saudi-Arabien")
    refine(doc, [], gazetteer("de"))
    assert doc.user_data[NAME_PARTS] == []
