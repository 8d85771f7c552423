"""Records as JSON lines and back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder import jsonl
from kg_builder.records import (
    ACTOR_TYPES,
    FACTUALITIES,
    Actor,
    Participant,
    Phrase,
    Place,
    Quotation,
    Statement,
)

TEXT = st.text(max_size=20)
OFFSET = st.integers(0, 10_000)
SPANS = st.lists(st.tuples(OFFSET, OFFSET), max_size=3).map(tuple)
ACTORS = st.builds(Actor, TEXT, TEXT, st.sampled_from(ACTOR_TYPES), iso3=st.none() | st.just("RUS"))
PARTICIPANTS = st.builds(Participant, ACTORS, st.none() | OFFSET, st.none() | OFFSET)
PHRASES = st.builds(Phrase, TEXT, OFFSET, OFFSET)
QUOTATIONS = st.builds(Quotation, st.just("Direct"), st.just("Speech"), SPANS, SPANS, SPANS, SPANS)
STATEMENTS = st.builds(
    Statement,
    id=TEXT,
    article=TEXT,
    kind=st.sampled_from(["stance", "event", "office", "quotation"]),
    type=TEXT,
    source=st.none() | PARTICIPANTS,
    target=st.none() | PARTICIPANTS,
    cue=PHRASES,
    evidence=st.tuples(OFFSET, OFFSET),
    polarity=st.sampled_from([-1, 0, 1]),
    plover=st.none() | st.just("ACCUSE"),
    topic=st.none() | PHRASES,
    factuality=st.sampled_from(FACTUALITIES),
    date=st.none() | st.just("2022-03"),
    place=st.none() | st.builds(Place, st.none() | TEXT, TEXT),
    within=st.none() | TEXT,
    confidence=st.integers(0, 1000).map(lambda n: n / 1000),
    quotation=st.none() | QUOTATIONS,
    reasons=st.lists(TEXT, max_size=2).map(tuple),
)


@given(STATEMENTS)
def test_a_statement_survives(one: Statement) -> None:
    assert jsonl.statement_from_json(jsonl.statement_json(one)) == one


def test_lines_survive_hostile_text(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    records = [{"text": 'a"\\\n\u2028</script>\u202e🇺🇦'}, {"text": ""}]
    assert jsonl.write(path, records) == 2
    assert list(jsonl.read(path)) == records


@pytest.mark.parametrize(("line", "reason"), [("{broken", "not JSON"), ("[1]", "not a JSON object")])
def test_a_broken_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"x.jsonl:2: {reason}"):
        list(jsonl.read(path))
