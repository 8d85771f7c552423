"""Speech events: windows cut at sentences, and the score over aligned cues."""

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

from kg_builder.training.speech import PARTS, joint_f1, read

TEXT = "Er sprach von Mut .\nSie gab das bekannt ."


def event(**tokens: list[str]) -> dict[str, list[str]]:
    return {f"{name}_tokens": tokens.get(name, []) for name in PARTS}


def test_events_keep_to_their_sentences(tmp_path: Path) -> None:
    record = {
        "text": TEXT, "doc_id": "d", "sentences": [[0, 19], [20, 41]],
        "annotations": [
            event(cue=["0:1"], source=["0:0"], message=["0:2", "0:3", "1:2"]),
            event(cue=["1:1", "1:3"], source=["1:0"]),
        ],
    }  # fmt: skip
    (tmp_path / "s.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (whole,) = read(tmp_path / "s.jsonl", 20)
    assert sorted(whole.events) == [1, 6]
    assert [whole.words[i] for i in sorted(whole.events[6]["cue"])] == ["gab", "bekannt"]
    first, second = read(tmp_path / "s.jsonl", 6)
    assert [first.words[i] for i in sorted(first.events[1]["message"])] == ["von", "Mut"]
    assert sorted(second.events) == [1]


def parts(**words: set[int]) -> dict[str, frozenset[int]]:
    return {name: frozenset(words.get(name, ())) for name in PARTS}


def test_roles_count_only_under_an_aligned_cue() -> None:
    gold = [parts(cue={1}, source={0}, message={2, 3}), parts(cue={6}, source={5})]
    assert joint_f1([(gold, gold)]) == (1.0, 1.0)
    half = [parts(cue={1}, source={0}, message={2})]
    assert joint_f1([(gold, half)]) == pytest.approx((2 / 3, 6 / 9))
    stray = [parts(cue={4}, source={0}, message={2, 3})]
    assert joint_f1([(gold, stray)]) == (0.0, 0.0)
