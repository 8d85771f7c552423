"""Names marked by hand in a treebank: how marks and sentences come together, and what does not fit."""

import lzma
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

from kg_builder.training import treebanks
from kg_builder.training.marked_names import names, read

TREEBANK = """# sent_id = a-1
# text = Ann met Bob Roe in Rome
1\tAnn\tAnn\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
3\tBob\tBob\tPROPN\tNNP\t_\t2\tobj\t_\t_
4\tRoe\tRoe\tPROPN\tNNP\t_\t3\tflat\t_\t_
5-6\tinRome\t_\t_\t_\t_\t_\t_\t_\t_
5\tin\tin\tADP\tIN\t_\t6\tcase\t_\t_
6\tRome\tRome\tPROPN\tNNP\t_\t2\tobl\t_\t_

# sent_id = a-2
# text = Unread
1\tUnread\tunread\tADJ\tJJ\t_\t0\troot\t_\t_

# sent_id = a-3
# text = Nobody
1\tNobody\tnobody\tPRON\tNN\t_\t0\troot\t_\t_

"""
ROOT = Path(__file__).parents[2]
MARKS = ROOT / "training" / "names" / "ewt-train.tsv"


def written(folder: Path, marks: str) -> tuple[Path, Path]:
    (folder / "t.conllu.xz").write_bytes(lzma.compress(TREEBANK.encode()))
    (folder / "marks.tsv").write_text(marks, encoding="utf-8")
    return folder / "t.conllu.xz", folder / "marks.tsv"


def test_marks_become_tags_of_the_sentences_that_have_some(tmp_path: Path) -> None:
    found = names(*written(tmp_path, "# who\na-3\na-1\t1-1 PER\t3-4 PER\t6-6 LOC\n"))
    assert [one.words for one in found] == [["Ann", "met", "Bob", "Roe", "in", "Rome"], ["Nobody"]]
    assert [one.tags for one in found] == [["B-PER", "O", "B-PER", "I-PER", "O", "B-LOC"], ["O"]]


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ("a-1\t6-7 LOC\n", "a-1: 6-7 LOC does not fit its 6 words"),
        ("a-1\t3-4 PER\t4-4 LOC\n", "4-4 LOC does not fit"),
        ("a-1\t0-1 PER\n", "0-1 PER does not fit"),
        ("a-1\t4-3 PER\n", "4-3 PER does not fit"),
        ("b-9\t1-1 PER\n", "1 sentences are not in .*b-9"),
        ("a-3\na-1\t1-1 NORP\n", r"marks.tsv:2: no mark of a name: '1-1 NORP'"),
        ("a-1\t1 PER\n", "no mark of a name: '1 PER'"),
    ],
)
def test_a_mark_that_does_not_fit_is_named(tmp_path: Path, marks: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        names(*written(tmp_path, marks))


def test_our_marks_are_well_formed() -> None:
    marked = dict(read(MARKS))
    assert len(marked) == sum(1 for line in MARKS.read_text(encoding="utf-8").splitlines() if line[0] != "#")
    assert sum(map(len, marked.values())) > 6_000


def test_our_marks_fit_the_treebank() -> None:
    treebank = ROOT.parent / "shared" / "nlp" / "en" / "treebank" / "ewt-train.conllu.xz"
    if not treebank.is_file():
        pytest.skip("no shared treebanks beside the project")
    assert len(names(treebank, MARKS)) == len(dict(read(MARKS))) < sum(1 for _ in treebanks.read(treebank, join=False))
