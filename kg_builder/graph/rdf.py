"""A reading as RDF: the named graph of its article, and what the knowledge base says of its actors.

Every statement is a node with its participants, its type and the sentence behind it (a Web Annotation); one that its
source makes or does as far as the article asserts is also a direct triple (source, predicate of the type, target). The
same reading gives the same triples in the same order everywhere; there are no blank nodes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg_builder.graph.people import A, actor_triples, canonical_actor, membership_iri, office_triples
from kg_builder.graph.terms import (
    DC,
    DCTERMS,
    OA,
    OFFICE,
    PROV,
    SCHEMA,
    article_iri,
    as_json,
    decimal,
    encode,
    integer,
    iri,
    moment,
    node,
    span_iri,
    statement_iri,
    string,
    worded,
)
from kg_builder.records import Actor, Article, Factuality, Kind, Mention, Participant, Reading, Span, Statement
from kg_builder.vocabulary import KG, KGT, statement_types

KINDS: dict[Kind, str] = {
    "stance": KG + "Stance",
    "event": KG + "Event",
    "office": KG + "Office",
    "quotation": KG + "Quotation",
}
FACTUALITIES: dict[Factuality, str] = {
    "asserted": KG + "Asserted",
    "negated": KG + "Negated",
    "future": KG + "Future",
    "conditional": KG + "Conditional",
    "possible": KG + "Possible",
}


def kg(name: str) -> str:
    """A property or class of our own, as a term."""
    return node(KG + name)


NEWS_ARTICLE, HEADLINE, BODY = node(SCHEMA + "NewsArticle"), node(SCHEMA + "headline"), node(SCHEMA + "articleBody")
PUBLISHED, URL, IN_LANGUAGE = node(SCHEMA + "datePublished"), node(SCHEMA + "url"), node(SCHEMA + "inLanguage")
MENTIONS, PUBLISHER, IDENTIFIER = node(SCHEMA + "mentions"), node(DC + "publisher"), node(DCTERMS + "identifier")
ANNOTATION, HAS_BODY, HAS_TARGET = node(OA + "Annotation"), node(OA + "hasBody"), node(OA + "hasTarget")
RESOURCE, HAS_SOURCE, SELECTOR = node(OA + "SpecificResource"), node(OA + "hasSource"), node(OA + "hasSelector")
POSITION, POSITION_START, POSITION_END = node(OA + "TextPositionSelector"), node(OA + "start"), node(OA + "end")
QUOTE, EXACT, DERIVED = node(OA + "TextQuoteSelector"), node(OA + "exact"), node(PROV + "wasDerivedFrom")
TYPE, SOURCE, TARGET, POLARITY, PLOVER = kg("type"), kg("source"), kg("target"), kg("polarity"), kg("plover")
TOPIC, CUE, FACTUALITY, DATE, WITHIN = kg("topic"), kg("cue"), kg("factuality"), kg("date"), kg("within")
CONFIDENCE, ORDER, REASONS, PLACE, PLACE_LABEL = (
    kg(one) for one in ("confidence", "order", "reasons", "place", "placeLabel")
)
TOPIC_AT, CUE_AT, SOURCE_AT, TARGET_AT = (kg(one) for one in ("topicAt", "cueAt", "sourceAt", "targetAt"))
OFFICE_HELD = kg("office")
QUOTATION_TYPE, MEDIUM, QUOTE_TEXT = kg("quotationType"), kg("medium"), kg("quote")
QUOTE_AT, SPEAKER_AT, FRAME_AT, ADDRESSEE_AT = (kg(one) for one in ("quoteAt", "speakerAt", "frameAt", "addresseeAt"))
MENTION, FORM, REASON, CONTENT_HASH = kg("Mention"), kg("form"), kg("reason"), kg("contentHash")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A reading as triples ("subject predicate object", without the full stop), sorted and each once.

    graph: IRI of the article and of its named graph. known: the triples of the actors graph by actor IRI.
    """

    graph: str
    triples: tuple[str, ...]
    known: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def mentioned(self) -> frozenset[str]:
        """The IRIs of all actors that the article's graph speaks of."""
        return frozenset(one.rsplit(" ", 1)[1][1:-1] for one in self.triples if f" {MENTIONS} " in one)


def encode_reading(reading: Reading) -> Encoded:
    """All that was found in one article as RDF.

    Where records of one actor differ within a reading, the fullest one describes it. Raises ValueError where a
    statement names another article, or two statements have one id: a graph could not hold them apart.
    """
    article = reading.article
    graph = article_iri(article.id)
    actors = actors_of(reading)
    triples = list(article_triples(article, graph))
    triples += (f"{node(graph)} {MENTIONS} {node(iri(one))}" for one in actors)
    for number, mention in enumerate(reading.mentions):
        triples += mention_triples(mention, number, graph)
    by_id = {one.id: one for one in reading.statements}
    if len(by_id) != len(reading.statements):
        raise ValueError(f"two statements of article {article.id!r} have one id")
    for number, statement in enumerate(reading.statements):
        if statement.article != article.id:
            raise ValueError(f"statement {statement.id!r} belongs to {statement.article!r}, not to {article.id!r}")
        triples += statement_triples(statement, number, article, graph)
        if is_direct(statement, by_id):
            triples.append(direct_triple(statement))
    for person, office in reading.offices:
        triples += office_triples(person, office, graph)
        triples.append(f"{node(graph)} {kg('reportsOffice')} {node(membership_iri(person, office))}")
    known = []
    for actor in actors.values():
        if actor.known:
            known.append((iri(actor.id), tuple(sorted(set(actor_triples(actor))))))
        else:
            triples += actor_triples(actor)
    return Encoded(graph, tuple(sorted(set(triples))), tuple(sorted(known)))


def actors_of(reading: Reading) -> dict[str, Actor]:
    """The actors of a reading by identifier, each in its fullest record."""
    found: dict[str, Actor] = {}
    participants = (one for s in reading.statements for one in (s.source, s.target) if one is not None)
    for actor in (*(m.actor for m in reading.mentions), *(one.actor for one in participants)):
        held = found.get(actor.id)
        if held is None:
            found[actor.id] = canonical_actor(actor)
        elif held is not actor and held != (other := canonical_actor(actor)):
            found[actor.id] = max(held, other, key=fullness)
    return found


def fullness(actor: Actor) -> tuple[bool, int, str]:
    """How much a record says of an actor; the record itself decides between equals."""
    return actor.known, len(actor.labels) + len(actor.offices) + len(actor.same_as), repr(actor)


def article_triples(article: Article, graph: str) -> Iterator[str]:
    """The article itself: schema:NewsArticle with its text, and the hash of the text (SHA-256 of UTF-8)."""
    subject = node(graph)
    yield f"{subject} {A} {NEWS_ARTICLE}"
    yield f"{subject} {IDENTIFIER} {string(article.id)}"
    yield f"{subject} {BODY} {string(article.text)}"
    yield f"{subject} {CONTENT_HASH} {string(content_hash(article.text))}"
    if article.lang is not None:
        yield f"{subject} {IN_LANGUAGE} {string(article.lang)}"
    if article.title is not None:
        yield f"{subject} {HEADLINE} {string(article.title)}"
    if article.published is not None:
        yield f"{subject} {PUBLISHED} {moment(article.published)}"
    if article.url is not None:
        yield f"{subject} {URL} {string(article.url)}"
    if article.source is not None:
        yield f"{subject} {PUBLISHER} {string(article.source)}"


def content_hash(text: str) -> str:
    """ "sha256:" and the digest of a text in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def mention_triples(mention: Mention, number: int, graph: str) -> Iterator[str]:
    """A mention: an annotation of a stretch of text (its target) with an actor (its body)."""
    subject = node(f"{graph}#mention-{number}")
    yield f"{subject} {A} {MENTION}"
    yield f"{subject} {HAS_BODY} {node(iri(mention.actor.id))}"
    yield f"{subject} {HAS_TARGET} {node(span_iri(graph, (mention.start, mention.end)))}"
    yield f"{subject} {FORM} {string(mention.form)}"
    if mention.reason:
        yield f"{subject} {REASON} {string(mention.reason)}"


def statement_triples(one: Statement, number: int, article: Article, graph: str) -> Iterator[str]:
    """The statement's node and its evidence."""
    subject = node(statement_iri(one.id))
    yield f"{subject} {A} {node(KINDS[one.kind])}"
    yield f"{subject} {TYPE} {node(KGT + encode(type_name(one)))}"
    yield f"{subject} {POLARITY} {integer(one.polarity)}"
    yield f"{subject} {FACTUALITY} {node(FACTUALITIES[one.factuality])}"
    yield f"{subject} {CONFIDENCE} {decimal(one.confidence)}"
    yield f"{subject} {ORDER} {integer(number)}"
    yield f"{subject} {CUE} {string(one.cue.text)}"
    yield f"{subject} {CUE_AT} {node(span_iri(graph, (one.cue.start, one.cue.end)))}"
    if one.source is not None:
        yield from participant_triples(subject, SOURCE, SOURCE_AT, one.source, graph)
    if one.target is not None:
        yield from participant_triples(subject, TARGET, TARGET_AT, one.target, graph)
    if one.plover is not None:
        yield f"{subject} {PLOVER} {string(one.plover)}"
    if one.topic is not None:
        yield f"{subject} {TOPIC} {worded(one.topic.text, article.lang)}"
        yield f"{subject} {TOPIC_AT} {node(span_iri(graph, (one.topic.start, one.topic.end)))}"
    if one.date is not None:
        yield f"{subject} {DATE} {moment(one.date)}"
    if one.place is not None:
        yield f"{subject} {PLACE_LABEL} {string(one.place.label)}"
        if one.place.id is not None:
            yield f"{subject} {PLACE} {node(iri(one.place.id))}"
    if one.within is not None:
        yield f"{subject} {WITHIN} {node(statement_iri(one.within))}"
    if one.reasons:
        yield f"{subject} {REASONS} {as_json(one.reasons)}"
    if one.quotation is not None:
        yield from quotation_triples(subject, one, article, graph)
    if type_name(one) != one.type:
        yield f"{subject} {OFFICE_HELD} {node(OFFICE + encode(one.type))}"
    yield from evidence_triples(subject, one.evidence, article, graph)


def type_name(one: Statement) -> str:
    """The statement's type; that of an office statement, which records give as its office, is to hold an office."""
    if one.kind != "office" or one.type in statement_types():
        return one.type
    return next(name for name, known in statement_types().items() if known.kind == one.kind)


def participant_triples(subject: str, role: str, role_at: str, one: Participant, graph: str) -> Iterator[str]:
    """A participant of a statement, and where it is mentioned."""
    yield f"{subject} {role} {node(iri(one.actor.id))}"
    if one.start is not None and one.end is not None:
        yield f"{subject} {role_at} {node(span_iri(graph, (one.start, one.end)))}"


def quotation_triples(subject: str, one: Statement, article: Article, graph: str) -> Iterator[str]:
    """What only quotations have; the quoted words are joined by " … " where the article interrupts them."""
    quotation = one.quotation
    if quotation is None:
        return
    yield f"{subject} {QUOTATION_TYPE} {node(KG + encode(quotation.type))}"
    yield f"{subject} {MEDIUM} {string(quotation.medium)}"
    words = " … ".join(article.text[start:end] for start, end in quotation.quote)
    yield f"{subject} {QUOTE_TEXT} {worded(words, article.lang)}"
    places: tuple[tuple[str, Iterable[Span]], ...] = (
        (QUOTE_AT, quotation.quote),
        (SPEAKER_AT, quotation.speaker),
        (FRAME_AT, quotation.frame),
        (ADDRESSEE_AT, quotation.addressee),
    )
    for predicate, spans in places:
        for span in spans:
            yield f"{subject} {predicate} {node(span_iri(graph, span))}"


def evidence_triples(subject: str, span: Span, article: Article, graph: str) -> Iterator[str]:
    """The sentence behind a statement: an annotation whose target selects it by position and by its words."""
    sentence = span_iri(graph, span)
    evidence, target = f"{subject[:-1]}#evidence>", node(sentence)
    position, quote = node(f"{sentence}&position"), node(f"{sentence}&quote")
    yield f"{subject} {DERIVED} {evidence}"
    yield f"{evidence} {A} {ANNOTATION}"
    yield f"{evidence} {HAS_BODY} {subject}"
    yield f"{evidence} {HAS_TARGET} {target}"
    yield f"{target} {A} {RESOURCE}"
    yield f"{target} {HAS_SOURCE} {node(graph)}"
    yield f"{target} {SELECTOR} {position}"
    yield f"{target} {SELECTOR} {quote}"
    yield f"{position} {A} {POSITION}"
    yield f"{position} {POSITION_START} {integer(span[0])}"
    yield f"{position} {POSITION_END} {integer(span[1])}"
    yield f"{quote} {A} {QUOTE}"
    yield f"{quote} {EXACT} {string(article.text[span[0] : span[1]])}"


def is_direct(one: Statement, by_id: dict[str, Statement]) -> bool:
    """Whether a statement is also a direct triple.

    It has a source and a target, it is asserted, and it is the article's own word or that of its own source: what one
    actor says of another stays `within` the saying.
    """
    if one.source is None or one.target is None or one.factuality != "asserted":
        return False
    if one.within is None:
        return True
    saying = by_id.get(one.within)
    said_by = None if saying is None else saying.source
    return (
        saying is not None
        and saying.factuality == "asserted"
        and said_by is not None
        and said_by.actor.id == one.source.actor.id
    )


def direct_triple(one: Statement) -> str:
    """Source, predicate of the statement's type, target; raises ValueError where one of the two is missing."""
    if one.source is None or one.target is None:
        raise ValueError(f"statement {one.id!r} has no source or no target")
    return f"{node(iri(one.source.actor.id))} {node(predicate_iri(type_name(one)))} {node(iri(one.target.actor.id))}"


def predicate_iri(name: str) -> str:
    """The predicate of a statement type; of a type that the Turtle does not know, its name with a small initial."""
    known = statement_types().get(name)
    return KGT + (known.predicate if known else encode(name[:1].lower() + name[1:]))
