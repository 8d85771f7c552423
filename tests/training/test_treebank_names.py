"""Names in GUM: which mentions count, and what of their phrases is the name."""

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

from kg_builder.training.antecedents import Entity, Mentioned
from kg_builder.training.treebank_names import named

# phrase (words with their fine tag), kind of the whole, place of the head, tags
TABLE = [
    ("the/DT University/NNP of/IN Portsmouth/NNP", "organization", 1, "O B-ORG I-ORG I-ORG"),
    ("President/NNP Barack/NNP Obama/NNP", "person", 2, "O B-PER I-PER"),
    ("Ross/NNP of/IN Portsmouth/NNP", "person", 0, "B-PER O O"),
    ("the/DT United/NNP Kingdom/NNP ,/, an/DT island/NN", "place", 2, "O B-LOC I-LOC O O O"),
    ("the/DT Americans/NNPS", "person", 1, "O O"),
    ("Mr./NNP President/NNP", "person", 1, "O O"),
    ("the/DT Paralympics/NNP", "event", 1, "O B-MISC"),
    ("last/JJ March/NNP", "time", 1, "O O"),
    ("the/DT minister/NN of/IN France/NNP", "person", 1, "O O O O"),
    ("m.ross@example.org/NNP", "person", 0, "O"),
]


@pytest.mark.parametrize(("phrase", "kind", "head", "tags"), TABLE, ids=[row[0] for row in TABLE])
def test_a_mention_is_cut_to_its_name(phrase: str, kind: str, head: int, tags: str) -> None:
    words, fine = zip(*(piece.rsplit("/", 1) for piece in phrase.split()), strict=True)
    heads = [0 if i == head else head + 1 for i in range(len(words))]
    sentence = Mentioned(list(words), heads, ["PROPN"] * len(words), list(fine), [Entity("1", kind, 0, len(words))])
    assert " ".join(named(sentence).tags) == tags


def test_the_longest_of_nested_names_counts() -> None:
    entities = [Entity("2", "place", 0, 1), Entity("1", "organization", 0, 2)]
    sentence = Mentioned(["Durham", "University"], [2, 0], ["PROPN"] * 2, ["NNP"] * 2, entities)
    assert named(sentence).tags == ["B-ORG", "I-ORG"]
