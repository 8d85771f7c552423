"""A small invented news world with real actors: deterministic articles and statements for the tests of the pages."""

import random
from dataclasses import dataclass, replace

from kg_builder.records import (
    Actor,
    ActorType,
    Article,
    Factuality,
    Kind,
    Office,
    Participant,
    Phrase,
    Place,
    Quotation,
    Statement,
)
from kg_builder.vocabulary import ACTOR, WIKIDATA


@dataclass(frozen=True, slots=True)
class World:
    articles: dict[str, Article]
    statements: list[Statement]
    actors: list[Actor]


def _actor(
    identifier: str, kind: ActorType, english: str, german: str, iso3: str | None = None, camp: int = 0
) -> tuple[Actor, int]:
    iri = (WIKIDATA if identifier.startswith("Q") else ACTOR) + identifier
    return Actor(iri, english, kind, (("de", german), ("en", english)), iso3, known=True), camp


CAST: tuple[tuple[Actor, int], ...] = (
    _actor("Q159", "state", "Russia", "Russland", "RUS", -1),
    _actor("Q212", "state", "Ukraine", "Ukraine", "UKR", 1),
    _actor("Q7184", "organisation", "NATO", "NATO", None, 1),
    _actor("Q30", "state", "United States", "Vereinigte Staaten", "USA", 1),
    _actor("Q458", "organisation", "European Union", "Europäische Union", None, 1),
    _actor("Q183", "state", "Germany", "Deutschland", "DEU", 1),
    _actor("Q148", "state", "China", "China", "CHN", -1),
    _actor("Q58217", "person", "Sergey Lavrov", "Sergej Lawrow", None, -1),
    _actor("Q57665", "person", "Jens Stoltenberg", "Jens Stoltenberg", None, 1),
    _actor("Q36", "state", "Poland", "Polen", "POL", 1),
    _actor("Q142", "state", "France", "Frankreich", "FRA", 1),
    _actor("Q145", "state", "United Kingdom", "Vereinigtes Königreich", "GBR", 1),
    _actor("Q184", "state", "Belarus", "Belarus", "BLR", -1),
    _actor("Q43", "state", "Turkey", "Türkei", "TUR", 0),
    _actor("Q794", "state", "Iran", "Iran", "IRN", -1),
    _actor("Q801", "state", "Israel", "Israel", "ISR", 1),
    _actor("Q1065", "organisation", "United Nations", "Vereinte Nationen", None, 0),
    _actor("Q28", "state", "Hungary", "Ungarn", "HUN", 0),
    _actor("Q423", "state", "North Korea", "Nordkorea", "PRK", -1),
    _actor("Q884", "state", "South Korea", "Südkorea", "KOR", 1),
    _actor("Q17", "state", "Japan", "Japan", "JPN", 1),
    _actor("Q668", "state", "India", "Indien", "IND", 0),
    _actor("Q61053", "person", "Olaf Scholz", "Olaf Scholz", None, 1),
    _actor("Q3874799", "person", "Volodymyr Zelenskyy", "Wolodymyr Selenskyj", None, 1),
    _actor("Q7747", "person", "Vladimir Putin", "Wladimir Putin", None, -1),
    _actor("Q41984", "organisation", "International Atomic Energy Agency", "Internationale Atomenergie-Organisation"),
    _actor("protesters-in-minsk", "group", "protesters in Minsk", "Demonstrierende in Minsk", None, 1),
    _actor("polish-officials", "group", "Polish officials", "polnische Regierungsvertreter", None, 1),
    _actor("black-sea-grain-corridor", "other", "Black Sea grain corridor", "Getreidekorridor im Schwarzen Meer"),
)

OFFICES = {
    "Q58217": Office("ForeignMinister", WIKIDATA + "Q159", "2004-03-09"),
    "Q57665": Office("SecretaryGeneral", WIKIDATA + "Q7184", "2014-10-01", "2024-10-01"),
    "Q61053": Office("Chancellor", WIKIDATA + "Q183", "2021-12-08", "2025-05-06"),
    "Q3874799": Office("President", WIKIDATA + "Q212", "2019-05-20"),
    "Q7747": Office("President", WIKIDATA + "Q159", "2012-05-07"),
}

# kind, type, polarity, PLOVER, sentence in English and German, cue in each; {s} and {t} stand for the actors.
PATTERNS: tuple[tuple[Kind, str, int, str | None, str, str, str, str], ...] = (
    ("stance", "Condemn", -1, "ACCUSE", "{s} condemned the latest step by {t} in sharp words.", "condemned",
     "{s} verurteilte den jüngsten Schritt von {t} mit scharfen Worten.", "verurteilte"),
    ("stance", "Warn", -1, "THREATEN", "On Tuesday {s} warned {t} against moving more troops to the border.", "warned",
     "Am Dienstag warnte {s} {t} davor, weitere Truppen an die Grenze zu verlegen.", "warnte"),
    ("stance", "Accuse", -1, "ACCUSE", "{s} accused {t} of breaking the agreement reached in spring.", "accused",
     "{s} warf {t} vor, die im Frühjahr erzielte Vereinbarung gebrochen zu haben.", "warf"),
    ("event", "Sanction", -1, "SANCTION", "{s} imposed new sanctions on {t} and froze two banks.", "sanctions",
     "{s} verhängte neue Sanktionen gegen {t} und fror das Vermögen zweier Banken ein.", "Sanktionen"),
    ("event", "Assault", -1, "ASSAULT", "In the night forces of {s} shelled a port in {t}, officials said.", "shelled",
     "In der Nacht beschossen Einheiten von {s} einen Hafen in {t}, wie Behörden mitteilten.", "beschossen"),
    ("stance", "Support", 1, "SUPPORT", "{s} backed {t} and praised the steps taken so far.", "backed",
     "{s} stellte sich hinter {t} und lobte die bisherigen Schritte.", "stellte sich hinter"),
    ("event", "Aid", 1, "AID", "{s} sends {t} a further package of aid, including generators and medicine.", "aid",
     "{s} schickt {t} ein weiteres Hilfspaket, darunter Generatoren und Medikamente.", "Hilfspaket"),
    ("event", "Consult", 1, "CONSULT", "Delegations of {s} and {t} met in Geneva for a second round of talks.", "met",
     "Delegationen von {s} und {t} trafen sich in Genf zu einer zweiten Gesprächsrunde.", "trafen"),
    ("event", "Cooperate", 1, "COOPERATE", "{s} and {t} signed an agreement on joint exercises.", "signed",
     "{s} und {t} unterzeichneten ein Abkommen über gemeinsame Übungen.", "unterzeichneten"),
    ("stance", "State", 0, None, "{s} said that the position of {t} was under review.", "said",
     "{s} sagte, die Haltung von {t} werde geprüft.", "sagte"),
    ("stance", "Demand", -1, "REQUEST", "{s} called on {t} to open the crossings for civilians at once.", "called on",
     "{s} forderte {t} auf, die Übergänge für Zivilisten sofort zu öffnen.", "forderte"),
    ("stance", "Promise", 1, "AGREE", "{s} promised {t} support “for as long as it takes”.", "promised",
     "{s} sagte {t} Unterstützung zu, „so lange es nötig ist“.", "sagte"),
)  # fmt: skip
MEDIA = ("Nordkurier am Morgen", "The Harbour Post", "Wochenblatt Politik", "Capital Wire", "Der Grenzbote")
FACTS: tuple[Factuality, ...] = ("asserted",) * 8 + ("future", "conditional", "negated", "possible")


QUOTED = {
    "de": (
        "🕊 „Wir sind gesprächsbereit“, sagte Außenminister Sergej Lawrow in Russland.",
        "Sergej Lawrow",
        "sagte",
        "Außenminister",
        "Russland",
    ),
    "en": (
        "🕊 “We are ready to talk”, said foreign minister Sergey Lavrov in Russia.",
        "Sergey Lavrov",
        "said",
        "foreign minister",
        "Russia",
    ),
}


def make_world(articles: int = 60, per_article: int = 8, seed: int = 7, cast: int | None = None) -> World:
    """Articles in both languages with statements whose offsets fit their texts."""
    rng = random.Random(seed)
    actors = _with_offices(cast)
    texts: dict[str, Article] = {}
    statements: list[Statement] = []
    for number in range(articles):
        lang = "de" if number % 3 else "en"
        published = (
            f"{2022 + number * 2 // articles}-{1 + (number * 24 // articles) % 12:02}-{1 + rng.randrange(27):02}"
        )
        article, found = _write_article(rng, number, lang, published, actors, per_article)
        texts[article.id] = article
        statements += found
    return World(texts, statements, [actor for actor, _ in actors])


def _with_offices(cast: int | None) -> list[tuple[Actor, int]]:
    listed = [
        (replace(actor, offices=(OFFICES[key],)) if (key := actor.id.rsplit("/", 1)[1]) in OFFICES else actor, camp)
        for actor, camp in CAST
    ]
    for number in range(len(listed), cast or 0):
        name = f"Council of Region {number}"
        kind: ActorType = ("organisation", "person", "group")[number % 3]  # type: ignore[assignment]
        listed.append(
            (Actor(f"{ACTOR}region-{number}", name, kind, (("de", f"Rat der Region {number}"),)), number % 3 - 1)
        )
    return listed


def _choose(rng: random.Random, actors: list[tuple[Actor, int]]) -> tuple[Actor, int]:
    return actors[int(rng.expovariate(1.0) * len(actors) / 4) % len(actors)]


def _write_article(
    rng: random.Random, number: int, lang: str, published: str, actors: list[tuple[Actor, int]], count: int
) -> tuple[Article, list[Statement]]:
    identifier = f"article-{number:03}.{lang}.txt"
    text, found = "", []
    for order in range(count):
        source, camp = _choose(rng, actors)
        target, other = _choose(rng, actors)
        if source.id == target.id:
            continue
        hostile = camp * other < 0 or (camp * other == 0 and rng.random() < 0.4)
        if rng.random() < 0.12:
            hostile = not hostile
        fitting = [p for p in PATTERNS if (p[2] < 0) == hostile or p[2] == 0]
        line, one = _sentence(
            rng, f"st-{number:03}-{order:02}", identifier, lang, rng.choice(fitting), source, target, len(text)
        )
        if found and rng.random() < 0.15:
            one = replace(one, within=found[-1].id)
        date = published if rng.random() < 0.8 else published[:7] if rng.random() < 0.7 else None
        found.append(replace(one, date=date))
        text += line + " "
    if number % 4 == 0:
        line, more = _quotation_and_office(identifier, lang, len(text), published, number)
        text += line
        found += more
    title = (
        "Ringen um Genf: Tag {n} der Gespräche" if lang == "de" else "Struggle over Geneva: day {n} of the talks"
    ).format(n=number + 1)
    url = f"https://news.example/{lang}/{number}"
    return Article(identifier, text, lang, title, published, url, MEDIA[number % len(MEDIA)]), found


def _sentence(
    rng: random.Random,
    identifier: str,
    article: str,
    lang: str,
    pattern: tuple[Kind, str, int, str | None, str, str, str, str],
    source: Actor,
    target: Actor,
    offset: int,
) -> tuple[str, Statement]:
    kind, name, polarity, plover, english, cue_en, german, cue_de = pattern
    template, cue = (german, cue_de) if lang == "de" else (english, cue_en)
    s, t = (dict(actor.labels).get(lang, actor.label) for actor in (source, target))
    line = template.format(s=s, t=t)
    at = {word: line.index(word) + offset for word in (s, t, cue)}
    lonely = rng.random() < 0.08
    return line, Statement(
        identifier, article, kind, name,
        Participant(source, at[s], at[s] + len(s)),
        None if lonely else Participant(target, at[t], at[t] + len(t)),
        Phrase(cue, at[cue], at[cue] + len(cue)), (offset, offset + len(line)), polarity, plover,
        Phrase(line[-20:], offset + len(line) - 20, offset + len(line)) if lonely else None,
        rng.choice(FACTS), confidence=round(0.45 + rng.random() * 0.54, 2),
        place=Place(None, "Geneva") if "Genev" in line or "Genf" in line else None,
    )  # fmt: skip


def _quotation_and_office(
    article: str, lang: str, offset: int, published: str, number: int
) -> tuple[str, list[Statement]]:
    """A line in which Lavrov is foreign minister of Russia and is quoted; it holds an emoji, two UTF-16 units wide."""
    lavrov, russia = replace(CAST[7][0], offices=(OFFICES["Q58217"],)), CAST[0][0]
    line, name, cue, office, state = QUOTED[lang]

    def phrase(word: str) -> Phrase:
        return Phrase(word, offset + line.index(word), offset + line.index(word) + len(word))

    def who(actor: Actor, word: str) -> Participant:
        return Participant(actor, phrase(word).start, phrase(word).end)

    evidence = (offset, offset + len(line))
    quote = (offset + 2, offset + line.index(",") - 1)
    return line, [
        Statement(f"st-{number:03}-of", article, "office", "ForeignMinister", who(lavrov, name), who(russia, state),
                  phrase(office), evidence, 0, date=published, confidence=0.93),
        Statement(f"st-{number:03}-qu", article, "quotation", "State", who(lavrov, name), None, phrase(cue), evidence,
                  date=published, confidence=0.9, quotation=Quotation("Direct", "Speech", (quote,))),
    ]  # fmt: skip
