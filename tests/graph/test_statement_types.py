"""The statement types as the vocabulary reads them from the Turtle."""

import json

import pyoxigraph as ox

from kg_builder.vocabulary import SKOS, ontology_folder, statement_types

VERBAL = [
    *("State", "Support", "Agree", "Promise", "Propose", "Demand", "Accuse"),
    *("Condemn", "Investigate", "Reject", "Deny", "Warn", "Threaten"),
]
MATERIAL = [
    *("Consult", "Cooperate", "Aid", "Concede", "Retreat"),
    *("Protest", "Sanction", "Mobilize", "Coerce", "Assault"),
]


def test_every_type_of_the_contract_is_there() -> None:
    kinds = {name: one.kind for name, one in statement_types().items()}
    expected = dict.fromkeys(VERBAL, "stance") | dict.fromkeys(MATERIAL, "event")
    assert kinds == expected | {"HoldsOffice": "office", "Say": "quotation"}


def test_types_come_in_the_order_of_the_file() -> None:
    names = list(statement_types())
    assert names[0] == "State"
    assert names[-2:] == ["HoldsOffice", "Say"]


def test_codes_and_polarity() -> None:
    types = statement_types()
    assert (types["Condemn"].plover, types["Condemn"].polarity, types["Condemn"].cameo) == ("ACCUSE", -1, "11")
    assert (types["Aid"].plover, types["Aid"].polarity, types["Aid"].predicate) == ("AID", 1, "aid")
    assert (types["State"].plover, types["State"].polarity) == (None, 0)
    assert types["HoldsOffice"].predicate == "holdsOffice"


def test_every_concept_is_labelled_and_defined() -> None:
    for one in statement_types().values():
        assert {lang for lang, _ in one.labels} == {"de", "en", "es", "fr"}
    quads = list(ox.parse(path=str(ontology_folder() / "statement-types.ttl"), format=ox.RdfFormat.TURTLE))
    concepts = {q.subject for q in quads if q.object == ox.NamedNode(SKOS + "Concept")}
    defined = {(q.subject, q.object.language) for q in quads if q.predicate.value == SKOS + "definition"}
    assert len(concepts) > 50
    assert defined == {(concept, lang) for concept in concepts for lang in ("de", "en")}


def test_every_office_that_is_recognised_is_a_concept() -> None:
    quads = list(ox.parse(path=str(ontology_folder() / "statement-types.ttl"), format=ox.RdfFormat.TURTLE))
    name = "https://w3id.org/kg-builder/office#"
    roles = {q.subject.value.removeprefix(name) for q in quads if q.object.value == "http://www.w3.org/ns/org#Role"}
    broader = {
        (q.subject.value.removeprefix(name), q.object.value.removeprefix(name))
        for q in quads
        if q.predicate.value == SKOS + "broader"
    }
    lines = (ontology_folder() / "actors" / "offices.jsonl").read_text(encoding="utf-8").splitlines()
    known = [json.loads(line) for line in lines]
    assert {one["name"] for one in known} <= roles
    assert {(one["name"], one["broader"]) for one in known if one.get("broader")} == broader


def test_predicates_are_distinct_from_each_other_and_from_the_concepts() -> None:
    types = statement_types().values()
    predicates = {one.predicate for one in types}
    assert len(predicates) == len(types)
    assert not predicates & {one.name for one in types}
