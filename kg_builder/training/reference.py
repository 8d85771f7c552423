"""Takes over the weights of an earlier model of this kind (numpy archive with other names) into the network."""

import json
from pathlib import Path

import numpy as np
import torch

from kg_builder.records import FACTUALITIES
from kg_builder.training.network import Labels, Network
from kg_builder.vocabulary import statement_types


def labels(folder: Path) -> Labels:
    """The inventories of labels.json, with the types and factualities of statements; features and lemmas are empty."""
    types = [t.name for t in statement_types().values() if t.kind in ("stance", "event")]
    old = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return Labels(
        old["upos"], [], [], old["relations"], old["entities"], old["entities_ontonotes"], types, list(FACTUALITIES)
    )


def load(network: Network, folder: Path) -> list[str]:
    """Copies weights.npz into the network; returns the names of parameters that it has no weights for."""
    old = {name: torch.from_numpy(value.astype(np.float32)) for name, value in np.load(folder / "weights.npz").items()}
    new = {
        name: value
        for name, value in old.items()
        if name.startswith("encoder.") or name in ("root", "upos.weight", "upos.bias")
    }
    renamed = {"entities.0": "entities", "entities.1": "ontonotes", "arc_head": "arc.head", "arc_dep": "arc.dep",
               "rel_head": "rel.head", "rel_dep": "rel.dep"}  # fmt: skip
    for before, after in renamed.items():
        for part in (".weight", ".bias"):
            new[after + part] = old[before + part]
    new["arc.weight"], new["rel.weight"] = old["arc"][None], old["rel"]
    order = [0, 2, 3, 3]
    new["encoder.mix"], new["encoder.gamma"] = old["mix"][order], old["gamma"][order]
    return list(network.load_state_dict(new, strict=False).missing_keys)
