"""Whom the network takes a word to mention again: its antecedents, joined by actor."""

from spacy.tokens import Doc

from kg_builder.actors.anchors import Anchors
from kg_builder.records import Actor


class Pointed:
    """Reads `doc.user_data["kg_antecedents"]`, which other pipelines do not leave: then nobody is pointed at."""

    def __init__(self, doc: Doc, anchors: Anchors) -> None:
        self._rows: dict[int, tuple[tuple[int, float], ...]] = doc.user_data.get("kg_antecedents") or {}
        self._anchors = anchors
        self._known: dict[int, tuple[int, dict[str, float]]] = {}

    def shares(self, token: int) -> dict[str, float]:
        """How likely a token mentions each actor (by IRI; the sum is at most 1).

        Where it points at a word that is no mention, what that word points at counts in its place.
        """
        size = len(self._anchors)
        if token not in self._known or self._known[token][0] != size:
            self._known[token] = size, self._shares(token)
        return self._known[token][1]

    def _shares(self, token: int) -> dict[str, float]:
        found: dict[str, float] = {}
        for other, share in self._rows.get(token, ()):
            actor = self._actor(other)
            if actor is not None:
                found[actor.id] = found.get(actor.id, 0.0) + share
                continue
            for further, rest in self._rows.get(other, ()):
                if further != token and (actor := self._actor(further)) is not None:
                    found[actor.id] = found.get(actor.id, 0.0) + share * rest
        return found

    def likely(self, token: int, least: float) -> Actor | None:
        """The actor that a token mentions at least so likely, if any."""
        shares = self.shares(token)
        best = max(shares, key=lambda key: (shares[key], key), default=None)
        if best is None or shares[best] < least:
            return None
        return next((one.actor for one in self._anchors if one.actor.id == best), None)

    def _actor(self, token: int) -> Actor | None:
        one = self._anchors.over(token)
        return one.actor if one is not None and not one.part else None
