"""Decides who the names of a document are: by its other names, the date, the recogniser and the sentence."""

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg_builder.actors.anchors import Anchor, anchor, determiner, head_of, is_plural, preposition, relation
from kg_builder.actors.bounds import POSSESSIVE
from kg_builder.actors.entries import INSTITUTIONS, PARTICLES
from kg_builder.actors.knowledge import KnowledgeBase, holds_at
from kg_builder.actors.matching import Alias
from kg_builder.actors.names import Names
from kg_builder.actors.people import People
from kg_builder.actors.recognition import Spot
from kg_builder.actors.references import References
from kg_builder.actors.spelling import folded, minted
from kg_builder.records import Actor, ActorType

BODIES = ("ministry", "government", "army")
MINISTRIES = frozenset(("ministry", "ministerium"))
FORM_ORDER = ("name", "inhabitant", "adjective", "metonym", "place")
TYPE_ORDER: tuple[ActorType, ...] = ("state", "organisation", "other", "group", "person")
LABELS: dict[str, tuple[ActorType, ...]] = {
    "PER": ("person",),
    "ORG": ("organisation",),
    "GPE": ("state", "other"),
    "LOC": ("state", "other"),
    "NORP": ("state", "group", "organisation"),
}
DATELINE = 10
"""Tokens between the place that a report begins with and the dash behind it."""
DASHES = ("—", "–", "--", "-")
MINTED: dict[str, ActorType] = {"PER": "person", "ORG": "organisation", "GPE": "other", "NORP": "group"}


class Resolver:
    """Decides the names of one document."""

    def __init__(self, doc: Doc, lang: str, kb: KnowledgeBase, names: Names, words: References, date: str | None):
        self._doc, self._lang, self._kb, self._names, self._words, self._date = doc, lang, kb, names, words, date
        self.weights: Counter[str] = Counter()
        self.people = People(kb, names, lang, date, self.weights)
        self._titles: dict[str, Actor] = {}
        self._said: dict[str, set[str]] = {}
        self._ending: dict[int, Alias] = {}

    def resolve(self, spots: Sequence[Spot]) -> list[Anchor]:
        """Anchors of all spots that stand for an actor; whole names come before the surnames that take them up."""
        for spot in spots:
            if len({alias.iri for alias in spot.aliases}) == 1:
                self.weights[spot.aliases[0].iri] += 1
                self._ending[spot.last] = spot.aliases[0]
                self._said.setdefault(spot.aliases[0].iri, set()).add(self._doc.text[spot.start : spot.end])
        decided: dict[Spot, Anchor | None] = {}
        for rank, decide in enumerate((self._known, self._unknown, self._surname, self._unknown)):
            for spot in spots:
                if self._rank(spot) == rank:
                    decided[spot] = decide(spot)
        found = [one for one in decided.values() if one is not None]
        return sorted([*found, *self._bare_surnames(found)], key=lambda one: one.mention.start)

    def _rank(self, spot: Spot) -> int:
        """When a spot is decided: known names, full names of unknown people, surnames, other unknown names."""
        certain = ("name", "metonym") if spot.size > 1 else ("name",)
        if spot.label == "PER" and not any(alias.form in certain for alias in spot.aliases):
            words = [token.lower_ for token in self._doc[spot.first : spot.last]]
            return 2 if all(word in PARTICLES or word == "-" for word in words[:-1]) else 1
        if spot.aliases:
            return 0
        return 2 if spot.size == 1 and folded(self._doc[spot.first].text) in self.people.surnames else 3

    def _known(self, spot: Spot) -> Anchor | None:
        alias = self.choose(spot)
        actor = self._kb.actor(alias.iri)
        if self._is_rival(spot, alias) or self._is_of_another_state(spot, actor):
            return None
        form = alias.form
        if (state := self._state_of_body(spot, actor)) is not None:
            actor, form = state, "description"
        self.weights[actor.id] += 1
        head = self._doc[head_of(self._doc, spot.first, spot.last)]
        if actor.type == "person":
            actor = self.people.in_office(actor, self._doc.text[spot.start : spot.end])
            self.people.introduce([token.text for token in self._doc[spot.first : spot.last]], actor)
        elif form == "place" and not spot.part:
            pass
        elif form in ("name", "metonym") and not spot.part and actor.type in ("state", "other"):
            if self.is_locative(head, strict=form == "name") or self._is_dateline(spot, form):
                form = "place"
        elif form in ("adjective", "inhabitant") and not spot.part:
            form = self._people_or_adjective(head, spot, form)
        if form == "name" and actor.type == "other" and not self._is_world_region(head):
            return None
        self._learn_acronym(spot, actor)
        reason = {"metonym": "seat of government or building", "place": "place in the state"}.get(form, "known name")
        return anchor(self._doc, spot.first, spot.last, actor, form, reason, (spot.start, spot.end))

    def _state_of_body(self, spot: Spot, actor: Actor) -> Actor | None:
        """The state whose ministry or army is described rather than named ("das russische Außenministerium")."""
        entry = self._kb.entries[actor.id]
        parent = self._kb.entries.get(entry.parent) if entry.kind in BODIES and entry.parent else None
        if parent is None:
            return None
        tokens = self._doc[spot.first : spot.last]
        if entry.kind == "army" and not (spot.size > 1 and any(token.text.islower() for token in tokens)):
            return None
        return parent.actor if any(self._words.known_noun(one.text, self._words.bodies) for one in tokens) else None

    def _is_rival(self, spot: Spot, alias: Alias) -> bool:
        """Whether the text is about a namesake ("Georgia" beside "Atlanta") and not about the known actor."""
        name = self._doc.text[spot.start : spot.end]
        rivals = self._words.rivals.get(name)
        if not rivals or not any(token.text in rivals for token in self._doc):
            return False
        return all(text == name for text in self._said.get(alias.iri, ()))

    def _is_of_another_state(self, spot: Spot, actor: Actor) -> bool:
        """Whether a noun that names a state's body by itself is said of another state ("Poland's Senate")."""
        entry = self._kb.entries[actor.id]
        text = self._doc.text[spot.start : spot.end]
        if entry.kind not in INSTITUTIONS or entry.parent is None or text.casefold() not in self._words.bodies:
            return False
        before = spot.first - (spot.first > 0 and self._doc[spot.first - 1].text in POSSESSIVE)
        if owner := self._ending.get(before):
            return owner.iri != entry.parent and self._kb.actor(owner.iri).type == "state"
        return not self.weights[entry.parent] and any(self._kb.actor(iri).type == "state" for iri in self.weights)

    def choose(self, spot: Spot) -> Alias:
        """The most plausible of a name's holders."""
        if len(spot.aliases) == 1:
            return spot.aliases[0]
        head = self._doc[head_of(self._doc, spot.first, spot.last)]
        if any(alias.form == "inhabitant" for alias in spot.aliases) and not is_plural(head):
            others = [alias for alias in spot.aliases if self._kb.entries[alias.iri].actor.type != "group"]
            return others[0] if others else spot.aliases[0]
        return max(spot.aliases, key=lambda alias: (self._score(alias, spot), alias.iri))

    def _score(self, alias: Alias, spot: Spot) -> float:
        entry = self._kb.entries[alias.iri]
        actor = entry.actor
        score = 10.0 * entry.own - 1.5 * alias.inflected
        score -= 0.4 * FORM_ORDER.index(alias.form) + 0.1 * TYPE_ORDER.index(actor.type)
        if spot.label and actor.type in LABELS[spot.label]:
            score += 1.0
        if entry.until is not None:
            score += 3.0 if self._date and self._date < entry.until else -5.0
        score += min(2.0, 1.0 * self.weights[alias.iri]) + 0.5 * bool(entry.parent and self.weights[entry.parent])
        if actor.type == "person" and self._date:
            score += 1.0 * any(holds_at(office, self._date) for office in actor.offices)
        return score

    def is_locative(self, head: Token, strict: bool) -> bool:
        """Whether a name says where, whence or whither; strict: not with prepositions that also mark an addressee."""
        before = preposition(head)
        if not before and head.i and head.nbor(-1).pos_ == "ADP":
            before = head.nbor(-1).lower_
        if strict and before in self._words.listed("addressing"):
            return False
        return before in self._words.listed("place_prepositions")

    def _is_dateline(self, spot: Spot, form: str) -> bool:
        """Whether a name says where a report was written: at the start of a line, before a dash ("KYIV, May 3 —")."""
        first = spot.first
        if form == "name" and first > 1 and self._doc[first - 1].text == ",":
            first -= 2
        elif form == "name":
            return False
        before = self._doc[first - 1] if first else None
        if before is not None and "\n" not in before.text and before.text != "/":
            return False
        for token in self._doc[spot.last : spot.last + DATELINE]:
            if token.text in DASHES:
                return True
            if token.pos_ in ("VERB", "AUX", "DET", "PRON") or "\n" in token.text:
                break
        return False

    def _people_or_adjective(self, head: Token, spot: Spot, form: str) -> str:
        forms = {alias.form for alias in spot.aliases}
        if "inhabitant" in forms and (head.pos_ in ("NOUN", "PROPN") or "adjective" not in forms):
            return "inhabitant" if head.dep_ not in ("amod", "compound") else "adjective"
        return "adjective" if "adjective" in forms else form

    def _is_world_region(self, head: Token) -> bool:
        """Whether a point of the compass is the part of the world ("der Westen") and not of a country ("im Westen")."""
        if head.text not in self._words.compass:
            return True
        owners = any(child.dep_ in ("nmod", "nmod:poss") for child in head.children)
        return determiner(head) is not None and not owners and not self.is_locative(head, strict=False)

    def _unknown(self, spot: Spot) -> Anchor | None:
        tokens = self._doc[spot.first : spot.last]
        head = self._doc[head_of(self._doc, spot.first, spot.last)]
        kind = MINTED.get(spot.label)
        if kind is None or not any(char.isalpha() for char in tokens.text):
            return None
        if kind != "person" and not any(token.text[:1].isupper() for token in tokens):
            return None
        if kind == "group" and (head.pos_ == "ADJ" or head.lower_ in self._words.adjectives):
            return None
        if kind == "organisation" and all(token.pos_ == "ADJ" for token in tokens) and relation(head) == "amod":
            return None  # the beginning of "Supreme Court"
        if kind == "person":
            parts, label = self._name(tokens, head)
            actor = self._after_another_name(parts) or self.people.full(parts, label)
            self.people.introduce(parts, actor)
        else:
            if self._is_common(head, spot):
                return None
            if spot.size == 1 and (person := self.people.prominent(tokens.text)):
                self.people.introduce([tokens.text], person)
                return self._surname(spot)
            actor = self._titled(tokens, kind)
        self._learn_acronym(spot, actor)
        self.weights[actor.id] += 1
        form = "name"
        if kind == "other" and self.is_locative(head, strict=False):
            form = "place"
        reason = "known under another spelling" if actor.known else "name that is not in the knowledge base"
        return anchor(self._doc, spot.first, spot.last, actor, form, reason)

    def _is_common(self, head: Token, spot: Spot) -> bool:
        """Whether an entity is a body of a state, an office or a group, which the later stages read."""
        words = self._words
        if words.known_noun(self._doc[spot.first : spot.last].text, words.institutions):
            return True
        if spot.size == 1 and self._is_common_noun(head):
            return True
        general = words.listed("countries") | words.listed("capitals")
        if spot.size == 1 and (head.lower_ in general or head.text in words.compass):
            return True
        if spot.size == 1 and (self._names.offices.named(head.lower_) or self._is_epithet(head.lower_)):
            return True
        if words.known_noun(head.text, MINISTRIES) and words.known_noun(head.text, words.bodies):
            return True
        if not words.known_noun(head.text, words.bodies) and not words.known_noun(head.text, words.groups):
            return False
        inside = self._doc[max(0, spot.first - 1) : spot.last]
        return spot.size == 1 or any(self._names.actors.named(token.text) for token in inside)

    def _is_common_noun(self, head: Token) -> bool:
        """Whether a German entity is a plain noun in a phrase ("die Nachbarn", "dieser Miliz")."""
        if not self._words.compounds or head.pos_ != "NOUN" or not head.text[1:].islower():
            return False
        return any(relation(child) in ("det", "amod", "nummod") for child in head.children)

    def _is_epithet(self, word: str) -> bool:
        """Whether a word is the epithet of an actor of the text ("Allianz" beside "Nato") or of a body of one."""
        for ending in self._words.endings:
            for iri in self._names.epithets.get(word.removesuffix(ending), ()) if word.endswith(ending) else ():
                entry = self._kb.entries[iri]
                if self.weights[iri] or (entry.parent and entry.kind in INSTITUTIONS and self.weights[entry.parent]):
                    return True
        return False

    def _after_another_name(self, parts: list[str]) -> Actor | None:
        """A surname that a headline puts right behind another name ("France Fillon", "Poroshenko Poroshenko")."""
        if len(parts) != 2 or not (self._names.actors.named(parts[0]) or parts[0] == parts[1]):
            return None
        found = self.people.single(parts[1])
        return found[0] if found and found[0].known else None

    def _name(self, tokens: Span, head: Token) -> tuple[list[str], str]:
        """The words of a name without hyphens between them, and the name as it is written, both in the nominative."""
        label = tokens.text
        if self._lang == "de" and self._is_genitive(tokens, head):
            label = label[:-1]
        words = [word for word in re.split(r"[\s]+|(?<=\bal)-", label) if word]
        return words, label

    def _is_genitive(self, tokens: Span, head: Token) -> bool:
        if not tokens.text.endswith("s") or len(tokens[-1]) < 4:
            return False
        return head.dep_ in ("nmod", "nmod:poss") and not preposition(head) and tokens.text[-2] not in "aeiousxz"

    def _titled(self, tokens: Span, kind: ActorType) -> Actor:
        """The organisation or group of this name: the same for its genitive, its acronym and its last or first word."""
        text = tokens.text
        before = tokens.doc[tokens.start - 1].lower_ if tokens.start else ""
        spellings = [text]
        if self._lang == "de" and self._is_genitive(tokens, tokens.root) and before not in ("des", "eines"):
            spellings = [text[:-1], text]
        elif self._lang == "de" and text.endswith("s") and not text.isupper():
            shorter = text[:-2] if text.endswith("es") and before == "des" and text[-3] in "tdk" else text[:-1]
            spellings = [shorter, text] if before in ("des", "eines") else [text, shorter]
        for spelt in spellings:
            if actor := self._titles.get(folded(spelt)):
                return actor
        actor = minted(spellings[0], kind, self._lang)
        self._titles[folded(spellings[0])] = actor
        return actor

    def _learn_acronym(self, spot: Spot, actor: Actor) -> None:
        """ "Kurdish Democratic Party (KDP)": the word in brackets is the same actor from now on."""
        doc, at = self._doc, spot.last
        if at + 2 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")":
            short = doc[at + 1].text
            if short.isupper() and len(short) > 1 and actor.type != "person":
                self._titles.setdefault(folded(short), actor)

    def _surname(self, spot: Spot) -> Anchor | None:
        last = self._doc[spot.last - 1]
        word = last.text
        if spot.size == 1 and self._names.offices.named(word.lower()) and folded(word) not in self.people.surnames:
            return None
        found = self.people.single(word)
        if found and last.pos_ == "NOUN" and determiner(last) is not None and folded(word) not in self.people.surnames:
            found = None
        if found is None and spot.label != "PER":
            return self._unknown(spot)
        if found is None and spot.aliases:
            return self._known(spot)
        if found is None:
            if not word[:1].isupper() or len(word) < 2 or self._doc[spot.last - 1].pos_ in ("NOUN", "NUM", "ADJ"):
                return None
            tokens = self._doc[spot.first : spot.last]
            parts, label = self._name(tokens, tokens.root)
            actor, reason = self.people.full(parts, label), "surname that is not in the knowledge base"
            self.people.introduce(parts, actor)
        else:
            actor, reason = found
        self.weights[actor.id] += 1
        return anchor(self._doc, spot.first, spot.last, actor, "name", reason)

    def _bare_surnames(self, found: Sequence[Anchor]) -> list[Anchor]:
        """Surnames of the document's people that the recogniser missed, also inside compounds ("Bush-Regierung")."""
        taken = {index for one in found for index in range(one.first, one.last)}
        more = []
        for token in self._doc:
            if token.i in taken or not token.text[:1].isupper() or len(token.text) < 3:
                continue
            word = token.text.partition("-")[0] if "-" in token.text else token.text
            if not self._is_bare_surname(token, word):
                continue
            if got := self.people.single(word):
                inside = (token.idx, token.idx + len(word))
                more.append(anchor(self._doc, token.i, token.i + 1, got[0], "name", got[1], inside))
        return more

    def _is_bare_surname(self, token: Token, word: str) -> bool:
        spellings = {folded(word), folded(word.removesuffix("s")) if self._lang == "de" else folded(word)}
        if not spellings & self.people.surnames:
            return False
        return token.pos_ == "PROPN" or word != token.text or token.ent_type_ == "PER"
