"""ClearNLP labels, as spaCy's English pipelines have them, to Universal Dependencies v2.

What differs is who governs: prepositions govern nouns and "be" governs its predicate there, the other way round here;
conjuncts hang on the conjunct before them there, on the first one here.
"""

from spacy.tokens import Doc

from kg_builder.language.adapters.rewriting import Tree

PLAIN = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dative": "iobj",
    "neg": "advmod", "poss": "nmod", "prt": "compound:prt", "relcl": "acl:relcl", "npadvmod": "obl",
    "quantmod": "advmod", "oprd": "xcomp", "predet": "det", "preconj": "cc", "intj": "discourse", "meta": "dep",
    "acomp": "xcomp", "attr": "xcomp", "agent": "obl:agent", "prep": "obl", "pobj": "obl", "pcomp": "advcl",
}  # fmt: skip
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM"})


def from_clearnlp(doc: Doc, tree: Tree) -> None:
    """Rewrites the tree of a Doc with ClearNLP labels."""
    conjuncts(tree)
    prepositions(doc, tree)
    copulas(doc, tree)
    for i, relation in enumerate(tree.relations):
        if relation == "aux" and doc[i].lower_ == "to":
            relation = "mark"
        tree.relations[i] = PLAIN.get(relation, relation)


def conjuncts(tree: Tree) -> None:
    """Chains of conjuncts hang on the first; a conjunction hangs on the conjunct after it."""
    for i, relation in enumerate(tree.relations):
        after = [j for j in tree.children(tree.heads[i]) if j > i and tree.relations[j] == "conj"]
        if relation == "cc" and after:
            tree.heads[i] = after[0]
    for i, relation in enumerate(tree.relations):
        while relation == "conj" and tree.relations[tree.heads[i]] == "conj" and not tree.is_root(tree.heads[i]):
            tree.heads[i] = tree.heads[tree.heads[i]]


def prepositions(doc: Doc, tree: Tree) -> None:
    """The noun (or clause) behind a preposition takes its place; the preposition marks it."""
    for i, relation in enumerate(list(tree.relations)):
        if relation not in ("prep", "agent", "dative") or doc[i].pos_ not in ("ADP", "SCONJ", "VERB", "ADV"):
            continue
        inside = [j for j in tree.children(i) if tree.relations[j] in ("pobj", "pcomp")]
        if not inside:
            continue
        noun, head = inside[0], tree.heads[i]
        clause = tree.relations[noun] == "pcomp"
        tree.promote(noun, "mark" if clause else "case")
        nominal = doc[head].pos_ in NOMINAL
        if clause:
            tree.relations[noun] = "acl" if nominal else "advcl"
        else:
            tree.relations[noun] = "obl:agent" if relation == "agent" else "nmod" if nominal else "obl"


def copulas(doc: Doc, tree: Tree) -> None:
    """What "be" says of its subject is the predicate."""
    for i, relation in enumerate(list(tree.relations)):
        head = tree.heads[i]
        if relation in ("attr", "acomp") and doc[head].lemma_ == "be" and head != i:
            tree.promote(i, "cop")
