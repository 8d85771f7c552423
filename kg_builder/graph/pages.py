"""The documentation pages of the ontology and of the ready-made queries, made from the files themselves.

python -m kg_builder.graph.pages docs      writes docs/ontology.md and docs/queries.md
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg_builder.graph.people import Objects
from kg_builder.graph.query import named_queries
from kg_builder.graph.restore import Subjects, group
from kg_builder.graph.terms import DCTERMS, OWL, PREFIXES, RDF, RDFS
from kg_builder.vocabulary import KG, NAMESPACE, SKOS, ontology_folder, statement_types

Row = list[str]


def ontology_page() -> str:
    """docs/ontology.md: classes, properties, values, statement types and offices."""
    subjects = read(ontology_folder() / "kg.ttl")
    about = subjects[NAMESPACE + "ontology"]
    parts = [
        "# The ontology",
        "This page is made from `ontology/kg.ttl` and `ontology/statement-types.ttl`; change those.",
        text_of(about, DCTERMS + "description", "en"),
        "Prefixes: " + ", ".join(f"`{prefix}:` <{space}>" for prefix, space in PREFIXES.items()) + ".",
        "## How a statement looks",
        EXAMPLE,
        "## Classes",
        table(["class", "is also", "meaning"], class_rows(subjects)),
        "## Properties",
        table(["property", "of", "value", "is also", "meaning"], property_rows(subjects)),
        "## Values",
        table(["value", "of", "meaning"], value_rows(subjects)),
        "## Statement types",
        table(["type", "kind", "polarity", "PLOVER", "CAMEO", "predicate", "de", "meaning"], type_rows()),
        "## Offices",
        table(["office", "de", "en", "es", "fr", "meaning"], office_rows()),
    ]
    return "\n\n".join(parts) + "\n"


EXAMPLE = """A named graph an article, whose IRI is the article's. In it, each statement is a node with its type, its
parties and the sentence behind it. One that its source makes or does as far as the article asserts is also a direct
triple (`wd:Q58217 kgt:warn wd:Q7184`), for simple queries; what one actor says of another stays `kg:within` the saying.
Places in the text are the article's IRI with an RFC 5147 fragment, `#char=start,end`, in Unicode code points, the end
excluded; of a sentence they are also given as Web Annotation selectors.

```turtle
GRAPH article:nato/eins.txt {
  st:4f1c a kg:Stance ; kg:type kgt:Warn ; kg:source wd:Q58217 ; kg:target wd:Q7184 ; kg:polarity -1 ;
    kg:topic "Entsendung von Friedenstruppen in die Ukraine"@de ; kg:factuality kg:Asserted ; kg:confidence 0.86 ;
    prov:wasDerivedFrom <…/statement/4f1c#evidence> .
  <…/statement/4f1c#evidence> a oa:Annotation ; oa:hasBody st:4f1c ; oa:hasTarget <…/eins.txt#char=1841,2018> .
  <…/eins.txt#char=1841,2018> a oa:SpecificResource ; oa:hasSource article:nato/eins.txt ;
    oa:hasSelector <…/eins.txt#char=1841,2018&position> , <…/eins.txt#char=1841,2018&quote> .
  wd:Q58217 kgt:warn wd:Q7184 .
}
```

Three graphs are shared: `…/graph/actors` (who the known actors are, and the offices that the knowledge base knows),
`…/graph/ontology` (these files) and `…/graph/provenance` (which run of which version read which article, and when).
An office that an article gives is in the article's graph. Known actors have their Wikidata IRI."""


def read(path: Path) -> Subjects:
    """A Turtle file by subject."""
    triples: list[tuple[str, str, str, str | None]] = []
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            lang = quad.object.language if isinstance(quad.object, ox.Literal) else None
            triples.append((quad.subject.value, quad.predicate.value, quad.object.value, lang))
    return group(triples)


def values(about: Objects, predicate: str) -> list[str]:
    """The values of a property."""
    return [value for value, _ in about.get(predicate, ())]


def text_of(about: Objects, predicate: str, lang: str) -> str:
    """The text of a property in a language, or nothing."""
    return next((value for value, tag in about.get(predicate, ()) if tag == lang), "")


def meaning(about: Objects) -> str:
    """The definition in English and German."""
    return f"{text_of(about, SKOS + 'definition', 'en')} *{text_of(about, SKOS + 'definition', 'de')}*"


def short(iris: Iterable[str]) -> str:
    """IRIs with their prefixes."""
    found = []
    for iri in iris:
        space = max((one for one in PREFIXES.values() if iri.startswith(one)), key=len, default="")
        prefix = next((name for name, one in PREFIXES.items() if one == space), "")
        found.append(f"`{prefix}:{iri.removeprefix(space)}`" if space else iri)
    return ", ".join(found)


def table(names: Row, rows: list[Row]) -> str:
    """A table in Markdown."""
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)


def class_rows(subjects: Subjects) -> list[Row]:
    """The classes, in the order of the file."""
    return [
        [short([iri]), short(values(about, RDFS + "subClassOf")), meaning(about)]
        for iri, about in subjects.items()
        if OWL + "Class" in values(about, RDF + "type")
    ]


def property_rows(subjects: Subjects) -> list[Row]:
    """The properties, in the order of the file."""
    return [
        [
            short([iri]),
            short(values(about, RDFS + "domain")),
            short(values(about, RDFS + "range")),
            short(values(about, RDFS + "subPropertyOf")),
            meaning(about),
        ]
        for iri, about in subjects.items()
        if {OWL + "ObjectProperty", OWL + "DatatypeProperty"} & set(values(about, RDF + "type"))
    ]


def value_rows(subjects: Subjects) -> list[Row]:
    """The named individuals, in the order of the file."""
    return [
        [short([iri]), short(one for one in values(about, RDF + "type") if one.startswith(KG)), meaning(about)]
        for iri, about in subjects.items()
        if OWL + "NamedIndividual" in values(about, RDF + "type")
    ]


def type_rows() -> list[Row]:
    """The statement types, in their order."""
    return [
        [
            f"`kgt:{one.name}`",
            one.kind,
            f"{one.polarity:+d}" if one.polarity else "0",
            one.plover or "",
            one.cameo or "",
            f"`kgt:{one.predicate}`",
            one.label("de"),
            one.definition,
        ]
        for one in statement_types().values()
    ]


def office_rows() -> list[Row]:
    """The offices, in the order of the file."""
    return [
        [
            short([iri]),
            *(text_of(about, SKOS + "prefLabel", lang) for lang in ("de", "en", "es", "fr")),
            text_of(about, SKOS + "definition", "en"),
        ]
        for iri, about in read(ontology_folder() / "statement-types.ttl").items()
        if iri.startswith(PREFIXES["kgo"]) and SKOS + "Concept" in values(about, RDF + "type")
    ]


def queries_page() -> str:
    """docs/queries.md: every ready-made question with its parameters and its SPARQL."""
    parts = [QUERIES_INTRODUCTION]
    for query in named_queries().values():
        parts.append(f"## {query.name}")
        parts.append(query.summary)
        if query.parameters:
            parts.append(
                "\n".join(
                    f"- `{one.name}`{' (may be left out)' if one.optional else ''}: {one.meaning}"
                    for one in query.parameters
                )
            )
        parts.append(f"```sparql\n{query.text}```")
    return "\n\n".join(parts) + "\n"


QUERIES_INTRODUCTION = """# Queries

The store answers SPARQL 1.1. The usual prefixes (`kg:`, `kgt:`, `kgo:`, `wd:`, `oa:`, `org:`, `prov:`, `schema:` ...,
see [the ontology](ontology.md)) need no declaration. A pattern outside `GRAPH` sees all graphs at once; inside
`GRAPH ?article`, one article at a time. Answers come as a table, CSV, JSON (SPARQL results) or, for CONSTRUCT and
DESCRIBE, Turtle.

The simplest questions use the direct triples:

```sparql
SELECT ?whom { wd:Q58217 kgt:accuse ?whom }
```

    kg-builder query 'SELECT ?whom { wd:Q58217 kgt:accuse ?whom }'
    kg-builder query offices-at-date organisation=wd:Q159 day=2022-03-23
    kg-builder query list

The questions below come with the program and are asked by name. A parameter takes the place of `$name`: an IRI, also a
prefixed one such as `wd:Q159`, or text. This page is made from the files in `kg_builder/graph/queries/`."""


def write_pages(folder: Path) -> None:
    """Writes both pages."""
    (folder / "ontology.md").write_text(ontology_page(), encoding="utf-8")
    (folder / "queries.md").write_text(queries_page(), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
