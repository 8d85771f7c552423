"""RSS and Atom feeds: one article an entry, as feedparser reads them."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from kg_builder.articles.calendar_dates import normalise
from kg_builder.articles.fault import MissingExtraError, UnreadableError
from kg_builder.articles.fields import checked, language_code, web_address
from kg_builder.articles.limits import Limits
from kg_builder.articles.pages import with_headline
from kg_builder.records import Article

BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article figure figcaption".split())
UNSEEN = frozenset(["script", "style", "template", "noscript"])


def read_feed(raw: bytes, limits: Limits) -> Iterator[Article | UnreadableError]:
    """The entries of a feed in their order: id (or address), headline and full text, else summary.

    Raises UnreadableError for XML that is no feed, MissingExtraError without feedparser.
    """
    try:
        import feedparser
    except ImportError:
        raise MissingExtraError("RSS and Atom feeds", "feedparser") from None
    # bytes in a file object: feedparser would take a bare string for an address and fetch it
    feed = feedparser.parse(io.BytesIO(raw))
    if not feed.version and not feed.entries:
        reason = f" ({feed.bozo_exception})" if feed.bozo else ""
        raise UnreadableError(f"neither an RSS nor an Atom feed{reason}")
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _article(entry, feed.feed, limits)
        except UnreadableError as error:
            yield UnreadableError(f"entry {number}: {error.reason}")
    if feed.bozo and not feed.entries:
        raise UnreadableError(f"malformed feed: {feed.bozo_exception}")


def _article(entry: Any, feed: Any, limits: Limits) -> Article:
    """One entry as an article."""
    identity = entry.get("id") or entry.get("link")
    if not identity:
        raise UnreadableError("neither an id nor a link")
    title = visible_text(entry.get("title", "")).replace("\n", " ") or None
    contents = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
    body = "\n\n".join(filter(None, map(visible_text, contents)))
    if not body:
        raise UnreadableError("empty: no text")
    return checked(
        Article(
            id=identity,
            text=with_headline(title, body),
            lang=language_code(feed.get("language")),
            title=title,
            published=normalise(entry.get("published") or entry.get("updated") or ""),
            url=web_address(entry.get("link")),
            source=feed.get("title"),
        ),
        limits,
    )


class _VisibleText(HTMLParser):
    """Collects the text that a reader of the HTML would see, blocks apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.parts.append("\n\n")
        self.hidden += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n\n")
        self.hidden -= tag in UNSEEN and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def visible_text(html: str) -> str:
    """The text of a piece of HTML without its marks, paragraphs apart; plain text comes out as it is."""
    parser = _VisibleText()
    parser.feed(html)
    parser.close()
    paragraphs = (re.sub(r"[ \t]+", " ", part).strip() for part in re.split(r"\n{2,}", "".join(parser.parts)))
    return "\n\n".join(filter(None, paragraphs))
