"""The encoder as it ships computes what the trained one does, and comes back from its file."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")
pytest.importorskip("onnx", reason="the extra [train] is not installed")

import torch

from kg_builder.training.export import write_encoder
from kg_builder.training.fused import FusedEncoder
from kg_builder.training.network import Encoder
from kg_builder.training.restore import encoder_weights

HEADER = {"width": 64, "layers": 2, "positions": 40, "heads": 2, "inner": 96, "eps": 1e-12}


class Whole(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.header, self.encoder = HEADER, random_encoder()


def random_encoder() -> Encoder:
    torch.manual_seed(3)
    encoder = Encoder(HEADER).eval()
    for parameter in encoder.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return encoder


def test_fused_layers_give_the_same_mixes() -> None:
    encoder, x = random_encoder(), torch.randn(1, 17, 64)
    with torch.no_grad():
        wanted = torch.stack(encoder(x, torch.ones(1, 17, dtype=torch.bool)))
        assert torch.allclose(FusedEncoder(encoder)(x), wanted, atol=1e-4)


def test_a_written_encoder_comes_back(tmp_path: Path) -> None:
    network = Whole()
    write_encoder(network, tmp_path / "encoder.onnx")
    back = Encoder(HEADER).eval()
    found = encoder_weights(tmp_path / "encoder.onnx")
    back.load_state_dict({name.removeprefix("encoder."): value for name, value in found.items()})
    pairs = dict(back.named_parameters())
    for name, old in network.encoder.named_parameters():
        a, b = (torch.softmax(t, 1) if name == "mix" else t for t in (old, pairs[name]))
        assert (a - b).abs().max() <= 0.006 * a.abs().max(), name
