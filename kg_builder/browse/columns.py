"""What a store's statements say of whom and when, as columns: read article by article, and only those that changed.

Rows stand in the order of their articles, within an article in that of the reading. A statement takes about 30 bytes
here beside its identifier; its sentence and all else stay in the store and are read when they are shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
import pyoxigraph as ox

from kg_builder.browse.texts import Numbers, Texts
from kg_builder.graph.contents import Contents
from kg_builder.graph.provenance import FINGERPRINT, GENERATED
from kg_builder.graph.rdf import KINDS
from kg_builder.graph.terms import ACTORS_GRAPH, DC, PROVENANCE_GRAPH, RDF, SCHEMA, decode
from kg_builder.records import Actor
from kg_builder.vocabulary import KG, STATEMENT

KIND_NAMES: list[str] = list(KINDS)
KIND_NODES = [ox.NamedNode(value) for value in KINDS.values()]
NO_DAY = int(np.iinfo(np.int32).min)
EPOCH = date(1970, 1, 1).toordinal()
TYPE_NODE = ox.NamedNode(RDF + "type")
HEADLINE, PUBLISHED, PUBLISHER = (
    ox.NamedNode(one) for one in (SCHEMA + "headline", SCHEMA + "datePublished", DC + "publisher")
)
ORDER, POLARITY, SOURCE, TARGET, DATE = (
    ox.NamedNode(KG + one) for one in ("order", "polarity", "source", "target", "date")
)


@dataclass(frozen=True, slots=True)
class Articles:
    """IRIs, what their readings were made from, titles, dates and media."""

    names: Texts
    origins: Texts
    titles: Texts
    published: Texts
    media: Texts

    def part(self, first: int, until: int) -> "Articles":
        """The articles from one number to before another; shares the memory."""
        several = (self.names, self.origins, self.titles, self.published, self.media)
        return Articles(*(one.part(first, until) for one in several))


@dataclass(frozen=True, slots=True)
class Rows:
    """What is said of each statement.

    kind: number in KIND_NAMES. source, target: numbers in the actors of Columns, or -1. day: since 1970, or NO_DAY.
    """

    polarity: Numbers
    kind: Numbers
    source: Numbers
    target: Numbers
    day: Numbers

    def part(self, first: int, until: int) -> "Rows":
        """The statements from one row to before another; shares the memory."""
        several = (self.polarity, self.kind, self.source, self.target, self.day)
        return Rows(*(one[first:until] for one in several))


@dataclass(frozen=True, slots=True)
class Columns:
    """Articles and statements.

    first: the row at which each article's statements begin, and the number of all rows. statements: their ids. actors:
    IRIs.
    """

    articles: Articles
    first: Numbers
    statements: Texts
    rows: Rows
    actors: Texts

    def part(self, first: int, until: int) -> "Columns":
        """The articles from one number to before another, with their statements; shares the memory."""
        a, b = int(self.first[first]), int(self.first[until])
        begins = self.first[first : until + 1] - a
        articles, statements = self.articles.part(first, until), self.statements.part(a, b)
        return Columns(articles, begins, statements, self.rows.part(a, b), self.actors)


def read_columns(contents: Contents, known: Columns | None = None) -> Columns:
    """The columns of a store; articles whose origins are those of the known ones are taken from there.

    The result is the same with and without known columns.
    """
    graphs, origins = contents.graphs(), origins_of(contents)
    same: dict[str, int] = {}
    if known is not None:
        for number, (name, origin) in enumerate(zip(known.articles.names, known.articles.origins, strict=True)):
            if origins.get(name) == origin:
                same[name] = number
    new = [graph for graph in graphs if graph not in same]
    reader = Reader(contents)
    for graph in stored_order(contents, new):
        reader.read(graph, origins.get(graph, ""))
    read = iter(range(len(graphs)))
    places = [(True, same[graph]) if graph in same else (False, next(read)) for graph in graphs]
    fresh = reader.columns(new)
    return joined([(known if old and known else fresh).part(*stretch) for old, stretch in stretches(places)])


def stored_order(contents: Contents, graphs: Iterable[str]) -> list[str]:
    """The graphs as the database keeps them, so that a store larger than the memory is read from the disk once."""
    wanted = set(graphs)
    return [name for node in contents.database.named_graphs() if (name := value_of(node)) in wanted]


def stretches(places: list[tuple[bool, int]]) -> Iterator[tuple[bool, tuple[int, int]]]:
    """Runs of neighbours: whether they are old ones, the first number and that after the last."""
    for (old, _), run in groupby(enumerate(places), lambda one: (one[1][0], one[1][1] - one[0])):
        numbers = [number for _, (_, number) in run]
        yield old, (numbers[0], numbers[-1] + 1)


def origins_of(contents: Contents) -> dict[str, str]:
    """For each article's graph the fingerprint of its reading, and the build that read it where that is noted."""
    graph = ox.NamedNode(PROVENANCE_GRAPH)
    found: dict[str, str] = {}
    for predicate in (FINGERPRINT, GENERATED):
        for quad in contents.database.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), None, graph):
            name, value = value_of(quad.subject), value_of(quad.object)
            found[name] = f"{found[name]} {value}" if name in found else value
    return found


About = tuple[str, str, str, str, str]
Row = tuple[int, int, int, int, int]


class Reader:
    """Collects articles as they are read."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.actors: dict[str, int] = {}
        self.found: dict[str, tuple[About, list[str], list[Row]]] = {}

    def read(self, graph: str, origin: str) -> None:
        """Reads an article's statements."""
        name = ox.NamedNode(graph)
        title, published, medium = (self.of_article(name, one) for one in (HEADLINE, PUBLISHED, PUBLISHER))
        ids, rows = list[str](), list[Row]()
        order, polarity, sources, targets, days = (
            self.values(name, one) for one in (ORDER, POLARITY, SOURCE, TARGET, DATE)
        )
        kinds = {
            value_of(quad.subject): number
            for number, kind in enumerate(KIND_NODES)
            for quad in self.contents.database.quads_for_pattern(None, TYPE_NODE, kind, name)
        }
        for subject in sorted(order, key=lambda one: int(order[one])):
            source, target = (
                self.actors.setdefault(part[subject], len(self.actors)) if subject in part else -1
                for part in (sources, targets)
            )
            day = day_of(days.get(subject) or published)
            ids.append(decode(subject.removeprefix(STATEMENT)))
            rows.append((int(polarity[subject]), kinds[subject], source, target, day))
        self.found[graph] = (graph, origin, title, published, medium), ids, rows

    def values(self, graph: ox.NamedNode, predicate: ox.NamedNode) -> dict[str, str]:
        """Subjects and values of a predicate in one graph."""
        found = self.contents.database.quads_for_pattern(None, predicate, None, graph)
        return {value_of(quad.subject): value_of(quad.object) for quad in found}

    def of_article(self, graph: ox.NamedNode, predicate: ox.NamedNode) -> str:
        """A value of the article itself, or nothing."""
        quad = next(self.contents.database.quads_for_pattern(graph, predicate, None, graph), None)
        return "" if quad is None else value_of(quad.object)

    def columns(self, order: Sequence[str]) -> Columns:
        """What has been read, articles in the order of these graphs; actors in the order in which they came."""
        found = [self.found[graph] for graph in order]
        about = list(zip(*(article for article, _, _ in found), strict=True)) or [()] * 5
        return Columns(
            Articles(*map(Texts.of, about)),
            np.cumsum([0, *(len(ids) for _, ids, _ in found)], dtype=np.int64),
            Texts.of([name for _, ids, _ in found for name in ids]),
            Rows(*np.array([row for _, _, rows in found for row in rows], np.int32).reshape(-1, 5).T),
            Texts.of(self.actors),
        )


def joined(parts: list[Columns]) -> Columns:
    """Several columns as one, with the actors that are in use, sorted."""

    def texts(name: str) -> Texts:
        return Texts.joined([getattr(one.articles, name) for one in parts])

    def column(several: list[Numbers], kind: type[np.generic] = np.int32) -> Numbers:
        return np.concatenate([np.zeros(0, kind), *(one.astype(kind) for one in several)])

    rows = [one.rows for one in parts]
    actors, roles = renumbered([(one.actors, side) for one in parts for side in (one.rows.source, one.rows.target)])
    counts = [np.diff(one.first) for one in parts]
    return Columns(
        Articles(*map(texts, ("names", "origins", "titles", "published", "media"))),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(column(counts, np.int64))]),
        Texts.joined([one.statements for one in parts]),
        Rows(
            column([one.polarity for one in rows], np.int8),
            column([one.kind for one in rows], np.int8),
            column(roles[::2]),
            column(roles[1::2]),
            column([one.day for one in rows]),
        ),
        actors,
    )


def renumbered(several: list[tuple[Texts, Numbers]]) -> tuple[Texts, list[Numbers]]:
    """Columns that number names differently, numbered alike: the names in use, sorted, and the columns."""
    names = {id(table): table for table, _ in several}
    used = {key: np.zeros(len(table), bool) for key, table in names.items()}
    for table, column in several:
        used[id(table)][column[column >= 0]] = True
    words = {key: {int(n): table[int(n)] for n in np.flatnonzero(used[key])} for key, table in names.items()}
    ranked = sorted({word for known in words.values() for word in known.values()})
    rank = {word: number for number, word in enumerate(ranked)}
    # One more at the end: -1, which stands for nobody, leads there.
    lookup = {key: np.full(len(table) + 1, -1, np.int32) for key, table in names.items()}
    for key, known in words.items():
        for number, word in known.items():
            lookup[key][number] = rank[word]
    return Texts.of(ranked), [lookup[id(table)][column] for table, column in several]


def describe(contents: Contents, columns: Columns) -> list[Actor]:
    """The actors, as the shared graph describes them, else as the first article does in which they take part."""
    rows = np.full(len(columns.actors), len(columns.statements), np.int64)
    for column in (columns.rows.source, columns.rows.target):
        numbers, places = np.unique(column, return_index=True)
        known = numbers >= 0
        rows[numbers[known]] = np.minimum(rows[numbers[known]], places[known])
    articles = np.searchsorted(columns.first, rows, side="right") - 1
    shared = ox.NamedNode(ACTORS_GRAPH)
    found = []
    for value, article in zip(columns.actors, articles.tolist(), strict=True):
        types = contents.database.quads_for_pattern(ox.NamedNode(value), TYPE_NODE, None, shared)
        if next(types, None) is not None:
            found.append(contents.known_actor(value))
        else:
            found.append(contents.described(value, columns.articles.names[article], known=False))
    return found


def value_of(term: object) -> str:
    """The value of an IRI or a literal."""
    return str(getattr(term, "value", ""))


def day_of(text: str) -> int:
    """Days since 1970 of the first day that a date cut to year or month can mean, or NO_DAY."""
    parts = [*text[:10].split("-"), "01", "01"][:3]
    try:
        return date(*(int(part) for part in parts)).toordinal() - EPOCH
    except ValueError:
        return NO_DAY
