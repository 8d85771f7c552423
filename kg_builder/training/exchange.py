"""States exchanged for others in annotated windows, so that who does what is learnt from the words around.

Word for word, in the same form (name, genitive, adjective, capital): labels and distances stay. A state is left as it
is where the window also calls it otherwise ("Kreml", "US-Präsident").
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from kg_builder.actors.knowledge import KnowledgeBase

WITH_ARTICLE = frozenset(
    (
        "Ukraine Türkei Schweiz Slowakei Mongolei Niederlande Iran Irak Sudan Südsudan Jemen Libanon Kongo Tschad Niger"
        " Vatikan Philippinen Malediven Bahamas Komoren Seychellen Gambia"
    ).split()
)
"""German names of states that stand with an article, which differs from one to the next."""
ENDINGS = ("e", "er", "en", "em", "es")
SHORT = 3
"""Letters of aliases that also stand in compounds ("US-Präsident"): states with such are left alone."""
Form = tuple[str, str]
"""What a word is for a state (name, adjective, capital), and its ending."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The states of a language that can stand for each other: words by form, forms by word, and all other aliases."""

    words: Mapping[str, Mapping[Form, str]]
    forms: Mapping[str, tuple[str, Form]]
    aliases: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, kb: KnowledgeBase, lang: str) -> Self:
        """The states of the knowledge base that have a single-word name, adjective and capital in German or English."""
        words, known = dict[str, dict[Form, str]](), dict[str, set[str]]()
        for iri, entry in sorted(kb.entries.items()):
            kinds = (entry.names.get(lang, ()), entry.adjectives.get(lang, ()), entry.metonyms.get(lang, ()))
            if entry.actor.type != "state" or entry.until or not all(kinds) or any(" " in kind[0] for kind in kinds):
                continue
            aliases = [*kinds[0], *kinds[2], *entry.inhabitants.get(lang, ())]
            if kinds[0][0] not in WITH_ARTICLE and all(len(one) > SHORT for one in aliases):
                words[iri] = forms_of(kinds[0][0], kinds[1][0], kinds[2][0], lang)
                known[iri] = {word for one in aliases for word in one.split() if word[:1].isupper()}
        counts = Counter(word for own in words.values() for word in own.values())
        words = {iri: own for iri, own in words.items() if all(counts[word] == 1 for word in own.values())}
        forms = {word: (iri, form) for iri, own in words.items() for form, word in own.items()}
        others = {iri: frozenset((known[iri] | set(own.values())) - forms.keys()) for iri, own in words.items()}
        return cls(words, forms, others)

    def __call__(self, words: Sequence[str], rng: random.Random) -> list[str]:
        """The words with each state that can be exchanged exchanged for one that the words do not name."""
        present, used = set(words), dict[str, set[Form]]()
        for word in words:
            if word in self.forms:
                iri, form = self.forms[word]
                used.setdefault(iri, set()).add(form)
        free = [iri for iri in self.words if iri not in used and not present & self.aliases[iri]]
        chosen: dict[str, str] = {}
        for iri in used:
            if not present & self.aliases[iri] and free:
                chosen[iri] = free.pop(rng.randrange(len(free)))
        return [self._exchanged(word, chosen) for word in words]

    def _exchanged(self, word: str, chosen: Mapping[str, str]) -> str:
        iri, form = self.forms.get(word, ("", ("", "")))
        return self.words[chosen[iri]][form] if iri in chosen else word


def forms_of(name: str, adjective: str, capital: str, lang: str) -> dict[Form, str]:
    """The words for a state by form."""
    if lang != "de":
        return {("name", ""): name, ("adjective", ""): adjective, ("capital", ""): capital}
    found = {("adjective", ending): adjective + ending for ending in ENDINGS}
    for ending in ("", "s"):
        found |= {("name", ending): name + ending, ("capital", ending): capital + ending}
    return found
