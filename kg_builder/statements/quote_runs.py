"""Speech that goes on without a cue: sentences in the subjunctive after a quotation, and "soll" for others' claims."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg_builder.records import QuotationType
from kg_builder.statements.quote_drafts import Draft, Speaker
from kg_builder.statements.quote_syntax import finite_verb, is_subjunctive
from kg_builder.statements.quote_words import QuoteWords

REACH = 2
"""How many sentences after the last quotation its speaker can still go on."""


def continued_speech(
    doc: Doc, sentences: Sequence[Span], drafts: Sequence[Draft], marked: frozenset[int], words: QuoteWords
) -> list[Draft]:
    """Runs of sentences that go on with what was quoted before, their speaker inherited.

    sentences: of the document. drafts: the quotations before it. marked: tokens in quotation marks.
    """
    found: list[Draft] = []
    last: Draft | None = None
    since = REACH + 1
    for sentence in sentences:
        own = [d for d in drafts if sentence.start <= d.start < sentence.end]
        kind = None if not words.subjunctive else _kind(sentence, own, marked, words)
        tokens = frozenset(t.i for t in sentence if not t.is_space)
        if kind and tokens and last is not None and since <= REACH:
            if found and found[-1].type == kind and max(found[-1].quote) == _before(doc, min(tokens)):
                found[-1] = replace(found[-1], quote=found[-1].quote | tokens)
            else:
                speaker = last.speaker and Speaker(last.speaker.tokens, last.speaker.token, True)
                found.append(Draft(kind, last.medium, tokens, speaker=speaker))
            since = 1
        elif own:
            last, since = max(own, key=lambda d: (d.speaker is not None, d.start)), 1
        else:
            since += 1
    return found


def _before(doc: Doc, token: int) -> int:
    token -= 1
    while token >= 0 and doc[token].is_space:
        token -= 1
    return token


def _kind(sentence: Span, own: Sequence[Draft], marked: frozenset[int], words: QuoteWords) -> QuotationType | None:
    """IndirectFreeIndirect for a main clause in the subjunctive, FreeIndirect for "soll", None for others."""
    root = sentence.root
    if (
        root.i in marked
        or not sentence.start <= root.i < sentence.end
        or any(d.type != "Direct" and root.i in d.quote for d in own)
    ):
        return None
    if any(root.i in d.cue for d in own):
        return None
    if is_subjunctive(root, words):
        return "IndirectFreeIndirect"
    finite = finite_verb(root)
    group = {c.text.lower() for c in root.children if c.dep_ == "aux"} | (
        {finite.text.lower()} if finite is not None else set()
    )
    return "FreeIndirect" if group & words.supposed else None
