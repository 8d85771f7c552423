"""Pictures for people who write: who stood how towards whom, over time, as a matrix and as a network."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from kg_builder.records import Actor, Statement

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PlotKind = Literal["timeline", "matrix", "network"]
ENDINGS = (".svg", ".png")
COUNTERPARTS = {"matrix": 9, "network": 18}


def plot(
    kind: PlotKind,
    statements: Iterable[Statement],
    names: Sequence[str],
    path: Path,
    lang: str = "en",
) -> None:
    """Draws the actors of these names from stances and events, as SVG or PNG by the path's ending.

    timeline: for one actor the statements it makes and receives by time, for two what they say of each other, for more
    one row each. matrix: sources by targets. network: who is tied to whom. Where a matrix or network has a single
    actor, its most frequent counterparts join it. names: IRIs or names in any language known. The same input gives the
    same bytes. Raises ValueError for an unknown kind or ending or where there is nothing to draw, LookupError for a
    name that fits no actor, ImportError where the extra `plot` is not installed.
    """
    if kind not in get_args(PlotKind):
        raise ValueError(f"no plot called {kind!r}; there are: {', '.join(get_args(PlotKind))}")
    if path.suffix.lower() not in ENDINGS:
        raise ValueError(f"{path}: the ending must be one of {', '.join(ENDINGS)}")
    from kg_builder.browse import charts

    relations = [one for one in statements if one.kind in ("stance", "event") and (one.source or one.target)]
    actors = find_actors(names, relations)
    if kind in COUNTERPARTS and len(actors) == 1:
        actors += counterparts(actors[0], relations, COUNTERPARTS[kind])
    draw: Callable[[Sequence[Statement], Sequence[Actor], str], Figure] = {
        "timeline": charts.timeline,
        "matrix": charts.matrix,
        "network": charts.network,
    }[kind]
    charts.save(lambda: draw(relations, actors, lang), path)


def find_actors(names: Sequence[str], statements: Iterable[Statement]) -> list[Actor]:
    """The actors of these IRIs or names, each once; raises LookupError with near names for one that fits none."""
    known: dict[str, Actor] = {}
    for one in statements:
        for participant in (one.source, one.target):
            if participant:
                actor = participant.actor
                for name in (actor.id, actor.label, *(label for _, label in actor.labels)):
                    known.setdefault(name.casefold(), actor)
    found: dict[str, Actor] = {}
    for name in names:
        actor_found = known.get(name.casefold())
        if actor_found is None:
            near = difflib.get_close_matches(name.casefold(), known, n=3)
            hint = f"; did you mean {', '.join(known[one].label for one in near)}?" if near else ""
            raise LookupError(f"no statement has an actor called {name!r}{hint}")
        found.setdefault(actor_found.id, actor_found)
    if not found:
        raise ValueError("name at least one actor")
    return list(found.values())


def counterparts(actor: Actor, statements: Iterable[Statement], most: int) -> list[Actor]:
    """Those whom an actor has most statements with, most first."""
    counts: Counter[str] = Counter()
    actors: dict[str, Actor] = {}
    for one in statements:
        if one.source and one.target and actor.id in (one.source.actor.id, one.target.actor.id):
            other = one.target.actor if one.source.actor.id == actor.id else one.source.actor
            if other.id != actor.id:
                counts[other.id] += 1
                actors[other.id] = other
    ranked = sorted(counts, key=lambda identifier: (-counts[identifier], actors[identifier].label))
    return [actors[identifier] for identifier in ranked[:most]]
