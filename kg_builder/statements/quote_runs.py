"""Speech that goes on without a cue: sentences in the subjunctive after a quotation, and "soll" for others' claims."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg_builder.records import QuotationType
from kg_builder.statements.quote_drafts import Draft, Speaker
from kg_builder.statements.quote_syntax import finite_verb, is_subjunctive, phrase_tokens
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
    before: Span | None = None
    for sentence in sentences:
        own = [d for d in drafts if sentence.start <= d.start < sentence.end]
        kind = _kind(sentence, own, marked, words) if words.subjunctive else None
        tokens = frozenset(t.i for t in sentence if not t.is_space)
        if kind and tokens and (since <= REACH or _is_certain(sentence, words)):
            if since <= REACH and last is not None:
                speaker = last.speaker and Speaker(last.speaker.tokens, last.speaker.token, True)
                medium = last.medium
            else:
                speaker, medium = _subject_of(before), "Speech"
            if found and found[-1].type == kind and max(found[-1].quote) == _before(doc, min(tokens)):
                last = found[-1] = replace(found[-1], quote=found[-1].quote | tokens)
            else:
                last = Draft(kind, medium, tokens, speaker=speaker)
                found.append(last)
            since = 1
        elif own:
            last, since = max(own, key=lambda d: (d.speaker is not None, d.start)), 1
        else:
            since += 1
        before = sentence if tokens else before
    return found


def _is_certain(sentence: Span, words: QuoteWords) -> bool:
    """Whether the subjunctive can only be that of reported speech ("sei", "habe"), whatever stands before."""
    root = sentence.root
    group = [root, *(c for c in root.children if c.dep_ in ("aux", "aux:pass", "cop"))]
    forms = {t.text.lower() for t in group}
    return is_subjunctive(root, words) and not forms & (words.irrealis | words.supposed)


def _subject_of(sentence: Span | None) -> Speaker | None:
    """The subject of the sentence before a run that no quotation introduces."""
    if sentence is None:
        return None
    for child in sentence.root.children:
        if child.dep_ == "nsubj" and child.pos_ in ("NOUN", "PROPN", "PRON") and child.i >= sentence.start:
            return Speaker(phrase_tokens(child), child.i, True)
    return None


def _before(doc: Doc, token: int) -> int:
    token -= 1
    while token >= 0 and doc[token].is_space:
        token -= 1
    return token


def _kind(sentence: Span, own: Sequence[Draft], marked: frozenset[int], words: QuoteWords) -> QuotationType | None:
    """IndirectFreeIndirect for a main clause in the subjunctive, FreeIndirect for "soll", None for others."""
    root = sentence.root
    covered = any((d.type != "Direct" and root.i in d.quote) or root.i in d.cue for d in own)
    if root.i in marked or covered or not sentence.start <= root.i < sentence.end:
        return None
    if is_subjunctive(root, words):
        return "IndirectFreeIndirect"
    finite = finite_verb(root)
    forms = {t.text.lower() for t in root.children if t.dep_ == "aux"}
    forms |= {finite.text.lower()} if finite is not None else set()
    return "FreeIndirect" if forms & words.supposed else None
