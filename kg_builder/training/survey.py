"""What the statement corpus holds, and names in it that the actor base spells otherwise."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.training.notes import Annotated, is_set_aside

RARE = 60


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A name in a document that is another name of an actor of the base, and the label that the base gives it."""

    article: str
    name: str
    label: str


def counts(documents: Sequence[Annotated]) -> Iterator[str]:
    """Lines of a report: documents, lines, what is empty and set aside, by language; and types with few lines."""
    for lang in sorted({d.record["lang"] for d in documents}):
        own = [d for d in documents if d.record["lang"] == lang]
        lines = sum(len(d.lines) for d in own)
        empty = sum(not any(not line.optional for line in d.lines) for d in own)
        aside = sum(is_set_aside(d.record["id"]) for d in own)
        yield f"{lang}: {len(own)} texts, {lines} lines, {empty} texts with nothing to find, {aside} set aside"
        types = Counter(line.types[0] for d in own for line in d.lines)
        yield "    " + ", ".join(f"{name} {n}" for name, n in types.most_common())
        if few := [f"{name} {n}" for name, n in types.items() if n < RARE]:
            yield f"    fewer than {RARE}: {', '.join(sorted(few))}"


def misnamed(documents: Sequence[Annotated], kb: KnowledgeBase) -> list[Misnamed]:
    """First names of sources and targets that are no label of the base but another English name of one of its actors.

    "Georgia" in a text on the American state would be found, too: read the list, do not apply it.
    """
    labels = {entry.actor.label for entry in kb.entries.values()}
    found: list[Misnamed] = []
    for document in documents:
        for line in document.lines:
            for name in (line.source[0], line.target[0]):
                if name and name not in labels and (actor := kb.by_label(name)) and actor.label != name:
                    found.append(Misnamed(document.record["id"], name, actor.label))
    return list(dict.fromkeys(found))
