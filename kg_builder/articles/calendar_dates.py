"""Month and weekday names, and calendar dates written out in full: what metadata and text are both read with."""

import datetime
import re
from email.utils import parsedate_to_datetime

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner january jan jän",
            "februar feber february feb febr",
            "märz maerz march mär mar mrz",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "montag monday mon",
            "dienstag tuesday tue tues",
            "mittwoch wednesday wed",
            "donnerstag thursday thu thur thurs",
            "freitag friday fri",
            "samstag sonnabend saturday sat",
            "sonntag sunday sun",
        )
    )
    for name in names.split()
}
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
YEAR = r"(?:1[5-9]|20)\d\d"
FULL_DATE = re.compile(
    rf"""(?<![\w./-])(?:
        (?P<y1>{YEAR})-(?P<m1>\d\d)-(?P<d1>\d\d)(?![-\d])
      | (?P<y2>{YEAR})/(?P<m2>\d\d?)/(?P<d2>\d\d?)(?![/\d])
      | (?P<d3>\d\d?)\.\s?(?P<m3>\d\d?)\.\s?(?P<y3>{YEAR})(?!\d)
      | (?P<d4>\d\d?)(?:\.|st|nd|rd|th)?\s(?:of\s)?(?P<n4>{MONTH})\b\.?,?\s(?P<y4>{YEAR})(?!\d)
      | (?P<n5>{MONTH})\b\.?\s(?P<d5>\d\d?)(?:st|nd|rd|th)?,?\s(?P<y5>{YEAR})(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
ISO = re.compile(rf"({YEAR})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T\s])")


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """'YYYY[-MM[-DD]]', or None where the calendar has no such date."""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04d}"] + [f"{part:02d}" for part in (month, day) if part])


def easter_sunday(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Butcher's Ecclesiastical Calendar, 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (8 * b + 13) // 25
    h = (19 * a + b - d - f + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def full_date(match: re.Match[str]) -> str | None:
    """The ISO date of a match of FULL_DATE, or None where the calendar has no such date."""
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    month = MONTHS[parts["n"].lower()] if "n" in parts else int(parts["m"])
    return iso(int(parts["y"]), month, int(parts["d"]))


def normalise(written: str) -> str | None:
    """A date of metadata, in whatever of the usual ways it is written, as 'YYYY[-MM[-DD]]'; None if it is none.

    Read are ISO 8601 (a time of day is cut off, the day stays as it is written), RFC 2822 as feeds have it, and dates
    written out in German or English.
    """
    written = written.strip()
    if match := ISO.match(written):
        year, month, day = match.groups()
        if month == "00" or day == "00":
            return None
        return iso(int(year), int(month) if month else None, int(day) if day else None)
    if match := FULL_DATE.search(written):
        return full_date(match)
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
