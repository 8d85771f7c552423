"""Statement types and offices as ontology/statement-types.ttl defines them; the Turtle is the single source."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

NAMESPACE = "https://w3id.org/kg-builder/"
KG = NAMESPACE + "ontology#"
KGT = NAMESPACE + "type#"
ACTOR = NAMESPACE + "actor/"
ARTICLE = NAMESPACE + "article/"
STATEMENT = NAMESPACE + "statement/"
WIKIDATA = "http://www.wikidata.org/entity/"
SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class StatementType:
    """A SKOS concept: local name, kind (stance, event, office), own polarity, PLOVER and CAMEO codes, labels."""

    name: str
    kind: str
    polarity: int
    plover: str | None
    cameo: str | None
    predicate: str
    labels: tuple[tuple[str, str], ...]
    definition: str

    def label(self, lang: str) -> str:
        """The label in a language, in English where it has none, else the local name."""
        labels = dict(self.labels)
        return labels.get(lang) or labels.get("en") or self.name


def ontology_folder() -> Path:
    """Where the ontology's files lie: inside the installed package, or beside it in a source tree."""
    installed = Path(__file__).parent / "ontology"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "ontology"


@cache
def statement_types() -> dict[str, StatementType]:
    """Statement types by local name, in the order of the file's `kg:order`."""
    import pyoxigraph as ox

    store: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = {}
    path = ontology_folder() / "statement-types.ttl"
    for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.Literal | ox.NamedNode):
            store.setdefault(subject.value, {}).setdefault(triple.predicate.value, []).append(value)
    found = []
    for iri, about in store.items():
        if iri.startswith(KGT) and KG + "kind" in about:
            one = {p.removeprefix(KG): v[0].value for p, v in about.items() if p.startswith(KG)}
            labels = tuple(
                sorted(
                    (v.language, v.value) for v in about[SKOS + "prefLabel"] if isinstance(v, ox.Literal) and v.language
                )
            )
            definitions = {v.language: v.value for v in about.get(SKOS + "definition", []) if isinstance(v, ox.Literal)}
            entry = StatementType(
                iri.removeprefix(KGT),
                one["kind"].removeprefix(KG).lower(),
                int(one.get("ownPolarity", 0)),
                one.get("plover"),
                one.get("cameoRoot"),
                one["predicate"].removeprefix(KGT),
                labels,
                definitions.get("en", ""),
            )
            found.append((int(one.get("order", 99)), entry))
    return {entry.name: entry for _, entry in sorted(found, key=lambda pair: (pair[0], pair[1].name))}
