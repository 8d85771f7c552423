"""The shapes: what is made is valid, and what is broken is named."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg_builder.export.registry import export
from kg_builder.graph.rdf import encode_reading
from kg_builder.graph.store import Store
from kg_builder.graph.terms import article_iri, statement_iri
from kg_builder.graph.validate import validate
from kg_builder.records import Reading
from tests.graph.readings import WD, small_world

pytest.importorskip("pyshacl")
KG = "https://w3id.org/kg-builder/ontology#"


def made(path: Path, readings: list[Reading]) -> Path:
    """A store with readings."""
    with Store.open(path, write=True) as store:
        for one in readings:
            store.put(one, "1")
    return path


def test_the_small_world_is_valid(tmp_path: Path) -> None:
    assert validate(made(tmp_path / "s", small_world())) == []


@pytest.mark.parametrize("suffix", ["trig", "nquads", "jsonld", "turtle"])
def test_exported_files_are_valid(tmp_path: Path, suffix: str) -> None:
    ending = {"nquads": "nq", "turtle": "ttl"}.get(suffix, suffix)
    with Store.open(made(tmp_path / "s", small_world())) as store:
        export(store, suffix, tmp_path / f"out.{ending}")
    assert validate(tmp_path / f"out.{ending}") == []


def test_what_breaks_a_rule_is_named(tmp_path: Path) -> None:
    first = small_world()[0]
    accuse, aid, say, condemn, protest = first.statements
    broken = (
        replace(accuse, confidence=1.5),
        replace(aid, type="Dance", within="nowhere"),
        replace(say, kind="stance"),
        replace(condemn, date="yesterday"),
        replace(protest, source=None, target=None),
    )
    found = validate(made(tmp_path / "s", [replace(first, statements=broken)]))
    rules = {(one.node.rsplit("/", 1)[1], one.path) for one in found if one.graph == article_iri("nato/eins.txt")}
    assert rules == {
        ("s-accuse", "kg:confidence"),
        ("s-aid", "kg:type"),
        ("s-aid", "kg:type/kg:kind"),
        ("s-aid", "kg:within"),
        ("s-say", "kg:type/kg:kind"),
        ("s-condemn", "kg:date"),
        ("s-protest", ""),
    }
    messages = {one.message for one in found}
    assert "a stance or an event has a source or a target" in messages
    assert "a statement's class is the kind of its type" in messages
    assert any("kg:confidence: a statement's confidence lies between 0 and 1 (has 1.5)" in str(one) for one in found)


def test_missing_evidence_is_named(tmp_path: Path) -> None:
    path = made(tmp_path / "s", small_world())
    with Store.open(path, write=True) as store:
        node = ox.NamedNode(statement_iri("s-accuse") + "#evidence")
        for quad in list(store.database.quads_for_pattern(node, None, None, None)):
            store.database.remove(quad)
        actor = ox.NamedNode(WD + "Q58217")
        for quad in list(store.database.quads_for_pattern(actor, None, None, None)):
            if quad.predicate.value.endswith("label"):
                store.database.remove(quad)
        found = {(one.node, one.message) for one in validate(store)}
    assert (statement_iri("s-accuse"), "a statement has the sentence it comes from") in found
    assert (WD + "Q58217", "an actor has a label") in found


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("no turtle")
    with pytest.raises(SyntaxError, match=r"a\.ttl"):
        validate(tmp_path / "a.ttl")
    (tmp_path / "a.pdf").write_text("")
    with pytest.raises(ValueError, match=r"a\.pdf"):
        validate(tmp_path / "a.pdf")


def test_the_ontology_holds_what_it_says() -> None:
    """Every property and class of ours that the program or the shapes write is defined, in two languages."""
    folder = Path(__file__).parents[2] / "ontology"
    quads = list(ox.parse(path=str(folder / "kg.ttl"), format=ox.RdfFormat.TURTLE))
    assert not any(isinstance(part, ox.BlankNode) for quad in quads for part in (quad.subject, quad.object))
    defined: dict[str, set[str | None]] = {}
    for quad in quads:
        if quad.predicate.value.endswith("#definition") and isinstance(quad.object, ox.Literal):
            defined.setdefault(quad.subject.value, set()).add(quad.object.language)
    assert all(languages == {"de", "en"} for languages in defined.values())
    used: set[str] = set()
    shapes = ox.parse(path=str(folder / "shapes.ttl"), format=ox.RdfFormat.TURTLE)
    types = ox.parse(path=str(folder / "statement-types.ttl"), format=ox.RdfFormat.TURTLE)
    for quad in [*shapes, *types]:
        used |= {one.value for one in (quad.predicate, quad.object) if isinstance(one, ox.NamedNode)}
    for reading in small_world():
        used |= {part[1:-1] for one in encode_reading(reading).triples for part in one.split(" ", 2)[1:]}
    assert {one for one in used if one.startswith(KG)} <= set(defined)
