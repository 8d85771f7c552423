"""The mean of the weights that runs from one start have left (model soups, Wortsman et al. 2022)."""

from collections.abc import Sequence
from pathlib import Path

import torch


def mean(files: Sequence[Path], out: Path) -> None:
    """Writes the mean of the weights in some files of training runs; labels and recipe are those of the last file.

    What an earlier run has no weights for is the last one's. Raises ValueError where label inventories differ.
    """
    saved = [torch.load(path) for path in files]
    last = saved[-1]
    for path, one in zip(files, saved, strict=True):
        if one["labels"] != last["labels"]:
            raise ValueError(f"{path}: other labels than in {files[-1]}")
    for name, value in last["network"].items():
        if value.is_floating_point():
            parts = [one["network"].get(name, value) for one in saved]
            last["network"][name] = torch.stack(parts).mean(0)
    torch.save(last, out)
