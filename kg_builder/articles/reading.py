"""Everything a user can give as input, as articles and faults."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import IO

from kg_builder.articles.fault import Fault, UnreadableError
from kg_builder.articles.limits import MEBIBYTE, STANDARD, Limits
from kg_builder.articles.paths import STDIN, InputFile, find_files, reason_of
from kg_builder.articles.plain import read_markdown, read_text
from kg_builder.articles.tables import read_csv, read_json, read_json_lines
from kg_builder.records import Article

Numbered = tuple[int | None, Article | UnreadableError]
SUFFIXES = (
    *(".txt", ".md", ".jsonl", ".json", ".csv", ".html", ".xml", ".warc", ".warc.gz"),
    *(".markdown", ".ndjson", ".htm", ".xhtml", ".rss", ".atom"),
)


def read(paths: Sequence[str], limits: Limits = STANDARD, stdin: IO[bytes] | None = None) -> Iterator[Article | Fault]:
    """The articles behind files, folders, patterns and `-` (JSON lines on standard input), in a stable order.

    What cannot be read comes as a Fault in its place and never costs what lies beside it; nothing is raised for
    input. No two articles have the same id: the second is a fault. Language and date are only what the input
    says of itself: `completed` finds them in the text.
    """
    first: dict[str, str] = {}
    for found in find_files(paths, SUFFIXES):
        if isinstance(found, Fault):
            yield found
            continue
        count = 0
        for line, one in _read_file(found, limits, stdin):
            count += 1
            if isinstance(one, UnreadableError):
                yield Fault(found.shown, line, one.reason)
            elif one.id in first:
                yield Fault(found.shown, line, f'the id "{one.id}" was already read from {first[one.id]}')
            else:
                first[one.id] = found.shown
                yield one
        if not count:
            yield Fault(found.shown, None, "empty: no articles")


def _read_file(found: InputFile, limits: Limits, stdin: IO[bytes] | None) -> Iterator[Numbered]:
    """The articles of one file, with their lines where these count; whatever is raised becomes the last of them."""
    try:
        if found.path == STDIN:
            yield from read_json_lines(stdin or sys.stdin.buffer, limits)
        else:
            yield from _read_by_suffix(found, limits)
    except UnreadableError as error:
        yield None, error
    except OSError as error:
        yield None, UnreadableError(reason_of(error))


def _read_by_suffix(found: InputFile, limits: Limits) -> Iterator[Numbered]:
    """The articles of a regular file by what its name ends in."""
    match _suffix(found.path):
        case ".jsonl" | ".ndjson":
            with open(found.path, "rb") as lines:
                yield from read_json_lines(lines, limits)
        case ".csv":
            yield from read_csv(_whole(found.path, limits.file), limits)
        case _:
            yield from ((None, one) for one in _read_whole(found, limits))


def _read_whole(found: InputFile, limits: Limits) -> Iterator[Article | UnreadableError]:
    """The articles of a file whose lines mean nothing; formats with libraries of their own load them here."""
    match _suffix(found.path):
        case ".txt":
            yield read_text(_whole(found.path, 4 * limits.characters), found.id, limits)
        case ".md" | ".markdown":
            yield read_markdown(_whole(found.path, 4 * limits.characters), found.id, limits)
        case ".json":
            yield from read_json(_whole(found.path, limits.file), found.id, limits)
        case ".html" | ".htm" | ".xhtml":
            from kg_builder.articles.pages import read_page

            yield read_page(_whole(found.path, limits.page), found.id, limits)
        case ".xml" | ".rss" | ".atom":
            from kg_builder.articles.feeds import read_feed

            yield from read_feed(_whole(found.path, limits.file), limits)
        case ".warc" | ".warc.gz":
            from kg_builder.articles.archives import read_archive

            with open(found.path, "rb") as archive:
                yield from read_archive(archive, limits)
        case _:
            raise UnreadableError(f"unknown format; known are {', '.join(SUFFIXES)}")


def _suffix(path: str) -> str | None:
    return next((suffix for suffix in sorted(SUFFIXES, key=len, reverse=True) if path.lower().endswith(suffix)), None)


def _whole(path: str, most: int) -> bytes:
    """A file's bytes; raises UnreadableError where it is empty or has more than `most`."""
    size = os.stat(path).st_size
    if size > most:
        raise UnreadableError(f"absurd size: {size / MEBIBYTE:,.1f} MiB, more than {most / MEBIBYTE:,.1f} MiB")
    with open(path, "rb") as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise UnreadableError(f"absurd size: more than {most / MEBIBYTE:,.1f} MiB")
    if not raw.strip():
        raise UnreadableError("empty: no text")
    return raw
