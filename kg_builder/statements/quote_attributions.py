"""Speech without a verb of saying: "laut Polizei", "nach Angaben der OSZE", ", so der Minister", "demnach"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg_builder.statements.quote_cues import NOMINAL, attributing, is_source_noun, noun_before
from kg_builder.statements.quote_drafts import NONE, Draft, Speaker
from kg_builder.statements.quote_speakers import medium_of, named, owner_of, without_case
from kg_builder.statements.quote_syntax import (
    is_clause,
    is_punctuation,
    is_subjunctive,
    phrase_tokens,
    subtree,
    trimmed,
)
from kg_builder.statements.quote_words import QuoteWords

AMBIGUOUS = frozenset({"danach"})
INNER = ("nmod", "appos", "flat", "obl", "nsubj", "obj", "nsubj:pass", "conj")


class Attributions:
    """Finds clauses with an attribution."""

    def __init__(self, doc: Doc, words: QuoteWords) -> None:
        self.doc, self.words = doc, words

    def drafts(self, token: Token, sentence: Span) -> Iterator[Draft]:
        """The quotations that a token as an attribution makes of its clause."""
        yield from self._of_preposition(token, sentence)
        yield from self._of_so(token, sentence)
        yield from self._of_relative(token, sentence)

    def _of_preposition(self, token: Token, sentence: Span) -> Iterator[Draft]:
        inside = frozenset(range(sentence.start, sentence.end))
        for noun, cue in attributing(token, self.words):
            if noun.i not in inside:
                continue
            near = phrase_tokens(noun, ())
            phrase = frozenset(range(min(*cue, *near), max(*cue, *near) + 1))
            host = noun.head
            while host.dep_ in INNER and not is_clause(host) and host.i != host.head.i:
                host = host.head
            whole = host.i == noun.i or host.head.i == host.i or host.head.i not in inside or host.i in phrase
            content = (inside if whole else subtree(host) & inside) - phrase
            owner = owner_of(noun, frozenset(cue)) if is_source_noun(noun, self.words) else None
            tokens = without_case(noun, near) - frozenset(cue)
            opinion = noun.text.lower().endswith(self.words.opinion_nouns) if self.words.opinion_nouns else False
            medium = "SpeechThought" if opinion else "SpeechWriting"
            yield Draft(
                "Indirect",
                medium_of(medium, Speaker(NONE, noun.i), token, self.words),
                trimmed(self.doc, content),
                cue,
                Speaker(tokens, owner.token if owner else noun.i),
                phrase,
            )

    def _of_so(self, token: Token, sentence: Span) -> Iterator[Draft]:
        """ ", so der Minister": up to the next comma or the sentence's end, with no verb in it."""
        found = so_phrase(token, self.words, sentence.end)
        if found is None or token.i <= sentence.start:
            return
        phrase, speaker = found
        content = trimmed(self.doc, frozenset(range(sentence.start, sentence.end)) - phrase)
        yield Draft("Indirect", "Speech", content, (token.i,), speaker, phrase)

    def _of_relative(self, token: Token, sentence: Span) -> Iterator[Draft]:
        """ "demnach", "wonach": the clause is what the noun before says, or an earlier speaker."""
        word = token.text.lower()
        if word not in self.words.relative or not token.dep_.startswith(("advmod", "obl", "mark")):
            return
        clause = token.head
        if word in AMBIGUOUS and not is_subjunctive(clause, self.words):
            return
        inside = frozenset(range(sentence.start, sentence.end))
        main = clause.head.i == clause.i
        content = (inside if main else subtree(clause) & inside) - {token.i}
        noun = clause.head if clause.head.pos_ in ("NOUN", "PROPN") else noun_before(token, 3)
        speaker = named(noun, content | {token.i}) if not main and noun is not None else None
        yield Draft("Indirect", "SpeechWriting", trimmed(self.doc, content), (token.i,), speaker, frozenset({token.i}))


def so_phrase(token: Token, words: QuoteWords, end: int) -> tuple[frozenset[int], Speaker] | None:
    """Tokens and speaker of "so der Minister" where a token begins such a phrase after a comma, mark or dash."""
    doc = token.doc
    if token.text.lower() not in words.so or not token.i or not is_punctuation(doc[token.i - 1]):
        return None
    last = token.i + 1
    while last < end and doc[last].text not in tuple(',.;:!?–„“”"»«') and not doc[last].is_space:
        if doc[last].pos_ in ("VERB", "AUX", "SCONJ"):
            return None
        last += 1
    if last == token.i + 1 or doc[token.i + 1].pos_ not in (*NOMINAL, "DET"):
        return None
    phrase = frozenset(range(token.i, last))
    nouns = [t for t in doc[token.i + 1 : last] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    if not nouns:
        return None
    head = next((t for t in nouns if t.head.i not in phrase or t.head.i == token.i), nouns[0])
    return phrase, Speaker(phrase_tokens(head, {token.i}) & phrase, head.i)
