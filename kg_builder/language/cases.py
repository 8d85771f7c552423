"""Which cases a German noun phrase can have by its form, and which roles its clause gives it for that.

Articles, adjectives and pronouns show case better than any model: "den Vorschlag" is accusative wherever it stands. The
roles of a clause's bare noun phrases are chosen together: the assignment that breaks the fewest of the things that
speak for a role (form, agreement with the verb, the verb's government, the tree's label).
"""

import re
from itertools import product

from spacy.tokens import Token

from kg_builder.language.government import Government

NOM, ACC, DAT, GEN = "Nom", "Acc", "Dat", "Gen"
SING, PLUR = "Sing", "Plur"
MASC, FEM, NEUT = "Masc", "Fem", "Neut"
Reading = tuple[str, str, str]


def readings(text: str) -> frozenset[Reading]:
    """'Nom Masc Sing, Acc Plur' as (case, gender, number); a plural has gender ''."""
    found: set[Reading] = set()
    for part in text.split(","):
        words = part.split()
        found.add((words[0], words[1], SING) if words[1] != PLUR else (words[0], "", PLUR))
    return frozenset(found)


DEFINITE = {
    "er": readings("Nom Masc, Dat Fem, Gen Fem, Gen Plur"),
    "e": readings("Nom Fem, Acc Fem, Nom Plur, Acc Plur"),
    "es": readings("Nom Neut, Acc Neut"),
    "en": readings("Acc Masc, Dat Plur"),
    "em": readings("Dat Masc, Dat Neut"),
}
INDEFINITE = {
    "": readings("Nom Masc, Nom Neut, Acc Neut"),
    "e": readings("Nom Fem, Acc Fem, Nom Plur, Acc Plur"),
    "en": readings("Acc Masc, Dat Plur"),
    "em": readings("Dat Masc, Dat Neut"),
    "er": readings("Dat Fem, Gen Fem, Gen Plur"),
    "es": readings("Gen Masc, Gen Neut"),
}
GENITIVE_S = readings("Gen Masc, Gen Neut")
ARTICLES = {
    "der": DEFINITE["er"],
    "die": DEFINITE["e"],
    "das": DEFINITE["es"],
    "den": DEFINITE["en"],
    "dem": DEFINITE["em"],
    "des": GENITIVE_S,
}
for stem in ("dies", "jen", "jed", "welch", "solch", "manch", "all", "derselb"):
    ARTICLES |= {stem + ending: found for ending, found in DEFINITE.items()}
    ARTICLES[stem + "es"] = DEFINITE["es"] | GENITIVE_S
for stem in ("ein", "kein", "mein", "dein", "sein", "ihr", "unser", "euer", "eur", "unsr"):
    ARTICLES |= {stem + ending: found for ending, found in INDEFINITE.items()}
ARTICLES |= {"dieselbe": DEFINITE["e"], "denselben": DEFINITE["en"], "demselben": DEFINITE["em"]}
for stem in ("viel", "einig", "mehrer", "beid", "wenig", "ander", "etlich"):
    ARTICLES |= {stem + "e": readings("Nom Plur, Acc Plur"), stem + "en": readings("Dat Plur")}
    ARTICLES[stem + "er"] = readings("Gen Plur")
ANY = readings(", ".join(f"{case} {kind}" for case in (NOM, ACC, DAT) for kind in (MASC, FEM, NEUT, PLUR)))
PRONOUNS = {
    word: frozenset((case, "", number) for case in cases.split())
    for words, cases, number in (
        ("er ich du man wer", NOM, SING),
        ("wir", NOM, PLUR),
        ("ihn mich dich wen jemanden niemanden", ACC, SING),
        ("ihm mir dir wem jemandem niemandem", DAT, SING),
        ("ihnen denen euch", DAT, PLUR),
        ("uns", "Acc Dat", PLUR),
        ("sich", "Acc Dat", SING),
        ("dessen deren derer", GEN, SING),
    )
    for word in words.split()
}
PRONOUNS |= {
    "es": readings("Nom Neut, Acc Neut"),
    "sie": readings("Nom Fem, Acc Fem, Nom Plur, Acc Plur"),
    "ihr": readings("Dat Fem, Nom Plur"),
    "was": readings("Nom Neut, Acc Neut"),
    "nichts": readings("Nom Neut, Acc Neut"),
    "niemand": readings("Nom Masc, Acc Masc, Dat Masc"),
    "jemand": readings("Nom Masc, Acc Masc, Dat Masc"),
    "alles": readings("Nom Neut, Acc Neut"),
    "der": readings("Nom Masc, Dat Fem"),
    "alle": readings("Nom Plur, Acc Plur"),
    "allen": readings("Dat Plur"),
}
STRONG = {
    "e": readings("Nom Fem, Acc Fem, Nom Plur, Acc Plur"),
    "en": readings("Acc Masc, Dat Plur, Gen Masc, Gen Neut"),
    "em": readings("Dat Masc, Dat Neut"),
    "er": readings("Nom Masc, Dat Fem, Gen Fem, Gen Plur"),
    "es": readings("Nom Neut, Acc Neut"),
}
PLURAL_NAMES = frozenset(
    "USA Niederlande Philippinen Taliban Emirate Malediven Seychellen Bahamas Komoren Salomonen".split()
)
WEAK_NOUN = re.compile(
    r"(ent|ant|ist|at|et|ot|nom|soph|graf|graph|arch|oge|urge|e|mensch|held|herr|prinz|fürst|rebell|zar|bauer|nachbar)$",
    re.IGNORECASE,
)
WEAK_E = readings("Nom Masc, Nom Fem, Nom Neut, Acc Fem, Acc Neut")


def phrase_readings(token: Token) -> frozenset[Reading]:
    """What case, gender and number the phrase of a noun or pronoun can have, by the words that show it."""
    word = token.text.lower()
    if token.pos_ in ("PRON", "DET") or word in ("er", "sie", "es"):
        if found := PRONOUNS.get(word) or ARTICLES.get(word):
            return found
    before = [c for c in token.children if c.i < token.i and c.dep_ in ("det", "amod", "nummod", "nmod", "compound")]
    determiner = next(
        (c for c in before if c.text.lower() in ARTICLES and c.pos_ in ("DET", "PRON", "ADJ", "NUM")), None
    )
    adjective = next((c for c in before if c.pos_ in ("ADJ", "PROPN") and c.dep_ == "amod"), None)
    if determiner is not None:
        found = ARTICLES[determiner.text.lower()]
        if adjective is not None and adjective.text[-1] in "en":
            weak = adjective.text.endswith("en")
            narrowed = frozenset(
                r for r in found if (r in WEAK_E) != weak or determiner.text.lower() in ("ein", "kein")
            )
            if not determiner.text.lower().endswith(("ele", "ige", "rere", "ide")):
                found = narrowed or found
    elif adjective is not None and (ending := ending_of(adjective.text)):
        found = STRONG[ending]
    elif any(c.dep_ == "nummod" and c.text.lower() not in ("ein", "1") for c in before):
        found = readings("Nom Plur, Acc Plur, Dat Plur")
    else:
        found = ANY if token.pos_ == "PROPN" or token.pos_ == "NOUN" else frozenset()
    return by_noun(token, found) if token.pos_ in ("NOUN", "PROPN") else found


def ending_of(adjective: str) -> str | None:
    """The ending of an inflected adjective."""
    return next(
        (e for e in ("em", "en", "er", "es", "e") if adjective.endswith(e) and len(adjective) > len(e) + 2), None
    )


def by_noun(token: Token, found: frozenset[Reading]) -> frozenset[Reading]:
    """The readings that the noun's own form allows: a dative plural ends in -n or -s, other plurals are no lemma."""
    if token.pos_ == "NOUN":
        form, lemma = token.text, token.lemma_
        if form[-1] not in "ns":
            found = frozenset(r for r in found if r[0] != DAT or r[2] != PLUR)
        if form == lemma + "n" and lemma.endswith(("er", "el")):
            found = frozenset(r for r in found if r[2] == PLUR and r[0] == DAT) or found
        if form == lemma and not form.endswith(("en", "er", "el")) and form[-1] not in "s":
            found = frozenset(r for r in found if r[2] == SING) or found
        if form[-1] == "n" and form != lemma and not WEAK_NOUN.search(lemma) and any(r[2] == PLUR for r in found):
            number = token.morph.get("Number")
            if number and {r[2] for r in found} == {SING, PLUR}:
                found = frozenset(r for r in found if r[2] == number[0]) or found
    return found


def cases(token: Token) -> frozenset[str]:
    """The cases that the phrase of a noun or pronoun can have; all where nothing shows them."""
    return frozenset(case for case, _, _ in phrase_readings(token)) or frozenset({NOM, ACC, DAT})


def number(token: Token) -> str | None:
    """The number of a phrase as a subject, or None where its form leaves it open."""
    if any(c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON") for c in token.children):
        return PLUR
    if token.text in PLURAL_NAMES:
        return PLUR
    found = {n for case, _, n in phrase_readings(token) if case == NOM}
    if len(found) == 1:
        return next(iter(found))
    if token.pos_ == "PROPN" and any(c.dep_ == "det" for c in token.children):
        return None
    shown = token.morph.get("Number")
    return str(shown[0]) if shown else None


def agrees(token: Token, case: str) -> bool:
    """Whether the phrase can have the case with the gender that the tagger gives its noun."""
    gender = token.morph.get("Gender")
    found = [r for r in phrase_readings(token) if r[0] == case]
    return not gender or not found or any(r[1] in ("", gender[0]) for r in found)


def certain_case(token: Token) -> str | None:
    """The phrase's case where its form leaves one only."""
    found = cases(token)
    return next(iter(found)) if len(found) == 1 else None


ROLE_CASE = {"subject": NOM, "object": ACC, "dative": DAT, "genitive": GEN}
LABEL_ROLES = {
    "nsubj": "subject",
    "nsubj:pass": "subject",
    "obj": "object",
    "iobj": "dative",
    "obl:arg": "dative",
    "obl": "dative",
}


def assign(
    candidates: list[Token], verb_number: str | None, government: Government, subject: str, content: bool = False
) -> dict[int, str]:
    """The best roles (subject, object, dative, genitive) of a clause's bare noun phrases, by token.

    verb_number: of the finite verb; subject: 'own' where the clause should have one, 'shared' where it may lack it
    (conjuncts), 'none' where it cannot have it (infinitives); content: whether a clause or infinitive takes the place
    of the accusative ("warf Kiew vor, zu lügen").
    """
    if not candidates or len(candidates) > 5:
        return {}
    allowed = {t.i: cases(t) for t in candidates}
    numbers = {t.i: number(t) for t in candidates}
    best: tuple[float, int] | None = None
    chosen: tuple[str, ...] = ()
    for order, roles in enumerate(product(ROLE_CASE, repeat=len(candidates))):
        cost = sum(12.0 * max(0, roles.count(role) - 1) for role in ROLE_CASE)
        cost += 4.0 if "subject" not in roles and subject == "own" else 0.0
        cost += 6.0 if "subject" in roles and subject == "none" else 0.0
        for token, role in zip(candidates, roles, strict=True):
            cost += 8.0 if ROLE_CASE[role] not in allowed[token.i] else 0.0
            label = LABEL_ROLES.get(token.dep_, "object")
            cost += 1.0 if role != label else 0.0
            shown = token.morph.get("Case")
            cost += 0.5 if shown and shown[0] != ROLE_CASE[role] else 0.0
            if role == "subject" and verb_number and numbers[token.i] and numbers[token.i] != verb_number:
                cost += 4.0
            cost += 0.0 if agrees(token, ROLE_CASE[role]) else 0.8
            if role == "subject" and token.lower_ in ("das", "dies", "was"):
                cost += 0.3
            if role == "dative":
                cost += -0.7 if government.dative else 1.5
            if role == "object" and (not government.accusative or (content and government.dative)):
                cost += 2.0
            if role == "genitive":
                cost += 2.0
        found = [r for r in roles if r in ("object", "dative")]
        if government.dative and government.accusative and found == ["object", "dative"]:
            cost += 0.6
        if best is None or (cost, order) < best:
            best, chosen = (cost, order), roles
    return {token.i: role for token, role in zip(candidates, chosen, strict=True)}
