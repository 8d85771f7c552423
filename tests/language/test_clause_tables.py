"""The tables of clauses: they can be read, their words stand in their sentences, and the shipped model reads them."""

from pathlib import Path

import pytest

from kg_builder import language
from kg_builder.evaluation.clauses import places, predicate, read_table, score_clauses
from kg_builder.language.tokenizer import blank

TABLES = {lang: Path(__file__).parent / f"clauses.{lang}.txt" for lang in ("de", "en")}


@pytest.mark.parametrize(("lang", "least"), [("de", 150), ("en", 100)])
def test_tables_are_whole(lang: str, least: int) -> None:
    cases, nlp = read_table(TABLES[lang]), blank(lang)
    assert len({case.text for case in cases}) >= least
    for case in cases:
        doc = nlp.make_doc(case.text)
        for one in case.predicates:
            assert places(doc, tuple(one.word.split("+"))), f"{case.text}: {one.word}"
            for argument in one.arguments:
                assert places(doc, argument.words, argument.number), f"{case.text}: {argument.words}"


@pytest.mark.parametrize(("lang", "floor"), [("de", 0.92), ("en", 0.92)])
def test_arguments_are_found(lang: str, floor: float) -> None:
    figures = score_clauses(language.load(lang), read_table(TABLES[lang]))
    assert figures.recall > floor, figures.errors.most_common(8)
    assert figures.f1 > floor, figures.errors.most_common(8)
    assert figures.traits / figures.predicates > 0.93


@pytest.mark.parametrize("line", ["warf: subject=X", "warf vor|werfen subject=X", "warf werfen: subject"])
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="table:3"):
        predicate(line, "table:3")
