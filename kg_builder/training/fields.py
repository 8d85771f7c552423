"""Learns which field a sentence speaks of (language/fields.py) from sentences that give a person's occupation.

Distant supervision (Mintz et al. 2009): a sentence in which a named person is called a goalkeeper or a singer speaks of
sport or of the arts (training/occupations.toml). Multinomial logistic regression with a ridge on the sentence's vector.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc, Span, Token
from torch.nn import functional

from kg_builder.language import load
from kg_builder.language.arrays import Floats, softmax
from kg_builder.language.fields import FIELDS, FILE, summary
from kg_builder.language.pipeline import WINDOWS
from kg_builder.training import samples, treebanks

RIDGE = 0.03
PARTS = 5
LONG = 6
"""German compounds end in occupations of at least so many letters ("Nationaltorwart")."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's vector, the place of its field in FIELDS, and the number of its text."""

    vector: Floats
    field: int
    text: int


def occupations(path: Path, lang: str) -> dict[str, str]:
    """Field by occupation (lower case) in a language."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {word: field for field, by_lang in table.items() for word in by_lang.get(lang, "").split()}


def texts(data: Path, lang: str) -> Iterator[str]:
    """Texts of a language in which sport and the arts are not rare: entity sentences, or treebank passages."""
    if lang == "de":
        yield from (" ".join(one.words) for one in samples.germeval_sets(data / "de" / "ner")[0])
    else:
        for name in ("gum-train", "ewt-train"):
            rows = [treebanks.text_of(s) for s in treebanks.read(data / lang / "treebank" / f"{name}.conllu.xz", False)]
            yield from (" ".join(rows[i : i + 3]) for i in range(0, len(rows), 3))


def field_of(person: Span, words: Mapping[str, str]) -> str | None:
    """The one field of the occupations that stand with a person's name; None where there is none or several."""
    root = person.root
    near = [root, *root.children, *(a for c in root.children for a in c.children if a.dep_ == "appos"), *person]
    if root.dep_ in ("appos", "flat", "nsubj", "compound"):
        near.append(root.head)
    found = {field for token in near if (field := occupation(token, words))}
    return found.pop() if len(found) == 1 else None


def occupation(token: Token, words: Mapping[str, str]) -> str | None:
    """The field of a noun that names an occupation, or of a compound that ends in one."""
    for form in (token.lower_, token.lemma_.lower()):
        if form in words:
            return words[form]
    if token.pos_ != "NOUN":
        return None
    return next((f for word, f in words.items() if len(word) >= LONG and token.lower_.endswith(word)), None)


def examples(doc: Doc, text: int, words: Mapping[str, str]) -> Iterator[Example]:
    """The sentences of a text that give a person's occupation."""
    fields = {
        person.root.sent.start: field
        for person in doc.ents
        if person.label_ == "PER" and (field := field_of(person, words))
    }
    for window, vectors in doc.user_data[WINDOWS]:
        place = {token: p for p, token in enumerate(window.tokens)}
        for start, field in fields.items():
            inside = [place[t.i] for t in doc[start].sent if t.i in place]
            if inside:
                yield Example(summary(vectors, inside), FIELDS.index(field), text)


def fit(found: Sequence[Example]) -> tuple[Floats, Floats]:
    """Weights (fields, twice the width) and bias (fields)."""
    raw = np.stack([one.vector for one in found])
    middle, spread = raw.mean(0), raw.std(0) + 1e-6
    x, y = torch.from_numpy((raw - middle) / spread), torch.tensor([one.field for one in found])
    weights = torch.zeros(len(FIELDS), x.shape[1], requires_grad=True)
    bias = torch.zeros(len(FIELDS), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=80, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value: torch.Tensor = functional.cross_entropy(x @ weights.T + bias, y) + RIDGE * weights.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    scaled = weights.detach().numpy() / spread
    return scaled.astype(np.float32), (bias.detach().numpy() - scaled @ middle).astype(np.float32)


def judged(found: Sequence[Example]) -> Iterator[tuple[int, Floats]]:
    """The field of each example with the scores that a fit on the texts of the other parts gives."""
    for part in range(PARTS):
        weights, bias = fit([one for one in found if one.text % PARTS != part])
        for one in found:
            if one.text % PARTS == part:
                yield one.field, one.vector @ weights.T + bias


def figures(found: Sequence[Example], surely: float) -> str:
    """How often a field other than public life is said, and how often that is right, on texts not fitted to."""
    pairs = list(judged(found))
    gold = np.array([field for field, _ in pairs])
    shares = np.array([softmax(scores) for _, scores in pairs])
    said = (shares.argmax(1) != 0) & (shares.max(1) >= surely)
    right = int((said & (shares.argmax(1) == gold)).sum())
    every = (shares.argmax(1) == gold).mean()
    return (
        f"{len(pairs)} sentences, field right in {100 * every:.1f} %; at {surely} or more {said.sum()} are said to be"
        f" of {' or '.join(FIELDS[1:])}, {right} of them rightly, of {(gold != 0).sum()}"
    )


def write(data: Path, words: Path, folder: Path, surely: float) -> str:
    """Fits the classifier for the model in a folder and writes it there; gives its figures on texts not fitted to."""
    found, number = list[Example](), 0
    for lang in ("de", "en"):
        nlp, known = load(lang, str(folder)), occupations(words, lang)
        nlp.remove_pipe("kg_reader")
        for text in texts(data, lang):
            number += 1
            found += examples(nlp(text), number, known)
    weights, bias = fit(found)
    np.savez_compressed(folder / FILE, weight=weights.astype(np.float16), bias=bias)
    return figures(found, surely)
