from pathlib import Path

import pytest

from kg_builder.articles import completed, find_published
from kg_builder.articles.calendar_dates import easter_sunday, iso, normalise
from kg_builder.records import Article

DAY = "2022-03-23"


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday, March 23, 2022\n\nGermany on Monday banned",
        "Berlin, 23. März 2022\n\nDer Kanzler",
        "Titel\n\nMittwoch, 23. März 2022, 10:15 Uhr\n\nDer Kanzler",
        "23.03.2022, 14:05 Uhr\nDer Kanzler",
        "March 23, 2022 at 4:05 p.m. EDT\nThe",
        "By Jane Doe\nMarch 23, 2022\nThe",
        "Von Max Muster, 23. März 2022\nDer",
        "23 March 2022 | Brussels",
        "Published: 23 March 2022 10:00 GMT\nUpdated: 24 March 2022",
        "Updated: 24 March 2022\nPublished on Wednesday, March 23, 2022",
        "Veröffentlicht am Mittwoch, den 23. März 2022",
        "Stand: 23.03.22 12:00 Uhr",
        "Date: 2022-03-23T10:00:00Z",
        "Published 03/23/2022",
        "BRUSSELS, March 23 2022 (Reuters) - NATO warned",
        "PRAGUE, Mar. 23, 2022 /PRNewswire/ -- The company",
        "Brüssel (dpa), 23.03.2022 - Die NATO",
        "KIEW/BERLIN, 23. März 2022 – Der",
        "The Secretary General in Brussels, Belgium March 23, 2022. REUTERS/A. Photographer",
        "Foto: Agentur, 20. März 2022\n\nText\n\nFoto: Agentur, 23. März 2022",
        "The meeting of May 9, 2021, was held in Rome.\n\nWed 23 Mar 2022 08.03 GMT",
    ],
)
def test_dates_of_publication(text: str) -> None:
    assert find_published(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He was born on March 23, 2022 in Rome and died there.",
        "Am 23. März 2022 begann der Gipfel in Brüssel.",
        "Related articles (24.08.2005)",
        "Published 03/04/2022",
        "FILE PHOTO: The minister in Kyiv, March 23, 2014. REUTERS/A. Photographer",
        "The minister in Kyiv, March 23, 2014. REUTERS/A. Photographer\n\nHe was elected in 2021.",
        "Berlin, 31. Februar 2022",
        "Die Resolution 2202 vom 17. Februar 2015 fordert eine Waffenruhe",
    ],
)
def test_dates_of_something_else(text: str) -> None:
    assert find_published(text) is None


def test_an_address_comes_before_all_but_a_label() -> None:
    url = "https://example.org/world/2022/03/23/title-2019/"
    assert find_published("Monday, March 21, 2022\n\nText", url) == DAY
    assert find_published("Published: March 21, 2022\n\nText", url) == "2022-03-21"
    assert find_published("Text", "https://example.org/2022/13/45/") is None


@pytest.mark.parametrize(
    "line", ["A" * 80, "A.B " * 20, "Berlin, " * 10, ", " * 40, "Published: " * 18, "(((((" * 16, "Mon " * 20]
)
def test_no_line_is_tried_in_endless_ways(line: str) -> None:
    text = "\n".join([line + end for end in ("", " 23. März 2022 x", "23.03.2022x")] * 4)
    assert find_published(text) in (None, "2022-03-23")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2022-03-23", DAY),
        ("2022-03-23T23:59:59-08:00", DAY),
        ("2022-03-23 10:00", DAY),
        ("2022-03", "2022-03"),
        ("2022", "2022"),
        ("Wed, 23 Mar 2022 10:00:00 GMT", DAY),
        ("23. März 2022", DAY),
        ("March 23rd, 2022", DAY),
        ("the 23rd of March 2022", DAY),
        ("23.3.2022", DAY),
        ("2022-02-30", None),
        ("2022-00-01", None),
        ("20220323", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_of_metadata(written: str, value: str | None) -> None:
    assert normalise(written) == value


def test_easter() -> None:
    known = ["2000-04-23", "2008-03-23", "2011-04-24", "2017-04-16", "2024-03-31", "2025-04-20", "2038-04-25"]
    assert [easter_sunday(int(day[:4])).isoformat() for day in known] == known


def test_iso_dates_exist() -> None:
    assert iso(2024, 2, 29) == "2024-02-29"
    assert iso(2023, 2, 29) is None
    assert iso(2023, 13) is None


def test_completion_adds_what_is_missing_and_changes_nothing_else(zoo: Path) -> None:
    text = (zoo / "mixed.txt").read_text(encoding="utf-8")
    assert completed(Article("a", text)) == Article("a", text, lang="de", published=DAY)
    given = Article("a", text, lang="fr", published="2020")
    assert completed(given) == given
    assert completed(Article("a", "?")) == Article("a", "?")
