import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.articles import Fault, Limits, read
from kg_builder.records import Article

BODY = "Der Kreml warnte die NATO am Mittwoch. Außenminister Lawrow sprach von einer Provokation.\n"
TEXT = "Moskau warnt die NATO\n\n" + BODY
TITLE = "Moskau warnt die NATO"


@pytest.mark.parametrize("name", ["good.txt", "bom.txt", "crlf.txt", "utf16.txt"])
def test_a_text_file_is_decoded_and_else_kept_as_it_is(zoo: Path, reading: Callable, name: str) -> None:
    assert reading(zoo / name) == ({name: Article(name, TEXT, title=TITLE)}, [])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("latin1.txt", "not UTF-8: byte 0xFC at position 2; is it Latin-1 or Windows-1252?"),
        ("bom-latin1.txt", "not UTF-8: byte 0xE4 at position 9; is it Latin-1 or Windows-1252?"),
        ("cut-in-a-letter.txt", "not UTF-8: byte 0xC3 at position 6; is it Latin-1 or Windows-1252?"),
        ("utf16-cut.txt", "not UTF-16: byte 0x0A at position 226"),
        ("utf32.txt", "encoded in UTF-32; convert it to UTF-8"),
        ("empty.txt", "empty: no text"),
        ("blank.txt", "empty: no text"),
        ("binary.txt", "binary data (NUL byte at position 3)"),
        ("only-front-matter.md", "empty: no text"),
        ("utf16.jsonl", "encoded in UTF-16; JSON lines must be UTF-8"),
        ("number.json", "neither a JSON object nor an array of them"),
        ("broken.json", "malformed JSON: Expecting value: line 1 column 8 (char 7)"),
        ("no-text.csv", 'no column "text" in the header'),
        ("missing.txt", "no such file or directory"),
        ("nested/b/picture.png", "unknown format; known are .txt, .md, .jsonl"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(zoo: Path, reading: Callable, name: str, reason: str) -> None:
    articles, (fault,) = reading(zoo / name, zoo / "good.txt")
    assert list(articles) == ["good.txt"]
    assert fault.startswith(f"{Path(name).name}: {reason}")


def test_json_lines_cost_themselves_only(zoo: Path, reading: Callable) -> None:
    articles, faults = reading(zoo / "broken.jsonl")
    assert list(articles) == ["first", "7", "last", "after"]
    assert [fault.removeprefix("broken.jsonl:") for fault in faults] == [
        "2: malformed JSON: Unterminated string starting at: line 1 column 23 (char 22)",
        "3: not a JSON object",
        '4: no "text"',
        '5: no "id"',
        '6: no "text"',
        '8: "id" is not a string but bool',
        '9: "text" is not a string but list',
        '10: "title" is not a string but int',
        "11: empty: no text",
        '12: "text" holds half a surrogate pair',
        "13: binary data (NUL character in the text)",
        f'15: the id "first" was already read from {zoo / "broken.jsonl"}',
        "16: malformed JSON: nested too deeply",
        "17: malformed JSON: a number with too many digits",
        "19: not UTF-8: byte 0xFC at position 27; is it Latin-1 or Windows-1252?",
    ]


def test_fields_of_a_record(zoo: Path, reading: Callable) -> None:
    articles, faults = reading(zoo / "fields.jsonl")
    assert faults == []
    assert articles["verbatim"] == Article(
        "verbatim", "A\r\nB \u2028 C", "de", "T", "2022-03-23", "https://example.org/", "S"
    )
    assert articles["vague"] == Article("vague", "x y")
    assert (articles["rfc2822"].published, articles["rfc2822"].lang) == ("2022-03-23", "de")
    assert articles["month"].published == "2022-03"
    assert articles["<script>alert(1)</script>"].title == "</script>"


def test_json_files(zoo: Path, reading: Callable) -> None:
    articles, faults = reading(zoo / "one.json", zoo / "array.json", zoo / "articles.json")
    assert {id: one.text for id, one in articles.items()} == {
        "one.json": "Der Kreml warnte die NATO.",
        "j1": "Eins.",
        "j3": "Drei.",
        "k1": "Eins.",
    }
    assert faults == ['array.json: record 2: no "text"', "array.json: record 3: not a JSON object"]


def test_tables(zoo: Path, reading: Callable) -> None:
    articles, faults = reading(zoo / "table.csv", zoo / "tabs.csv", zoo / "bad-quotes.csv")
    assert articles["c1"] == Article(
        "c1", "Zwei Zeilen;\nDer Kreml warnte.", title='Ein "Titel"', published="2022-03-23"
    )
    assert list(articles) == ["c1", "c4", "t1", "q2"]
    assert faults == [
        'table.csv:4: no "text"',
        "table.csv:5: more cells than the header has",
        "bad-quotes.csv:2: malformed CSV: ',' expected after '\"'",
    ]


def test_front_matter_is_read_and_stays_in_the_text(zoo: Path, reading: Callable) -> None:
    articles, faults = reading(zoo / "front-matter.md", zoo / "no-front-matter.md", zoo / "hostile.md")
    assert faults == []
    article = articles["front-matter.md"]
    assert article.text == (zoo / "front-matter.md").read_text(encoding="utf-8")
    assert (article.title, article.published, article.lang, article.source, article.url) == (
        *(TITLE, "2022-03-23", "de", "Beispiel"),
        "https://example.org/2022/03/23/moskau",
    )
    assert articles["no-front-matter.md"].title is None
    hostile = articles["hostile.md"]
    assert hostile.title == "<script>alert('title')</script>"
    assert (hostile.url, hostile.published) == (None, None)


def test_standard_input_holds_json_lines(reading: Callable) -> None:
    lines = io.BytesIO(b'{"id": "a", "text": "x"}\n\nnonsense\n{"id": "b", "text": "y"}')
    articles, faults = reading("-", stdin=lines)
    assert list(articles) == ["a", "b"]
    assert faults == ["-:3: malformed JSON: Expecting value: line 1 column 1 (char 0)"]
    assert reading("-", stdin=io.BytesIO(b"")) == ({}, ["-: empty: no articles"])


def test_absurd_sizes(tmp_path: Path, reading: Callable) -> None:
    limits = Limits(characters=10, record=100)
    (tmp_path / "long.txt").write_text("x" * 11)
    (tmp_path / "huge.txt").write_text("x" * 1000)
    lines = [{"id": "long", "text": "x" * 11}, {"id": "huge", "text": "x" * 1000}, {"id": "fine", "text": "x"}]
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)))
    articles, faults = reading(tmp_path, limits=limits)
    assert list(articles) == ["fine"]
    assert faults == [
        "huge.txt: absurd size: 0.0 MiB, more than 0.0 MiB",
        "lines.jsonl:1: absurd size: 11 characters, more than 10 for one article",
        "lines.jsonl:2: absurd size: a line of more than 100 bytes",
        "long.txt: absurd size: 11 characters, more than 10 for one article",
    ]


def test_ids_are_told_apart_across_files(tmp_path: Path, reading: Callable) -> None:
    (tmp_path / "a.txt").write_text("Eins.")
    (tmp_path / "b.jsonl").write_text('{"id": "a.txt", "text": "Zwei."}')
    articles, faults = reading(tmp_path)
    assert articles == {"a.txt": Article("a.txt", "Eins.")}
    assert faults == [f'b.jsonl:1: the id "a.txt" was already read from {tmp_path / "a.txt"}']


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1).filter(str.strip))
def test_a_text_survives_a_file_and_a_record(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("round")
    (folder / "a.txt").write_bytes(text.encode())
    (folder / "b.jsonl").write_text(json.dumps({"id": "b", "text": text}))
    plain, record = read([str(folder)])
    assert isinstance(plain, Article)
    assert isinstance(record, Article)
    assert plain.text == text.removeprefix("\ufeff")
    assert record.text == text


@given(st.binary(max_size=200), st.sampled_from([".txt", ".md", ".jsonl", ".json", ".csv"]))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, raw: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("bytes") / f"a{suffix}"
    path.write_bytes(raw)
    found = list(read([str(path)]))
    assert found
    for one in found:
        assert one.reason if isinstance(one, Fault) else one.text.encode("utf-8")


def test_a_date_is_when_an_article_was_published(tmp_path: Path, reading: Callable) -> None:
    records = [
        {"id": "a", "text": "Eins.", "date": "2016-04-24"},
        {"id": "b", "text": "Zwei.", "date": "2016-04-24", "published": "2015-01-02"},
        {"id": "c", "text": "Drei.", "date": 1461456000},
    ]
    (tmp_path / "dates.jsonl").write_text("\n".join(map(json.dumps, records)))
    articles, faults = reading(tmp_path / "dates.jsonl")
    assert {id: one.published for id, one in articles.items()} == {"a": "2016-04-24", "b": "2015-01-02", "c": None}
    assert faults == []


def test_a_quotation_mark_that_the_header_leaves_open_is_named(tmp_path: Path, reading: Callable) -> None:
    (tmp_path / "open.csv").write_text('"')
    assert reading(tmp_path / "open.csv") == ({}, ["open.csv: malformed CSV: the header: unexpected end of data"])
