"""Quotations of sentences: who says what; never a crash, always sorted spans within the text."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg_builder.language.tokenizer import blank
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quotations import FoundQuotation, find_quotations
from tests.statements.quotation_cases import CASES, Found, docs

ALL = [(lang, text, expected) for lang, cases in CASES.items() for text, expected in cases]
VERBS = "sagte erklärte hofft forderte laut so nach Angaben said told according to dass that , : . \n\n".split(" ")


@cache
def lexicon(lang: str) -> Lexicon:
    return Lexicon.load(lang)


@cache
def tokenizer(lang: str) -> Language:
    return blank(lang)


@cache
def trees(lang: str) -> dict[str, Doc]:
    return docs(lang)


def words_of(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def found_in(lang: str, text: str) -> tuple[FoundQuotation, ...]:
    return find_quotations(trees(lang)[text], lang, lexicon(lang))


@pytest.mark.parametrize(("lang", "text", "expected"), ALL, ids=[f"{lang}-{text[:40]}" for lang, text, _ in ALL])
def test_quotations_of_a_text(lang: str, text: str, expected: list[Found]) -> None:
    found = found_in(lang, text)
    assert [(q.type, words_of(text, q.quote), words_of(text, q.speaker)) for q in found] == expected


def test_there_are_enough_cases() -> None:
    assert len(CASES["de"]) >= 60
    assert len(CASES["en"]) >= 30


def test_cue_frame_and_addressee() -> None:
    text = "Merkel forderte die Regierung auf, die Gespräche fortzusetzen."
    doc = trees("de")[text]
    (found,) = found_in("de", text)
    assert [doc[i].text for i in found.cue] == ["forderte", "auf"]
    assert found.speaker_token is not None
    assert doc[found.speaker_token].text == "Merkel"
    assert words_of(text, found.frame).startswith("Merkel forderte die Regierung auf")
    assert words_of(text, found.addressee) == "die Regierung"


def test_a_partial_quotation_lies_inside_the_indirect_one() -> None:
    outer, inner = found_in("de", "Lawrow sagte, die Vorwürfe seien „völlig absurd und erfunden“.")
    assert (outer.inner, inner.inner) == (None, 0)


def test_speech_that_goes_on_inherits_its_speaker() -> None:
    first, second = found_in("de", "„Wir bleiben hier“, sagte Orban. „Niemand wird uns vertreiben.“")
    assert (first.inherited, second.inherited) == (False, True)
    assert first.speaker_token == second.speaker_token


def test_the_owner_of_what_is_said_is_the_token_to_ask_for_an_actor() -> None:
    text = "Nach Angaben der Polizei kamen drei Menschen ums Leben."
    (found,) = found_in("de", text)
    assert found.speaker_token is not None
    assert trees("de")[text][found.speaker_token].text == "Polizei"


@pytest.mark.parametrize(
    ("lang", "text", "medium"),
    [
        ("de", "Er sagte, er habe davon nichts gewusst.", "Speech"),
        ("de", "Polen hofft, dass die NATO mehr Soldaten schickt.", "SpeechThought"),
        ("de", "Wie die Zeitung berichtet, plant Iran neue Raketen.", "Writing"),
        ("en", "Biden believes that Putin will not stop.", "SpeechThought"),
    ],
)
def test_medium(lang: str, text: str, medium: str) -> None:
    assert [q.medium for q in found_in(lang, text)] == [medium]


def test_a_doc_without_trees_has_direct_quotations_only() -> None:
    doc = blank("de")("„Wir werden uns nicht beugen und nicht gehen“, sagte Kim. Er sagte, er bleibe.")
    assert {q.type for q in find_quotations(doc, "de", lexicon("de"))} <= {"Direct"}


def test_a_language_without_words_of_its_own_has_direct_quotations() -> None:
    doc = blank("fr")("« Nous ne partirons pas d'ici avant demain », dit-il.")
    assert find_quotations(doc, "fr", lexicon("en")) == ()


def assert_sound(doc: Doc, found: tuple[FoundQuotation, ...]) -> None:
    for n, one in enumerate(found):
        for spans in (one.quote, one.speaker, one.frame, one.addressee):
            flat = [edge for span in spans for edge in span]
            assert flat == sorted(flat)
            assert all(start < end for start, end in spans)
            assert all(0 <= edge <= len(doc.text) for edge in flat)
        assert one.quote
        assert all(0 <= i < len(doc) for i in one.cue)
        assert one.inner is None or one.inner < n
        assert one.speaker_token is None or 0 <= one.speaker_token < len(doc)
    assert [q.quote[0][0] for q in found] == sorted(q.quote[0][0] for q in found)


@given(st.text(st.sampled_from("„“”\"»«‚‘’'›‹ab .,:!\n"), max_size=80), st.sampled_from(["de", "en"]))
@settings(deadline=None, max_examples=60)
def test_any_marks_give_sound_quotations(text: str, lang: str) -> None:
    doc = tokenizer(lang)(text)
    assert_sound(doc, find_quotations(doc, lang, lexicon(lang)))


@st.composite
def any_trees(draw: st.DrawFn) -> Doc:
    """Docs with arbitrary words, tags and trees."""
    lang = draw(st.sampled_from(["de", "en"]))
    word = st.sampled_from([*VERBS, *'Er he sei habe soll „ “ " Merkel Polizei zu to nicht davon es das'.split()])
    words = draw(st.lists(word.filter(bool), min_size=1, max_size=14))
    tags = st.sampled_from("VERB AUX NOUN PROPN PRON ADP SCONJ ADV PUNCT ADJ DET".split())
    relations = st.sampled_from(
        "nsubj obj iobj obl ccomp xcomp advcl parataxis conj acl mark case cop aux aux:pass advmod punct nmod".split()
    )
    heads = [0, *(draw(st.integers(0, i - 1)) for i in range(1, len(words)))]
    return Doc(
        tokenizer(lang).vocab, words=words, spaces=[True] * len(words), pos=[draw(tags) for _ in words],
        lemmas=[w.lower() for w in words], deps=["ROOT", *(draw(relations) for _ in words[1:])], heads=heads,
    )  # fmt: skip


@given(any_trees())
@settings(deadline=None, max_examples=60)
def test_any_trees_give_sound_quotations(doc: Doc) -> None:
    assert_sound(doc, find_quotations(doc, doc.lang_, lexicon(doc.lang_)))
