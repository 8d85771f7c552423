"""The query endpoint answers queries and nothing else, and cannot be held up."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import fill
from world import make_world

from kg_builder.browse.answers import Limits, chosen
from kg_builder.browse.sparql import Endpoint, refused

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s kg:polarity ?p }"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    path = tmp_path_factory.mktemp("sparql") / "store"
    fill(path, make_world(12, 6))
    one = Endpoint(path, Limits(seconds=3.0, answer=40_000, query=2_000, parallel=2))
    yield one
    one.close()


def test_answers_in_the_media_type_asked_for(endpoint: Endpoint) -> None:
    found = endpoint.ask(COUNT, "application/sparql-results+json")
    assert found.status == 200
    assert int(json.loads(found.body)["results"]["bindings"][0]["n"]["value"]) > 0
    assert endpoint.ask(COUNT, "text/csv").body.startswith(b"n\r\n")
    triples = endpoint.ask("CONSTRUCT { ?s kg:polarity ?p } { ?s kg:polarity ?p } LIMIT 1", "text/turtle")
    assert triples.media == "text/turtle"
    assert b"polarity" in triples.body
    assert json.loads(endpoint.ask("ASK { ?s ?p ?o }", "text/csv").body)["boolean"] is True


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "CLEAR ALL", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://x.example/>"],
)
def test_updates_are_refused_and_change_nothing(endpoint: Endpoint, update: str) -> None:
    before = endpoint.ask(COUNT, "text/csv").body
    assert endpoint.ask(update, "*/*").status == 400
    assert endpoint.ask(COUNT, "text/csv").body == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' . SERVICE<http://x.example/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''x''' } # '\nSELECT * { SERVICE ?x { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\u0022" . SERVICE <http://x.example/> { ?s ?p "" } }',
        "SELECT * { FILTER(?a<?b)SERVICE<http://x.example/>{ ?s ?p ?o } }",
    ],
)
def test_no_query_asks_another_server(text: str) -> None:
    assert "SERVICE" in (refused(text, Limits()) or "")


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?service ?p ?o }",
        "SELECT * { ?s <http://x.example/SERVICE> ?o } # SERVICE",
        "SELECT * { ?s kg:SERVICE ?o }",
    ],
)
def test_the_word_alone_is_harmless(text: str) -> None:
    assert refused(text, Limits()) is None


def test_too_long_too_large_and_wrong(endpoint: Endpoint) -> None:
    assert endpoint.ask("#" * 3_000, "*/*").status == 400
    assert endpoint.ask("SELECT * { ?a ?b ?c . ?d ?e ?f }", "*/*").status == 413
    assert endpoint.ask("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }", "*/*").status == 413
    assert endpoint.ask("nonsense", "*/*").status == 400


def test_a_runaway_query_is_ended_without_hurting_others(endpoint: Endpoint) -> None:
    answers = {}

    def run() -> None:
        answers["runaway"] = endpoint.ask(RUNAWAY, "*/*")

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.2)
    assert endpoint.ask(COUNT, "text/csv").status == 200
    thread.join(30)
    assert answers["runaway"].status == 503
    assert b"longer than 3 seconds" in answers["runaway"].body
    for _ in range(3):
        assert endpoint.ask(COUNT, "text/csv").status == 200


@pytest.mark.parametrize(
    ("accept", "media"),
    [("b/b;q=0.5, a/a;q=0.4", "b/b"), ("*/*", "a/a"), ("", "a/a"), ("b/b;q=oops", "a/a"), ("c/c, B/B", "b/b")],
)
def test_choice_of_a_media_type(accept: str, media: str) -> None:
    assert chosen(accept, {"a/a": "", "b/b": ""}) == media


def test_nothing_can_be_asked_where_there_is_no_store(tmp_path: Path) -> None:
    one = Endpoint(tmp_path / "none")
    with pytest.raises(RuntimeError, match="did not start"):
        one.ask(COUNT, "*/*")
    one.close()
