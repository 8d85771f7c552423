"""Scorers of the network beside what applies their weights in the shipped model."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

import torch
from torch import nn

from kg_builder.language.heads import Heads
from kg_builder.training.network import POINTERS, Biaffine, Network, Pair, Reach

WIDTH, WORDS = 6, 40
NO_LABELS: dict[str, list[str]] = {
    name: ["O"]
    for name in ("upos", "lemmas", "relations", "types", "factuality", "entities", "ontonotes")
}  # fmt: skip


class Pointing(Network):
    """Only what points."""

    def __init__(self) -> None:
        nn.Module.__init__(self)
        self.none, self.first = nn.Parameter(torch.randn(WIDTH)), nn.Parameter(torch.randn(WIDTH))
        self.pointer = Biaffine(WIDTH, 5, len(POINTERS), 0.0, extra=True)
        self.antecedent = Biaffine(WIDTH, 5, 1, 0.0, extra=True)
        self.pair = Pair(WIDTH, 5, len(POINTERS), 0.0)
        self.pointer_reach, self.antecedent_reach = Reach(WIDTH, len(POINTERS)), Reach(WIDTH, 1)


@pytest.fixture
def network() -> Pointing:
    torch.manual_seed(3)
    made = Pointing()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.normal_()
    return made


@pytest.fixture
def heads(network: Pointing, tmp_path: Path) -> Heads:
    np.savez(tmp_path / "heads.npz", **{name: value.numpy() for name, value in network.state_dict().items()})
    return Heads(tmp_path / "heads.npz", {**NO_LABELS, "features": []})


def test_roles_are_scored_as_in_training(network: Pointing, heads: Heads) -> None:
    hidden, cues = torch.randn(1, WORDS, WIDTH), torch.tensor([2, 30])
    present = torch.ones(2, WORDS, dtype=torch.bool)
    with torch.no_grad():
        trained = network.pointers(hidden[0, cues], hidden.expand(2, -1, -1), present, cues).softmax(-1)
    assert np.allclose(heads.pointers([2, 30], hidden[0].numpy()), trained.numpy(), atol=1e-4)


def test_mentions_are_scored_as_in_training(network: Pointing, heads: Heads) -> None:
    hidden = torch.randn(1, WORDS, WIDTH)
    with torch.no_grad():
        trained = network.antecedents(hidden, torch.ones(1, WORDS, dtype=torch.bool)).softmax(-1)[0]
    shipped = heads.antecedents(hidden[0].numpy())
    assert shipped is not None
    assert np.allclose(shipped, trained.numpy(), atol=1e-4)


def test_new_scorers_say_nothing_before_training() -> None:
    cues, words = torch.randn(2, WIDTH), torch.randn(2, WORDS, WIDTH)
    assert not Pair(WIDTH, 5, 4, 0.0)(cues, words).any()
    assert not Reach(WIDTH, 4)(words, torch.arange(WORDS).expand(2, -1), WORDS).any()


def test_nobody_is_no_distance_away(network: Pointing) -> None:
    scores = network.pointer_reach(torch.randn(1, 1, WIDTH), torch.tensor([[4]]), WORDS)
    assert scores.shape == (1, 1, 1 + WORDS, len(POINTERS))
    assert not scores[:, :, 0].any()
    assert scores[:, :, 1:].all()
