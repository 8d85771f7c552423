"""Readings made by a generator, as many as wanted and always the same: for tests and measurements of the graph.

Actors are drawn as in the news, a few very often and most seldom (Zipf); every third statement is said by somebody.
"""

import random
from collections.abc import Iterator
from itertools import accumulate

from kg_builder.records import Actor, Article, Mention, Office, Participant, Phrase, Quotation, Reading, Statement
from kg_builder.vocabulary import ACTOR, WIKIDATA, StatementType, statement_types

ACTORS = 5_000
WORDS = (
    "minister government troops border treaty sanctions talks elections parliament energy security alliance aid attack"
    " ceasefire inquiry tariff summit statement council"
).split()


class World:
    """The actors of a generated world, and articles about them."""

    def __init__(self, actors: int = ACTORS) -> None:
        self.actors = [actor_of(number) for number in range(actors)]
        self.weights = list(accumulate(1 / (number + 3) for number in range(actors)))
        self.types = [one for one in statement_types().values() if one.kind != "quotation"]

    def readings(self, articles: int, statements: int = 10, version: int = 0) -> Iterator[Reading]:
        """So many articles with so many statements each; another version has the same articles with other words."""
        for number in range(articles):
            yield self.reading(number, statements, version)

    def reading(self, number: int, statements: int, version: int) -> Reading:
        """One article."""
        # A seed of text, because a tuple's would differ from run to run.
        chance = random.Random(f"{number}/{version}")
        sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(max(1, statements // 2))]
        text = " ".join(sentences)
        starts = [0, *accumulate(len(one) + 1 for one in sentences)]
        day = f"{2000 + number % 25}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        article = Article(f"made/{number:07d}.txt", text, "en", sentences[0][:40], day, f"https://example.org/{number}")
        found: list[Statement] = []
        for place in range(statements):
            at = place % len(sentences)
            span = (starts[at], starts[at] + len(sentences[at]))
            found.append(self.statement(chance, article, place, span, found))
        cast = {one.source.actor.id: one.source for one in found if one.source}
        mentions = tuple(Mention(one.actor, one.start or 0, one.end or 0, "name") for one in cast.values())
        return Reading(article, mentions, tuple(found))

    def statement(
        self, chance: random.Random, article: Article, place: int, span: tuple[int, int], before: list[Statement]
    ) -> Statement:
        """One statement of an article."""
        source, target = chance.choices(self.actors, cum_weights=self.weights, k=2)
        kind: StatementType = chance.choice(self.types)
        start = span[0]
        cue = Phrase(article.text[start + 9 : start + 17], start + 9, start + 17)
        parties = (Participant(source, start, start + 8), Participant(target, start + 18, start + 26))
        name = f"{article.id}#{place}"
        if place % 10 == 0:
            quotation = Quotation("Direct", "Speech", (span,), ((start, start + 8),))
            said = statement_types()["Say"]
            return Statement(
                name,
                article.id,
                "quotation",
                said.name,
                parties[0],
                None,
                cue,
                span,
                confidence=0.9,
                quotation=quotation,
            )
        return Statement(
            name,
            article.id,
            "office" if kind.kind == "office" else "event" if kind.kind == "event" else "stance",
            kind.name,
            *parties,
            cue,
            span,
            kind.polarity,
            kind.plover,
            Phrase(article.text[start + 27 : span[1] - 1], start + 27, span[1] - 1),
            chance.choice(("asserted", "asserted", "asserted", "negated", "future", "possible")),
            article.published if place % 4 else None,
            within=before[0].id if place % 3 == 1 else None,
            confidence=round(chance.uniform(0.3, 1.0), 2),
            reasons=("generated",),
        )


def actor_of(number: int) -> Actor:
    """An actor: one in four is known, one in ten is a state."""
    known = number % 4 == 0
    iri = f"{WIKIDATA}Q{number + 1}" if known else f"{ACTOR}actor-{number}"
    labels = (("de", f"Akteur {number}"), ("en", f"Actor {number}")) if known else ()
    offices = (Office("Minister", f"{WIKIDATA}Q1", f"{1990 + number % 30}"),) if known and number % 8 == 0 else ()
    kind = "state" if number % 10 == 0 else ("organisation", "person", "group")[number % 3]
    return Actor(iri, f"Actor {number}", kind, labels, None, (), offices, known)  # type: ignore[arg-type]
