import csv
from collections import Counter
from pathlib import Path

import pytest

from kg_builder.articles import completed, read
from kg_builder.records import FACTUALITIES, Article
from kg_builder.statements.dates import find_dates
from kg_builder.vocabulary import statement_types

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    found = [completed(one) for one in read([str(EXAMPLES)]) if isinstance(one, Article)]
    return {one.id: one for one in found}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (EXAMPLES / "expected.tsv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_all_examples_are_read_with_language_and_date(articles: dict[str, Article]) -> None:
    assert {id: (one.lang, one.published) for id, one in articles.items()} == {
        "finnland-nato.de.md": ("de", "2023-04-05"),
        "getreideabkommen.de.txt": ("de", "2022-07-25"),
        "iran-deal.en.txt": ("en", "2018-05-09"),
        "minsk.de.txt": ("de", "2015-02-13"),
        "putin-warrant": ("en", "2023-03-21"),
        "zeitenwende.de.txt": ("de", "2022-02-28"),
    }
    assert all(150 <= len(one.text.split()) <= 250 and one.title for one in articles.values())
    assert len(list(read([str(EXAMPLES)]))) == len(articles)


def test_the_table_speaks_of_the_articles(articles: dict[str, Article], rows: list[dict[str, str]]) -> None:
    types = statement_types()
    for row in rows:
        text, start = articles[row["article"]].text, int(row["cue_start"])
        for word in row["cue"].split():
            assert word in text[start : start + 200], row
        assert text.startswith(row["cue"].split()[0], start), row
        assert {types[name].kind for name in row["type"].split("/")} >= {row["kind"]}, row
        assert row["factuality"] in FACTUALITIES
        assert (row["office"] != "-") == (row["kind"] == "office")
    assert Counter(row["article"] for row in rows).keys() == articles.keys()


def test_their_dates_are_found(articles: dict[str, Article], rows: list[dict[str, str]]) -> None:
    for row in rows:
        if row["date"] != "-":
            article, start = articles[row["article"]], int(row["cue_start"])
            near = [
                one.value
                for one in find_dates(article.text, article.lang or "", article.published)
                if abs(one.start - start) < 200
            ]
            assert row["date"] in near, row
