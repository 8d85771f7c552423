"""What field a sentence speaks of, by a classifier on its vectors."""

from pathlib import Path

import numpy as np
import pytest

from kg_builder import language
from kg_builder.language.components import Model
from kg_builder.language.encoder import Vectors
from kg_builder.language.fields import FIELDS, FILE, Fields, summary
from kg_builder.language.pipeline import model_files, model_folder

RNG = np.random.default_rng(2)


def vectors(words: int) -> Vectors:
    """Vectors of words, four wide."""
    return Vectors(*(RNG.normal(size=(words, 4)).astype(np.float32) for _ in range(4)))


def test_a_sentence_is_the_mean_of_its_words() -> None:
    window = vectors(6)
    mean = summary(window, range(2, 4))
    assert np.allclose(mean[:4], (window.entities[2] + window.entities[3]) / 2)
    assert np.allclose(mean[4:], (window.reader[2] + window.reader[3]) / 2)


def test_shares_of_fields_sum_to_one(tmp_path: Path) -> None:
    weight, bias = RNG.normal(size=(3, 8)), np.array([0.0, 0.0, 9.0], dtype=np.float32)
    np.savez(tmp_path / FILE, weight=weight.astype(np.float16), bias=bias)
    fields = Fields.load(tmp_path)
    assert fields is not None
    shares = fields(vectors(3), range(3))
    assert len(shares) == len(FIELDS)
    assert sum(shares) == pytest.approx(1, abs=1e-3)
    assert max(shares) == shares[FIELDS.index("arts")]


def test_a_model_without_the_classifier_tells_no_field(tmp_path: Path) -> None:
    assert Fields.load(tmp_path) is None
    model: Model = language.load("de").get_pipe("kg_reader").model
    assert model.fields is not None


def test_the_pipeline_tells_the_field_of_every_sentence() -> None:
    doc = language.load("de")(
        "Der Stürmer Karl Brenner schoss im Spiel zwei Tore. Der Minister Karl Brenner trat zurück."
    )
    told = doc.user_data["kg_fields"]
    assert list(told) == [s.start for s in doc.sents]
    assert [FIELDS[int(np.argmax(shares))] for shares in told.values()] == ["sport", "public"]


def test_blanks_before_the_first_word_do_not_matter() -> None:
    doc = language.load("de")("\n \n  Der Minister Karl Brenner trat zurück.\n\n Er schwieg.")
    assert set(doc.user_data["kg_fields"]) == {s.start for s in doc.sents}


def test_optional_files_tell_versions_of_a_model_apart() -> None:
    names = {path.name for path in model_files("default")}
    assert {FILE, "skim.json.xz", "heads.npz"} <= names
    assert all((model_folder("default") / name).is_file() for name in names)
