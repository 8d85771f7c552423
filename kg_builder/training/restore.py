"""Takes a shipped model's folder back into torch, so that training can go on from it alone.

Eight-bit weights come back as what they stand for (scale times integer); the loss of the rounding stays.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg_builder.language.focus import FILE as FOCUS_FILE
from kg_builder.training.e5file import PretrainedFile
from kg_builder.training.network import Labels, Network

Array = NDArray[np.float32]
HEAD_SIZE = 32


def contents(path: Path) -> tuple[Any, dict[str, Array]]:
    """The graph of an ONNX file, and the arrays in it by name."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    return graph, {i.name: numpy_helper.to_array(i) for i in graph.initializer}


def encoder_weights(path: Path) -> dict[str, Tensor]:
    """Parameters of the encoder by their names in Network, from an ONNX file as training.export writes it."""
    graph, stored = contents(path)
    kept = ("pos", "typ", ".bias", "ln.weight")
    found = {name: value for name, value in stored.items() if name.endswith(kept)}
    for node in graph.node:
        weight = node.input[1].removesuffix("_quantized") if node.op_type == "MatMulInteger" else ""
        if weight:
            scale, zero = stored[weight + "_scale"], stored[weight + "_zero_point"].astype(np.float32)
            module = ".".join(node.name.split("/")[1:-1])
            found[module + ".weight"] = ((stored[node.input[1]].astype(np.float32) - zero) * scale).T
    shares = stored["shares"]
    parts = dict(piece for name, value in found.items() for piece in separate(name, value))
    parts["gamma"] = shares.sum(1)
    parts["mix"] = np.log(np.maximum(shares / parts["gamma"][:, None], 1e-9))
    return {f"encoder.{name}": torch.from_numpy(np.array(value, np.float32)) for name, value in parts.items()}


def focus_weights(path: Path) -> dict[str, Tensor]:
    """Parameters of the second look by their names in Network; none where the file is missing."""
    if not path.is_file():
        return {}
    graph, stored = contents(path)
    found = {name: value for name, value in stored.items() if name.startswith("focus.")}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            found[".".join(["focus", *node.name.split("/")[1:-1], "weight"])] = stored[node.input[1]].T
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}


def separate(name: str, value: Array) -> list[tuple[str, Array]]:
    """Query, key and value of a fused parameter by their own names; any other as it is."""
    layer, dot, kind = name.rpartition(".qkv.")
    if not dot:
        return [(name, value)]
    q, k, v = np.split(value, 3)
    return [(f"{layer}.q.{kind}", q * HEAD_SIZE**0.5), (f"{layer}.k.{kind}", k), (f"{layer}.v.{kind}", v)]


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
    state |= encoder_weights(folder / "encoder.onnx") | focus_weights(folder / FOCUS_FILE)
    missing, _ = restored.load_state_dict(state, strict=False)
    if lost := [name for name in missing if name.startswith("encoder.")]:
        raise ValueError(f"{folder}: no weights for {', '.join(lost)}")
    return restored
