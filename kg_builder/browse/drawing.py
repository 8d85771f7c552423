"""The network as pyvis builds it: nodes with their places, bundled edges, and the options of the canvas."""

import json
import math
from importlib.resources import files
from typing import Any

from pyvis.network import Network

from kg_builder.browse.layout import Place, positions
from kg_builder.browse.payload import Content

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom"},
    "edges": {"smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.12}, "selectionWidth": 0},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "tooltipDelay": 100000,
    },
}
_SMALLEST, _LARGEST = 11.0, 36.0


def network(content: Content) -> Network:
    """A pyvis network whose node and edge numbers are those of the content's actors and edges."""
    net = Network(directed=True, cdn_resources="in_line")
    most = max(content.involvement, default=0)
    radii = [_radius(n, most) for n in content.involvement]
    places = [Place(actor.id, radius, len(actor.label)) for actor, radius in zip(content.actors, radii, strict=True)]
    for i, ((x, y), radius) in enumerate(zip(positions(places, _ties(content)), radii, strict=True)):
        label = content.actors[i].label or content.actors[i].id
        net.add_node(i, label=label, shape="custom", group=content.actors[i].type, size=radius, x=x, y=y)
    for i, edge in enumerate(content.edges):
        net.add_edge(edge.source, edge.target, id=i, polarity=edge.polarity, statements=list(edge.statements))
    net.set_options(json.dumps(_OPTIONS))
    return net


def _radius(involvement: int, most: int) -> float:
    """Radius of a node whose area grows with its actor's involvement."""
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(involvement / most), 1) if most else _SMALLEST


def _ties(content: Content) -> dict[tuple[int, int], tuple[int, int]]:
    """For each pair with an edge: how many statements, and the sum of their polarities."""
    ties: dict[tuple[int, int], tuple[int, int]] = {}
    for edge in content.edges:
        pair = min(edge.source, edge.target), max(edge.source, edge.target)
        number, polarity = ties.get(pair, (0, 0))
        ties[pair] = number + len(edge.statements), polarity + edge.polarity * len(edge.statements)
    return ties


def renderer() -> str:
    """The drawing library that comes with pyvis, as JavaScript that can stand inside a script element.

    Raises FileNotFoundError where the installed pyvis carries none.
    """
    folder = files("pyvis") / "templates" / "lib"
    found = sorted(one.name for one in folder.iterdir() if one.name.startswith("vis-"))
    versions = sorted(found, key=lambda name: [int(part) for part in name.removeprefix("vis-").split(".")])
    if not versions:
        raise FileNotFoundError("the installed pyvis has no vis-network beside its templates")
    source = (folder / versions[-1] / "vis-network.min.js").read_text(encoding="utf-8")
    lines = (line for line in source.split("\n") if not line.startswith("//# sourceMappingURL="))
    return "\n".join(lines).replace("</script", "<\\/script").replace("<!--", "<\\!--")
