from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.statements.dates import DateMention, find_dates

ANCHOR = "2022-03-23"  # a Wednesday

# words of the text that are the mention | value | role; no words where nothing may be found
GERMAN = """
Die NATO warnte am [Mittwoch], dass | 2022-03-23
Am [Dienstag] argumentierte der Sprecher | 2022-03-22
Er sagte [Donnerstag] vor Journalisten | 2022-03-17
Am [Montagabend] trafen sich beide | 2022-03-21
[Vergangenen Freitag] trat er zurück | 2022-03-18
Am [letzten Mittwoch] sprach er | 2022-03-16
Sie reist am [kommenden Mittwoch] nach Kiew | 2022-03-30
Am [nächsten Freitag] endet die Frist | 2022-03-25
An [diesem Freitag] tagt der Rat | 2022-03-25
Am [Mittwoch vergangener Woche] sagte er | 2022-03-16
Am [Freitag letzter Woche] flog er | 2022-03-18
Am [Montag kommender Woche] beginnt der Gipfel | 2022-03-28
Seit [Samstag] gilt eine Waffenruhe | 2022-03-19 | since
Die Frist läuft bis [Sonntag] | 2022-03-20 | until
In der Nacht auf [Dienstag] schlugen Raketen ein | 2022-03-22
Am [Sonnabend] demonstrierten Tausende | 2022-03-19
Am [Mittwoch, dem 23. März], sagte er | 2022-03-23
Am [Donnerstag (24. Februar]) begann der Krieg | 2022-02-24
[Mittwoch, 23. März 2022] | 2022-03-23
Am [14. März] beschrieb Guterres | 2022-03-14
am [14. März 2019] geschah es | 2019-03-14
Am [24. Februar] griff Russland an | 2022-02-24
Am [1. Dezember] war es so weit | 2021-12-01
Der Gipfel am [29. März] in Istanbul | 2022-03-29
am [14.03.2022] und | 2022-03-14
am [14.3.22] beschlossen | 2022-03-14
am [14. 3. 2022] beschlossen | 2022-03-14
Am [14.3.] begann es | 2022-03-14
Die Konferenz soll im [März 2010] stattfinden | 2010-03
Im [Februar] zog Russland Truppen zusammen | 2022-02
im [Dezember] war das anders | 2021-12
Seit [Januar] wird verhandelt | 2022-01 | since
Bis [April] soll es dauern | 2022-04 | until
[Ende Februar] begann der Krieg | 2022-02
[Anfang März] sagte er | 2022-03
[Mitte Februar 2015] wurde das Abkommen geschlossen | 2015-02
[Ende letzten Monats] sagte Putin | 2022-02
Zu [Beginn des Monats] warnte er | 2022-03
[Anfang dieses Monats] warnte er | 2022-03
Im [vergangenen Monat] trafen sie sich | 2022-02
Im [nächsten Monat] reist er nach Peking | 2022-04
im [März vergangenen Jahres] hieß es | 2021-03
im [Oktober letzten Jahres] hieß es | 2021-10
Am [14. März vergangenen Jahres] hieß es | 2021-03-14
im [vergangenen Dezember] hieß es | 2021-12
Im Jahr [2014] annektierte Russland die Krim | 2014
Die Krim wurde [2014] annektiert | 2014
Seit [2011] gelten Sanktionen | 2011 | since
Bis [2024] sollen es zwei Prozent sein | 2024 | until
[Ende 2021] begann der Aufmarsch | 2021
Im [Sommer 2015] kamen sie | 2015
Im [Winter 2013/14] | 2013
Im [Herbst] soll er gesagt haben | 2021
im [vergangenen Sommer] | 2021
von [2014 bis 2019] war er Präsident | 2014 | range
Zwischen [2011 und 2014] wurde verhandelt | 2011 | range
Der Krieg [1992-1995] | 1992 | range
vom [14. bis 16. März] tagte der Rat | 2022-03-14 | range
vom [28. Februar bis zum 3. März 2020] tagte er | 2020-02-28 | range
vom [28. Dezember bis 3. Januar 2020] tagte er | 2019-12-28 | range
am [14./15. März] tagte der Rat | 2022-03-14 | range
von [Montag bis Mittwoch] tagte der Rat | 2022-03-21 | range
Polen teilte [letzte Woche] mit | 2022-03
in der [vergangenen Woche] | 2022-03
[Anfang der Woche] sagte er | 2022-03
Am [Wochenende] protestierten Tausende | 2022-03
Am [vergangenen Wochenende] protestierten sie | 2022-03
[Kommende Woche] reist er | 2022
Im [letzten Jahr] war das anders | 2021
[Vergangenes Jahr] war das anders | 2021
im [Vorjahr] waren es weniger | 2021
[Vorletztes Jahr] waren es weniger | 2020
Noch in [diesem Jahr] soll gewählt werden | 2022
Im [kommenden Jahr] wird gewählt | 2023
[Ende des Jahres] | 2022
Zum [Jahresende] läuft es aus | 2022
[Ende letzten Jahres] | 2021
Er kam [gestern] nach Berlin | 2022-03-22
Er kam [heute] nach Berlin | 2022-03-23
[Heute Morgen] kam er | 2022-03-23
[Vorgestern] kam er | 2022-03-21
Er kommt [morgen] | 2022-03-24
Für [morgen (Donnerstag)] ist es geplant | 2022-03-24
Die für [Freitag] geplante Sitzung | 2022-03-25
Er ging am [3. Dez.] und kam | 2021-12-03
Er ging am [3. Februar]. Dann kam er | 2022-02-03
Er kommt [übermorgen] | 2022-03-25
[Gestern Abend] kam er | 2022-03-22
[Am Vorabend] hatte er gewarnt | 2022-03-22
[Am Tag zuvor] hatte er gewarnt | 2022-03-22
[Vor drei Tagen] kam er | 2022-03-20
[Vor zwei Wochen] kam er | 2022-03
[Vor einer Woche] kam er | 2022-03
[Vor einem Monat] kam er | 2022-02
[vor zwei Monaten] kam er | 2022-01
[Vor zehn Jahren] kam er | 2012
[vor 20 Jahren] kam er | 2002
[Vor wenigen Tagen] kam er | 2022-03
Der [2015] geschlossene Vertrag | 2015
Die Versammlung am [2022-03-02] stimmte zu | 2022-03-02
Am [31. Dezember 1999] trat er zurück | 1999-12-31
Jelzins Rücktritt [Silvester 1999] | 1999-12-31
Am [Karfreitag] unterzeichneten sie | 2022-04-15
Am [Karfreitag 1998] unterzeichneten sie | 1998-04-10
am [Ostersonntag] des Jahres | 2022-04-17
Das Karfreitagsabkommen hielt |
An [Heiligabend] verhandelten sie | 2021-12-24
Die [heutige] Sitzung | 2022-03-23
In den ersten Tagen des [Februar] | 2022-02
Er wartete am Morgen auf der Straße |
am Vorabend eines Gipfels sagte er |
Rund 2014 Menschen kamen |
2000 Soldaten wurden entsandt |
Die Resolution 1973 des Sicherheitsrates |
In den 1990er Jahren |
Es dauerte drei Tage |
In den vergangenen zwei Jahren |
Er tagte in zwei Wochen dreimal |
am 31. Februar |
um 20.15 Uhr |
mit 14.30 Prozent |
Der Mai-Aufmarsch |
lichtscheuer Abgeordneter |
Artikel 5 und der Flug MH17 |
Seine Freundin August Meier |
"""

ENGLISH = """
Germany on [Monday] banned the airline | 2022-03-21
On [Wednesday] he said | 2022-03-23
he said [late Thursday] | 2022-03-17
[Tuesday]'s attack killed many | 2022-03-22
by [Monday evening] it was over | 2022-03-21 | until
[Last Wednesday] he said | 2022-03-16
He will come [next Friday] | 2022-03-25
[This Friday] he speaks | 2022-03-25
on [Monday last week] he said | 2022-03-14
since [Saturday] | 2022-03-19 | since
on [Wednesday, January 23, 2019] the | 2019-01-23
in Brussels, Belgium [March 23, 2022]. REUTERS | 2022-03-23
On [Jan. 12] he said | 2022-01-12
[January 12, 2020] was calm | 2020-01-12
on [12 January] he said | 2022-01-12
on [12 January 2020] he said | 2020-01-12
the [24th of February] was | 2022-02-24
on [Feb 24] Russia invaded | 2022-02-24
on [24 Feb. 2022] Russia invaded | 2022-02-24
on [September 11, 2001], planes | 2001-09-11
on [September 11th] last | 2021-09-11
The summit on [March 29] in Istanbul | 2022-03-29
[March 12-14] they met | 2022-03-12 | range
[12 to 14 March 2020] they met | 2020-03-12 | range
from [March 28 to April 3, 2020] | 2020-03-28 | range
from [Monday to Wednesday] | 2022-03-21 | range
in [March 2010] | 2010-03
in [March of 2010] | 2010-03
In [February], Russia | 2022-02
In [May], he said | 2021-05
since [January] | 2022-01 | since
by [April] it should | 2022-04 | until
[late February] saw | 2022-02
[mid-February] saw | 2022-02
in [early March] | 2022-03
at [the end of February] | 2022-02
[last December] he said | 2021-12
in [March last year] | 2021-03
In [2014], Russia annexed Crimea | 2014
sanctions since [2011]. | 2011 | since
The [2014] annexation | 2014
by [2024], members shall spend | 2024 | until
[late 2021] saw | 2021
in the [summer of 2015] | 2015
[last summer] | 2021
between [2011 and 2014] | 2011 | range
from [2014 to 2019] | 2014 | range
the [1992-1995] war | 1992 | range
[last week] Poland said | 2022-03
[earlier this week] Poland said | 2022-03
[next week] Poland | 2022
over the [weekend] | 2022-03
sanctioned Iran [earlier in the month] over | 2022-03
[earlier this month] | 2022-03
[late last month] Putin said | 2022-02
at [the end of last month] Putin said | 2022-02
[next month] he goes | 2022-04
[Last year] US President Trump withdrew | 2021
[earlier this year] he said | 2022
[next year] | 2023
at [the end of the year] | 2022
He came [yesterday] | 2022-03-22
[Yesterday], President Rouhani said | 2022-03-22
He came [today] | 2022-03-23
He said [earlier today] | 2022-03-23
[this morning] he said | 2022-03-23
[last night] he said | 2022-03-22
he will come [tomorrow] | 2022-03-24
[the day before yesterday] | 2022-03-21
[The day before], he had said | 2022-03-22
[two days ago] he said | 2022-03-21
[a week ago] he said | 2022-03
[two months ago] he said | 2022-01
[a month ago] | 2022-02
[ten years ago] | 2012
[about 20 years ago] | 2002
[a few days ago] | 2022-03
on [3/24/2022] they | 2022-03-24
on [3/4/2022] they | 2022
on [2022-03-02] they | 2022-03-02
He may 3 times say |
They march 12 miles |
On Sundays he rests |
About 2014 people came |
2000 troops were sent |
Resolution 1973 of the Security Council |
in the 1990s |
it lasted three days |
over the past two years |
He met them in two days of talks |
February 30 |
Theresa May and May said |
at 10:30 he said |
the day before the summit |
two weeks before the deadline |
The Good Friday Agreement held |
on [Good Friday 1998] they signed | 1998-04-10
on [Christmas Eve] they signed | 2021-12-24
on [New Year's Eve 1999] he resigned | 1999-12-31
The vote scheduled for [Friday] was | 2022-03-25
He was blamed for [Tuesday]'s attack | 2022-03-22
They met on [20 January]. Then | 2022-01-20
"""


def rows(table: str) -> list[tuple[str, str | None, str]]:
    parts = [[cell.strip() for cell in line.split(" |")] + [""] for line in table.strip().splitlines()]
    return [(one[0], one[1] or None, one[2] or "at") for one in parts]


def check(lang: str, written: str, value: str | None, role: str) -> None:
    text = written.replace("[", "").replace("]", "")
    found = find_dates(text, lang, ANCHOR)
    if value is None:
        assert found == []
    else:
        start, end = written.index("["), written.index("]") - 1
        named = text[start:end].strip()
        assert [(text[one.start : one.end], one.value, one.role) for one in found] == [(named, value, role)]


@pytest.mark.parametrize(("written", "value", "role"), rows(GERMAN))
def test_german(written: str, value: str | None, role: str) -> None:
    check("de", written, value, role)


@pytest.mark.parametrize(("written", "value", "role"), rows(ENGLISH))
def test_english(written: str, value: str | None, role: str) -> None:
    check("en", written, value, role)


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("Er wird am Mittwoch sprechen", "de", "2022-03-23"),
        ("Er wird am Dienstag sprechen", "de", "2022-03-29"),
        ("Er wird in zwei Tagen sprechen", "de", "2022-03-25"),
        ("Er wird im Februar sprechen", "de", "2023-02"),
        ("Er wird im März sprechen", "de", "2022-03"),
        ("Er wird am 14. März sprechen", "de", "2023-03-14"),
        ("Er wird im Sommer sprechen", "de", "2022"),
        ("They will meet on Monday", "en", "2022-03-28"),
        ("They will meet in two months", "en", "2022-05"),
        ("They will meet at the weekend", "en", "2022-03"),
        ("They will meet on June 1", "en", "2022-06-01"),
    ],
)
def test_in_a_clause_of_the_future(text: str, lang: str, value: str) -> None:
    assert [one.value for one in find_dates(text, lang, ANCHOR, future=True)] == [value]


@pytest.mark.parametrize(
    ("text", "anchor", "values"),
    [
        ("am Mittwoch, gestern, letzten Monat und letztes Jahr, 2014", None, ["2014"]),
        ("am Mittwoch, gestern, letzten Monat und letztes Jahr", "2022", ["2021"]),
        ("am Mittwoch, gestern, letzten Monat und letztes Jahr", "2022-01", ["2021-12", "2021"]),
        ("im Februar", "2022-03", ["2022-02"]),
        ("letzte Woche", "2022-01-05", ["2021"]),
        ("am 29. Februar", "2023-03-01", ["2020-02-29"]),
        ("gestern", "2022-03-01T10:00:00Z", ["2022-02-28"]),
    ],
)
def test_no_more_is_said_than_the_anchor_tells(text: str, anchor: str | None, values: list[str]) -> None:
    assert [one.value for one in find_dates(text, "de", anchor)] == values


def test_days_are_counted_from_the_date_named_last_nearby() -> None:
    text = (
        "Am 24. Februar kam er. Am Tag zuvor hatte er gewarnt, am Tag darauf floh er.\n\nRegen.\nAm Tag darauf Sturm."
    )
    assert [one.value for one in find_dates(text, "de", ANCHOR)] == ["2022-02-24", "2022-02-23", "2022-02-24"]
    text = "It was signed in 2015. Three years later it was left; a year earlier nobody expected it."
    assert [one.value for one in find_dates(text, "en", ANCHOR)] == ["2015", "2018", "2017"]


def test_other_languages_know_complete_dates_alone() -> None:
    assert find_dates("le 14 mars, 2022-03-14", "xx", ANCHOR) == [DateMention(12, 22, "2022-03-14")]


def test_a_complete_date_is_read_in_any_language() -> None:
    assert find_dates("Brussels, Belgium March 23, 2022. REUTERS", "de", None) == [DateMention(18, 32, "2022-03-23")]


def test_precision_is_what_the_value_holds() -> None:
    found = find_dates("2014, im März 2014, am 18. März 2014", "de", None)
    assert [one.precision for one in found] == ["year", "month", "day"]


days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
WEEKDAYS = {
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


@given(days, st.integers(0, 6), st.sampled_from(["de", "en"]), st.booleans())
def test_a_weekday_is_the_nearest_in_its_direction(anchor: date, weekday: int, lang: str, future: bool) -> None:
    (found,) = find_dates(f"x {WEEKDAYS[lang][weekday]} y", lang, anchor.isoformat(), future)
    day = date.fromisoformat(found.value)
    assert day.weekday() == weekday
    assert timedelta(0) <= (day - anchor if future else anchor - day) < timedelta(7)


@given(days, st.integers(0, 6))
def test_last_and_next_weekdays_are_never_the_day_itself(anchor: date, weekday: int) -> None:
    name = WEEKDAYS["de"][weekday]
    last, following = find_dates(f"letzten {name}, nächsten {name}", "de", anchor.isoformat())
    assert timedelta(1) <= anchor - date.fromisoformat(last.value) <= timedelta(7)
    assert timedelta(1) <= date.fromisoformat(following.value) - anchor <= timedelta(7)


@given(days)
def test_a_week_is_named_by_what_all_its_days_share(anchor: date) -> None:
    (found,) = find_dates("last week", "en", anchor.isoformat())
    monday = anchor - timedelta(anchor.weekday() + 7)
    week = [(monday + timedelta(day)).isoformat() for day in range(7)]
    shared = {day[: len(found.value)] for day in week}
    assert found.value in shared
    assert len(shared) == 1 or len(found.value) == 4


@given(days, days)
def test_a_full_date_needs_no_anchor_and_none_moves_it(day: date, anchor: date) -> None:
    written = f"{WEEKDAYS['en'][day.weekday()]}, {day:%B} {day.day}, {day.year}"
    (found,) = find_dates(written, "en", anchor.isoformat())
    assert found == DateMention(0, len(written), day.isoformat())
    assert find_dates(written, "en", None) == [found]


@given(st.text(alphabet="0123456789./-– ,:MmäÄrzaiuntobsvDe\n", max_size=60), st.sampled_from(["de", "en", "xx"]))
def test_whatever_is_written_mentions_lie_in_order_and_hold_calendar_dates(text: str, lang: str) -> None:
    found = find_dates(text, lang, ANCHOR)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for one in found:
        date.fromisoformat((one.value + "-01-01")[:10])
