"""Web pages: the article's text and what the page says of it, as trafilatura finds them."""

import re
from typing import Any

from kg_builder.articles.calendar_dates import normalise
from kg_builder.articles.decoding import newlines
from kg_builder.articles.fault import MissingExtraError, UnreadableError
from kg_builder.articles.fields import checked, language_code, web_address
from kg_builder.articles.limits import Limits
from kg_builder.records import Article

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DECLARED_LANGUAGE = re.compile(rb"<html[^>]*?\slang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)


def read_page(raw: bytes, id: str, limits: Limits, url: str | None = None) -> Article:
    """The article of an HTML page: headline and main text, paragraphs apart, with title, date, language and address.

    Offsets count in that text, which articles.jsonl keeps. The encoding is the one the page declares. Raises
    UnreadableError where no text of an article is found, MissingExtraError without trafilatura.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise MissingExtraError(".html pages", "trafilatura") from None
    if b"\0" in raw and not raw.startswith(UTF_16_MARKS):
        raise UnreadableError(f"binary data (NUL byte at position {raw.find(0)})")
    try:
        page: Any = bare_extraction(raw, url=url, with_metadata=True, include_comments=False, include_tables=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"malformed HTML: {error}") from None
    if page is None or not (page.text or "").strip():
        raise UnreadableError("no text of an article found in this page")
    declared = DECLARED_LANGUAGE.search(raw, 0, 4096)
    return checked(
        Article(
            id=id,
            text=with_headline(page.title, newlines(page.text).strip().replace("\n", "\n\n")),
            lang=language_code(page.language or (declared and declared[1].decode("ascii"))),
            title=page.title or None,
            published=normalise(page.date or ""),
            url=web_address(page.url or url),
            source=page.sitename or page.hostname or None,
        ),
        limits,
    )


def with_headline(title: str | None, text: str) -> str:
    """The text with its headline as the first paragraph, unless it begins with it already."""
    title = (title or "").strip()
    return f"{title}\n\n{text}" if title and not text.startswith(title) else text
