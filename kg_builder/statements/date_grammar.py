"""A language's date expressions, as ontology/dates/<lang>.toml lists them, compiled.

A file has word lists (months, weekdays, seasons: one string of synonyms each, in the order of the calendar; numbers
from one), units, turns (last, this, next), roles and ranges (the words before and between dates), fragments, and
rules. A rule's pattern may use each of them as {name}; its `means` names what dates.py does with a match.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg_builder.articles.calendar_dates import FULL_DATE
from kg_builder.vocabulary import ontology_folder

FRAGMENT = re.compile(r"\{([a-z_]+)\}")
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of expression: what it means, its pattern, and its numbers (days `start` to `end`, units `shift`).

    sign: before (-1) or after (1) the anchor; future: only where the clause speaks of the future. easter: days from
    Easter Sunday of a feast that moves; month and day of one that does not.
    """

    means: str
    pattern: re.Pattern[str]
    start: int = 0
    end: int = 0
    shift: int = 0
    sign: int = 0
    future: bool = False
    easter: int | None = None
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of a language and the numbers its words stand for; roles and ranges as patterns by name."""

    rules: tuple[Rule, ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]
    roles: Mapping[str, re.Pattern[str]]
    ranges: Mapping[str, re.Pattern[str]]


# the same in every language, as captions and quotations of another language need it
COMPLETE = Rule("complete", FULL_DATE)


@cache
def grammar(lang: str) -> Grammar:
    """The compiled grammar of a language; one of complete dates alone where there is no file for it."""
    path = ontology_folder() / "dates" / f"{lang}.toml"
    if not lang.isalpha() or not path.is_file():
        return Grammar((COMPLETE,), {}, {}, {}, {}, {}, {})
    with path.open("rb") as file:
        table = tomllib.load(file)
    fragments = dict(_fragments(table))
    rules = [
        Rule(
            one["means"],
            re.compile(_filled(one["pattern"], fragments), 0 if one.get("exact") else re.IGNORECASE),
            one.get("from", 0),
            one.get("to", one.get("from", 0)),
            one.get("shift", 0),
            one.get("sign", 0),
            one.get("future", False),
            one.get("easter"),
            one.get("month", 0),
            one.get("day", 0),
        )
        for one in table["rules"]
    ]
    return Grammar(
        (COMPLETE, *rules),
        _numbered(table["months"], 1) | _numbered(table["short_months"], 1),
        _numbered(table["weekdays"], 0),
        _numbered(table["seasons"], 0),
        _numbered(table["numbers"], 1),
        {name: re.compile(rf"\b(?:{words})\s(?:the\s)?$", re.IGNORECASE) for name, words in table["roles"].items()},
        {name: re.compile(rf"\s?(?:{words})\s?", re.IGNORECASE) for name, words in table["ranges"].items()},
    )


def _numbered(names: list[str], first: int) -> dict[str, int]:
    """Each word of a list of synonyms with its place in the list."""
    return {word.lower(): number for number, words in enumerate(names, first) for word in words.split()}


def _fragments(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What {name} stands for in the patterns of a file."""

    def words(name: str) -> list[str]:
        listed = table.get(name, [])
        assert isinstance(listed, list)
        return [word for one in listed for word in one.split()]

    def either(names: list[str]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    def cased(names: list[str]) -> str:
        return either([form for name in names for form in (name, name.upper())])

    yield "fullmonth", cased(words("months"))
    yield "month", cased(words("months") + words("short_months"))
    yield "dot", rf"(?:(?:{'|'.join(f'(?<={one})' for one in words('short_months'))})\.)?"
    yield "weekday", rf"\b(?P<weekday>{cased(words('weekdays'))})"
    yield "weekday_or_short", rf"\b(?:{cased(words('weekdays') + words('short_weekdays'))})"
    yield "season", rf"\b(?P<season>{either(words('seasons'))})"
    yield "number", rf"(?P<number>\d{{1,3}}|{either(words('numbers'))})"
    yield "year", YEAR
    units, turns, fragments = table["units"], table["turns"], table["fragments"]
    assert isinstance(units, dict)
    assert isinstance(turns, dict)
    assert isinstance(fragments, dict)
    longest = sorted(units, key=lambda name: len(units[name]), reverse=True)
    yield "unit", "(?:" + "|".join(rf"(?P<unit_{name}>{units[name]}\b)" for name in longest) + ")"
    yield from ((f"unit_{name}", f"(?P<unit_{name}>{pattern})") for name, pattern in units.items())
    yield "turn", r"(?:\b(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in turns.items()) + "))"
    yield from fragments.items()


def _filled(pattern: str, fragments: Mapping[str, str]) -> str:
    """A pattern with every {name} replaced; raises KeyError for an unknown one."""
    while FRAGMENT.search(pattern):
        pattern = FRAGMENT.sub(lambda match: fragments[match[1]], pattern)
    return pattern
