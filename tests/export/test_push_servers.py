"""Push to real servers: Oxigraph and Virtuoso, by the Graph Store Protocol and by SPARQL Update."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg_builder.export.credentials import Credentials
from kg_builder.export.endpoint import Endpoint
from kg_builder.export.push import PushReport, everything, push
from kg_builder.graph.selection import Selection
from kg_builder.graph.store import Store
from kg_builder.graph.terms import article_iri
from kg_builder.records import Reading
from tests.export.servers import Oxigraph, Server, Triples, Virtuoso, counts_at, program, triples_at, values_of
from tests.graph.readings import hostile_world, small_world

XSD = "http://www.w3.org/2001/XMLSchema#"
DBA = Credentials("dba", "dba")


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oxigraph]:
    """A running Oxigraph."""
    if program("oxigraph", "oxigraph_server") is None:
        pytest.skip("oxigraph is not installed (pip install oxigraph)")
    server = Oxigraph(tmp_path_factory.mktemp("oxigraph"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A running Virtuoso."""
    if program("virtuoso-t") is None:
        pytest.skip("virtuoso-t is not installed (apt-get install virtuoso-opensource-7)")
    server = Virtuoso(tmp_path_factory.mktemp("virtuoso"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["oxigraph-gsp", "oxigraph-update", "virtuoso-gsp", "virtuoso-update"])
def way(request: pytest.FixtureRequest) -> tuple[Server, str]:
    """A server and the address to push to."""
    name, protocol = request.param.split("-")
    server = emptied(request.getfixturevalue(name))
    return server, server.store if protocol == "gsp" else server.update


def emptied(server: Server) -> Server:
    """A server without any graph of ours."""
    endpoint = Endpoint(server.update, DBA)
    for graph in remote(server):
        assert endpoint.request("POST", "", f"DROP SILENT GRAPH <{graph}>".encode(), "application/sparql-update").ok
    endpoint.close()
    return server


def store_of(path: Path, readings: list[Reading]) -> Path:
    """A store that holds readings, in place of what it held."""
    with Store.open(path, write=True) as store:
        store.prune([])
        store.put_all((one, "1") for one in readings)
    return path


def pushed(path: Path, url: str, selection: Selection | None = None, again: bool = False) -> PushReport:
    """A push with a fresh connection."""
    with Store.open(path) as store:
        endpoint = Endpoint(url, DBA, attempts=3, sleep=lambda _: None)
        return push(store, endpoint, path.parent / "notes.jsonl", selection=selection, again=again)


def local(path: Path, selection: Selection | None = None) -> dict[str, Triples]:
    """The graphs that a server should hold."""
    with Store.open(path) as store:
        return {graph: values_of(triples) for graph, triples in everything(store, selection or Selection())}


def remote(server: Server) -> dict[str, Triples]:
    """The graphs of ours that a server holds."""
    return {graph: triples_at(server, graph) for graph in counts_at(server)}


def test_remote_graphs_equal_ours_and_follow_changes(way: tuple[Server, str], tmp_path: Path) -> None:
    server, url = way
    world = small_world()
    path = store_of(tmp_path / "store", world)
    report = pushed(path, url, again=True)
    assert report.complete, str(report)
    assert (report.sent, report.unchanged) == (5, 0)
    assert remote(server) == local(path)

    same = pushed(path, url)
    assert (same.sent, same.unchanged, same.requests) == (0, 5, 0)

    changed = replace(world[0], statements=world[0].statements[:2])
    store_of(path, [changed, world[2]])
    later = pushed(path, url)
    assert later.complete, str(later)
    assert (later.sent, later.unchanged, later.removed) == (1, 3, 1)
    assert remote(server) == local(path)
    assert article_iri("zwei.jsonl#2") not in remote(server)

    repeated = pushed(path, url, again=True)
    assert repeated.sent == 4
    assert remote(server) == local(path)


def test_hostile_names_arrive_unchanged(way: tuple[Server, str], tmp_path: Path) -> None:
    server, url = way
    readings = hostile_world()
    if isinstance(server, Virtuoso):
        # Virtuoso 7.2 shortens IRIs of more than 1,879 characters.
        readings = [one for one in readings if len(one.article.text) < 1000]
    path = store_of(tmp_path / "store", readings)
    report = pushed(path, url, again=True)
    assert report.complete, str(report)
    there, here = remote(server), local(path)
    assert there.keys() == here.keys()
    for graph, triples in here.items():
        assert there[graph] == triples


def test_long_graphs_are_sent_in_parts(oxigraph: Oxigraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg_builder.export.push.TRIPLES", 40)
    emptied(oxigraph)
    path = store_of(tmp_path / "store", small_world())
    report = pushed(path, oxigraph.update, again=True)
    assert report.complete
    assert report.requests > 20
    assert remote(oxigraph) == local(path)


def test_a_selection_can_be_pushed(oxigraph: Oxigraph, tmp_path: Path) -> None:
    emptied(oxigraph)
    path = store_of(tmp_path / "store", small_world())
    selection = Selection(types=frozenset({"Aid"}))
    assert pushed(path, oxigraph.store, again=True).complete
    assert pushed(path, oxigraph.store, selection).complete
    assert remote(oxigraph) == local(path, selection)


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_a_push_goes_on_after_the_server_was_away(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    server = emptied(request.getfixturevalue(name))
    url = server.store
    world = small_world()
    many = [replace(world[2], article=replace(world[2].article, id=f"many/{n}.txt")) for n in range(40)]
    path = store_of(tmp_path / "store", [*world, *many])
    with Store.open(path) as store:
        done: list[int] = []

        def stop_half_way(triples: int) -> None:
            done.append(triples)
            if len(done) == 3:
                server.stop()

        endpoint = Endpoint(url, DBA, attempts=2, sleep=lambda _: None)
        cut = push(store, endpoint, tmp_path / "notes.jsonl", again=True, progress=stop_half_way)
    assert (cut.complete, cut.sent) == (False, 3)
    assert "run the same command again" in str(cut)
    server.start()
    rest = pushed(path, url)
    assert (rest.complete, rest.sent, rest.unchanged) == (True, len(many) + 2, 3)
    assert remote(server) == local(path)
    store_of(path, [])
    assert pushed(path, url).complete
    assert remote(server) == local(path)
