"""The lexicon's example sentences as training windows: one cue each is known, the other words are left open."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

import kg_builder.language
from kg_builder.language.clauses import lemma_with_particle
from kg_builder.statements.cues import CueEntry
from kg_builder.statements.lexicon import Lexicon
from kg_builder.training.samples import Cue, Reading


def exercises(lang: str, types: frozenset[str]) -> Iterator[Reading]:
    """A window for every lexicon entry of these types whose cue, source and target are found in its example."""
    entries = [e for e in Lexicon.load(lang).entries if e.example and e.type in types]
    nlp = kg_builder.language.load(lang)
    for entry, doc in zip(entries, nlp.pipe(e.example for e in entries), strict=True):
        if (one := exercise(entry, doc)) is not None:
            yield one


def exercise(entry: CueEntry, doc: Doc) -> Reading | None:
    """The parsed example as a window with one known cue; None where its words are not found."""
    cue = cue_word(entry, doc)
    if cue is None or entry.type is None:
        return None
    place = {t.i: n for n, t in enumerate(t for t in doc if not t.is_space)}
    pointers: dict[str, list[frozenset[int]]] = {}
    for name, role in zip(("source", "target"), entry.expect, strict=True):
        head = phrase_head(role, doc) if role else None
        if role and (head is None or head == cue):
            return None
        pointers[name] = [frozenset({place[head.i]})] if head is not None else []
    words = [t.text for t in doc if not t.is_space]
    one = Cue(place[cue.i], {entry.type: 1.0}, None, pointers, asked=frozenset(pointers))
    return Reading(words, [one], f"lexicon:{entry.lemma}", known=frozenset({place[cue.i]}))


def cue_word(entry: CueEntry, doc: Doc) -> Token | None:
    """The word that carries the entry's cue: of a phrase its noun, else its head."""
    lemma, wanted = entry.lemma.replace("|", ""), {w.casefold() for w in entry.words}
    if entry.part == "attributions":
        return next((t for t in doc if t.text.casefold() in wanted), None)
    if entry.part == "phrases":
        members = [t for t in doc if {t.lemma_.casefold(), t.text.casefold()} & wanted]
        nouns = [t for t in members if t.pos_ == "NOUN"]
        return next(iter(nouns), None) or next((t for t in members if t.lemma_ == entry.head), None)
    exact = [t for t in doc if lemma.casefold() in readings(t)]
    ends = [t for t in doc if t.pos_ == "NOUN" and t.text.casefold().endswith(lemma.casefold())]
    return next(iter(exact + ends), None)


def readings(token: Token) -> set[str]:
    """Case-folded forms under which a lexicon may list a word."""
    return {w.replace("|", "").casefold() for w in (lemma_with_particle(token), token.lemma_, token.text)}


def phrase_head(words: str, doc: Doc) -> Token | None:
    """The head word of the first place where the words stand, at word bounds."""
    at = doc.text.find(words)
    span: Span | None = doc.char_span(at, at + len(words), alignment_mode="expand") if at >= 0 else None
    return span.root if span is not None else None
