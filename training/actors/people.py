"""People and the offices they held: people/*.txt.

"= RU" begins the people who act for a state (or "= @nato" for an organisation). A person is
    name | m or f | de: Wladimir Putin; ru: Владимир Путин; s: Putin | PM 1999-08 2000-05, P 2012-05-07
names by language ("mul" in any), s: surnames where they are not the last word; then offices by their code (CODES), of
another state or organisation after "@", with start ("?" unknown) and end (none: still held).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tables import FOLDER, Record, add, identifiers, listed, slug

CODES = dict(
    line.split() for line in (FOLDER / "office-codes.txt").read_text(encoding="utf-8").splitlines() if line.strip()
)
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def people() -> Iterator[tuple[str, list[Record]]]:
    """The records of each file under people/, with the file's name."""
    seen: dict[str, str] = {}
    for path in sorted((FOLDER / "people").glob("*.txt")):
        yield path.stem, list(read(path, identifiers(), seen))


def read(path: Path, states: dict[str, str], seen: dict[str, str]) -> Iterator[Record]:
    parent = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("= "):
            parent = identifier(line.split()[1], states)
        elif line.strip() and not line.startswith("#"):
            try:
                record = person(line, parent, states)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}:{number}: {error!r}: {line}") from error
            if record["id"] in seen:
                raise ValueError(f"{path}:{number}: {record['id']} is in {seen[record['id']]} already")
            seen[record["id"]] = f"{path.name}:{number}"
            yield record


def person(line: str, parent: str, states: dict[str, str]) -> Record:
    label, gender, names, held, *more = (cell.strip() for cell in line.split("|"))
    if gender not in ("m", "f"):
        raise ValueError("m or f")
    qid = more[0] if more else ""
    record: Record = {"id": qid or slug(label), "label": label, "type": "person", "names": {}, "gender": gender}
    for part in names.split(";"):
        if part.strip():
            lang, _, words = part.strip().partition(":")
            if lang == "s":
                record["surnames"] = listed(words)
            elif not words:
                raise ValueError(f"no language: {part}")
            else:
                add(record, "names", lang, listed(words))
    record["parent"] = parent
    record["offices"] = [office(term.split(), parent, states) for term in held.split(",") if term.strip()]
    return record | {"sources": ["own"]}


def office(term: list[str], parent: str, states: dict[str, str]) -> dict[str, str | None]:
    code, _, of = term[0].partition("@")
    start, end = (*term[1:], None, None)[:2]
    for date in (start, end):
        if date not in (None, "?") and not DATE.fullmatch(date):
            raise ValueError(f"no date: {date}")
    one: dict[str, str | None] = {"office": CODES[code], "of": identifier(of, states) if of else parent}
    if start not in (None, "?"):
        one["start"] = start
    if end:
        one["end"] = end
    return one


def identifier(word: str, states: dict[str, str]) -> str:
    """The id that stands for a state's code, or for an organisation's slug."""
    if re.fullmatch("[A-Z]{2,3}", word):
        return states[word]
    return word.removeprefix("@")
