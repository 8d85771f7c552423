"""When two spellings are one name: folding, minted identifiers, and a key in which transliterations meet."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kg_builder.records import Actor, ActorType
from kg_builder.vocabulary import ACTOR

LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "\u00ad": ""}
)
MARKS = str.maketrans({
    **dict.fromkeys("’‘ʼ′`´", "'"), **dict.fromkeys("‐‑‒", "-"), **dict.fromkeys("\u00a0\u202f", " "), "ß": "ss",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "\u00ad": "",
})  # fmt: skip
"""Apostrophes, hyphens and blanks in their usual form (soft hyphens fall out), and letters whose accent Unicode has
no mark for."""
UMLAUTS = "äöüÄÖÜ"
# Letters and groups of letters that stand for one sound in German, English, French or Polish spelling.
SOUNDS = (
    ("schtsch", "S"), ("shch", "S"), ("dsch", "J"), ("dzh", "J"), ("tsch", "H"), ("tch", "H"), ("cz", "H"),
    ("sch", "S"), ("sh", "S"), ("zh", "S"), ("sz", "S"), ("kh", "H"), ("ch", "H"), ("ph", "f"), ("gh", "g"),
    ("dh", "d"), ("th", "t"), ("tz", "s"), ("ts", "s"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("c", "k"),
    ("ff", "v"), ("w", "v"), ("z", "s"), ("j", "i"), ("y", "i"),
)  # fmt: skip
GENERATIONS = frozenset({"jr", "junior", "jnr", "sr", "senior", "ii", "iii"})
"""What follows a surname to part father and son."""
SHORT = {
    "al": "albert", "andy": "andrew", "ben": "benjamin", "bernie": "bernard", "bill": "william", "bob": "robert",
    "charlie": "charles", "chris": "christopher", "chuck": "charles", "dan": "daniel", "dave": "david",
    "dick": "richard", "don": "donald", "ed": "edward", "greg": "gregory", "jeff": "jeffrey", "jim": "james",
    "jimmy": "james", "joe": "joseph", "ken": "kenneth", "larry": "lawrence", "liz": "elizabeth", "matt": "matthew",
    "mike": "michael", "nick": "nicholas", "pete": "peter", "rob": "robert", "ron": "ronald", "sam": "samuel",
    "steve": "stephen", "ted": "edward", "tim": "timothy", "tom": "thomas", "tony": "anthony",
}  # fmt: skip
"""English first names as people are called by, and as documents have them."""
VOWELS = re.compile("[aeiou'’-]+")
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case, without accents and marks: "Guterres", "GUTERRES" and "Gutérres" meet."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def plainly(text: str) -> str:
    """A word as a plain keyboard writes it: "López" and "Lopez", "People’s" and "People's" meet; umlauts stay."""
    if text.isascii():
        return text
    return "".join(char if char in UMLAUTS else _unmarked(char) for char in text.translate(MARKS))


def _unmarked(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)) or char


@lru_cache(maxsize=65536)
def sounded(name: str) -> str:
    """A name with one letter for each sound, whatever language's spelling it has."""
    sounds = folded(name)
    for letters, sound in SOUNDS:
        sounds = sounds.replace(letters, sound)
    return sounds


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of a name in one spelling: "Lawrow", "Lavrov" and "Lavrow" are "lvrv", "Selenskyj" is "slnsk"."""
    sounds = sounded(name)
    initial = "i" if sounds[:1] in ("i", "e") else sounds[:1] if sounds[:1] in ("a", "o", "u") else ""
    return initial + DOUBLED.sub(r"\1", VOWELS.sub("", sounds))


def same_name(one: str, other: str) -> bool:
    """Whether two words can be spellings of one name: with the same consonants and nearly the same sounds."""
    if folded(one) == folded(other):
        return True
    key, sounds = skeleton(one), sounded(one)
    return len(key) > 1 and key == skeleton(other) and distance(sounds, sounded(other)) <= max(1, len(sounds) // 4)


def without_generation(words: Sequence[str]) -> Sequence[str]:
    """A full name without "Jr." or "III" behind it."""
    return words[:-1] if len(words) > 2 and words[-1].strip(".,").casefold() in GENERATIONS else words


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names can be one person's: the same surname, and first names that do not part them.

    A last "a" does: Luis is not Luisa. Dick for Richard does not, nor does "Jr.", which texts give or leave out.
    """
    one, other = without_generation(one), without_generation(other)
    if not one or not other or not same_name(one[-1], other[-1]):
        return False
    if len(one) == 1 or len(other) == 1:
        return True
    first, second = one[0], other[0]
    if first.rstrip(".") and second.startswith(first.rstrip(".")) and len(first.rstrip(".")) == 1:
        return True
    if len(second.rstrip(".")) == 1 and first.startswith(second.rstrip(".")):
        return True
    if SHORT.get(folded(first), folded(first)) == SHORT.get(folded(second), folded(second)):
        return True
    return same_name(first, second) and folded(first).endswith("a") == folded(second).endswith("a")


def distance(one: str, other: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        before, row[0] = row[0], index
        for at, against in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != against))
    return row[-1]


def slug(text: str) -> str:
    """Letters and figures of a name in lower case, joined by hyphens; non-Latin letters stay."""
    return re.sub(r"[\W_]+", "-", folded(text)).strip("-")


def minted(label: str, kind: ActorType, lang: str) -> Actor:
    """The actor that an unknown name stands for: the same name always gives the same IRI."""
    return Actor(ACTOR + (slug(label) or "unnamed"), label, kind, ((lang, label),))
