"""TIGER labels, as spaCy's German pipelines have them, to Universal Dependencies v2.

The finite verb governs what it helps there (oc), a preposition its noun (nk), a conjunction the conjunct behind it
(cd, cj); here the full verb, the noun and the first conjunct govern. Cases stand in the labels (sb oa da og).
"""

from spacy.tokens import Doc, Token

from kg_builder.language.adapters.rewriting import Tree

PLAIN = {
    "sb": "nsubj", "sp": "nsubj", "oa": "obj", "oa2": "obj", "da": "iobj", "og": "obl:arg", "ep": "expl", "ph": "expl",
    "svp": "compound:prt", "ng": "advmod", "rc": "acl:relcl", "cp": "mark", "pm": "mark", "app": "appos",
    "pnc": "flat", "par": "parataxis", "rs": "ccomp", "re": "ccomp", "ag": "nmod", "pg": "nmod", "mnr": "nmod",
    "op": "obl", "sbp": "obl:agent", "cvc": "obl", "cm": "case", "ac": "case", "cc": "obl", "ju": "cc", "cd": "cc",
    "cj": "conj", "dm": "discourse", "vo": "vocative", "uc": "dep", "ams": "nmod", "adc": "amod", "avc": "advmod",
    "nmc": "compound", "pd": "xcomp", "oc": "xcomp", "dh": "flat", "punct": "punct",
}  # fmt: skip
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
PREPOSITIONAL = frozenset({"mo", "op", "mnr", "pg", "sbp", "cvc", "nk", "pd", "oc", "app", "ag"})
COPULAS = frozenset({"sein"})
HELPING = frozenset("sein haben werden können müssen sollen wollen dürfen mögen".split())


def from_tiger(doc: Doc, tree: Tree) -> None:
    """Rewrites the tree of a Doc with TIGER labels."""
    conjuncts(tree)
    prepositions(doc, tree)
    helping_verbs(doc, tree)
    copulas(doc, tree)
    for i in range(len(doc)):
        tree.relations[i] = relation_of(doc[i], tree)
    for i, relation in enumerate(list(tree.relations)):
        if relation == "nsubj" and any(tree.relations[c] == "aux:pass" for c in tree.children(tree.heads[i])):
            tree.relations[i] = "nsubj:pass"


def conjuncts(tree: Tree) -> None:
    """A conjunction gives the conjunct it governs to the first one, and hangs on it."""
    for i, relation in enumerate(list(tree.relations)):
        if relation == "cd":
            for child in [j for j in tree.children(i) if tree.relations[j] == "cj"][:1]:
                tree.attach(child, tree.heads[i], "cj")
                tree.attach(i, child, "cd")
    for i in range(len(tree.heads)):
        while tree.relations[i] == "cj" and tree.relations[tree.heads[i]] == "cj" and not tree.is_root(tree.heads[i]):
            tree.heads[i] = tree.heads[tree.heads[i]]


def prepositions(doc: Doc, tree: Tree) -> None:
    """The noun behind a preposition takes its place."""
    for i, relation in enumerate(list(tree.relations)):
        if doc[i].pos_ != "ADP" or relation not in PREPOSITIONAL:
            continue
        inside = [j for j in tree.children(i) if tree.relations[j] == "nk" and doc[j].pos_ in (*NOMINAL, "ADV", "ADJ")]
        if inside:
            tree.promote(inside[-1], "ac")


def helping_verbs(doc: Doc, tree: Tree) -> None:
    """The participle or infinitive that an auxiliary or modal governs takes its place, from the outside in."""
    changed = True
    while changed:
        changed = False
        for i, relation in enumerate(tree.relations):
            head = tree.heads[i]
            helped = (
                relation == "oc" and head != i and doc[head].lemma_ in HELPING and doc[head].pos_ in ("AUX", "VERB")
            )
            if helped and doc[i].pos_ in ("VERB", "AUX") and is_bare(doc, tree, i):
                passive = doc[head].lemma_ == "werden" and is_participle(doc[i])
                tree.promote(i, "aux:pass" if passive else "aux")
                changed = True
                break


def is_bare(doc: Doc, tree: Tree, i: int) -> bool:
    """Whether a verb is no clause of its own: neither a conjunction nor a finite verb or "zu" says so."""
    own = {tree.relations[c] for c in tree.children(i)}
    finite = "Fin" in doc[i].morph.get("VerbForm") or doc[i].tag_.endswith("FIN")
    return (
        not own & {"cp", "sb"}
        and not finite
        and not ("pm" in own and doc[tree.heads[i]].lemma_ not in ("haben", "sein"))
    )


def is_participle(token: Token) -> bool:
    return "Part" in token.morph.get("VerbForm") or token.tag_.endswith("PP")


def copulas(doc: Doc, tree: Tree) -> None:
    """What "sein" says of its subject is the predicate."""
    for i, relation in enumerate(list(tree.relations)):
        head = tree.heads[i]
        if relation == "pd" and head != i and doc[head].lemma_ in COPULAS:
            tree.promote(i, "cop")


def relation_of(token: Token, tree: Tree) -> str:
    """The relation in Universal Dependencies, by label and part of speech."""
    label, i = tree.relations[token.i], token.i
    if tree.is_root(i):
        return "ROOT"
    above = token.doc[tree.heads[i]].pos_
    marked = any(tree.relations[c] in ("ac", "case") for c in tree.children(i))
    if label == "nk":
        names = {"DET": "det", "ADJ": "amod", "NUM": "nummod", "PROPN": "appos", "NOUN": "appos", "ADV": "advmod"}
        return names.get(token.pos_, "det" if token.pos_ == "PRON" else "dep")
    if label == "mo":
        if marked or token.pos_ in ("NOUN", "PROPN", "PRON"):
            return "nmod" if above in NOMINAL else "obl"
        if token.pos_ in ("VERB", "AUX"):
            return "advcl"
        return "amod" if token.pos_ == "ADJ" and above in ("NOUN", "PROPN") else "advmod"
    if label in ("oc", "re", "rs"):
        if token.pos_ not in ("VERB", "AUX") and not any(tree.relations[c] == "cop" for c in tree.children(i)):
            return "obl" if marked else "xcomp"
        own = {tree.relations[c] for c in tree.children(i)}
        clause = "acl" if above in NOMINAL else "ccomp"
        infinitive = "pm" in own or "Inf" in token.morph.get("VerbForm") or token.tag_ in ("VVIZU", "VVINF")
        subject = own & {"sb", "nsubj", "cp", "mark"} - ({"mark"} if infinitive else set())
        return clause if subject or not infinitive else "acl" if above in NOMINAL else "xcomp"
    if label == "pd" and marked:
        return "obl"
    return PLAIN.get(label, label)
