"""Names of concepts that the ontology gives in several languages."""

from functools import cache

import pyoxigraph as ox

from kg_builder.graph.terms import OFFICE
from kg_builder.vocabulary import SKOS, ontology_folder


@cache
def office_labels() -> dict[str, dict[str, str]]:
    """Labels by language of each office, by the local name of its concept ('ForeignMinister')."""
    labels: dict[str, dict[str, str]] = {}
    for triple in ox.parse(path=str(ontology_folder() / "statement-types.ttl"), format=ox.RdfFormat.TURTLE):
        subject, value = triple.subject, triple.object
        if triple.predicate.value == SKOS + "prefLabel" and isinstance(subject, ox.NamedNode):
            name = subject.value.removeprefix(OFFICE)
            if name != subject.value and isinstance(value, ox.Literal) and value.language:
                labels.setdefault(name, {})[value.language] = value.value
    return labels
