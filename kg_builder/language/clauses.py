"""Clauses: predicates with their arguments by grammatical role, read off a Doc with Universal Dependencies v2.

This is what statement rules read instead of trees: a predicate's lemma with its particle ("vor|werfen"), its subject,
objects, prepositional and clausal arguments, and negation, modality, mood, tense and voice. The subject of a passive
is its object, its by-phrase its subject; conjuncts and infinitives inherit what they share.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
AGENTS = {"de": frozenset({"von", "durch"}), "en": frozenset({"by"})}
OBJECT_CONTROL = frozenset(
    (
        "fordern auf|fordern bitten drängen ermahnen zwingen mahnen ersuchen erlauben ermöglichen verbieten "
        "raten empfehlen gestatten helfen lassen an|weisen befehlen ein|laden warnen hindern ab|halten "
        "vor|werfen beschuldigen bezichtigen urge ask call tell order force press push invite allow permit "
        "forbid warn encourage advise compel instruct enable want require request implore beg persuade help "
        "accuse"
    ).split()
)
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

    role: subject, object, dative, prep, clause (a finite content clause), infinitive, genitive, possessive, adjective,
    compound. inherited: taken over from a governing or conjoined predicate.
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


CONTRACTED = {"im": "in", "ins": "in", "am": "an", "ans": "an", "zum": "zu", "zur": "zu", "vom": "von", "beim": "bei"}
CONTRACTED |= {"aufs": "auf", "fürs": "für", "ums": "um", "durchs": "durch", "übers": "über"}


def lemma_with_particle(token: Token) -> str:
    """'vor|werfen' for both 'warf ... vor' and 'vorwerfen' where the parts are apart; else the lemma."""
    particles = [c for c in token.children if c.dep_ == "compound:prt"]
    if not particles:
        return token.lemma_
    particle = particles[0].text.lower()
    order = f"{particle}|{token.lemma_}" if token.doc.lang_ == "de" else f"{token.lemma_}|{particle}"
    return order if not token.lemma_.startswith(particle) or token.doc.lang_ != "de" else token.lemma_


def case_of(token: Token) -> str | None:
    """The grammatical case of a noun phrase: what its article or adjective says, else its own."""
    for child in token.children:
        if child.dep_ in ("det", "amod", "nummod") and child.i < token.i and child.dep_ == "det":
            if found := child.morph.get("Case"):
                return str(found[0])
    found = token.morph.get("Case")
    return str(found[0]) if found else None


def governed_case(token: Token) -> str | None:
    """The case that a preposition governs, where an article or adjective shows it; names alone show none."""
    shown = (c for c in token.children if c.dep_ in ("det", "amod") and c.i < token.i and c.morph.get("Case"))
    first = next(shown, None)
    return str(first.morph.get("Case")[0]) if first is not None else None


def prepositions(token: Token) -> Iterator[Token]:
    """The case markers of a noun phrase."""
    return (c for c in token.children if c.dep_ == "case" and c.pos_ in ("ADP", "SCONJ", "PART"))


def preposition_lemma(token: Token) -> str:
    """The preposition without article: 'im' is 'in', 'zur' is 'zu'."""
    word = token.text.lower()
    return CONTRACTED.get(word, word)


def is_passive(token: Token) -> bool:
    """Whether the predicate is in the passive, also a participle without auxiliary ("the plan rejected by Paris")."""
    if any(c.dep_ in ("aux:pass",) or c.dep_ in PASSIVE_SUBJECTS for c in token.children):
        return True
    if token.dep_ == "acl" and token.morph.get("VerbForm") == ("Part").split():
        return token.morph.get("Tense") == ("Past").split() or token.text.endswith(("ed", "en"))
    return False


def phrase_argument(token: Token, passive: bool, lang: str) -> Argument | None:
    """The argument that a dependent of a predicate is, or None where it is no argument."""
    dep = token.dep_
    if dep in PASSIVE_SUBJECTS:
        return Argument("object", token.i)
    if dep in SUBJECTS:
        return Argument("object" if passive else "subject", token.i)
    if dep == "obl:agent":
        return Argument("subject", token.i)
    if dep == "ccomp":
        return Argument("clause", token.i)
    if dep in ("xcomp", "advcl") and token.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        to = any(c.dep_ == "mark" and c.text.lower() in ("zu", "to") for c in token.children)
        to = to or ("zu" in token.text and token.morph.get("VerbForm") == ("Inf").split() and lang == "de")
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
    """The arguments among the predicate's dependents; an object-first sentence is put right by unambiguous case."""
    lang = token.doc.lang_
    found = [a for c in token.children if (a := phrase_argument(c, passive, lang))]
    subjects = [a for a in found if a.role == "subject"]
    objects = [a for a in found if a.role == "object"]
    if lang == "de" and not passive and len(subjects) == 1 and len(objects) == 1:
        subject, obj = token.doc[subjects[0].token], token.doc[objects[0].token]
        if certain_case(subject) == "Acc" and certain_case(obj) != "Acc":
            swap = {subject.i: "object", obj.i: "subject"}
            found = [Argument(swap[a.token], a.token) if a.token in swap else a for a in found]
    return found


def certain_case(token: Token) -> str | None:
    """Case where the article leaves no doubt: "den" with a singular noun is accusative, "der" masculine nominative."""
    for child in token.children:
        if child.dep_ == "det":
            word = child.text.lower()
            if word in (
                "den",
                "einen",
                "keinen",
                "diesen",
                "seinen",
                "ihren",
                "jeden",
            ) and "Plur" not in token.morph.get("Number"):
                return "Acc"
    return None


def content_of_words(token: Token) -> Argument | None:
    """A clause that stands beside a verb of saying as its parataxis or as what it is the parataxis of."""
    for child in token.children:
        if child.dep_ == "parataxis" and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            return Argument("clause", child.i)
    if token.dep_ == "parataxis":
        return Argument("clause", token.head.i)
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
        if lemma_with_particle(head) in OBJECT_CONTROL:
            for role in ("object", "dative"):
                if found := next((a for a in arguments if a.role == role), None):
                    return Argument("subject", found.token, inherited=True)
        shared = subject_of(head, seen)
        return Argument("subject", shared.token, inherited=True) if shared else None
    if token.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN") and token.text.endswith("ing"):
        return Argument("subject", head.i, inherited=True)
    return None


def has_subject(token: Token) -> bool:
    return any(c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS for c in token.children)


def is_negated(token: Token) -> bool:
    """Whether a negation hangs on the predicate or on its object or subject ("kein Abkommen")."""
    for child in token.children:
        if child.text.lower() in NEGATORS and child.dep_ in ("advmod", "det", "cc", "cc:preconj", "neg", "discourse"):
            return True
        if child.dep_ in ("obj", "nsubj", "nsubj:pass", "obl") and any(
            c.text.lower() in NEGATORS and c.dep_ == "det" for c in child.children
        ):
            return True
    return False


def mood_of(token: Token) -> tuple[str | None, str | None]:
    """Mood (Ind, Imp, Sub1, Sub2 for Konjunktiv I and II) and tense of the finite verb of the predicate."""
    finite = next(
        (c for c in token.children if c.dep_ in ("aux", "aux:pass", "cop") and "Fin" in c.morph.get("VerbForm")), token
    )
    mood, tense = finite.morph.get("Mood"), finite.morph.get("Tense")
    if not mood:
        return None, str(tense[0]) if tense else None
    if mood[0] == "Sub":
        return ("Sub2" if "Past" in tense else "Sub1"), str(tense[0]) if tense else None
    return str(mood[0]), str(tense[0]) if tense else None


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
        if token.pos_ == "VERB"
        or (token.pos_ in ("ADJ", "NOUN", "AUX") and any(c.dep_ == "cop" for c in token.children))
    ]


def phrase(token: Token) -> tuple[int, int]:
    """The token's subtree as a span of tokens (first, last + 1), cut to the run around it without gaps."""
    inside = {t.i for t in token.subtree}
    start = end = token.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    return start, end + 1


def conjuncts(token: Token) -> list[Token]:
    """The token and those conjoined with it."""
    return [token, *(c for c in token.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON"))]
