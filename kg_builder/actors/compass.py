"""Points of the compass that stand for a state: "der Norden" for Nordkorea."""

from collections.abc import Sequence

from kg_builder.actors.anchors import Anchor
from kg_builder.actors.knowledge import ActorEntry, KnowledgeBase
from kg_builder.actors.names import Names
from kg_builder.actors.references import References
from kg_builder.records import Actor


class Compass:
    """Finds the states of one document that points of the compass stand for."""

    def __init__(self, lang: str, kb: KnowledgeBase, names: Names, words: References) -> None:
        self._lang, self._kb, self._names, self._words = lang, kb, names, words

    def state(self, word: str, seen: Sequence[Anchor]) -> Actor | None:
        """The state last spoken of whose name begins so; else the other part of a divided country spoken of.

        word: as in the text ("Norden"). seen: mentions up to there.
        """
        beginning = self._words.compass[word]
        states = [self._kb.entries[one.actor.id] for one in reversed(seen) if one.actor.type == "state"]
        for entry in states:
            if any(name.casefold().startswith(beginning) for name in entry.aliases(self._lang)):
                return entry.actor
        return next((found for entry in states if (found := self._other_part(entry, beginning))), None)

    def _other_part(self, entry: ActorEntry, beginning: str) -> Actor | None:
        """The state of the same name but for its beginning (North Korea for South Korea)."""
        opposite = self._words.opposite.get(beginning, "")
        for name in entry.aliases(self._lang) if opposite else ():
            if name.casefold().startswith(opposite):
                for alias in self._names.actors.named((beginning + name[len(opposite) :]).title()):
                    state = self._kb.actor(alias.iri)
                    if state.type == "state" and alias.form == "name":
                        return state
        return None
