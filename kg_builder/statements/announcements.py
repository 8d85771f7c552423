"""An act of one's own that is announced: a threat, a promise, or a refusal where it will not be (GUIDELINES 3)."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from kg_builder.language.clauses import clause_of
from kg_builder.records import Factuality
from kg_builder.statements.candidates import Candidate
from kg_builder.statements.factuality import POSSIBLE, by_words
from kg_builder.statements.lexicon import Lexicon
from kg_builder.vocabulary import statement_types

STILL_TO_COME: tuple[Factuality, ...] = ("future", "conditional")
VOTES = {"Threaten": 1.0, "Promise": 0.9, "Reject": 1.0}
SPARED = frozenset({"Assault", "Coerce", "Sanction"})  # not doing these is no refusal


def announced_act(
    doc: Doc, content: Sequence[int], acts: Mapping[int, Candidate], lexicon: Lexicon, own: bool
) -> dict[str, float]:
    """The type that announcing the act in a content gives its announcement, with a weight; nothing where none is clear.

    content: the tokens of what is announced. acts: candidates by each of their tokens. own: the content's subject is
    the speaker; an infinitive needs none.
    """
    root = root_of(doc, content)
    if root is None:
        return {}
    infinitive = root.morph.get("VerbForm") == ["Inf"] and not any(c.dep_.startswith("nsubj") for c in root.children)
    clause = clause_of(root)
    if not (infinitive or own):
        return {}
    refused = clause.negated or any(is_none(child, lexicon) for child in root.children)
    words = by_words(doc, clause, lexicon)
    coming = infinitive or bool(POSSIBLE & set(clause.modals)) or any(words[name] for name in STILL_TO_COME)
    for verb in chain(root):
        cue = acts[verb.i].lexical if verb.i in acts else None
        kind = statement_types()[cue.entry.type] if cue else None
        if kind and kind.kind == "event" and kind.polarity and (coming or verb.i != root.i):
            if refused:
                name = "Promise" if kind.name in SPARED else "Reject"
            else:
                name = "Threaten" if kind.polarity < 0 else "Promise"
            return {name: VOTES[name]}
    return {}


def is_none(token: Token, lexicon: Lexicon) -> bool:
    """Whether an object is denied by its article ("keine Truppen", "no troops")."""
    return token.dep_ == "obj" and any(c.dep_ == "det" and c.text.lower() in lexicon.negators for c in token.children)


def root_of(doc: Doc, content: Sequence[int]) -> Token | None:
    """The verb or predicate of a content on which its other words hang."""
    inside = set(content)
    tops = [doc[i] for i in content if doc[i].head.i not in inside or doc[i].head.i == i]
    return next((t for t in tops if t.pos_ in ("VERB", "AUX", "ADJ")), None)


def chain(verb: Token) -> Iterator[Token]:
    """A predicate and the infinitives that depend on it in turn ("is prepared to agree to impose")."""
    seen: Token | None = verb
    while seen is not None:
        yield seen
        seen = next((c for c in seen.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
