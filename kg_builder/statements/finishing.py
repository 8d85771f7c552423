"""From drafts to Statement records: offsets, dates, places, reporting links and identifiers."""

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg_builder.records import Article, Mention, Participant, Phrase, Place, Span, Statement
from kg_builder.statements.candidates import Candidate
from kg_builder.statements.dates import DateMention
from kg_builder.statements.decisions import Draft
from kg_builder.statements.participants import Participants
from kg_builder.vocabulary import StatementType, statement_types

FULLER = ("name", "metonym", "inhabitant", "description", "epithet", "office")
ATTRIBUTES = frozenset({"amod", "compound", "nmod", "nmod:poss", "flat", "nummod", "advmod"})
LOOSE = frozenset({"cc", "conj", "punct", "case"})
LONGEST = 6
WITHHELD = frozenset({"Support", "Agree"})


def identifier(article: str, *parts: object) -> str:
    """A statement's id: the same article, sentence and content give the same one everywhere."""
    text = "\x1f".join([article, *("" if p is None else str(p) for p in parts)])
    return "st-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def token_span(doc: Doc, start: int, end: int) -> Span:
    """Code points of the tokens start to end - 1."""
    last = doc[end - 1]
    return doc[start].idx, last.idx + len(last)


def cue_phrase(doc: Doc, tokens: Sequence[int]) -> Phrase:
    """The cue as one phrase from its first to its last token where they are near, else its first token."""
    start, end = token_span(doc, tokens[0], tokens[0] + 1)
    text = " ".join(doc[i].text for i in tokens)
    if tokens[-1] - tokens[0] == len(tokens) - 1:
        end = token_span(doc, tokens[0], tokens[-1] + 1)[1]
        text = doc.text[start:end]
    return Phrase(text, start, end)


def governor(token: Token) -> Token:
    """The nearest verb above a token, or the sentence's root."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def denied(polarity: int, kind: StatementType) -> int:
    """The polarity of what is not so: support withheld is against, harm not done and help not given are neither."""
    return -1 if kind.kind == "stance" and kind.name in WITHHELD and polarity > 0 else 0


def belongs(token: Token) -> bool:
    """Whether a word before a noun is an attribute of it, or joins attributes ("Hungarian and Romanian")."""
    return token.dep_ in ATTRIBUTES or token.dep_ in ("cc", "conj") or token.text in ("-", "'s", "’s", "'", "’")


def is_of_phrase(token: Token) -> bool:
    """Whether a noun's complement is an English of-phrase."""
    return token.dep_ == "nmod" and any(c.dep_ == "case" and c.text.lower() == "of" for c in token.children)


class Finishing:
    """Turns the drafts of one article into statements."""

    def __init__(self, article: Article, doc: Doc, participants: Participants, dates: Sequence[DateMention]) -> None:
        self.article, self.doc, self.participants = article, doc, participants
        self._date_of = {
            participants.tokens(d.start, d.end)[0]: d for d in dates if participants.tokens(d.start, d.end)
        }
        self._types = statement_types()

    def statements(self, drafts: Sequence[Draft]) -> list[tuple[Draft, Statement]]:
        """All drafts with their statements, in text order, with reporting links between them."""
        made = [self.statement(d) for d in drafts]
        linked = [(d, self._linked(s, d, drafts, made)) for s, d in zip(made, drafts, strict=True)]
        return sorted(linked, key=lambda pair: (pair[1].cue.start, pair[1].id))

    def statement(self, draft: Draft) -> Statement:
        """One draft as a statement, `within` still open."""
        doc, candidate = self.doc, draft.candidate
        evidence = self.participants.sentence(candidate.token)
        cue = cue_phrase(doc, candidate.tokens)
        kind = self._types[draft.type]
        entry = candidate.lexical.entry if candidate.lexical else None
        polarity = kind.polarity
        if entry and entry.polarity is not None and entry.type == draft.type:
            polarity = entry.polarity
        if draft.factuality == "negated":
            polarity = denied(polarity, kind)
        topic = None
        if draft.topic:
            start, end = token_span(doc, *draft.topic)
            topic = Phrase(doc.text[start:end], start, end)
        source = self.participant(draft.source, draft.target, candidate)
        target = self.participant(draft.target, draft.source, candidate)
        sentence = doc.text[evidence[0] : evidence[1]]
        name = identifier(
            self.article.id, sentence, evidence[0], cue.start - evidence[0], draft.type,
            source.actor.id if source else None, target.actor.id if target else None,
        )  # fmt: skip
        return Statement(
            id=name, article=self.article.id, kind="event" if kind.kind == "event" else "stance", type=draft.type,
            source=source, target=target, cue=cue, evidence=evidence, polarity=polarity, plover=kind.plover,
            topic=topic, factuality=draft.factuality, date=self._date(candidate.token),
            place=self._place(candidate.token, draft),
            confidence=round(draft.confidence, 3), reasons=draft.reasons,
        )  # fmt: skip

    def participant(self, mention: Mention | None, other: Mention | None, candidate: Candidate) -> Participant | None:
        """The actor and the words for it: a name in the sentence rather than a pronoun, a noun with its attributes."""
        if mention is None:
            return None
        if mention.form in ("pronoun", "possessive"):
            mention = self._named(mention, candidate.token)
        if mention.form not in ("description", "epithet", "office"):
            return Participant(mention.actor, mention.start, mention.end)
        taken = {*candidate.tokens, *(self.participants.tokens(other.start, other.end) if other else ())}
        start, end = self._whole(mention, taken)
        return Participant(mention.actor, start, end)

    def _named(self, mention: Mention, cue: int) -> Mention:
        """The fullest mention of the same actor in the cue's sentence: its name, else a noun, else the mention."""
        first, last = self.participants.sentence(cue)
        same = [
            m
            for m in self.participants.mentions
            if m.actor.id == mention.actor.id and first <= m.start < last and m.form in FULLER
        ]
        return min(same, key=lambda m: (FULLER.index(m.form), m.start), default=mention)

    def _whole(self, mention: Mention, taken: AbstractSet[int]) -> Span:
        """A noun with attributes and of-phrase ("European Union foreign ministers", "leaders of Romania's government").

        taken: words that stay outside.
        """
        tokens = self.participants.tokens(mention.start, mention.end)
        first, last = tokens[0], tokens[-1]
        inside = {t.i for i in tokens for t in self.doc[i].subtree}
        while first - 1 in inside and first - 1 not in taken and belongs(self.doc[first - 1]):
            first -= 1
        while first < tokens[0] and self.doc[first].dep_ in LOOSE:
            first += 1
        after = next((c for c in self.doc[last].children if c.i > last and is_of_phrase(c)), None)
        if after is not None:
            phrase = range(last + 1, after.i + 1)
            if len(phrase) <= LONGEST and not taken & set(phrase):
                last = after.i
        start = mention.start if first == tokens[0] else self.doc[first].idx
        return start, mention.end if last == tokens[-1] else token_span(self.doc, last, last + 1)[1]

    def _date(self, i: int) -> str | None:
        """The time named in the cue's own clause; in a short sentence with one clause, anywhere in it."""
        home = governor(self.doc[i])
        for place, date in sorted(self._date_of.items()):
            token = self.doc[place]
            if self.participants.same_sentence(place, i) and date.role != "until" and governor(token).i == home.i:
                return date.value
        return None

    def _place(self, i: int, draft: Draft) -> Place | None:
        """A place named in the cue's own clause that is not one of the actors."""
        taken = {m.actor.id for m in (draft.source, draft.target) if m}
        home = governor(self.doc[i])
        for mention in self.participants.mentions:
            if mention.form != "place":
                continue
            head = self.participants.head(mention)
            here = self.participants.same_sentence(head.i, i)
            if here and governor(head).i == home.i and mention.actor.id not in taken:
                return Place(mention.actor.id, mention.actor.label)
        return None

    def _linked(self, one: Statement, draft: Draft, drafts: Sequence[Draft], made: Sequence[Statement]) -> Statement:
        """The statement with `within`: the smallest reporting stance whose content holds its cue."""
        best: tuple[int, Statement] | None = None
        for other, record in zip(drafts, made, strict=True):
            if other.candidate.token != draft.candidate.token and draft.candidate.token in other.content:
                if record.kind == "stance" and (best is None or len(other.content) < best[0]):
                    best = (len(other.content), record)
        return replace(one, within=best[1].id) if best else one
