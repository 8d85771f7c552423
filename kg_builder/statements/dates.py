"""Date expressions of a text, resolved against its publication date.

Values are ISO 8601 cut to what the words say: "am Mittwoch" is a day, "Ende letzten Monats" a month. What is less
exact than its unit is cut further: a week is its month where it lies in one, else its year. The rules are data:
ontology/dates/<lang>.toml.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from kg_builder.articles.calendar_dates import easter_sunday, full_date, iso
from kg_builder.statements.date_grammar import Grammar, Rule, grammar

Role = Literal["at", "since", "until", "range"]
Unit = Literal["day", "week", "weekend", "month", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "weekend", "month", "year")
NEAR_FUTURE = timedelta(days=31)
SEASON_STARTS = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words of a text that name a time. value: 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'; of a range, its first.

    role: at (the time of something), since, until, or range (its first and last day are both in the words).
    """

    start: int
    end: int
    value: str
    role: Role = "at"

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """What the value is known to."""
        return "year" if len(self.value) == 4 else "month" if len(self.value) == 7 else "day"


@dataclass(frozen=True, slots=True)
class _Setting:
    """What an expression is resolved against: the anchor's parts as far as they are known, and the direction."""

    day: date | None
    month: int | None
    year: int | None
    future: bool
    words: Grammar


@dataclass(frozen=True, slots=True)
class _Found:
    rule: Rule
    match: re.Match[str]
    start: int
    end: int


def find_dates(text: str, lang: str, anchor: str | None, future: bool = False) -> list[DateMention]:
    """The dates named in a text, in its order and without overlap.

    anchor: the ISO date of publication, or a part of it; without one only what is complete in itself is resolved.
    future: how to read what lies open. "am Mittwoch" is the last Wednesday up to the anchor, or with `future` the
    first from it on; "am 14. März" and "im März" are the last such day or month, or one that begins within a month,
    with `future` the next. Durations ("drei Tage lang", "in the past two years"), decades and plain numbers are no
    dates. Offsets are code points of `text`.
    """
    words = grammar(lang)
    setting = _setting(anchor, future, words)
    mentions: list[DateMention] = []
    for found in _chosen(text, words):
        before = mentions[-1] if mentions else None
        nearest = before if before and len(re.findall(r"\n+", text[before.end : found.start])) <= 1 else None
        ahead = _follows(text, found.start, words.roles.get("ahead")) and text[found.end : found.end + 1] not in "'’"
        value = _value(found, replace(setting, future=True) if ahead else setting, nearest)
        if value is not None:
            mentions.append(DateMention(found.start, found.end, value, _role(text, found, words)))
    return list(_ranges_joined(text, mentions, words))


def _setting(anchor: str | None, future: bool, words: Grammar) -> _Setting:
    parts: list[int | None] = [int(part) for part in anchor[:10].split("-")] if anchor else []
    year, month, day = parts + [None] * (3 - len(parts))
    known = date(year, month, day) if year and month and day else None
    return _Setting(known, month, year, future, words)


def _chosen(text: str, words: Grammar) -> list[_Found]:
    """Matches of all rules in the text's order; where some overlap the longest, or of the later rule."""
    found = []
    for order, rule in enumerate(words.rules):
        for match in rule.pattern.finditer(text):
            start, end = match.span("mention") if "mention" in rule.pattern.groupindex else match.span()
            found.append((match.start(), match.end(), order, _Found(rule, match, start, end)))
    chosen: list[_Found] = []
    cluster: list[tuple[int, int, int, _Found]] = []
    for one in [*sorted(found, key=lambda each: each[:3]), None]:
        if one is None or one[0] >= max((each[1] for each in cluster), default=0):
            chosen.extend(_longest(cluster))
            cluster = []
        if one is not None:
            cluster.append(one)
    return [one for one in chosen if one.rule.means != "nothing"]


def _longest(cluster: list[tuple[int, int, int, _Found]]) -> list[_Found]:
    """Of matches that overlap in a chain, those that stay when the longer one takes its words first."""
    taken: list[tuple[int, int, int, _Found]] = []
    for one in sorted(cluster, key=lambda each: (each[0] - each[1], -each[2])):
        if all(one[1] <= other[0] or one[0] >= other[1] for other in taken):
            taken.append(one)
    return [found for *_, found in sorted(taken, key=lambda each: each[0])]


def _value(found: _Found, setting: _Setting, nearest: DateMention | None) -> str | None:
    """The ISO date that an expression stands for, or None where the anchor does not tell, or there is no such day."""
    groups = {name: text for name, text in found.match.groupdict().items() if text is not None}
    rule = found.rule
    try:
        match rule.means:
            case "complete":
                return full_date(found.match)
            case "calendar":
                return _calendar(groups, setting)
            case "slashed":
                return _slashed(groups)
            case "weekday":
                return _weekday(groups, setting)
            case "span":
                return _moved(_unit(groups), rule.shift or _turn(groups), setting, turned=_has_turn(groups))
            case "ago":
                return _ago(groups, rule, setting)
            case "days":
                return _days(rule, setting)
            case "season":
                return _season(groups, setting)
            case "feast":
                return _feast(groups, rule, setting)
            case "context":
                return _from_context(groups, rule, setting, nearest)
    except (ValueError, OverflowError):
        return None
    raise KeyError(rule.means)


def _calendar(groups: dict[str, str], setting: _Setting) -> str | None:
    """A day, month or year by its calendar name; one without its year is looked for around the anchor."""
    month = day = None
    if "month" in groups:
        name = groups["month"].lower()
        month = int(name) if name.isdigit() else setting.words.months[name]
    if "day" in groups:
        day = int(groups["day"])
    if "year" in groups:
        year = int(groups["year"])
        return iso(year + (0 if year > 99 else 2000 if year < 70 else 1900), month, day)
    if "of_year" in groups:
        turn = _turn(groups) if _has_turn(groups) else -1
        return iso(setting.year + turn, month, day) if setting.year else None
    if month is None or setting.year is None or setting.month is None:
        return None
    return _nearest(month, day, _turn(groups) if _has_turn(groups) else None, setting)


def _nearest(month: int, day: int | None, turn: int | None, setting: _Setting) -> str | None:
    """The day or month without a year that is meant (see `find_dates`); a turn as in "last March" has its own way."""
    chosen = _nearest_day(lambda year: iso(year, month, day or 1), day is not None, turn, setting)
    return iso(chosen.year, chosen.month, day) if chosen else None


def _nearest_day(day_in: Callable[[int], str | None], exact: bool, turn: int | None, setting: _Setting) -> date | None:
    """The day that comes once a year and is meant; exact: it is one day, and not the first of a month."""
    assert setting.year
    assert setting.month
    anchor = setting.day if setting.day and exact else date(setting.year, setting.month, 1)
    around = range(setting.year - 4, setting.year + 5)
    days = [date.fromisoformat(one) for year in around if (one := day_in(year))]
    if turn == 0:
        return next((one for one in days if one.year == setting.year), None)
    if turn is not None:
        return max(one for one in days if one < anchor) if turn < 0 else min(one for one in days if one > anchor)
    earlier, later = max(one for one in days if one <= anchor), min(one for one in days if one > anchor)
    if setting.future or later - anchor <= NEAR_FUTURE:
        return anchor if earlier == anchor else later
    return earlier


def _feast(groups: dict[str, str], rule: Rule, setting: _Setting) -> str | None:
    """The day of a feast in the year that is named, else the nearest as with any day without a year."""

    def day_in(year: int) -> str | None:
        if rule.easter is None:
            return iso(year, rule.month, rule.day)
        return (easter_sunday(year) + timedelta(rule.easter)).isoformat()

    if "year" in groups:
        return day_in(int(groups["year"]))
    if setting.year and "of_year" in groups:
        return day_in(setting.year + (_turn(groups) if _has_turn(groups) else -1))
    if not setting.year or not setting.month:
        return None
    chosen = _nearest_day(day_in, True, None, setting)
    return chosen.isoformat() if chosen else None


def _slashed(groups: dict[str, str]) -> str | None:
    """Day and month between slashes, in the one order that is possible; only the year where both are."""
    one, two, year = int(groups["one"]), int(groups["two"]), int(groups["year"])
    american, british = iso(year, one, two), iso(year, two, one)
    if american and british and american != british:
        return iso(year)
    return american or british


def _weekday(groups: dict[str, str], setting: _Setting) -> str | None:
    """A day of the week: in a week that is named, else the nearest in the direction that is named or asked for."""
    if setting.day is None:
        return None
    weekday = setting.words.weekdays[groups["weekday"].lower()]
    monday = setting.day - timedelta(setting.day.weekday())
    if "of_week" in groups or "this" in groups:
        return (monday + timedelta(7 * _turn(groups) + weekday)).isoformat()
    back = (setting.day.weekday() - weekday) % 7
    if "last" in groups:
        return (setting.day - timedelta(back or 7)).isoformat()
    if "next" in groups:
        return (setting.day + timedelta(7 - back)).isoformat()
    return (setting.day + timedelta(-back if not setting.future else -back % 7)).isoformat()


def _moved(unit: Unit, shift: int, setting: _Setting, turned: bool = True) -> str | None:
    """The week, weekend, month or year so many units from the anchor's own."""
    if unit == "year":
        return iso(setting.year + shift) if setting.year else None
    if unit == "month":
        return _month(setting.year, setting.month, shift) if setting.year and setting.month else None
    if setting.day is None or unit == "day":
        return None
    monday = setting.day - timedelta(setting.day.weekday())
    if unit == "week":
        return _window(monday + timedelta(7 * shift), monday + timedelta(7 * shift + 6))
    saturday = monday + timedelta(5)
    if turned and shift < 0:
        saturday -= timedelta(7)
    elif turned and shift > 0:
        saturday += timedelta(0 if saturday > setting.day else 7)
    elif not turned and not setting.future and saturday > setting.day:
        saturday -= timedelta(7)
    return _window(saturday, saturday + timedelta(1))


def _ago(groups: dict[str, str], rule: Rule, setting: _Setting) -> str | None:
    """So many units before or after the anchor; weeks are as inexact as half of one, many days as a month."""
    if rule.future and not setting.future:
        return None
    unit, count = _unit(groups), rule.shift or rule.sign * _number(groups, setting)
    if unit in ("month", "year") or rule.shift:
        return _moved(unit, count, setting)
    if setting.day is None:
        return None
    if unit == "day" and abs(count) <= 14:
        return (setting.day + timedelta(count)).isoformat()
    middle = setting.day + timedelta(count if unit == "day" else 7 * count)
    return _window(middle - timedelta(3), middle + timedelta(3))


def _days(rule: Rule, setting: _Setting) -> str | None:
    """A number of days from the anchor, or what a range of such days has in common."""
    if setting.day is None:
        return None
    return _window(setting.day + timedelta(rule.start), setting.day + timedelta(rule.end))


def _season(groups: dict[str, str], setting: _Setting) -> str | None:
    """The year in which a season begins: the last that has begun, or as a turn or the future asks."""
    if not setting.year or not setting.month:
        return None
    begins = SEASON_STARTS[setting.words.seasons[groups["season"].lower()]]
    begun = setting.month >= begins
    if not _has_turn(groups):
        return iso(setting.year + (int(begun) if setting.future else int(begun) - 1))
    if "last" in groups:
        return iso(setting.year - int(setting.month < begins + 3))
    return iso(setting.year + (int(begun) if "next" in groups else 0))


def _from_context(groups: dict[str, str], rule: Rule, setting: _Setting, nearest: DateMention | None) -> str | None:
    """So many units from the date named last, in this paragraph or the one before; without one, what lies before counts
    from the anchor.
    """
    count = rule.shift * (_number(groups, setting) if "number" in groups else 1)
    unit = _unit(groups) if any(name.startswith("unit_") for name in groups) else "day"
    base = nearest.value if nearest else None
    if base is None:
        if count >= 0 or setting.day is None:
            return None
        base = setting.day.isoformat()
    year, *rest = (int(part) for part in base.split("-"))
    if unit == "year":
        return iso(year + count)
    if unit == "month":
        return _month(year, rest[0], count) if rest else None
    if len(rest) < 2:
        return None
    day = date(year, *rest) + timedelta(count * (1 if unit == "day" else 7))
    return day.isoformat() if unit == "day" else _window(day - timedelta(3), day + timedelta(3))


def _role(text: str, found: _Found, words: Grammar) -> Role:
    """What the words before a date, or the form of the date itself, make of it."""
    if found.match.groupdict().get("range"):
        return "range"
    roles: tuple[Role, ...] = ("since", "until")
    for role in roles:
        if _follows(text, found.start, words.roles.get(role)):
            return role
    return "at"


def _follows(text: str, start: int, words: re.Pattern[str] | None) -> bool:
    """Whether the words stand right before this place."""
    return words is not None and words.search(text[max(0, start - 40) : start]) is not None


def _ranges_joined(text: str, mentions: list[DateMention], words: Grammar) -> Iterator[DateMention]:
    """The mentions with each pair of "from ... to ..." or "between ... and ..." as one, of the first one's date."""
    waiting: DateMention | None = None
    for one in mentions:
        if waiting is not None and _is_range(text, waiting, one, words):
            value = _with_year_of(text, waiting, one)
            waiting = DateMention(waiting.start, one.end, value, "range")
            continue
        if waiting is not None:
            yield waiting
        waiting = one
    if waiting is not None:
        yield waiting


def _is_range(text: str, one: DateMention, two: DateMention, words: Grammar) -> bool:
    between = text[one.end : two.start]
    if not words.ranges or one.role == "range":
        return False
    if words.ranges["to"].fullmatch(between):
        return True
    return bool(words.ranges["and"].fullmatch(between) and _follows(text, one.start, words.roles.get("between")))


def _with_year_of(text: str, one: DateMention, two: DateMention) -> str:
    """The first date of a range, in the year of the second where only that one names it."""
    named = [re.search(r"\d{4}", text[each.start : each.end]) for each in (one, two)]
    if named[0] or not named[1] or len(one.value) == 4:
        return one.value
    moved = two.value[:4] + one.value[4:]
    return moved if moved <= two.value else f"{int(two.value[:4]) - 1:04d}{one.value[4:]}"


def _window(first: date, last: date) -> str:
    """What the days from first to last have in common: the day, the month, else the year that holds their middle."""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04d}-{first.month:02d}"
    return f"{(first + (last - first) / 2).year:04d}"


def _month(year: int, month: int, shift: int) -> str | None:
    """The month so many months away."""
    years, month = divmod(month - 1 + shift, 12)
    return iso(year + years, month + 1)


def _turn(groups: dict[str, str]) -> int:
    return -1 if "last" in groups else 1 if "next" in groups else 0


def _has_turn(groups: dict[str, str]) -> bool:
    return not groups.keys().isdisjoint(("last", "this", "next"))


def _unit(groups: dict[str, str]) -> Unit:
    return next(unit for unit in UNITS if f"unit_{unit}" in groups)


def _number(groups: dict[str, str], setting: _Setting) -> int:
    written = groups["number"].lower()
    return int(written) if written.isdigit() else setting.words.numbers[written]
