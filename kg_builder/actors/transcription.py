"""Russian and Ukrainian names as German writes them in English spelling: "Wladimir Rachmanin" is "Vladimir Rakhmanin".

German spells after Duden's table, English after a simplified BGN/PCGN. Both start from the same Cyrillic letters, but
not every letter can be told from the German spelling: an initial "S" may be "S" or "Z", and stays.
"""

import re
from collections.abc import Mapping, Sequence

SLAVIC = re.compile(r"(?:ow|[jl]ew|owa|[jl]ewa|[sz]k[iy]j|tschenko|tschuk)$")
"""Endings of surnames that only such names have in German spelling."""
LETTERS = (
    ("schtsch", "shch@"), ("tsch", "ch@"), ("sch", "sh"), ("ch(?!@)", "kh"), ("@", ""), ("w", "v"), ("z", "ts"),
    ("(?<=[aeiouyj])s(?=[aeiouyj])", "z"), ("ss", "s"), ("[iy]j$", "y"), ("(?<=[aeou])j(?=$|[^aeiou])", "i"),
    ("j", "y"),
)  # fmt: skip


def english(words: Sequence[str], first_names: Mapping[str, str]) -> list[str] | None:
    """A full name respelt, None where nothing says that it is such a name.

    first_names: those that German spells otherwise ("Wladimir": "Vladimir"), and those spelt alike in both languages,
    which count only before a surname with one of the endings above.
    """
    first, *others = words
    respelt = first_names.get(first)
    if respelt is None or not others or (respelt == first and not SLAVIC.search(others[-1])):
        return None
    return [respelt, *(first_names.get(word) or surname(word) for word in others)]


def surname(word: str) -> str:
    """A surname letter by letter: "Schtscherbakow" is "Shcherbakov"."""
    spelt = word.lower()
    for letters, sound in LETTERS:
        spelt = re.sub(letters, sound, spelt)
    return "-".join(part[:1].upper() + part[1:] for part in spelt.split("-"))
