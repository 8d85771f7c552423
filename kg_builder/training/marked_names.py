"""Names marked by hand in sentences of a treebank, kept apart from its words.

A line of a file of marks: the id of a sentence, then its names, each as first word - last word (from 1) and kind,
parted by tabs: `weblog-0001<TAB>3-5 ORG<TAB>8-8 PER`. A sentence without a name has its id alone; lines with # are
comments.
"""

from collections.abc import Iterator
from pathlib import Path

from kg_builder.training import treebanks
from kg_builder.training.samples import Names, columns

KINDS = frozenset({"PER", "ORG", "LOC"})


def universal(folder: Path, marks: Path | None) -> list[Names]:
    """Sentences with names after the conventions of Universal NER: its own for training, and the marked ones.

    folder: with LANG/treebank and LANG/ner.
    """
    found = [*columns(folder / "de/ner/uner-pud.iob2.xz"), *columns(folder / "en/ner/uner-ewt-dev.iob2.xz")]
    return found + names(folder / "en/treebank/ewt-train.conllu.xz", marks) if marks else found


def names(treebank: Path, marks: Path) -> list[Names]:
    """The marked sentences of a CoNLL-U file (.xz) with BIO tags, in its order.

    Raises ValueError with file and sentence where a mark does not fit the sentence, or the treebank lacks it.
    """
    marked, found = dict(read(marks)), list[Names]()
    for sentence in treebanks.read(treebank, join=False):
        if sentence.id in marked:
            words = [word.form for word in sentence.words]
            tags = ["O"] * len(words)
            for first, last, kind in marked.pop(sentence.id):
                if not 0 < first <= last <= len(words) or any(tag != "O" for tag in tags[first - 1 : last]):
                    raise ValueError(
                        f"{marks}: {sentence.id}: {first}-{last} {kind} does not fit its {len(words)} words"
                    )
                tags[first - 1 : last] = ["B-" + kind] + ["I-" + kind] * (last - first)
            found.append(Names(words, tags))
    if marked:
        raise ValueError(f"{marks}: {len(marked)} sentences are not in {treebank}, {min(marked)} among them")
    return found


def read(marks: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Id and names (first word, last word, kind) of each sentence; raises ValueError with the line at a fault."""
    for number, line in enumerate(marks.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            identifier, *cells = line.split("\t")
            yield identifier, [mark(cell, f"{marks}:{number}") for cell in cells]


def mark(cell: str, place: str) -> tuple[int, int, str]:
    """First word, last word and kind of a mark like `3-5 ORG`."""
    words, _, kind = cell.partition(" ")
    first, _, last = words.partition("-")
    if kind not in KINDS or not (first.isdigit() and last.isdigit()):
        raise ValueError(f"{place}: no mark of a name: {cell!r}")
    return int(first), int(last), kind
