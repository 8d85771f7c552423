"""Words that introduce speech, writing and thought in a language, read from ontology/quotations/<lang>.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg_builder.statements.quote_forms import Form, Inflection
from kg_builder.vocabulary import ontology_folder


@dataclass(frozen=True, slots=True)
class QuoteWords:
    """What the file of a language holds; empty where a language has none.

    verbs: medium by lemma ("mit|teilen"). reported: what makes a report of a clause, as pairs of a verb and what it
    needs ("object", "as", "name", "for", or a preposition). Words of a closed class are lower-cased; source_nouns,
    opinion_nouns and written hold the ends of lower-cased nouns.
    """

    lang: str
    verbs: Mapping[str, str]
    forms: Mapping[Form, str]
    infinitives: frozenset[str]
    reported: frozenset[tuple[str, str]]
    whole_clause: bool
    content_nouns: frozenset[str]
    source_nouns: tuple[str, ...]
    opinion_nouns: tuple[str, ...]
    written: tuple[str, ...]
    attributions: frozenset[str]
    attribution_phrases: frozenset[tuple[str, ...]]
    postpositions: frozenset[str]
    with_noun: frozenset[str]
    so: frozenset[str]
    relative: frozenset[str]
    manner: frozenset[str]
    pointing: frozenset[str]
    infinitive_markers: frozenset[str]
    content_markers: frozenset[str]
    addressees: frozenset[str]
    told: frozenset[str]
    asked: frozenset[tuple[str, str]]
    times: frozenset[str]
    supposed: frozenset[str]
    subjunctive: frozenset[str]
    subjunctive_endings: tuple[str, ...]
    indicative_endings: tuple[str, ...]
    irrealis: frozenset[str]
    previous: frozenset[str]
    unreported: frozenset[str]
    adjectives: Mapping[str, str]


@cache
def quote_words(lang: str) -> QuoteWords:
    """The words of a language; raises KeyError or TOMLDecodeError where its file is malformed."""
    path = ontology_folder() / "quotations" / f"{lang}.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    verbs: dict[str, str] = {}
    for medium, words in data.get("verbs", {}).items():
        for verb in words.split():
            verbs.setdefault(verb, medium)
    nouns, words = data.get("nouns", {}), data.get("words", {})
    return QuoteWords(
        lang=lang,
        verbs=verbs,
        forms=Inflection.of(data.get("forms", {})).forms(verbs),
        infinitives=frozenset(_with_joined(data.get("infinitive", {}).get("verbs", "").split())),
        reported=frozenset(_reported(data.get("reported", {}))),
        whole_clause=data.get("span") == "clause",
        content_nouns=frozenset(nouns.get("content", "").split()),
        source_nouns=tuple(nouns.get("sources", "").split()),
        opinion_nouns=tuple(nouns.get("opinion", "").split()),
        written=tuple(nouns.get("written", "").split()),
        attributions=_set(words, "attributions"),
        attribution_phrases=frozenset(tuple(p.split("_")) for p in words.get("phrases", "").split()),
        postpositions=_set(words, "postpositions"),
        with_noun=_set(words, "with_noun"),
        so=_set(words, "so"),
        relative=_set(words, "relative"),
        manner=_set(words, "manner"),
        pointing=_set(words, "pointing"),
        infinitive_markers=_set(words, "infinitive"),
        content_markers=_set(words, "content"),
        addressees=_set(words, "addressees"),
        told=frozenset(_with_joined(words.get("told", "").split())),
        asked=frozenset(_pairs(words.get("asked", ""))),
        times=_set(words, "times"),
        supposed=_set(words, "supposed"),
        subjunctive=_set(words, "subjunctive"),
        subjunctive_endings=tuple(words.get("subjunctive_ending", "").split()),
        indicative_endings=tuple(words.get("indicative_endings", "").split()),
        irrealis=_set(words, "irrealis"),
        unreported=_set(data.get("reported", {}), "never"),
        previous=_set(words, "previous"),
        adjectives={a: medium for medium, names in data.get("adjectives", {}).items() for a in names.split()},
    )


def _with_joined(verbs: list[str]) -> list[str]:
    """The verbs, and those with a separable particle in one word, too."""
    return [form for verb in verbs for form in (verb, verb.replace("|", ""))]


def _set(table: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(table.get(name, "").split())


def _reported(table: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of verb and need."""
    found = [
        (verb, need) for need in ("object", "name", "as", "for") for verb in _with_joined(table.get(need, "").split())
    ]
    return found + _pairs(table.get("prepositions", ""))


def _pairs(text: str) -> list[tuple[str, str]]:
    """Verbs with their prepositions, written "verb:preposition"."""
    pairs = (pair.partition(":") for pair in text.split())
    return [(form, preposition) for verb, _, preposition in pairs for form in _with_joined([verb])]
