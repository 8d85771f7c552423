"""Speaker and addressee of a cue, from its clause's arguments."""

from collections.abc import Iterable

from spacy.tokens import Token

from kg_builder.language.clauses import OBJECT_CONTROL, clause_of
from kg_builder.statements.quote_drafts import Addressee, Speaker
from kg_builder.statements.quote_syntax import phrase_tokens
from kg_builder.statements.quote_words import QuoteWords

SOURCE_PREPOSITIONS = {"de": ("aus", "von", "in", "auf"), "en": ("in", "from")}
SHARING = ("advcl", "conj", "xcomp")
EXPLETIVES = frozenset("es it there".split())


def speaker_of(verb: Token, words: QuoteWords, content: Iterable[int], depth: int = 0) -> Speaker | None:
    """The subject of a verb of saying (the agent in the passive), or where "es heißt", what it is said in.

    A participle or coordinate verb without a subject shares that of its governor, over at most three steps (`depth`).
    """
    clause = clause_of(verb)
    barred = {*content, verb.i}
    for argument in clause.arguments:
        token = verb.doc[argument.token]
        if argument.role == "subject" and token.i not in barred and token.text.lower() not in EXPLETIVES:
            return named(token, barred)
    if clause.passive or any(c.text.lower() in EXPLETIVES for c in verb.children):
        for argument in clause.arguments:
            token = verb.doc[argument.token]
            if argument.role == "prep" and argument.preposition in SOURCE_PREPOSITIONS.get(words.lang, ()):
                if token.i not in barred and is_source(token, words):
                    return named(token, barred)
    if not clause.passive and verb.dep_ in SHARING and depth < 3 and verb.head.pos_ in ("VERB", "AUX"):
        return speaker_of(verb.head, words, barred, depth + 1)
    return None


def named(token: Token, barred: Iterable[int]) -> Speaker:
    """The phrase around a token; a relative pronoun stands for the noun before it."""
    tokens = phrase_tokens(token, barred)
    if "Rel" in token.morph.get("PronType"):
        clause = next((t for t in token.ancestors if t.dep_ in ("acl", "acl:relcl")), None)
        if clause is not None:
            return Speaker(tokens, clause.head.i)
    return Speaker(without_case(token, tokens), token.i)


def without_case(token: Token, tokens: frozenset[int]) -> frozenset[int]:
    """The phrase without its preposition."""
    cases = {c.i for c in token.children if c.dep_ == "case"}
    return frozenset(tokens - cases)


def is_source(token: Token, words: QuoteWords) -> bool:
    """Whether the noun names a text or an utterance ("Bericht", "statement")."""
    form = token.text.lower()
    lemma = token.lemma_.lower()
    return any(form.endswith(n) or lemma.endswith(n) for n in (*words.written, *words.source_nouns)) or any(
        lemma.endswith(n.lower()) for n in words.content_nouns
    )


def addressee_of(verb: Token, words: QuoteWords, content: Iterable[int]) -> Addressee | None:
    """Who is told: the dative, the phrase after "gegenüber" or "forderte von", the object of "forderte ... auf"."""
    clause = clause_of(verb)
    barred = {*content, verb.i}
    for argument in clause.arguments:
        token = verb.doc[argument.token]
        if token.i in barred or token.text.lower() in words.pointing or argument.inherited:
            continue
        told = (
            argument.role == "dative"
            or (argument.role == "prep" and argument.preposition in words.addressees)
            or (argument.role == "prep" and (clause.lemma, argument.preposition) in words.asked)
            or (argument.role == "object" and (clause.lemma in OBJECT_CONTROL or clause.lemma in words.told))
        )
        if (
            told
            and token.lemma_ not in words.times
            and token.pos_ in ("NOUN", "PROPN", "PRON")
            and "Yes" not in token.morph.get("Reflex")
        ):
            return Addressee(without_case(token, phrase_tokens(token, barred)), token.i)
    return None


OWNERS = frozenset(("von vom of by 's ’s").split())


def owner_of(noun: Token, barred: Iterable[int]) -> Speaker | None:
    """Whose claim, demand or hope a noun names: genitive, possessive, "von", "of", "by"."""
    barred = frozenset(barred)
    for child in noun.children:
        if child.i in barred:
            continue
        cases = {c.text.lower() for c in child.children if c.dep_ == "case"}
        possessive = "Yes" in child.morph.get("Poss") and child.dep_ in ("det", "nmod:poss", "nmod")
        if possessive or (child.dep_ in ("nmod", "nmod:poss") and (not cases or cases & OWNERS)):
            return Speaker(without_case(child, phrase_tokens(child, barred)), child.i)
    return None


def medium_of(medium: str, speaker: Speaker | None, verb: Token, words: QuoteWords) -> str:
    """The medium; what a text says is written."""
    if speaker and not speaker.inherited and medium in ("Speech", "SpeechWriting"):
        head = verb.doc[speaker.token]
        if any(head.lemma_.lower().endswith(n) for n in words.written):
            return "Writing"
    return medium
