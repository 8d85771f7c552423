"""Indirect speech: what verbs, nouns and attributions of saying introduce, sentence by sentence."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quote_attributions import Attributions
from kg_builder.statements.quote_clauses import ContentClauses
from kg_builder.statements.quote_cues import cue_tokens, noun_medium, verb_medium
from kg_builder.statements.quote_drafts import Draft
from kg_builder.statements.quote_speakers import addressee_of, medium_of, named, owner_of, speaker_of
from kg_builder.statements.quote_syntax import is_punctuation, marker, phrase_tokens, subtree, trimmed
from kg_builder.statements.quote_words import QuoteWords


class IndirectSpeech:
    """Finds the indirect quotations of a document, one sentence at a time."""

    def __init__(self, doc: Doc, words: QuoteWords, lexicon: Lexicon) -> None:
        self.doc, self.words, self.lexicon = doc, words, lexicon
        self.clauses = ContentClauses(doc, words, lexicon)
        self.attributions = Attributions(doc, words)

    def drafts(self, sentence: Span, before: Span | None, marked: frozenset[int]) -> list[Draft]:
        """The indirect quotations in a sentence; of two with nearly the same content, the one with the better cue.

        before: the sentence before it. marked: tokens in quotation marks, whose speech in speech is left alone.
        """
        open_tokens = [t for t in sentence if t.i not in marked]
        found = [
            *(d for t in open_tokens for d in self._of_verb(t, sentence)),
            *(d for t in open_tokens for d in self._of_noun(t, sentence)),
            *(d for t in open_tokens for d in self._of_adjective(t, sentence)),
            *(d for t in open_tokens for d in self.attributions.drafts(t, sentence)),
            *(d for t in open_tokens for d in self._of_previous(t, before)),
        ]
        kept: list[Draft] = []
        for draft in found:
            if draft.quote and not any(alike(draft.quote, other.quote) for other in kept):
                kept.append(draft)
        return kept

    def _of_verb(self, verb: Token, sentence: Span) -> Iterator[Draft]:
        medium = verb_medium(verb, self.words, self.lexicon)
        if medium is None or (content := self.clauses.of_verb(verb, sentence)) is None:
            return
        speaker = speaker_of(verb, self.words, content.tokens)
        if speaker is not None and self.doc[speaker.token].text.lower() == "you":
            return
        yield Draft(
            "Indirect",
            medium_of(medium, speaker, verb, self.words),
            trimmed(self.doc, content.tokens),
            cue_tokens(verb, self.words, content.pointing),
            speaker,
            content.frame,
            addressee_of(verb, self.words, content.tokens),
        )

    def _of_noun(self, noun: Token, sentence: Span) -> Iterator[Draft]:
        medium = noun_medium(noun, self.words)
        if medium is None:
            return
        content = trimmed(self.doc, self.clauses.of_noun(noun, sentence))
        governor = noun.head
        if not content or governor.i in content:
            return
        inside = frozenset(range(sentence.start, sentence.end))
        speaker = owner_of(noun, content)
        cue: tuple[int, ...] = (noun.i,)
        frame = phrase_tokens(noun, content)
        if governor.pos_ in ("VERB", "AUX") and governor.i != noun.i and not noun.dep_.startswith("nsubj"):
            speaker = speaker or speaker_of(governor, self.words, content)
            cue = (governor.i, *sorted({*cue_tokens(governor, self.words)[1:], noun.i}))
            frame = (subtree(governor) & inside) - content
        elif any(c.dep_ == "cop" for c in noun.children):
            subject = next((c for c in noun.children if c.dep_.startswith("nsubj")), None)
            speaker = named(subject, content) if subject is not None else speaker
            cue = (noun.i, *(c.i for c in noun.children if c.dep_ in ("cop", "det")))
            frame = (subtree(noun) & inside) - content
        yield Draft("Indirect", medium, content, cue, speaker, frame)

    def _of_adjective(self, adjective: Token, sentence: Span) -> Iterator[Draft]:
        """ "ist überzeugt, dass", "is confident that"."""
        medium = self.words.adjectives.get(adjective.text.lower())
        if medium is None:
            return
        inside = frozenset(range(sentence.start, sentence.end))
        verb = adjective.head if adjective.dep_ in ("xcomp", "advmod", "obj") else adjective
        for clause in (*adjective.children, *verb.children):
            if clause.i > adjective.i and marker(clause) in self.words.content_markers:
                content = trimmed(self.doc, subtree(clause) & inside)
                subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
                speaker = named(subject, content) if subject is not None else None
                cue = (adjective.i, *(c.i for c in adjective.children if c.dep_ in ("cop", "aux")))
                yield Draft("Indirect", medium, content, cue, speaker, (subtree(verb) & inside) - content)
                return

    def _of_previous(self, verb: Token, before: Span | None) -> Iterator[Draft]:
        """ "Das bestätigte der Sprecher": the sentence before is what is said."""
        if before is None or before.end > verb.i:
            return
        medium = verb_medium(verb, self.words, self.lexicon)
        pronoun = next(
            (
                c
                for c in verb.children
                if c.text.lower() in self.words.previous and c.dep_ in ("obj", "nsubj:pass", "nsubj", "iobj")
            ),
            None,
        )
        first = next((t for t in self.doc[before.end :] if not is_punctuation(t)), None)
        if medium is None or pronoun is None or pronoun != first:
            return
        content = trimmed(self.doc, range(before.start, before.end), keep_stop=True) | {pronoun.i}
        speaker = speaker_of(verb, self.words, {pronoun.i})
        if speaker is not None:
            frame = subtree(verb) - content
            yield Draft("Indirect", medium, content, cue_tokens(verb, self.words), speaker, frame)


def alike(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether two contents are nearly the same."""
    return len(a & b) > 0.8 * len(a | b)
