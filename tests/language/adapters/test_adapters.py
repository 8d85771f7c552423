"""Hand-annotated trees of other schemes come out as Universal Dependencies, and clauses can be read off them."""

import pytest
from spacy.tokens import Doc, Span

from kg_builder.language.adapters import Adapter, adapt, scheme_of
from kg_builder.language.clauses import clause_of
from kg_builder.language.tokenizer import blank


def annotated(lang: str, rows: str) -> Doc:
    """A Doc from lines 'WORD POS LEMMA LABEL HEAD [MORPH]', heads counted from 1, 0 the root."""
    fields = [line.split() for line in rows.strip().splitlines()]
    heads = [i if f[4] == "0" else int(f[4]) - 1 for i, f in enumerate(fields)]
    return Doc(
        blank(lang).vocab, words=[f[0] for f in fields], pos=[f[1] for f in fields], lemmas=[f[2] for f in fields],
        deps=["ROOT" if f[4] == "0" else f[3] for f in fields], heads=heads,
        morphs=[f[5] if len(f) > 5 else "" for f in fields],
    )  # fmt: skip


def adapted(lang: str, scheme: str, rows: str) -> Doc:
    return Adapter(blank(lang), "kg_adapter", scheme)(annotated(lang, rows))


def tree(doc: Doc) -> list[tuple[str, str, str]]:
    return [(t.text, t.dep_, t.head.text) for t in doc if t.pos_ != "PUNCT"]


def roles(doc: Doc, word: str) -> set[tuple[str, str]]:
    token = next(t for t in doc if t.text == word)
    return {
        (a.role if a.role != "prep" else f"prep:{a.preposition}", doc[a.token].text) for a in clause_of(token).arguments
    }


def test_tiger_auxiliaries_prepositions_and_passives() -> None:
    doc = adapted(
        "de",
        "tiger",
        """
        Der DET der nk 2
        Angriff NOUN Angriff sb 3
        wurde AUX werden ROOT 0 VerbForm=Fin
        von ADP von sbp 6
        Frankreich PROPN Frankreich nk 4
        verurteilt VERB verurteilen oc 3 VerbForm=Part
        """,
    )
    assert tree(doc) == [
        ("Der", "det", "Angriff"),
        ("Angriff", "nsubj:pass", "verurteilt"),
        ("wurde", "aux:pass", "verurteilt"),
        ("von", "case", "Frankreich"),
        ("Frankreich", "obl:agent", "verurteilt"),
        ("verurteilt", "ROOT", "verurteilt"),
    ]
    assert roles(doc, "verurteilt") == {("object", "Angriff"), ("subject", "Frankreich")}


def test_tiger_particle_dative_and_content_clause() -> None:
    doc = adapted(
        "de",
        "tiger",
        """
        Moskau PROPN Moskau sb 2
        warf VERB werfen ROOT 0 VerbForm=Fin
        dem DET der nk 4
        Westen NOUN Westen da 2
        vor ADP vor svp 2
        , PUNCT , punct 2
        dass SCONJ dass cp 9
        er PRON er sb 9
        lüge VERB lügen oc 2 VerbForm=Fin
        """,
    )
    assert roles(doc, "warf") == {("subject", "Moskau"), ("dative", "Westen"), ("clause", "lüge")}
    assert clause_of(doc[1]).lemma == "vor|werfen"
    assert roles(doc, "lüge") == {("subject", "er")}


def test_tiger_conjuncts_copulas_and_infinitives() -> None:
    doc = adapted(
        "de",
        "tiger",
        """
        Paris PROPN Paris sb 4
        und CCONJ und cd 1
        Rom PROPN Rom cj 2
        versuchen VERB versuchen ROOT 0 VerbForm=Fin
        , PUNCT , punct 4
        zu PART zu pm 7
        vermitteln VERB vermitteln oc 4 VerbForm=Inf
        """,
    )
    assert ("Rom", "conj", "Paris") in tree(doc)
    assert ("und", "cc", "Rom") in tree(doc)
    assert roles(doc, "versuchen") == {("subject", "Paris"), ("infinitive", "vermitteln")}
    copula = adapted(
        "de", "tiger", "Die DET der nk 2\nLage NOUN Lage sb 3\nist AUX sein ROOT 0 VerbForm=Fin\nernst ADJ ernst pd 3"
    )
    assert tree(copula)[1:] == [("Lage", "nsubj", "ernst"), ("ist", "cop", "ernst"), ("ernst", "ROOT", "ernst")]


def test_tiger_nested_auxiliaries() -> None:
    doc = adapted(
        "de",
        "tiger",
        """
        Das DET der nk 2
        Gesetz NOUN Gesetz sb 3
        soll AUX sollen ROOT 0 VerbForm=Fin
        bald ADV bald mo 5
        beschlossen VERB beschließen oc 6 VerbForm=Part
        werden AUX werden oc 3 VerbForm=Inf
        """,
    )
    assert {t.text: t.dep_ for t in doc if t.head.text == "beschlossen"} == {
        "Gesetz": "nsubj:pass", "soll": "aux", "bald": "advmod", "beschlossen": "ROOT", "werden": "aux:pass"
    }  # fmt: skip


def test_clearnlp_prepositions_agents_and_passives() -> None:
    doc = adapted(
        "en",
        "clearnlp",
        """
        The DET the det 2
        treaty NOUN treaty nsubjpass 4
        was AUX be auxpass 4
        signed VERB sign ROOT 0 VerbForm=Part
        by ADP by agent 4
        both DET both det 7
        presidents NOUN president pobj 5
        in ADP in prep 4
        Geneva PROPN Geneva pobj 8
        """,
    )
    assert roles(doc, "signed") == {("object", "treaty"), ("subject", "presidents"), ("prep:in", "Geneva")}
    assert ("by", "case", "presidents") in tree(doc)


def test_clearnlp_objects_recipients_and_infinitives() -> None:
    doc = adapted(
        "en",
        "clearnlp",
        """
        Berlin PROPN Berlin nsubj 2
        gave VERB give ROOT 0 VerbForm=Fin
        Kyiv PROPN Kyiv dative 2
        tanks NOUN tank dobj 2
        to PART to aux 6
        defend VERB defend advcl 2 VerbForm=Inf
        the DET the det 8
        city NOUN city dobj 6
        """,
    )
    assert roles(doc, "gave") >= {("subject", "Berlin"), ("dative", "Kyiv"), ("object", "tanks")}
    assert ("to", "mark", "defend") in tree(doc)


def test_clearnlp_copulas_and_conjuncts() -> None:
    doc = adapted(
        "en",
        "clearnlp",
        """
        The DET the det 2
        raid NOUN raid nsubj 3
        was AUX be ROOT 0
        a DET a det 5
        crime NOUN crime attr 3
        , PUNCT , punct 5
        insult NOUN insult conj 5
        and CCONJ and cc 7
        threat NOUN threat conj 7
        """,
    )
    assert roles(doc, "crime") >= {("subject", "raid")}
    assert {("insult", "conj", "crime"), ("threat", "conj", "crime"), ("and", "cc", "threat")} <= set(tree(doc))


def test_entities_take_our_labels() -> None:
    doc = annotated("en", "Obama PROPN Obama ROOT 0\nspoke VERB speak dep 1\nMonday PROPN Monday dep 1")
    doc.set_ents([Span(doc, 0, 1, label="PERSON"), Span(doc, 2, 3, label="DATE")])
    assert [(e.text, e.label_) for e in Adapter(blank("en"), "kg_adapter", "ud")(doc).ents] == [("Obama", "PER")]


@pytest.mark.parametrize(("labels", "scheme"), [(["sb", "oa"], "tiger"), (["dobj"], "clearnlp"), (["obj"], "ud")])
def test_the_scheme_shows_in_the_labels(labels: list[str], scheme: str) -> None:
    nlp = blank("de")
    parser = nlp.add_pipe("parser")
    for label in labels:
        parser.add_label(label)
    assert scheme_of(nlp) == scheme
    assert adapt(nlp).pipe_names[-1] == "kg_adapter"
