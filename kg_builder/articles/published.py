"""The publication date that an article's address or text gives of itself."""

import re
from collections.abc import Callable, Iterator

from kg_builder.articles.calendar_dates import FULL_DATE, MONTH, WEEKDAYS, YEAR, full_date, iso

LABEL = re.compile(
    r"(?:^|(?<=[\s|·•(]))(?P<label>published|first published|date published|publication date|posted|issued|"
    r"veröffentlicht|erschienen|publiziert|datum|date|stand|updated|last updated|last modified|aktualisiert|"
    r"zuletzt aktualisiert)(?:\s+(?:on|am|at))?\s*[:|]?\s*(?:(?:on|am|at)\s+)?",
    re.IGNORECASE,
)
REVISED = ("updated", "last updated", "last modified", "aktualisiert", "zuletzt aktualisiert", "stand")
SHORT_DATE = re.compile(
    r"(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>\d\d)(?!\d)|(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<z>(?:19|20)\d\d)(?!\d)"
)
URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?!\d)")
CREDIT = re.compile(
    r"\b(?:REUTERS|Reuters|AFP|AP Photo|AP|dpa|EPA|Getty Images|picture alliance|imago|TASS|Anadolu|Xinhua)\s?[/|)]"
    r"|\b(?:Getty Images|AP Photo|picture alliance)\b|\b(?:Foto|Photo|Bild|Photograph|Picture|Image)(?:\s?:| by | von )"
)
ARCHIVE = re.compile(r"\bfile (?:photo|picture|image)\b|\barchiv(?:bild|foto|aufnahme)?\b", re.IGNORECASE)
WEEKDAY = rf"(?i:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b"
NAME = rf"(?!(?i:{MONTH})\b)[A-ZÄÖÜ][\w.'’-]*+"
# possessive throughout: what stands around a date is read once from left to right, so that no line takes long
AROUND_DATE = re.compile(
    rf"""\(?+ (?: {WEEKDAY}\.?+,?+\s*+ | (?:den|the|am|on)\s++
       | {NAME}(?:[ /]{NAME})*+,?+\s*+ | [|·•*_#>–—-]++\s*+ )*+""",
    re.VERBOSE,
)
AFTER_DATE = re.compile(
    rf"""(?: \s++ | [,|·•()*_–—-]++ | (?:at|um)\b | \d\d?[:.]\d\d(?:[:.]\d\d)? | (?:a\.?m|p\.?m)\b\.? | Uhr\b
       | UTC[+-]\d++ | [A-Z]{{2,4}}\b | {WEEKDAY} )*+ (?: (?<=[|·•]\s) [^\W\d][\w -]{{1,30}} )?""",
    re.VERBOSE,
)
DATELINE = re.compile(
    rf"(?:{NAME}(?:/{NAME})*+[ ,]++){{1,5}}+"
    rf"(?:\([A-Za-z /]++\)\s*+)?[,–—-]?+\s*+(?=\d|(?i:{MONTH})\b)"
)
AFTER_DATELINE = re.compile(
    r"\s*(?:\([^)]{2,40}\)|/[A-Za-z ]+/)?\s*[–—:-]|\s*\((?:dpa|AFP|AP|Reuters|rtr|epd|KNA|TASS)"
)
FIRST_LINES = 12


def find_published(text: str, url: str | None = None) -> str | None:
    """The ISO date on which an article says it was published, or None.

    Asked in this order: a label ("Published: ...", "Veröffentlicht am ..."), the article's address (/2022/03/23/), a
    line that is a date ("Wednesday, January 23, 2019", "Berlin, 23. März 2022"), a dateline that opens a paragraph
    ("BRUSSELS, March 23, 2022 (Reuters) - ..."), a label of a revision ("Updated: ...", "Stand: ..."), the latest
    date in a picture's caption with its credit. A date inside a sentence is an event's, and never taken.
    """
    for ask in _askers(text, url):
        for date in ask():
            if date >= "1900":
                return date
    return None


def _askers(text: str, url: str | None) -> list[Callable[[], Iterator[str]]]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [
        lambda: _labelled(lines, revised=False),
        lambda: _in_address(url or ""),
        lambda: _date_lines(lines[:FIRST_LINES] + lines[-3:]),
        lambda: _datelines(lines[:FIRST_LINES]),
        lambda: _labelled(lines, revised=True),
        lambda: _captions(lines),
    ]


def _labelled(lines: list[str], revised: bool) -> Iterator[str]:
    """Dates right after a label, in lines short enough to be no prose."""
    for line in lines:
        for label in LABEL.finditer(line) if len(line) <= 200 else ():
            start = AROUND_DATE.match(line, label.end())
            date = _date_at(line, start.end() if start else label.end()) or _date_at(line, label.end())
            if date and (label["label"].lower() in REVISED) == revised:
                yield date[0]


def _in_address(url: str) -> Iterator[str]:
    for match in URL_DATE.finditer(url):
        if date := iso(*map(int, match.groups())):
            yield date


def _date_lines(lines: list[str]) -> Iterator[str]:
    """Dates of lines that hold nothing else but a place, a weekday and a time of day."""
    for line in lines:
        for match in FULL_DATE.finditer(line) if len(line) <= 80 else ():
            date, before, after = full_date(match), line[: match.start()], line[match.end() :]
            if date and AROUND_DATE.fullmatch(before) and AFTER_DATE.fullmatch(after.rstrip()):
                yield date


def _datelines(lines: list[str]) -> Iterator[str]:
    """Dates of a place and date that open a paragraph and are set apart by a dash or an agency."""
    for line in lines:
        opening = DATELINE.match(line)
        date = _date_at(line, opening.end()) if opening and opening.end() <= 60 else None
        if date and AFTER_DATELINE.match(line, date[1]):
            yield date[0]


def _captions(lines: list[str]) -> Iterator[str]:
    """The latest date among captions with a picture credit, unless the text names a later year."""
    dates = [
        date
        for line in lines
        if CREDIT.search(line) and not ARCHIVE.search(line)
        for match in FULL_DATE.finditer(line)
        if (date := full_date(match))
    ]
    years = [int(year) for line in lines for year in re.findall(rf"(?<!\d){YEAR}(?!\d)", line)]
    if dates and int(max(dates)[:4]) >= max(years):
        yield max(dates)


def _date_at(line: str, start: int) -> tuple[str, int] | None:
    """The date that begins here and where it ends; none is 3/4/2022, which two countries read in two ways."""
    if match := FULL_DATE.match(line, start):
        date = full_date(match)
        return (date, match.end()) if date else None
    match = SHORT_DATE.match(line, start)
    if match is None:
        return None
    if match["d"]:
        year = int(match["y"])
        date = iso(year + (2000 if year < 70 else 1900), int(match["m"]), int(match["d"]))
    else:
        one, two = int(match["a"]), int(match["b"])
        if one <= 12 and two <= 12 and one != two:
            return None
        date = iso(int(match["z"]), min(one, two) if max(one, two) > 12 else one, max(one, two))
    return (date, match.end()) if date else None
