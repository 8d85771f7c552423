"""How a language refers to actors without their names: nouns, pronouns and small words from ontology/references/."""

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg_builder.vocabulary import ontology_folder

SHORTEST_PART = 5
"""Letters that a noun must have to count as the last part of a longer word."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a pronoun agrees with: genders (m, f, n) in the singular, or the plural; dem: a demonstrative."""

    singular: frozenset[str]
    plural: bool
    demonstrative: bool = False

    @classmethod
    def parse(cls, text: str) -> "Agreement":
        """From a cell of the file: "f.sg|pl", "mn.sg", "m.sg.dem"."""
        singular: set[str] = set()
        for part in text.split("|"):
            if ".sg" in part:
                singular |= set(part.split(".")[0])
        return cls(frozenset(singular), "pl" in text.split("|"), ".dem" in text)


@dataclass(frozen=True, slots=True)
class References:
    """The words of one language.

    Nouns are in lower case and singular, or plural where that differs by more than endings. bodies stand for the state
    they belong to, default_bodies also where no state is named, mobile not for the state that they are in. institutions
    maps a noun (or adjective without ending and noun) for a body with a name of its own to that in English. national
    maps a noun to the ISO code of its state, national_offices the beginning of an office's noun. groups maps a noun to
    its English plural, adjectives what may stand before it to English; before_groups says how a state is called there.
    words are lists by name (see the files). genders are those of names that take an article (m, f, n, pl), noun_genders
    those of nouns. compass maps a point of the compass to how the names of states begin that are called so, opposite
    such a beginning to its opposite. rivals maps a name to words of texts in which it is another's. kinds maps a
    general noun to the kinds of organisations it may mean, pairs what two of can be spoken of to types of actors;
    numbers maps words to how many they say. people maps nouns for one person to genders (m, f, mf), counterparts nouns
    such as "neighbour" to types of actors. transcribed maps Slavic first names to their English spelling.
    """

    lang: str
    endings: tuple[str, ...] = ("",)
    compounds: bool = False
    compound_heads: tuple[str, ...] = ()
    bodies: frozenset[str] = frozenset()
    default_bodies: frozenset[str] = frozenset()
    mobile: frozenset[str] = frozenset()
    institutions: Mapping[str, str] = field(default_factory=dict)
    national: Mapping[str, str] = field(default_factory=dict)
    national_offices: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    pronouns: Mapping[str, Agreement] = field(default_factory=dict)
    possessives: Mapping[str, Agreement] = field(default_factory=dict)
    relatives: Mapping[str, Agreement] = field(default_factory=dict)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    genders: Mapping[str, str] = field(default_factory=dict)
    compass: Mapping[str, str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)
    before_groups: Mapping[str, str] = field(default_factory=dict)
    rivals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pairs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    counterparts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    opposite: Mapping[str, str] = field(default_factory=dict)
    noun_genders: Mapping[str, str] = field(default_factory=dict)
    transcribed: Mapping[str, str] = field(default_factory=dict)

    def listed(self, name: str) -> frozenset[str]:
        """A list of words; empty where the language has none of that name."""
        return self.words.get(name, frozenset())

    def known_noun(self, text: str, nouns: Set[str] | Mapping[str, Any]) -> str | None:
        """The noun of a list that a word of the text is a form of, or (where the language joins nouns) ends in.

        The longest noun wins. text: any case.
        """
        lower = text.casefold()
        best = None
        for ending in self.endings:
            if ending and not lower.endswith(ending):
                continue
            stem = lower[: len(lower) - len(ending)]
            if stem in nouns and (best is None or len(stem) > len(best)):
                best = stem
            elif self.compounds:
                for at in range(1, len(stem) - SHORTEST_PART + 1):
                    if (part := stem[at:]) in nouns:
                        if best is None or len(part) > len(best):
                            best = part
                        break
        return best


@cache
def references(lang: str) -> References:
    """The words of a language; a language without a file has none. Raises ValueError where the file is malformed."""
    path = ontology_folder() / "references" / f"{lang}.toml"
    if not path.is_file():
        return References(lang)
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: {error}") from error

    def agreements(name: str) -> dict[str, Agreement]:
        return {word: Agreement.parse(text) for word, text in data.get(name, {}).items()}

    return References(
        lang,
        tuple(data.get("endings", ("",))),
        bool(data.get("compounds", False)),
        tuple(data.get("compound_heads", ())),
        frozenset(noun.casefold() for noun in data.get("bodies", ())),
        frozenset(noun.casefold() for noun in data.get("default_bodies", ())),
        frozenset(noun.casefold() for noun in data.get("mobile", ())),
        {noun.casefold(): title for noun, title in data.get("institutions", {}).items()},
        {noun.casefold(): iso3 for noun, iso3 in data.get("national", {}).items()},
        data.get("national_offices", {}),
        {noun.casefold(): plural for noun, plural in data.get("groups", {}).items()},
        agreements("pronouns"),
        agreements("possessives"),
        agreements("relatives"),
        {name: frozenset(words) for name, words in data.get("words", {}).items()},
        data.get("genders", {}),
        data.get("compass", {}),
        data.get("adjectives", {}),
        data.get("before_groups", {}),
        {name: frozenset(words) for name, words in data.get("rivals", {}).items()},
        {noun.casefold(): frozenset(kinds) for noun, kinds in data.get("kinds", {}).items()},
        {noun.casefold(): tuple(types) for noun, types in data.get("pairs", {}).items()},
        {noun.casefold(): genders for noun, genders in data.get("people", {}).items()},
        {noun.casefold(): tuple(types) for noun, types in data.get("counterparts", {}).items()},
        data.get("numbers", {}),
        data.get("opposite", {}),
        {noun: gender for gender, nouns in data.get("noun_genders", {}).items() for noun in nouns},
        data.get("transcribed", {}),
    )
