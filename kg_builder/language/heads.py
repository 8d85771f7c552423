"""The heads of the shipped model in numpy: tags, lemmas, sentence bounds, trees, entities, and statement cues."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg_builder.language.arrays import Floats, gelu, log_softmax, ones, softmax
from kg_builder.language.focus import Focus
from kg_builder.language.reach import REACHES, reach
from kg_builder.language.trees import best_tree


@dataclass(frozen=True, slots=True)
class Inventories:
    """Labels of the heads' outputs, in order."""

    upos: list[str]
    features: list[tuple[str, str]]
    lemmas: list[str]
    relations: list[str]
    entities: list[str]
    ontonotes: list[str]
    types: list[str]
    factuality: list[str]


class Heads:
    """The weights of heads.npz, applied to vectors of words (words, width)."""

    def __init__(self, path: Path, labels: dict[str, Any], focus: Focus | None = None) -> None:
        with np.load(path) as archive:
            self._w: dict[str, Floats] = {name: archive[name].astype(np.float32) for name in archive.files}
        features = [(f, v) for f, v in labels["features"]]
        self.labels = Inventories(**{**labels, "features": features})
        self._segments = segments(features)
        self._focus = focus
        self._legal = {
            "entities": legal(self.labels.entities),
            "ontonotes": legal(self.labels.ontonotes),
        }

    def _linear(self, name: str, x: Floats) -> Floats:
        scores: Floats = x @ self._w[name + ".weight"].T + self._w[name + ".bias"]
        return scores

    def upos(self, x: Floats) -> list[str]:
        return [self.labels.upos[i] for i in self._linear("upos", x).argmax(1)]

    def morphology(self, x: Floats) -> list[dict[str, str]]:
        """Features of each word, each chosen by itself."""
        scores = self._linear("features", x)
        rows: list[dict[str, str]] = [{} for _ in range(len(x))]
        for name, start, end in self._segments:
            for row, best in zip(rows, scores[:, start:end].argmax(1), strict=True):
                if value := self.labels.features[start + int(best)][1]:
                    row[name] = value
        return rows

    def lemma_scripts(self, x: Floats, most: int = 4) -> list[list[str]]:
        """The likeliest edit scripts of each word, best first."""
        best = np.argsort(-self._linear("lemma", x), axis=1, kind="stable")[:, :most]
        return [[self.labels.lemmas[i] for i in row] for row in best]

    def bounds(self, x: Floats) -> Floats:
        """How likely each word begins a sentence, 0 to 1."""
        share: Floats = softmax(self._linear("bound", x))[:, 1]
        return share

    def entities(self, x: Floats, scheme: str = "entities") -> list[str]:
        """The best BIO sequence ('entities': PER ORG LOC MISC; 'ontonotes': its kinds)."""
        labels: list[str] = getattr(self.labels, scheme)
        scores = log_softmax(self._linear(scheme, x))
        return [labels[i] for i in viterbi(scores, *self._legal[scheme])]

    def trees(self, x: Floats, sentences: Sequence[tuple[int, int]]) -> tuple[list[int], list[str]]:
        """Heads (position in the window, a root is its own head) and relations of each sentence's best tree."""
        w = self._w
        dep = ones(gelu(self._linear("arc.dep", x)))
        heads_side = gelu(self._linear("arc.head", np.concatenate([w["root"][None], x])))
        scores = dep @ w["arc.weight"][0] @ heads_side.T
        heads: list[int] = []
        for start, end in sentences:
            own = np.concatenate([scores[start:end, :1], scores[start:end, 1 + start : 1 + end]], axis=1)
            np.fill_diagonal(own[:, 1:], -1e9)
            chosen = best_tree(log_softmax(own).astype(np.float64))
            heads += [start + h - 1 if h else start + i for i, h in enumerate(chosen)]
        return heads, self._relations(x, heads)

    def _relations(self, x: Floats, heads: Sequence[int]) -> list[str]:
        w, labels = self._w, self.labels.relations
        dep = ones(gelu(self._linear("rel.dep", x)))
        head = ones(gelu(self._linear("rel.head", np.concatenate([x, w["root"][None]]))))
        picked = head[[len(x) if h == i else h for i, h in enumerate(heads)]]
        sides = np.matmul(dep, w["rel.weight"]).transpose(1, 0, 2)
        scores = np.matmul(sides, picked[:, :, None])[..., 0]
        is_root = np.array([h == i for i, h in enumerate(heads)])
        scores[:, labels.index("root")] = np.where(is_root, 1e9, -1e9)
        return [labels[i] for i in scores.argmax(1)]

    def cues(self, x: Floats) -> tuple[Floats, Floats, Floats]:
        """Probabilities of no cue and each type (words, 1 + types), of factualities, and hidden words."""
        hidden = x + gelu(self._linear("reading", x))
        return softmax(self._linear("cue", hidden)), softmax(self._linear("factuality", hidden)), hidden

    def look(self, cues: Sequence[int], types: Floats, hidden: Floats) -> tuple[Floats, Floats]:
        """The second look at some words of a window: probabilities of no cue and each type (cues, 1 + types), and
        (cues, pointers, 1 + words) of the words that fill source, target, topic, within; 0: none.

        types, hidden: what `cues` gives for all words.
        """
        kinds, words = types[list(cues)], self._pointer_scores(cues, hidden)
        if self._focus is not None:
            more, scores = self._focus(kinds, hidden, cues)
            kinds, words = softmax(np.log(np.maximum(kinds, 1e-12)) + more), words + scores
        return kinds, softmax(words)

    def _pointer_scores(self, cues: Sequence[int], hidden: Floats) -> Floats:
        w = self._w
        dep = ones(gelu(self._linear("pointer.dep", hidden[list(cues)])))
        words = np.concatenate([w["none"][None], hidden])
        head = ones(gelu(self._linear("pointer.head", words)))
        scores: Floats = np.matmul(np.matmul(dep, w["pointer.weight"]), head.T).transpose(1, 0, 2)
        if "pair.out.weight" in w:
            own, others = self._linear("pair.cue", hidden[list(cues)]), words @ w["pair.word.weight"].T
            pairs: Floats = own[:, None] + others
            scores = scores + (gelu(pairs) @ w["pair.out.weight"].T).transpose(0, 2, 1)
        scores[:, :, 1:] += self._reach("pointer_reach", hidden[list(cues)], np.array(cues), len(hidden))
        return scores

    def _reach(self, name: str, x: Floats, at: NDArray[np.int64], places: int) -> Floats:
        """Scores (words, outputs, places) by distance; zero where the model was not trained for it."""
        if name + ".far.weight" not in self._w:
            return np.zeros((1, 1, 1), dtype=np.float32)
        by_class = self._linear(name + ".far", x).reshape(len(x), REACHES, -1)
        scores: Floats = np.take_along_axis(by_class, reach(at, places)[..., None], axis=1).transpose(0, 2, 1)
        return scores

    def antecedents(self, hidden: Floats) -> Floats | None:
        """Probabilities (words, 1 + words) that a word mentions the same actor as another one, nobody first.

        None where the model was not trained for it.
        """
        w = self._w
        if "antecedent.weight" not in w:
            return None
        dep = ones(gelu(self._linear("antecedent.dep", hidden)))
        head = ones(gelu(self._linear("antecedent.head", np.concatenate([w["first"][None], hidden]))))
        scores: Floats = dep @ w["antecedent.weight"][0] @ head.T
        scores[:, 1:] += self._reach("antecedent_reach", hidden, np.arange(len(hidden)), len(hidden))[:, 0]
        np.fill_diagonal(scores[:, 1:], -1e9)
        return softmax(scores)


def segments(features: Sequence[tuple[str, str]]) -> list[tuple[str, int, int]]:
    """Runs of one feature's values: (feature, first, end)."""
    found: list[tuple[str, int, int]] = []
    for i, (name, _) in enumerate(features):
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1], i + 1)
        else:
            found.append((name, i, i + 1))
    return found


def legal(labels: Sequence[str]) -> tuple[Floats, Floats]:
    """Penalties of BIO labels at the start and after each other (labels, labels): I- needs its own kind before."""
    start = np.array([-1e9 if b[0] == "I" else 0 for b in labels], dtype=np.float32)
    after = np.array(
        [[-1e9 if b[0] == "I" and (a == "O" or a[2:] != b[2:]) else 0 for b in labels] for a in labels],
        dtype=np.float32,
    )
    return start, after


def viterbi(scores: Floats, start: Floats, after: Floats) -> list[int]:
    """The best label sequence under the penalties."""
    if not len(scores):
        return []
    if not (scores.argmax(1) != 0).any():
        return [0] * len(scores)
    best, back = scores[0] + start, list[NDArray[np.int64]]()
    for row in scores[1:]:
        total = best[:, None] + after
        back.append(total.argmax(0))
        best = total.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]
