"""What the server needs to answer fast: who is tied to whom in a store, as arrays in memory.

The arrays never change while the server runs: a store is written by one program and read by others, never both.
"""

import bisect
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from kg_builder.browse.columns import KIND_NAMES, NO_DAY, Columns
from kg_builder.browse.texts import Numbers
from kg_builder.graph.terms import iri
from kg_builder.records import Actor

RELATIONS = ("stance", "event")


@dataclass(frozen=True, slots=True)
class Tie:
    """Statements of one polarity from one actor to another: numbers of the actors, and how many statements."""

    source: int
    target: int
    polarity: int
    count: int


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another actor, and how many opposing, neutral and supportive statements there are with it."""

    actor: int
    negative: int
    neutral: int
    positive: int

    @property
    def count(self) -> int:
        """All statements together."""
        return self.negative + self.neutral + self.positive


class Ties:
    """Ties between actors, the strongest first."""

    def __init__(self, source: Numbers, target: Numbers, polarity: Numbers, actors: int) -> None:
        """One number a statement in each column; actors: how many there are."""
        keys = (source.astype(np.int64) * max(1, actors) + target) * 3 + np.sign(polarity) + 1
        found, counts = np.unique(keys, return_counts=True)
        order = np.lexsort((found, -counts))
        pairs, self.polarity = found[order] // 3, (found[order] % 3 - 1).astype(np.int8)
        self.source, self.target = (one.astype(np.int32) for one in np.divmod(pairs, max(1, actors)))
        self.count = counts[order].astype(np.int32)

    def __len__(self) -> int:
        return len(self.count)

    def __iter__(self) -> Iterator[Tie]:
        return iter(self.at(np.arange(len(self))))

    def at(self, places: Numbers) -> list[Tie]:
        """The ties at some places."""
        columns = (self.source, self.target, self.polarity, self.count)
        return [Tie(*one) for one in zip(*(column[places].tolist() for column in columns), strict=True)]

    def strongest(self, most: int, polarity: int | None = None) -> list[Tie]:
        """The strongest ties, or the strongest of one polarity."""
        places = np.arange(len(self)) if polarity is None else np.flatnonzero(self.polarity == polarity)
        return self.at(places[:most])

    def among(self, actors: list[int]) -> list[Tie]:
        """The ties between some actors."""
        return self.at(np.flatnonzero(np.isin(self.source, actors) & np.isin(self.target, actors)))


class StoreIndex:
    """Numbers of statements, actors and articles, and the arrays over them."""

    def __init__(self, columns: Columns, actors: list[Actor]) -> None:
        """actors: the records of the actors that the columns number."""
        articles, rows = columns.articles, columns.rows
        self.statements, self.articles, self.begins = columns.statements, articles.names, columns.first
        self.titles, self.published, self.media = articles.titles, articles.published, articles.media
        self.source, self.target, self.polarity = rows.source, rows.target, rows.polarity
        self.kind, self.day = rows.kind, rows.day
        self.actors = actors
        self.number = {iri(actor.id): i for i, actor in enumerate(actors)}
        self.first, self.listed = _by_actor(self.source, self.target, len(actors))
        relation = np.isin(self.kind, [KIND_NAMES.index(name) for name in RELATIONS])
        self.relation = relation & (self.source >= 0) & (self.target >= 0) & (self.source != self.target)
        self.involved = np.diff(self.first)
        self.ties = self._ties(np.flatnonzero(self.relation))
        self._names = _Names([_all_labels(actor) for actor in actors])
        self._titles = _Names([title] for title in self.titles)

    def article_of(self, row: int) -> int:
        """The number of the article that a statement is in."""
        return int(np.searchsorted(self.begins, row, side="right")) - 1

    def row_in(self, graph: str, statement: str) -> int | None:
        """The number of the statement of an id in the article of a graph; None where there is none."""
        article = bisect.bisect_left(self.articles, graph)
        if article == len(self.articles) or self.articles[article] != graph:
            return None
        rows = range(int(self.begins[article]), int(self.begins[article + 1]))
        return next((row for row in rows if self.statements[row] == statement), None)

    def rows_of(self, actor: int) -> Numbers:
        """The numbers of the statements that an actor takes part in."""
        rows: Numbers = self.listed[self.first[actor] : self.first[actor + 1]]
        return rows

    def counterparts(self, actor: int, most: int | None = None) -> list[Counterpart]:
        """Those whom the actor has most stances and events with, most first."""
        rows = self.rows_of(actor)
        rows = rows[self.relation[rows]]
        others = np.where(self.source[rows] == actor, self.target[rows], self.source[rows])
        sign = np.sign(self.polarity[rows]).astype(np.int64) + 1
        found, counts = np.unique(others.astype(np.int64) * 3 + sign, return_counts=True)
        names, place = np.unique(found // 3, return_inverse=True)
        sums = np.zeros((len(names), 3), np.int64)
        sums[place, found % 3] = counts
        order = np.lexsort((names, -sums.sum(axis=1)))[:most]
        return [
            Counterpart(other, row[0], row[1], row[2])
            for other, row in zip(names[order].tolist(), sums[order].tolist(), strict=True)
        ]

    def degree(self, actor: int) -> int:
        """How many others the actor has stances and events with."""
        rows = self.rows_of(actor)
        rows = rows[self.relation[rows]]
        return len(np.unique(np.where(self.source[rows] == actor, self.target[rows], self.source[rows])))

    def ties_of(self, actor: int, most: int) -> list[Tie]:
        """The strongest ties of an actor."""
        rows = self.rows_of(actor)
        return self._ties(rows[self.relation[rows]]).strongest(most)

    def between(self, a: int, b: int) -> Numbers:
        """The statements from a to b and from b to a, quotations left out."""
        rows = self.rows_of(a if self.involved[a] <= self.involved[b] else b)
        s, t = self.source[rows], self.target[rows]
        wanted = ((s == a) & (t == b)) | ((s == b) & (t == a))
        return rows[wanted & (self.kind[rows] != KIND_NAMES.index("quotation"))]

    def newest(self, rows: Numbers) -> Numbers:
        """The statements sorted, the newest first, undated ones last."""
        return rows[np.lexsort((rows, -self.day[rows].astype(np.int64)))]

    def months(self, rows: Numbers) -> list[tuple[str, int, int, int]]:
        """(month, opposing, neutral, supportive) for each month from the first to the last that has a statement."""
        dated = rows[self.day[rows] != NO_DAY]
        if not len(dated):
            return []
        months = self.day[dated].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        start, size = int(months.min()), int(months.max()) - int(months.min()) + 1
        counts = np.zeros((size, 3), np.int64)
        np.add.at(counts, (months - start, np.sign(self.polarity[dated]).astype(np.int64) + 1), 1)
        names = np.arange(start, start + size).astype("datetime64[M]").astype(str)
        rows_of_counts = zip(names.tolist(), counts.tolist(), strict=True)
        return [(name, row[0], row[1], row[2]) for name, row in rows_of_counts]

    def media_of(self, rows: Numbers, most: int = 8) -> list[tuple[str, int]]:
        """The media that most of the statements come from."""
        places = np.searchsorted(self.begins, rows, side="right") - 1
        articles, counts = np.unique(places, return_counts=True)
        sums: dict[str, int] = {}
        for article, count in zip(articles.tolist(), counts.tolist(), strict=True):
            if medium := self.media[article]:
                sums[medium] = sums.get(medium, 0) + count
        return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def search(self, text: str, most: int = 20) -> list[int]:
        """Actors with the text in a name: exact names first, then beginnings, then the most involved."""
        found = self._names.find(text)
        return sorted(found, key=lambda i: (found[i], -int(self.involved[i]), i))[:most]

    def search_titles(self, text: str, most: int = 20) -> list[int]:
        """Articles with the text in their title, the newest first."""
        found = self._titles.find(text)
        return sorted(found, key=lambda i: (self.published[i] or "", i), reverse=True)[:most]

    def top_ties(self, polarity: int, most: int) -> list[Tie]:
        """The strongest ties of one polarity in the whole store."""
        return self.ties.strongest(most, polarity)

    def most_involved(self, most: int) -> list[int]:
        """The actors with most statements."""
        order = np.lexsort((np.arange(len(self.actors)), -self.involved))
        return [int(one) for one in order[:most]]

    def _ties(self, rows: Numbers) -> Ties:
        """Ties of the statements."""
        return Ties(self.source[rows], self.target[rows], self.polarity[rows], len(self.actors))


def fold(text: str) -> str:
    """Text without accents and case, for searching."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _all_labels(actor: Actor) -> list[str]:
    return sorted({actor.label, *(label for _, label in actor.labels)})


def _by_actor(source: Numbers, target: Numbers, actors: int) -> tuple[Numbers, Numbers]:
    """For each actor where its statements begin in one long list, and the list."""
    rows = np.arange(len(source), dtype=np.int32)
    other = (target >= 0) & (target != source)
    who = np.concatenate([source[source >= 0], target[other]])
    what = np.concatenate([rows[source >= 0], rows[other]])
    order = np.lexsort((what, who))
    first = np.searchsorted(who[order], np.arange(actors + 1))
    return first, what[order]


class _Names:
    """Many short texts, searched as one long one."""

    def __init__(self, names: Iterable[list[str]]) -> None:
        lines: list[str] = []
        self.owner: list[int] = []
        for number, several in enumerate(names):
            for name in several:
                lines.append(fold(name).replace("\n", " "))
                self.owner.append(number)
        self.text = "\n" + "\n".join(lines) + "\n"
        self.starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def find(self, text: str, enough: int = 500) -> dict[int, int]:
        """Owners of a text that holds the one asked for, with 0 for the same, 1 for a beginning, 2 for the rest."""
        wanted = fold(text).replace("\n", " ").strip()
        found: dict[int, int] = {}
        if not wanted:
            return found
        for rank, pattern in enumerate((f"\n{wanted}\n", f"\n{wanted}", wanted)):
            at = self.text.find(pattern)
            while at >= 0 and len(found) < enough:
                line = bisect.bisect_right(self.starts, at if rank < 2 else max(0, at - 1)) - 1
                found.setdefault(self.owner[line], rank)
                at = self.text.find(pattern, at + len(wanted))
        return found
