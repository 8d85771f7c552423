"""English readings on small trees: announced acts, places as targets, polarity of what is denied, words pointed to."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from kg_builder.records import Article, Mention, Statement
from kg_builder.statements.calibration import shipped
from kg_builder.statements.candidates import candidates
from kg_builder.statements.content import is_first_person
from kg_builder.statements.decisions import Decisions
from kg_builder.statements.finishing import Finishing
from kg_builder.statements.frames import Frames
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.participants import Participants
from kg_builder.statements.roles import Roles
from tests.statements.trees import mention, tree

ENGLISH = Lexicon.load("en")

SAID = """
Poland PROPN Poland nsubj 2
said VERB say root 0 Tense=Past|VerbForm=Fin
it PRON it nsubj 5
would AUX would aux 5
{verb}
{object}
Belarus PROPN Belarus obl 5
. PUNCT . punct 2
"""
PLANS = """
Poland PROPN Poland nsubj 2
plans VERB plan root 0 Tense=Pres|VerbForm=Fin
to PART to mark 4
impose VERB impose xcomp 2 VerbForm=Inf
sanctions NOUN sanction obj 4
on ADP on case 7
Belarus PROPN Belarus obl 4
. PUNCT . punct 2
"""
MINISTERS = """
European PROPN European compound 2
Union PROPN Union compound 4
foreign ADJ foreign amod 4
ministers NOUN minister nsubj 5
accused VERB accuse root 0 Tense=Past|VerbForm=Fin
Syria PROPN Syria obj 5
. PUNCT . punct 5
"""
HE = """
When SCONJ when mark 3
Orban PROPN Orban nsubj 3
spoke VERB speak advcl 6
, PUNCT , punct 6
he PRON he nsubj 6
criticized VERB criticize root 0 Tense=Past|VerbForm=Fin
Kyiv PROPN Kyiv obj 6
. PUNCT . punct 6
"""


def statements(doc: Doc, mentions: Sequence[Mention]) -> list[Statement]:
    participants = Participants(doc, mentions)
    frames = Frames(doc, ENGLISH, participants)
    calibration = replace(shipped(), threshold=0.0)
    decisions = Decisions(doc, ENGLISH, Roles(doc, participants, ()), (), calibration, False)
    drafts = decisions.drafts(candidates(doc, (), list(frames.cues())))
    return [s for _, s in Finishing(Article("a", doc.text, "en"), doc, participants, []).statements(drafts)]


@pytest.mark.parametrize(
    ("verb", "obj", "expected"),
    [
        ("impose VERB impose ccomp 2 VerbForm=Inf", "sanctions NOUN sanction obj 5", "Threaten"),
        ("lift VERB lift ccomp 2 VerbForm=Inf", "sanctions NOUN sanction obj 5", "Promise"),
        ("deploy VERB deploy ccomp 2 VerbForm=Inf", "troops NOUN troop obj 5\nnot PART not advmod 5", "Reject"),
    ],
)
def test_an_announced_act_is_a_threat_a_promise_or_a_refusal(verb: str, obj: str, expected: str) -> None:
    doc = tree("en", SAID.format(verb=verb, object=obj))
    poland = mention(doc, "Poland", "Poland")
    it = replace(mention(doc, "it", "Poland", "pronoun"), actor=poland.actor)
    said = [s for s in statements(doc, [poland, it, mention(doc, "Belarus", "Belarus")]) if s.cue.text == "said"]
    assert [s.type for s in said] == [expected]


def test_a_plan_to_do_harm_is_a_threat() -> None:
    doc = tree("en", PLANS)
    found = statements(doc, [mention(doc, "Poland", "Poland"), mention(doc, "Belarus", "Belarus")])
    assert ("plans", "Threaten") in {(s.cue.text, s.type) for s in found}


def test_a_noun_is_pointed_to_with_its_attributes() -> None:
    doc = tree("en", MINISTERS)
    group = mention(doc, "ministers", "foreign ministers", "description", "group")
    (one,) = statements(doc, [group, mention(doc, "Syria", "Syria")])
    assert one.source is not None
    assert doc.text[one.source.start : one.source.end] == "European Union foreign ministers"


def test_a_name_in_the_sentence_is_pointed_to_rather_than_a_pronoun() -> None:
    doc = tree("en", HE)
    orban = mention(doc, "Orban", "Viktor Orbán", kind="person")
    he = replace(
        mention(doc, "he", "Viktor Orbán", "pronoun"),
        start=doc.text.index("he criticized"),
        end=doc.text.index(" criticized"),
        actor=orban.actor,
    )
    assert doc.text[he.start : he.end] == "he"
    (one,) = [
        s for s in statements(doc, [orban, he, mention(doc, "Kyiv", "Ukraine", "metonym")]) if s.type == "Condemn"
    ]
    assert one.source is not None
    assert doc.text[one.source.start : one.source.end] == "Orban"


def test_us_is_a_country_and_us_is_who_speaks() -> None:
    assert is_first_person("us")
    assert is_first_person("We")
    assert not is_first_person("US")


PROTEST = """
Students NOUN student nsubj 2
demonstrated VERB demonstrate root 0 Tense=Past|VerbForm=Fin
in ADP in case 4
Belarus PROPN Belarus obl 2
. PUNCT . punct 2
"""
SUPPORTERS = """
Supporters NOUN supporter nsubj 4
of ADP of case 3
Putin PROPN Putin nmod 1
praised VERB praise root 0 Tense=Past|VerbForm=Fin
Lukashenko PROPN Lukashenko obj 4
. PUNCT . punct 4
"""
DENIED = """
Poland PROPN Poland nsubj 4
did AUX do aux 4
not PART not advmod 4
{verb}
Belarus PROPN Belarus obj 4
. PUNCT . punct 4
"""


def test_a_protest_without_a_target_is_against_the_state_it_is_in() -> None:
    doc = tree("en", PROTEST)
    students = mention(doc, "Students", "students", "description", "group")
    (one,) = statements(doc, [students, mention(doc, "Belarus", "Belarus", "place")])
    assert (one.type, one.target and one.target.actor.label) == ("Protest", "Belarus")
    (own,) = statements(doc, [replace(students, actor=mention(doc, "Belarus", "Belarus").actor)])
    assert own.target is None


def test_who_supports_somebody_is_not_who_is_supported() -> None:
    doc = tree("en", SUPPORTERS)
    group = mention(doc, "Supporters", "supporters", "description", "group")
    people = [mention(doc, name, name, kind="person") for name in ("Putin", "Lukashenko")]
    assert Participants(doc, [group, *people]).at(doc[0]) == group


@pytest.mark.parametrize(
    ("verb", "polarity"),
    [("praise VERB praise root 0 VerbForm=Inf", -1), ("criticize VERB criticize root 0 VerbForm=Inf", 0)],
)
def test_support_withheld_is_against_and_blame_withheld_is_neither(verb: str, polarity: int) -> None:
    doc = tree("en", DENIED.format(verb=verb))
    found = statements(doc, [mention(doc, "Poland", "Poland"), mention(doc, "Belarus", "Belarus")])
    assert [(s.factuality, s.polarity) for s in found] == [("negated", polarity)]
