"""Who a document speaks of: names, offices, descriptions and pronouns, resolved over the whole text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from kg_builder.actors.anchors import Anchor, Anchors, relation
from kg_builder.actors.contexts import Contexts
from kg_builder.actors.coreference import Coreference
from kg_builder.actors.descriptions import Describer
from kg_builder.actors.grammar import Grammar
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.names import Names, names_of
from kg_builder.actors.offices import OfficeFinder, OfficeMention, offices_of
from kg_builder.actors.recognition import find_spots
from kg_builder.actors.references import references
from kg_builder.actors.resolution import Resolver
from kg_builder.records import Mention

ORDER = (
    "name", "office", "epithet", "description", "pronoun", "inhabitant", "metonym", "place", "possessive", "adjective"
)  # fmt: skip
"""Of two mentions over the same words, the one whose form comes first is kept."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that a document says of actors: mentions sorted by start, and offices."""

    mentions: tuple[Mention, ...]
    offices: tuple[OfficeMention, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Source:
    """A knowledge base compared by identity, so that what is made from it is made once."""

    kb: KnowledgeBase

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and other.kb is self.kb

    def __hash__(self) -> int:
        return id(self.kb)


@lru_cache(maxsize=8)
def _names(source: Source, lang: str) -> Names:
    return names_of(source.kb, lang, references(lang))


def find_actors(doc: Doc, lang: str, kb: KnowledgeBase, date: str | None) -> Found:
    """Mentions and offices of a document in one go; see `find_mentions` and `find_offices`."""
    words = references(lang)
    names = _names(Source(kb), lang)
    resolver = Resolver(doc, lang, kb, names, words, date)
    anchors = Anchors(resolver.resolve(find_spots(doc, names, words)))
    finder = OfficeFinder(doc, lang, kb, names, words, date)
    titles = finder.titles(anchors)
    grammar = Grammar(doc, lang, kb, names, words)
    describer = Describer(doc, lang, kb, words)
    coreference = Coreference(doc, lang, kb, words, anchors, grammar, describer, finder, names)
    titles = coreference.run(titles)
    context = Contexts(doc, kb, anchors, titles).told_apart
    mentions = [replace(one, actor=context(one.actor)) for one in mentions_of(anchors)]
    offices = [replace(one, person=context(one.person), of=context(one.of)) for one in offices_of(titles)]
    return Found(tuple(mentions), tuple(offices))


def mentions_of(anchors: Anchors) -> tuple[Mention, ...]:
    """Mentions by place; of several over the same code points the one whose form comes first, or all that are joint."""
    found: dict[tuple[int, int], list[Anchor]] = {}
    for one in anchors:
        over = found.setdefault((one.mention.start, one.mention.end), [])
        if one.joint and (not over or over[0].joint):
            over.append(one)
        elif not over or ORDER.index(one.mention.form) < ORDER.index(over[0].mention.form):
            over[:] = [one]
    every = [one.mention for over in found.values() for one in over]
    return tuple(sorted(every, key=lambda one: (one.start, one.end)))


def find_mentions(doc: Doc, lang: str, kb: KnowledgeBase, date: str | None) -> tuple[Mention, ...]:
    """All words of a document that stand for an actor, sorted by start; they may nest.

    No two are over the same words unless these stand for several actors together ("both sides").

    date: of publication (YYYY[-MM[-DD]]) or None. Unknown groups and places get a minted IRI of their name, unknown
    people and organisations one of name and context (`contexts.py`). Form "place": a state or city where something is
    ("in der Ukraine", "nach Berlin"); the actor is the state, and the caller decides whether it acts. Words for oneself
    ("ich", "wir", "we") are left out.
    """
    return find_actors(doc, lang, kb, date).mentions


def find_offices(
    doc: Doc, lang: str, kb: KnowledgeBase, mentions: Sequence[Mention], date: str | None = None
) -> tuple[OfficeMention, ...]:
    """Who holds which office by the text, sorted by start: each person, office and owner once, at its first place.

    mentions: those of `find_mentions` for the same document; date: of publication.
    """
    anchors = Anchors(
        Anchor(one, span.start, span.end, span.root.i, (one.start, one.end) != (span.start_char, span.end_char))
        for one in mentions
        if one.form != "office" and (span := doc.char_span(one.start, one.end, alignment_mode="expand"))
    )
    finder = OfficeFinder(doc, lang, kb, _names(Source(kb), lang), references(lang), date)
    return offices_of(finder.titles(anchors))


def mention_of(doc: Doc, mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The mention that stands for a phrase at code points [start, end); None where none does.

    That of the phrase's head, else of a name in apposition to it, else of its adjective or genitive; what a possessive
    belongs to ("its neighbour") is not its possessor.
    """
    exact = [one for one in mentions if (one.start, one.end) == (start, end)]
    if exact:
        return exact[0]
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    root = span.root
    steps = (
        [root.i],
        [child.i for child in root.children if relation(child) in ("appos", "flat")],
        [child.i for child in root.children if relation(child) in ("amod", "det", "compound")],
        [child.i for child in root.children if relation(child) == "nmod"],
        list(range(span.start, span.end)),
    )
    for tokens in steps:
        for index in tokens:
            found = over(doc, mentions, index) if span.start <= index < span.end else None
            if found is not None and (index == root.i or found.form not in ("possessive", "pronoun")):
                return found
    return None


def over(doc: Doc, mentions: Sequence[Mention], token: int) -> Mention | None:
    """The mention over a token: one that ends with it or reaches beyond it before one of its beginning."""
    first, last = doc[token].idx, doc[token].idx + len(doc[token])
    touching = [one for one in mentions if one.start < last and one.end > first]
    return min(
        touching,
        key=lambda one: (one.end < last, ORDER.index(one.form), one.end - one.start, one.start),
        default=None,
    )
