"""Bytes to text: UTF-8, or UTF-16 where a byte order mark says so. Nothing is guessed."""

import codecs

from kg_builder.articles.fault import UnreadableError


def decode(raw: bytes) -> str:
    """The text of a file: byte order mark removed, line ends as \\n, else verbatim.

    Raises UnreadableError for binary data (NUL bytes) and for bytes that are not UTF-8, naming their position from 0.
    """
    return newlines(decode_verbatim(raw))


def decode_verbatim(raw: bytes) -> str:
    """As `decode`, but line ends stay as they are (a JSON or CSV field keeps its own)."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableError("encoded in UTF-32; convert it to UTF-8")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decode_as(raw, "utf-16", "UTF-16")
    else:
        if (position := raw.find(b"\0")) >= 0:
            raise UnreadableError(f"binary data (NUL byte at position {position})")
        text = _decode_as(raw, "utf-8-sig", "UTF-8")
    if "\0" in text:
        raise UnreadableError("binary data (NUL character in the text)")
    return text


def newlines(text: str) -> str:
    """The text with every line end as \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_as(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        # utf-8-sig counts from after the mark, the reader of the message from the start of the file
        start = error.start + (len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0)
        byte = raw[start]
        hint = "; is it Latin-1 or Windows-1252?" if name == "UTF-8" and byte >= 0x80 else ""
        raise UnreadableError(f"not {name}: byte 0x{byte:02X} at position {start}{hint}") from None
