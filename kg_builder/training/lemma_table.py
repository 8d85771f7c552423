"""Makes the lemmatizer's table of exceptions from treebanks: forms whose usual lemma is not what the rule gives."""

import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from kg_builder.language.lemmatizer import by_rule
from kg_builder.training.treebanks import Word


def exceptions(words: Iterable[Word], lang: str) -> dict[str, dict[str, str]]:
    """Forms by tag ("" where the treebank gives none) with their commonest lemma, where the rule gives another."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word in words:
        if word.lemma != "_":
            tag = word.upos if word.upos != "_" else ""
            seen[tag, word.form][word.lemma] += 1
            if tag and word.form.lower() != word.form:
                seen[tag, word.form.lower()][word.lemma] += 1
    table: dict[str, dict[str, str]] = {}
    for (tag, form), lemmas in sorted(seen.items()):
        lemma = min(lemmas, key=lambda one: (-lemmas[one], one))
        if tag and lemma != by_rule(form, tag, lang):
            table.setdefault(tag, {})[form] = lemma
        elif not tag and all(lemma != by_rule(form, t, lang) for t in likely_tags(form)):
            table.setdefault("", {})[form] = lemma
    return table


def likely_tags(form: str) -> tuple[str, ...]:
    """What a form without a tag may be."""
    return ("NOUN", "PROPN") if form[:1].isupper() else ("VERB", "ADJ", "ADV")


def write(tables: dict[str, dict[str, dict[str, str]]], path: Path) -> None:
    """Writes the tables of all languages."""
    raw = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    path.write_bytes(lzma.compress(raw, preset=9))


def from_treebanks(folder: Path, path: Path) -> None:
    """Writes the German and English tables from the treebanks that the model is trained on."""
    from kg_builder.training.recipe import gather

    data = gather(folder)
    german = (w for s in data.german + data.lemmas for w in s.words)
    english = (w for s in data.english for w in s.words)
    write({"de": exceptions(german, "de"), "en": exceptions(english, "en")}, path)
