"""The index counts what the statements say."""

from collections import Counter
from collections.abc import Iterator

import pytest
from stores import fill
from world import World

from kg_builder.browse.library import Library


@pytest.fixture(scope="module")
def library(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("store")
    fill(path / "store", world)
    opened = Library(path / "store")
    yield opened
    opened.close()


def relations(world: World) -> Counter[tuple[str, str, int]]:
    return Counter(
        (one.source.actor.label, one.target.actor.label, one.polarity)
        for one in world.statements
        if one.kind in ("stance", "event") and one.source and one.target
    )


def test_ties_are_those_of_the_statements(library: Library, world: World) -> None:
    index = library.index
    label = [actor.label for actor in index.actors]
    ties = {(label[tie.source], label[tie.target], tie.polarity): tie.count for tie in index.ties}
    assert ties == relations(world)
    assert [tie.count for tie in index.ties] == sorted(ties.values(), reverse=True)


def test_counterparts_and_statements_of_an_actor(library: Library, world: World) -> None:
    index, russia = library.index, library.actor_number("Q159")
    assert russia is not None
    wanted: Counter[str] = Counter()
    for (source, target, _), count in relations(world).items():
        if "Russia" in (source, target):
            wanted[target if source == "Russia" else source] += count
    found = {index.actors[one.actor].label: one.count for one in index.counterparts(russia)}
    assert found == wanted
    own = {one.id for one in world.statements if any(p and p.actor.label == "Russia" for p in (one.source, one.target))}
    assert {index.statements[row] for row in index.rows_of(russia).tolist()} == own


def test_between_holds_both_directions(library: Library, world: World) -> None:
    index = library.index
    a, b = library.actor_number("Q159"), library.actor_number("Q30")
    assert a is not None
    assert b is not None
    names = {"Russia", "United States"}
    wanted = {
        one.id
        for one in world.statements
        if one.source and one.target and {one.source.actor.label, one.target.actor.label} == names
    }
    assert {index.statements[row] for row in index.between(a, b).tolist()} == wanted
    assert index.between(a, b).tolist() == sorted(index.between(b, a).tolist()) or wanted


def test_months_sum_to_the_dated_statements(library: Library) -> None:
    index, russia = library.index, library.actor_number("Q159")
    assert russia is not None
    rows = index.rows_of(russia)
    months = index.months(rows)
    assert sum(sum(counts) for _, *counts in months) == len(rows)
    assert [name for name, *_ in months] == sorted(name for name, *_ in months)


def test_found_statements_are_whole(library: Library, world: World) -> None:
    index, russia = library.index, library.actor_number("Q159")
    assert russia is not None
    by_id = {one.id: one for one in world.statements}
    for found in library.found(index.newest(index.rows_of(russia))[:20]):
        original = by_id[found.statement.id]
        assert found.statement.cue == original.cue
        assert found.article == world.articles[original.article]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("russia", "Russia"),
        ("RUSSL", "Russia"),
        ("lawrow", "Sergey Lavrov"),
        ("turkei", "Turkey"),
        ("Türkei", "Turkey"),
    ],
)
def test_search_finds_names_in_any_language_without_accents(library: Library, text: str, first: str) -> None:
    assert library.index.actors[library.index.search(text)[0]].label == first


def test_search_finds_nothing_for_nothing(library: Library) -> None:
    assert library.index.search("") == []
    assert library.index.search("\n") == []
    assert library.index.search("zzzz") == []
    assert library.index.search_titles("day 1 ")
