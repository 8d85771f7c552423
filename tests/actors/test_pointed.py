"""Antecedents of the network joined by actor."""

from spacy.tokens import Doc

from kg_builder.actors.anchors import Anchor, Anchors
from kg_builder.actors.pointed import Pointed
from kg_builder.language.tokenizer import blank
from kg_builder.records import Actor, Mention

POLAND = Actor("wd:Q36", "Poland", "state")
CUBA = Actor("wd:Q241", "Cuba", "state")


def document() -> tuple[Doc, Anchors]:
    doc = Doc(blank("de").vocab, ["Polen", "und", "Kuba", "reden", ";", "das", "Land", "und", "es", "Polen"])
    named = [(0, POLAND), (2, CUBA), (9, POLAND)]
    anchors = [Anchor(Mention(actor, doc[i].idx, doc[i].idx + 5, "name", ""), i, i + 1, i) for i, actor in named]
    return doc, Anchors(anchors)


def test_mentions_of_one_actor_are_joined() -> None:
    doc, anchors = document()
    doc.user_data["kg_antecedents"] = {6: ((0, 0.4), (2, 0.3), (9, 0.2))}
    pointed = Pointed(doc, anchors)
    assert pointed.shares(6) == {POLAND.id: 0.6000000000000001, CUBA.id: 0.3}
    assert pointed.likely(6, 0.5) == POLAND
    assert pointed.likely(6, 0.7) is None


def test_what_is_no_mention_passes_on_what_it_points_at() -> None:
    doc, anchors = document()
    doc.user_data["kg_antecedents"] = {8: ((6, 0.8), (2, 0.1)), 6: ((0, 0.5), (8, 0.5))}
    assert Pointed(doc, anchors).shares(8) == {POLAND.id: 0.4, CUBA.id: 0.1}


def test_other_pipelines_point_at_nobody() -> None:
    doc, anchors = document()
    assert Pointed(doc, anchors).shares(6) == {}
    assert Pointed(doc, anchors).likely(6, 0.1) is None
