"""The names of the knowledge base in one language, made ready for matching."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg_builder.actors.inflection import adjective_forms, city_adjective
from kg_builder.actors.knowledge import ANY, ActorEntry, KnowledgeBase
from kg_builder.actors.matching import Alias, Matcher, Words
from kg_builder.actors.references import References
from kg_builder.actors.spelling import skeleton

PLAIN = re.compile(r"[^\W\d_]+( [^\W\d_]+)*")


@dataclass(frozen=True)
class Names:
    """Matchers for names and offices, people by the skeleton of their surnames, owners of epithets (lower case)."""

    actors: Matcher
    offices: Matcher
    surnames: Mapping[str, tuple[str, ...]]
    first_names: Mapping[str, str]
    epithets: Mapping[str, tuple[str, ...]]


def names_of(kb: KnowledgeBase, lang: str, words: References) -> Names:
    """All that can be matched in texts of a language."""
    split = splitter(lang)
    actors = Matcher(lang, split, words.compound_heads)
    surnames: dict[str, list[str]] = {}
    first_names: dict[str, set[str]] = {}
    epithets: dict[str, list[str]] = {}
    for iri, entry in kb.entries.items():
        add_entry(actors, iri, entry, lang)
        for epithet in entry.epithets.get(lang, ()):
            epithets.setdefault(epithet.casefold(), []).append(iri)
        if entry.actor.type == "person":
            for surname in entry.surnames:
                holders = surnames.setdefault(skeleton(surname.split()[-1]), [])
                if iri not in holders:
                    holders.append(iri)
            if entry.gender and " " in entry.actor.label:
                for name in entry.aliases(lang):
                    first_names.setdefault(name.split()[0].casefold(), set()).add(entry.gender)
    for name, place in kb.places.items():
        if place.state and not any(actors.named(name)):
            actors.add(name, Alias(place.state, "place"))
    offices = Matcher("", split)
    for concept in sorted(kb.office_concepts.values(), key=lambda one: one.rank):
        for noun in concept.nouns.get(lang, ()):
            if kb.office_by_noun(lang, noun) == concept:
                offices.add(noun.lower(), Alias(concept.name, "office"), fixed=True)
    return Names(
        actors,
        offices,
        {key: tuple(holders) for key, holders in surnames.items()},
        {name: next(iter(genders)) for name, genders in first_names.items() if len(genders) == 1},
        {epithet: tuple(owners) for epithet, owners in epithets.items()},
    )


def add_entry(matcher: Matcher, iri: str, entry: ActorEntry, lang: str) -> None:
    """Add all words for one actor."""
    is_person = entry.actor.type == "person"
    for name in entry.aliases(lang):
        if is_person and " " not in name and name not in entry.names.get(ANY, ()) and len(name) < 4:
            continue
        matcher.add(without_article(name), Alias(iri, "name"), declined=not is_person)
    for stem in entry.adjectives.get(lang, ()):
        for form in adjective_forms(stem, lang):
            matcher.add(form, Alias(iri, "adjective"), fixed=True)
    for word in entry.inhabitants.get(lang, ()):
        matcher.add(word, Alias(iri, "inhabitant"), fixed=True)
    for word in (*entry.metonyms.get(lang, ()), *entry.metonyms.get(ANY, ())):
        matcher.add(without_article(word), Alias(iri, "metonym"), declined=" " in word or word.endswith("rat"))
        if lang == "de" and (adjective := city_adjective(word)):
            matcher.add(adjective, Alias(iri, "adjective"), fixed=True)


def without_article(name: str) -> str:
    """A name without the article it may be given with ("the Kremlin")."""
    return re.sub(r"^(the|The|der|die|das) ", "", name)


def splitter(lang: str) -> Words:
    """A function that splits a name as the language's pipeline splits texts."""
    from kg_builder.language.tokenizer import blank

    tokenizer = blank(lang).tokenizer

    def split(name: str) -> list[str]:
        return name.split() if PLAIN.fullmatch(name) else [token.text for token in tokenizer(name)]

    return split
