"""Whatever text an article holds, every format gives it back: property tests over readings that hypothesis makes up."""

import csv
import io
import json
from typing import Any

import networkx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from kg_builder.export.network import EXACT
from kg_builder.export.registry import export
from kg_builder.export.rows import COLUMNS, rows
from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection
from kg_builder.records import Reading
from tests.graph.readings import hostile_readings
from tests.graph.test_rdf import dataset

ANY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "turtle": ox.RdfFormat.TURTLE,
}


def exported(reading: Reading, name: str) -> tuple[Contents, bytes]:
    """A store in memory with one reading, and its export."""
    store, out = Contents(dataset(reading)), io.BytesIO()
    export(store, name, out)
    return store, out.getvalue()


@pytest.mark.parametrize("name", FORMATS)
@ANY
@given(reading=hostile_readings())
def test_rdf(name: str, reading: Reading) -> None:
    store, data = exported(reading, name)
    found = {(q.subject, q.predicate, q.object, q.graph_name) for q in ox.parse(data, format=FORMATS[name])}
    expected = {(q.subject, q.predicate, q.object, q.graph_name) for q in store.database}
    if name == "turtle":
        expected = {(*one[:3], ox.DefaultGraph()) for one in expected}
    assert found == expected


@ANY
@given(reading=hostile_readings())
def test_csv(reading: Reading) -> None:
    store, data = exported(reading, "csv")
    expected = [["" if one is None else str(one) for one in row] for row in rows(store, Selection())]
    found = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert found == [[name for name, _ in COLUMNS], *expected]


@ANY
@given(reading=hostile_readings())
def test_parquet(reading: Reading) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    store, data = exported(reading, "parquet")
    table = parquet.read_table(io.BytesIO(data))
    assert [tuple(row.values()) for row in table.to_pylist()] == list(rows(store, Selection()))


@pytest.mark.parametrize(("name", "reader"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
@ANY
@given(reading=hostile_readings())
def test_networks(name: str, reader: Any, reading: Reading) -> None:
    store, data = exported(reading, name)
    graph = reader(io.BytesIO(data))

    def undone(attributes: dict[str, Any], field: str) -> Any:
        exact = attributes.get(field + EXACT)
        return json.loads(exact) if exact is not None else attributes.get(field, "")

    found = sorted(
        (undone(one, "statement"), undone(one, "cue"), undone(one, "sentence"), one["confidence"], one["polarity"])
        for _, _, one in graph.edges(data=True)
    )
    text = reading.article.text
    joined = [one for one in store.statements() if one.source and one.target]
    assert found == sorted(
        (one.id, one.cue.text, text[slice(*one.evidence)], one.confidence, one.polarity) for one in joined
    )
    labels = {one.id: one.label for one in store.actors()}
    assert all(labels[undone(one, "iri")] == undone(one, "label") for _, one in graph.nodes(data=True))
