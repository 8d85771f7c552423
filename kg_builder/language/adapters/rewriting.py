"""A dependency tree that can be rewritten: heads and relations as lists, set back on the Doc at the end."""

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc


@dataclass(slots=True)
class Tree:
    """Heads (a root is its own) and relations by token."""

    heads: list[int]
    relations: list[str]

    @classmethod
    def of(cls, doc: Doc) -> "Tree":
        return cls([t.head.i for t in doc], [t.dep_ for t in doc])

    def children(self, i: int) -> list[int]:
        """Tokens that hang on a token, in order."""
        return [j for j, head in enumerate(self.heads) if head == i and j != i]

    def is_root(self, i: int) -> bool:
        return self.heads[i] == i

    def attach(self, i: int, head: int, relation: str) -> None:
        """Hangs a token on another."""
        self.heads[i], self.relations[i] = head, relation

    def promote(self, i: int, relation: str, keep: frozenset[str] = frozenset()) -> None:
        """A token takes the place of its head, which becomes its dependent with the relation and gives up its other
        dependents, except those whose relation is in `keep`."""
        old = self.heads[i]
        above = self.heads[old]
        for child in self.children(old):
            if child != i and self.relations[child] not in keep:
                self.heads[child] = i
        self.attach(i, i if above == old else above, "ROOT" if above == old else self.relations[old])
        self.attach(old, i, relation)

    def set_on(self, doc: Doc) -> None:
        """Writes the tree to the Doc; the sentences stay as they were."""
        strings = doc.vocab.strings
        rows = [
            [(head - i) % 2**64, strings.add("ROOT" if head == i else relation)]
            for i, (head, relation) in enumerate(zip(self.heads, self.relations, strict=True))
        ]
        doc.from_array(["HEAD", "DEP"], np.array(rows, dtype=np.uint64).reshape(-1, 2))
