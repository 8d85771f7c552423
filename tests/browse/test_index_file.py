"""The kept index is the one that a fresh reading of the store would give, whatever happened to store and file."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import fill
from world import World, make_world

from kg_builder.browse import index_file
from kg_builder.browse.columns import Columns, describe, read_columns
from kg_builder.browse.index_file import NAME, Kept, load, open_index, packed, save, state_of
from kg_builder.browse.texts import Texts
from kg_builder.graph.store import Store
from kg_builder.records import Actor, Article, Office, Participant, Phrase, Reading, Statement


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "store", make_world(12, 5))
    with Store.open(tmp_path / "store") as store:
        open_index(store)
    return tmp_path / "store"


def reading(article: str, label: str, count: int = 3) -> Reading:
    """An article whose statements all have one source."""
    actor = Actor(f"urn:actor:{label}", label, "person", (("de", label),), None, (), (Office("Minister", "urn:x"),))
    statements = tuple(
        Statement(
            f"{article}-{k}", article, "stance", "Warn" if k % 2 else "Invented", Participant(actor, 0, 3), None,
            Phrase("x", 0, 1), (0, 3), -1,
        )
        for k in range(count)
    )  # fmt: skip
    return Reading(Article(article, "a b c", "en", f"Title of {article}", "2022-03-04"), (), statements)


def same(a: Columns, b: Columns) -> bool:
    mine, other = packed(a), packed(b)
    return mine.keys() == other.keys() and all(np.array_equal(mine[name], other[name]) for name in mine)


def change_nothing(store: Store) -> None:
    pass


def add(store: Store) -> None:
    store.put(reading("new", "Newcomer"), "1")
    store.put(reading("zz last", "Last\ud800"), "1")


def change(store: Store) -> None:
    store.put(reading("article-003.en.txt", "Other", 7), "another")


def withdraw(store: Store) -> None:
    assert store.withdraw("article-003.en.txt")


def all_of_it(store: Store) -> None:
    store.prune(["article-004.de.txt"])
    add(store)


@pytest.mark.parametrize("work", [change_nothing, add, change, withdraw, all_of_it])
def test_brought_up_to_date_as_if_read_anew(path: Path, work: Callable[[Store], None]) -> None:
    with Store.open(path, write=True) as store:
        work(store)
    with Store.open(path) as store:
        index = open_index(store)
        kept = load(path / NAME)
        fresh = read_columns(store)
        assert kept is not None
        assert same(kept.columns, fresh)
        assert kept.actors == describe(store, fresh) == index.actors
        assert kept.state == state_of(path)


def test_only_what_changed_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = index_file.read_columns.__globals__["Reader"].read
    monkeypatch.setattr(
        "kg_builder.browse.columns.Reader.read",
        lambda self, graph, origin: (read.append(graph), whole(self, graph, origin))[1],
    )
    with Store.open(path) as store:
        open_index(store)
    assert read == []
    with Store.open(path, write=True) as store:
        add(store)
    with Store.open(path) as store:
        open_index(store)
    assert sorted(one.rsplit("/", 1)[1] for one in read) == ["new", "zz%20last"]


def test_reading_keeps_the_state_and_writing_changes_it(path: Path) -> None:
    before = state_of(path)
    with Store.open(path) as store:
        assert len(list(store.articles())) > 0
    assert state_of(path) == before
    with Store.open(path, write=True) as store:
        store.put(reading("new", "Newcomer"), "1")
    assert state_of(path) != before


@pytest.mark.parametrize("damage", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_damaged_file_is_made_anew(path: Path, damage: bytes) -> None:
    (path / NAME).write_bytes(damage)
    with Store.open(path) as store:
        assert len(open_index(store).statements) > 0
    assert load(path / NAME) is not None


def test_a_file_cut_short_is_made_anew(path: Path) -> None:
    whole = (path / NAME).read_bytes()
    for size in (len(whole) // 3, len(whole) - 100):
        (path / NAME).write_bytes(whole[:size])
        assert load(path / NAME) is None


def test_a_folder_that_refuses_is_borne(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path / NAME).unlink()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("kg_builder.browse.index_file.tempfile.mkstemp", refuse)
    with Store.open(path) as store:
        assert len(open_index(store).statements) > 0
    assert not (path / NAME).exists()


def test_an_empty_store(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", write=True):
        pass
    with Store.open(tmp_path / "store") as store:
        for _ in range(2):
            index = open_index(store)
            assert (len(index.statements), len(index.articles), index.actors, len(index.ties)) == (0, 0, [], 0)
            assert index.search("x") == index.search_titles("x") == []


@given(st.lists(st.text(st.characters(), max_size=20)))
def test_texts_come_back(texts: list[str]) -> None:
    held = Texts.of(texts)
    assert list(held) == texts
    assert list(Texts.joined([held.part(0, len(texts) // 2), held.part(len(texts) // 2, len(texts))])) == texts


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(), max_size=20), st.text(st.characters(), max_size=20))
def test_any_actor_comes_back(tmp_path_factory: pytest.TempPathFactory, label: str, office: str) -> None:
    actor = Actor("urn:a", label, "state", (("de", label),), "DEU", (label,), (Office(office, label, "2020"),), True)
    folder = tmp_path_factory.mktemp("index")
    with Store.open(folder / "store", write=True):
        pass
    with Store.open(folder / "store") as store:
        kept = Kept(state_of(store.path), read_columns(store), [actor])
    save(kept, folder / NAME)
    back = load(folder / NAME)
    assert back is not None
    assert back.actors == [actor]
    assert {one.name for one in fields(back)} == {"state", "columns", "actors"}
    assert replace(back, columns=kept.columns) == kept


def test_rows_stand_in_the_order_of_articles(world: World, path: Path) -> None:
    with Store.open(path) as store:
        index = open_index(store)
        assert list(index.articles) == store.graphs()
        for row, statement in enumerate(index.statements):
            graph = index.articles[index.article_of(row)]
            assert store.graph_of(statement) == graph
            assert index.row_in(graph, statement) == row
        assert index.row_in("urn:none", index.statements[0]) is None
        assert index.row_in(index.articles[0], "none") is None
