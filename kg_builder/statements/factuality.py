"""How an act is said to be: asserted, negated, future, conditional or possible (GUIDELINES 3.7), by words and mood."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg_builder.language.clauses import Clause
from kg_builder.records import FACTUALITIES, Factuality
from kg_builder.statements.lexicon import Lexicon

POSSIBLE = frozenset(("können könnte dürfte mögen sollen may might could can").split())
FUTURE = frozenset(["werden", "wird", "wollen", "will", "shall", "'ll", "’ll"])
CONDITIONAL = frozenset(("würde würden would").split())


def by_words(doc: Doc, clause: Clause, lexicon: Lexicon) -> dict[Factuality, float]:
    """Evidence for each factuality from the predicate's negation, modals, adverbs and markers; 0: none."""
    token = doc[clause.predicate]
    found: dict[Factuality, float] = dict.fromkeys(FACTUALITIES, 0.0)
    words = {c.text.lower() for c in token.children} | {c.lemma_.lower() for c in token.children}
    if clause.negated or any(c.text.lower() == "longer" and has_no(c) for c in token.children):
        found["negated"] = 1.0
    if words & POSSIBLE & set(clause.modals) or any(m in POSSIBLE for m in clause.modals) or words & lexicon.hedges:
        found["possible"] = 0.7
    if any(m in CONDITIONAL for m in clause.modals) or has_condition(token, lexicon):
        found["conditional"] = 0.8
    if any(m in FUTURE for m in clause.modals) or words & lexicon.future:
        found["future"] = 0.7
    if clause.marker in lexicon.conditional:
        found["conditional"] = 0.8
    if above := governed(doc, clause, lexicon):
        found[above] = max(found[above], 0.7)
    return found


def has_no(adverb: Token) -> bool:
    """Whether "no" stands with an adverb ("no longer")."""
    return any(c.text.lower() == "no" for c in adverb.children)


def has_condition(token: Token, lexicon: Lexicon) -> bool:
    """Whether a clause with "if", "falls", "sofern" hangs on the predicate."""
    return any(
        child.dep_ == "advcl"
        and any(m.dep_ == "mark" and m.text.lower() in lexicon.conditional for m in child.children)
        for child in token.children
    )


def governed(doc: Doc, clause: Clause, lexicon: Lexicon) -> Factuality | None:
    """The factuality that a governing word gives ("plans to", "hopes that", "verzichten auf"), or None."""
    token = doc[clause.predicate]
    if token.dep_ not in ("xcomp", "ccomp", "acl") or token.head.i == token.i:
        return None
    word = token.head.lemma_.lower()
    if word in lexicon.governs_negated:
        return "negated"
    if word in lexicon.governs_future:
        return "future"
    return "possible" if word in lexicon.governs_possible else None


def decide(words: Mapping[Factuality, float], reader: Mapping[str, float] | None) -> Factuality:
    """The factuality that words and, where there is one, the reader find together; asserted without evidence."""
    if reader:
        total = {f: reader.get(f, 0.0) + 0.3 * words[f] for f in FACTUALITIES}
    else:
        total = dict(words) | {"asserted": 0.5}
    return max(FACTUALITIES, key=lambda f: (total[f], -FACTUALITIES.index(f)))
