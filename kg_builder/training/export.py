"""Turns a trained network into what ships: eight-bit ONNX encoder, four-bit embedding rows, heads, vocabulary."""

import json
import lzma
import tempfile
import unicodedata
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from kg_builder.language.encoder import BLOCK
from kg_builder.language.focus import FILE as FOCUS_FILE
from kg_builder.training.e5file import PretrainedFile
from kg_builder.training.focus import Alone, Focus
from kg_builder.training.fused import FusedEncoder
from kg_builder.training.network import MIXES, POINTERS, Labels, Network

SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW")


def wanted(piece: str) -> bool:
    """Whether all letters of a piece belong to the scripts that are kept."""
    for char in piece:
        if char.isalpha() and not unicodedata.name(char, "").startswith(SCRIPTS):
            return False
        if not char.isalpha() and ord(char) > 0x2FFF:
            return False
    return True


def write_vocabulary(pretrained: PretrainedFile, folder: Path) -> None:
    """vocabulary.json.xz (pieces with scores, normalisation, special ids) and embeddings.bin (their four-bit rows)."""
    header = pretrained.header
    special = [header[name] for name in ("bos", "eos", "pad", "unk")]
    kept = [i for i, piece in enumerate(pretrained.pieces) if i in special or wanted(piece)]
    place = {old: new for new, old in enumerate(kept)}
    content = {
        "pieces": [[pretrained.pieces[i], round(float(pretrained.scores[i]), 4)] for i in kept],
        "normalisation": pretrained.normalisation,
        "special": {name: place[header[name]] for name in ("bos", "eos", "pad", "unk")},
    }
    raw = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    (folder / "vocabulary.json.xz").write_bytes(lzma.compress(raw, preset=6))
    blocks = np.frombuffer(pretrained.raw("emb.word"), BLOCK).reshape(-1, header["width"] // 32)
    (folder / "embeddings.bin").write_bytes(blocks[kept].tobytes())


def write_encoder(network: Network, path: Path, eight_bit: bool = True) -> None:
    """The encoder as ONNX; eight-bit weights by channel, activations quantised as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = FusedEncoder(network.encoder).eval()
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "encoder.onnx"
        torch.onnx.export(
            model, (torch.zeros(1, 8, network.header["width"]),), str(plain), input_names=["embedded"],
            output_names=["mixes"], dynamic_axes={"embedded": {1: "subwords"}, "mixes": {2: "subwords"}},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        if eight_bit:
            quantize_dynamic(
                plain, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"]
            )
        else:
            path.write_bytes(plain.read_bytes())


def write_focus(focus: Focus, path: Path) -> None:
    """The second look as ONNX in float32: it is small, and eight bits make it hardly faster."""
    words, cues, model = 9, 2, Alone(focus).eval()
    near, at = torch.zeros(cues, words, dtype=torch.long), torch.zeros(cues, dtype=torch.long)
    given = (torch.zeros(cues, focus.kind.in_features), torch.zeros(words, focus.word.in_features), near, at)
    torch.onnx.export(
        model, given, str(path), input_names=["kinds", "hidden", "near", "at"], output_names=["types", "words"],
        dynamic_axes={
            "kinds": {0: "cues"}, "hidden": {0: "words"}, "near": {0: "cues", 1: "words"}, "at": {0: "cues"},
            "types": {0: "cues"}, "words": {0: "cues", 2: "places"},
        },
        opset_version=17, dynamo=False,
    )  # fmt: skip


def write_heads(network: Network, path: Path) -> None:
    """All weights outside encoder and second look, float16; those of the auxiliary task stay behind."""
    arrays = {
        name: value.numpy().astype(np.float16)
        for name, value in network.state_dict().items()
        if not name.startswith(("encoder.", "focus.", "speech")) and name != "word"
    }
    np.savez_compressed(path, **arrays)


def write_config(labels: Labels, header: dict[str, Any], about: dict[str, Any], base: str, path: Path) -> None:
    """Label inventories and what the model is (name, version, data, recipe), as JSON."""
    config = {
        "about": about, "base": base, "width": header["width"], "mixes": MIXES, "pointers": POINTERS,
        "labels": asdict(labels),
    }  # fmt: skip
    path.write_text(json.dumps(config, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def export(
    network: Network, pretrained: PretrainedFile, folder: Path, about: dict[str, Any], eight_bit: bool = True,
    base: str = ".",
) -> None:  # fmt: skip
    """Writes the model's folder; files of an older model in it are replaced.

    base: the folder, relative to this one, with vocabulary and embedding rows; they are written where it is the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    if base == ".":
        write_vocabulary(pretrained, folder)
    write_encoder(network, folder / "encoder.onnx", eight_bit)
    write_focus(network.focus, folder / FOCUS_FILE)
    write_heads(network, folder / "heads.npz")
    write_config(network.labels, pretrained.header, about, base, folder / "config.json")


def export_file(weights: Path, encoder: Path, folder: Path, eight_bit: bool = True, base: str = ".") -> None:
    """Writes the model's folder from the weights that a training run left, and the pretrained encoder's file."""
    from kg_builder.training import e5file

    pretrained, saved = e5file.read(encoder), torch.load(weights)
    labels = Labels(**saved["labels"])
    if "layers" in saved:
        pretrained = replace(pretrained, header=pretrained.header | {"layers": saved["layers"]})
    network = Network(pretrained, labels)
    network.load_state_dict(saved["network"], strict=False)
    export(network, pretrained, folder, {"name": folder.name, "recipe": saved["recipe"]}, eight_bit, base)
