"""Pictures of actors: drawn the same every time, with names as text."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest
from world import World

from kg_builder.browse.plot import counterparts, find_actors, plot
from kg_builder.records import Actor, Participant

pytest.importorskip("matplotlib", reason="plots need the extra 'plot'")


def texts(path: Path) -> str:
    return " ".join("".join(one.itertext()) for one in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text"))


@pytest.mark.parametrize("kind", ["timeline", "matrix", "network"])
def test_svg_is_deterministic_and_holds_the_names(kind: str, world: World, tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        plot(kind, world.statements, ["Russia"], tmp_path / name)  # type: ignore[arg-type]
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert "Russia" in texts(tmp_path / "a.svg")


@pytest.mark.parametrize("kind", ["timeline", "matrix", "network"])
def test_png(kind: str, world: World, tmp_path: Path) -> None:
    plot(kind, world.statements, ["Russland", "Ukraine", "NATO"], tmp_path / "a.png", "de")  # type: ignore[arg-type]
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_a_pair_has_a_row_for_each_direction(world: World, tmp_path: Path) -> None:
    plot("timeline", world.statements, ["Russland", "NATO"], tmp_path / "a.svg", "de")
    shown = texts(tmp_path / "a.svg")
    assert "Russland gegenüber NATO" in shown
    assert "NATO gegenüber Russland" in shown


def test_matrix_counts_what_one_says_of_the_other(world: World, tmp_path: Path) -> None:
    plot("matrix", world.statements, ["Ukraine", "Poland"], tmp_path / "a.svg")
    ukraine, poland = find_actors(["Ukraine", "Poland"], world.statements)
    count = sum(
        one.kind in ("stance", "event")
        and one.source is not None
        and one.target is not None
        and (one.source.actor.id, one.target.actor.id) == (ukraine.id, poland.id)
        for one in world.statements
    )
    assert count > 0
    assert str(count) in texts(tmp_path / "a.svg").split()


def test_hostile_names_are_text(world: World, tmp_path: Path) -> None:
    bad = Actor("urn:bad", "<script>$\\frac{1}{0}$&\x00", "person")
    one = next(one for one in world.statements if one.source and one.target and one.date)
    hostile = [replace(one, source=Participant(bad))]
    for kind in ("timeline", "matrix", "network"):
        plot(kind, hostile, [bad.id], tmp_path / "a.svg")  # type: ignore[arg-type]
        assert "<script>$\\frac{1}{0}$&" in texts(tmp_path / "a.svg")


def test_what_cannot_be_drawn_is_said(world: World, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="did you mean Russia"):
        plot("matrix", world.statements, ["Rusia"], tmp_path / "a.svg")
    with pytest.raises(ValueError, match=r"\.svg"):
        plot("matrix", world.statements, ["Russia"], tmp_path / "a.gif")
    with pytest.raises(ValueError, match="pie"):
        plot("pie", world.statements, ["Russia"], tmp_path / "a.svg")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one"):
        find_actors([], world.statements)
    undated = [replace(one, date=None) for one in world.statements]
    with pytest.raises(ValueError, match="no dated statements"):
        plot("timeline", undated, ["Russia"], tmp_path / "a.svg")


def test_counterparts_come_by_frequency(world: World) -> None:
    (russia,) = find_actors(["Russland"], world.statements)
    few, many = counterparts(russia, world.statements, 3), counterparts(russia, world.statements, 10)
    assert many[:3] == few
    assert russia not in many
