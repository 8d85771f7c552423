"""What has been said so far, while a document is read: mentions, and how salient their actors are."""

from collections import Counter
from collections.abc import Set

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, Anchors, is_subject
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.records import Actor


class Discourse:
    """The mentions up to a point of one document; `add` also keeps new ones among the document's anchors."""

    def __init__(self, doc: Doc, kb: KnowledgeBase, anchors: Anchors) -> None:
        self.doc, self.anchors = doc, anchors
        self.seen: list[Anchor] = []
        self.weights: Counter[str] = Counter()
        self._kb = kb
        self._sentence = {token.i: number for number, sent in enumerate(doc.sents) for token in sent}

    def see(self, one: Anchor) -> None:
        """A mention has been read."""
        self.seen.append(one)
        self.weights[one.actor.id] += 1

    def add(self, one: Anchor) -> None:
        """A word has turned out to be a mention."""
        self.anchors.add(one)
        self.see(one)

    def away(self, token: int, one: Anchor) -> int:
        """How many sentences a mention lies before a token."""
        return self._sentence[token] - self._sentence[one.head]

    def parent(self, actor: Actor) -> Actor | None:
        """The state (or organisation) that a person acts for."""
        entry = self._kb.entries.get(actor.id)
        parent = self._kb.entries.get(entry.parent) if entry and entry.parent else None
        return parent.actor if parent else None

    def state_spoken_of(self, token: Token, nearest: bool = False, barred: Set[str] = frozenset()) -> Actor | None:
        """The state that a text is about, or (nearest) that was spoken of last; None where two come out alike.

        barred: IRIs of states that are not meant.
        """
        scores: dict[str, tuple[float, Actor]] = {}
        for one in self.seen:
            if one.actor.type == "state" and one.actor.id not in barred:
                near = (1.5 if nearest else 0.7) / (1 + self.away(token.i, one))
                score = near + 0.1 * is_subject(self.doc[one.head]) + (0.05 if nearest else 0.25)
                scores[one.actor.id] = (scores.get(one.actor.id, (0.0, one.actor))[0] + score, one.actor)
        ranked = sorted(scores.values(), key=lambda pair: (-pair[0], pair[1].id))
        if not ranked or (len(ranked) > 1 and ranked[0][0] < CLEARLY * ranked[1][0]):
            return None
        return ranked[0][1]


CLEARLY = 1.1
"""How many times as salient as the next a state must be to be the one spoken of."""
