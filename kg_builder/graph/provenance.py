"""PROV of builds, in a graph of its own: which program, models and lexicons made what, and when.

The times are here and nowhere else, so that two builds of the same articles hold the same articles' graphs.
"""

import hashlib
from dataclasses import dataclass

from kg_builder.graph.terms import PROV, RDF, RDFS, RUN, moment, node, string
from kg_builder.vocabulary import KG, NAMESPACE

FINGERPRINT = node(KG + "fingerprint")
GENERATED = node(PROV + "wasGeneratedBy")


@dataclass(frozen=True, slots=True)
class Run:
    """One build: the program's version, name and version of each model, digest of the lexicons, start (UTC, ISO)."""

    software: str
    models: tuple[tuple[str, str], ...] = ()
    lexicon: str = ""
    started: str = ""

    @property
    def iri(self) -> str:
        """The IRI of the run."""
        return RUN + hashlib.sha256(repr(self).encode("utf-8")).hexdigest()[:24]


def run_triples(run: Run) -> list[str]:
    """The triples of a run: a prov:Activity with its software as agent and its models and lexicon as what it used."""
    subject, agent = (
        node(run.iri),
        node(f"{NAMESPACE}software/{hashlib.sha256(run.software.encode()).hexdigest()[:16]}"),
    )
    triples = [
        f"{subject} {node(RDF + 'type')} {node(PROV + 'Activity')}",
        f"{subject} {node(PROV + 'wasAssociatedWith')} {agent}",
        f"{agent} {node(RDF + 'type')} {node(PROV + 'SoftwareAgent')}",
        f"{agent} {node(RDFS + 'label')} {string(run.software)}",
    ]
    if run.started:
        triples.append(f"{subject} {node(PROV + 'startedAtTime')} {moment(run.started)}")
    triples += [f"{subject} {node(KG + 'model')} {string(f'{name} {version}')}" for name, version in run.models]
    if run.lexicon:
        triples.append(f"{subject} {node(KG + 'lexicon')} {string(run.lexicon)}")
    return triples


def article_provenance(graph: str, fingerprint: str, run: Run | None) -> list[str]:
    """What the provenance graph says of one article: its fingerprint and the run that read it."""
    triples = [f"{node(graph)} {FINGERPRINT} {string(fingerprint)}"]
    if run is not None:
        triples.append(f"{node(graph)} {GENERATED} {node(run.iri)}")
    return triples


def fingerprint(content: str, *versions: str) -> str:
    """What an article's reading depends on, as a digest: its content and the versions of all that reads it."""
    return hashlib.sha256("\x1f".join((content, *versions)).encode("utf-8", "surrogatepass")).hexdigest()
