"""States and territories: states.txt, with their names in many languages from CLDR."""

import re
from collections.abc import Callable

from babel import Locale
from babel.core import get_global
from tables import FOLDER, Record, add, further, identifiers, listed, rows, slug

LANGUAGES = ("de", "en", "es", "fr", "it", "pt", "nl", "pl", "uk", "ru", "tr", "ar", "zh")
WITHDRAWN = frozenset(("ANT", "BUR", "ZAR", "SCG", "YUG", "DDR", "FXX", "NTZ", "SUN", "TMP", "YMD"))
HISTORIC = frozenset(("SU", "YU", "CS", "DD"))
FRENCH_FEMININE = (
    ("grec", "grecque"), ("turc", "turque"), ("ien", "ienne"), ("éen", "éenne"), ("ais", "aise"), ("ois", "oise"),
    ("ain", "aine"), ("and", "ande"), ("ol", "ole"), ("an", "ane"), ("on", "onne"), ("i", "ie"), ("in", "ine"),
)  # fmt: skip


def states(table: str = "states.txt") -> list[Record]:
    """One record a state or territory, in the table's order."""
    iso3 = {
        aliases[0]: code
        for code, aliases in get_global("territory_aliases").items()
        if re.fullmatch("[A-Z]{3}", code) and code not in WITHDRAWN
    }
    ids = identifiers()
    return [state(cells, iso3, ids) for _, cells in rows(FOLDER / table)]


def state(cells: list[str], iso3: dict[str, str], ids: dict[str, str]) -> Record:
    iso2, label, qid, where, de, german, en, english, es, fr, capital, *more = cells
    lat, lon = (float(part) for part in where.split())
    cldr = bool(re.fullmatch("[A-Z]{2}", iso2)) and iso2 not in HISTORIC
    record: Record = {"id": qid or slug(label), "label": label, "type": "state", "names": {}}
    for lang in LANGUAGES:
        name = Locale(lang).territories.get(iso2) if cldr else None
        add(record, "names", lang, ([label] if lang == "en" else []) + ([name] if name else []))
    add(record, "adjectives", "de", listed(de))
    add(record, "adjectives", "en", listed(en))
    add(record, "adjectives", "es", [form for word in listed(es) for form in spanish(word)])
    add(record, "adjectives", "fr", [form for word in listed(fr) for form in french(word)])
    add(record, "inhabitants", "de", inhabitants(german, german_forms))
    add(record, "inhabitants", "en", listed(english) or [form for word in listed(en) for form in english_forms(word)])
    add(record, "inhabitants", "es", [form for word in listed(es) for form in spanish(word)])
    add(record, "inhabitants", "fr", [form[0].upper() + form[1:] for word in listed(fr) for form in french(word)])
    german_capital, _, english_capital = (part.strip() for part in capital.partition("/"))
    add(record, "metonyms", "de", listed(german_capital))
    add(record, "metonyms", "en", listed(english_capital or german_capital))
    words = [part.strip() for part in "".join(more).split(";")]
    if "-m" in words:
        record.pop("metonyms", None)
    record["until"] = next((word[6:].strip() for word in words if word.startswith("until:")), None)
    parent = next((word[2:].strip() for word in words if word.startswith("p:")), None)
    record["parent"] = ids[parent] if parent else None
    further(record, ";".join(word for word in words if word != "-m" and not word.startswith(("p:", "until:"))))
    if cldr:
        record |= {"iso2": iso2, "iso3": iso3.get(iso2)}
    return record | {"lat": lat, "lon": lon, "sources": ["cldr", "own"] if cldr else ["own"]}


def inhabitants(cell: str, forms: Callable[[str], list[str]]) -> list[str]:
    words = listed(cell)
    derived = [form for word in words for form in forms(word)]
    return list(dict.fromkeys(derived if len(words) < 3 else words))


def german_forms(word: str) -> list[str]:
    """Singular, plural, dative plural and feminine of an inhabitant: Russe, Italiener."""
    if word.endswith("er"):
        return [word, word + "s", word + "n", word + "in", word + "innen"]
    if word.endswith("e"):
        return [word, word + "n", word[:-1] + "in", word[:-1] + "innen"]
    return [word, word + "s"]


def english_forms(word: str) -> list[str]:
    """Singular and plural of an inhabitant named like the adjective."""
    return [word] if word.endswith(("ese", "ss", "sh", "ch")) else [word, word + "s"]


def spanish(word: str) -> list[str]:
    """Masculine, feminine and plurals of a Spanish adjective."""
    for ending, stem in (("és", "es"), ("án", "an"), ("ín", "in"), ("ón", "on")):
        if word.endswith(ending):
            base = word[: -len(ending)] + stem
            return [word, base + "a", base + "es", base + "as"]
    if word.endswith("o"):
        return [word, word[:-1] + "a", word + "s", word[:-1] + "as"]
    if word.endswith(("a", "e")):
        return [word, word + "s"]
    if word.endswith(("í", "ú")):
        return [word, word + "es", word + "s"]
    if word.endswith("l"):
        return [word, word + "a", word + "es", word + "as"]
    return [word]


def french(word: str) -> list[str]:
    """Masculine, feminine and plurals of a French adjective."""
    feminine = word
    for ending, other in FRENCH_FEMININE:
        if word.endswith(ending):
            feminine = word[: -len(ending)] + other
            break
    plural = word if word.endswith(("s", "x")) else word + "s"
    return list(dict.fromkeys([word, feminine, plural, feminine + "s"]))
