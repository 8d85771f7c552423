"""Reports of speech without its words: "kritisierte die Entscheidung", "called for reforms"."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from kg_builder.language.clauses import Clause, clause_of
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quote_cues import cue_tokens, verb_lemma, verb_medium
from kg_builder.statements.quote_drafts import NONE, Draft
from kg_builder.statements.quote_speakers import medium_of, speaker_of
from kg_builder.statements.quote_syntax import is_subjunctive, phrase_tokens, subtree, trimmed
from kg_builder.statements.quote_words import QuoteWords

FIRST_PERSON = frozenset({"ich", "wir", "i", "we", "you"})


class ReportedSpeech:
    """Finds reports in a document."""

    def __init__(self, doc: Doc, words: QuoteWords, lexicon: Lexicon) -> None:
        self.doc, self.words, self.lexicon = doc, words, lexicon

    def drafts(self, sentence: Span, others: Sequence[Draft], marked: frozenset[int]) -> list[Draft]:
        """The reports in a sentence whose verbs introduce none of the other quotations."""
        cues = {i for d in others for i in d.cue}
        found: list[Draft] = []
        if self._is_mostly_direct(sentence, marked):
            return found
        for token in sentence:
            if (
                token.i in cues
                or token.i in marked
                or token.dep_ in ("acl", "acl:relcl")
                or verb_medium(token, self.words, self.lexicon) is None
                or is_subjunctive(token, self.words)
                or (self.words.whole_clause and any(token.i in d.quote for d in found))
            ):
                continue
            clause = clause_of(token)
            content = list(self._content(clause))
            if content and (draft := self._draft(token, content, sentence, others)):
                found.append(draft)
        return found

    def _is_mostly_direct(self, sentence: Span, marked: frozenset[int]) -> bool:
        """Whether a sentence introduces direct speech with a colon, or is mostly direct speech itself."""
        quoted = [t for t in sentence if t.i in marked]
        after_colon = any(t.i > sentence.start and self.doc[t.i - 1].text == ":" for t in quoted)
        if self.words.whole_clause and any(t.text == "?" for t in sentence):
            return True
        return after_colon or (len(quoted) > 0.4 * len(sentence) and any(t.pos_ == "VERB" for t in quoted))

    def _content(self, clause: Clause) -> Iterable[Token]:
        """Heads of the phrases that say what was said."""
        lemma = verb_lemma(self.doc[clause.predicate], self.words, self.lexicon)
        needs = {need for verb, need in self.words.reported if verb == lemma}
        for argument in clause.arguments:
            token = self.doc[argument.token]
            if token.lemma_ in self.words.unreported or token.text in self.words.unreported:
                return
            is_object = argument.role == "object" and not argument.inherited and token.pos_ != "PRON"
            if (is_object and "object" in needs) or (argument.role == "prep" and argument.preposition in needs):
                yield token
        children = list(self.doc[clause.predicate].children)
        for child in children:
            marks = {c.text.lower() for c in child.children if c.dep_ == "mark"}
            if child.dep_ == "advcl" and marks & needs and child.i > clause.predicate:
                yield child
        if "as" in needs:
            near = (*children, *(g for c in children if c.dep_ in ("obj", "nsubj:pass") for g in c.children))
            yield from (t for t in near if any(c.text.lower() in ("als", "as") for c in t.children))
        if "name" in needs or "for" in needs:
            yield from (t for t in children if t.dep_ in ("xcomp", "obj", "iobj", "ccomp", "obl") and t.pos_ != "PRON")

    def _draft(self, verb: Token, content: list[Token], sentence: Span, others: Sequence[Draft]) -> Draft | None:
        inside = NONE.union(*(subtree(t) for t in content))
        speaker = speaker_of(verb, self.words, inside)
        if speaker is None or self.doc[speaker.token].text.lower() in FIRST_PERSON:
            return None
        if any(i < sentence.start or i >= sentence.end for i in speaker.tokens):
            return None
        medium = verb_medium(verb, self.words, self.lexicon) or "Speech"
        medium = medium_of(medium, speaker, verb, self.words)
        if not self.words.whole_clause:
            tokens = NONE.union(*(phrase_tokens(t, {verb.i}) for t in content))
            cases = {c.i for t in content for c in t.children if c.dep_ in ("case", "mark")} & tokens
            cue = (*cue_tokens(verb, self.words), *sorted(cases))
            return Draft("Reported", medium, trimmed(self.doc, tokens - cases), cue, speaker)
        if any(verb.i in d.quote for d in others):
            return None
        whole = frozenset(t.i for t in sentence if not t.is_space)
        taken = NONE.union(*(d.quote | d.frame for d in others if d.type != "Direct"))
        if verb.head.i == verb.i and not taken & whole:
            return Draft("Reported", medium, whole, speaker=speaker)
        return Draft("Reported", medium, trimmed(self.doc, subtree(verb) - taken, True), speaker=speaker)
