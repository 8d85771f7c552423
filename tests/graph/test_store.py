"""The store on disk: round trips, replacing, withdrawing, locks, format versions."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg_builder.graph.errors import (
    NotAStoreError,
    StoreDamagedError,
    StoreOutdatedError,
    StoreTooNewError,
    StoreWriteError,
)
from kg_builder.graph.manifest import FORMAT, PENDING
from kg_builder.graph.provenance import Run, fingerprint
from kg_builder.graph.restore import canonical
from kg_builder.graph.selection import Selection
from kg_builder.graph.store import Store
from kg_builder.graph.terms import ACTORS_GRAPH, PROVENANCE_GRAPH, article_iri
from kg_builder.graph.views import rdflib_dataset
from kg_builder.records import Actor, Reading
from tests.graph.readings import WD, casts, hostile_readings, small_world

RUN = Run("kg_builder 0.1.0", (("encoder", "1"),), "abc", "2022-03-23T08:00:00Z")


def content(store: Store) -> set[str]:
    """All quads but those that tell runs apart."""
    return {str(quad) for quad in store.database if "wasGeneratedBy" not in str(quad.predicate)}


def filled(path: Path, readings: list[Reading]) -> set[str]:
    """The content of a new store that readings are put into one by one."""
    with Store.open(path, write=True) as store:
        for reading in readings:
            store.put(reading, "1")
        return content(store)


def test_readings_come_back(tmp_path: Path) -> None:
    world = small_world()
    filled(tmp_path / "s", world)
    with Store.open(tmp_path / "s") as store:
        assert {one.article.id: one for one in store.readings()} == {one.article.id: canonical(one) for one in world}
        assert [replace(one, source=None, target=None) for one in store.statements()] == [
            replace(one, source=None, target=None) for reading in world for one in reading.statements
        ]
        assert [one.id for one in store.statements()] == [
            "s-accuse", "s-aid", "s-say", "s-condemn", "s-protest", "t-promise", "t-office",
        ]  # fmt: skip
        found = store.reading_of("t-promise")
        assert found is not None
        assert found.article.id == "zwei.jsonl#2"
        assert store.reading_of("nothing") is None
        labels = {one.id: one.label for one in store.actors()}
        assert labels[WD + "Q58217"] == "Sergey Lavrov"
        assert len(labels) == 6


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_hostile_readings_come_back_exactly(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    cast = data.draw(casts())
    readings = [data.draw(hostile_readings(name, cast)) for name in ("a", "../b ü\n")]
    path = tmp_path_factory.mktemp("store")
    with Store.open(path, write=True) as store:
        for reading in readings:
            store.put(reading, "1")
    with Store.open(path) as store:
        for reading in readings:
            assert store.reading(reading.article.id) == canonical(reading)


def test_order_and_repetition_leave_no_trace(tmp_path: Path) -> None:
    world = small_world()
    once = filled(tmp_path / "a", world)
    other = replace(world[0], statements=world[0].statements[:1], mentions=world[1].mentions)
    assert filled(tmp_path / "b", [other, *reversed(world), world[1], world[0]]) == once
    with Store.open(tmp_path / "c", write=True, run=RUN) as store:
        assert store.put_all((one, "1") for one in [other, *world, world[2]]) == 5
        found = content(store)
    runs = {one for one in found if "/run/" in one or "/software/" in one}
    assert runs
    assert found - runs == once


def test_withdrawn_articles_take_their_actors_along(tmp_path: Path) -> None:
    world = small_world()
    only_second = filled(tmp_path / "a", world[1:])
    with Store.open(tmp_path / "b", write=True) as store:
        for reading in world:
            store.put(reading, "1")
        assert store.withdraw("nato/eins.txt")
        assert not store.withdraw("nato/eins.txt")
        assert content(store) == only_second
        assert store.prune(["leer.md"]) == ["zwei.jsonl#2"]
        assert [one.id for one in store.articles()] == ["leer.md"]
        assert not list(store.quads(ACTORS_GRAPH))


def test_a_changed_actor_is_described_anew(tmp_path: Path) -> None:
    world = small_world()
    with Store.open(tmp_path / "s", write=True) as store:
        store.put(world[0], "1")
        renamed = {one.actor.id: replace(one.actor, label="The Russian Federation") for one in world[0].mentions[3:]}
        mentions = tuple(replace(one, actor=renamed.get(one.actor.id, one.actor)) for one in world[0].mentions)
        protest = world[0].statements[4]
        assert protest.target is not None
        target = replace(protest.target, actor=renamed[WD + "Q159"])
        changed = replace(world[0], mentions=mentions, statements=(replace(protest, target=target),))
        store.put(changed, "2")
        assert {one.label for one in store.actors() if one.id == WD + "Q159"} == {"The Russian Federation"}
        assert store.reading("nato/eins.txt") == canonical(changed)


def test_unchanged_articles_are_known(tmp_path: Path) -> None:
    world = small_world()
    mark = fingerprint(world[0].article.text, "kg_builder 0.1.0", "encoder 1", "lexicon abc")
    with Store.open(tmp_path / "s", write=True, run=RUN) as store:
        assert not store.holds("nato/eins.txt", mark)
        store.put(world[0], mark)
        assert store.holds("nato/eins.txt", mark)
        assert not store.holds("nato/eins.txt", fingerprint(world[0].article.text, "kg_builder 0.2.0"))
        assert any("2022-03-23T08:00:00Z" in str(quad) for quad in store.quads(PROVENANCE_GRAPH))
        assert not any("2022-03-23T08:00:00Z" in str(quad) for quad in store.quads(article_iri("nato/eins.txt")))


def test_selections(tmp_path: Path) -> None:
    filled(tmp_path / "s", small_world())

    def ids(selection: Selection) -> list[str]:
        with Store.open(tmp_path / "s") as store:
            return [one.id for one in store.statements(selection)]

    assert ids(Selection(types=frozenset({"Aid", "Promise"}))) == ["s-aid", "t-promise"]
    assert ids(Selection(types=frozenset({"HoldsOffice"}))) == ids(Selection(types=frozenset({"President"})))
    assert ids(Selection(types=frozenset({"President"}))) == ["t-office"]
    assert ids(Selection(actors=frozenset({WD + "Q212"}))) == ["s-aid", "t-promise"]
    assert ids(Selection(min_confidence=0.87)) == ["s-say", "s-condemn", "t-promise"]
    assert ids(Selection(since="2022-04-01")) == ["t-promise", "t-office"]
    assert ids(Selection(until="2022-03-22")) == ["s-protest"]
    assert ids(Selection(since="2022-03-24", until="2022-12")) == ["s-protest", "t-office"]
    assert ids(Selection(actors=frozenset({"nobody"}))) == []


def test_unknown_actors_may_be_described_by_each_article(tmp_path: Path) -> None:
    first, second, _ = small_world()
    other = Actor(second.mentions[0].actor.id, "Joseph Biden", "person", (("de", "Joe Biden"), ("en", "Joe Biden")))
    mention = replace(second.mentions[0], actor=other, start=0, end=6)
    with Store.open(tmp_path / "s", write=True) as store:
        store.put(replace(first, mentions=(mention,)), "1")
        store.put(second, "1")
        assert [one.label for one in store.actors() if one.id == other.id] == ["Joseph Biden"]
        store.withdraw(first.article.id)
        assert [one.label for one in store.actors() if one.id == other.id] == ["Joe Biden"]


def test_one_writer_many_readers(tmp_path: Path) -> None:
    filled(tmp_path / "s", small_world())
    script = (
        "import sys\nfrom kg_builder.graph.store import Store\nfrom kg_builder.graph.errors import StoreInUseError\n"
        "try:\n    Store.open(sys.argv[1], write=sys.argv[2] == 'write').close()\n    print('opened')\n"
        "except StoreInUseError as error:\n    print(error)\n"
    )

    def other(mode: str) -> str:
        done = subprocess.run([sys.executable, "-c", script, tmp_path / "s", mode], capture_output=True, text=True)
        return done.stdout + done.stderr

    with Store.open(tmp_path / "s", write=True):
        assert "in use by another program (process" in other("write")
        assert "being written" in other("read")
    with Store.open(tmp_path / "s"):
        assert other("read") == "opened\n"
        assert "in use by another program" in other("write")
    assert other("write") == "opened\n"


def test_a_copy_on_a_disk_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s"
    before = filled(path, small_world())
    (path / "lock").unlink()
    done = subprocess.run(["mount", "--bind", "-o", "ro", path, path], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"nothing can be mounted read-only here: {done.stderr}")
    try:
        with Store.open(path) as store:
            assert content(store) == before
        with pytest.raises(StoreWriteError, match="Read-only"):
            Store.open(path, write=True)
    finally:
        subprocess.run(["umount", path], check=True)
    with Store.open(path) as store:
        assert content(store) == before


def test_format_versions(tmp_path: Path) -> None:
    path = tmp_path / "s"
    filled(path, small_world())
    manifest = json.loads((path / "manifest.json").read_text())
    assert manifest["format"] == FORMAT
    (path / "manifest.json").write_text(json.dumps(manifest | {"format": FORMAT + 1}))
    with pytest.raises(StoreTooNewError, match="pip install --upgrade"):
        Store.open(path)
    (path / "manifest.json").write_text(json.dumps(manifest | {"format": 0}))
    with pytest.raises(StoreOutdatedError, match="kg-builder build"):
        Store.open(path, write=True)
    (path / "manifest.json").write_text("nonsense")
    with pytest.raises(StoreDamagedError, match=r"manifest\.json"):
        Store.open(path)


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    with pytest.raises(NotAStoreError, match="kg-builder build"):
        Store.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotAStoreError, match=r"letter\.txt"):
        Store.open(tmp_path, write=True)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "s"
    filled(path, small_world())
    (path / "quads" / "CURRENT").write_bytes(b"gone")
    with pytest.raises(StoreDamagedError, match="quads"):
        Store.open(path)
    with pytest.raises(StoreDamagedError, match="quads"):
        Store.open(path, write=True)


def test_an_interrupted_load_is_dropped_whole(tmp_path: Path) -> None:
    world = small_world()
    path = tmp_path / "s"
    before = filled(path, world[1:])
    with Store.open(path, write=True) as store:
        store.put(world[0], "1")
    # As if a load of the first article had been under way.
    (path / PENDING).write_text(json.dumps([article_iri("nato/eins.txt"), article_iri("never begun")]))
    with Store.open(path) as store:
        assert content(store) == before
        assert not (path / PENDING).exists()


def test_an_older_ontology_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "s"
    before = filled(path, small_world())
    with Store.open(path, write=True) as store:
        store.database.update("INSERT DATA { GRAPH <https://w3id.org/kg-builder/graph/ontology> { <x:a> <x:b> 1 } }")
    manifest = json.loads((path / "manifest.json").read_text())
    (path / "manifest.json").write_text(json.dumps(manifest | {"ontology": "old"}))
    with Store.open(path, write=True) as store:
        assert content(store) == before


def test_rdflib_reads_the_store(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    pytest.importorskip("oxrdflib")
    filled(tmp_path / "s", small_world())
    with Store.open(tmp_path / "s") as store:
        dataset = rdflib_dataset(store)
        graph = dataset.get_context(rdflib.URIRef(article_iri("zwei.jsonl#2")))
        texts = list(graph.objects(None, rdflib.URIRef("https://schema.org/articleBody")))
        assert [str(one) for one in texts] == ["US President Biden promised Ukraine help."]
        answers = dataset.query("SELECT ?t { ?s <https://w3id.org/kg-builder/ontology#cue> ?t }")
        assert {str(row[0]) for row in answers} > {"promised", "liefern"}
        del dataset, graph, answers
