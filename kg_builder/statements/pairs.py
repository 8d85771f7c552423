"""Who usually acts on whom: how many annotated texts have a state, or who acts for it, as source and another as target.

What a careful reader knows of the world tells who is meant where the text leaves it open ("Lavrov warned"). The counts
are of the statement corpus (training/pairs.py) and enter the choice of a target as features (options.py).
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kg_builder.records import Actor

Counts = Mapping[str, Mapping[str, int]]
"""By pair (`key`), the number of texts for each group of types."""
OFTEN = 5
"""Texts from which on a pair is common, so that what the corpus is full of does not outweigh what the text says."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The counts. parent: the state or organisation that a known actor acts for, by IRI."""

    counts: Counts = field(default_factory=dict)
    parent: Callable[[str], str | None] = lambda _: None

    def side(self, actor: Actor) -> str:
        """The IRI of whom an actor acts for: its state, else that of an office that the text gives, else itself."""
        return self.parent(actor.id) or next((office.of for office in actor.offices), actor.id)

    def features(self, source: str | None, target: Actor, group: str) -> Iterator[tuple[str, float]]:
        """How common it is that this side acts on the target's, in any way and in one of a group of types."""
        if source is None:
            return
        other = self.side(target)
        known = self.counts.get(key(source, other), {})
        yield f"own side:{group}", float(source == other)
        yield "pair", math.log(1 + min(OFTEN, sum(known.values())))
        same = math.log(1 + min(OFTEN, known.get(group, 0)))
        yield "pair in this way", same
        yield f"pair in this way:{group}", same


def key(source: str, target: str) -> str:
    """A pair of IRIs by their last parts."""
    return f"{source.rpartition('/')[2]} {target.rpartition('/')[2]}"
