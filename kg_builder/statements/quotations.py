"""Quotations of a document: who says what, in whose words, and by which cue.

Types after the German WikiNews quotation corpus (Petersen-Frey and Biemann, 2024): Direct (in quotation marks),
Indirect (a content clause or a clause with an attribution), Reported (the act without its words), IndirectFreeIndirect
(sentences in the subjunctive that go on without a cue) and FreeIndirect (others' claims with "soll").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg_builder.records import QuotationType, Span
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quote_direct import DirectSpeech
from kg_builder.statements.quote_drafts import Draft, Speaker
from kg_builder.statements.quote_indirect import IndirectSpeech
from kg_builder.statements.quote_reported import ReportedSpeech
from kg_builder.statements.quote_runs import continued_speech
from kg_builder.statements.quote_syntax import sentences, spans
from kg_builder.statements.quote_words import QuoteWords, quote_words


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """One quotation.

    quote, speaker, frame, addressee: code points of the text, sorted, not overlapping. cue: token indices, the head
    first; empty where nothing introduces the quotation. speaker_token, addressee_token: heads of the phrases, to ask
    for the actor. inner: the index of the quotation around this one, or None. inherited: the speaker is named with an
    earlier quotation. medium: Speech, Writing, Thought, SpeechWriting, SpeechThought (open which).
    """

    type: QuotationType
    medium: str
    quote: tuple[Span, ...]
    cue: tuple[int, ...] = ()
    speaker: tuple[Span, ...] = ()
    speaker_token: int | None = None
    frame: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    addressee_token: int | None = None
    inner: int | None = None
    inherited: bool = False


def find_quotations(doc: Doc, lang: str, lexicon: Lexicon) -> tuple[FoundQuotation, ...]:
    """The quotations of a Doc with Universal Dependencies, in text order, those around others before them.

    Args:
        doc: tags, lemmas, trees and sentences set; without them only direct quotations are found.
        lang: language code; ontology/quotations/<lang>.toml adds to the lexicon's cues of speech.
        lexicon: the cue lexicon.
    """
    words = quote_words(lang)
    direct = DirectSpeech(doc, words, lexicon)
    indirect, reported = IndirectSpeech(doc, words, lexicon), ReportedSpeech(doc, words, lexicon)
    found: list[Draft] = []
    lent: list[Draft] = []
    parts = sentences(doc) if doc.has_annotation("DEP") else []
    for before, sentence in zip([None, *parts], parts, strict=False):
        every = indirect.drafts(sentence, before, direct.inside)
        own = [d for d in every if not within_marks(d, direct)]
        lent += [d for d in every if within_marks(d, direct)]
        found += own
        found += [d for d in reported.drafts(sentence, own, direct.inside) if d.quote]
    found = list(pointing_back(doc, found, words))
    context = [*found, *direct.drafts(found, lent)]
    found += continued_speech(doc, parts, context, direct.inside, words)
    found += direct.drafts(found, lent)
    return finished(doc, found)


def pointing_back(doc: Doc, drafts: Sequence[Draft], words: QuoteWords) -> Iterator[Draft]:
    """The drafts, those that "demnach" introduces with the speaker of the one before."""
    last: Speaker | None = None
    for draft in drafts:
        points = draft.speaker is None and bool(draft.cue) and doc[draft.cue[0]].text.lower() in words.relative
        if points and last is not None:
            yield replace(draft, speaker=Speaker(last.tokens, last.token, True))
        else:
            last = draft.speaker or last
            yield draft


def within_marks(draft: Draft, direct: DirectSpeech) -> bool:
    """Whether an indirect quotation is nothing but a passage in quotation marks."""
    return any(len(draft.quote - p.tokens) <= 1 for p in direct.passages)


def finished(doc: Doc, drafts: Sequence[Draft]) -> tuple[FoundQuotation, ...]:
    """Drafts as quotations with code points, ordered and nested."""
    ordered = sorted((d for d in drafts if d.quote), key=lambda d: (d.start, -len(d.quote), d.type, d.cue))
    found = []
    for n, draft in enumerate(ordered):
        holding = [k for k in range(n) if draft.quote < ordered[k].quote]
        speaker, addressee = draft.speaker, draft.addressee
        found.append(
            FoundQuotation(
                draft.type,
                draft.medium,
                draft.exact or spans(doc, draft.quote),
                draft.cue,
                spans(doc, speaker.tokens) if speaker else (),
                speaker.token if speaker else None,
                spans(doc, draft.frame),
                spans(doc, addressee.tokens) if addressee else (),
                addressee.token if addressee else None,
                min(holding, key=lambda k: len(ordered[k].quote), default=None),
                bool(speaker and speaker.inherited),
            )
        )
    return tuple(found)
