"""Actors from a Turtle file.

An actor is a resource with a kg:actorType, a class kg:State, kg:Organisation, kg:Person or kg:Group, or the classes of
our own export. rdfs:label or skos:prefLabel is its label (English) and its usual name in a language, skos:altLabel a
further name; kg:adjective, kg:inhabitant, kg:metonym and kg:epithet are words with a language tag; kg:gender, kg:kind,
kg:iso2 and kg:iso3 are plain; kg:parent is an actor; wgs84:lat and wgs84:long say where; an office held is a kg:holds
with kg:office (local name), kg:of, kg:start and kg:end.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg_builder.actors.files import Record
from kg_builder.records import ACTOR_TYPES
from kg_builder.vocabulary import KG, SKOS

if TYPE_CHECKING:
    import pyoxigraph as ox

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
LABELS = (SKOS + "prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")
WORDS = {
    SKOS + "altLabel": "names",
    KG + "adjective": "adjectives",
    KG + "inhabitant": "inhabitants",
    KG + "metonym": "metonyms",
    KG + "epithet": "epithets",
}
TEXTS = {KG + name: name for name in ("gender", "kind", "iso2", "iso3", "parent")}
NUMBERS = {WGS84 + "lat": "lat", WGS84 + "long": "lon"}
CLASSES = {KG + name.capitalize(): name for name in ACTOR_TYPES}

About = dict[str, list["ox.NamedNode | ox.BlankNode | ox.Literal"]]


def read_turtle(path: Path) -> list[Record]:
    """The actors in a Turtle file; raises ValueError with file and line where it cannot be parsed.

    The line of an actor is where its IRI or local name first stands in the file.
    """
    import pyoxigraph as ox

    resources: dict[str, About] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            key = str(quad.subject)
            value = quad.object
            if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal):
                resources.setdefault(key, {}).setdefault(quad.predicate.value, []).append(value)
    except SyntaxError as error:
        raise ValueError(f"{path}:{error.lineno}: not Turtle: {error.msg}") from error
    text = path.read_text(encoding="utf-8")
    records = []
    for key, about in resources.items():
        if RDF_TYPE in about or any(label in about for label in LABELS):
            iri = key.strip("<>")
            records.append(Record(path, line_of(text, iri), data_of(iri, about, resources)))
    return records


def line_of(text: str, iri: str) -> int:
    """Line at which an IRI, or its part after the last "/" or "#", first stands; 1 where it does not."""
    for wanted in (iri, iri.replace("#", "/").rsplit("/", 1)[-1]):
        at = text.find(wanted)
        if wanted and at >= 0:
            return text.count("\n", 0, at) + 1
    return 1


def data_of(iri: str, about: About, resources: dict[str, About]) -> dict[str, Any]:
    """A resource as the object that a JSON line would be."""
    data: dict[str, Any] = {"id": iri}
    names: dict[str, list[str]] = {}
    for predicate in LABELS:
        for value in about.get(predicate, []):
            lang = getattr(value, "language", None) or "mul"
            names.setdefault(lang, []).append(value.value)
            if lang in ("en", "mul"):
                data.setdefault("label", value.value)
    words: dict[str, dict[str, list[str]]] = {"names": names}
    for predicate, field in WORDS.items():
        for value in about.get(predicate, []):
            lang = getattr(value, "language", None) or "mul"
            words.setdefault(field, {}).setdefault(lang, []).append(value.value)
    data |= {field: by_language for field, by_language in words.items() if by_language}
    for predicate, field in TEXTS.items():
        for value in about.get(predicate, []):
            data[field] = value.value
    for predicate, field in NUMBERS.items():
        for value in about.get(predicate, []):
            data[field] = as_number(value.value)
    types: list[str] = [CLASSES[value.value] for value in about.get(RDF_TYPE, []) if value.value in CLASSES]
    types += [value.value for value in about.get(KG + "actorType", [])]
    if types:
        data["type"] = types[0]
    offices = [resources.get(str(value), {}) for value in about.get(KG + "holds", [])]
    if offices:
        data["offices"] = [
            {
                name: held[KG + name][0].value.removeprefix(KG)
                for name in ("office", "of", "start", "end")
                if KG + name in held
            }
            for held in offices
        ]
    return data


def as_number(text: str) -> float | str:
    """The number that a text writes, or the text itself, which is then refused with its field."""
    try:
        return float(text)
    except ValueError:
        return text
