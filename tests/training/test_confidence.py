"""Confidence fitted to what was right, and the threshold under which statements are left out."""

from dataclasses import replace

import numpy as np
import pytest

from kg_builder.statements.calibration import Evidence
from kg_builder.training.confidence import FEWEST, Example, best_threshold, calibration_error, fit, logistic

NOTHING = Evidence(0, 0, 0, 0, 0, 0, 0, 0)


def judged(*rows: tuple[float, bool, bool]) -> list[tuple[Example, float]]:
    return [(Example(NOTHING, right, "a", typed), confidence) for confidence, right, typed in rows]


def test_the_threshold_is_the_highest_that_costs_little() -> None:
    sure = [(0.9, True, True)] * 20
    half = [(0.4, True, True), (0.4, False, True), (0.4, False, False)]
    wrong = [(0.2, False, False)] * 9
    threshold, strict, typed = best_threshold(judged(*sure, *half, *wrong), wanted=22)
    assert threshold > 0.7, "one more right of three is not worth it"
    assert strict == pytest.approx(40 / 42)
    assert typed == strict
    assert best_threshold(judged(*sure[:9], *[(0.4, True, True)] * 9), wanted=22)[0] == 0.4


def test_of_like_thresholds_the_highest_is_taken() -> None:
    assert best_threshold(judged((0.7, True, True)), wanted=1)[0] == 0.7


def test_the_fit_finds_what_tells_right_from_wrong() -> None:
    x = np.array([[0.0], [0.1], [0.9], [1.0]] * 10)
    weights = logistic(x, np.array([0.0, 0.0, 1.0, 1.0] * 10))
    assert weights[1] > 1
    assert weights[0] < 0


def test_calibration_error_is_the_gap_between_confidence_and_truth() -> None:
    assert calibration_error([0.8] * 10, [True] * 8 + [False] * 2) == pytest.approx(0)
    assert calibration_error([0.9] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.4)


def test_traits_are_weighed_where_they_are_asked_for_and_common() -> None:
    good, bad, rare = (replace(NOTHING, traits=(name,)) for name in ("good", "bad", "rare"))
    found = [Example(good, True, "a")] * FEWEST + [Example(bad, False, "a")] * FEWEST + [Example(rare, True, "a")]
    weights, traits = fit(found, with_traits=True)
    assert traits["good"] > 0.5 > -0.5 > traits["bad"]
    assert "rare" not in traits
    alone, none = fit(found)
    assert none == {}
    assert len(alone) == len(weights)
