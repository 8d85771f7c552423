"""States, places, peoples and organisations of the actor base, as labels of entities: what training data cannot tell.

German corpora of names know one label for rivers and governments; the base knows which names act. It decides between
LOC and GPE, finds peoples and their adjectives (NORP), and the names that hyphenated compounds begin with.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

from kg_builder.vocabulary import ontology_folder

GERMAN_ENDINGS = ("e", "er", "es", "en", "em")
BUILDINGS = frozenset({"Kreml", "Kremlin", "the Kremlin", "Weißes Haus", "White House", "Élysée", "Downing Street"})
PLACES = frozenset({"city", "capital", "region", "state", "province", "town", "territory"})
SHORT = {"US": "GPE", "USA": "GPE", "UK": "GPE", "DDR": "GPE", "BRD": "GPE", "UdSSR": "GPE", "UNO": "ORG", "UN": "ORG"}
HYPHENS = "-‑–"
LONGEST = 5
GROUPS = {
    "de": (
        "Christ Christen Jude Juden Muslim Muslime Muslimen Moslems Sunnit Sunniten Schiit Schiiten Kurde Kurden "
        "Jesiden Alawiten Drusen Kopten Orthodoxen Katholiken Protestanten Hindus Buddhisten Sikhs Europäer "
        "Europäern Araber Arabern Afrikaner Asiaten Demokrat Demokraten Republikaner Republikanern Sozialdemokrat "
        "Sozialdemokraten Christdemokraten Konservativen Konservative Liberalen Liberale Grünen Linken "
        "Sozialisten Kommunisten Taliban Huthi Huthis Rohingya Uiguren Tibeter Basken Katalanen Tschetschenen "
        "Tataren Krimtataren Roma Sinti Paschtunen"
    ).split(),
    "en": (
        "Christian Christians Jew Jews Jewish Muslim Muslims Sunni Sunnis Shiite Shiites Shia Kurd Kurds Kurdish "
        "Yazidis Alawites Druze Catholic Catholics Protestants Hindu Hindus Buddhist Buddhists Sikhs European "
        "Europeans Arab Arabs African Africans Asian Democrat Democrats Democratic Republican Republicans "
        "Conservatives Tories Greens Socialists Communists Taliban Houthi Houthis Rohingya Uyghur Uyghurs Tibetan "
        "Tibetans Catalans Chechen Chechens"
    ).split(),
}
GROUP_ADJECTIVES = (
    "sunnit schiit kurd katholisch- protestant christ- jüd muslim islam hinduist buddhist alawit europä arab "
    "afrikan asiat balt tschetschen uigur tibet kosovar krimtatar kommunist- orthodox- evangelisch- westlich- "
    "lateinamerikan skandinav"
).split()
AMBIGUOUS = frozenset(
    (
        "Jordan Chad Israel Georgia Paris Sydney Victoria Florence Charlotte Lincoln Washington Houston Austin Dallas "
        "Santiago Jose Salvador Valencia Adelaide Darwin Nelson Hamilton Wellington Orlando Vienna Carolina Virginia"
    ).split()
)
NAME_PARTS = "kg_name_parts"


class Gazetteer:
    """Names of one language with their labels: GPE, NORP, ORG."""

    def __init__(self, lang: str, folder: Path) -> None:
        self.names: dict[tuple[str, ...], str] = {}
        self._begins: dict[str, int] = {}
        for name, label in entries(lang, folder):
            words = tuple(name.split())
            if words and len(words) <= LONGEST:
                self.names.setdefault(words, label)
                self._begins[words[0]] = max(self._begins.get(words[0], 0), len(words))

    def label(self, words: tuple[str, ...], lang: str) -> str | None:
        """The label of a name, also in the German genitive."""
        found = self.names.get(words)
        if found is None and lang == "de" and words[-1].endswith("s") and len(words[-1]) > 3:
            found = self.names.get((*words[:-1], words[-1][:-1]))
        return found

    def matches(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        """(first token, last + 1, label) of the longest names, from left to right."""
        texts = tuple(token.text for token in doc)
        start = 0
        while start < len(texts):
            longest = self._longest(texts[start], doc.lang_)
            for end in range(min(len(texts), start + longest), start, -1):
                if label := self.label(texts[start:end], doc.lang_):
                    yield start, end, label
                    start = end - 1
                    break
            start += 1

    def _longest(self, word: str, lang: str) -> int:
        """How many words the longest name has that begins with the word, 0 where none does."""
        bare = word[:-1] if lang == "de" and word.endswith("s") else word
        return max(self._begins.get(word, 0), self._begins.get(bare, 0))


def entries(lang: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Names with labels as the actor base gives them, and groups that are no actors."""
    yield from ((name, "NORP") for name in GROUPS.get(lang, ()))
    for stem in GROUP_ADJECTIVES if lang == "de" else ():
        word = stem[:-1] if stem.endswith("-") else stem + "isch"
        for form in (word + ending for ending in GERMAN_ENDINGS):
            yield from ((form, "NORP"), (form.capitalize(), "NORP"))
    for file in ("states", "territories", "places", "organisations"):
        path = folder / f"{file}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            record: dict[str, Any] = json.loads(line)
            if file == "organisations":
                yield from ((name, "ORG") for name in record.get("names", {}).get(lang, ()))
                continue
            if file == "places" and record.get("kind") not in PLACES:
                continue
            named = record.get("names", {}).get(lang) or [record["label"]]
            yield from ((name, "GPE") for name in named)
            if lang == "de":
                yield from ((declined(name), "GPE") for name in named if " " in name)
            yield from ((n, "GPE") for n in record.get("metonyms", {}).get(lang, ()) if n not in BUILDINGS)
            yield from ((name, "NORP") for name in record.get("inhabitants", {}).get(lang, ()))
            for word in record.get("adjectives", {}).get(lang, ()):
                forms = [word + ending for ending in GERMAN_ENDINGS] if lang == "de" else [word]
                yield from ((form, "NORP") for form in forms)
                yield from ((form.capitalize(), "NORP") for form in forms)


def declined(name: str) -> str:
    """A German name of several words with its adjectives as articles decline them: "Vereinigten Staaten"."""
    first, last = name.rsplit(" ", 1)
    return (
        " ".join(word + "n" if word.endswith("te") or word.endswith("che") else word for word in first.split())
        + " "
        + last
    )


@lru_cache(maxsize=8)
def gazetteer(lang: str) -> Gazetteer:
    """The names of a language from the package's actor base."""
    return Gazetteer(lang, ontology_folder() / "actors")


def refine(doc: Doc, found: list[Span], names: Gazetteer) -> list[Span]:
    """The entities with the base's labels, and peoples and places that the model missed."""
    known = [(start, end, label) for start, end, label in names.matches(doc) if fits(doc, start, end, label)]
    spans = {(s.start, s.end): s for s in found}
    for start, end, label in known:
        beside = [key for key in spans if key[0] < end and key[1] > start]
        if label == "ORG" and not (beside and doc[start].text.isupper()):
            continue
        if all(replaces(doc, spans[key], start, end, label) for key in beside):
            for key in beside:
                del spans[key]
            spans[start, end] = Span(doc, start, end, label)
    parts = list(name_parts(doc, names))
    doc.user_data[NAME_PARTS] = parts
    begun = {start for start, _, label in parts if label in ("GPE", "NORP")}
    whole = {k for k, s in spans.items() if s.end - s.start == 1 and s.start_char in begun and s.label_ != "PER"}
    loose = {k for k, s in spans.items() if doc.lang_ == "de" and s.label_ in ("GPE", "NORP") and s.text.islower()}
    loose -= {(start, end) for start, end, _ in known} | {k for k in loose if "isch" in spans[k].text}
    return [s for key, s in spans.items() if key not in whole | loose]


def replaces(doc: Doc, span: Span, start: int, end: int, label: str) -> bool:
    """Whether a name of the base stands for what the model found at or inside its place."""
    if not (start <= span.start and span.end <= end):
        return False
    if span.label_ in ("LOC", "MISC", "GPE", "NORP"):
        return True
    same = (span.start, span.end) == (start, end)
    return same and label in ("GPE", "NORP") and doc[start].text not in AMBIGUOUS


def fits(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether the words may be a name here: no place in a person's name, no town that is a word ("Essen")."""
    if end - start > 1:
        return True
    token = doc[start]
    if label == "NORP":
        return token.pos_ in ("ADJ", "NOUN", "PROPN")
    return (
        token.pos_ in ("PROPN", "NOUN", "X") and (token.pos_ == "PROPN" or len(token.text) > 5) and token.dep_ != "flat"
    )


def name_parts(doc: Doc, names: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) in code points of the names that compounds begin with: "US" in "US-Beamte"."""
    for token in doc:
        if (cut := first_part(token)) and (token.text,) not in names.names:
            part = token.text[:cut]
            label = SHORT.get(part) or names.names.get((part,)) or names.names.get((part.capitalize(),))
            if label:
                yield token.idx, token.idx + cut, label


def first_part(token: Token) -> int:
    """How many characters stand before the last hyphen inside a compound, 0 where there is none."""
    text = token.text
    place = max(text.rfind(hyphen) for hyphen in HYPHENS)
    inside = 0 < place < len(text) - 2 and text[0].isupper() and text[place + 1].isalpha()
    return place if inside else 0
