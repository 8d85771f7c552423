"""Lemmas from words and their tags: exceptions seen in treebanks, else simplemma's dictionary with care for the tag.

simplemma (Barbaresi, MIT) knows forms without their part of speech; the tag decides about case, names and infinitives,
and a table of exceptions, made from treebanks, holds where that still differs from Universal Dependencies.
"""

import json
import lzma
import re
from functools import lru_cache
from pathlib import Path

from kg_builder.language.conventions import closed_lemma

FIXED = frozenset({"PUNCT", "SYM", "NUM", "X", "SPACE"})
INFINITIVE = ("en", "rn", "ln", "un")
NO_GENITIVE = frozenset("sßxzaeiou")
VOWEL_GENITIVE = re.compile(r"\w{3,}[aeiouy]s$")
ADJECTIVE_ENDING = re.compile(r"(\w+?)(?:e|em|en|er|es)")
PARTICIPLE = re.compile(r"(?:t|end|[^aeiou]en|ern)$")
PARTICLE = re.compile(
    r"(ab|an|auf|aus|bei|durch|ein|fest|fort|frei|gegen|gegenüber|her|heran|heraus|herbei|hervor|hin|hinaus|hinein|"
    r"hinzu|los|mit|nach|nieder|statt|teil|um|unter|über|vor|voran|voraus|vorbei|weg|weiter|wieder|zu|zurecht|zurück|"
    r"zusammen|wider|da|dar|entgegen|bereit|bekannt|klar|sicher|nahe|heraus)(\w{3,})$"
)


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

    def _lemma(self, form: str, upos: str, case: str = "") -> str:
        """The lemma of a form with this tag and grammatical case."""
        if self.lang == "de" and (closed := closed_lemma(form, upos)):
            return closed
        for tag in (upos, ""):
            known = self._exceptions.get(tag, {})
            found = known.get(form) or (known.get(form.lower()) if tag else None)
            # A table made from titles knows "national" as "National"; a word that stands in small letters has none.
            if found and not (upos == "ADJ" and self.lang == "en" and form.islower() and not found.islower()):
                return found.split("|")[0] or found
        if upos == "PROPN" and case == "Gen" and self.lang == "de" and VOWEL_GENITIVE.search(form):
            return form[:-1]
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
        found = first + hyphen + noun(last) if hyphen else noun(form)
        return found[:1].upper() + found[1:]
    if upos == "ADJ":
        return adjective(form)
    found = dictionary(form.lower(), lang)
    if upos == "ADV" and found.endswith(INFINITIVE):
        return form.lower()
    if upos in ("VERB", "AUX") and not found.endswith(INFINITIVE):
        other = dictionary(form, lang)
        found = other if other.endswith("n") else verb(form.lower()) or found
    return found.lower()


def noun(form: str) -> str:
    """The lemma of a German noun; an unknown compound is inflected as the longest known word that it ends with."""
    found = dictionary(form, "de")
    if found != form or known(form) or form.isupper():
        return found
    for cut in range(3, len(form) - 3):
        last = form[cut:].capitalize()
        if known(last):
            return form[:cut] + dictionary(last, "de").lower()
    return found


def adjective(form: str) -> str:
    """The lemma of a German adjective: participles are their own, towns' adjectives ("Wiener") do not change."""
    if re.fullmatch(r"[A-ZÄÖÜ]\w*[a-zäöüß]er", form) and dictionary(form, "de") in (form, form.lower(), form + "n"):
        return form
    low = form.lower()
    found = dictionary(low, "de").lower()
    ending = ADJECTIVE_ENDING.fullmatch(low)
    if ending and (found == low or found.endswith(INFINITIVE)):
        base = ending[1]
        if found != low and PARTICIPLE.search(base):
            return base
        if found == low:
            return base if len(base) > 4 and not known(low) else found
    if not ending and found != low and found.endswith(INFINITIVE):
        return low
    return found


def verb(form: str) -> str | None:
    """The infinitive of a German form that no dictionary knows whole: behind its particle, or by its ending."""
    if split := PARTICLE.match(form):
        particle, rest = split.groups()
        if rest.startswith("zu") and (found := dictionary(rest[2:], "de")).endswith(INFINITIVE):
            return particle + found
        if (found := dictionary(rest, "de")).endswith(INFINITIVE) and found != rest:
            return particle + found
    if form.endswith("iert"):
        return form[:-1] + "en"
    return None


@lru_cache(maxsize=100_000)
def known(form: str) -> bool:
    """Whether simplemma's German dictionary has the form."""
    import simplemma

    return bool(form) and bool(simplemma.is_known(form, lang="de"))


def dictionary(form: str, lang: str) -> str:
    """simplemma's lemma; the first where it gives several."""
    import simplemma

    return str(simplemma.lemmatize(form, lang=lang)).split("|")[0] if form.strip() else form
