"""Content clauses: which tokens are what a verb or noun of saying introduces, and which are the frame around them."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quote_cues import verb_lemma
from kg_builder.statements.quote_syntax import (
    CLAUSAL,
    OPENING,
    VERBAL,
    finite_verb,
    first_word,
    is_clause,
    is_infinitive,
    is_punctuation,
    is_subjunctive,
    marker,
    subtree,
)
from kg_builder.statements.quote_words import QuoteWords

BREAKS = (",", ":", "–", "—")


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens of what is said and of the clause that says who says it; `pointing`: the "davon" before "dass"."""

    tokens: frozenset[int]
    frame: frozenset[int]
    pointing: int | None = None


class ContentClauses:
    """Finds content clauses by the tree, and where it is broken, by commas and mood."""

    def __init__(self, doc: Doc, words: QuoteWords, lexicon: Lexicon) -> None:
        self.doc, self.words, self.lexicon = doc, words, lexicon

    def of_verb(self, verb: Token, sentence: Span) -> Content | None:
        """What a verb of saying introduces within a sentence, or None."""
        inside = frozenset(range(sentence.start, sentence.end))
        infinitive = verb_lemma(verb, self.words, self.lexicon) in self.words.infinitives
        for clause, pointing in self._candidates(verb):
            if clause.i in inside and self._is_content(clause, verb, infinitive):
                tokens = self._extent(verb, clause, sentence) & inside
                return Content(tokens, (subtree(verb) & inside) - tokens, pointing)
        if (head := self._around(verb)) is not None and head.i in inside:
            frame = subtree(verb) & inside
            everything = inside if head.head.i == head.i or head.head.i not in inside else subtree(head) & inside
            return Content(everything - frame, frame)
        return self._by_commas(verb, sentence)

    def of_noun(self, noun: Token, sentence: Span) -> frozenset[int]:
        """The content clause of a noun ("die Forderung, ..."), empty where it has none."""
        clause = next((c for c in noun.children if c.i > noun.i and self._is_noun_content(c)), None)
        governor = noun.head
        if clause is None and governor.pos_ in VERBAL and not noun.dep_.startswith("nsubj"):
            clause = next(
                (
                    c
                    for c in governor.children
                    if c.i > noun.i
                    and c.dep_ in ("ccomp", "advcl", "xcomp")
                    and marker(c) in self.words.content_markers
                ),
                None,
            )
        if clause is None:
            return frozenset()
        return self._run(clause, noun.i) & frozenset(range(sentence.start, sentence.end))

    def _candidates(self, verb: Token) -> list[tuple[Token, int | None]]:
        """Clauses that hang on the verb, or on a "davon" or "bekannt" of it, with that "davon"."""
        pointing = [c for c in verb.children if c.text.lower() in self.words.pointing]
        adverbs = [c.i for c in pointing if c.pos_ == "ADV"]
        found: list[tuple[Token, int | None]] = [
            (c, next((i for i in adverbs if i < c.i), None)) for c in verb.children if c.i not in adverbs
        ]
        for word in verb.children:
            if word in pointing or (word.dep_ in ("xcomp", "advmod") and word.pos_ not in VERBAL):
                found += [(c, word.i if word.i in adverbs else None) for c in word.children]
        return found

    def _is_content(self, clause: Token, verb: Token, infinitive: bool) -> bool:
        if clause.dep_ not in CLAUSAL or not is_clause(clause):
            return False
        mark, first = marker(clause), first_word(subtree(clause), self.doc)
        if first is None:
            return False
        if mark in self.words.content_markers or first.text.lower() in self.words.content_markers:
            return clause.dep_ != "conj"
        if is_infinitive(clause, self.words):
            joined = any(c.dep_ == "cc" for c in clause.children)
            return infinitive and not joined and clause.i > verb.i
        if mark or first.text.lower() in self.words.manner:
            return False
        if clause.dep_ == "ccomp":
            return clause.i > verb.i or self._stands_apart(clause, verb)
        if clause.dep_ == "parataxis":
            return finite_verb(clause) is not None
        return is_subjunctive(clause, self.words) and clause.dep_ not in ("acl", "acl:relcl", "advcl:relcl")

    def _stands_apart(self, clause: Token, verb: Token) -> bool:
        """Whether a comma or mark stands between a clause and the verb behind it."""
        return any(is_punctuation(t) for t in self.doc[clause.i : verb.i])

    def _extent(self, verb: Token, content: Token, sentence: Span) -> frozenset[int]:
        """The tokens of a content clause; at the end of a main clause all that follows but another with "and"."""
        if content.i < verb.i:
            inside = subtree(content)
            others = frozenset(i for c in verb.children if c.i != content.i for i in subtree(c))
            return frozenset(range(min(inside), max(inside) + 1)) - others - {verb.i}
        tokens = frozenset(i for i in self._run(content, verb.i) if not self._after_colon(content.i, i))
        if verb.head.i == verb.i:
            coordinate = [c for c in verb.children if c.dep_ == "conj" and c.i > content.i]
            end = min((min(subtree(c)) for c in coordinate), default=sentence.end)
            end = next((i for i in range(content.i, end - 1) if self._opens_speech(i)), end)
            tokens |= frozenset(range(max(tokens) + 1, max(end, max(tokens) + 1)))
        return tokens

    def _after_colon(self, start: int, i: int) -> bool:
        return any(self._opens_speech(k) for k in range(start, min(i, len(self.doc) - 1)))

    def _opens_speech(self, i: int) -> bool:
        """Whether a colon stands before an opening quotation mark."""
        return self.doc[i].text == ":" and self.doc[i + 1].text in OPENING

    def _run(self, clause: Token, after: int) -> frozenset[int]:
        """A clause's tokens behind a cue, without gaps."""
        inside = [i for i in subtree(clause) if i > after] or [clause.i]
        return frozenset(range(min(inside), max(inside) + 1))

    def _around(self, verb: Token) -> Token | None:
        """The clause that a verb of saying stands behind or inside of ("..., sagte er", "wie er sagte")."""
        head = verb.head
        if head.i == verb.i:
            return None
        children = list(verb.children)
        adverbs = {c.text.lower() for c in children if c.dep_ in ("mark", "advmod")}
        first = first_word(subtree(verb), self.doc)
        subject = next((c for c in children if c.dep_.startswith("nsubj") or c.dep_ == "expl"), None)
        if adverbs & self.words.manner or (first is not None and first.text.lower() in self.words.manner):
            passive = any(c.dep_ == "aux:pass" for c in children)
            own = any(c.dep_ in ("obj", "ccomp", "xcomp") and "Yes" not in c.morph.get("Reflex") for c in children)
            said = (subject is not None and not own) or passive
            return head if said and verb.dep_ in ("advcl", "parataxis", "ccomp") and is_clause(head) else None
        if verb.dep_ not in ("parataxis", "conj", "ccomp", "discourse") or marker(verb) or not is_clause(head):
            return None
        finite = finite_verb(verb)
        if finite is None or verb.i < head.i:
            return None
        before = self.doc[min(subtree(verb))]
        if not before.i or not (is_punctuation(before) or is_punctuation(self.doc[before.i - 1])):
            return None
        inverted = subject is not None and subject.i > finite.i
        if verb.dep_ == "parataxis" and (subject is None or self.doc.lang_ != "de"):
            return head
        return head if inverted else None

    def _by_commas(self, verb: Token, sentence: Span) -> Content | None:
        """Content found without the tree: after the verb's comma "dass" or a subjunctive, or one before it."""
        if not self.words.subjunctive or marker(verb) or verb.dep_ in ("acl", "acl:relcl"):
            return None
        inside = frozenset(range(sentence.start, sentence.end))
        for i in range(verb.i + 1, sentence.end - 2):
            if self.doc[i].text not in BREAKS:
                continue
            following = self.doc[i + 1]
            begins = following.text.lower() in self.words.content_markers
            bare = following.pos_ not in ("SCONJ", "CCONJ") and "Rel" not in following.morph.get("PronType")
            if begins or (bare and self._subjunctive_in(i + 1, sentence.end)):
                tokens = frozenset(range(i + 1, sentence.end))
                return Content(tokens, inside - tokens)
            return None
        before = verb.i - 1
        if before > sentence.start and self.doc[before].text == "," and self._subjunctive_in(sentence.start, before):
            frame = frozenset(range(before, sentence.end))
            return Content(inside - frame, frame)
        return None

    def _subjunctive_in(self, start: int, end: int) -> bool:
        """Whether the first finite verb of a stretch stands in the subjunctive."""
        for token in self.doc[start:end]:
            if token.pos_ in VERBAL and token.text.lower() in self.words.subjunctive:
                return True
            if token.pos_ in VERBAL and "Fin" in token.morph.get("VerbForm"):
                return False
        return False

    def _is_noun_content(self, clause: Token) -> bool:
        if clause.dep_ not in ("acl", "ccomp", "xcomp", "advcl", "parataxis", "appos", "dep") or not is_clause(clause):
            return False
        if marker(clause) in self.words.content_markers or is_infinitive(clause, self.words):
            return True
        first = first_word(subtree(clause), self.doc)
        relative = first is not None and "Rel" in first.morph.get("PronType")
        return is_subjunctive(clause, self.words) and not relative and not marker(clause)
