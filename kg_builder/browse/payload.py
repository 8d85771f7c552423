"""The data behind the page: actors, articles, sentences, statements and bundled edges as plain JSON values.

Rows are lists whose columns are named once, sentences that several statements share are stored once, and offsets are
UTF-16 units of the sentence, which is what a browser counts in.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from kg_builder.browse.labels import office_labels
from kg_builder.browse.safety import safe_link
from kg_builder.browse.symbols import alpha2, flag, mark
from kg_builder.records import FACTUALITIES, Actor, Article, Office, Participant, Span, Statement
from kg_builder.vocabulary import ACTOR, WIKIDATA, statement_types

LANGUAGES = ("en", "de")
KINDS = ("stance", "event", "office", "quotation")
ROW = [
    *("id", "kind", "type", "source", "target", "polarity", "factuality", "date", "confidence"),
    *("sentence", "marks", "cue", "topic", "within", "place", "office"),
]
ABSENT: dict[str, Any] = {"topic": "", "within": -1, "place": "", "office": ""}
"""What the last columns hold where a row ends before them."""
HOLDS_OFFICE = "HoldsOffice"
_LONGEST_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class Edge:
    """All statements of one polarity from one actor to another: indices of actors and statements."""

    source: int
    target: int
    polarity: int
    statements: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What the page shows: JSON-ready tables, and the actors and edges that the drawing needs."""

    tables: dict[str, Any]
    actors: tuple[Actor, ...]
    involvement: tuple[int, ...]
    edges: tuple[Edge, ...]


def content(
    statements: Iterable[Statement],
    articles: Mapping[str, Article],
    actors: Iterable[Actor] = (),
    offices: Iterable[tuple[str, Office]] = (),
) -> Content:
    """Tables for the page, the same for any order of the statements.

    actors: fuller records (labels by language, offices) for actors that the statements name only by their English
    label. offices: (actor IRI, office) pairs found in the articles.
    """
    ordered = sorted(set(statements), key=lambda one: _order(one, articles))
    known = _merge(ordered, actors)
    counts = _involvement(ordered)
    ranked = sorted(known.values(), key=lambda actor: (-counts[actor.id], actor.label, actor.id))
    index = {actor.id: i for i, actor in enumerate(ranked)}
    edges = bundle(ordered, index)
    sentences = _Sentences(articles)
    rows = _rows(ordered, index, sentences)
    tables = {
        "actors": _actor_table(ranked, counts, index, offices),
        "articles": [_article_row(sentences.articles[i]) for i in range(len(sentences.articles))],
        "sentences": sentences.rows,
        "types": _type_table(ordered),
        "kinds": list(KINDS),
        "factualities": list(FACTUALITIES),
        "columns": ROW,
        "absent": ABSENT,
        "statements": rows,
    }
    return Content(tables, tuple(ranked), tuple(counts[actor.id] for actor in ranked), edges)


def bundle(statements: Sequence[Statement], index: Mapping[str, int]) -> tuple[Edge, ...]:
    """Edges between different actors, one for each ordered pair and polarity, largest first.

    Offices and quotations make none.
    """
    groups: dict[tuple[int, int, int], list[int]] = {}
    for number, one in enumerate(statements):
        if one.kind in ("stance", "event") and one.source and one.target and one.source.actor.id != one.target.actor.id:
            key = (index[one.source.actor.id], index[one.target.actor.id], one.polarity)
            groups.setdefault(key, []).append(number)
    edges = [Edge(*key, tuple(numbers)) for key, numbers in groups.items()]
    return tuple(sorted(edges, key=lambda e: (-len(e.statements), e.source, e.target, e.polarity)))


def _order(one: Statement, articles: Mapping[str, Article]) -> tuple[str, str, int, int, str]:
    article = articles.get(one.article)
    day = one.date or (article.published if article else None) or ""
    return day, one.article, one.evidence[0], one.cue.start, one.id


def _participants(one: Statement) -> list[Participant]:
    return [p for p in (one.source, one.target) if p is not None]


def _merge(statements: Iterable[Statement], actors: Iterable[Actor]) -> dict[str, Actor]:
    """One record for each actor named: the given one, else the fullest that a statement carries."""
    found: dict[str, Actor] = {}
    for one in statements:
        for participant in _participants(one):
            actor = participant.actor
            best = found.get(actor.id)
            if best is None or _fullness(actor) > _fullness(best):
                found[actor.id] = actor
    for actor in actors:
        if actor.id in found and _fullness(actor) >= _fullness(found[actor.id]):
            found[actor.id] = actor
    return found


def _fullness(actor: Actor) -> tuple[int, int, int, str]:
    return len(actor.labels), len(actor.offices), int(actor.iso3 is not None), actor.label


def _involvement(statements: Iterable[Statement]) -> Counter[str]:
    """How many stances, events and quotations an actor takes part in."""
    counts: Counter[str] = Counter()
    for one in statements:
        if one.kind != "office":
            counts.update({p.actor.id for p in _participants(one)})
    return counts


def short_id(iri: str) -> str:
    """An actor's IRI cut for links to a view: 'Q7184' for Wikidata, the slug for a minted one, else unchanged."""
    for space in (WIKIDATA, ACTOR):
        if iri.startswith(space):
            return iri.removeprefix(space)
    return iri


def _actor_table(
    ranked: Sequence[Actor], counts: Counter[str], index: Mapping[str, int], offices: Iterable[tuple[str, Office]]
) -> list[dict[str, Any]]:
    held: dict[str, set[Office]] = {actor.id: set(actor.offices) for actor in ranked}
    for holder, office in offices:
        if holder in held:
            held[holder].add(office)
    shorts = Counter(short_id(actor.id) for actor in ranked)
    rows = []
    for actor in ranked:
        short = short_id(actor.id)
        row: dict[str, Any] = {
            "id": actor.id,
            "key": short if shorts[short] == 1 else actor.id,
            "label": _names(actor),
            "type": actor.type,
            "mark": mark(actor),
            "n": counts[actor.id],
        }
        other = sorted({name for _, name in actor.labels} - set(row["label"].values()))
        if other:
            row["other"] = other
        known = [_office_row(office, index) for office in sorted(held[actor.id], key=_office_order)]
        if known:
            row["offices"] = known
        country = _country(held[actor.id], ranked, index)
        if country and actor.type == "person":
            row["badge"] = country
        rows.append(row)
    return rows


def _names(actor: Actor) -> dict[str, str]:
    """The actor's English name, and the German one where it is another."""
    known = dict(actor.labels)
    names = {lang: known.get(lang) or actor.label for lang in LANGUAGES}
    return names if names["de"] != names["en"] else {"en": names["en"]}


def _office_order(office: Office) -> tuple[str, str, str, str]:
    return office.start or "", office.end or "9999", office.name, office.of


def _office_row(office: Office, index: Mapping[str, int]) -> dict[str, Any]:
    """An office with the index of the actor it belongs to, or -1 where that actor is not on the page."""
    return {
        "label": office_names(office.name),
        "of": index.get(office.of, -1),
        "start": office.start,
        "end": office.end,
    }


def office_names(name: str) -> dict[str, str]:
    """An office's name in the languages of the interface, from its concept's local name."""
    known = office_labels().get(name, {})
    return {lang: known.get(lang) or known.get("en") or spaced(name) for lang in LANGUAGES}


def _country(held: Iterable[Office], ranked: Sequence[Actor], index: Mapping[str, int]) -> str:
    """The flag of the state whose office was held last."""
    for office in sorted(held, key=_office_order, reverse=True):
        code = alpha2(ranked[index[office.of]].iso3) if office.of in index else None
        if code:
            return flag(code)
    return ""


def spaced(name: str) -> str:
    """A concept's local name as words: 'ForeignMinister' gives 'Foreign minister'."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return words if words.isupper() else words[:1] + words[1:].lower()


def type_name(one: Statement) -> str:
    """The statement's type; the type of a statement about an office is that somebody holds it."""
    return HOLDS_OFFICE if one.kind == "office" else one.type


def _type_table(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """The types in use, in the ontology's order, those it does not know last."""
    used = {type_name(one) for one in statements}
    defined = statement_types()
    rows = [
        {"name": name, "label": {lang: concept.label(lang) for lang in LANGUAGES}, "about": concept.definition}
        for name, concept in defined.items()
        if name in used
    ]
    strange = sorted(used - defined.keys())
    return rows + [{"name": n, "label": {lang: spaced(n) for lang in LANGUAGES}, "about": ""} for n in strange]


def _article_row(article: Article) -> list[str]:
    link = safe_link(article.url)
    host = (urlsplit(link).hostname or "").removeprefix("www.") if link else ""
    return [
        article.id,
        article.title or "",
        (article.published or "")[:10],
        link,
        article.lang or "",
        article.source or host,
    ]


class _Sentences:
    """The evidence sentences and their articles, each numbered at first use."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._known = articles
        self._article_numbers: dict[str, int] = {}
        self._numbers: dict[tuple[str, Span], int] = {}
        self.articles: list[Article] = []
        self.rows: list[list[Any]] = []

    def number(self, one: Statement) -> int:
        """The number of the statement's evidence sentence."""
        key = (one.article, one.evidence)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append([self._article(one.article), self._text(one)])
        return self._numbers[key]

    def _article(self, identifier: str) -> int:
        if identifier not in self._article_numbers:
            self._article_numbers[identifier] = len(self.articles)
            self.articles.append(self._known.get(identifier) or Article(identifier, ""))
        return self._article_numbers[identifier]

    def _text(self, one: Statement) -> str:
        """The sentence, or the cue alone where the article's text is not at hand."""
        start, end = one.evidence
        article = self._known.get(one.article)
        return (article.text[start : min(end, start + _LONGEST_SENTENCE)] if article else "") or one.cue.text

    def marks(self, one: Statement, number: int) -> list[list[Any]]:
        """The spans to highlight: [start, end, role], roles c(ue), s(ource), t(arget), o(topic), q(uote)."""
        text = self.rows[number][1]
        wanted = [(one.cue.start, one.cue.end, "c")]
        for participant, role in ((one.source, "s"), (one.target, "t")):
            if participant and participant.start is not None and participant.end is not None:
                wanted.append((participant.start, participant.end, role))
        if one.topic:
            wanted.append((one.topic.start, one.topic.end, "o"))
        wanted += [(start, end, "q") for start, end in (one.quotation.quote if one.quotation else ())]
        if one.article not in self._known:
            return []
        return [mark for mark in (_within(text, one.evidence[0], *span) for span in sorted(wanted)) if mark]


def _within(text: str, offset: int, start: int, end: int, role: str) -> list[Any] | None:
    """The part of a span that lies in the sentence, in UTF-16 units of the sentence."""
    first, last = max(0, start - offset), min(len(text), end - offset)
    return [utf16(text, first), utf16(text, last), role] if first < last else None


def utf16(text: str, position: int) -> int:
    """A code point offset as an offset in UTF-16 units."""
    return position + sum(letter > "\uffff" for letter in text[:position])


def _rows(statements: Sequence[Statement], index: Mapping[str, int], sentences: _Sentences) -> list[list[Any]]:
    """One row for each statement, columns as in ROW, cut where the rest is ABSENT; -1 is an absent reference."""
    types = {row["name"]: i for i, row in enumerate(_type_table(statements))}
    numbers = {one.id: i for i, one in enumerate(statements)}
    rows: list[list[Any]] = []
    for one in statements:
        sentence = sentences.number(one)
        row = [
            one.id,
            KINDS.index(one.kind),
            types[type_name(one)],
            index[one.source.actor.id] if one.source else -1,
            index[one.target.actor.id] if one.target else -1,
            one.polarity,
            FACTUALITIES.index(one.factuality),
            one.date or "",
            round(one.confidence, 2),
            sentence,
            sentences.marks(one, sentence),
            one.cue.text,
            one.topic.text if one.topic else "",
            numbers.get(one.within, -1) if one.within else -1,
            one.place.label if one.place else "",
            office_names(one.type) if one.kind == "office" and one.type != HOLDS_OFFICE else "",
        ]
        for absent in reversed(ABSENT.values()):
            if row[-1] != absent:
                break
            row.pop()
        rows.append(row)
    return rows
