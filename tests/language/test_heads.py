"""Sequences of entity tags and the functions under the heads."""

import math
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from kg_builder.language.arrays import erf, softmax
from kg_builder.language.components import bio_spans, can_name, name
from kg_builder.language.heads import Heads, legal, segments, viterbi
from kg_builder.language.reach import REACHES, reach
from kg_builder.language.tokenizer import blank

EMPTY: dict[str, list[str]] = {
    **{name: [] for name in ("upos", "features", "lemmas", "relations", "types", "factuality")},
    "entities": ["O"],
    "ontonotes": ["O"],
}
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]


def test_a_name_never_goes_on_as_another_kind() -> None:
    scores = np.log(np.array([[0.1, 0.8, 0.0, 0.1, 0.0], [0.1, 0.0, 0.3, 0.0, 0.6]], dtype=np.float32) + 1e-6)
    assert [LABELS[i] for i in viterbi(scores, *legal(LABELS))] == ["B-PER", "I-PER"]


def test_a_name_never_begins_in_its_middle() -> None:
    scores = np.log(np.array([[0.3, 0.1, 0.6, 0.0, 0.0]], dtype=np.float32) + 1e-6)
    assert viterbi(scores, *legal(LABELS)) == [0]


def test_no_words_have_no_tags() -> None:
    assert viterbi(np.zeros((0, 5), dtype=np.float32), *legal(LABELS)) == []


def test_spans_of_tags() -> None:
    assert bio_spans(["B-PER", "I-PER", "O", "B-ORG", "B-ORG"]) == [(0, 2, "PER"), (3, 4, "ORG"), (4, 5, "ORG")]


def test_runs_of_features() -> None:
    features = [("Case", ""), ("Case", "Nom"), ("Number", "")]
    assert segments(features) == [("Case", 0, 2), ("Number", 2, 3)]


def test_functions_agree_with_the_library() -> None:
    x = np.linspace(-4, 4, 41, dtype=np.float32)
    assert np.allclose(erf(x), [math.erf(v) for v in x], atol=2e-6)
    assert np.allclose(softmax(x[None]).sum(), 1)


def test_pronouns_and_verbs_are_no_names() -> None:
    doc = Doc(
        blank("de").vocab, ["He", "said", "Gerhard", "Schröder", "warb"], pos=["PRON", "VERB", "PROPN", "PROPN", "VERB"]
    )
    assert not can_name(doc[0:1])
    assert can_name(doc[0:3])
    assert name(doc, 2, 5, "PER").text == "Gerhard Schröder"


def test_words_point_at_other_words_never_at_themselves(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    np.savez(
        tmp_path / "heads.npz",
        **{f"antecedent.{side}.weight": rng.normal(size=(3, 4)) for side in ("dep", "head")},
        **{f"antecedent.{side}.bias": rng.normal(size=3) for side in ("dep", "head")},
        **{"antecedent.weight": rng.normal(size=(1, 4, 4)), "first": rng.normal(size=4)},
    )
    same = Heads(tmp_path / "heads.npz", EMPTY).antecedents(rng.normal(size=(5, 4)).astype(np.float32))
    assert same is not None
    assert same.shape == (5, 6)
    assert np.allclose(same.sum(1), 1)
    assert (same[:, 1:].diagonal() < 1e-6).all()


def test_a_model_without_that_head_points_at_nothing(tmp_path: Path) -> None:
    np.savez(tmp_path / "heads.npz", root=np.zeros(4))
    heads = Heads(tmp_path / "heads.npz", EMPTY)
    assert heads.antecedents(np.zeros((2, 4), dtype=np.float32)) is None


def test_distances_have_a_sign_and_get_coarser() -> None:
    classes = reach(np.array([70]), 200)[0]
    assert classes[70] == REACHES // 2
    assert classes[0] == 0
    assert classes[199] == REACHES - 1
    assert sorted(set(classes.tolist())) == list(range(REACHES))
    assert classes[66] == classes[67] < classes[68] < classes[69] < classes[70]
    assert (np.diff(classes) >= 0).all()
