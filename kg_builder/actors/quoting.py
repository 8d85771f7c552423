"""Which tokens stand between quotation marks, and who cannot be meant there."""

from spacy.tokens import Doc

from kg_builder.actors.anchors import is_subject
from kg_builder.actors.references import References

OPENING, CLOSING = "„»«“", "”“«»"
LONGEST = 200
"""Tokens after which an open quotation mark counts as a stray one."""


class Quoting:
    """Quotation marks of one document."""

    def __init__(self, doc: Doc, words: References) -> None:
        self._doc = doc
        self._inside = self._number(words.listed("quotes"))

    def _number(self, marks: frozenset[str]) -> list[int]:
        """For each token the number of the quotation it stands in, 0 outside."""
        found = [0] * len(self._doc)
        opened, count = None, 0
        for token in self._doc:
            if token.text in marks:
                if opened is None:
                    opened = token.i
                else:
                    count += 1
                    found[opened + 1 : token.i] = [count] * (token.i - opened - 1)
                    opened = None
            elif opened is not None and token.i - opened > LONGEST:
                opened = None
        return found

    def inside(self, token: int) -> bool:
        """Whether a token stands in a quotation."""
        return self._inside[token] != 0

    def bars(self, token: int, antecedent: int) -> bool:
        """Whether a word in a quotation cannot take up this mention: its speaker is "I" there."""
        number = self._inside[token]
        if not number or self._inside[antecedent]:
            return False
        same = self._doc[token].sent.start == self._doc[antecedent].sent.start
        return same and is_subject(self._doc[antecedent])
