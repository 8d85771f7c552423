"""How a name changes in running text: cases of German names and adjectives, capitals, other spellings of letters."""

ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
SIBILANTS = ("s", "x", "z", "ß", "ce")


def adjective_forms(stem: str, lang: str) -> tuple[str, ...]:
    """Forms of an adjective of nationality: German takes the stem ("russisch"), other languages the word as it is."""
    if lang != "de" or not stem.islower():
        return (stem,)
    lower = (stem, *(stem + ending for ending in ADJECTIVE_ENDINGS))
    return (*lower, *(form.capitalize() for form in lower[1:]))


def city_adjective(city: str) -> str | None:
    """The German adjective of a city ("Moskauer"); None where it takes none by this rule."""
    if " " in city or not city[-1:].isalpha() or city.isupper() or city.endswith(("er", "s-", "i", "o")):
        return None
    return city + ("r" if city.endswith("e") else "er")


def last_word_forms(word: str, lang: str, declined: bool = False) -> tuple[str, ...]:
    """Forms of the last word of a name: German genitives, and with `declined` also the cases of common nouns."""
    forms = [word]
    if lang == "de" and word[-1:].isalpha():
        if word.endswith(SIBILANTS):
            forms += [word + "'", word + "’"]
        else:
            forms.append(word + "s")
        if declined and not word.isupper():
            forms += [word + "es"] if word[-1] not in "aeiouy" else []
            forms += [word + "n"] if word.endswith(("e", "er", "el")) else []
            forms += [word + "se", word + "ses"] if word.endswith("nis") else []
    return tuple(forms)


def inner_word_forms(word: str, lang: str) -> tuple[str, ...]:
    """Forms of a word before the last of an organisation's or state's name: German adjectives of every case."""
    if lang == "de" and len(word) > 4:
        for ending in ("er", "es", "en", "em", "e"):
            if word.endswith(ending):
                stem = word.removesuffix(ending)
                return tuple(dict.fromkeys((word, *(stem + other for other in ADJECTIVE_ENDINGS))))
    return last_word_forms(word, lang)


def spellings(word: str) -> tuple[str, ...]:
    """A word with its other capitals ("NATO": "Nato"; "Kremlin": "KREMLIN") and with "ss" for "ß"."""
    forms = [word]
    if "ß" in word:
        forms.append(word.replace("ß", "ss"))
    if len(word) > 3 and word.isalpha():
        if word.isupper():
            forms.append(word.capitalize())
        elif word[0].isupper():
            forms.append(word.upper())
    return tuple(forms)
