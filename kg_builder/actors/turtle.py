"""Actors from a Turtle file, in the vocabulary of our own export.

An actor is a kg:State, kg:Organisation, kg:Person, kg:Group or kg:OtherActor; resources of other classes are passed
over, and those of no class are actors that are known already. rdfs:label is the canonical label; skos:prefLabel (the
English one in its place) and skos:altLabel are names, with a language or for every language without; kg:adjective,
kg:inhabitant, kg:metonym and kg:epithet are words; kg:gender, kg:iso2 and kg:iso3 are plain; kg:parent and owl:sameAs
point to others; wgs84:lat and wgs84:long say where. An office held is an org:hasMembership with org:role (a kgo:
concept), org:organization, schema:startDate and schema:endDate.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg_builder.actors.files import Record
from kg_builder.vocabulary import KG, NAMESPACE, SKOS

if TYPE_CHECKING:
    import pyoxigraph as ox

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
ORG = "http://www.w3.org/ns/org#"
SCHEMA = "https://schema.org/"
SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
OFFICE = NAMESPACE + "office#"
CLASSES = {
    KG + name: kind
    for name, kind in (
        ("State", "state"),
        ("Organisation", "organisation"),
        ("Person", "person"),
        ("Group", "group"),
        ("OtherActor", "other"),
    )
}
WORDS = {
    SKOS + "prefLabel": "names",
    SKOS + "altLabel": "names",
    KG + "adjective": "adjectives",
    KG + "inhabitant": "inhabitants",
    KG + "metonym": "metonyms",
    KG + "epithet": "epithets",
}
TEXTS = {KG + name: name for name in ("gender", "iso2", "iso3", "parent")}
NUMBERS = {WGS84 + "lat": "lat", WGS84 + "long": "lon"}
TERM = {
    ORG + "role": "office",
    ORG + "organization": "of",
    SCHEMA + "startDate": "start",
    SCHEMA + "endDate": "end",
}

About = dict[str, list["ox.NamedNode | ox.BlankNode | ox.Literal"]]


def read_turtle(path: Path) -> list[Record]:
    """The actors in a Turtle file; raises ValueError with file and line where it cannot be parsed.

    The line of an actor is where its IRI or local name first stands in the file.
    """
    import pyoxigraph as ox

    resources: dict[str, About] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            value = quad.object
            if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal):
                resources.setdefault(str(quad.subject), {}).setdefault(quad.predicate.value, []).append(value)
    except SyntaxError as error:
        raise ValueError(f"{path}:{error.lineno}: not Turtle: {error.msg}") from error
    text = path.read_text(encoding="utf-8")
    return [
        Record(path, line_of(text, key[1:-1]), data_of(key[1:-1], about, resources))
        for key, about in resources.items()
        if key.startswith("<") and is_actor(about)
    ]


def is_actor(about: About) -> bool:
    """Whether a resource is of a class of actors, or of none and described by words an actor has."""
    if RDF_TYPE in about:
        return any(value.value in CLASSES for value in about[RDF_TYPE])
    return RDFS_LABEL in about or not WORDS.keys().isdisjoint(about)


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
    for predicate, field in WORDS.items():
        for value in about.get(predicate, []):
            lang = getattr(value, "language", None) or "mul"
            data.setdefault(field, {}).setdefault(lang, []).append(value.value)
    names = data.get("names", {})
    labels = [value.value for value in about.get(RDFS_LABEL, [])] or names.get("en") or names.get("mul")
    if labels:
        data["label"] = labels[0]
    for predicate, field in TEXTS.items():
        for value in about.get(predicate, []):
            data[field] = value.value
    for predicate, field in NUMBERS.items():
        for value in about.get(predicate, []):
            data[field] = as_number(value.value)
    types = [CLASSES[value.value] for value in about.get(RDF_TYPE, []) if value.value in CLASSES]
    if types:
        data["type"] = types[0]
    if SAME_AS in about:
        data["sameAs"] = [value.value for value in about[SAME_AS]]
    held = [resources.get(str(value), {}) for value in about.get(ORG + "hasMembership", [])]
    if held:
        data["offices"] = [
            {field: term[name][0].value.removeprefix(OFFICE) for name, field in TERM.items() if name in term}
            for term in held
        ]
    return data


def as_number(text: str) -> float | str:
    """The number that a text writes, or the text itself, which is then refused with its field."""
    try:
        return float(text)
    except ValueError:
        return text
