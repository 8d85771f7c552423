"""How large an input may be. One place, so that nobody has to look for numbers in the readers."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes beyond which an input is a fault: they are far above any news article, and below what fills memory.

    characters: code points of one article's text. page: bytes of one .html page or web archive record.
    record: bytes of one JSON line. file: bytes of a file that must be read whole (.json, .csv, feeds).
    """

    characters: int = 1_000_000
    page: int = 16 * MEBIBYTE
    record: int = 16 * MEBIBYTE
    file: int = 256 * MEBIBYTE


STANDARD = Limits()
