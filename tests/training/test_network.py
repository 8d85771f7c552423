"""Scorers of the network beside what applies their weights in the shipped model."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

import torch
from torch import nn

from kg_builder.language import focus
from kg_builder.language.focus import FILE
from kg_builder.language.heads import Heads
from kg_builder.training.export import write_focus
from kg_builder.training.focus import Focus
from kg_builder.training.network import POINTERS, Biaffine, Network, Pair, Reach
from kg_builder.training.restore import focus_weights

WIDTH, WORDS, TYPES = 6, 40, 3
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
        self.focus = Focus(WIDTH, TYPES, len(POINTERS), 0.0)
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
    write_focus(network.focus, tmp_path / FILE)
    return Heads(tmp_path / "heads.npz", {**NO_LABELS, "features": []}, focus.Focus.load(tmp_path))


def test_a_second_look_is_scored_as_in_training(network: Pointing, heads: Heads) -> None:
    network.eval()
    hidden, words = torch.randn(1, WORDS, WIDTH), torch.tensor([2, 30])
    scores, present = torch.randn(1, WORDS, TYPES), torch.ones(1, WORDS, dtype=torch.bool)
    with torch.no_grad():
        trained = network.look(scores, hidden, present, torch.zeros_like(words), words)
    types, pointers = heads.look([2, 30], scores[0].softmax(-1).numpy(), hidden[0].numpy())
    assert np.allclose(types, trained[0].softmax(-1).numpy(), atol=1e-4)
    assert np.allclose(pointers, trained[1].softmax(-1).numpy(), atol=1e-4)


def test_without_a_second_look_the_first_one_counts(network: Pointing, tmp_path: Path) -> None:
    np.savez(tmp_path / "heads.npz", **{name: value.numpy() for name, value in network.state_dict().items()})
    hidden, cues = torch.randn(1, WORDS, WIDTH), torch.tensor([2, 30])
    present, types = torch.ones(2, WORDS, dtype=torch.bool), torch.rand(WORDS, TYPES).softmax(-1).numpy()
    with torch.no_grad():
        trained = network.pointers(hidden[0, cues], hidden.expand(2, -1, -1), present, cues).softmax(-1)
    kinds, pointers = Heads(tmp_path / "heads.npz", {**NO_LABELS, "features": []}).look(
        [2, 30], types, hidden[0].numpy()
    )
    assert np.array_equal(kinds, types[[2, 30]])
    assert np.allclose(pointers, trained.numpy(), atol=1e-4)


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
    seen, at = torch.ones(2, WORDS, dtype=torch.bool), torch.tensor([3, 4])
    types, roles = Focus(WIDTH, TYPES, 4, 0.0)(torch.rand(2, TYPES), words, seen, torch.arange(2), at)
    assert not types.any()
    assert not roles.any()


def test_nobody_is_no_distance_away(network: Pointing) -> None:
    scores = network.pointer_reach(torch.randn(1, 1, WIDTH), torch.tensor([[4]]), WORDS)
    assert scores.shape == (1, 1, 1 + WORDS, len(POINTERS))
    assert not scores[:, :, 0].any()
    assert scores[:, :, 1:].all()


def test_training_goes_on_from_the_second_look_that_ships(network: Pointing, tmp_path: Path) -> None:
    write_focus(network.focus, tmp_path / FILE)
    restored = focus_weights(tmp_path / FILE)
    wanted = {name: value for name, value in network.state_dict().items() if name.startswith("focus.")}
    assert restored.keys() == wanted.keys()
    assert all(torch.equal(restored[name], value) for name, value in wanted.items())
