"""spaCy components that set what the model finds on the Doc; later stages read spaCy and nothing else.

Order: kg_encoder, kg_sentences, kg_tagger, kg_parser, kg_entities, kg_reader. The encoder leaves its vectors in
`doc.user_data["kg_windows"]`, the last component takes them away again and leaves `doc.user_data["kg_cues"]`,
`doc.user_data["kg_antecedents"]` and `doc.user_data["kg_fields"]`.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg_builder.language.arrays import Floats
from kg_builder.language.bounds import begins
from kg_builder.language.conventions import set_auxiliaries
from kg_builder.language.conventions import tag as conventional
from kg_builder.language.encoder import Encoder, Vectors
from kg_builder.language.fields import Fields
from kg_builder.language.focus import Focus
from kg_builder.language.gazetteer import gazetteer, refine
from kg_builder.language.heads import Heads
from kg_builder.language.lemmas import apply
from kg_builder.language.lemmatizer import Lemmatizer
from kg_builder.language.windows import SKIPPED, Window, lines, windows

CUE_FLOOR = 0.06
SAME_FLOOR = 0.05
REFERRING = frozenset({"PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM"})
NO_NAME = frozenset({"PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "PUNCT"})
GPE_KINDS = {"GPE": "GPE", "NORP": "NORP", "EVENT": "EVENT", "FAC": "LOC"}


@dataclass(frozen=True, slots=True)
class CueReading:
    """What the statement reader sees at one token that may be a cue.

    types: probability of each type; factuality: of each factuality; pointers: for source, target, topic and within the
    probability of each token of the window ({token: probability}, -1: none), without those under 0.02.
    """

    token: int
    types: tuple[tuple[str, float], ...]
    factuality: tuple[tuple[str, float], ...]
    pointers: tuple[tuple[str, tuple[tuple[int, float], ...]], ...]

    @property
    def probability(self) -> float:
        """How likely the token is a cue of any type."""
        return sum(p for _, p in self.types)


Antecedents = dict[int, tuple[tuple[int, float], ...]]
"""By token, the tokens that mention the same actor, with probabilities of at least 0.05, likeliest first."""


FieldsOfSentences = dict[int, tuple[float, ...]]
"""By a sentence's first token how likely it speaks of each of `language.fields.FIELDS`."""


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model folder, shared by all languages; base: where what it shares with another model lies."""

    encoder: Encoder
    heads: Heads
    config: dict[str, Any]
    base: Path
    fields: Fields | None = None


@lru_cache(maxsize=4)
def load_model(folder: Path, threads: int) -> Model:
    """Loads a model folder once; raises FileNotFoundError naming it where its files are missing."""
    path = folder / "config.json"
    if not path.is_file():
        raise FileNotFoundError(f"no model in {folder} (config.json is missing)")
    config = json.loads(path.read_text(encoding="utf-8"))
    base = folder / config.get("base", ".")
    encoder = Encoder(folder, base, config["width"], threads)
    heads = Heads(folder / "heads.npz", config["labels"], Focus.load(folder))
    return Model(encoder, heads, config, base, Fields.load(folder))


def encode(doc: Doc, model: Model) -> list[tuple[Window, Vectors]]:
    """The Doc's windows with their vectors."""
    vocabulary = model.encoder.vocabulary
    sizes = [0 if t.is_space else len(vocabulary.ids(t.text)) for t in doc]
    return [(w, model.encoder([doc[i].text for i in w.tokens])) for w in windows(doc, sizes)]


def set_sentences(doc: Doc, found: list[tuple[Window, Vectors]], model: Model) -> None:
    """Sentence starts: lines and windows always begin one; inside lines marks and the head decide together."""
    shares = np.zeros(len(doc), dtype=np.float32)
    starts = {window.tokens[0] for window, _ in found} | {0}
    starts |= {sentence[0] for sentence in doc.user_data.get(SKIPPED, ())}
    for window, vectors in found:
        shares[list(window.tokens)] = model.heads.bounds(vectors.tags)
    for line in lines(doc):
        starts.update(line[place] for place in begins(doc, line, shares[line]))
    marks = [1 if i in starts else -1 for i in range(len(doc))]
    # All at once: setting a token's mark by itself reads the whole Doc each time.
    doc.from_array(["SENT_START"], np.array(marks, dtype=np.int64).astype(np.uint64).reshape(-1, 1))


def set_tags(doc: Doc, found: list[tuple[Window, Vectors]], model: Model, lemmatizer: Lemmatizer) -> None:
    """UPOS, morphological features and lemmas; by edit scripts in languages that the lemmatizer does not know."""
    for window, vectors in found:
        upos = model.heads.upos(vectors.tags)
        morphology = model.heads.morphology(vectors.tags)
        scripts = [] if lemmatizer.knows else model.heads.lemma_scripts(vectors.tags)
        for place, (i, pos, features) in enumerate(zip(window.tokens, upos, morphology, strict=True)):
            token = doc[i]
            if doc.lang_ == "de":
                pos = conventional(token.text, pos)
            token.pos_ = pos
            token.set_morph(features)
            if lemmatizer.knows:
                token.lemma_ = lemmatizer.lemma(token.text, pos, features.get("Case", ""))
            else:
                lemmas = (apply(rule, token.text) for rule in scripts[place] if rule != "?")
                token.lemma_ = next((lemma for lemma in lemmas if lemma), token.text)
    for i in (i for sentence in doc.user_data.get(SKIPPED, ()) for i in sentence):
        doc[i].pos_, doc[i].lemma_ = "X", doc[i].text
    for token in doc:
        if token.is_space:
            token.pos_, token.lemma_ = "SPACE", token.text


def set_trees(doc: Doc, found: list[tuple[Window, Vectors]], model: Model) -> None:
    """Heads and relations; blank tokens hang on the word before them, those of a skipped sentence on its first."""
    heads, relations = list(range(len(doc))), ["dep"] * len(doc)
    for first, *others in doc.user_data.get(SKIPPED, ()):
        relations[first] = "ROOT"
        for i in others:
            heads[i] = first
    for window, vectors in found:
        begins = [p for p, i in enumerate(window.tokens) if doc[i].is_sent_start]
        spans = list(zip(begins, [*begins[1:], len(window.tokens)], strict=True))
        chosen, labels = model.heads.trees(vectors.parse, spans)
        for place, i in enumerate(window.tokens):
            heads[i] = window.tokens[chosen[place]]
            relations[i] = "ROOT" if heads[i] == i else labels[place]
    for token in doc:
        if token.is_space:
            heads[token.i] = token.i - 1 if token.i else min(1, len(doc) - 1)
    strings = doc.vocab.strings
    rows = [[(h - i) % 2**64, strings.add(r)] for i, (h, r) in enumerate(zip(heads, relations, strict=True))]
    doc.from_array(["HEAD", "DEP"], np.array(rows, dtype=np.uint64).reshape(-1, 2))
    if doc.lang_ == "de":
        set_auxiliaries(doc)


def set_entities(doc: Doc, found: list[tuple[Window, Vectors]], model: Model) -> None:
    """Entities PER ORG LOC MISC, where the second scheme agrees on the words also GPE, NORP and EVENT.

    The actor base then tells places that act from others; `doc.user_data["kg_name_parts"]` has the names in compounds.
    """
    spans: list[Span] = []
    for window, vectors in found:
        coarse = bio_spans(model.heads.entities(vectors.entities))
        fine = bio_spans(model.heads.entities(vectors.entities, "ontonotes"))
        taken: set[int] = set()
        for start, end, kind in coarse:
            refined = next((GPE_KINDS[k] for s, e, k in fine if k in GPE_KINDS and s < end and e > start), kind)
            label = refined if kind in ("LOC", "MISC") else kind
            spans.append(name(doc, window.tokens[start], window.tokens[end - 1] + 1, label))
            taken |= set(range(start, end))
        for start, end, kind in fine:
            if kind in GPE_KINDS and not taken & set(range(start, end)):
                spans.append(name(doc, window.tokens[start], window.tokens[end - 1] + 1, GPE_KINDS[kind]))
    spans = refine(doc, filter_spans([s for s in spans if can_name(s)]), gazetteer(doc.lang_))
    doc.set_ents(sorted(spans, key=lambda s: s.start))


def name(doc: Doc, start: int, end: int, label: str) -> Span:
    """The tokens as an entity, without small verbs at its end ("Gerhard Schröder warb")."""
    while end - start > 1 and doc[end - 1].pos_ in ("VERB", "AUX") and doc[end - 1].is_lower:
        end -= 1
    return Span(doc, start, end, label)


def can_name(span: Span) -> bool:
    """Whether a span has a word that names ("He" and "of the" have none)."""
    return any(t.pos_ not in NO_NAME for t in span)


def bio_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the entities of a BIO sequence."""
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag[0] == "B":
            spans.append((i, i + 1, tag[2:]))
        elif tag[0] == "I" and spans:
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
    return spans


def read(doc: Doc, found: list[tuple[Window, Vectors]], model: Model) -> tuple[list[CueReading], Antecedents]:
    """The statement reader's view of every token that may be a cue, and who mentions the same actor as whom."""
    readings: list[CueReading] = []
    antecedents: Antecedents = {}
    for window, vectors in found:
        types, factuality, hidden = model.heads.cues(vectors.reader)
        readings += cues(window, types, factuality, hidden, model)
        same = model.heads.antecedents(hidden)
        if same is not None:
            antecedents |= referring(doc, window, same)
    return readings, antecedents


def cues(window: Window, types: Floats, factuality: Floats, hidden: Floats, model: Model) -> list[CueReading]:
    """The tokens of a window that may be cues."""
    labels, names = model.heads.labels, model.config["pointers"]
    likely = [int(i) for i in np.flatnonzero(1 - types[:, 0] > CUE_FLOOR)]
    if not likely:
        return []
    kinds, scores = model.heads.look(likely, types, hidden)
    return [
        CueReading(
            window.tokens[place],
            shares(labels.types, kinds[n, 1:], 0.01),
            shares(labels.factuality, factuality[place], 0.0),
            tuple((name, chosen(window, scores[n, k])) for k, name in enumerate(names)),
        )
        for n, place in enumerate(likely)
    ]


def fields(doc: Doc, found: list[tuple[Window, Vectors]], model: Model) -> FieldsOfSentences:
    """The field of each sentence; empty where the model tells none."""
    if model.fields is None:
        return {}
    told: FieldsOfSentences = {}
    begin = [sentence.start for sentence in doc.sents for _ in sentence]
    for window, vectors in found:
        starts = [begin[i] for i in window.tokens]
        for start, places in groupby(range(len(starts)), starts.__getitem__):
            told[start] = model.fields(vectors, list(places))
    return told


def referring(doc: Doc, window: Window, same: Floats) -> Antecedents:
    """What the tokens of a window that may mention an actor again point at, likeliest first."""
    found: Antecedents = {}
    for place in np.flatnonzero(same[:, 0] < 1 - 2 * SAME_FLOOR):
        i = window.tokens[place]
        if doc[i].pos_ in REFERRING:
            found[i] = tuple(pair for pair in chosen(window, same[place], SAME_FLOOR) if pair[0] >= 0)
    return found


def shares(names: list[str], values: Floats, floor: float) -> tuple[tuple[str, float], ...]:
    """Names with their probabilities, those above the floor."""
    return tuple((name, round(float(p), 4)) for name, p in zip(names, values, strict=True) if p > floor)


def chosen(window: Window, scores: Floats, floor: float = 0.02) -> tuple[tuple[int, float], ...]:
    """The tokens a pointer may mean, likeliest first; -1 for none."""
    pairs = [(window.tokens[k - 1] if k else -1, round(float(scores[k]), 4)) for k in np.flatnonzero(scores > floor)]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
