"""Lemmas from words and their tags: exceptions seen in treebanks, else simplemma's dictionary with care for the tag.

simplemma (Barbaresi, MIT) knows forms without their part of speech; the tag decides about case, names and infinitives,
and a table of exceptions, made from treebanks, holds where that still differs from Universal Dependencies.
"""

import json
import lzma
from functools import lru_cache
from pathlib import Path

FIXED = frozenset({"PUNCT", "SYM", "NUM", "X", "SPACE"})
INFINITIVE = ("en", "rn", "ln", "un")
NO_GENITIVE = frozenset("sßxzaeiou")


class Lemmatizer:
    """Lemmas of one language; `knows` is false where simplemma has no dictionary for it."""

    def __init__(self, lang: str, exceptions: Path) -> None:
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

        self.lang, self.knows = lang, lang in SUPPORTED_LANGUAGES
        table: dict[str, dict[str, str]] = {}
        if exceptions.is_file():
            table = json.loads(lzma.decompress(exceptions.read_bytes())).get(lang, {})
        self._exceptions = table
        self.lemma = lru_cache(maxsize=200_000)(self._lemma)

    def _lemma(self, form: str, upos: str) -> str:
        """The lemma of a form with this tag."""
        for tag in (upos, ""):
            known = self._exceptions.get(tag, {})
            if found := known.get(form) or (known.get(form.lower()) if tag else None):
                return found
        return by_rule(form, upos, self.lang)


def by_rule(form: str, upos: str, lang: str) -> str:
    """The lemma without exceptions."""
    if upos in FIXED:
        return form
    if upos == "PROPN":
        genitive = lang == "de" and form.endswith("s") and len(form) > 4 and form[-2] not in NO_GENITIVE
        return form[:-1] if genitive else form
    if lang != "de":
        return dictionary(form.lower(), lang)
    if upos == "NOUN":
        first, hyphen, last = form.rpartition("-")
        found = first + hyphen + dictionary(last, lang) if hyphen else dictionary(form, lang)
        return found[:1].upper() + found[1:]
    found = dictionary(form.lower(), lang)
    if upos in ("VERB", "AUX") and not found.endswith(INFINITIVE):
        other = dictionary(form, lang)
        found = other if other.endswith("n") else found
    return found.lower()


def dictionary(form: str, lang: str) -> str:
    """simplemma's lemma; the first where it gives several."""
    import simplemma

    return str(simplemma.lemmatize(form, lang=lang)).split("|")[0] if form.strip() else form
