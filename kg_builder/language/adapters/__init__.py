"""Other spaCy pipelines in place of the shipped model: their labels and trees as Universal Dependencies v2."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg_builder.language.adapters.clearnlp import from_clearnlp
from kg_builder.language.adapters.rewriting import Tree
from kg_builder.language.adapters.tiger import from_tiger

SCHEMES = {"tiger": ("sb", from_tiger), "clearnlp": ("dobj", from_clearnlp)}
ENTITIES = {"PERSON": "PER", "FAC": "LOC"}
KEPT = frozenset({"PER", "ORG", "GPE", "LOC", "NORP", "EVENT", "MISC"})


def adapt(nlp: Language) -> Language:
    """The pipeline with an adapter at its end where its parser has labels of another scheme, or its entities do."""
    if "kg_adapter" not in nlp.pipe_names:
        nlp.add_pipe("kg_adapter", config={"scheme": scheme_of(nlp)}, last=True)
    return nlp


def scheme_of(nlp: Language) -> str:
    """'tiger', 'clearnlp', or 'ud' by the labels of the pipeline's parser."""
    labels = {label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, ())}
    return next((name for name, (sign, _) in SCHEMES.items() if sign in labels), "ud")


@Language.factory("kg_adapter", default_config={"scheme": "ud"})
class Adapter:
    """Rewrites a Doc's tree to Universal Dependencies, and its entity labels to PER ORG GPE LOC NORP EVENT MISC."""

    def __init__(self, nlp: Language, name: str, scheme: str) -> None:
        self.scheme = scheme

    def __call__(self, doc: Doc) -> Doc:
        if self.scheme in SCHEMES:
            tree = Tree.of(doc)
            SCHEMES[self.scheme][1](doc, tree)
            tree.set_on(doc)
        kept = ((e, ENTITIES.get(e.label_, e.label_)) for e in doc.ents)
        doc.set_ents([Span(doc, e.start, e.end, label=label) for e, label in kept if label in KEPT])
        return doc
