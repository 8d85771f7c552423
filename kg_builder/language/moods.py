"""Mood and tense of finite verbs; German Konjunktiv I and II by tables of forms, whatever the tagger says."""

from spacy.tokens import Token

SUB1 = frozenset(
    (
        "sei seien seiest seiet habe werde könne müsse solle wolle dürfe möge wisse tue gebe lasse nehme sehe "
        "halte stehe gehe komme bleibe"
    ).split()
)
SUB2 = frozenset(
    (
        "wäre wären wärst wäret hätte hätten hättest würde würden würdest könnte könnten müsste müssten müßte "
        "müßten dürfte dürften möchte möchten wüsste wüssten käme kämen gäbe gäben ginge gingen nähme nähmen sähe "
        "sähen ließe ließen stünde stünden stände fände fänden hielte hielten bliebe blieben läge lägen spräche "
        "sprächen träte träten täte täten bräche brächen brächte brächten dächte dächten träfe träfen schlüge "
        "trüge trügen zöge zögen wüchse verlöre gewänne gewönne begänne bräuchte bräuchten fiele würfe führe "
        "schüfe hülfe stürbe verstünde bekäme bekämen entstünde entstünden bestünde bestünden"
    ).split()
)
INDICATIVE_TOO = frozenset("gingen blieben hielten ließen fiele bliebe hielte ließe".split())
FIRST_PERSON_TOO = frozenset("habe werde tue gebe lasse nehme sehe halte stehe gehe komme bleibe".split())
MODALS = frozenset("dürfen können mögen müssen sollen wollen".split())
OPENING = frozenset("wäre wären hätte hätten würde würden sollte sollten könnte könnten müsste müssten dürfte".split())
SHIFTING = frozenset({"aux", "aux:pass", "cop"})


def finite_verb(token: Token) -> Token:
    """The finite verb of a predicate: an auxiliary or copula where it has a finite one, else itself; conjuncts that
    have none share the one of the first ("hätten gewarnt und gedroht")."""
    helpers = [c for c in token.children if c.dep_ in SHIFTING or (c.dep_ == "mark" and c.lower_ in OPENING)]
    for helper in helpers:
        if "Fin" in helper.morph.get("VerbForm") or helper.text.lower() in SUB1 | SUB2:
            return helper
    if helpers and "Fin" not in token.morph.get("VerbForm"):
        return helpers[0]
    if token.dep_ == "conj" and not helpers and "Fin" not in token.morph.get("VerbForm") and token.head.i != token.i:
        return finite_verb(token.head)
    if token.dep_ == "xcomp" and token.head.lemma_ in MODALS and "Inf" in token.morph.get("VerbForm"):
        return finite_verb(token.head)
    return token


def mood_of(token: Token) -> tuple[str | None, str | None]:
    """Mood (Ind, Imp, Sub1, Sub2 for Konjunktiv I and II) and tense of the finite verb of the predicate."""
    finite = finite_verb(token)
    mood, tense = finite.morph.get("Mood"), finite.morph.get("Tense")
    shown = str(tense[0]) if tense else None
    if token.doc.lang_ == "de" and (form := german_mood(finite, token)):
        return form, "Pres" if form == "Sub1" else "Past"
    if not mood:
        return None, shown
    if mood[0] == "Sub":
        return ("Sub2" if "Past" in tense else "Sub1"), shown
    return str(mood[0]), shown


def german_mood(finite: Token, predicate: Token) -> str | None:
    """Sub1 or Sub2 where the form says so: "sei", "habe" without "ich", "wäre"; other verbs by stem and -e."""
    word = finite.text.lower()
    if word in SUB2 and word not in INDICATIVE_TOO:
        return "Sub2"
    first = any(c.text.lower() == "ich" for t in (predicate, finite) for c in t.children)
    if word in SUB1:
        return None if first and word in FIRST_PERSON_TOO else "Sub1"
    if finite.pos_ not in ("VERB", "AUX") or first or "Sing" not in finite.morph.get("Number", ["Sing"]):
        return None
    lemma = finite.lemma_.lower()
    stem_e = lemma.endswith("en") and word == lemma[:-1] and len(word) > 3
    stem_e = stem_e or (lemma.endswith(("eln", "ern")) and word == lemma[:-1] + "e")
    third = any(c.dep_.startswith(("nsubj", "csubj", "expl")) for t in (predicate, finite) for c in t.children)
    return "Sub1" if stem_e and third and "Imp" not in finite.morph.get("Mood") else None
