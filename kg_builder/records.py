"""Records that cross the borders between packages: frozen, slotted, without behaviour of their own.

Offsets are Unicode code points of `Article.text`; a span is (start, end) with end excluded. Dates are ISO 8601
strings cut to what is known: 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'. Identifiers of actors are IRIs.
"""

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
ActorType = Literal["state", "organisation", "person", "group", "other"]
Kind = Literal["stance", "event", "office", "quotation"]
Factuality = Literal["asserted", "negated", "future", "conditional", "possible"]
QuotationType = Literal["Direct", "Indirect", "Reported", "FreeIndirect", "IndirectFreeIndirect"]

ACTOR_TYPES: tuple[ActorType, ...] = ("state", "organisation", "person", "group", "other")
FACTUALITIES: tuple[Factuality, ...] = ("asserted", "negated", "future", "conditional", "possible")


@dataclass(frozen=True, slots=True)
class Article:
    """One article, its text kept verbatim (newlines as \\n)."""

    id: str
    text: str
    lang: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: its concept's local name ("ForeignMinister"), the IRI of what it is an office of, its time."""

    name: str
    of: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation, person or group. `labels` pairs a language code with the name usual in it."""

    id: str
    label: str
    type: ActorType
    labels: tuple[tuple[str, str], ...] = ()
    iso3: str | None = None
    same_as: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of an article that stand for an actor.

    form: name | adjective | inhabitant | metonym | office | pronoun | possessive | epithet | description.
    reason: one phrase that says how the actor was decided, for `kg-builder explain`.
    """

    actor: Actor
    start: int
    end: int
    form: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in a statement, and where it is mentioned; no offsets where it is only inherited from the context."""

    actor: Actor
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they stand in the article."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens: an actor's IRI when it is a known state or city of one, and the usual English name."""

    id: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """What only quotations have: the quoted spans and the spans of speaker, frame and addressee."""

    type: QuotationType
    medium: str
    quote: tuple[Span, ...]
    speaker: tuple[Span, ...] = ()
    frame: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Who takes which stance towards whom, does what to whom, holds which office, or says what."""

    id: str
    article: str
    kind: Kind
    type: str
    source: Participant | None
    target: Participant | None
    cue: Phrase
    evidence: Span
    polarity: int = 0
    plover: str | None = None
    topic: Phrase | None = None
    factuality: Factuality = "asserted"
    date: str | None = None
    place: Place | None = None
    within: str | None = None
    confidence: float = 1.0
    quotation: Quotation | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one article."""

    article: Article
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    offices: tuple[tuple[str, Office], ...] = ()
