"""Offices in a text: the noun, whose office it is, and who holds it.

"Der russische Außenminister Sergej Lawrow": the noun is found by its form (ontology/actors/offices.jsonl), the state by
a compound, an adjective, a genitive or a possessor, else by what is known of the person; the person by apposition.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, Anchors, children, determiner, is_plural, relation
from kg_builder.actors.knowledge import KnowledgeBase, OfficeConcept, holds_at
from kg_builder.actors.names import Names
from kg_builder.actors.owners import owner_of
from kg_builder.actors.references import References
from kg_builder.records import Actor, Factuality, Office

SHORTEST_OFFICE = 5
"""Letters of an office noun that may stand last in a German compound ("Kremlsprecher")."""
SHORTEST_IN_NAME = 4
"""The same where a known name stands before it ("Kremlchef")."""
LEADING = ("Leader", "HeadOfState", "HeadOfGovernment")
HIGHEST_RANKS, HIGHEST_IN_ORGANISATIONS = 6, 9
REACH = 8
"""Tokens between an office noun and the name of its holder."""


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An office that the text says a person holds, held (negated) or is to hold (future).

    office: local name of the concept ("ForeignMinister"); of: the state or organisation; start, end: code points of the
    office's noun.
    """

    person: Actor
    office: str
    of: Actor
    start: int
    end: int
    factuality: Factuality = "asserted"


@dataclass(frozen=True, slots=True)
class Title:
    """An office noun: tokens [first, last), concept, owner and holder where the text gives them.

    start, end: code points of the noun, after the owner's name in a compound.
    """

    first: int
    last: int
    head: int
    start: int
    end: int
    concept: OfficeConcept
    owner: Actor | None
    holder: Anchor | None
    factuality: Factuality
    plural: bool
    feminine: bool = False

    def with_owner(self, owner: Actor) -> "Title":
        """The same title, of this owner."""
        return replace(self, owner=owner)


class OfficeFinder:
    """Finds the office nouns of one document."""

    def __init__(self, doc: Doc, lang: str, kb: KnowledgeBase, names: Names, words: References, date: str | None):
        self._doc, self._lang, self._kb, self._names, self._words, self._date = doc, lang, kb, names, words, date
        self._said: dict[str, list[tuple[str, str | None]]] = {}

    def titles(self, anchors: Anchors) -> list[Title]:
        """All office nouns in the order of the text."""
        found = []
        at = 0
        for first, last, concept in self._nouns():
            covering = anchors.over(first)
            if first >= at and not (
                covering and covering.actor.type != "person" and covering.last - covering.first > 1
            ):
                found.append(self._title(first, last, concept, anchors))
                at = last
        return found

    def _nouns(self) -> list[tuple[int, int, OfficeConcept]]:
        lower = [token.lower_ for token in self._doc]
        found = [
            (first, last, self._kb.office_concepts[aliases[0].iri])
            for first, last, aliases in self._names.offices.find(lower)
            if self._doc[last - 1].pos_ not in ("VERB", "AUX", "ADV", "ADP")
        ]
        taken = {index for first, last, _ in found for index in range(first, last)}
        for token in self._doc:
            if token.i not in taken and token.pos_ in ("NOUN", "PROPN") and len(token) > SHORTEST_OFFICE:
                if concept := self._in_compound(token.lower_):
                    found.append((token.i, token.i + 1, concept))
        return sorted(found, key=lambda one: one[0])

    def _in_compound(self, lower: str) -> OfficeConcept | None:
        """The office at the end of a compound: after a hyphen, or (German) the longest noun that it ends in."""
        last = lower.rpartition("-")[2]
        if last != lower and (concept := self._kb.office_by_noun(self._lang, last)):
            return concept
        if self._words.compounds:
            for at in range(1, len(last) - SHORTEST_IN_NAME + 1):
                long = len(last) - at >= SHORTEST_OFFICE
                if (concept := self._kb.office_by_noun(self._lang, last[at:])) and (long or self._is_name(last[:at])):
                    return concept
        return None

    def _is_name(self, word: str) -> bool:
        """Whether a word before an office in a compound is a name ("Kremlchef")."""
        return bool(self._names.actors.named(word.title()))

    def _title(self, first: int, last: int, concept: OfficeConcept, anchors: Anchors) -> Title:
        head = self._head(first, last)
        holder = self._holder(first, last, head, anchors)
        owner_anchor = owner_of(self._doc, first, last, head, anchors, holder)
        owner = owner_anchor.actor if owner_anchor else self._national(head)
        if owner and owner.type == "person":
            owner = None
        if holder and (held := self._held_office(holder.actor, concept, owner)):
            owner = owner or held
        start = self._doc[first].idx
        if owner_anchor and owner_anchor.part and owner_anchor.head == first:
            start = owner_anchor.mention.end
            start += self._doc.text[start : start + 1] == "-"
        if holder:
            self._said.setdefault(holder.actor.id, []).append((concept.name, owner.id if owner else None))
        end = self._doc[last - 1].idx + len(self._doc[last - 1])
        factuality, plural = self._factuality(head, first), self._is_plural(head)
        feminine = self._lang == "de" and head.lower_.endswith("in")
        return Title(first, last, head.i, start, end, concept, owner, holder, factuality, plural, feminine)

    def _head(self, first: int, last: int) -> Token:
        for token in self._doc[first:last]:
            if not first <= token.head.i < last:
                return token
        return self._doc[last - 1]

    def _is_plural(self, head: Token) -> bool:
        if is_plural(head):
            return True
        article = determiner(head)
        return self._lang == "en" and head.lower_.endswith("s") and article is None and len(head) > 5

    # --- who holds it -------------------------------------------------------------------------------------------

    def _holder(self, first: int, last: int, head: Token, anchors: Anchors) -> Anchor | None:
        one = anchors.over(last) if last < len(self._doc) else None
        if one and one.first == last and one.actor.type == "person" and not one.part:
            return one
        for child in head.children:
            if relation(child) in ("appos", "flat", "nmod", "compound") and child.i >= last:
                one = anchors.whole(child.i)
                if one and one.actor.type == "person" and not children(child, "case") and self._joined(last, one.first):
                    return one
        if relation(head) in ("compound", "appos", "flat", "nmod", "det", "amod") and not children(head, "case"):
            one = anchors.whole(head.head.i)
            if one and one.actor.type == "person" and self._joined(min(one.last, last), max(one.first, first)):
                return one
        return self._next(last, anchors) or self._before(first, head, anchors) or self._subject(head, anchors)

    def _joined(self, first: int, last: int) -> bool:
        """Whether nothing between two places parts a title from a name."""
        return not any(token.pos_ in ("CCONJ", "VERB", "AUX") for token in self._doc[first:last])

    def _next(self, last: int, anchors: Anchors) -> Anchor | None:
        """The person named right after the noun and what belongs to it ("Präsident der USA, Joe Biden")."""
        doc, at = self._doc, last
        while at < min(len(doc), last + REACH):
            one = anchors.over(at)
            if one and one.actor.type == "person" and one.first == at:
                return one if doc[at - 1].pos_ != "ADP" else None
            if one and one.actor.type != "person":
                at = one.last
            elif doc[at].lower_ in ("of", "the", "von", "der", "des", "für", "for", ",", "-", "in") and at > last - 1:
                if doc[at].text == "," and (at == last or doc[at].sent != doc[last - 1].sent):
                    return self._after_comma(last, at, anchors)
                at += 1
            else:
                return None
        return None

    def _after_comma(self, last: int, comma: int, anchors: Anchors) -> Anchor | None:
        one = anchors.over(comma + 1) if comma + 1 < len(self._doc) else None
        if one is None or one.actor.type != "person" or one.first != comma + 1:
            return None
        closed = one.last < len(self._doc) and self._doc[one.last].text in (",", ")", "-", "–")
        return one if closed and determiner(self._doc[last - 1]) is not None else None

    def _before(self, first: int, head: Token, anchors: Anchors) -> Anchor | None:
        """The person named before a comma and the noun ("Jens Stoltenberg, Generalsekretär der Allianz")."""
        at = first - 1
        while at > max(head.sent.start, first - REACH) and self._doc[at].text not in (",", "(", "–"):
            covered = anchors.over(at)
            plain = self._doc[at].pos_ in ("DET", "ADJ", "NUM", "ADV", "PART") or self._doc[at].lower_ in ("'s", "’s")
            if not plain and not (covered and covered.actor.type != "person"):
                return None
            at -= 1
        one = anchors.over(at - 1) if at > 0 and self._doc[at].text in (",", "(", "–") else None
        if one is None or one.actor.type != "person" or one.part:
            return None
        follows = self._doc[one.head]
        return one if head in follows.subtree or relation(head) in ("appos", "nmod", "parataxis", "dep") else None

    def _subject(self, head: Token, anchors: Anchors) -> Anchor | None:
        """The person of whom a copula says it ("Steinmeier ist Bundespräsident")."""
        if not children(head, "cop"):
            return None
        for child in children(head, "nsubj"):
            one = anchors.whole(child.i)
            if one and one.actor.type == "person":
                return one
        return None

    # --- whose it is --------------------------------------------------------------------------------------------

    def _national(self, head: Token) -> Actor | None:
        """The state whose own word for the office this is ("Bundeskanzler")."""
        lower = head.lower_
        for prefix, iso3 in self._words.national_offices.items():
            if lower.startswith(prefix) and len(lower) > len(prefix) + 3:
                for entry in self._kb.states():
                    if entry.actor.iso3 == iso3:
                        return entry.actor
        return None

    def _held_office(self, person: Actor, concept: OfficeConcept, owner: Actor | None) -> Actor | None:
        """Of what a known person holds such an office at the date; else ever, if of one only."""
        held = [office for office in person.offices if self.related(office.name, concept)]
        now = [office for office in held if self._date and holds_at(office, self._date)]
        of = {office.of for office in now or held}
        if len(of) != 1:
            return None
        entry = self._kb.entries.get(of.pop())
        return entry.actor if entry else None

    def holds(self, person: Actor, concept: OfficeConcept, owner: Actor | None, former: bool = False) -> bool:
        """Whether a person holds such an office (of this owner) by the text or, at the date, by the knowledge base.

        former: whether the person held it before, and holds it no more.
        """
        for name, of in self._said.get(person.id, ()):
            if self.related(name, concept) and (owner is None or of is None or of == owner.id):
                return True
        return any(
            (self.related(office.name, concept) or self._leads(office.name, concept, owner))
            and (owner is None or office.of == owner.id)
            and self._is_held(office, former)
            for office in person.offices
        )

    def may_hold(self, person: Actor, concept: OfficeConcept) -> bool:
        """Whether a person may hold such an office: at the date, by the knowledge base, none or one of its kind.

        Wide and low offices ("commander") may be held beside others.
        """
        if concept.rank > HIGHEST_RANKS:
            return True
        now = [office for office in person.offices if self._date and holds_at(office, self._date)]
        return not now or any(self.related(office.name, concept) for office in now)

    def _is_held(self, office: Office, former: bool) -> bool:
        """Whether a term covers the date or (former) has ended by then; always without a date."""
        if self._date is None or not former:
            return self._date is None or holds_at(office, self._date)
        return office.end is not None and office.end[: len(self._date)] < self._date[: len(office.end)]

    def _leads(self, name: str, concept: OfficeConcept, owner: Actor | None) -> bool:
        """Whether a wide word ("leader", "chief") can stand for this office at the head of a state or organisation."""
        other = self._kb.office_concepts.get(name)
        highest = HIGHEST_IN_ORGANISATIONS if owner and owner.type == "organisation" else HIGHEST_RANKS
        return concept.name in LEADING and other is not None and other.rank <= highest

    def related(self, name: str, concept: OfficeConcept) -> bool:
        """Whether an office is this concept, or one is the wider of the other."""
        other = self._kb.office_concepts.get(name)
        if other is None:
            return name == concept.name
        return self._reaches(other, concept) or self._reaches(concept, other)

    def _reaches(self, narrow: OfficeConcept, wide: OfficeConcept) -> bool:
        at: OfficeConcept | None = narrow
        while at is not None:
            if at.name == wide.name:
                return True
            at = self._kb.office_concepts.get(at.broader) if at.broader else None
        return False

    def _factuality(self, head: Token, first: int) -> Factuality:
        around = [child for child in head.children if child.i < head.i]
        near = [self._doc[index] for index in range(max(head.sent.start, first - 3), first)]
        chain = [token for token in near if token.pos_ in ("ADJ", "ADV", "PROPN") or token.lower_ == "ex"]
        said = {form for token in (*around, *chain) for form in self._stems(token.lower_)}
        said |= {head.lower_.partition("-")[0], self._doc[first].lower_.partition("-")[0]}
        if said & self._words.listed("former"):
            return "negated"
        after = {token.lower_ for token in self._doc[head.i + 1 : head.i + 3]}
        if said & self._words.listed("future") or "elect" in after:
            return "future"
        return "asserted"

    def _stems(self, word: str) -> list[str]:
        """A word, and in German without the endings of adjectives."""
        endings = ("e", "er", "es", "en", "em") if self._lang == "de" else ()
        return [word, *(word.removesuffix(ending) for ending in endings if word.endswith(ending))]


def offices_of(titles: Sequence[Title]) -> tuple[OfficeMention, ...]:
    """What the text says of offices: each person, office and state once, at the first place."""
    found: dict[tuple[str, str, str], OfficeMention] = {}
    for title in titles:
        if title.holder and title.owner and title.owner.id != title.holder.actor.id:
            key = (title.holder.actor.id, title.concept.name, title.owner.id)
            person, of = title.holder.actor, title.owner
            one = OfficeMention(person, title.concept.name, of, title.start, title.end, title.factuality)
            found.setdefault(key, one)
    return tuple(sorted(found.values(), key=lambda one: one.start))
