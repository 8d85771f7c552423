"""Where reader and lexicon meet: one candidate a cue token, with what either witness says about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from kg_builder.language.clauses import Clause, clause_of
from kg_builder.language.components import CueReading
from kg_builder.statements.frames import LexicalCue


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may be the cue of statements; `reader` or `lexical` is None where that witness is silent."""

    token: int
    tokens: tuple[int, ...]
    clause: Clause
    reader: CueReading | None
    lexical: LexicalCue | None

    @property
    def reader_types(self) -> Mapping[str, float]:
        """The reader's probability of each type."""
        return dict(self.reader.types) if self.reader else {}

    def pointer(self, name: str) -> Mapping[int, float]:
        """The reader's probability of each token for a role; -1: none."""
        return dict(dict(self.reader.pointers)[name]) if self.reader else {}


def candidates(doc: Doc, readings: Iterable[CueReading], lexical: Iterable[LexicalCue]) -> list[Candidate]:
    """All candidates in text order. A reader's cue meets the lexical cue that shares a token with it."""
    by_token: dict[int, LexicalCue] = {}
    for cue in lexical:
        for i in cue.tokens:
            by_token.setdefault(i, cue)
    found: list[Candidate] = []
    used: dict[int, CueReading] = {}
    for reading in sorted(readings, key=lambda r: -r.probability):
        cue_here = by_token.get(reading.token)
        if cue_here is None:
            clause = clause_of(doc[reading.token])
            found.append(Candidate(reading.token, clause.tokens or (reading.token,), clause, reading, None))
        elif id(cue_here) not in used:
            used[id(cue_here)] = reading
            found.append(Candidate(cue_here.token, cue_here.tokens, cue_here.clause, reading, cue_here))
    seen = {c.token for c in found}
    for cue in dict.fromkeys(by_token.values()):
        if id(cue) not in used and cue.token not in seen:
            found.append(Candidate(cue.token, cue.tokens, cue.clause, None, cue))
    return sorted(found, key=lambda c: c.token)
