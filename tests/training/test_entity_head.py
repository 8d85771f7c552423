"""The entity head learns by itself from vectors."""

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

import torch

from kg_builder.training.entity_head import learn


def test_the_head_learns_what_the_vectors_tell() -> None:
    torch.manual_seed(3)
    tags = torch.arange(40_000) % 3
    x = torch.randn(len(tags), 8) + 3 * torch.nn.functional.one_hot(tags, 8)
    head, said = torch.nn.Linear(8, 3), list[str]()
    learn(head, x, tags, said.append)
    assert (head(x).argmax(-1) == tags).float().mean() > 0.95
    assert len(said) == 8
