"""Which statements are wanted: by actor, type, date and confidence."""

from dataclasses import dataclass

from kg_builder.graph.rdf import type_name
from kg_builder.records import Article, Statement


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that a statement must meet, all of them; an empty one is met by every statement.

    actors: IRIs, one of which is source or target. types: local names of statement types and of offices. since, until:
    dates cut to what is known, both included; a statement without a date counts with its article's, and is left out
    where neither has one.
    """

    actors: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    def takes(self, statement: Statement, article: Article) -> bool:
        """Whether a statement of an article is wanted."""
        if self.types and not {statement.type, type_name(statement)} & self.types:
            return False
        if statement.confidence < self.min_confidence:
            return False
        if self.actors:
            parts = (statement.source, statement.target)
            if not any(one is not None and one.actor.id in self.actors for one in parts):
                return False
        return self.in_time(statement.date or article.published)

    def in_time(self, day: str | None) -> bool:
        """Whether a date, known to the year, month or day, can lie between since and until."""
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        day = day[:10]
        if self.since is not None and day < self.since[: len(day)]:
            return False
        return self.until is None or day[: len(self.until)] <= self.until[: len(day)]
