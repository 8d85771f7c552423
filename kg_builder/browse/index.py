"""What the server needs to answer fast: who is tied to whom in a store, as arrays in memory.

A statement takes about 30 bytes here beside its identifier; its sentence and all else stay in the store and are read
when they are shown. The arrays are filled once, when the server starts, and never change: a store is written by one
program and read by others, never both.
"""

import bisect
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyoxigraph as ox

from kg_builder.graph.contents import Contents
from kg_builder.graph.rdf import KINDS
from kg_builder.graph.terms import ACTORS_GRAPH, DC, RDF, SCHEMA, decode, iri
from kg_builder.records import Actor
from kg_builder.vocabulary import KG, KGT, STATEMENT

Numbers = npt.NDArray[Any]
KIND_NAMES: list[str] = list(KINDS)
RELATIONS = ("stance", "event")
NO_DAY = np.iinfo(np.int32).min
EPOCH = date(1970, 1, 1).toordinal()


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


class StoreIndex:
    """Numbers of statements, actors and articles, and the arrays over them."""

    def __init__(self, contents: Contents) -> None:
        rows = _Rows(contents)
        self.statements, self.articles, self.types = rows.statements, rows.articles, rows.types
        self.source, self.target = rows.array("source", np.int32), rows.array("target", np.int32)
        self.polarity, self.kind = rows.array("polarity", np.int8), rows.array("kind", np.int8)
        self.type, self.day = rows.array("type", np.int16), rows.array("day", np.int32)
        self.article = rows.array("article", np.int32)
        self.media = rows.media
        self.titles, self.published = rows.titles, rows.published
        self.actors = rows.actors
        self.number = {iri(actor.id): i for i, actor in enumerate(self.actors)}
        self.first, self.listed = _by_actor(self.source, self.target, len(self.actors))
        relation = np.isin(self.kind, [KIND_NAMES.index(name) for name in RELATIONS])
        self.relation = relation & (self.source >= 0) & (self.target >= 0) & (self.source != self.target)
        self.involved = np.diff(self.first)
        self.ties = self._all_ties()
        self._names = _Names([_all_labels(actor) for actor in self.actors])
        self._titles = _Names([[title] for title in self.titles])

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
        return self._bundle(rows[self.relation[rows]], most)

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
        articles, counts = np.unique(self.article[rows], return_counts=True)
        sums: dict[str, int] = {}
        for article, count in zip(articles.tolist(), counts.tolist(), strict=True):
            if self.media[article]:
                sums[self.media[article]] = sums.get(self.media[article], 0) + count
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
        return [tie for tie in self.ties if tie.polarity == polarity][:most]

    def most_involved(self, most: int) -> list[int]:
        """The actors with most statements."""
        order = np.lexsort((np.arange(len(self.actors)), -self.involved))
        return [int(one) for one in order[:most]]

    def _all_ties(self) -> list[Tie]:
        return self._bundle(np.flatnonzero(self.relation))

    def _bundle(self, rows: Numbers, most: int | None = None) -> list[Tie]:
        """Ties of the statements, the strongest first."""
        count = max(1, len(self.actors))
        keys = self.source[rows].astype(np.int64) * count + self.target[rows]
        found, counts = np.unique(keys * 3 + np.sign(self.polarity[rows]) + 1, return_counts=True)
        order = np.lexsort((found, -counts))[:most]
        return [
            Tie(key // 3 // count, key // 3 % count, key % 3 - 1, number)
            for key, number in zip(found[order].tolist(), counts[order].tolist(), strict=True)
        ]


def fold(text: str) -> str:
    """Text without accents and case, for searching."""
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
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

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


class _Rows:
    """The columns of the index, read from the store predicate by predicate."""

    def __init__(self, contents: Contents) -> None:
        self.database = contents.database
        self.statements: list[str] = []
        self.articles: list[str] = []
        self.types: list[str] = []
        self.rows: dict[str, int] = {}
        self.graphs: dict[str, int] = {}
        self.columns: dict[str, Numbers] = {}
        self._number(contents)
        self.titles = self._of_articles(SCHEMA + "headline")
        self.published = self._of_articles(SCHEMA + "datePublished")
        self.media = self._of_articles(DC + "publisher")
        self._types()
        self._days()
        self._actors(contents)

    def array(self, name: str, kind: type[np.generic]) -> Numbers:
        return self.columns[name].astype(kind)

    def _pairs(self, predicate: str) -> Iterator[tuple[str, ...]]:
        """Subjects and values of a predicate in the articles' graphs."""
        return self._asked(f"SELECT ?s ?o {{ GRAPH ?g {{ ?s <{predicate}> ?o }} }}")

    def _asked(self, query: str) -> Iterator[tuple[str, ...]]:
        """Rows of a query as texts: a query decodes only what it asks for, in half the time of reading quads."""
        answer = self.database.query(query)
        if isinstance(answer, ox.QuerySolutions):
            for row in answer:
                yield tuple(getattr(value, "value", "") for value in row)

    def _number(self, contents: Contents) -> None:
        """Every statement has one polarity, so that this numbers them all."""
        polarity, article = [], []
        for graph in contents.graphs():
            self.graphs[graph] = len(self.articles)
            self.articles.append(graph)
        for subject, graph, value in self._asked(f"SELECT ?s ?g ?o {{ GRAPH ?g {{ ?s <{KG}polarity> ?o }} }}"):
            if graph in self.graphs:
                self.rows[subject] = len(self.statements)
                self.statements.append(decode(subject.removeprefix(STATEMENT)))
                polarity.append(int(value))
                article.append(self.graphs[graph])
        self.columns["polarity"] = np.array(polarity, np.int8)
        self.columns["article"] = np.array(article, np.int32)

    def _of_articles(self, predicate: str) -> list[str]:
        found = [""] * len(self.articles)
        for subject, value in self._pairs(predicate):
            if subject in self.graphs:
                found[self.graphs[subject]] = value
        return found

    def _types(self) -> None:
        kind = np.zeros(len(self.statements), np.int8)
        for number, name in enumerate(KINDS.values()):
            for (subject,) in self._asked(f"SELECT ?s {{ GRAPH ?g {{ ?s a <{name}> }} }}"):
                if subject in self.rows:
                    kind[self.rows[subject]] = number
        self.columns["kind"] = kind
        self.columns["type"], names = self._numbered(KG + "type", {}, 0)
        self.types = [decode(name.removeprefix(KGT)) for name in names]

    def _numbered(self, predicate: str, numbers: dict[str, int], absent: int) -> tuple[Numbers, dict[str, int]]:
        """For each statement the number of its value, new values numbered as they come."""
        column = np.full(len(self.statements), absent, np.int32)
        for subject, value in self._pairs(predicate):
            if subject in self.rows:
                column[self.rows[subject]] = numbers.setdefault(value, len(numbers))
        return column, numbers

    def _days(self) -> None:
        """The first day that the statement's date can mean, else the day its article appeared."""
        appeared = np.array([_day(one) for one in self.published] or [NO_DAY], np.int32)
        days = appeared[self.columns["article"]] if len(self.statements) else np.zeros(0, np.int32)
        for subject, value in self._pairs(KG + "date"):
            if subject in self.rows:
                days[self.rows[subject]] = _day(value)
        self.columns["day"] = days

    def _actors(self, contents: Contents) -> None:
        numbers: dict[str, int] = {}
        for role in ("source", "target"):
            self.columns[role], numbers = self._numbered(KG + role, numbers, -1)
        self.actors = [self._described(contents, value) for value in numbers]

    def _described(self, contents: Contents, value: str) -> Actor:
        """The actor as the shared graph describes it, else as the first article does that describes it."""
        types = self.database.quads_for_pattern(ox.NamedNode(value), ox.NamedNode(RDF + "type"), None, None)
        graphs = {quad.graph_name.value for quad in types if isinstance(quad.graph_name, ox.NamedNode)}
        if ACTORS_GRAPH in graphs or not graphs:
            return contents.known_actor(value)
        return contents.described(value, min(graphs), known=False)


def _day(text: str) -> int:
    """Days since 1970 of the first day that a date cut to year or month can mean, or NO_DAY."""
    parts = [*text[:10].split("-"), "01", "01"][:3]
    try:
        return date(*(int(part) for part in parts)).toordinal() - EPOCH
    except ValueError:
        return NO_DAY
