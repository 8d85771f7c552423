"""Weights of the choice of roles, fitted to annotated choices."""

import random

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

from kg_builder.statements.options import probabilities
from kg_builder.training.choosing import FEWEST, Choice, fit_choices


def choices(count: int, role: str = "target") -> list[Choice]:
    """Questions with three options, of which the one that is near is right, whatever its colour."""
    rng = random.Random(1)
    found = []
    for number in range(count):
        near = rng.randrange(3)
        options = tuple(
            ({"near": 1.0} if i == near else {}) | ({"red": 1.0} if rng.random() < 0.5 else {}) for i in range(3)
        )
        found.append(Choice(str(number), role, options, tuple(i == near for i in range(3))))
    return found


def test_what_is_always_right_gets_weight() -> None:
    weights = fit_choices(choices(60))["target"]
    assert weights["near"] > 1.5
    assert abs(weights.get("red", 0.0)) < 0.5
    assert probabilities([{"near": 1.0}, {"red": 1.0}], weights)[0] > 0.8


def test_each_role_has_weights_of_its_own() -> None:
    weights = fit_choices(choices(40, "source"))
    assert weights["source"]
    assert weights["target"] == {}


def test_rare_features_are_left_out() -> None:
    few = choices(FEWEST - 1)
    assert "near" not in fit_choices(few)["target"]
