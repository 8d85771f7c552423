"""Direct speech: passages in quotation marks with the cue and speaker beside them; scare quotes and titles left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quote_attributions import so_phrase
from kg_builder.statements.quote_cues import cue_tokens, noun_medium, verb_medium
from kg_builder.statements.quote_drafts import NONE, Draft, Speaker
from kg_builder.statements.quote_marks import MarkedPassage, marked_passages
from kg_builder.statements.quote_speakers import addressee_of, medium_of, named, speaker_of
from kg_builder.statements.quote_syntax import STOPS, VERBAL, finite_verb, is_punctuation, phrase_tokens, subtree
from kg_builder.statements.quote_words import QuoteWords

TERMINAL = ".!?…"
TITLE_DEPS = ("appos", "flat", "nmod", "compound", "flat:name", "dep")
REACH = 60
"""Tokens between a quotation without a cue and the one before it, at most, for the speaker to be the same."""
MARKS = "„“”\"»«‚‘’'›‹"


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked passage by its tokens (marks included) and its code points."""

    start: int
    end: int
    first: int
    last: int
    continues: int | None

    @property
    def tokens(self) -> frozenset[int]:
        return frozenset(range(self.first, self.last + 1))


class DirectSpeech:
    """Finds the direct quotations of a document."""

    def __init__(self, doc: Doc, words: QuoteWords, lexicon: Lexicon) -> None:
        self.doc, self.words, self.lexicon = doc, words, lexicon
        self.passages = self._passages(marked_passages(doc.text))
        self.inside = frozenset(i for p in self.passages for i in p.tokens)

    def drafts(self, others: Sequence[Draft], lent: Sequence[Draft] = ()) -> list[Draft]:
        """Direct quotations, given the other ones: a partial quotation belongs to the one around it.

        lent: indirect quotations that are nothing but a passage in marks; their cue and speaker are its.
        """
        found: dict[int, Draft] = {}
        for n, passage in enumerate(self.passages):
            if passage.last < passage.first:
                continue
            around = smallest_around(passage.tokens, others)
            before = found.get(passage.continues) if passage.continues is not None else None
            if before is not None and before.speaker is not None:
                inherited = before.speaker and Speaker(before.speaker.tokens, before.speaker.token, True)
                found[n] = self._draft(passage, before.medium, (), inherited, NONE)
            elif around is not None and self._is_partial(passage):
                found[n] = replace(around, type="Direct", quote=passage.tokens, exact=((passage.start, passage.end),))
            elif around is None and not self._is_name(passage):
                cue = self._cue_after(passage) or self._cue_before(passage)
                lender = next((d for d in lent if len(d.quote & passage.tokens) > 0.5 * len(passage.tokens)), None)
                if self._is_quotation(passage, cue) or lender is not None:
                    draft = self._attributed(passage, cue)
                    if draft.speaker is None and lender is not None:
                        draft = replace(lender, type="Direct", quote=passage.tokens, exact=draft.exact)
                    found[n] = draft if draft.speaker else self._inheriting(draft, [*others, *found.values()])
        self._share(found)
        return [found[n] for n in sorted(found)]

    def _share(self, found: dict[int, Draft]) -> None:
        """Paragraphs of one speech have one speaker, named beside any of them."""
        for n in sorted(found, reverse=True):
            first = self.passages[n].continues
            if first is None:
                continue
            if first not in found:
                found[first] = self._draft(self.passages[first], found[n].medium, (), None, NONE)
            known = found[n].speaker
            if found[first].speaker is None and known is not None:
                found[first] = replace(found[first], speaker=Speaker(known.tokens, known.token, True))

    def _inheriting(self, draft: Draft, others: Sequence[Draft]) -> Draft:
        """A quotation without a cue goes on with the speaker of the one before it, unless far away."""
        if draft.cue:
            return draft
        earlier = [d for d in others if d.start < draft.start and d.speaker is not None and d.quote]
        last = max(earlier, key=lambda d: max(d.quote), default=None)
        if last is None or last.speaker is None or draft.start - max(last.quote) > REACH:
            speaker = self._named_before(draft.start)
            return replace(draft, speaker=speaker) if speaker else draft
        return replace(draft, speaker=Speaker(last.speaker.tokens, last.speaker.token, True))

    def _named_before(self, start: int) -> Speaker | None:
        """The subject of the sentence that ends right before a quotation."""
        end = start - 1
        while end >= 0 and self.doc[end].is_space:
            end -= 1
        if end < 1 or not self._ends_sentence(end):
            return None
        for i in range(end - 1, max(end - 40, -1), -1):
            token = self.doc[i]
            if token.text in STOPS or token.is_space:
                return None
            if token.dep_ == "nsubj" and token.head.pos_ in VERBAL and token.pos_ in ("PROPN", "PRON", "NOUN"):
                if token.head.head.i == token.head.i:
                    speaker = named(token, range(start, len(self.doc)))
                    return Speaker(speaker.tokens, speaker.token, True)
        return None

    def _is_name(self, passage: Passage) -> bool:
        """Whether marked words are a name or title: in apposition to a noun ("das Lied ...") or names only, no verb."""
        words = [self.doc[i] for i in sorted(passage.tokens) if not is_punctuation(self.doc[i])]
        before = self.doc[passage.first - 1] if passage.first else None
        if not words or (before is not None and before.text in (":", ",")):
            return not words
        head = self.doc[self._head(passage)]
        if before is not None and before.pos_ in ("NOUN", "PROPN") and noun_medium(before, self.words) is None:
            if head.dep_ in TITLE_DEPS and head.head.i <= before.i:
                return True
        if all(w.pos_ in ("PROPN", "ADP", "DET", "CCONJ", "NUM") or w.ent_type_ for w in words):
            return True
        return len(words) <= 6 and not self._has_verb(passage) and all(w.text[0].isupper() for w in words)

    def _passages(self, marked: Sequence[MarkedPassage]) -> list[Passage]:
        found: list[Passage] = []
        for one in marked:
            span = self.doc.char_span(one.start, one.end, alignment_mode="expand")
            if span is None or not len(span):
                found.append(Passage(one.start, one.start, 0, -1, None))
                continue
            first, last, end = span.start, span.end - 1, one.end
            if not one.closed and (cut := self._reporting_clause(first, last)) is not None:
                last = cut - 1
                end = self.doc[last].idx + len(self.doc[last])
            found.append(Passage(one.start, end, first, last, one.continues))
        return found

    def _reporting_clause(self, first: int, last: int) -> int | None:
        """Where ", sagte er" begins in a passage whose closing mark is missing."""
        for i in range(first + 2, last):
            if self.doc[i].text == "," and any(
                verb_medium(t, self.words, self.lexicon) and finite_verb(t) is not None
                and self.doc[i + 1].pos_ not in ("SCONJ", "CCONJ")
                for t in self.doc[i + 1 : min(i + (2 if self.doc.lang_ == "de" else 5), last + 1)]
            ):  # fmt: skip
                return i
        return None

    def _cue_after(self, passage: Passage) -> Token | None:
        """The verb of ", sagte er" behind a passage."""
        i = passage.last + 1
        if passage.last < passage.first or i >= len(self.doc):
            return None
        closing = [t.text for t in self.doc[max(passage.last - 1, passage.first) : passage.last]]
        ended = bool(closing) and closing[-1] in tuple(TERMINAL)
        comma = (bool(closing) and closing[-1] == ",") or self.doc[i].text in (",", "–", "-", "—")
        while i < len(self.doc) and self.doc[i].text in (",", "–", "-", "—"):
            i += 1
        if i >= len(self.doc) or self.doc[i].is_space or self.doc[i].text in tuple(TERMINAL):
            return None
        if ended and not comma and not self.doc[i].text[0].islower():
            return None
        limit = i + (4 if self.doc.lang_ == "de" and not comma else 25)
        for token in self.doc[i : min(limit, len(self.doc))]:
            if token.text in tuple(TERMINAL + MARKS) or token.is_space or token.i in self.inside:
                return None
            if token.i == i and so_phrase(token, self.words, len(self.doc)):
                return token
            if verb_medium(token, self.words, self.lexicon) and (finite_verb(token) is not None or token.i == i):
                return token
        return None

    def _cue_before(self, passage: Passage) -> Token | None:
        """The verb before a passage in its sentence: what the passage hangs on, else the nearest to the left."""
        if passage.last < passage.first or passage.first == 0:
            return None
        left = passage.first - 1
        start = self.doc[left].sent.start if self.doc.has_annotation("SENT_START") else 0
        nearest = self._verb_before(left, start)
        if nearest is not None and self.doc[left].text in (":", ","):
            return nearest
        if self._ends_sentence(left):
            return None
        for ancestor in self.doc[self._head(passage)].ancestors:
            if ancestor.i not in passage.tokens and verb_medium(ancestor, self.words, self.lexicon):
                return ancestor
        return nearest

    def _ends_sentence(self, i: int) -> bool:
        """Whether a sentence ends at a token, a closing mark behind its full stop included."""
        return self.doc[i].text in STOPS or (
            i > 0 and self.doc[i].text in tuple(MARKS) and self.doc[i - 1].text in STOPS
        )

    def _verb_before(self, left: int, start: int) -> Token | None:
        """The nearest cue to the left in the sentence, "so" before a colon included."""
        if self.doc[left].text in tuple(TERMINAL):
            return None
        for i in range(left, start - 1, -1):
            token = self.doc[i]
            if token.is_space or (token.text in tuple(TERMINAL) and i < left):
                return None
            if i not in self.inside and verb_medium(token, self.words, self.lexicon):
                return token
            if self.doc[left].text == ":" and so_phrase(token, self.words, len(self.doc)):
                return token
        return None

    def _head(self, passage: Passage) -> int:
        """The token of a passage that hangs on a word outside it."""
        for token in self.doc[passage.first : passage.last + 1]:
            if not is_punctuation(token) and token.head.i not in passage.tokens:
                return token.i
        return passage.first

    def _word_count(self, passage: Passage) -> int:
        return sum(1 for i in passage.tokens if not is_punctuation(self.doc[i]))

    def _has_verb(self, passage: Passage) -> bool:
        return any(self.doc[i].pos_ in VERBAL for i in passage.tokens)

    def _is_partial(self, passage: Passage) -> bool:
        """Whether marked words inside other speech are quoted, not a name or title."""
        words = [self.doc[i] for i in sorted(passage.tokens) if not is_punctuation(self.doc[i])]
        if not words or all(w.pos_ == "PROPN" or w.ent_type_ for w in words):
            return False
        return len(words) > 2 or not all(w.pos_ in ("NOUN", "PROPN", "DET") and w.text[0].isupper() for w in words)

    def _is_quotation(self, passage: Passage, cue: Token | None) -> bool:
        """Whether marked words stand for speech: long, or a sentence, or introduced by a cue."""
        count = self._word_count(passage)
        if count == 0:
            return False
        if self._is_introduced(passage, cue):
            return True
        if count >= 7:
            return self._has_verb(passage) or cue is not None
        return count >= 4 and (self._has_verb(passage) or cue is not None)

    def _is_introduced(self, passage: Passage, cue: Token | None) -> bool:
        """Whether a cue stands right before (with a colon) or right after (with a comma) the passage."""
        if cue is None or cue.i < passage.first:
            return self._after_colon(passage, cue)
        if passage.last < cue.i <= passage.last + 3 or cue == self._cue_after(passage):
            return self._has_verb(passage) or self.doc[passage.last + 1].text == ","
        return self._after_colon(passage, cue)

    def _after_colon(self, passage: Passage, cue: Token | None) -> bool:
        before = self.doc[passage.first - 1].text if passage.first else ""
        if cue is None:
            return before == ":" and self._has_verb(passage)
        return before == ":" or (before == "," and self._has_verb(passage))

    def _attributed(self, passage: Passage, cue: Token | None) -> Draft:
        if (labelled := self._label(passage)) is not None:
            return self._draft(passage, "Speech", (), labelled, NONE)
        if cue is None:
            return self._draft(passage, "Speech", (), self._before_colon(passage), NONE)
        if cue.text.lower() in self.words.so:
            return self._after_so(passage, cue)
        medium = verb_medium(cue, self.words, self.lexicon) or "Speech"
        speaker = speaker_of(cue, self.words, passage.tokens)
        frame = subtree(cue) - passage.tokens
        if len(frame) > 40:
            frame = phrase_tokens(cue, passage.tokens)
        draft = self._draft(
            passage, medium_of(medium, speaker, cue, self.words), cue_tokens(cue, self.words), speaker, frame
        )
        return Draft(
            draft.type, draft.medium, draft.quote, draft.cue, draft.speaker, draft.frame - self.inside,
            addressee_of(cue, self.words, passage.tokens), draft.exact,
        )  # fmt: skip

    def _draft(
        self, passage: Passage, medium: str, cue: tuple[int, ...], speaker: Speaker | None, frame: frozenset[int]
    ) -> Draft:
        return Draft("Direct", medium, passage.tokens, cue, speaker, frame, None, ((passage.start, passage.end),))

    def _after_so(self, passage: Passage, so: Token) -> Draft:
        phrase, speaker = so_phrase(so, self.words, len(self.doc)) or (NONE, None)
        return self._draft(passage, "Speech", (so.i,), speaker, phrase)

    def _label(self, passage: Passage) -> Speaker | None:
        """The name in capitals that a transcript puts before what is said ("PENCE: Well, ...")."""
        i = passage.first
        while i <= passage.last and is_punctuation(self.doc[i]) and self.doc[i].text != ":":
            i += 1
        start = i
        while i <= passage.last and self.doc[i].is_upper and self.doc[i].is_alpha and i - start < 4:
            i += 1
        if start < i < passage.last and self.doc[i].text == ":":
            return Speaker(frozenset(range(start, i)), i - 1)
        return None

    def _before_colon(self, passage: Passage) -> Speaker | None:
        """Who is named before a colon without a verb ("Merkel: ...")."""
        i = passage.first - 1
        if i < 1 or self.doc[i].text != ":":
            return None
        nouns = []
        while i - 1 >= 0 and not self.doc[i - 1].is_space and self.doc[i - 1].text not in tuple(TERMINAL):
            i -= 1
            if self.doc[i].pos_ == "AUX":
                return None
            if self.doc[i].pos_ in ("NOUN", "PROPN"):
                nouns.append(self.doc[i])
        named_first = next((t for t in nouns if t.ent_type_ or t.pos_ == "PROPN"), None)
        return named(named_first, range(passage.first - 1, len(self.doc))) if named_first is not None else None


def smallest_around(tokens: frozenset[int], drafts: Sequence[Draft]) -> Draft | None:
    """The smallest quotation that holds the tokens and more."""
    holding = [
        d for d in drafts if tokens and len(tokens & d.quote) >= 0.8 * len(tokens) and len(d.quote) > len(tokens) + 1
    ]
    return min(holding, key=lambda d: len(d.quote), default=None)
