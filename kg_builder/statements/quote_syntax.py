"""What quotations need to know of sentences: clauses with marker, mood and extent, and phrases without clauses."""

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from kg_builder.language.clauses import mood_of
from kg_builder.statements.quote_words import QuoteWords

VERBAL = ("VERB", "AUX")
PUNCTUATION = frozenset(".,;:!?…-–—„“”\"»«‟‚‘’'‹›()[]")
CLAUSAL = frozenset(
    "ccomp xcomp csubj parataxis advcl acl acl:relcl conj root csubj:pass advcl:relcl dep appos discourse".split()
)


def is_punctuation(token: Token) -> bool:
    return token.is_space or token.pos_ == "PUNCT" or token.text in PUNCTUATION


def trimmed(doc: Doc, tokens: Iterable[int], keep_stop: bool = False) -> frozenset[int]:
    """The tokens without punctuation at the outer edges of each run; keep_stop leaves the mark that ends a sentence."""
    kept: set[int] = set()
    for run in runs(tokens):
        first, last = run[0], run[-1]
        while first <= last and is_punctuation(doc[first]) and doc[first].text not in OPENING:
            first += 1
        while last >= first and is_punctuation(doc[last]) and doc[last].text not in CLOSING:
            if keep_stop and doc[last].text in ".!?…":
                break
            last -= 1
        kept.update(range(first, last + 1))
    return frozenset(kept)


STOPS = (".", "!", "?")
OPENING = frozenset('„“"»«‚‘(')
CLOSING = frozenset('“”"»«‘’)')


def runs(tokens: Iterable[int]) -> list[list[int]]:
    """Token indices as runs of neighbours, in order."""
    found: list[list[int]] = []
    for i in sorted(tokens):
        if found and found[-1][-1] == i - 1:
            found[-1].append(i)
        else:
            found.append([i])
    return found


def spans(doc: Doc, tokens: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Code points of the runs of tokens, without white space at their edges."""
    found = []
    for run in runs(i for i in tokens):
        while run and doc[run[0]].is_space:
            run = run[1:]
        while run and doc[run[-1]].is_space:
            run = run[:-1]
        if run:
            found.append((doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]])))
    return tuple(found)


def subtree(token: Token) -> frozenset[int]:
    return frozenset(t.i for t in token.subtree)


def is_clause(token: Token) -> bool:
    """Whether a token heads a clause: a main verb, or what a copula or subject makes a predicate."""
    if token.dep_ in ("aux", "aux:pass", "cop", "mark", "case", "det"):
        return False
    if token.pos_ in VERBAL and token.dep_ not in ("amod", "nummod", "fixed", "flat"):
        return True
    return any(c.dep_ in ("cop", "nsubj", "nsubj:pass", "csubj") for c in token.children)


def finite_verb(clause: Token) -> Token | None:
    """The finite verb of a clause: an auxiliary or copula, else its head where that has a subject or is tagged so."""
    group = [c for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop")]
    for token in (*group, clause):
        if "Fin" in token.morph.get("VerbForm"):
            return token
    subject = any(c.dep_ in ("nsubj", "nsubj:pass", "expl") for c in clause.children)
    return (group[0] if group else clause) if subject else None


def marker(clause: Token) -> str:
    """The word that makes a clause a subordinate one ("dass", "that", "wie"), lower case, or nothing."""
    marks = sorted(c.i for c in clause.children if c.dep_ == "mark")
    words = [clause.doc[i].text.lower() for i in marks]
    return next((w for w in words if w not in ("zu", "to")), words[0] if words else "")


def is_subjunctive(clause: Token, words: QuoteWords) -> bool:
    """Whether the clause stands in the mood of reported speech."""
    if not words.subjunctive:
        return False
    if (mood_of(clause)[0] or "").startswith("Sub"):
        return True
    group = [c for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop")]
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "expl")), None)
    forms = {t.text.lower() for t in (*group, clause)}
    if subject is not None and subject.text.lower() == "ich" and not forms & words.irrealis:
        return False
    if forms & words.subjunctive:
        return True
    form = clause.text.lower()
    if group or clause.pos_ not in VERBAL or not form.endswith(words.subjunctive_endings):
        return False
    return not form.endswith(words.indicative_endings) and subject is not None


def is_infinitive(clause: Token, words: QuoteWords) -> bool:
    """Whether the clause is an infinitive with its marker ("zu", "to")."""
    group = [clause, *(c for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop"))]
    if any("Fin" in t.morph.get("VerbForm") for t in group):
        return False
    marks = {c.text.lower() for t in group for c in t.children if c.dep_ in ("mark", "aux", "advmod")}
    if marks & {"um", "ohne", "statt", "anstatt", "order"}:
        return False
    joined = clause.doc.lang_ == "de" and any(
        m in t.text.lower()[2:-2] and t.text.endswith("n") and t.pos_ in VERBAL
        for t in group
        for m in words.infinitive_markers
    )
    return bool(marks & words.infinitive_markers) or joined


def first_word(tokens: Iterable[int], doc: Doc) -> Token | None:
    """The first token that is no punctuation."""
    return next((doc[i] for i in sorted(tokens) if not is_punctuation(doc[i])), None)


def phrase_tokens(token: Token, without: Iterable[int] = ()) -> frozenset[int]:
    """A noun phrase: the subtree's run around its head, cut where `without` begins, without edge punctuation."""
    barred = frozenset(without)
    inside = subtree(token) - barred
    start = end = token.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    first = start
    while first < token.i and (is_punctuation(token.doc[first]) or token.doc[first].dep_ in ("cc", "mark")):
        if token.doc[first].text in OPENING:
            break
        first += 1
    last = end
    while last > token.i and is_punctuation(token.doc[last]) and token.doc[last].text not in CLOSING:
        last -= 1
    return frozenset(range(first, last + 1))


def sentences(doc: Doc) -> list[Span]:
    """The sentences, split where a full stop or a new line inside one shows that two were taken for one."""
    if not len(doc):
        return []
    starts = {0}
    if doc.has_annotation("SENT_START"):
        starts |= {s.start for s in doc.sents}
    for token in doc[:-1]:
        after = doc[token.i + 1]
        closed = token.text in CLOSING and token.i and doc[token.i - 1].text in STOPS
        stops = (token.text in STOPS or closed) and after.text[:1].isupper()
        if stops or (token.is_space and "\n" in token.text):
            starts.add(token.i + 1)
    bounds = [*sorted(starts), len(doc)]
    return [doc[start:end] for start, end in pairwise(bounds)]
