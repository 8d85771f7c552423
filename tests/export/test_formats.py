"""Every export format, read back by a library that had no part in writing it, hostile names included."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import networkx
import pyoxigraph as ox
import pytest
import rdflib

from kg_builder.export.network import EXACT
from kg_builder.export.registry import UnknownFormatError, export, exporter, format_names
from kg_builder.export.rows import COLUMNS
from kg_builder.graph.network import network
from kg_builder.graph.selection import Selection
from kg_builder.graph.store import Store
from kg_builder.graph.terms import ACTORS_GRAPH, PROVENANCE_GRAPH
from kg_builder.vocabulary import ARTICLE
from tests.graph.readings import WD, hostile_world, small_world


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A store with the small and the hostile world."""
    path = tmp_path_factory.mktemp("export") / "store"
    with Store.open(path, write=True) as made:
        made.put_all((one, "1") for one in small_world() + hostile_world())
    with Store.open(path) as opened:
        yield opened


def exported(store: Store, name: str, selection: Selection | None = None) -> bytes:
    """An export as bytes."""
    out = io.BytesIO()
    export(store, name, out, selection)
    return out.getvalue()


def expected_quads(store: Store) -> set[tuple[str, ...]]:
    """All quads of articles and actors, from the database itself."""
    return {
        key(quad)
        for quad in store.database
        if quad.graph_name.value.startswith(ARTICLE) or quad.graph_name.value == ACTORS_GRAPH
    }


def key(quad: Any) -> tuple[str, ...]:
    """A quad of pyoxigraph as strings."""
    value = quad.object
    kind = "" if isinstance(value, ox.NamedNode) else value.language or value.datatype.value
    return (quad.subject.value, quad.predicate.value, value.value, kind, quad.graph_name.value)


def rdflib_key(s: Any, p: Any, o: Any, g: str) -> tuple[str, ...]:
    """A quad of rdflib as strings."""
    string = "http://www.w3.org/2001/XMLSchema#string"
    kind = "" if isinstance(o, rdflib.URIRef) else str(o.language or o.datatype or string)
    return (str(s), str(p), str(o), kind, g)


@pytest.fixture(autouse=True)
def _exact_literals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps rdflib from rewriting literals ("2022-03-23" as a date of its own)."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.parametrize("name", ["nquads", "trig", "jsonld"])
def test_datasets_read_back_by_rdflib(store: Store, name: str) -> None:
    data = exported(store, name)
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format={"jsonld": "json-ld"}.get(name, name))
    found = {rdflib_key(s, p, o, str(g)) for s, p, o, g in dataset.quads()}
    assert found == expected_quads(store)
    assert PROVENANCE_GRAPH.encode() not in data


def test_turtle_read_back_by_rdflib(store: Store) -> None:
    graph = rdflib.Graph().parse(data=exported(store, "turtle"), format="turtle")
    assert {rdflib_key(*one, "") for one in graph} == {(*one[:4], "") for one in expected_quads(store)}


@pytest.mark.parametrize(
    ("name", "kind"), [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)]
)
def test_datasets_read_back_by_oxigraph(store: Store, name: str, kind: ox.RdfFormat) -> None:
    assert {key(one) for one in ox.parse(exported(store, name), format=kind)} == expected_quads(store)


def test_nquads_are_sorted_and_each_once(store: Store) -> None:
    lines = exported(store, "nquads").decode().split("\n")[:-1]
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs, key=lambda one: (one == f"<{ACTORS_GRAPH}>", one[1:-1]))
    for graph in set(graphs):
        triples = [line.rsplit(" ", 2)[0] for line in lines if line.endswith(f" {graph} .")]
        assert triples == sorted(set(triples))


@pytest.mark.parametrize("name", [one for one in format_names() if one != "neo4j-csv"])
def test_the_same_store_gives_the_same_bytes(store: Store, tmp_path: Path, name: str) -> None:
    with Store.open(tmp_path / "other", write=True) as other:
        for one in reversed(small_world() + hostile_world()):
            other.put(one, "2")
        assert exported(other, name) == exported(store, name)


def edges_of(store: Store) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """What a network format should hold, from the records: statement id -> source, target, attributes."""
    found = {}
    for one in store.statements():
        if one.source and one.target:
            article = store.article(one.article)
            assert article is not None
            found[one.id] = (one.source.actor.id, one.target.actor.id, {
                "type": one.type, "polarity": one.polarity, "confidence": one.confidence, "cue": one.cue.text,
                "sentence": article.text[slice(*one.evidence)], "topic": one.topic.text if one.topic else "",
            })  # fmt: skip
    return found


def undone(attributes: dict[str, Any], name: str) -> Any:
    """An attribute as it was before XML."""
    exact = attributes.get(name + EXACT)
    return json.loads(exact) if exact is not None else attributes.get(name, "")


@pytest.mark.parametrize(("name", "reader"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networks_read_back_by_networkx(store: Store, name: str, reader: Any) -> None:
    graph = reader(io.BytesIO(exported(store, name)))
    expected = edges_of(store)
    nodes = {node: undone(values, "iri") for node, values in graph.nodes(data=True)}
    assert sorted(nodes.values()) == sorted({end for one in expected.values() for end in one[:2]})
    labels = {undone(values, "iri"): undone(values, "label") for _, values in graph.nodes(data=True)}
    assert labels == {one.id: one.label for one in store.actors() if one.id in labels}
    found = {}
    for source, target, values in graph.edges(data=True):
        wanted = {field: undone(values, field) for field in expected["s-accuse"][2]}
        statement = undone(values, "statement")
        found[statement] = (nodes[source], nodes[target], wanted)
    assert found == expected


def test_networkx_view(store: Store) -> None:
    graph = network(store)
    expected = edges_of(store)
    found = {
        statement: (source, target, {field: values.get(field, "") for field in expected["s-accuse"][2]})
        for source, target, statement, values in graph.edges(keys=True, data=True)
    }
    assert found == expected
    assert graph.nodes[WD + "Q159"] == {"label": "Russia", "type": "state", "iso3": "RUS"}


def table_of(store: Store) -> list[dict[str, Any]]:
    """What the tables should hold, from the records."""
    return [
        {
            "id": one.id,
            "article": one.article,
            "type": one.type,
            "polarity": one.polarity,
            "source_label": one.source.actor.label if one.source else None,
            "target": one.target.actor.id if one.target else None,
            "topic": one.topic.text if one.topic else None,
            "date": one.date,
            "confidence": one.confidence,
        }
        for one in store.statements()
    ]


def test_csv_read_back_by_the_standard_library(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(store, "csv").decode(), newline="")))
    expected = table_of(store)
    assert list(rows[0]) == [name for name, _ in COLUMNS]
    assert [{name: row[name] for name in expected[0]} for row in rows] == [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in expected
    ]


def test_csv_read_back_by_pandas(store: Store) -> None:
    pandas = pytest.importorskip("pandas")
    data = exported(store, "csv")
    frame = pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, lineterminator=None, engine="python")
    expected = table_of(store)
    assert len(frame) == len(expected)
    for name in expected[0]:
        assert list(frame[name]) == ["" if row[name] is None else str(row[name]) for row in expected], name


def test_parquet_read_back_by_pyarrow(store: Store) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(exported(store, "parquet")))
    assert table.column_names == [name for name, _ in COLUMNS]
    expected = table_of(store)
    assert table.select(list(expected[0])).to_pylist() == expected


def test_neo4j_files_fit_together(store: Store, tmp_path: Path) -> None:
    export(store, "neo4j-csv", tmp_path / "neo")

    def table(name: str) -> list[dict[str, str]]:
        with (tmp_path / "neo" / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    statements = list(store.statements())
    assert [row["id:ID(Statement)"] for row in table("statements.csv")] == [one.id for one in statements]
    labels = {row["iri:ID(Actor)"]: row["label"] for row in table("actors.csv")}
    sources = {row[":START_ID(Statement)"]: row[":END_ID(Actor)"] for row in table("sources.csv")}
    assert sources == {one.id: one.source.actor.id for one in statements if one.source}
    assert all(labels[one.source.actor.id] == one.source.actor.label for one in statements if one.source)
    articles = {row["id:ID(Article)"] for row in table("articles.csv")}
    assert articles == {one.id for one in store.articles()}
    assert {row[":END_ID(Article)"] for row in table("in.csv")} <= articles
    direct = {(row["statement"], row[":TYPE"]) for row in table("direct.csv")}
    assert {("s-accuse", "ACCUSE"), ("t-office", "HOLDS_OFFICE")} <= direct
    assert "s-aid" not in {one for one, _ in direct}
    named = (tmp_path / "neo" / "import.txt").read_text()
    assert all(name in named for name in ("actors.csv", "direct.csv", "within.csv"))


@pytest.mark.parametrize("name", [one for one in format_names() if one != "neo4j-csv"])
def test_selections_hold_for_every_format(store: Store, name: str) -> None:
    selection = Selection(types=frozenset({"Aid"}))
    data = exported(store, name, selection)
    if name == "parquet":
        rows = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(data)).to_pylist()
        assert [row["id"] for row in rows] == ["s-aid"]
        return
    assert b"s-aid" in data
    assert b"s-protest" not in data
    assert b"t-promise" not in data


def test_what_is_reported_comes_with_what_reports_it(store: Store) -> None:
    data = exported(store, "nquads", Selection(types=frozenset({"Aid"})))
    subjects = {quad.subject.value.rsplit("/", 1)[1] for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS)}
    assert {"s-aid", "s-accuse"} <= subjects
    assert "s-say" not in subjects


def test_files_are_whole_or_not_there(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "new" / "a.csv")
    assert (tmp_path / "new" / "a.csv").read_bytes() == exported(store, "csv")
    one = exporter("csv")
    assert (one.name, one.suffix) == ("csv", ".csv")

    class Broken(Selection):
        def takes(self, *_: Any) -> bool:
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        export(store, "csv", tmp_path / "new" / "b.csv", Broken())
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["a.csv"]


def test_unknown_formats_are_named(store: Store) -> None:
    with pytest.raises(UnknownFormatError, match=r"turtle, trig, nquads"):
        exporter("pdf")
    with pytest.raises(ValueError, match="folder"):
        exported(store, "neo4j-csv")
