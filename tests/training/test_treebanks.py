"""Treebanks read as text stands: contractions and hyphenated compounds are one word."""

from pathlib import Path

from kg_builder.training.treebanks import read, text_of

CONLLU = """# newdoc id = a
1-2\tIm\t_\t_\t_\t_\t_\t_\t_\t_
1\tIn\tin\tADP\t_\t_\t3\tcase\t_\t_
2\tdem\tder\tDET\t_\tCase=Dat|Number=Sing\t3\tdet\t_\t_
3\tStreit\tStreit\tNOUN\t_\tCase=Dat\t7\tobl\t_\t_
4\tUN\tUN\tPROPN\t_\t_\t6\tcompound\t_\tSpaceAfter=No
5\t-\t-\tPUNCT\t_\t_\t4\tpunct\t_\tSpaceAfter=No
6\tGesandter\tGesandter\tNOUN\t_\t_\t7\tnsubj\t_\t_
7\tvermittelt\tvermitteln\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t_\t_\t7\tpunct\t_\t_

"""


def test_words_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    (sentence,) = read(path, join=True)
    assert [w.form for w in sentence.words] == ["Im", "Streit", "UN-Gesandter", "vermittelt", "."]
    assert [w.head for w in sentence.words] == [2, 4, 4, 0, 4]
    assert [w.relation for w in sentence.words] == ["case", "obl", "nsubj", "root", "punct"]
    assert sentence.words[0].lemma == "in"
    assert sentence.words[2].lemma == "UN-Gesandter"
    assert text_of(sentence) == "Im Streit UN-Gesandter vermittelt."
    assert sentence.opens


def test_words_stay_apart_where_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    (sentence,) = read(path, join=False)
    assert [w.form for w in sentence.words] == ["In", "dem", "Streit", "UN", "-", "Gesandter", "vermittelt", "."]
