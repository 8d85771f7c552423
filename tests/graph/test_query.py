"""Queries, their answers in every form, the difference of stores, and figures."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg_builder.graph.answers import no_actor
from kg_builder.graph.compare import diff
from kg_builder.graph.pages import ontology_page, queries_page
from kg_builder.graph.query import AnswerFormatError, answer_text, ask, named_queries, rows_of
from kg_builder.graph.stats import stats
from kg_builder.graph.store import Store
from kg_builder.store_commands import export
from tests.graph.readings import WD, small_world


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A store with the small world."""
    path = tmp_path_factory.mktemp("query") / "store"
    with Store.open(path, write=True) as made:
        made.put_all((one, "1") for one in small_world())
    with Store.open(path) as opened:
        yield opened


def rows(store: Store, question: str, **parameters: str) -> list[list[str]]:
    """The rows of an answer."""
    return rows_of(ask(store, question, parameters))[1]


def test_who_condemns_whom(store: Store) -> None:
    found = rows(store, "who-condemns-whom")
    assert sorted(row[:3] for row in found) == [
        ["Sergey Lavrov", "accuses", "United States"],
        ["Sergey Lavrov", "condemns", "United States"],
    ]
    assert {row[3] for row in found} == {
        "Lawrow warf den USA vor, Waffen zu liefern.",
        "„Wir verurteilen das“, sagte er.",
    }
    assert len(rows(store, "who-condemns-whom", source="wd:Q58217")) == 2
    assert rows(store, "who-condemns-whom", source=WD + "Q30") == []


def test_stance_over_time(store: Store) -> None:
    assert rows(store, "stance-over-time", source="wd:Q58217", target="wd:Q30") == [["2022-03", "2", "-1"]]


def test_who_agrees_with_whom(tmp_path: Path) -> None:
    world = small_world()
    agrees = tuple(replace(one, type="Agree") if one.id == "s-accuse" else one for one in world[0].statements)
    with Store.open(tmp_path / "s", write=True) as store:
        store.put(replace(world[0], statements=agrees), "1")
        found = rows(store, "who-agrees-with-whom", source="wd:Q58217")
    assert found == [["United States", "https://w3id.org/kg-builder/type#agree", "1"]]


def test_claims_by_source(store: Store) -> None:
    found = rows(store, "claims-by-source", actor="wd:Q30")
    assert [[row[0], row[1].rsplit("#")[1], row[2], row[3].rsplit("#")[1]] for row in found] == [
        ["Sergey Lavrov", "Aid", WD + "Q212", "Asserted"]
    ]


def test_offices_at_date(store: Store) -> None:
    found = rows(store, "offices-at-date", organisation="wd:Q159", day="2022-03-23")
    assert {tuple(row[:3]) for row in found} == {("Sergey Lavrov", "Foreign Minister", "2004-03-09")}
    assert {row[4].rsplit("/", 1)[1] for row in found} == {"actors", "zwei.jsonl%232"}
    assert rows(store, "offices-at-date", organisation="wd:Q159", day="2003-01-01") == []
    then = rows(store, "offices-at-date", organisation="wd:Q1065", day="2004-03-31")
    assert [row[1] for row in then] == ["Ambassador"]
    assert rows(store, "offices-at-date", organisation="wd:Q1065", day="2004-04-01") == []


def test_every_named_query_is_documented_and_takes_what_it_says(store: Store) -> None:
    page = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
    queries = named_queries()
    assert len(queries) >= 5
    for query in queries.values():
        assert query.summary
        assert query.summary in page
        assert query.text in page
        for one in query.parameters:
            assert f"${one.name}" in query.text
            assert one.meaning in page
        with pytest.raises(ValueError, match="no parameter"):
            ask(store, query.name, {"nothing": "x"})
        if any(not one.optional for one in query.parameters):
            with pytest.raises(ValueError, match="needs the parameter"):
                ask(store, query.name)


def test_an_unknown_ready_made_question_is_named(store: Store) -> None:
    with pytest.raises(ValueError, match="no ready-made query 'who'; there are: claims-by-source"):
        ask(store, "who")


def test_a_part_of_a_name_gets_whole_names(store: Store) -> None:
    assert no_actor(store, "lavrov", "here") == "no actor named 'lavrov' in here; did you mean: Sergey Lavrov?"
    assert no_actor(store, "Sergei Lavrow", "here").endswith("did you mean: Sergey Lavrov?")
    assert no_actor(store, "Qqq", "here") == "no actor named 'Qqq' in here"


@pytest.mark.parametrize(
    "options", [("--since", "2022-13"), ("--until", "20220101"), ("--since", "soon"), ("--min-confidence", "2")]
)
def test_impossible_conditions_are_refused(options: tuple[str, str]) -> None:
    result = CliRunner().invoke(export, ["csv", *options])
    assert result.exit_code == 2
    assert f"Invalid value for '{options[0]}'" in result.output


def test_forms_of_answers(store: Store) -> None:
    question = "SELECT ?cue ?none { ?s kg:cue ?cue } ORDER BY ?cue LIMIT 2"
    table = answer_text(ask(store, question))
    assert table.splitlines() == ["cue        none", "---------  ----", "President", "liefern", "(2 rows)"]
    read = list(csv.reader(io.StringIO(answer_text(ask(store, question), "csv"))))
    assert read == [["cue", "none"], ["President", ""], ["liefern", ""]]
    parsed = json.loads(answer_text(ask(store, question), "json"))
    assert [one["cue"]["value"] for one in parsed["results"]["bindings"]] == ["President", "liefern"]
    assert answer_text(ask(store, "ASK { ?s kg:cue 'liefern' }")).splitlines()[2] == "yes"
    triples = "CONSTRUCT { ?s kg:cue ?c } WHERE { ?s kg:cue ?c } ORDER BY ?c LIMIT 1"
    turtle = list(ox.parse(answer_text(ask(store, triples), "turtle").encode(), format=ox.RdfFormat.TURTLE))
    assert [one.object.value for one in turtle if isinstance(one.object, ox.Literal)] == ["President"]
    found = json.loads(answer_text(ask(store, triples), "json"))["results"]["bindings"][0]
    assert found["object"]["value"] == "President"
    assert answer_text(ask(store, triples), "csv").splitlines()[0] == "subject,predicate,object"
    with pytest.raises(AnswerFormatError, match="CONSTRUCT"):
        answer_text(ask(store, question), "turtle")
    with pytest.raises(AnswerFormatError, match="table, csv"):
        answer_text(ask(store, question), "xml")
    with pytest.raises(SyntaxError):
        ask(store, "SELECT nonsense")


def test_a_parameter_cannot_end_the_query(store: Store) -> None:
    hostile = '" } ; SELECT ?x { ?x ?y "'
    assert rows(store, "SELECT ($x AS ?y) {}", x=hostile) == [[hostile]]
    assert rows(store, "SELECT ($x AS ?y) {}", x="wd:Q1> } #") == [["wd:Q1> } #"]]
    assert rows(store, "SELECT ($x AS ?y) {}", x="wd:Q1") == [[WD + "Q1"]]


def test_pages_are_made_from_the_files() -> None:
    docs = Path(__file__).parents[2] / "docs"
    assert (docs / "ontology.md").read_text(encoding="utf-8") == ontology_page()
    assert (docs / "queries.md").read_text(encoding="utf-8") == queries_page()


def test_a_table_cannot_steer_the_terminal(store: Store) -> None:
    table = answer_text(ask(store, 'SELECT ("\\u001B[31mred\\u202E" AS ?x) {}'))
    assert "\x1b" not in table
    assert "\u202e" not in table


def test_diff(tmp_path: Path) -> None:
    first, second, third = small_world()
    changed = replace(first.statements[0], type="Condemn")
    newer = replace(first, statements=(changed, *first.statements[2:]))
    with Store.open(tmp_path / "old", write=True) as old, Store.open(tmp_path / "new", write=True) as new:
        old.put_all([(first, "1"), (third, "1")])
        new.put_all([(newer, "1"), (second, "1"), (third, "1")])
        assert not diff(old, old)
        found = diff(old, new)
    assert found
    assert (found.articles_added, found.articles_removed) == (("zwei.jsonl#2",), ())
    assert found.articles_changed == ("nato/eins.txt",)
    assert [one.id for one in found.statements_added] == ["t-promise", "t-office"]
    assert [one.id for one in found.statements_removed] == ["s-aid"]
    assert [(one.type, two.type) for one, two in found.statements_changed] == [("Accuse", "Condemn")]


def test_stats(store: Store) -> None:
    found = stats(store)
    assert found.articles == 3
    assert dict(found.actors) == {"group": 1, "person": 2, "state": 3}
    assert dict(found.statements) == dict.fromkeys(
        ("Accuse", "Condemn", "Promise", "Protest", "Aid", "HoldsOffice", "Say"), 1
    )
    assert found.statement_count == 7
    assert found.top[0] == ("United States", 4)
    assert ("Joe Biden", 2) in found.top
    assert (found.first, found.last) == ("2022-03-23", "2022-04")
    assert found.quads == len(store.database)
    assert found.bytes > 1000
