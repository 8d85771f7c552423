"""The mean of several runs' weights."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

import torch

from kg_builder.training.mean import mean


def saved(path: Path, labels: list[str], **weights: float) -> Path:
    network = {name: torch.tensor([value]) for name, value in weights.items()} | {"steps": torch.tensor(len(weights))}
    torch.save({"network": network, "labels": labels, "recipe": path.stem}, path)
    return path


def test_weights_are_averaged_and_new_ones_kept(tmp_path: Path) -> None:
    old = saved(tmp_path / "old.pt", ["A"], a=1.0)
    new = saved(tmp_path / "new.pt", ["A"], a=4.0, b=7.0)
    mean([old, new], tmp_path / "out.pt")
    made = torch.load(tmp_path / "out.pt")
    assert {name: value.item() for name, value in made["network"].items()} == {"a": 2.5, "b": 7.0, "steps": 2}
    assert made["recipe"] == "new"


def test_runs_with_other_labels_do_not_mix(tmp_path: Path) -> None:
    files = [saved(tmp_path / "x.pt", ["A"], a=1.0), saved(tmp_path / "y.pt", ["B"], a=1.0)]
    with pytest.raises(ValueError, match=r"x\.pt"):
        mean(files, tmp_path / "out.pt")
