"""Builds the spaCy pipeline of a language around the shipped model."""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_package_path, is_package

from kg_builder.language import components, fields, focus
from kg_builder.language.adapters import adapt
from kg_builder.language.lemmatizer import Lemmatizer
from kg_builder.language.skim import FILE as SKIM_FILE
from kg_builder.language.skim import Screen
from kg_builder.language.tokenizer import blank
from kg_builder.language.windows import SKIPPED

MODELS = Path(__file__).parent / "models"
WINDOWS, CUES, ANTECEDENTS, FIELDS = "kg_windows", "kg_cues", "kg_antecedents", "kg_fields"


def model_folder(name: str) -> Path:
    """The folder of a shipped model, or the folder that the name itself is."""
    return MODELS / name if (MODELS / name).is_dir() else Path(name)


def is_other(name: str) -> bool:
    """Whether the name is no model of ours but a spaCy pipeline, installed or in a folder."""
    return not (model_folder(name) / "config.json").is_file() and (
        (Path(name) / "meta.json").is_file() or (name.isidentifier() and is_package(name))
    )


def model_files(name: str) -> list[Path]:
    """The files that tell versions of a model apart; raises FileNotFoundError where there is no such model."""
    if is_other(name):
        folder = Path(name) if (Path(name) / "meta.json").is_file() else get_package_path(name)
        return sorted(folder.rglob("meta.json"))[:1]
    folder = model_folder(name)
    if not (folder / "config.json").is_file():
        raise FileNotFoundError(f"no model named {name!r} ({folder / 'config.json'} is missing)")
    optional = [folder / name for name in (fields.FILE, focus.FILE, SKIM_FILE)]
    return [folder / "config.json", folder / "heads.npz", *filter(Path.is_file, optional)]


def build(lang: str, name: str, threads: int = 1, skim: bool = False) -> Language:
    """A Language with the components kg_encoder, kg_sentences, kg_tagger, kg_parser, kg_entities, kg_reader.

    skim: kg_skim comes first, and what it skips is not read. A name that is no model of ours may be a spaCy pipeline:
    it is loaded, and adapted to Universal Dependencies. Raises ValueError where that pipeline is for another language
    or is asked to skim.
    """
    if is_other(name):
        if skim:
            raise ValueError(f"the pipeline {name!r} cannot skim: only the models that ship with the package do")
        nlp = spacy.load(name)
        if nlp.lang != lang:
            raise ValueError(f"the pipeline {name!r} is for the language {nlp.lang!r}, not {lang!r}")
        return adapt(nlp)
    nlp = blank(lang)
    if skim:
        nlp.add_pipe("kg_skim", config={"model": str(model_folder(name)), "threads": threads})
    for component in ("kg_encoder", "kg_sentences", "kg_tagger", "kg_parser", "kg_entities", "kg_reader"):
        nlp.add_pipe(component, config={"model": str(model_folder(name)), "threads": threads})
    return nlp


@Language.factory("kg_encoder", default_config={"threads": 1})
class EncoderComponent:
    """Runs the encoder; leaves windows and vectors for the components after it."""

    def __init__(self, nlp: Language, name: str, model: str, threads: int) -> None:
        self.model = components.load_model(Path(model), threads)

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[WINDOWS] = components.encode(doc, self.model)
        return doc


@Language.factory("kg_skim", default_config={"threads": 1})
class SkimComponent(EncoderComponent):
    """Notes which sentences are not worth reading."""

    def __init__(self, nlp: Language, name: str, model: str, threads: int) -> None:
        super().__init__(nlp, name, model, threads)
        self.screen = Screen.load(nlp.lang, self.model.base)

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[SKIPPED] = self.screen.skipped(doc)
        return doc


@Language.factory("kg_sentences", default_config={"threads": 1})
class SentencesComponent(EncoderComponent):
    """Sets sentence starts."""

    def __call__(self, doc: Doc) -> Doc:
        components.set_sentences(doc, doc.user_data[WINDOWS], self.model)
        return doc


@Language.factory("kg_tagger", default_config={"threads": 1})
class TaggerComponent(EncoderComponent):
    """Sets pos, morph and lemma."""

    def __init__(self, nlp: Language, name: str, model: str, threads: int) -> None:
        super().__init__(nlp, name, model, threads)
        self.lemmatizer = Lemmatizer(nlp.lang, self.model.base / "lemmas.json.xz")

    def __call__(self, doc: Doc) -> Doc:
        components.set_tags(doc, doc.user_data[WINDOWS], self.model, self.lemmatizer)
        return doc


@Language.factory("kg_parser", default_config={"threads": 1})
class ParserComponent(EncoderComponent):
    """Sets head and dep (Universal Dependencies v2)."""

    def __call__(self, doc: Doc) -> Doc:
        components.set_trees(doc, doc.user_data[WINDOWS], self.model)
        return doc


@Language.factory("kg_entities", default_config={"threads": 1})
class EntitiesComponent(EncoderComponent):
    """Sets ents."""

    def __call__(self, doc: Doc) -> Doc:
        components.set_entities(doc, doc.user_data[WINDOWS], self.model)
        return doc


@Language.factory("kg_reader", default_config={"threads": 1})
class ReaderComponent(EncoderComponent):
    """Leaves the statement reader's cues, who is mentioned again, and fields; takes the vectors away."""

    def __call__(self, doc: Doc) -> Doc:
        found = doc.user_data.pop(WINDOWS)
        doc.user_data[CUES], doc.user_data[ANTECEDENTS] = components.read(doc, found, self.model)
        doc.user_data[FIELDS] = components.fields(doc, found, self.model)
        return doc
