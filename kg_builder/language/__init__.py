"""Text into spaCy Docs with tags, lemmas, dependencies, entities and clauses."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def load(lang: str, model: str = "default", threads: int = 1, skim: bool = False) -> "Language":
    """The pipeline of a language ('de', 'en', ...): Docs with sentences, pos_, morph, lemma_, head, dep_ (UD v2), ents.

    model: a shipped model's name or a folder, or a spaCy pipeline (labels of Universal Dependencies, TIGER or ClearNLP;
    it reads no cues). skim: sentences without any word that may be a cue are not read. Raises FileNotFoundError where
    there is no such model.
    """
    from kg_builder.language.pipeline import build

    return build(lang, model, threads, skim)
