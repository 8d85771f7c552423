"""Coreference links for training: from a treebank's brackets, and from the names that annotators gave to mentions."""

import lzma
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

import torch

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.training.antecedents import Links, NameWords, chain_windows, cut, documents, links_of, loss
from kg_builder.training.network import Biaffine, Network, Reach

ROWS = [
    ("1", "Germany", "PROPN", 2, "Entity=(1-place-new-nnnnn-cf1-1-coref-Germany)"),
    ("2", "said", "VERB", 0, "_"),
    ("3", "its", "PRON", 4, "Entity=(2-abstract-new-nnnnn-cf2-2-sgl(1-place-giv:act-nnnnn-cf1-1-coref)"),
    ("4", "plan", "NOUN", 5, "Entity=2)"),
    ("5", "helps", "VERB", 2, "_"),
    ("6", "the", "DET", 7, "Entity=(3-place-new-nnnnn-cf3-2-coref"),
    ("7", "neighbour", "NOUN", 5, "Entity=3)"),
    ("8", ".", "PUNCT", 2, "_"),
]


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    rows = "".join(
        "\t".join((number, form, form, tag, "_", "_", str(head), "dep", "_", misc)) + "\n"
        for number, form, tag, head, misc in ROWS
    )
    path = tmp_path / "x.conllu.xz"
    path.write_bytes(lzma.compress(f"# newdoc id = a\n{rows}\n{rows}\n# newdoc id = b\n{rows}\n".encode()))
    return path


def test_brackets_become_chains(treebank: Path) -> None:
    first, second = documents(treebank)
    assert [len(first), len(second)] == [2, 1]
    found = {(e.chain, e.kind, e.start, e.end) for e in second[0].entities}
    assert found == {("1", "place", 0, 1), ("1", "place", 2, 3), ("2", "abstract", 2, 4), ("3", "place", 5, 7)}


def test_a_pronoun_points_at_names_and_a_single_mention_at_nobody(treebank: Path) -> None:
    (whole,) = chain_windows(documents(treebank)[0], 99)
    links = dict(whole.links)
    assert links[2] == {0, 8}, "the names, not the other pronoun"
    assert links[0] == {8}
    assert links[6] == {14}
    (single,) = chain_windows(documents(treebank)[1], 99)
    assert dict(single.links) == {0: {2}, 2: {0}, 3: set(), 6: set()}


def test_long_documents_are_cut_between_sentences(treebank: Path) -> None:
    assert [len(w.words) for w in chain_windows(documents(treebank)[0], 10)] == [8, 8]


def test_names_are_looked_up_where_they_were_not_annotated() -> None:
    names = NameWords(KnowledgeBase.load())
    words = (
        "Moskau sagt , das Land wolle Russlands Nachbarn nicht drohen ; Miller widersprach ihm , so der Militär".split()
    )
    places = names.places(words, {"Russia", "John Miller"})
    assert places == {"Russia": {0, 6}, "John Miller": {11}}
    links = dict(links_of(words, [("Russia", 4), ("Russia", 0), ("John Miller", 16), ("crowd", 7)], places))
    assert links == {4: {0, 6}, 0: {6}, 16: {11}, 7: set()}


def test_links_out_of_a_window_are_not_asked_for() -> None:
    links = ((1, frozenset({0})), (5, frozenset({1, 6})), (7, frozenset({1})), (8, frozenset()))
    assert cut(links, 4, 9) == ((1, frozenset({2})), (4, frozenset()))


LINKS: Links = ((3, frozenset({0})), (1, frozenset()))


class Small(Network):
    """Only what the loss needs."""

    def __init__(self) -> None:
        torch.nn.Module.__init__(self)
        self.first = torch.nn.Parameter(torch.zeros(4))
        self.antecedent = Biaffine(4, 4, 1, 0.0, extra=True)
        self.antecedent_reach = Reach(4, 1)


def test_the_loss_falls_as_mentions_point_right() -> None:
    torch.manual_seed(1)
    network, hidden = Small(), torch.randn(1, 5, 4)
    present, links = torch.ones(1, 5, dtype=torch.bool), [LINKS]
    optimiser = torch.optim.Adam(network.parameters(), lr=0.05)
    before = loss(network, hidden, present, links)
    for _ in range(80):
        optimiser.zero_grad()
        loss(network, hidden, present, links).backward()
        optimiser.step()
    assert loss(network, hidden, present, links) < 0.2 < before
    best = network.antecedents(hidden, present)[0].argmax(-1)
    assert best[3] == 1
    assert best[1] == 0
    assert (network.antecedents(hidden, present)[0].softmax(-1).diagonal(offset=1) < 1e-6).all()
