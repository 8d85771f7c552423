"""Treebanks in CoNLL-U (universaldependencies.org/format), read the way the pipeline sees text.

German contractions ("im") stay one word, as they stand in the text: the word takes the annotation of its part that
hangs outside. English ones ("do|n't") stay apart, as their parts are visible in the text.
"""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FEATURES = ("Case Gender Number Person Mood Tense VerbForm Definite PronType Polarity Degree Poss Voice").split()
SUBTYPES = frozenset(("nsubj:pass aux:pass compound:prt acl:relcl obl:agent obl:arg").split())


@dataclass(slots=True)
class Word:
    """A word of a treebank: head counts from 1 within the sentence, 0 is the root; space: a blank follows."""

    form: str
    lemma: str
    upos: str
    features: dict[str, str]
    head: int
    relation: str
    space: bool = True


@dataclass(slots=True)
class Sentence:
    """The words of a sentence, whether it begins a document, and its id in the treebank."""

    words: list[Word]
    opens: bool = False
    id: str = ""


def relation(label: str) -> str:
    """The relation without subtype, except for the subtypes that later stages need."""
    return label if label in SUBTYPES else label.split(":")[0]


def merge(words: list[Word], ranges: list[tuple[int, int, str, bool]]) -> list[Word]:
    """Joins the words of each multiword token (first, last, form, space after) into one."""
    inside = {i: r for r in ranges for i in range(r[0], r[1] + 1)}
    merged: list[Word] = []
    place = {0: 0}
    for i, word in enumerate(words, 1):
        if i not in inside:
            merged.append(word)
        elif i == inside[i][0]:
            first, last, form, space = inside[i]
            parts = words[first - 1 : last]
            outer = next((w for w in parts if not first <= w.head <= last), parts[0])
            lemma = compound_lemma(form, outer)
            merged.append(Word(form, lemma, outer.upos, outer.features, outer.head, outer.relation, space))
        place[i] = len(merged)
    for i, word in enumerate(merged, 1):
        word.head = place[word.head]
        if word.head == i:
            word.head = i - 1 if i > 1 else min(2, len(merged))
    return merged


def hyphenated(words: list[Word], ranges: list[tuple[int, int, str, bool]]) -> list[tuple[int, int, str, bool]]:
    """The ranges, and those of compounds that a treebank splits at hyphens ("SPD - Minister"), as text has one word."""
    taken = {i for r in ranges for i in range(r[0], r[1] + 1)}
    found, i = list(ranges), 1
    while i <= len(words) - 2:
        last = i
        while (
            last + 2 <= len(words)
            and words[last].form == "-"
            and not (words[last - 1].space or words[last].space)
            and words[last - 1].form[-1].isalnum()
            and words[last + 1].form[0].isalnum()
            and not {last, last + 1, last + 2} & taken
        ):
            last += 2
        if last > i:
            found.append((i, last, "".join(w.form for w in words[i - 1 : last]), words[last - 1].space))
        i = last + 1
    return found


def compound_lemma(form: str, outer: Word) -> str:
    """The lemma of a joined word: what stands before the part with the annotation is kept as it is."""
    return form[: -len(outer.form)] + outer.lemma if "-" in form and form.endswith(outer.form) else outer.lemma


def read(path: Path, join: bool) -> Iterator[Sentence]:
    """Sentences of an .conllu(.xz) file; `join` merges multiword tokens and hyphenated compounds."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        words: list[Word] = []
        ranges: list[tuple[int, int, str, bool]] = []
        opens, name = False, ""
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                opens = True
            elif line.startswith("# sent_id = "):
                name = line.split(" = ", 1)[1]
            elif not line:
                if words:
                    yield Sentence(merge(words, hyphenated(words, ranges)) if join else words, opens, name)
                words, ranges, opens = [], [], False
            elif line[0] != "#":
                c = line.split("\t")
                space = "SpaceAfter=No" not in c[9]
                if "-" in c[0]:
                    first, last = c[0].split("-")
                    ranges.append((int(first), int(last), c[1], space))
                elif "." not in c[0]:
                    features = dict(f.split("=", 1) for f in c[5].split("|") if "=" in f)
                    features = {k: v for k, v in features.items() if k in FEATURES}
                    head = int(c[6]) if c[6].isdigit() else 0
                    words.append(Word(c[1], c[2], c[3], features, head, relation(c[7]), space))
        if words:
            yield Sentence(merge(words, hyphenated(words, ranges)) if join else words, opens, name)


def text_of(sentence: Sentence) -> str:
    """The sentence as it stood in the text, rebuilt from forms and SpaceAfter."""
    return "".join(w.form + " " * w.space for w in sentence.words).strip()
