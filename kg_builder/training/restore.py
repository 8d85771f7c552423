"""Takes a shipped model's folder back into torch, so that training can go on from it alone.

Eight-bit weights come back as what they stand for (scale times integer); the loss of the rounding stays.
"""

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg_builder.training.e5file import PretrainedFile
from kg_builder.training.network import MIXES, Labels, Network

Array = NDArray[np.float32]


def encoder_weights(path: Path) -> dict[str, Tensor]:
    """Parameters of the encoder by their names in Network, from an ONNX file as training.export writes it."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {name: value for name, value in stored.items() if name.startswith("encoder.")}
    for node in graph.node:
        if node.op_type not in ("MatMul", "MatMulInteger") or node.input[1].removesuffix("_quantized") == node.input[1]:
            continue
        weight = node.input[1].removesuffix("_quantized")
        scale, zero = stored[weight + "_scale"], stored[weight + "_zero_point"].astype(np.float32)
        module = ".".join(node.name.split("/")[1:-1])
        found[module + ".weight"] = ((stored[node.input[1]].astype(np.float32) - zero) * scale).T
    found |= mixes(list(stored.items()))
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}


def mixes(stored: list[tuple[str, Array]]) -> dict[str, Array]:
    """The mixes' weights and scales, which the exporter folds into constants in the order of the groups."""
    others = [value for name, value in stored if not name.startswith("encoder.") and "MatMul" not in name]
    shares, scales = [v for v in others if v.ndim == 1][: len(MIXES)], [v for v in others if v.ndim == 0][: len(MIXES)]
    return {"encoder.mix": np.log(np.maximum(np.stack(shares), 1e-9)), "encoder.gamma": np.stack(scales)}


def network(folder: Path, pretrained: PretrainedFile) -> Network:
    """The shipped model in a folder as a network. What has no weights in it (added heads) keeps its initial ones.

    Raises:
        ValueError: a parameter of the encoder is missing in the folder.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    labels = config["labels"]
    labels["features"] = [(f, v) for f, v in labels["features"]]
    restored = Network(pretrained, Labels(**labels))
    with np.load(folder / "heads.npz") as heads:
        state = {name: torch.from_numpy(heads[name].astype(np.float32)) for name in heads.files}
    missing, _ = restored.load_state_dict(state | encoder_weights(folder / "encoder.onnx"), strict=False)
    if lost := [name for name in missing if name.startswith("encoder.")]:
        raise ValueError(f"{folder}: no weights for {', '.join(lost)}")
    return restored
