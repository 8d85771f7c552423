"""The hand-written tables of this folder: lines of cells parted by "|", words by commas, "#" begins a comment line."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
Record = dict[str, Any]
KINDS = {"n": "names", "m": "metonyms", "a": "adjectives", "i": "inhabitants", "e": "epithets"}


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("|")]


def listed(cell: str) -> list[str]:
    """Words parted by commas."""
    return [word.strip() for word in cell.split(",") if word.strip()]


def further(record: Record, cell: str) -> None:
    """Adds words such as "n.de: USA, US; m.en: White House" to a record; "n: ..." is for every language."""
    for part in cell.split(";"):
        if part.strip():
            key, _, value = part.strip().partition(":")
            kind, _, lang = key.partition(".")
            add(record, KINDS[kind], lang or "mul", listed(value))


def add(record: Record, kind: str, lang: str, words: list[str]) -> None:
    """Adds words that are not there yet."""
    if words:
        known = record.setdefault(kind, {}).setdefault(lang, [])
        known += [word for word in dict.fromkeys(words) if word not in known]


def slug(label: str) -> str:
    """ASCII, lower case, hyphens."""
    letters = str.maketrans(
        {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "ı": "i", "ə": "e"}
    )
    plain = unicodedata.normalize("NFKD", label.casefold().translate(letters)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def offices() -> list[Record]:
    """The office concepts of offices.txt."""
    found = []
    for _, (name, rank, broader, label, en, de, *more) in rows(FOLDER / "offices.txt"):
        english, german = (part.strip() for part in label.split("/"))
        record: Record = {"name": name, "label": {"en": english, "de": german}, "rank": int(rank), "broader": broader}
        record["nouns"] = {
            "en": list(dict.fromkeys(form for noun in listed(en) for form in english_noun(noun))),
            "de": list(dict.fromkeys(form for noun in listed(de) for form in german_noun(noun))),
        }
        for part in "".join(more).split(";"):
            if part.strip():
                lang, _, words = part.strip().partition(":")
                record["nouns"][lang] = listed(words)
        found.append(record)
    return found


def english_noun(noun: str) -> list[str]:
    """Singular and plural of an English office: "secretary of state", "spokesman", "attorney general"."""
    head, link, rest = re.fullmatch(r"(.*?)(?:((?: of| for| in|[ -]in| de)[ -].*|[ -]general$))?()", noun).groups()  # type: ignore[union-attr]
    for ending, plural in (
        ("people", "people"),
        ("man", "men"),
        ("ey", "eys"),
        ("oy", "oys"),
        ("y", "ies"),
        ("ss", "sses"),
        ("", "s"),
    ):
        if head.endswith(ending):
            return [noun, head[: len(head) - len(ending)] + plural + (link or "") + rest]
    return [noun]


def german_noun(noun: str) -> list[str]:
    """Forms of a German office: genitive, plural and feminine by the noun's ending."""
    if " " in noun or noun[-1] == "e" or noun.endswith("en"):
        return [noun]
    if noun.endswith(("nder", "ndter", "neter", "netem", "uter", "eller", "gter", "licher")):
        return [noun]
    if noun.casefold().endswith(("chef", "premier")):
        forms: tuple[str, ...] = ("", "s", "in", "innen")
    elif noun.endswith("er"):
        forms = ("", "s", "n", "in", "innen")
    elif noun.endswith(("ent", "arch", "ant", "at", "ist")):
        forms = ("", "en", "in", "innen")
    elif noun.endswith("or"):
        forms = ("", "s", "en", "in", "innen")
    elif noun.endswith(("är", "ar", "eur", "ling", "König")):
        forms = ("", "s", "e", "en", "in", "innen")
    elif noun.endswith("walt"):
        return [noun, noun + "s", noun[:-4] + "wälte", noun[:-4] + "wältin"]
    elif noun.endswith("haupt"):
        return [noun, noun + "s", noun[:-5] + "häupter", noun[:-5] + "häuptern"]
    else:
        forms = ("",) if noun.endswith("in") else ("", "s")
    return [noun + form for form in forms]


def identifiers() -> dict[str, str]:
    """Ids of the states and territories by their code in states.txt and territories.txt."""
    tables = (FOLDER / "states.txt", FOLDER / "territories.txt")
    return {cells[0]: cells[2] or slug(cells[1]) for table in tables for _, cells in rows(table)}
