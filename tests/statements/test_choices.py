"""Sources and targets chosen among all actors around a cue."""

from dataclasses import replace

import pytest

from kg_builder.language.components import CueReading
from kg_builder.statements.calibration import shipped
from kg_builder.statements.candidates import candidates
from kg_builder.statements.choices import Choices
from kg_builder.statements.decisions import Decisions, Draft
from kg_builder.statements.frames import Frames
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.options import Features, probabilities
from kg_builder.statements.pairs import Counts, Pairs
from kg_builder.statements.participants import Participants
from kg_builder.statements.roles import Roles
from tests.statements.trees import ACCUSES, mention, tree

GERMAN = Lexicon.load("de")
WEIGHTS = {"source": {"pointed at": 5.0, "nobody pointed at": 5.0}, "target": {"pointed at": 5.0, "nobody": 1.0}}


def drafts(
    target: dict[str, float], others: tuple[tuple[int, float], ...] = (), counts: Counts | None = None
) -> list[Draft]:
    """ "Lawrow warf den USA ... vor", a reader that points at Lawrow and at whom else, with own weights."""
    doc = tree("de", ACCUSES)
    people = [mention(doc, "Lawrow", "Sergey Lavrov", kind="person"), mention(doc, "USA", "United States")]
    participants = Participants(doc, people)
    frames = Frames(doc, GERMAN, participants)
    roles = Roles(doc, participants, [])
    weights = {"source": WEIGHTS["source"], "target": {**WEIGHTS["target"], **target}}
    calibration = replace(shipped(), threshold=0.0, choices=weights)
    pairs = Pairs(counts or {}, {"https://example.org/Sergey Lavrov": "https://example.org/Russia"}.get)
    choices = Choices(doc, participants, roles, weights, pairs)
    cue = next(t.i for t in doc if t.dep_ == "ROOT")
    pointers = (("source", ((0, 0.9),)), ("target", others), ("topic", ((-1, 1.0),)), ("within", ((-1, 1.0),)))
    reading = CueReading(cue, (("Accuse", 0.8),), (("asserted", 0.9),), pointers)
    decisions = Decisions(doc, GERMAN, roles, [], calibration, True, choices=choices)
    return decisions.drafts(candidates(doc, [reading], list(frames.cues())))


def targets(found: list[Draft]) -> list[str | None]:
    return [d.target.actor.label if d.target else None for d in found if d.type == "Accuse"]


def test_what_the_reader_points_at_is_chosen() -> None:
    usa = next(t.i for t in tree("de", ACCUSES) if t.text == "USA")
    (found,) = drafts({}, ((usa, 0.8), (-1, 0.2)))
    assert found.source is not None
    assert found.source.actor.label == "Sergey Lavrov"
    assert targets([found]) == ["United States"]
    assert found.evidence.target > 0.9


def test_an_actor_near_by_is_chosen_where_much_speaks_for_it() -> None:
    assert targets(drafts({"mentions": 30.0}, ((-1, 0.9),))) == ["United States"]
    assert targets(drafts({"mentions": -30.0}, ((-1, 0.9),))) == [None]


def test_who_usually_acts_on_whom_tells_who_is_meant() -> None:
    weights = {"pair in this way": 9.0}
    assert targets(drafts(weights, ((-1, 0.9),))) == [None]
    assert targets(drafts(weights, ((-1, 0.9),), {"Russia United States": {"against": 20}})) == ["United States"]
    assert targets(drafts(weights, ((-1, 0.9),), {"Russia United States": {"give": 20}})) == [None]


def test_nobody_is_chosen_with_a_probability_of_its_own() -> None:
    (found,) = drafts({"nobody": 9.0}, ((-1, 0.9),))
    assert found.target is None
    assert found.evidence.nobody > 0.9
    assert found.evidence.target == 0


def test_the_source_is_never_its_own_target() -> None:
    assert targets(drafts({"pointed at": 50.0}, ((0, 0.9),))) != ["Sergey Lavrov"]


def test_without_weights_each_role_is_found_by_what_speaks_for_it_alone() -> None:
    doc = tree("de", ACCUSES)
    people = [mention(doc, "Lawrow", "Sergey Lavrov", kind="person"), mention(doc, "USA", "United States")]
    participants = Participants(doc, people)
    roles = Roles(doc, participants, [])
    choices = Choices(doc, participants, roles, {}, Pairs())
    decisions = Decisions(doc, GERMAN, roles, [], replace(shipped(), threshold=0.0, choices={}), False, choices=choices)
    assert decisions.choices is None
    found = decisions.drafts(candidates(doc, (), list(Frames(doc, GERMAN, participants).cues())))
    assert targets(found) == ["United States"]


def test_probabilities_add_up_and_follow_the_weights() -> None:
    options: list[Features] = [{"nobody": 1.0}, {"best": 1.0, "log": -0.5}, {"log": -3.0}]
    shares = probabilities(options, {"best": 2.0, "log": 1.0, "unknown": 9.0})
    assert sum(shares) == pytest.approx(1)
    assert shares[1] > shares[0] > shares[2]


def test_traits_tell_what_else_holds_of_a_statement() -> None:
    (found,) = drafts({"nobody": 9.0}, ((-1, 0.9),))
    evidence = found.evidence
    wanted = {"type Accuse", "factuality asserted", "word VERB", "source name", "target nobody"}
    assert wanted <= set(evidence.traits)
    assert not any(trait.startswith("in what is said") for trait in evidence.traits)
    plain = replace(shipped(), traits={})
    verbs = replace(plain, traits={"word VERB": 1.0})
    assert verbs.confidence(evidence, True) > plain.confidence(evidence, True)
    assert verbs.confidence(evidence, False) == plain.confidence(evidence, False)
