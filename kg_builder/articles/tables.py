"""JSON lines, JSON files and CSV tables: one record an article."""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from typing import IO, Any

from kg_builder.articles.decoding import decode_verbatim
from kg_builder.articles.fault import UnreadableError
from kg_builder.articles.fields import article_of
from kg_builder.articles.limits import Limits
from kg_builder.records import Article

Numbered = tuple[int, Article | UnreadableError]


def read_json_lines(lines: IO[bytes], limits: Limits) -> Iterator[Numbered]:
    """Line number and article, one a line of UTF-8, blank lines passed over. A bad line costs itself only."""
    number = 0
    while raw := lines.readline(limits.record + 1):
        number += 1
        if number == 1 and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise UnreadableError("encoded in UTF-16; JSON lines must be UTF-8")
        if len(raw) > limits.record:
            while raw and not raw.endswith(b"\n"):
                raw = lines.readline(limits.record + 1)
            yield number, UnreadableError(f"absurd size: a line of more than {limits.record:,} bytes")
        elif raw.strip():
            try:
                yield number, article_of(_object(decode_verbatim(raw.rstrip(b"\r\n"))), limits)
            except UnreadableError as error:
                yield number, error


def read_json(raw: bytes, id: str, limits: Limits) -> Iterator[Article | UnreadableError]:
    """A .json file: one record, or an array of them, or an object with such an array as its field `articles`.

    A single record may leave out its id and then has the file's.
    """
    content = _parsed(decode_verbatim(raw))
    if isinstance(content, dict) and isinstance(content.get("articles"), list):
        content = content["articles"]
    if isinstance(content, dict):
        yield article_of(content, limits, id)
    elif isinstance(content, list):
        if not content:
            raise UnreadableError("empty: an array without records")
        for number, record in enumerate(content, 1):
            try:
                if not isinstance(record, dict):
                    raise UnreadableError("not a JSON object")
                yield article_of(record, limits)
            except UnreadableError as error:
                yield UnreadableError(f"record {number}: {error.reason}")
    else:
        raise UnreadableError("neither a JSON object nor an array of them")


def read_csv(raw: bytes, limits: Limits) -> list[Numbered]:
    """Line numbers and articles of a table with the field names as its header.

    Cells are separated by comma, semicolon or tab, and quoted as spreadsheets do.
    """
    text = decode_verbatim(raw)
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    # the csv module keeps this limit for the whole process, so it is put back before anybody else can see it
    previous = csv.field_size_limit(4 * limits.characters)
    try:
        return list(_rows(text, separator, limits))
    finally:
        csv.field_size_limit(previous)


def _rows(text: str, separator: str, limits: Limits) -> Iterator[Numbered]:
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = rows.fieldnames or ()
    except csv.Error as error:
        raise UnreadableError(f"malformed CSV: the header: {error}") from None
    if "text" not in columns:
        raise UnreadableError('no column "text" in the header')
    while True:
        line = rows.line_num + 1
        try:
            row: dict[str, Any] = next(rows)
            if None in row:
                raise UnreadableError("more cells than the header has")
            yield line, article_of({name: value or None for name, value in row.items()}, limits)
        except StopIteration:
            return
        except UnreadableError as error:
            yield line, error
        except csv.Error as error:
            yield line, UnreadableError(f"malformed CSV: {error}")


def _object(text: str) -> dict[str, Any]:
    record = _parsed(text)
    if not isinstance(record, dict):
        raise UnreadableError("not a JSON object")
    return record


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableError("malformed JSON: nested too deeply") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"malformed JSON: {error}") from None
    except ValueError:
        raise UnreadableError("malformed JSON: a number with too many digits") from None
