"""Which actor stands at a token: mentions brought together with the tree, for sources and targets."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from kg_builder.records import Mention
from kg_builder.records import Span as TextSpan

POLITE = frozenset({"Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres"})


def trimmed(sentence: Span) -> TextSpan:
    """Code points of a span of tokens without blanks around it."""
    text = sentence.text
    return sentence.start_char + len(text) - len(text.lstrip()), sentence.start_char + len(text.rstrip())


def polite(doc: Doc, mention: Mention) -> bool:
    """Whether a German pronoun with a capital inside a sentence addresses the reader ("Ich hoffe, Sie verstehen")."""
    words = doc.text[mention.start : mention.end]
    if mention.form not in ("pronoun", "possessive") or words not in POLITE or not mention.start:
        return False
    before = doc.text[: mention.start].rstrip(' „“»"')
    return bool(before) and before[-1] not in ".!?:\n"


class Participants:
    """Mentions of a document by token."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention]) -> None:
        self.doc = doc
        kept = (m for m in mentions if not polite(doc, m))
        self.mentions = tuple(sorted(kept, key=lambda m: (m.start, -m.end)))
        self._starts = [t.idx for t in doc]
        self._at: dict[int, list[Mention]] = {}
        sentences = list(doc.sents)
        self._sentence = [number for number, sentence in enumerate(sentences) for _ in sentence]
        self._spans = [trimmed(sentence) for sentence in sentences]
        for mention in self.mentions:
            for i in self.tokens(mention.start, mention.end):
                self._at.setdefault(i, []).append(mention)

    def tokens(self, start: int, end: int) -> range:
        """The tokens that a span of the text touches."""
        first = bisect_left(self._starts, start + 1) - 1
        if first >= 0 and self._starts[first] + len(self.doc[first]) <= start:
            first += 1
        return range(max(first, 0), bisect_left(self._starts, end))

    def number(self, i: int) -> int:
        """The number of the token's sentence."""
        return self._sentence[i]

    def same_sentence(self, a: int, b: int) -> bool:
        """Whether two tokens stand in one sentence."""
        return self._sentence[a] == self._sentence[b]

    def sentence(self, i: int) -> TextSpan:
        """Code points of the token's sentence, without blanks around it."""
        return self._spans[self._sentence[i]]

    def head(self, mention: Mention) -> Token:
        """The token of a mention that hangs on a word outside it."""
        tokens = self.tokens(mention.start, mention.end)
        for i in tokens:
            if self.doc[i].head.i not in tokens or self.doc[i].head.i == i:
                return self.doc[i]
        return self.doc[tokens[0]]

    def covering(self, i: int) -> Mention | None:
        """The mention that covers a token, the longest of several; in a compound the one nearest its end."""
        found = self._at.get(i)
        return max(found, key=lambda m: (m.form != "adjective", m.end - m.start, m.start)) if found else None

    def at(self, token: Token, depth: int = 0) -> Mention | None:
        """The actor that the phrase headed by a token stands for: a mention at the head, else a name in apposition."""
        own = self.covering(token.i)
        if own and own.form not in ("adjective", "possessive"):
            is_body = own.actor.type == "state" and token.lemma_.lower() in GOVERNMENTS
            if not is_body and own.form in ("description", "office", "epithet") and (named := self._named(token)):
                return named
            return own
        if named := self._named(token):
            return named
        if depth < 2 and token.pos_ in ("NOUN", "PROPN", "X", "NUM", "PRON", "ADJ", "DET"):
            for child in token.children:
                if child.dep_ == "nmod" and is_part(token, child) and (m := self.at(child, depth + 1)):
                    return m
        return own if own and token.pos_ != "NOUN" else None

    def _named(self, token: Token) -> Mention | None:
        for child in token.children:
            beside = child.dep_ in ("nmod", "compound") and child.pos_ == "PROPN" and not governed(child)
            if beside or child.dep_ in ("appos", "flat"):
                mention = self.covering(child.i)
                if mention and mention.actor.type == "person" and mention.form == "name":
                    return mention
                if child.dep_ in ("appos", "flat") and mention and mention.form in ("name", "metonym"):
                    return mention
        return None

    def all_at(self, token: Token) -> list[Mention]:
        """The actor at a token and those beside it ("Paris und Berlin"; "both sides" stands for two), each once."""
        found: list[Mention] = []
        heads = [token, *(c for c in token.children if c.dep_ == "conj")]
        for head in heads:
            mention = self.at(head)
            for one in self._same_words(mention) if mention else ():
                if all(m.actor.id != one.actor.id for m in found):
                    found.append(one)
        return found

    def _same_words(self, mention: Mention) -> list[Mention]:
        """The mention and others that lie over the same words."""
        first = self.tokens(mention.start, mention.end)[0]
        others = [m for m in self._at[first] if (m.start, m.end) == (mention.start, mention.end) and m is not mention]
        return [mention, *others]

    def inside(self, tokens: Sequence[int]) -> list[Mention]:
        """Mentions within a stretch of tokens, in text order; an actor once."""
        found: list[Mention] = []
        for i in tokens:
            for mention in self._at.get(i, ()):
                if all(m.actor.id != mention.actor.id for m in found):
                    found.append(mention)
        return found


def is_part(token: Token, whole: Token) -> bool:
    """Whether a token is a part or a number of the whole that hangs on it ("most of the rebels", "zwei der Männer")."""
    if token.lemma_.lower() in PARTITIVES:
        return True
    counted = token.pos_ in ("NUM", "DET", "PRON") or token.lemma_.lower() in QUANTITIES
    cases = [child.lower_ for child in whole.children if child.dep_ == "case"]
    return counted and all(case in ("of", "von", "among", "unter") for case in cases)


def governed(name: Token) -> bool:
    """Whether a preposition or the genitive shows that a name is not the noun's own ("supporters of Putin")."""
    genitive = "Gen" in name.morph.get("Case") and "Gen" not in name.head.morph.get("Case")
    return genitive or any(c.dep_ == "case" for c in name.children)


PARTITIVES = frozenset(
    (
        "teil mehrheit gruppe reihe vertreter mitglied regierung führung präsident armee truppe streitkraft "
        "soldat beamte sprecher behörde militär luftwaffe marine gericht ministerium kabinett parlament "
        "einheit diplomat unterhändler member government leadership group part majority number representative "
        "force troop army soldier official military authority ministry cabinet parliament side people citizen "
        "diplomat troops forces authorities"
    ).split()
)
GOVERNMENTS = frozenset("regierung kabinett regime administration government cabinet truppe troops".split())
"""Bodies of a state that are called after who leads them ("die Regierung Bush"), and are the state all the same."""
QUANTITIES = frozenset(
    (
        "hundert hunderte tausend tausende zehntausend zehntausende hunderttausend hunderttausende million dutzend "
        "dutzende zahl hälfte drittel rest mehrzahl vielzahl handvoll hundred hundreds thousand thousands ten tens "
        "dozen dozens score scores half third rest handful couple remainder lot crowd"
    ).split()
)
"""Nouns for a number of those that the phrase names."""
