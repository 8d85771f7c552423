"""Text and Markdown files: the text verbatim, and what its first lines say about it."""

import re

from kg_builder.articles.calendar_dates import FULL_DATE, normalise
from kg_builder.articles.decoding import decode
from kg_builder.articles.fields import checked, language_code, web_address
from kg_builder.articles.limits import Limits
from kg_builder.records import Article

LONGEST_TITLE = 160
FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<lines>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
FIELD = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*)")
NAMES = {"date": "published", "published": "published", "lang": "lang", "language": "lang"} | {
    name: name for name in ("title", "url", "source")
}


def read_text(raw: bytes, id: str, limits: Limits) -> Article:
    """A .txt file: its text, and as its title the first line if that is short and stands alone."""
    text = decode(raw)
    return checked(Article(id, text, title=headline(text)), limits)


def read_markdown(raw: bytes, id: str, limits: Limits) -> Article:
    """A .md file: as .txt, with title, date, url, lang and source from front matter between two lines of `---`.

    Front matter stays a part of the text, so that offsets count from the start of the file.
    """
    text = decode(raw)
    about, start = front_matter(text)
    article = Article(
        id,
        text,
        lang=language_code(about.get("lang")),
        title=about.get("title") or headline(text[start:]),
        published=normalise(about.get("published", "")),
        url=web_address(about.get("url")),
        source=about.get("source"),
    )
    if not text[start:].strip():
        return checked(Article(id, ""), limits)
    return checked(article, limits)


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The fields of a front matter (title, published, url, lang, source), and the offset where the article begins.

    Only plain `key: value` lines are read; without front matter ({}, 0).
    """
    match = FRONT_MATTER.match(text)
    if match is None:
        return {}, 0
    about: dict[str, str] = {}
    for line in match["lines"].splitlines():
        field = FIELD.fullmatch(line.rstrip())
        if field and field[1].lower() in NAMES and field[2]:
            about.setdefault(NAMES[field[1].lower()], _unquoted(field[2]))
    return about, match.end()


def headline(text: str) -> str | None:
    """The first line, without Markdown's #, if it is short, followed by an empty line and then by more; else None."""
    lines = text.lstrip("\n").split("\n", 2)
    if len(lines) < 3 or lines[1].strip() or not lines[2].strip():
        return None
    title = lines[0].strip().lstrip("#").strip()
    is_date = FULL_DATE.search(title) is not None and len(title) < 40
    has_letters = any(map(str.isalpha, title))
    return title if has_letters and len(title) <= LONGEST_TITLE and not is_date else None


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value
