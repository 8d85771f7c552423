"""A record of named fields (a JSON object, a CSV row) as an Article."""

from collections.abc import Mapping

from kg_builder.articles.calendar_dates import normalise
from kg_builder.articles.fault import UnreadableError
from kg_builder.articles.limits import Limits
from kg_builder.records import Article

NAMES = ("id", "text", "title", "published", "url", "lang", "source")
LANGUAGE_CODES = {"deu": "de", "ger": "de", "eng": "en", "spa": "es", "fra": "fr", "fre": "fr"}


def article_of(record: Mapping[str, object], limits: Limits, fallback_id: str | None = None) -> Article:
    """The article in a record with the fields `id, text, title?, published?, url?, lang?, source?`; others are ignored.

    A `date` counts as `published` where there is none. The text is kept verbatim. `published` becomes an ISO date and
    `lang` a two-letter code; what is neither is left out, to be found in the text. Raises UnreadableError that names
    the field which is missing or of a wrong type.
    """
    fields = {name: _string(record, name) for name in NAMES}
    text, identity = fields["text"], fields["id"] or fallback_id
    if not identity or not identity.strip():
        raise UnreadableError('no "id"')
    if text is None:
        raise UnreadableError('no "text"')
    date = record.get("date")
    published = fields["published"] or (date if isinstance(date, str) else None)
    return checked(
        Article(
            id=identity,
            text=text,
            lang=language_code(fields["lang"]),
            title=fields["title"] or None,
            published=normalise(published) if published else None,
            url=web_address(fields["url"]),
            source=fields["source"] or None,
        ),
        limits,
    )


def language_code(written: str | None) -> str | None:
    """'de' from 'de', 'de-AT', 'DE_de' or 'deu'; None from what is no language code."""
    code = (written or "").replace("_", "-").split("-")[0].strip().lower()
    code = LANGUAGE_CODES.get(code, code)
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else None


def web_address(written: str | None) -> str | None:
    """An http or https address, or None: others do not lead to an article and may do harm where they become links."""
    address = (written or "").strip()
    return address if address.lower().startswith(("http://", "https://")) else None


def checked(article: Article, limits: Limits) -> Article:
    """The article itself; raises UnreadableError where its text is empty, too long, or no text."""
    if not article.text.strip():
        raise UnreadableError("empty: no text")
    if len(article.text) > limits.characters:
        raise UnreadableError(
            f"absurd size: {len(article.text):,} characters, more than {limits.characters:,} for one article"
        )
    if "\0" in article.text:
        raise UnreadableError("binary data (NUL character in the text)")
    return article


def _string(record: Mapping[str, object], name: str) -> str | None:
    """A field's string, None where it is missing or null; an id may be a whole number."""
    value = record.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(f'"{name}" is not a string but {type(value).__name__}')
    if value is not None:
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise UnreadableError(f'"{name}" holds half a surrogate pair') from None
    return value
