"""Web archives (WARC): one article a captured page, as warcio reads them."""

from collections.abc import Iterator
from typing import IO

from kg_builder.articles.fault import MissingExtraError, UnreadableError
from kg_builder.articles.limits import Limits
from kg_builder.articles.pages import read_page
from kg_builder.records import Article

PAGES = ("text/html", "application/xhtml+xml")


def read_archive(archive: IO[bytes], limits: Limits) -> Iterator[Article | UnreadableError]:
    """The pages among an archive's responses (HTML, status 200); an article's id and url is the address captured.

    Other records are passed over. Raises UnreadableError where the archive breaks off or is none,
    MissingExtraError without warcio.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MissingExtraError("web archives", "warcio") from None
    records = 0
    try:
        for record in ArchiveIterator(archive):
            records += 1
            address = record.rec_headers.get_header("WARC-Target-URI") if record.rec_headers else None
            answer = record.http_headers
            if record.rec_type != "response" or not address or answer is None or answer.get_statuscode() != "200":
                continue
            kind = (answer.get_header("Content-Type") or "").split(";")[0].strip().lower()
            if kind not in PAGES:
                continue
            raw = record.content_stream().read(limits.page + 1)
            try:
                record.raw_stream.read()
                if record.raw_stream.limit > 0:
                    raise UnreadableError("the archive breaks off in this record")
                if len(raw) > limits.page:
                    raise UnreadableError(f"absurd size: more than {limits.page:,} bytes")
                yield read_page(raw, address, limits, url=address)
            except MissingExtraError:
                raise
            except UnreadableError as error:
                yield UnreadableError(f"{address}: {error.reason}")
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"broken web archive: {str(error).strip() or type(error).__name__}") from None
    if not records:
        raise UnreadableError("no web archive: none of its records could be read")
