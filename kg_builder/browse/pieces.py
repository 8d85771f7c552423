"""What the server's pages show, made ready for their templates: cards, charts and highlighted text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from kg_builder.browse.index import Counterpart, Tie
from kg_builder.browse.library import Found, Library
from kg_builder.browse.payload import HOLDS_OFFICE, office_names, spaced, type_name
from kg_builder.browse.safety import safe_link
from kg_builder.browse.symbols import mark
from kg_builder.records import Actor, Reading, Statement
from kg_builder.vocabulary import statement_types

SIGNS = {-1: "negative", 0: "neutral", 1: "positive"}
FRONT_MATTER = re.compile(r"---\n(?:[^\n]*\n){0,40}?---(?:\n|\Z)")
Segment = tuple[str, str, str]
"""Text, its CSS classes, and the address it leads to; both may be empty."""


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor as a line or a heading."""

    name: str
    href: str
    type: str
    mark: str
    is_flag: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A statement as a card."""

    id: str
    href: str
    type: str
    about: str
    sign: str
    kind: str
    source: ActorCard | None
    target: ActorCard | None
    segments: list[Segment]
    lang: str
    date: str
    factuality: str
    percent: int
    reporter: str
    place: str
    article: str
    article_href: str
    medium: str
    link: str


class Pieces:
    """Cards in one language of the interface."""

    def __init__(self, library: Library, lang: str) -> None:
        self.library, self.lang = library, lang

    def name(self, actor: Actor) -> str:
        """The actor's name in the language of the interface."""
        return dict(actor.labels).get(self.lang) or actor.label

    def actor_card(self, number: int) -> ActorCard:
        """The card of an actor by number."""
        return self.card_of(self.library.actor(number), self.library.key(number))

    def card_of(self, actor: Actor, key: str) -> ActorCard:
        """The card of an actor."""
        sign = mark(actor)
        return ActorCard(self.name(actor), "/actor/" + quote(key), actor.type, sign, ord(sign[0]) >= 0x1F1E6)

    def _participant(self, actor: Actor | None) -> ActorCard | None:
        if actor is None:
            return None
        number = self.library.actor_number(actor.id)
        return self.actor_card(number) if number is not None else self.card_of(actor, actor.id)

    def cards(self, found: Iterable[Found]) -> list[Card]:
        """The cards of statements."""
        return [self.card(one) for one in found]

    def card(self, found: Found) -> Card:
        """The card of a statement, with its sentence and the words that carry it."""
        one, article = found.statement, found.article
        concept = statement_types().get(type_name(one))
        return Card(
            one.id,
            "/statement/" + quote(one.id),
            self._type(one),
            concept.definition if concept else "",
            SIGNS[(one.polarity > 0) - (one.polarity < 0)],
            one.kind,
            self._participant(one.source.actor if one.source else None),
            self._participant(one.target.actor if one.target else None),
            sentence(found),
            article.lang or "",
            (one.date or article.published or "")[:10],
            one.factuality,
            round(one.confidence * 100),
            self._reporter(found),
            one.place.label if one.place else "",
            article.title or article.id,
            "/article/" + quote(article.id),
            article.source or "",
            safe_link(article.url),
        )

    def _type(self, one: Statement) -> str:
        """The type's name; of a statement about an office, the office's."""
        if one.kind == "office" and one.type != HOLDS_OFFICE:
            return office_names(one.type)[self.lang]
        concept = statement_types().get(one.type)
        return concept.label(self.lang) if concept else spaced(one.type)

    def _reporter(self, found: Found) -> str:
        """Who reports the statement, where it stands within another one."""
        within = found.statement.within
        source = self.library.source_of(within) if within else None
        return self.name(self.library.actor(source)) if source is not None else ""

    def ties(self, ties: Sequence[Tie]) -> list[dict[str, Any]]:
        """Lines of two actors with a bar as long as their statements against the most."""
        most = max((tie.count for tie in ties), default=1)
        return [
            {
                "source": self.actor_card(tie.source),
                "target": self.actor_card(tie.target),
                "count": tie.count,
                "width": round(100 * tie.count / most, 1),
                "sign": SIGNS[tie.polarity],
                "href": self.pair_href(tie.source, tie.target),
            }
            for tie in ties
        ]

    def counterparts(self, actor: int, several: Sequence[Counterpart]) -> list[dict[str, Any]]:
        """Lines of counterparts with bars to the left (opposing) and right (supportive)."""
        most = max((max(one.negative, one.positive) for one in several), default=1) or 1
        return [
            {
                "card": self.actor_card(one.actor),
                "count": one.count,
                "left": round(48 * one.negative / most, 1),
                "right": round(48 * one.positive / most, 1),
                "negative": one.negative,
                "positive": one.positive,
                "href": self.pair_href(actor, one.actor),
            }
            for one in several
        ]

    def pair_href(self, a: int, b: int) -> str:
        """The address of the page about two actors."""
        return f"/pair?a={quote(self.library.key(a), safe='')}&b={quote(self.library.key(b), safe='')}"

    def offices(self, actor: Actor) -> list[dict[str, Any]]:
        """Offices with their names, whose they are, and when."""
        lines = []
        for office in sorted(actor.offices, key=lambda one: (one.start or "", one.name), reverse=True):
            number = self.library.actor_number(office.of)
            lines.append(
                {
                    "name": office_names(office.name)[self.lang],
                    "of": self.actor_card(number) if number is not None else None,
                    "when": " – ".join(one for one in (office.start or "", office.end or "") if one),
                }
            )
        return lines


def sentence(found: Found) -> list[Segment]:
    """The evidence sentence in pieces: cue, source and target marked."""
    one, text = found.statement, found.article.text
    spans = [(one.cue.start, one.cue.end, f"cue {SIGNS[(one.polarity > 0) - (one.polarity < 0)]}", "")]
    for participant, role in ((one.source, "source"), (one.target, "target")):
        if participant and participant.start is not None and participant.end is not None:
            spans.append((participant.start, participant.end, role, ""))
    return cut(text, one.evidence[0], one.evidence[1], spans)


def article_text(reading: Reading, pieces: Pieces) -> list[list[Segment]]:
    """The article in paragraphs: mentions lead to their actors, cues to their statements."""
    spans = []
    for mention in reading.mentions:
        number = pieces.library.actor_number(mention.actor.id)
        if number is not None:
            spans.append((mention.start, mention.end, "mention", "/actor/" + quote(pieces.library.key(number))))
    for one in reading.statements:
        spans.append((one.cue.start, one.cue.end, f"cue {sign_of(one)}", "/statement/" + quote(one.id)))
    paragraphs, text = [], reading.article.text
    start = matter_of(text)
    for line in text[start:].split("\n"):
        if line.strip():
            paragraphs.append(cut(text, start, start + len(line), spans))
        start += len(line) + 1
    return paragraphs


def matter_of(text: str) -> int:
    """Where the article begins after a Markdown file's own heading of "---" lines; 0 where it has none."""
    found = FRONT_MATTER.match(text)
    return found.end() if found else 0


def sign_of(one: Statement) -> str:
    """The name of a statement's polarity."""
    return SIGNS[(one.polarity > 0) - (one.polarity < 0)]


def cut(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str, str]]) -> list[Segment]:
    """text[start:end] cut at every border of a span; each piece with the classes of all spans that cover it."""
    inside = [span for span in spans if span[0] < end and span[1] > start]
    borders = sorted({start, end, *(min(max(at, start), end) for span in inside for at in span[:2])})
    segments = []
    for a, b in pairwise(borders):
        covering = [span for span in inside if span[0] <= a and span[1] >= b]
        href = next((span[3] for span in covering[::-1] if span[3]), "")
        segments.append((text[a:b], " ".join(dict.fromkeys(span[2] for span in covering)), href))
    return segments


def chart(months: Sequence[tuple[str, int, int, int]], width: int = 480, height: int = 72) -> dict[str, Any]:
    """Bars over months, or years where there are many: supportive and neutral upwards, opposing downwards."""
    slots: dict[str, list[int]] = {}
    cut_at = 7 if len(months) <= 72 else 4
    for month, negative, neutral, positive in months:
        three = slots.setdefault(month[:cut_at], [0, 0, 0])
        for k, count in enumerate((negative, neutral, positive)):
            three[k] += count
    up = max((three[1] + three[2] for three in slots.values()), default=0) or 1
    down = max((three[0] for three in slots.values()), default=0)
    unit = (height - 4) / (up + down)
    zero = 2 + up * unit
    step = width / max(1, len(slots))
    bars = []
    for k, (slot, (negative, neutral, positive)) in enumerate(slots.items()):
        x, wide = k * step + step * 0.1, min(28.0, step * 0.8)
        above = (
            (positive, "positive", zero - positive * unit),
            (neutral, "neutral", zero - (positive + neutral) * unit),
        )
        for count, name, y in (*above, (negative, "negative", zero)):
            if count:
                bars.append({"x": round(x, 2), "y": round(y, 2), "w": round(wide, 2), "h": round(count * unit, 2),
                             "name": name, "title": f"{slot}: {count}"})  # fmt: skip
    names = list(slots)
    first, last = (names[0], names[-1]) if names else ("", "")
    return {"bars": bars, "zero": round(zero, 2), "first": first, "last": last, "width": width, "height": height}
