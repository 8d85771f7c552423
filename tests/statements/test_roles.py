"""Participants, frames, roles and decisions on small trees."""

from dataclasses import replace

import pytest

from kg_builder.language.components import CueReading
from kg_builder.records import Article
from kg_builder.statements.calibration import Calibration, Evidence, shipped
from kg_builder.statements.candidates import candidates
from kg_builder.statements.decisions import Decisions, Draft
from kg_builder.statements.finishing import Finishing, identifier
from kg_builder.statements.frames import Frames
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.participants import Participants
from kg_builder.statements.roles import Quote, Roles
from tests.statements.trees import ACCUSES, NOUN, PAIR, PASSIVE, mention, tree

GERMAN = Lexicon.load("de")
ALL = replace(shipped(), threshold=0.0)


def drafts(doc, mentions, cues=(), quotes=(), calibration: Calibration = ALL) -> list[Draft]:  # type: ignore[no-untyped-def]
    participants = Participants(doc, mentions)
    frames = Frames(doc, GERMAN, participants)
    roles = Roles(doc, participants, quotes)
    decisions = Decisions(doc, GERMAN, roles, quotes, calibration, bool(cues))
    return decisions.drafts(candidates(doc, cues, list(frames.cues())))


def lines(found: list[Draft]) -> set[tuple[str | None, str, str | None]]:
    return {
        (d.source.actor.label if d.source else None, d.type, d.target.actor.label if d.target else None) for d in found
    }


def test_the_lexicon_reads_a_particle_verb() -> None:
    doc = tree("de", ACCUSES)
    people = [mention(doc, "Lawrow", "Sergey Lavrov", kind="person"), mention(doc, "USA", "United States")]
    assert ("Sergey Lavrov", "Accuse", "United States") in lines(drafts(doc, people))


def test_the_lexicon_reads_a_passive() -> None:
    doc = tree("de", PASSIVE)
    assert ("France", "Condemn", None) in lines(drafts(doc, [mention(doc, "Frankreich", "France")]))


def test_the_lexicon_reads_a_noun_with_adjective_and_genitive() -> None:
    doc = tree("de", NOUN)
    people = [mention(doc, "russische", "Russia", "adjective"), mention(doc, "Ukraine", "Ukraine")]
    assert ("Russia", "Assault", "Ukraine") in lines(drafts(doc, people))


def test_a_mutual_act_pairs_its_subjects() -> None:
    doc = tree("de", PAIR)
    people = [
        mention(doc, "Macron", "Emmanuel Macron", kind="person"),
        mention(doc, "Scholz", "Olaf Scholz", kind="person"),
    ]
    assert ("Emmanuel Macron", "Consult", "Olaf Scholz") in lines(drafts(doc, people))


def test_the_reader_alone_is_enough() -> None:
    doc = tree("de", PAIR.replace("treffen", "xyz"))
    pointers = (("source", ((0, 0.9),)), ("target", ((-1, 0.9),)), ("topic", ((-1, 1.0),)), ("within", ((-1, 1.0),)))
    cue = CueReading(3, (("Consult", 0.8),), (("asserted", 0.9),), pointers)
    (found,) = drafts(doc, [mention(doc, "Macron", "Emmanuel Macron", kind="person")], [cue])
    assert (found.type, found.target) == ("Consult", None)
    assert found.reasons[0].startswith("reader: cue 0.80")


def test_we_in_a_quotation_is_its_speaker() -> None:
    doc = tree("de", ACCUSES.replace("Lawrow PROPN Lawrow", "Wir PRON wir"))
    speaker = mention(doc, "USA", "Poland")
    roles = Roles(doc, Participants(doc, []), [Quote((9,), tuple(range(9)), speaker, True)])
    assert roles.actor(0) == speaker


def test_what_is_unlikely_is_left_out() -> None:
    doc = tree("de", ACCUSES)
    people = [mention(doc, "Lawrow", "Sergey Lavrov", kind="person")]
    assert not drafts(doc, people, calibration=replace(ALL, threshold=1.01))


def test_where_both_witnesses_are_sure_of_a_type_less_confidence_is_enough() -> None:
    doc = tree("de", ACCUSES)
    people = [mention(doc, "Lawrow", "Sergey Lavrov", kind="person")]
    pointers = (("source", ((0, 0.9),)), ("target", ((-1, 0.9),)), ("topic", ((-1, 1.0),)), ("within", ((-1, 1.0),)))
    agreeing = CueReading(1, (("Accuse", 0.8),), (("asserted", 0.9),), pointers)
    (one,) = drafts(doc, people, [agreeing])
    above = replace(ALL, threshold=one.confidence * 1.3)
    assert drafts(doc, people, [agreeing], calibration=above)
    assert not drafts(doc, people, [agreeing], calibration=replace(ALL, threshold=one.confidence * 1.9))
    other = replace(agreeing, types=(("Threaten", 0.8),))
    (two,) = drafts(doc, people, [other])
    assert not drafts(doc, people, [other], calibration=replace(ALL, threshold=two.confidence * 1.3))


def test_confidence_grows_with_evidence() -> None:
    weak = Evidence(0.1, 0.2, 0.0, 0.0, 0.2, 0.0, 0.0, 0.0)
    strong = Evidence(0.95, 0.9, 0.8, 1.0, 1.0, 1.0, 1.0, 1.0)
    assert shipped().confidence(weak, True) < shipped().confidence(strong, True) <= 1


def test_statements_point_at_their_words() -> None:
    doc = tree("de", ACCUSES)
    people = [mention(doc, "Lawrow", "Sergey Lavrov", kind="person"), mention(doc, "USA", "United States")]
    found = [d for d in drafts(doc, people) if d.type == "Accuse"]
    finishing = Finishing(Article("a", doc.text, "de"), doc, Participants(doc, people), [])
    ((_, one),) = finishing.statements(found)
    assert (one.cue.text, one.polarity, one.plover) == ("warf vor", -1, "ACCUSE")
    assert doc.text[one.cue.start : one.cue.end] == "warf"
    assert one.target is not None
    assert doc.text[one.target.start : one.target.end] == "USA"
    assert one.id == finishing.statements(found)[0][1].id


def test_identifiers_tell_articles_and_parts_apart() -> None:
    assert identifier("a", "b") != identifier("b", "b")
    assert identifier("a", None, "b") != identifier("a", "b", None)


def test_one_phrase_may_stand_for_two_actors() -> None:
    doc = tree("de", PASSIVE)
    both = [mention(doc, "Frankreich", "France"), mention(doc, "Frankreich", "Belgium")]
    found = lines(drafts(doc, both))
    assert {("France", "Condemn", None), ("Belgium", "Condemn", None)} <= found


def test_a_noun_without_an_actor_stands_for_the_state_it_belongs_to() -> None:
    doc = tree("de", NOUN)
    roles = Roles(doc, Participants(doc, [mention(doc, "russische", "Russia", "adjective")]), ())
    noun = next(t for t in doc if any(c.text == "russische" for c in t.children))
    owner = roles.owner(noun.i)
    assert owner is not None
    assert owner.actor.label == "Russia"


QUANTITY = """
{} {} {} nsubj 4
of ADP of case 3
prisoners NOUN prisoner nmod 1
fled VERB flee root 0
"""


@pytest.mark.parametrize(
    ("word", "pos", "lemma", "found"),
    [
        ("Thousands", "NOUN", "thousand", "prisoners"),
        ("Two", "NUM", "two", "prisoners"),
        ("Lawyers", "NOUN", "lawyer", None),
    ],
)
def test_a_number_of_a_group_is_the_group(word: str, pos: str, lemma: str, found: str | None) -> None:
    doc = tree("en", QUANTITY.format(word, pos, lemma))
    stands = Participants(doc, [mention(doc, "prisoners", "prisoners", kind="group")]).at(doc[0])
    assert (stands.actor.label if stands else None) == found


def test_a_government_called_after_a_person_is_the_state() -> None:
    rows = """
    Die DET der det 2
    {noun} NOUN {lemma} nsubj 4
    Putin PROPN Putin appos 2
    warnte VERB warnen root 0
    """
    for noun, lemma, found in (("Regierung", "regierung", "Russia"), ("Politiker", "politiker", "Vladimir Putin")):
        doc = tree("de", rows.format(noun=noun, lemma=lemma))
        people = [mention(doc, noun, "Russia", "description"), mention(doc, "Putin", "Vladimir Putin", kind="person")]
        stands = Participants(doc, people).at(doc[1])
        assert stands is not None
        assert stands.actor.label == found
