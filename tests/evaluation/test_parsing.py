"""Trees scored from raw text and with words and sentences given, on a treebank of two sentences."""

from pathlib import Path

import pytest

from kg_builder import language
from kg_builder.evaluation.parsing import passages, runs, score, score_given
from kg_builder.language.components import load_model
from kg_builder.language.pipeline import model_folder

TREEBANK = """# newdoc
# text = Der Minister sprach.
1\tDer\tder\tDET\t_\t_\t2\tdet\t_\t_
2\tMinister\tMinister\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\tsprach\tsprechen\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

# text = Die Frau lachte.
1\tDie\tder\tDET\t_\t_\t2\tdet\t_\t_
2\tFrau\tFrau\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\tlachte\tlachen\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t{head}\tpunct\t_\t_

"""


def treebank(folder: Path, head: int = 3) -> Path:
    """The file, the last full stop hanging on a word."""
    path = folder / "two.conllu"
    path.write_text(TREEBANK.format(head=head), encoding="utf-8")
    return path


def test_a_passage_is_the_text_with_places_and_heads(tmp_path: Path) -> None:
    (part,) = passages(treebank(tmp_path), join=True)
    assert part.text == "Der Minister sprach. Die Frau lachte."
    assert part.heads == (1, 2, -1, 2, 5, 6, -1, 6)
    assert [part.text[a:b] for a, b in part.places[4:6]] == ["Die", "Frau"]
    assert part.starts == (0, 4)


def test_easy_sentences_are_read_without_fault(tmp_path: Path) -> None:
    path = treebank(tmp_path)
    figures = score(language.load("de"), path, join=True)
    assert (figures.words, figures.sentences, figures.las) == (1, 1, 1)
    assert score_given(load_model(model_folder("default"), 1), path, join=True) == (1, 1)


def test_a_wrong_head_counts_against_both(tmp_path: Path) -> None:
    path = treebank(tmp_path, head=2)
    assert score(language.load("de"), path, join=True).las == pytest.approx(7 / 8)
    assert score_given(load_model(model_folder("default"), 1), path, join=True) == (7 / 8, 7 / 8)


def test_runs_are_whole_sentences_up_to_a_length() -> None:
    assert list(runs([0, 100, 140, 160, 400])) == [[(0, 100), (100, 140)], [(140, 160)], [(160, 400)]]
