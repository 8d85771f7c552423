"""Counts who acts on whom in annotated documents, for statements.pairs."""

from collections import Counter
from collections.abc import Iterable

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.statements.options import group_of
from kg_builder.statements.pairs import Counts, Pairs, key
from kg_builder.training.notes import Annotated

FEWEST = 2
"""Documents in which a pair must occur."""


def counted(documents: Iterable[Annotated], kb: KnowledgeBase) -> Counts:
    """By pair and group of types, the number of documents; pairs of one document only and own states are left out."""
    known = Pairs(parent=kb.parent)

    def side(label: str | None) -> str | None:
        actor = kb.by_label(label) if label else None
        return known.side(actor) if actor else None

    found: dict[str, Counter[str]] = {}
    texts: Counter[str] = Counter()
    for document in documents:
        acts: set[tuple[str, str]] = set()
        for line in document.lines:
            source, target = side(line.source[0]), side(line.target[0])
            if line.types[0] != "HoldsOffice" and source and target and source != target:
                acts.add((key(source, target), group_of(line.types[0])))
        for pair, group in acts:
            found.setdefault(pair, Counter())[group] += 1
        texts.update({pair for pair, _ in acts})
    return {pair: dict(sorted(found[pair].items())) for pair in sorted(found) if texts[pair] >= FEWEST}
