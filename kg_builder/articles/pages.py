"""Web pages: the article's text and what the page says of it, as trafilatura finds them."""

from kg_builder.articles.calendar_dates import normalise
from kg_builder.articles.decoding import newlines
from kg_builder.articles.fault import MissingExtraError, UnreadableError
from kg_builder.articles.fields import checked, language_code
from kg_builder.articles.limits import Limits
from kg_builder.records import Article


def read_page(raw: bytes, id: str, limits: Limits, url: str | None = None) -> Article:
    """The article of an HTML page: main text (headline first, paragraphs apart), title, date, language, address.

    Offsets count in that text, which articles.jsonl keeps. The encoding is the one the page declares. Raises
    UnreadableError where no text of an article is found, MissingExtraError without trafilatura.
    """
    try:
        from lxml import etree
        from trafilatura import bare_extraction
    except ImportError:
        raise MissingExtraError(".html pages", "trafilatura") from None
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(f"binary data (NUL byte at position {raw.find(0)})")
    try:
        page = bare_extraction(raw, url=url, with_metadata=True, include_comments=False, include_tables=False)
    except (ValueError, RecursionError, etree.LxmlError) as error:
        raise UnreadableError(f"malformed HTML: {error}") from None
    if page is None or not (page.text or "").strip():
        raise UnreadableError("no text of an article found in this page")
    return checked(
        Article(
            id=id,
            text=with_headline(page.title, newlines(page.text).strip().replace("\n", "\n\n")),
            lang=language_code(page.language) or declared_language(raw),
            title=page.title or None,
            published=normalise(page.date) if page.date else None,
            url=page.url or url,
            source=page.sitename or page.hostname or None,
        ),
        limits,
    )


def with_headline(title: str | None, text: str) -> str:
    """The text with its headline as the first paragraph, unless it begins with it already."""
    title = (title or "").strip()
    return f"{title}\n\n{text}" if title and not text.startswith(title) else text


def declared_language(raw: bytes) -> str | None:
    """The code in `<html lang="...">`, or None."""
    import re

    match = re.search(rb"<html[^>]*?\slang\s*=\s*[\"']?([A-Za-z-]+)", raw[:4096], re.IGNORECASE)
    return language_code(match[1].decode("ascii")) if match else None
