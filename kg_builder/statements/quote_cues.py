"""Words that introduce what somebody says: verbs, nouns with a content clause, attributions."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg_builder.language.clauses import lemma_with_particle
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quote_syntax import VERBAL, finite_verb
from kg_builder.statements.quote_words import QuoteWords

NOMINAL = ("NOUN", "PROPN", "PRON", "X", "NUM", "ADJ")
ATTRIBUTING = ("case", "mark", "fixed", "advmod", "advcl")
COPULA_LIKE = frozenset("sein haben werden be have become".split())


def verb_lemma(token: Token, words: QuoteWords, lexicon: Lexicon) -> str | None:
    """The listed verb that a token is a form of ("mit|teilen"), by its form, else by its lemma; None where none is."""
    form = token.text.lower()
    particle = ""
    for child in token.children:
        if child.dep_ in ("compound:prt", "xcomp", "advmod") and child.pos_ not in VERBAL:
            if found := words.forms.get((child.text.lower(), form)):
                return found
            particle = particle or (child.text if child.dep_ == "compound:prt" else "")
    if not particle and (found := words.forms.get(("", form))):
        return found
    lemma = lemma_with_particle(token)
    if lemma in words.verbs or (lemma not in COPULA_LIKE and lexicon.is_speech(lemma)):
        return lemma
    return None


def verb_medium(token: Token, words: QuoteWords, lexicon: Lexicon) -> str | None:
    """The medium of a verb that can introduce a quotation, or None for any other token."""
    if token.pos_ not in VERBAL or token.dep_ in ("aux", "aux:pass", "cop"):
        return None
    lemma = verb_lemma(token, words, lexicon)
    return None if lemma is None else words.verbs.get(lemma, "Speech")


def noun_medium(token: Token, words: QuoteWords) -> str | None:
    """The medium of a noun that can have content ("Forderung", "statement"), also as the last part of a compound."""
    if token.pos_ != "NOUN":
        return None
    lemma = token.lemma_
    if lemma in words.content_nouns or (
        words.lang == "de" and any(lemma.endswith(n.lower()) for n in words.content_nouns if len(n) > 4)
    ):
        return "SpeechThought" if any(lemma.lower().endswith(n) for n in words.opinion_nouns) else "SpeechWriting"
    return None


def cue_tokens(verb: Token, words: QuoteWords, pointing: int | None = None) -> tuple[int, ...]:
    """The verb with its auxiliaries, particle, "es" of "es heißt", "wie" of "wie ... mitteilte", and "davon"."""
    parts = {c.i for c in verb.children if c.dep_ in ("aux", "aux:pass", "compound:prt")}
    parts |= {c.i for c in verb.children if c.dep_ in ("mark", "advmod") and c.text.lower() in words.manner}
    parts |= {c.i for c in verb.children if c.dep_ == "expl" and c.text.lower() in ("es", "it")}
    parts |= {c.i for c in verb.children if c.dep_ in ("expl:pv", "obj") and "Yes" in c.morph.get("Reflex")}
    if pointing is not None:
        parts.add(pointing)
    return (verb.i, *sorted(parts - {verb.i}))


def is_source_noun(noun: Token, words: QuoteWords) -> bool:
    """Whether a noun after "nach" names what somebody says: listed, or a compound of one of the longer ones."""
    form = noun.text.lower()
    return form in words.source_nouns or any(form.endswith(n) for n in words.source_nouns if len(n) > 5)


def introduces_quote(token: Token, words: QuoteWords, lexicon: Lexicon) -> bool:
    """Whether the token is the head of a clause that can stand beside a direct quotation ("sagte er")."""
    if verb_medium(token, words, lexicon) is None:
        return False
    return finite_verb(token) is not None or token.dep_ in ("root", "ROOT", "advcl", "conj", "acl")


def attributing(token: Token, words: QuoteWords) -> Iterator[tuple[Token, tuple[int, ...]]]:
    """(noun that is the source, tokens of the cue) for a preposition like "laut", "zufolge", "nach (Angaben)"."""
    word = token.text.lower()
    following = token.doc[token.i + 1].text.lower() if token.i + 1 < len(token.doc) else ""
    phrase = (word, following) in words.attribution_phrases
    only = next((w.partition(":")[2] for w in words.with_noun if w.partition(":")[0] == word), None)
    if not phrase and word not in words.attributions and only is None:
        return
    noun = token.head
    if phrase and noun.pos_ not in NOMINAL:
        noun = next((t for t in token.doc[token.i + 2 : token.i + 8] if t.head.i in (token.i, noun.i)), noun)
    if word in words.postpositions and noun.i > token.i and (earlier := noun_before(token, 1)) is not None:
        noun = earlier
    elif noun.i == token.i or noun.pos_ not in NOMINAL or token.dep_ not in ATTRIBUTING:
        nearest = _nearest_noun(token)
        if nearest is None or only is not None:
            return
        noun = nearest
    if any(t.pos_ in VERBAL for t in token.doc[token.i + 1 : noun.i]):
        noun = token.doc[token.i + 1]
    if only and not noun.text.lower().endswith(only):
        return
    if phrase:
        yield noun, (token.i, token.i + 1)
    elif word in words.attributions or is_source_noun(noun, words):
        yield noun, (token.i,)


def _nearest_noun(token: Token) -> Token | None:
    """The noun that begins right after a preposition, else the one that ends right before it."""
    for t in token.doc[token.i + 1 : token.i + 5]:
        if t.pos_ in ("NOUN", "PROPN") and t.head.i not in range(token.i + 1, t.i):
            return t
        if t.pos_ not in ("DET", "ADJ", "PROPN", "NOUN", "NUM"):
            break
    return noun_before(token, 1)


def noun_before(token: Token, reach: int) -> Token | None:
    """The head of the noun phrase that ends within so many tokens before a token."""
    for t in reversed(list(token.doc[max(token.i - reach, 0) : token.i])):
        if t.pos_ in ("NOUN", "PROPN", "PRON"):
            while t.dep_ in ("nmod", "flat", "appos") and t.head.i < token.i and t.head.pos_ in NOMINAL:
                t = t.head
            return t
    return None
