"""Indirect speech: content clauses of verbs and nouns, clauses around "sagte er", and attributions ("laut", "so")."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quote_cues import attributing, cue_tokens, noun_medium, verb_lemma, verb_medium
from kg_builder.statements.quote_drafts import NONE, Draft, Speaker
from kg_builder.statements.quote_speakers import addressee_of, medium_of, named, speaker_of, without_case
from kg_builder.statements.quote_syntax import (
    CLAUSAL,
    finite_verb,
    first_word,
    is_clause,
    is_infinitive,
    is_punctuation,
    is_subjunctive,
    marker,
    phrase_tokens,
    subtree,
    trimmed,
)
from kg_builder.statements.quote_words import QuoteWords


class IndirectSpeech:
    """Finds the indirect quotations of a document, one sentence at a time."""

    def __init__(self, doc: Doc, words: QuoteWords, lexicon: Lexicon) -> None:
        self.doc, self.words, self.lexicon = doc, words, lexicon

    def drafts(self, sentence: Span) -> list[Draft]:
        """The indirect quotations in a sentence; of two with nearly the same content, the one with the better cue."""
        found = [
            *(d for t in sentence for d in self._of_verb(t, sentence)),
            *(d for t in sentence for d in self._of_noun(t, sentence)),
            *(d for t in sentence for d in self._of_attribution(t, sentence)),
            *(d for t in sentence for d in self._of_so(t, sentence)),
            *(d for t in sentence for d in self._of_relative(t, sentence)),
        ]
        kept: list[Draft] = []
        for draft in found:
            if draft.quote and not any(alike(draft.quote, other.quote) for other in kept):
                kept.append(draft)
        return kept

    def _of_verb(self, verb: Token, sentence: Span) -> Iterator[Draft]:
        medium = verb_medium(verb, self.words, self.lexicon)
        if medium is None:
            return
        for content, pointing in self._contents(verb):
            tokens = self._extent(verb, content, sentence)
            yield self._draft(verb, medium, tokens, subtree(verb) - tokens, pointing)
            return
        if (around := self._around(verb)) is not None:
            frame = subtree(verb)
            everything = subtree(around) if around.head.i != around.i else frozenset(t.i for t in sentence)
            yield self._draft(verb, medium, everything - frame, frame, None)

    def _draft(
        self, verb: Token, medium: str, content: frozenset[int], frame: frozenset[int], pointing: Token | None
    ) -> Draft:
        speaker = speaker_of(verb, self.words, content)
        return Draft(
            "Indirect",
            medium_of(medium, speaker, verb, self.words),
            trimmed(self.doc, content),
            cue_tokens(verb, self.words, pointing),
            speaker,
            frame,
            addressee_of(verb, self.words, content),
        )

    def _contents(self, verb: Token) -> Iterator[tuple[Token, Token | None]]:
        """Heads of content clauses of a verb, with the pronominal adverb that points to one ("davon, dass")."""
        infinitive = verb_lemma(verb, self.words, self.lexicon) in self.words.infinitives
        for child in verb.children:
            if self._is_content(child, verb, infinitive):
                yield child, self._pointing_before(verb, child)
        for child in verb.children:
            if child.text.lower() in self.words.pointing:
                for clause in child.children:
                    if self._is_content(clause, verb, infinitive):
                        yield clause, child

    def _pointing_before(self, verb: Token, clause: Token) -> Token | None:
        return next(
            (
                c
                for c in verb.children
                if c.text.lower() in self.words.pointing
                and c.pos_ == "ADV"
                and c.i < clause.i
                and verb.doc.lang_ == "de"
            ),
            None,
        )

    def _is_content(self, clause: Token, verb: Token, infinitive: bool) -> bool:
        if clause.dep_ not in CLAUSAL or not is_clause(clause):
            return False
        first = first_word(subtree(clause), self.doc)
        mark = marker(clause)
        if first is None:
            return False
        if mark in self.words.content_markers or first.text.lower() in self.words.content_markers:
            return clause.dep_ != "conj"
        if is_infinitive(clause, self.words):
            return infinitive and clause.dep_ != "conj"
        if mark or first.text.lower() in self.words.manner:
            return False
        if "Int" in first.morph.get("PronType"):
            return clause.dep_ == "ccomp"
        if clause.dep_ in ("ccomp", "parataxis"):
            return finite_verb(clause) is not None
        return is_subjunctive(clause, self.words) and clause.dep_ not in ("acl", "acl:relcl", "advcl:relcl")

    def _extent(self, verb: Token, content: Token, sentence: Span) -> frozenset[int]:
        """The tokens of a content clause; at the end of a main clause all that follows but another with "and"."""
        inside = subtree(content)
        tokens = frozenset(range(min(inside), max(inside) + 1))
        tokens -= frozenset(i for c in verb.children if c.i != content.i for i in subtree(c) if i not in inside)
        tokens -= {verb.i}
        if verb.head.i == verb.i and content.i > verb.i:
            others = [c for c in verb.children if c.dep_ == "conj" and c.i > content.i]
            end = min((min(subtree(c)) for c in others), default=sentence.end)
            tokens |= frozenset(range(max(inside) + 1, end))
        return tokens

    def _around(self, verb: Token) -> Token | None:
        """The clause that a verb of saying stands behind or inside of ("..., sagte er", "wie er sagte")."""
        head = verb.head
        if head.i == verb.i:
            return None
        words = {c.text.lower() for c in verb.children if c.dep_ in ("mark", "advmod")}
        first = first_word(subtree(verb), self.doc)
        if words & self.words.manner or (first is not None and first.text.lower() in self.words.manner):
            return head if verb.dep_ in ("advcl", "parataxis", "ccomp") and is_clause(head) else None
        if verb.dep_ not in ("parataxis", "conj", "ccomp", "discourse") or marker(verb) or not is_clause(head):
            return None
        finite = finite_verb(verb)
        before = self.doc[min(subtree(verb))]
        if finite is None or verb.i < head.i:
            return None
        opens = before.i and (is_punctuation(before) or is_punctuation(self.doc[before.i - 1]))
        if verb.dep_ == "parataxis":
            return head if opens else None
        subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
        return head if opens and subject is not None and subject.i > finite.i else None

    def _of_noun(self, noun: Token, sentence: Span) -> Iterator[Draft]:
        medium = noun_medium(noun, self.words)
        if medium is None:
            return
        content = next((c for c in noun.children if c.i > noun.i and self._is_noun_content(c)), None)
        governor = noun.head
        predicate = governor.pos_ in ("VERB", "AUX") and governor.i != noun.i and not noun.dep_.startswith("nsubj")
        if content is None and predicate:
            content = next(
                (c for c in governor.children if c.i > noun.i and c.dep_ in ("ccomp", "advcl", "xcomp")
                 and marker(c) in self.words.content_markers), None)  # fmt: skip
        if content is None:
            return
        inside = trimmed(self.doc, range(min(subtree(content)), max(subtree(content)) + 1))
        if governor.i in inside:
            return
        speaker = self._owner(noun, inside)
        cue: tuple[int, ...] = (noun.i,)
        frame = phrase_tokens(noun, inside)
        if predicate:
            speaker = speaker or speaker_of(governor, self.words, inside)
            cue = (governor.i, *sorted({*cue_tokens(governor, self.words)[1:], noun.i}))
            frame = subtree(governor) - inside
        elif any(c.dep_ == "cop" for c in noun.children):
            subject = next((c for c in noun.children if c.dep_.startswith("nsubj")), None)
            if subject is not None:
                speaker = named(subject, inside)
            cue = (noun.i, *(c.i for c in noun.children if c.dep_ in ("cop", "det")))
            frame = subtree(noun) - inside
        yield Draft("Indirect", medium, inside, cue, speaker, frame)

    def _is_noun_content(self, clause: Token) -> bool:
        if clause.dep_ not in ("acl", "ccomp", "xcomp", "advcl", "parataxis", "appos", "dep") or not is_clause(clause):
            return False
        if marker(clause) in self.words.content_markers or is_infinitive(clause, self.words):
            return True
        first = first_word(subtree(clause), self.doc)
        relative = first is not None and "Rel" in first.morph.get("PronType")
        return is_subjunctive(clause, self.words) and not relative and not marker(clause)

    def _owner(self, noun: Token, barred: frozenset[int]) -> Speaker | None:
        """Whose claim, demand or hope a noun names: genitive, possessive, "von", "by"."""
        for child in noun.children:
            cases = {c.text.lower() for c in child.children if c.dep_ == "case"}
            possessive = "Yes" in child.morph.get("Poss") and child.dep_ in ("det", "nmod:poss", "nmod")
            if possessive or (
                child.dep_ in ("nmod", "nmod:poss") and (not cases or cases & {"von", "of", "by", "'s", "’s", "vom"})
            ):
                if child.i not in barred:
                    return Speaker(without_case(child, phrase_tokens(child, barred)), child.i)
        return None

    def _of_attribution(self, token: Token, sentence: Span) -> Iterator[Draft]:
        for noun, cue in attributing(token, self.words):
            phrase = frozenset(subtree(noun))
            host = noun.head
            while (
                host.dep_ in ("nmod", "appos", "flat", "obl", "nsubj", "obj")
                and not is_clause(host)
                and host.i != host.head.i
            ):
                host = host.head
            if host.i == noun.i or host.head.i == host.i:
                content = frozenset(t.i for t in sentence) - phrase
            else:
                content = subtree(host) - phrase
            owner = self._owner(noun, frozenset(cue))
            is_noun = any(noun.text.lower().endswith(n) for n in self.words.source_nouns)
            speaker = Speaker(
                without_case(noun, phrase_tokens(noun, cue)) - frozenset(cue),
                owner.token if owner and is_noun else noun.i,
            )
            opinion = any(noun.text.lower().endswith(n) for n in self.words.opinion_nouns)
            medium = medium_of(
                "SpeechThought" if opinion else "SpeechWriting", Speaker(NONE, noun.i), token, self.words
            )
            yield Draft("Indirect", medium, trimmed(self.doc, content), cue, speaker, phrase)

    def _of_so(self, token: Token, sentence: Span) -> Iterator[Draft]:
        """ ", so der Minister": up to the next comma or the sentence's end, with no verb in it."""
        before = token.i - 1
        if token.text.lower() not in self.words.so or before < sentence.start or not is_punctuation(self.doc[before]):
            return
        end = token.i + 1
        while end < sentence.end and self.doc[end].text not in ',.;:!?–„"“':
            if self.doc[end].pos_ in ("VERB", "AUX", "SCONJ") or self.doc[end].is_space:
                return
            end += 1
        nouns = [t for t in self.doc[token.i + 1 : end] if t.pos_ in ("NOUN", "PROPN", "PRON")]
        starts = (
            self.doc[token.i + 1].pos_ in ("DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM") if end > token.i + 1 else False
        )
        if not nouns or not starts:
            return
        phrase = frozenset(range(token.i, end))
        head = next((t for t in nouns if t.head.i not in phrase or t.head.i == token.i), nouns[0])
        content = trimmed(self.doc, frozenset(t.i for t in sentence) - phrase)
        speaker = Speaker(phrase_tokens(head, {token.i}) & phrase, head.i)
        yield Draft("Indirect", "Speech", content, (token.i,), speaker, phrase)

    def _of_relative(self, token: Token, sentence: Span) -> Iterator[Draft]:
        """ "demnach", "wonach": the clause is what the noun before says, or an earlier speaker."""
        if token.text.lower() not in self.words.relative or not token.dep_.startswith(("advmod", "obl", "mark")):
            return
        clause = token.head
        if token.text.lower() == "danach" and not is_subjunctive(clause, self.words):
            return
        main = clause.head.i == clause.i
        content = (frozenset(t.i for t in sentence) if main else subtree(clause)) - {token.i}
        noun = clause.head
        speaker = named(noun, content | {token.i}) if not main and noun.pos_ in ("NOUN", "PROPN") else None
        yield Draft("Indirect", "SpeechWriting", trimmed(self.doc, content), (token.i,), speaker, frozenset({token.i}))


def alike(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether two contents are nearly the same."""
    return len(a & b) > 0.8 * len(a | b)
