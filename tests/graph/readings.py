"""Readings for the tests: a small world that is always the same, and hostile ones that hypothesis makes up."""

from hypothesis import strategies as st

from kg_builder.records import (
    ACTOR_TYPES,
    FACTUALITIES,
    Actor,
    Article,
    Mention,
    Office,
    Participant,
    Phrase,
    Place,
    Quotation,
    Reading,
    Span,
    Statement,
)
from kg_builder.vocabulary import ACTOR, statement_types

WD = "http://www.wikidata.org/entity/"
HOSTILE = [
    "He said \"no\" \\ and 'yes'",
    "line\nbreak\r\nand\ttab",
    "\x00\x01\x1b\x7f\x85\u2028\u2029",
    "\u202eright to left\u202c \u2066isolate\u2069",
    "👩🏽‍🚀 🇺🇦 e\u0301 \U0010fffd",
    "<script>alert(1)</script> & ]]> <!-- -->",
    '> <x> <y> "z" . } ; DROP ALL ; INSERT DATA {',
    '"""@en . @prefix x: <y> . # \\u0041 \\" %3C %zz',
    "=cmd|' /C calc'!A0,1;2\t3",
    " leading and trailing ",
    "NULL",
    "nan",
    "0012",
    "\ufffe\uffff\ufdd0",
    "x" * 10_000,
    "../../etc/passwd",
    "a b/c?d#e&f=g",
    "{}|^`<>\\",
]


def small_world() -> list[Reading]:
    """Three articles on two states, two people and a group, with all that a reading can hold."""
    russia = Actor(
        WD + "Q159", "Russia", "state", (("de", "Russland"), ("en", "Russia"), ("fr", "Russie")), "RUS", known=True
    )
    usa = Actor(WD + "Q30", "United States", "state", (("de", "Vereinigte Staaten"),), "USA", known=True)
    ukraine = Actor(WD + "Q212", "Ukraine", "state", (("de", "Ukraine"),), "UKR", known=True)
    lavrov = Actor(
        WD + "Q58217",
        "Sergey Lavrov",
        "person",
        (("de", "Sergei Lawrow"), ("en", "Sergey Lavrov")),
        same_as=("https://d-nb.info/gnd/129450855",),
        offices=(
            Office("ForeignMinister", WD + "Q159", "2004-03-09"),
            Office("Ambassador", WD + "Q1065", "1994", "2004-03"),
        ),
        known=True,
    )
    protesters = Actor(ACTOR + "protesters", "protesters", "group")
    first = Article(
        "nato/eins.txt",
        "Lawrow warf den USA vor, Waffen zu liefern. „Wir verurteilen das“, sagte er.\nIn Moskau wurde protestiert.",
        "de",
        'Lawrow: "Schluss"',
        "2022-03-23",
        "https://example.org/1?a=b&c=d",
        "Beispiel",
    )
    accuse = Statement(
        "s-accuse", first.id, "stance", "Accuse", Participant(lavrov, 0, 6), Participant(usa, 12, 19),
        Phrase("warf vor", 7, 23), (0, 43), -1, "ACCUSE", Phrase("Waffen zu liefern", 25, 42), confidence=0.86,
        reasons=("vorwerfen(subject=source)", "lexicon: vor|werfen"),
    )  # fmt: skip
    aid = Statement(
        "s-aid", first.id, "event", "Aid", Participant(usa, 12, 19), Participant(ukraine), Phrase("liefern", 35, 42),
        (0, 43), 1, "AID", within="s-accuse", confidence=0.5,
    )  # fmt: skip
    quote = Statement(
        "s-say", first.id, "quotation", "Say", Participant(lavrov, 73, 75), None, Phrase("sagte", 67, 72), (44, 76),
        confidence=0.9, quotation=Quotation("Direct", "Speech", ((44, 65),), ((73, 75),), ((67, 75),)),
    )  # fmt: skip
    condemn = Statement(
        "s-condemn", first.id, "stance", "Condemn", Participant(lavrov, 45, 48), Participant(usa),
        Phrase("verurteilen", 49, 60), (44, 76), -1, "ACCUSE", Phrase("das", 61, 64), within="s-say",
    )  # fmt: skip
    protest = Statement(
        "s-protest", first.id, "event", "Protest", Participant(protesters), Participant(russia),
        Phrase("protestiert", 94, 105),
        (77, 106), -1, "PROTEST", date="2022-03", place=Place(WD + "Q649", "Moscow"), confidence=0.31,
    )  # fmt: skip
    mentions = (
        Mention(lavrov, 0, 6, "name", "name in the knowledge base"),
        Mention(usa, 12, 19, "name"),
        Mention(lavrov, 73, 75, "pronoun", "subject of the sentence before"),
        Mention(russia, 80, 86, "metonym", "capital"),
    )
    one = Reading(first, mentions, (accuse, aid, quote, condemn, protest))
    second = Article("zwei.jsonl#2", "US President Biden promised Ukraine help.", "en", published="2022-04")
    biden = Actor(ACTOR + "biden", "Joe Biden", "person", (("en", "Joe Biden"),))
    promise = Statement(
        "t-promise", second.id, "stance", "Promise", Participant(biden, 13, 18), Participant(ukraine, 28, 35),
        Phrase("promised", 19, 27), (0, 41), 1, "AGREE", Phrase("help", 36, 40), factuality="future", date="2023",
        confidence=1.0,
    )  # fmt: skip
    office = Statement(
        "t-office", second.id, "office", "President", Participant(biden, 13, 18), Participant(usa, 0, 2),
        Phrase("President", 3, 12), (0, 41), confidence=0.7,
    )  # fmt: skip
    held = ((biden.id, Office("President", usa.id)), (lavrov.id, Office("ForeignMinister", russia.id, "2004-03-09")))
    two = Reading(second, (Mention(biden, 13, 18, "name"), Mention(usa, 0, 2, "name")), (promise, office), held)
    three = Reading(Article("leer.md", "Nichts.", "de"), (), ())
    return [one, two, three]


def hostile_world() -> list[Reading]:
    """An article a hostile text, which is its name, its words, its actors and its topic."""
    readings = []
    for number, text in enumerate(HOSTILE):
        offices, known = (Office(text, text),), number % 2 > 0
        one = Actor(ACTOR + text, text, "person", (("de", text),), offices=offices, known=known)
        two = Actor(f"{ACTOR}n{number}", f"{number} {text}", "group")
        article = Article(text, text + "\n" + text, "de", text, text, text, text)
        statement = Statement(
            f"{number}{text}", text, "stance", "Warn", Participant(one, 0, 1), Participant(two, 0, 1),
            Phrase(text, 0, 1),
            (0, len(article.text)), -1, text, Phrase(text, 0, 1), date="2022-03-23", place=Place(None, text),
            confidence=0.5, reasons=(text,),
        )  # fmt: skip
        readings.append(Reading(article, (), (statement,), ((one.id, Office(text, text, text)),)))
    return readings


def texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Any text that Unicode allows, and the hostile ones often."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)
    return st.one_of(anything, st.sampled_from(HOSTILE))


def spans(text: str) -> st.SearchStrategy[Span]:
    """A stretch of a text."""
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return ends.map(lambda pair: (min(pair), max(pair)))


def moments() -> st.SearchStrategy[str]:
    """Dates as known to the day, month or year, and what is none."""
    days = st.dates()
    return st.one_of(
        days.map(lambda day: day.isoformat()),
        days.map(lambda day: day.isoformat()[:7]),
        days.map(lambda day: day.isoformat()[:4]),
        st.sampled_from(
            ["2022-02-30", "2022-13", "0000", "2022-03-23T08:00:00Z", "2022-03-23T25:00:00Z", "gestern", ""]
        ),
    )


def identifiers() -> st.SearchStrategy[str]:
    """Identifiers of actors: IRIs, and what is none."""
    return st.one_of(st.integers(1, 99).map(lambda n: f"{WD}Q{n}"), texts().map(lambda name: ACTOR + name), texts())


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """An office held."""
    return Office(
        draw(st.sampled_from(["President", "Minister"]) | texts()),
        draw(identifiers()),
        draw(st.none() | moments()),
        draw(st.none() | moments()),
    )


@st.composite
def casts(draw: st.DrawFn) -> list[Actor]:
    """Actors, each identifier once."""
    ids = draw(st.lists(identifiers(), min_size=1, max_size=4, unique=True))
    languages = st.sampled_from(["de", "en", "zh-hant", "mul"])
    return [
        Actor(
            one,
            draw(texts()),
            draw(st.sampled_from(ACTOR_TYPES)),
            tuple(draw(st.lists(st.tuples(languages, texts()), max_size=3))),
            draw(st.none() | st.sampled_from(["RUS", "X"])),
            tuple(draw(st.lists(identifiers(), max_size=2))),
            tuple(draw(st.lists(offices(), max_size=2))),
            draw(st.booleans()),
        )
        for one in ids
    ]


@st.composite
def hostile_readings(draw: st.DrawFn, article: str | None = None, cast: list[Actor] | None = None) -> Reading:
    """A reading in which every text may be anything."""
    text = draw(texts(200))
    about = Article(
        draw(texts()) if article is None else article,
        text,
        draw(st.sampled_from([None, "de", "en", "no language", ""])),
        draw(st.none() | texts()),
        draw(st.none() | moments()),
        draw(st.none() | texts()),
        draw(st.none() | texts()),
    )
    people = cast or draw(casts())
    actor, place = st.sampled_from(people), spans(text)

    def participant() -> Participant | None:
        start, end = draw(place) if draw(st.booleans()) else (None, None)
        return Participant(draw(actor), start, end) if draw(st.booleans()) else None

    ids = draw(st.lists(texts(), max_size=3, unique=True))
    statements = []
    for one in ids:
        kind = draw(st.sampled_from(["stance", "event", "office", "quotation"]))
        quotation = Quotation("Direct", draw(texts()), tuple(draw(st.lists(place, max_size=3))), (draw(place),))
        statements.append(
            Statement(
                one,
                about.id,
                kind,
                draw(st.sampled_from(sorted(statement_types())) | texts()),
                participant(),
                participant(),
                Phrase(draw(texts()), *draw(place)),
                draw(place),
                draw(st.sampled_from([-1, 0, 1])),
                draw(st.none() | texts()),
                draw(st.none() | st.builds(lambda t, s: Phrase(t, *s), texts(), place)),
                draw(st.sampled_from(FACTUALITIES)),
                draw(st.none() | moments()),
                draw(st.none() | st.builds(Place, st.none() | identifiers(), texts())),
                draw(st.none() | st.sampled_from(ids)),
                draw(st.floats(0, 1)),
                quotation if kind == "quotation" else None,
                tuple(draw(st.lists(texts(), max_size=2))),
            )
        )
    mentions = tuple(
        Mention(draw(actor), *draw(place), draw(texts()), draw(texts())) for _ in range(draw(st.integers(0, 2)))
    )
    held = draw(st.lists(st.tuples(actor.map(lambda one: one.id), offices()), max_size=2))
    return Reading(about, mentions, tuple(statements), tuple(held))
