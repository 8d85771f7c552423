"""Quotations in the making: token indices instead of spans."""

from dataclasses import dataclass

from kg_builder.records import QuotationType, Span

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the tokens that name them and the one to ask for an actor; inherited from an earlier quotation."""

    tokens: frozenset[int]
    token: int
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is told: the tokens that name them, and their head."""

    tokens: frozenset[int]
    token: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation by its tokens; `exact` holds code points where marks, not tokens, bound it."""

    type: QuotationType
    medium: str
    quote: frozenset[int]
    cue: tuple[int, ...] = ()
    speaker: Speaker | None = None
    frame: frozenset[int] = NONE
    addressee: Addressee | None = None
    exact: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        """The first token."""
        return min(self.quote)
