"""What the network formats share: nodes and edges in order, and text that XML can hold."""

import json
import re
from collections.abc import Iterator
from html import escape

from kg_builder.graph.contents import Contents
from kg_builder.graph.network import Attributes, edge_attributes, node_attributes
from kg_builder.graph.selection import Selection
from kg_builder.records import Actor

# XML 1.0 has no way to write these characters.
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
EXACT = "_json"
"""A text with such characters is written with U+FFFD in their place, and beside it, exactly, as a JSON string."""


def nodes_of(store: Contents, selection: Selection) -> list[tuple[str, Attributes]]:
    """The actors that a selected statement joins, sorted by identifier."""
    found: dict[str, Actor] = {}
    for reading in store.readings(selection):
        for one in reading.statements:
            if one.source is not None and one.target is not None and selection.takes(one, reading.article):
                for actor in (one.source.actor, one.target.actor):
                    found.setdefault(actor.id, actor)
    return [(name, node_attributes(actor)) for name, actor in sorted(found.items())]


def edges_of(store: Contents, selection: Selection) -> Iterator[tuple[str, str, str, Attributes]]:
    """The selected statements between two actors: id, source, target, attributes."""
    for reading in store.readings(selection):
        for one in reading.statements:
            if one.source is not None and one.target is not None and selection.takes(one, reading.article):
                yield one.id, one.source.actor.id, one.target.actor.id, edge_attributes(one, reading.article)


def xml_text(text: str) -> str:
    """Text for an XML element or attribute; line ends and tabs as references, so that no parser changes them."""
    plain = escape(NOT_XML.sub("\ufffd", text))
    return plain.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def exact(attributes: Attributes) -> Attributes:
    """The attributes, and beside each text that XML cannot hold its JSON string."""
    extra: Attributes = {
        name + EXACT: json.dumps(value)
        for name, value in attributes.items()
        if isinstance(value, str) and NOT_XML.search(value)
    }
    return attributes | extra
