"""A student begins as some of its teacher's layers and follows the teacher's vectors."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

import torch

from kg_builder.language.heads import Inventories
from kg_builder.training.e5file import PretrainedFile
from kg_builder.training.network import Network
from kg_builder.training.recipe import Recipe
from kg_builder.training.student import Plan, StudentTrainer, shortened

HEADER = {"width": 64, "layers": 4, "positions": 40, "heads": 2, "inner": 96, "eps": 1e-12}


def pretrained() -> PretrainedFile:
    rows = np.random.default_rng(1).integers(0, 100, 5 * 2 * 18, dtype=np.uint8)
    return PretrainedFile(HEADER, ["a"] * 5, np.zeros(5, np.float32), {}, {"emb.word": (0, len(rows))}, rows)


def teacher() -> Network:
    labels = Inventories(["NOUN"], [("Mood", "")], ["?"], ["dep"], ["O"], ["O"], ["Warn"], ["asserted"])
    network = Network(pretrained(), labels)
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return network


def test_layers_and_heads_are_the_teachers() -> None:
    old = teacher()
    new = shortened(old, pretrained(), (0, 2), dropout=0.1)
    assert len(new.encoder.layers) == 2
    assert torch.equal(new.encoder.layers[1].q.weight, old.encoder.layers[2].q.weight)
    assert torch.equal(new.cue.weight, old.cue.weight)
    assert torch.equal(new.encoder.mix, old.encoder.mix[:, [0, 1, 3]])


def test_all_layers_give_the_teachers_vectors() -> None:
    old = teacher().eval()
    new = shortened(old, pretrained(), (0, 1, 2, 3), dropout=0.1).eval()
    x, mask = torch.randn(1, 9, 64), torch.ones(1, 9, dtype=torch.bool)
    with torch.no_grad():
        for a, b in zip(new.encoder(x, mask), old.encoder(x, mask), strict=True):
            assert torch.allclose(a, b, atol=1e-5)


def test_a_student_that_answers_like_its_teacher_loses_nothing() -> None:
    old = teacher().eval()
    trainer = object.__new__(StudentTrainer)
    trainer.network, trainer.teacher, trainer.plan = shortened(old, pretrained(), (0, 1, 2, 3), 0.0).eval(), old, Plan()
    trainer.recipe = Recipe()
    x, present = torch.randn(1, 9, 64), torch.ones(1, 9, dtype=torch.bool)
    assert trainer.antecedents_loss(x, x, present).abs() < 1e-4
    assert trainer.roles_loss(x, x, present).abs() < 1e-4
    with torch.no_grad():
        trainer.network.antecedent.weight += torch.randn_like(trainer.network.antecedent.weight)
    assert trainer.antecedents_loss(x, x, present) > 1e-3
