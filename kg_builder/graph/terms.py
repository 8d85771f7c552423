"""RDF terms as N-Triples text, and the IRIs of what has none of its own.

Text instead of objects because a store is filled with tens of millions of them. Every minted IRI can be undone:
names are percent-encoded (RFC 3986), so that no character of an article can end an IRI or begin another statement.
"""

import hashlib
import json
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kg_builder.records import Span
from kg_builder.vocabulary import ARTICLE, KG, KGT, NAMESPACE, SKOS, STATEMENT

if TYPE_CHECKING:
    import pyoxigraph as ox

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
TIME = "http://www.w3.org/2006/time#"
DCTERMS = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"

OFFICE = NAMESPACE + "office#"
MEMBERSHIP = NAMESPACE + "membership/"
RUN = NAMESPACE + "run/"
OTHER = NAMESPACE + "id/"
ACTORS_GRAPH = NAMESPACE + "graph/actors"
ONTOLOGY_GRAPH = NAMESPACE + "graph/ontology"
PROVENANCE_GRAPH = NAMESPACE + "graph/provenance"
SHARED_GRAPHS = (ACTORS_GRAPH, ONTOLOGY_GRAPH, PROVENANCE_GRAPH)
KNOWLEDGE_BASE = NAMESPACE + "knowledge-base"

PREFIXES = {
    "kg": KG,
    "kgt": KGT,
    "kgo": OFFICE,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "oa": OA,
    "org": ORG,
    "prov": PROV,
    "schema": SCHEMA,
    "sem": SEM,
    "time": TIME,
    "dcterms": DCTERMS,
    "dc": DC,
    "wgs84": WGS84,
    "wd": "http://www.wikidata.org/entity/",
    "article": ARTICLE,
    "st": STATEMENT,
    "actor": NAMESPACE + "actor/",
}

LONGEST = 500
"""Characters of an article's name in its IRI; of a longer one, the beginning and a digest stand there."""

# Narrower than RFC 3987: outside ASCII only letters and digits, so that nothing invisible hides in an identifier.
PLAIN_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+\Z")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
YEAR = re.compile(r"\d{4}\Z", re.ASCII)
YEAR_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])\Z", re.ASCII)
DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ\Z", re.ASCII)
# What canonical N-Triples escapes, as the database's own dump does; lone surrogates are replaced: Unicode forbids them.
ESCAPED = re.compile(r"""[\x00-\x1f"\\\x7f\ud800-\udfff\ufffe\uffff]""")
SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f"}


def node(value: str) -> str:
    """An IRI in angle brackets; the IRI must be one that this module made or checked."""
    return f"<{value}>"


def escape(text: str) -> str:
    """Text between the quotation marks of an N-Triples literal; lone surrogates become U+FFFD."""
    return ESCAPED.sub(escaped, text)


def escaped(found: re.Match[str]) -> str:
    """The escape of one character."""
    one = found[0]
    if "\ud800" <= one <= "\udfff":
        return "\ufffd"
    return SHORT.get(one) or f"\\u{ord(one):04X}"


def string(text: str) -> str:
    """A plain literal."""
    return f'"{escape(text)}"'


def worded(text: str, lang: str | None) -> str:
    """A literal in a language; plain where the language is unknown or no language tag. Tags are lower-case."""
    return f'"{escape(text)}"@{lang.lower()}' if lang and LANGUAGE_TAG.match(lang) else f'"{escape(text)}"'


def typed(text: str, datatype: str) -> str:
    """A literal of an XML Schema datatype given by local name; the text must be in canonical form."""
    return f'"{text}"^^<{XSD}{datatype}>'


@lru_cache(maxsize=4096)
def integer(value: int) -> str:
    """An xsd:integer."""
    return typed(str(value), "integer")


@lru_cache(maxsize=4096)
def decimal(value: float) -> str:
    """A float as the shortest xsd:decimal that reads back as the same float; raises ValueError if it is not finite."""
    exact = Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value}")
    text = format(exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return typed("0" if text == "-0" else text, "decimal")


@lru_cache(maxsize=4096)
def moment(value: str) -> str:
    """A date as xsd:date, gYearMonth, gYear or dateTime (UTC); anything else stays a plain literal."""
    stamp = DATE_TIME.match(value)
    day = stamp[1] if stamp else value
    if len(day) == 10 and real_day(day):
        return typed(value, "dateTime" if stamp else "date")
    if YEAR_MONTH.match(value) and value > "0001":
        return typed(value, "gYearMonth")
    return typed(value, "gYear") if YEAR.match(value) and value >= "0001" else string(value)


def real_day(value: str) -> bool:
    """Whether a text is a day of the calendar, written YYYY-MM-DD."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def as_json(value: object) -> str:
    """A value as an rdf:JSON literal."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return f'"{escape(text)}"^^<{RDF}JSON>'


def encode(name: str) -> str:
    """A name as a part of an IRI: percent-encoded; the slashes of a plain path are kept."""
    coded = quote(name, safe="/", errors="surrogatepass")
    # Empty and dotted segments would change when an IRI is resolved, so that such names lose their slashes and dots.
    if any(part.strip(".") == "" for part in coded.split("/")):
        coded = coded.replace("/", "%2F").replace(".", "%2E")
    return coded


def decode(part: str) -> str:
    """The name that `encode` was given."""
    return unquote(part, errors="surrogatepass")


def iri(identifier: str) -> str:
    """The IRI of an identifier that should be one: itself, or a minted one where it is not safe to write."""
    if PLAIN_IRI.match(identifier) and not identifier.startswith(OTHER) and valid(identifier):
        return identifier
    return OTHER + encode(identifier)


@lru_cache(maxsize=65536)
def valid(identifier: str) -> bool:
    """Whether the store takes an IRI."""
    import pyoxigraph as ox

    try:
        ox.NamedNode(identifier)
    except ValueError:
        return False
    return True


def identifier_of(value: str) -> str:
    """The identifier that `iri` was given."""
    return decode(value.removeprefix(OTHER)) if value.startswith(OTHER) else value


def article_iri(article: str) -> str:
    """The IRI of an article, which is also its named graph."""
    coded = encode(article)
    if len(coded) > LONGEST:
        # Servers cut addresses off somewhere; the id itself is in the graph.
        digest = hashlib.sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        coded = re.sub(r"%[0-9A-F]?\Z", "", coded[: LONGEST // 2]) + "~" + digest
    return ARTICLE + coded


def statement_iri(statement: str) -> str:
    """The IRI of a statement."""
    return STATEMENT + encode(statement)


def span_iri(article: str, span: Span) -> str:
    """A stretch of an article's text: the article's IRI with an RFC 5147 fragment (code points, end excluded)."""
    return f"{article}#char={span[0]},{span[1]}"


def span_of(value: str) -> Span:
    """The span that `span_iri` was given."""
    start, end = value.rsplit("#char=", 1)[1].split(",")
    return int(start), int(end)


def text_of(term: "ox.NamedNode | ox.Literal") -> str:
    """A term of the database as the text that this module writes for it."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return f"<{term.value}>"
    if term.language:
        return f'"{escape(term.value)}"@{term.language}'
    kind = term.datatype.value
    return string(term.value) if kind == XSD + "string" else f'"{escape(term.value)}"^^<{kind}>'
