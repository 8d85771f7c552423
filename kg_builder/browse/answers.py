"""What a SPARQL endpoint may answer: limits, media types, problems."""

import contextlib
from dataclasses import dataclass

ROW_FORMATS = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
GRAPH_FORMATS = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a query may run, bytes its answer may have, characters the query may have, bytes of memory, how many
    run at once, and seconds that one waits for its turn."""

    seconds: float = 10.0
    answer: int = 16_000_000
    query: int = 20_000
    memory: int = 4_000_000_000
    parallel: int = 2
    patience: float = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, the media type of the body, and the body."""

    status: int
    media: str
    body: bytes


def chosen(accept: str, offered: dict[str, str]) -> str:
    """The offered media type that an Accept header likes best; the first offered where it likes none."""
    best, liking = next(iter(offered)), 0.0
    for part in accept.split(","):
        media, *parameters = (one.strip() for one in part.split(";"))
        quality = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        with contextlib.suppress(ValueError):
            if media.lower() in offered and float(quality) > liking:
                best, liking = media.lower(), float(quality)
    return best


def problem(status: int, text: str) -> Answer:
    """An answer that says in plain text what is wrong."""
    return Answer(status, "text/plain; charset=utf-8", (text + "\n").encode())
