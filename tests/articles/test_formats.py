import gzip
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TEXT_OF_PAGE = (
    "Moskau warnt die NATO\n\nDer Kreml hat die NATO am Mittwoch davor gewarnt, Friedenstruppen in die Ukraine zu "
    "schicken. Außenminister Sergej Lawrow sprach in Moskau von einer Provokation.\n\nPolen hatte in der vergangenen "
    "Woche angekündigt, auf dem nächsten Gipfel des Bündnisses einen Vorschlag für eine Friedensmission vorzulegen. "
    "Die Vereinigten Staaten lehnten das bisher ab."
)


@pytest.mark.parametrize(
    ("library", "name", "says"),
    [
        ("trafilatura", "page.html", ".html pages need the library trafilatura"),
        ("feedparser", "feed.xml", "RSS and Atom feeds need the library feedparser"),
        ("warcio", "truncated.warc.gz", "web archives need the library warcio"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(
    zoo: Path, reading: Callable, monkeypatch: pytest.MonkeyPatch, library: str, name: str, says: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    for module in [name for name in sys.modules if name.startswith(library + ".")]:
        monkeypatch.setitem(sys.modules, module, None)
    articles, (fault,) = reading(zoo / name, zoo / "good.txt")
    assert list(articles) == ["good.txt"]
    assert fault.startswith(f"{name}: {says}")
    assert 'pip install "kg-builder-geopolitics[formats]"' in fault


def test_a_page_gives_its_article_and_nothing_around_it(zoo: Path, reading: Callable) -> None:
    pytest.importorskip("trafilatura")
    articles, faults = reading(zoo / "page.html", zoo / "no-article.html", zoo / "binary.html")
    (article,) = articles.values()
    assert article.text == TEXT_OF_PAGE
    assert (article.id, article.title, article.published) == ("page.html", "Moskau warnt die NATO", "2022-03-23")
    assert (article.lang, article.url, article.source) == ("de", "https://example.org/moskau", "Zeitung")
    assert faults == [
        "no-article.html: no text of an article found in this page",
        "binary.html: binary data (NUL byte at position 6)",
    ]


def test_feeds(zoo: Path, reading: Callable) -> None:
    pytest.importorskip("feedparser")
    articles, faults = reading(zoo / "feed.xml", zoo / "feed.atom", zoo / "sitemap.xml")
    full, teaser, atom = articles.values()
    assert full.text == "Moskau & die NATO\n\nDer Kreml warnte die NATO.\n\nPolen widersprach."
    assert (full.id, full.published, full.lang, full.source) == ("https://example.org/1", "2022-03-23", "de", "Zeitung")
    assert teaser.text == "Nur ein Anriss\n\nPolen forderte Sanktionen."
    assert (atom.id, atom.text) == ("urn:x:1", "Moscow warns NATO\n\nThe Kremlin warned NATO.")
    assert (atom.published, atom.url, atom.lang) == ("2022-03-23", "https://example.org/a", "en")
    assert faults == [
        "feed.xml: entry 3: empty: no text",
        "feed.xml: entry 4: neither an id nor a link",
        "sitemap.xml: neither an RSS nor an Atom feed",
    ]


def test_entities_of_a_feed_neither_grow_nor_open_files(zoo: Path, reading: Callable) -> None:
    pytest.importorskip("feedparser")
    articles, faults = reading(zoo / "external.xml", zoo / "bomb.xml", zoo / "broken.xml")
    assert [one.text for one in articles.values()] == ["T\n\ninside outside"]
    assert [fault.split(":")[0] for fault in faults] == ["bomb.xml", "broken.xml"]


def archive(zoo: Path, compressed: bool) -> bytes:
    """An archive of five captures: an article, a picture, an error, a form, and the article under another address."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    page, form = (zoo / "page.html").read_bytes(), (zoo / "no-article.html").read_bytes()
    captures = [
        ("https://example.org/moskau", "200 OK", "text/html; charset=iso-8859-1", page),
        ("https://example.org/x.png", "200 OK", "image/png", b"x"),
        ("https://example.org/gone", "404 Not Found", "text/html", page),
        ("https://example.org/form", "200 OK", "text/html", form),
        ("https://example.org/again", "200 OK", "TEXT/HTML", page),
    ]
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    for address, status, kind, body in captures:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
        )
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_web_archives(tmp_path: Path, zoo: Path, reading: Callable, name: str) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("trafilatura")
    raw = archive(zoo, name.endswith(".gz"))
    (tmp_path / name).write_bytes(raw)
    articles, faults = reading(tmp_path / name)
    assert {id: one.text for id, one in articles.items()} == {
        "https://example.org/moskau": TEXT_OF_PAGE,
        "https://example.org/again": TEXT_OF_PAGE,
    }
    assert articles["https://example.org/moskau"].published == "2022-03-23"
    assert faults == [f"{name}: https://example.org/form: no text of an article found in this page"]

    (tmp_path / name).write_bytes(raw[:-300])
    articles, faults = reading(tmp_path / name)
    assert list(articles) == ["https://example.org/moskau"]
    assert faults[-1] == f"{name}: https://example.org/again: the archive breaks off in this record"


def test_what_is_no_archive(tmp_path: Path, zoo: Path, reading: Callable) -> None:
    pytest.importorskip("warcio")
    (tmp_path / "text.warc.gz").write_bytes(gzip.compress(b"nothing of the kind"))
    articles, faults = reading(zoo / "truncated.warc.gz", tmp_path / "text.warc.gz")
    assert articles == {}
    assert [fault.split(":")[0] for fault in faults] == ["truncated.warc.gz", "text.warc.gz"]
