"""The measures count as their descriptions say, on records made up for it."""

import json
from pathlib import Path

import pytest

from kg_builder.evaluation import attribution, events, quotations, sentiment, table
from kg_builder.evaluation.measures import MEASURES, Measure
from kg_builder.evaluation.outcome import Figure, Miss, Outcome
from kg_builder.evaluation.quotations import NOTHING, Quoted
from kg_builder.evaluation.trial import Trial
from kg_builder.records import Actor, Participant, Phrase, Statement

TEXT = "Rom lobte Wien."
TOKENS = [(0, 3), (4, 9), (10, 14), (14, 15)]


def statement(kind: str, source: tuple[int, int], target: tuple[int, int] | None, plover: str | None = None,
              polarity: int = 0, confidence: float = 0.5) -> Statement:  # fmt: skip
    who = Participant(Actor("a:1", "Rome", "state"), *source)
    whom = Participant(Actor("a:2", "Vienna", "state"), *target) if target else None
    return Statement(
        "st-1", "x", "stance", kind, who, whom, Phrase("lobte", 4, 9), (0, 15), polarity, plover, confidence=confidence
    )


def quoted(words: set[int], speaker: set[int] = frozenset(), type_: str = "Direct", nested: bool = False) -> Quoted:
    return Quoted(frozenset(words), {"speaker": frozenset(speaker)}, type_, "Speech", nested)


def test_quotations_are_paired_by_overlap_and_averaged_over_pairs() -> None:
    gold = [quoted({1, 2, 3, 4}, {0}), quoted({6, 7}, {5})]
    own = [quoted({6}, {9}), quoted({1, 2, 3, 4, 5}, {0}), quoted({20})]
    pairs = quotations.paired(gold, own)
    assert {(len(a.quote), len(b.quote)) for a, b in pairs} == {(4, 5), (2, 1), (0, 1)}
    precision, recall = quotations.macro(pairs, ("quote",))
    assert precision == pytest.approx((4 / 5 + 1 + 0) / 3)
    assert recall == pytest.approx((1 + 1 / 2) / 2)
    assert quotations.macro(pairs, ("speaker",)) == (0.5, 0.5)
    assert quotations.micro(pairs, "type") == (2 / 3, 1.0)


def test_quotations_left_alone_stand_beside_nothing() -> None:
    assert quotations.paired([quoted({1})], []) == [(quoted({1}), NOTHING)]
    assert quotations.paired([], [quoted({1})]) == [(NOTHING, quoted({1}))]


def test_a_span_touches_the_tokens_it_overlaps() -> None:
    assert quotations.touched([(0, 3)], TOKENS) == {0}
    assert quotations.touched([(2, 11)], TOKENS) == {0, 1, 2}
    assert quotations.touched([(3, 4), (14, 15)], TOKENS) == {3}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "neutral"),
        ([statement("Support", (0, 3), (10, 14), polarity=1)], "pos p>q"),
        ([statement("Condemn", (10, 14), (0, 3), polarity=-1)], "neg q>p"),
        ([statement("State", (0, 3), (10, 14))], "neutral"),
        ([statement("Support", (0, 3), None, polarity=1)], "neutral"),
        ([statement("Support", (0, 3), (10, 14), polarity=1, confidence=0.3),
          statement("Accuse", (2, 3), (12, 20), polarity=-1, confidence=0.4)], "neg p>q"),
    ],
)  # fmt: skip
def test_the_surest_statement_between_the_mentions_gives_the_sentiment(found: list[Statement], expected: str) -> None:
    record = {"p": {"start": 0, "end": 3}, "q": {"start": 10, "end": 14}}
    assert sentiment.label(record, found) == expected


def test_actors_agree_where_mentions_overlap() -> None:
    rome, vienna = {"start": 0, "end": 3, "actorText": "Rom"}, {"start": 10, "end": 14, "actorText": "Wien"}
    one = statement("Support", (0, 3), (10, 14), "SUPPORT")
    assert events.actors_agree({"source_actors": [rome], "target_actors": [vienna]}, one)
    assert events.actors_agree({"source_actors": [rome, vienna], "target_actors": []}, one)
    assert events.actors_agree({"source_actors": [rome], "target_actors": None}, one)
    assert not events.actors_agree({"source_actors": [vienna], "target_actors": [rome]}, one)


def test_a_root_is_right_by_category_or_by_the_type_itself() -> None:
    assert events.has_root(statement("Demand", (0, 3), None, "REQUEST"), "02")
    assert events.has_root(statement("Propose", (0, 3), None, "AGREE"), "02")
    assert not events.has_root(statement("Agree", (0, 3), None, "AGREE"), "02")
    assert events.has_root(statement("Retreat", (0, 3), None, "RETREAT"), "08")
    assert events.has_root(statement("State", (0, 3), None), "01")


def test_attributions_count_the_share_that_is_covered() -> None:
    wanted, predicted = [((0, 10),), ((20, 30),)], [((0, 5), (8, 12))]
    assert attribution.coverage(predicted, wanted) == [pytest.approx(7 / 9)]
    assert attribution.coverage(wanted, predicted) == [0.7, 0.0]


def test_a_sample_is_the_same_each_time_and_keeps_the_order() -> None:
    records = [{"id": str(n)} for n in range(50)]
    first, again = (Trial(sample=7).chosen(records) for _ in range(2))
    assert first == again == sorted(first, key=lambda r: int(r["id"]))
    assert len(first) == 7
    assert Trial().chosen(records, 9) != records
    assert Trial(sample=None).chosen(records, 9) == records


def test_what_the_model_learnt_from_is_left_out() -> None:
    kept, notes = Trial(learnt=frozenset({"a"})).unseen([{"id": "a"}, {"id": "b"}])
    assert kept == [{"id": "b"}]
    assert "1 of 2" in notes[0]


def test_a_measure_without_files_is_left_out_with_a_line(tmp_path: Path) -> None:
    found = list(table.outcomes(tmp_path, Trial()))
    assert [m.name for m, _ in found] == [m.name for m in MEASURES]
    assert all(o.figures == () and "left out" in o.notes[0] for _, o in found)


def test_figures_are_held_to_their_floors() -> None:
    measure = Measure("plover", "*", lambda trial, paths: Outcome())
    outcome = Outcome((Figure("plover", "category", 0.6996, 10), Figure("plover", "actors", 0.4, 10)))
    least = {"plover category": 0.7, "plover actors": 0.5}
    assert [table.below(f, least) for f in outcome.figures] == [False, True]
    assert [row.endswith("BELOW") for row in table.rows(measure, outcome, least)] == [False, True]


def test_misses_are_listed_by_class_the_largest_first() -> None:
    misses = [Miss("missed", "AID", "one"), Miss("missed", "AGREE", "two"), Miss("missed", "AGREE", "three")]
    lines = list(table.listing(MEASURES[0], misses, 1))
    assert [line.strip() for line in lines] == ["articles: missed AGREE: 2", "two", "articles: missed AID: 1", "one"]


def test_every_floor_belongs_to_a_figure() -> None:
    names = {"seed", "mission", "quotations", "plover", "cameo", "sentiment", "attribution"}
    for brief in (False, True):
        least = table.floors(brief)
        assert least
        assert {key.split()[0] for key in least} <= names
        assert all(0 < value <= 1 for value in least.values())


def test_the_gold_of_articles_is_found_beside_its_texts(tmp_path: Path) -> None:
    gold = {"article": "a", "kind": "stance", "source": ["Poland"], "types": ["Condemn"], "target": ["Russia"],
            "polarity": -1, "start": 7, "end": 16, "cue": "condemned"}  # fmt: skip
    article = {"id": "a", "text": "Poland condemned Russia.", "lang": "en"}
    (tmp_path / "small.gold.jsonl").write_text(json.dumps(gold) + "\n" + json.dumps({**gold, "article": "b"}) + "\n")
    (tmp_path / "small.articles.jsonl").write_text(json.dumps(article) + "\n")
    _, outcome = next(table.outcomes(tmp_path, Trial(), ["articles"]))
    assert {f.key: f.value for f in outcome.figures}["small strict"] == 1.0
    assert "no text of b" in outcome.notes[0]
