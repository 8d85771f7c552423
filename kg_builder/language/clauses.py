"""Clauses: predicates with their arguments by grammatical role, read off a Doc with Universal Dependencies v2.

This is what statement rules read instead of trees: a predicate's lemma with its particle ("vor|werfen"), its subject,
objects, prepositional and clausal arguments, and negation, modality, mood, tense and voice. The subject of a passive
is its object, its by-phrase its subject; conjuncts and infinitives inherit what they share.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg_builder.language.cases import LABEL_ROLES, ROLE_CASE, assign
from kg_builder.language.government import NO_CONTROL, OBJECT_CONTROL, PREPOSITIONS, government
from kg_builder.language.moods import MODALS, SHIFTING, finite_verb, mood_of
from kg_builder.language.phrases import (
    case_of,
    conjuncts,
    governed_case,
    lemma_with_particle,
    phrase,
    preposition_lemma,
    prepositions,
)

__all__ = [
    "OBJECT_CONTROL", "Argument", "Clause", "clause_of", "clauses", "conjuncts", "lemma_with_particle", "mood_of",
    "phrase",
]  # fmt: skip

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
AGENTS = {
    "de": frozenset({"von", "durch"}),
    "en": frozenset({"by"}),
    "es": frozenset({"por"}),
    "fr": frozenset({"par"}),
}
CONJUNCTIONS = frozenset({"dass", "daß", "ob", "weil"})
NEGATORS = frozenset(
    [
        "nicht",
        "nie",
        "niemals",
        "kein",
        "keine",
        "keinen",
        "keiner",
        "keinem",
        "keines",
        "nirgends",
        "weder",
        "not",
        "n't",
        "never",
        "no",
        "neither",
        "nor",
        "n’t",
    ]
)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its role, its head token, and for prepositional ones the preposition and the case it governs.

    role: subject, object, dative, prep, clause (a finite content clause), infinitive, predicative ("called it a
    farce"), genitive, possessive, adjective, compound. inherited: taken over from a governing or conjoined predicate.
    """

    role: str
    token: int
    preposition: str | None = None
    case: str | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate at token `predicate` with its arguments and how it is said."""

    predicate: int
    lemma: str
    pos: str
    arguments: tuple[Argument, ...]
    negated: bool = False
    modals: tuple[str, ...] = ()
    mood: str | None = None
    tense: str | None = None
    passive: bool = False
    marker: str | None = None
    tokens: tuple[int, ...] = ()

    def first(self, role: str, preposition: str | None = None) -> Argument | None:
        """The first argument of a role (and preposition), or None."""
        return next((a for a in self.arguments if a.role == role and preposition in (None, a.preposition)), None)


def is_passive(token: Token) -> bool:
    """Whether the predicate is in the passive, also a participle without auxiliary ("the plan rejected by Paris")."""
    if any(c.dep_ in ("aux:pass",) or c.dep_ in PASSIVE_SUBJECTS for c in token.children):
        return True
    if token.dep_ == "conj" and token.head.i != token.i and token.morph.get("VerbForm") == ("Part").split():
        if not any(c.dep_ in ("aux", "cop", "nsubj") for c in token.children):
            return is_passive(token.head)
    if token.dep_ == "acl" and token.morph.get("VerbForm") == ("Part").split():
        return token.morph.get("Tense") == ("Past").split() or token.text.endswith(("ed", "en"))
    return False


def full_verb(token: Token) -> Token:
    """The infinitive of a German modal that heads it in the tree ("er wolle gehen"), else the token."""
    if token.lemma_ in MODALS and token.doc.lang_ == "de":
        return next((c for c in token.children if c.dep_ == "xcomp" and "Inf" in c.morph.get("VerbForm")), token)
    return token


def phrase_argument(token: Token, passive: bool, lang: str) -> Argument | None:
    """The argument that a dependent of a predicate is, or None where it is no argument."""
    dep = token.dep_
    if token.lower_ in CONJUNCTIONS:
        return None
    if dep in PASSIVE_SUBJECTS:
        return Argument("object", token.i)
    if dep in SUBJECTS:
        return Argument("object" if passive else "subject", token.i)
    if dep == "obl:agent":
        return Argument("subject", token.i)
    if dep == "ccomp":
        return Argument("clause", full_verb(token).i)
    if dep == "xcomp" and token.pos_ in ("NOUN", "PROPN") and (marks := list(prepositions(token))):
        return Argument("prep", token.i, preposition_lemma(marks[0]), governed_case(token))
    if dep in ("xcomp", "advcl") and token.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        to = any(c.dep_ == "mark" and c.text.lower() in ("zu", "to") for c in token.children)
        to = to or ("zu" in token.text and token.morph.get("VerbForm") == ("Inf").split() and lang == "de")
        if dep == "xcomp" and not to and token.pos_ in ("NOUN", "ADJ") and not has_copula(token):
            return Argument("predicative", token.i)
        if dep == "xcomp" or (to and not any(c.text.lower() == "um" for c in token.children)):
            return Argument("infinitive", token.i)
        return None
    marks = list(prepositions(token))
    if (
        any(c.text.lower() in ("als", "as") and c.dep_ in ("cc", "case", "mark") for c in token.children)
        and dep != "advcl"
    ):
        return Argument("prep", token.i, "als" if lang == "de" else "as")
    if dep in ("obl", "obl:arg", "nmod", "obj", "iobj", "ccomp") and marks:
        word = preposition_lemma(marks[0])
        if passive and word in AGENTS.get(lang, ()) and dep == "obl":
            return Argument("subject", token.i)
        return Argument("prep", token.i, word, governed_case(token))
    if dep == "iobj":
        return Argument("dative", token.i)
    if dep in ("obj", "obl:arg", "obl"):
        case = case_of(token)
        if case == "Dat" and lang == "de" and dep != "obl":
            return Argument("dative", token.i)
        if dep == "obl":
            return (
                Argument("dative", token.i)
                if case == "Dat" and token.pos_ in ("PROPN", "NOUN", "PRON") and lang == "de"
                else None
            )
        return Argument("genitive" if case == "Gen" and lang == "de" else "object", token.i)
    return None


def own_arguments(token: Token, passive: bool) -> list[Argument]:
    """The arguments among the predicate's dependents; German ones by the case that their forms show."""
    found = [a for c in dependents(token) if (a := phrase_argument(c, passive, token.doc.lang_))]
    found += governed_prepositions(token, found)
    if token.doc.lang_ == "en":
        return english_objects(found, passive)
    if token.doc.lang_ != "de" or token.pos_ not in ("VERB", "AUX"):
        return found
    bare = [token.doc[a.token] for a in found if a.preposition is None and a.role in ROLE_CASE]
    bare = [t for t in bare if t.dep_ in LABEL_ROLES and not any(prepositions(t))]
    content = any(a.role in ("clause", "infinitive") for a in found)
    roles = assign(bare, agreement(token), government(lemma_with_particle(token)), own_subject(token), content)
    if passive:
        roles = {i: "object" if role == "subject" else role for i, role in roles.items()}
    return [Argument(roles.get(a.token, a.role), a.token, a.preposition, a.case) for a in found]


def dependents(token: Token) -> Iterator[Token]:
    """The predicate's dependents, and what hangs on its auxiliaries instead ("Man dürfe das nicht tun")."""
    for child in token.children:
        yield child
        if child.dep_ in SHIFTING:
            yield from child.children


def agreement(token: Token) -> str | None:
    """The number of the predicate's finite verb; German plurals end in -en, which the tagger may not see."""
    finite = finite_verb(token)
    if token.doc.lang_ == "de" and "Inf" not in finite.morph.get("VerbForm"):
        return "Plur" if finite.lower_.endswith(("en", "sind")) and not finite.lower_.endswith("schien") else "Sing"
    found = finite.morph.get("Number")
    return str(found[0]) if found else None


def own_subject(token: Token) -> str:
    """Whether a German predicate has a subject of its own ('own'), may share one ('shared') or cannot have one."""
    own = finite_verb(token).head.i == token.i and finite_verb(token).i != token.i
    form = token.morph.get("VerbForm")
    if token.dep_ == "xcomp" or any(c.lower_ == "zu" and c.dep_ == "mark" for c in token.children):
        return "none"
    if not own and form and "Fin" not in form:
        return "none" if "Inf" in form and token.dep_ != "ROOT" else "shared"
    return "shared" if token.dep_ == "conj" else "own"


def governed_prepositions(token: Token, found: list[Argument]) -> Iterator[Argument]:
    """Prepositional phrases that the tree hangs on another argument though the predicate governs their preposition."""
    wanted = PREPOSITIONS.get(lemma_with_particle(token), frozenset())
    if not wanted or any(a.role == "prep" and a.preposition in wanted for a in found):
        return
    for argument in found:
        if argument.role in ("object", "dative", "prep") and argument.token > token.i:
            for child in token.doc[argument.token].children:
                marks = list(prepositions(child)) if child.dep_ == "nmod" else []
                if marks and preposition_lemma(marks[0]) in wanted:
                    yield Argument("prep", child.i, preposition_lemma(marks[0]), governed_case(child))


def english_objects(found: list[Argument], passive: bool) -> list[Argument]:
    """A lone recipient is the object ("blamed hackers"); in passives with an object the subject is the recipient."""
    roles = [a.role for a in found]
    if "dative" in roles and "object" not in roles and "clause" not in roles and not passive:
        return [Argument("object", a.token) if a.role == "dative" else a for a in found]
    if passive and roles.count("object") == 2:
        first = min(a.token for a in found if a.role == "object")
        return [Argument("dative", a.token) if a.token == first and a.role == "object" else a for a in found]
    return found


def content_of_words(token: Token) -> Argument | None:
    """A clause that stands beside a verb of saying as its parataxis or as what it is the parataxis of."""
    for child in token.children:
        if child.dep_ == "parataxis" and (child.pos_ in ("VERB", "AUX") or has_copula(child)):
            return Argument("clause", full_verb(child).i)
    if token.dep_ == "parataxis":
        return Argument("clause", full_verb(token.head).i)
    return None


def nominal_arguments(token: Token) -> list[Argument]:
    """What a noun's dependents say of its act: genitives, prepositions, possessives, adjectives, clauses."""
    found: list[Argument] = []
    for child in nominal_dependents(token):
        dep = child.dep_
        marks = list(prepositions(child)) if dep in ("nmod", "obl", "obl:arg") else []
        if dep in ("nmod", "obl", "obl:arg") and marks:
            word = preposition_lemma(marks[0])
            if word == "'s" or marks[0].text in ("'s", "’s", "'", "’"):
                found.append(Argument("possessive", child.i))
            elif word == "of":
                found.append(Argument("genitive", child.i, "of"))
            else:
                found.append(Argument("prep", child.i, word, governed_case(child)))
        elif dep == "nmod" or (dep == "det" and "Yes" in child.morph.get("Poss")):
            possessive = (
                dep == "det"
                or "Yes" in child.morph.get("Poss")
                or any(c.text in ("'s", "’s", "'", "’") for c in child.children)
            )
            found.append(Argument("possessive" if possessive else "genitive", child.i))
        elif dep == "amod":
            found.append(Argument("adjective", child.i))
        elif dep in ("compound", "flat"):
            found.append(Argument("compound", child.i))
        elif dep in ("acl", "ccomp") and child.pos_ in ("VERB", "AUX"):
            finite = child.morph.get("VerbForm") == ("Fin").split() or any(
                c.dep_ in ("nsubj", "nsubj:pass") for c in child.children
            )
            found.append(Argument("clause" if finite else "infinitive", child.i))
    return found


def nominal_dependents(token: Token) -> Iterator[Token]:
    """A noun's children; then prepositional phrases that follow it but hang on its genitive or on its verb."""
    yield from token.children
    end = max(t.i for t in token.subtree) + 1
    for child in token.children:
        if child.dep_ == "nmod" and child.i > token.i and not any(prepositions(child)):
            yield from (c for c in child.children if c.dep_ == "nmod" and any(prepositions(c)))
    for sibling in token.head.children if token.head.i != token.i else ():
        marks = list(prepositions(sibling)) if sibling.dep_ in ("obl", "nmod") else []
        if marks and marks[0].i == end:
            yield sibling
            end = max(t.i for t in sibling.subtree) + 1


def subject_of(token: Token, seen: frozenset[int] = frozenset()) -> Argument | None:
    """The predicate's subject, its own or one that it shares with a conjunct or a governing verb."""
    own = next((a for a in own_arguments(token, is_passive(token)) if a.role == "subject"), None)
    if own:
        return own
    if token.i in seen or is_passive(token):
        return None
    seen |= {token.i}
    head = token.head
    if token.dep_ == "conj" and head.i != token.i:
        shared = subject_of(head, seen)
        return Argument("subject", shared.token, inherited=True) if shared else None
    if token.dep_ in ("xcomp", "advcl", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ") and not has_subject(token):
        if token.dep_ == "ccomp" and token.morph.get("VerbForm") == ("Fin").split():
            return None
        arguments = own_arguments(head, is_passive(head))
        infinitive = token.dep_ != "ccomp" and not any(c.text.lower() == "um" for c in token.children)
        if lemma_with_particle(head) in OBJECT_CONTROL:
            for role in ("object", "dative"):
                if found := next((a for a in arguments if a.role == role), None):
                    return Argument("subject", found.token, inherited=True)
        if infinitive and lemma_with_particle(head) in NO_CONTROL:
            return None
        shared = subject_of(head, seen)
        return Argument("subject", shared.token, inherited=True) if shared else None
    if token.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN") and token.text.endswith("ing"):
        return Argument("subject", head.i, inherited=True)
    return None


def has_copula(token: Token) -> bool:
    return any(c.dep_ == "cop" for c in token.children)


def has_subject(token: Token) -> bool:
    return any(c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS for c in dependents(token))


def is_negated(token: Token) -> bool:
    """Whether a negation hangs on the predicate or on its object or subject ("kein Abkommen")."""
    for child in dependents(token):
        if child.text.lower() in NEGATORS and child.dep_ in ("advmod", "det", "cc", "cc:preconj", "neg", "discourse"):
            return True
        if child.dep_ in ("advmod", "mark", "obl") and any(c.text.lower() in ("nie", "never") for c in child.children):
            return True
        if child.dep_ in ("obj", "nsubj", "nsubj:pass", "obl") and any(
            c.text.lower() in NEGATORS and c.dep_ == "det" for c in child.children
        ):
            return True
    return False


def clause_of(token: Token) -> Clause:
    """The clause of a predicate (verb, adjective or noun)."""
    verbal = token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("cop", "aux", "aux:pass") for c in token.children)
    passive = verbal and is_passive(token)
    if verbal or token.pos_ == "ADJ":
        arguments = own_arguments(token, passive)
        if not any(a.role == "subject" for a in arguments) and (shared := subject_of(token)):
            arguments.insert(0, shared)
        if passive and not any(a.role == "object" for a in arguments) and (patient := shared_patient(token)):
            arguments.append(patient)
        if not any(a.role == "clause" for a in arguments) and (content := content_of_words(token)):
            arguments.append(content)
    else:
        arguments = []
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        arguments += [a for a in nominal_arguments(token) if a.token not in {x.token for x in arguments}]
    mood, tense = mood_of(token) if verbal else (None, None)
    modals = tuple(
        c.lemma_
        for c in token.children
        if c.dep_ == "aux" and c.lemma_ not in ("haben", "sein", "have", "be", "do", "werden")
    )
    if full_verb(token.head).i == token.i != token.head.i:
        modals += (token.head.lemma_,)
    future = tuple(c.text.lower() for c in token.children if c.dep_ == "aux" and c.lemma_ == "werden")
    marker = next((c.text.lower() for c in token.children if c.dep_ == "mark"), None)
    particle = [c.i for c in token.children if c.dep_ == "compound:prt"]
    return Clause(
        token.i, lemma_with_particle(token), token.pos_, tuple(arguments), is_negated(token), modals + future, mood,
        tense, passive, marker, tuple(sorted([token.i, *particle])),
    )  # fmt: skip


def shared_patient(token: Token) -> Argument | None:
    """The object of a passive participle that shares its subject with another, or that modifies its noun."""
    if token.dep_ == "conj":
        shared = next(
            (a for a in own_arguments(token.head, is_passive(token.head)) if a.role in ("object", "subject")), None
        )
        return Argument("object", shared.token, inherited=True) if shared else None
    if token.dep_ == "acl":
        return Argument("object", token.head.i, inherited=True)
    return None


def clauses(doc: Doc) -> list[Clause]:
    """The clauses of all verbs, and of nouns and adjectives that a copula makes predicates, in text order."""
    return [
        clause_of(token)
        for token in doc
        if (token.pos_ == "VERB" and token.dep_ not in SHIFTING)
        or (token.pos_ in ("ADJ", "NOUN", "AUX") and any(c.dep_ == "cop" for c in token.children))
    ]
