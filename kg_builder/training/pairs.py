"""Counts who acts on whom in annotated documents, for statements.pairs."""

from collections import Counter
from collections.abc import Iterable

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.statements.options import group_of
from kg_builder.statements.pairs import Counts, key
from kg_builder.training.notes import Annotated

FEWEST = 2
"""Documents in which a pair must occur."""


def counted(documents: Iterable[Annotated], kb: KnowledgeBase) -> Counts:
    """By pair and group of types, the number of documents; pairs of one document only and own states are left out."""
    found: dict[str, Counter[str]] = {}
    texts: Counter[str] = Counter()
    for document in documents:
        acts: set[tuple[str, str]] = set()
        for line in document.lines:
            source, target = side(line.source[0], kb), side(line.target[0], kb)
            if line.types[0] != "HoldsOffice" and source and target and source != target:
                acts.add((key(source, target), group_of(line.types[0])))
        for pair, group in acts:
            found.setdefault(pair, Counter())[group] += 1
        texts.update({pair for pair, _ in acts})
    return {pair: dict(sorted(found[pair].items())) for pair in sorted(found) if texts[pair] >= FEWEST}


def side(label: str | None, kb: KnowledgeBase) -> str | None:
    """The IRI of the state or organisation that a known actor acts for, else its own."""
    actor = kb.by_label(label) if label else None
    return (kb.entries[actor.id].parent or actor.id) if actor else None
