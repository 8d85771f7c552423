"""Readings as RDF: the shape that the contract promises."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from kg_builder.graph.rdf import encode_reading
from kg_builder.graph.terms import (
    ACTORS_GRAPH,
    article_iri,
    decimal,
    decode,
    encode,
    identifier_of,
    iri,
    moment,
    text_of,
)
from kg_builder.records import Reading
from kg_builder.vocabulary import KG, KGT
from tests.graph.readings import WD, hostile_readings, small_world

OA = "http://www.w3.org/ns/oa#"


def dataset(*readings: Reading) -> ox.Store:
    """The readings in an in-memory database."""
    store = ox.Store()
    for reading in readings:
        encoded = encode_reading(reading)
        text = "".join(f"{one} <{encoded.graph}> .\n" for one in encoded.triples)
        text += "".join(f"{one} <{ACTORS_GRAPH}> .\n" for _, block in encoded.known for one in block)
        store.load(text.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def direct_triples(store: ox.Store) -> set[tuple[str, str, str]]:
    """All triples whose predicate is that of a statement type."""
    return {
        (q.subject.value, q.predicate.value.removeprefix(KGT), q.object.value)
        for q in store
        if q.predicate.value.startswith(KGT)
    }


def test_direct_triples_are_what_the_source_itself_asserts() -> None:
    store = dataset(*small_world())
    assert direct_triples(store) == {
        (WD + "Q58217", "accuse", WD + "Q30"),
        (WD + "Q58217", "condemn", WD + "Q30"),
        ("https://w3id.org/kg-builder/actor/protesters", "protest", WD + "Q159"),
        ("https://w3id.org/kg-builder/actor/biden", "holdsOffice", WD + "Q30"),
    }


def test_evidence_leads_to_the_sentence_by_position_and_by_words() -> None:
    store = dataset(*small_world())
    query = f"""PREFIX kg: <{KG}> PREFIX oa: <{OA}> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?article ?start ?end ?exact {{ GRAPH ?g {{
            ?s kg:type <{KGT}Accuse> ; prov:wasDerivedFrom/oa:hasTarget ?target .
            ?target oa:hasSource ?article ; oa:hasSelector ?position , ?quote .
            ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact }} }}"""
    answers = [[one.value for one in row] for row in store.query(query)]
    sentence = "Lawrow warf den USA vor, Waffen zu liefern."
    assert answers == [[article_iri("nato/eins.txt"), "0", str(len(sentence)), sentence]]


def test_known_offices_and_reported_offices_have_their_own_origin() -> None:
    store = dataset(*small_world())
    query = """PREFIX org: <http://www.w3.org/ns/org#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?g ?origin { GRAPH ?g { ?m org:member <http://www.wikidata.org/entity/Q58217> ;
            org:role <https://w3id.org/kg-builder/office#ForeignMinister> ; prov:wasDerivedFrom ?origin } }"""
    second = article_iri("zwei.jsonl#2")
    found = {(row["g"].value, row["origin"].value) for row in store.query(query)}
    assert found == {(ACTORS_GRAPH, "https://w3id.org/kg-builder/knowledge-base"), (second, second)}


def test_an_office_statement_is_of_one_type_and_names_the_office() -> None:
    store = dataset(*small_world())
    query = f"SELECT ?type ?office {{ GRAPH ?g {{ ?s a <{KG}Office> ; <{KG}type> ?type ; <{KG}office> ?office }} }}"
    assert [[one.value for one in row] for row in store.query(query)] == [
        [KGT + "HoldsOffice", "https://w3id.org/kg-builder/office#President"]
    ]


def test_two_statements_of_one_id_are_refused() -> None:
    first = small_world()[0]
    double = Reading(first.article, (), (first.statements[0], first.statements[0]))
    with pytest.raises(ValueError, match="one id"):
        encode_reading(double)


@settings(max_examples=60, deadline=None)
@given(hostile_readings())
def test_every_line_is_one_well_formed_triple(reading: Reading) -> None:
    encoded = encode_reading(reading)
    assert list(encoded.triples) == sorted(set(encoded.triples))
    parsed = list(ox.parse("".join(f"{one} .\n" for one in encoded.triples).encode(), format=ox.RdfFormat.N_TRIPLES))
    texts = [" ".join(text_of(part) for part in (t.subject, t.predicate, t.object)) for t in parsed]
    assert texts == list(encoded.triples)
    assert all(isinstance(t.subject, ox.NamedNode) and not isinstance(t.object, ox.BlankNode) for t in parsed)


def test_names_are_undone() -> None:
    names = ["", "a/b.txt", "../a", "a//b", ".", 'ä 1#2?3%4<>"\\', "a%2Fb", "\ud800", "/", "a/.", "x\x00"]
    assert [decode(encode(name)) for name in names] == names
    assert len({encode(name) for name in names}) == len(names)
    assert encode("nato/eins.txt") == "nato/eins.txt"


def test_long_names_give_short_iris_of_their_own() -> None:
    names = ["ä" * 300, "ä" * 301, "x" * 10_000, "x" * 9_999]
    iris = {article_iri(name) for name in names}
    assert len(iris) == len(names)
    for one in iris:
        assert len(one) < 600
        ox.NamedNode(one)


def test_identifiers_are_undone_and_always_valid() -> None:
    names = [WD + "Q1", "https://w3id.org/kg-builder/id/x", "Müller", "http://a b", "http://a/\u202e", "urn:x", ""]
    for name in names:
        ox.NamedNode(iri(name))
        assert identifier_of(iri(name)) == name
    assert iri(WD + "Q1") == WD + "Q1"


def test_dates_keep_what_is_known() -> None:
    kinds = {one: moment(one).rsplit("#", 1)[-1] for one in ("2022-03-23", "2022-03", "2022", "2022-03-23T08:00:00Z")}
    assert kinds == {
        "2022-03-23": "date>",
        "2022-03": "gYearMonth>",
        "2022": "gYear>",
        "2022-03-23T08:00:00Z": "dateTime>",
    }
    assert moment("2022-02-30") == '"2022-02-30"'


def test_decimals_are_exact() -> None:
    for value in (0.0, 1.0, 0.86, 0.1 + 0.2, 1e-7, 5e-324):
        text = decimal(value).split('"')[1]
        assert float(text) == value
        assert "e" not in text
    assert decimal(1.0).startswith('"1"')
