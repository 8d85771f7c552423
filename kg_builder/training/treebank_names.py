"""Names in the English treebank GUM as entity sentences: of its mentions, those whose head is a proper noun.

GUM (CC BY 4.0) marks every mention with its kind, nested ones too, as a whole phrase. Here the outermost mention with
a name as its head counts, cut to the name: for people the proper nouns around the head without titles, otherwise also
what joins proper nouns ("University of Portsmouth").
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg_builder.training.antecedents import Entity, Mentioned, documents, head_of
from kg_builder.training.samples import Names

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
OTHER = "MISC"
LEFT_OUT = frozenset({"time", "animal", "plant", "substance"})
"""Kinds whose proper nouns (months, species) no entity corpus calls names."""
JOINING = frozenset({"of", "the", "and", "for", "de", "la", "&", "-", "'s", "’s"})
TITLES = frozenset(
    "mr. mrs. ms. mr mrs ms dr. dr prof. prof professor president minister prime chancellor king queen prince princess"
    " sir lord lady senator sen. rep. representative governor gov. mayor general gen. colonel col. captain judge"
    " justice pope bishop rabbi saint".split()
)


def names(path: Path) -> list[Names]:
    """The sentences of a CoNLL-U file (.xz) of GUM with BIO tags of names."""
    return [named(sentence) for document in documents(path) for sentence in document]


def named(sentence: Mentioned) -> Names:
    """A sentence with its names; of names within names the longest counts."""
    tags = ["O"] * len(sentence.words)
    for start, end, kind in sorted(spans(sentence), key=lambda s: s[0] - s[1]):
        if all(tag == "O" for tag in tags[start:end]):
            tags[start:end] = ["B-" + kind] + ["I-" + kind] * (end - start - 1)
    return Names(sentence.words, tags)


def spans(sentence: Mentioned) -> Iterator[tuple[int, int, str]]:
    """First word, last word + 1 and kind of each mention that is a name."""
    for one in sentence.entities:
        head = head_of(sentence.heads, one.start, one.end)
        if one.kind in LEFT_OUT or not is_name(sentence, head):
            continue
        if one.kind != "person" or not is_office_or_people(sentence, head):
            yield *cut(sentence, one, head), KINDS.get(one.kind, OTHER)


def is_name(sentence: Mentioned, word: int) -> bool:
    """Whether the treebank tags a word as a proper noun ("United" in "United Kingdom" is one by its fine tag only)."""
    return sentence.fine[word].startswith("NNP") and "@" not in sentence.words[word]


def is_office_or_people(sentence: Mentioned, word: int) -> bool:
    """Whether a proper noun stands for a person without being a name: "Americans", "Mr. President"."""
    return sentence.fine[word] == "NNPS" or sentence.words[word].casefold() in TITLES


def cut(sentence: Mentioned, mention: Entity, head: int) -> tuple[int, int]:
    """The name in a mention's phrase, around its head."""
    joining: frozenset[str] = frozenset({"-"}) if mention.kind == "person" else JOINING
    start, end = head, head + 1
    while (left := further(sentence, range(start - 1, mention.start - 1, -1), joining)) is not None:
        start = left
    while (right := further(sentence, range(end, mention.end), joining)) is not None:
        end = right + 1
    while mention.kind == "person" and start < head and sentence.words[start].casefold() in TITLES:
        start += 1
    return start, end


def further(sentence: Mentioned, places: Sequence[int], joining: frozenset[str]) -> int | None:
    """The next proper noun, looked for across at most two joining words."""
    for passed, place in enumerate(places):
        if is_name(sentence, place):
            return place
        if passed == 2 or sentence.words[place].casefold() not in joining:
            return None
    return None
