"""Nouns that stand for an actor without naming it: a state's bodies ("US-Beamte") and groups ("die Demonstranten")."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, Anchors, anchor, determiner, is_plural, preposition, relation
from kg_builder.actors.institutions import Institutions
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.owners import owner_of
from kg_builder.actors.references import References, references
from kg_builder.actors.spelling import slug
from kg_builder.records import Actor
from kg_builder.vocabulary import ACTOR

MINISTRIES = ("ministry", "department")
VAGUE = frozenset(
    (
        "countries", "nations", "states", "groups", "governments", "powers", "agencies", "staff", "factions", "media",
        "member states", "newspapers", "broadcasters", "rivals", "enemies", "neighbours", "industry", "participants",
        "cities", "suppliers", "competitors", "manufacturers", "tribes", "girls", "churches", "compatriots",
    )
)  # fmt: skip
"""Plurals that say too little alone."""
NATIONAL = frozenset(("opposition", "opposition parties", "opposition politicians", "trade unions", "voters"))
"""Groups of one state: where the text names none beside them, they are those of the state that it is about."""
PLAIN = frozenset(("protesters", "journalists", "rioters", "hostages"))
"""Groups that are called so whatever their nationality."""
FIGHTING = frozenset(("rebels", "insurgents", "separatists", "militants", "fighters", "militias", "gunmen", "factions"))
"""Groups that are not called after the person who leads them."""
SINGULARS = (("men", "man"), ("women", "woman"), ("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("ss", "ss"), ("s", ""))


class Describer:
    """Reads the nouns of one document."""

    def __init__(self, doc: Doc, lang: str, kb: KnowledgeBase, words: References) -> None:
        self._doc, self._lang, self._kb, self._words = doc, lang, kb, words
        self._institutions = Institutions(lang, kb, words)
        self._by_iso3 = {entry.actor.iso3: entry.actor for entry in kb.states() if entry.actor.iso3}

    def body(self, token: Token) -> str | None:
        """The noun for a body of state or organisation that a token (with the word before it) is."""
        return self._institutions.noun(token) or self._noun(token, self._words.bodies)

    def group(self, token: Token) -> str | None:
        """The English plural of a group of people that a token is."""
        noun = self._noun(token, self._words.groups)
        return self._words.groups[noun] if noun else None

    def default_body(self, token: Token) -> bool:
        """Whether a token is a body that needs no state beside it ("die Regierung")."""
        return bool(self._institutions.noun(token) or self._noun(token, self._words.default_bodies))

    def _noun(self, token: Token, nouns: frozenset[str] | Mapping[str, str]) -> str | None:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or (token.pos_ == "ADJ" and token.text.islower()):
            return None
        if token.i and (pair := f"{token.nbor(-1).lower_} {token.lower_}") and not self._words.compounds:
            if found := self._words.known_noun(pair, nouns):
                return found
        return self._words.known_noun(token.text, nouns)

    def national(self, token: Token) -> Anchor | None:
        """A word that names one state's body by itself ("Bundesregierung")."""
        if token.pos_ in ("NOUN", "PROPN") and (noun := self._words.known_noun(token.text, self._words.national)):
            if state := self._by_iso3.get(self._words.national[noun]):
                return anchor(self._doc, token.i, token.i + 1, state, "metonym", "word for a body of this state")
        return None

    def of_state(self, token: Token, anchors: Anchors) -> Anchor | None:
        """The state or organisation whose body the token names, where the text names it ("polnische Beamte")."""
        owner = owner_of(self._doc, token.i, token.i + 1, token, anchors, people=True)
        if owner is None or self._side(owner) or self._is_in(token, owner):
            return None
        actor = owner.actor
        entry = self._kb.entries.get(actor.id)
        if actor.type == "person" or (entry and entry.kind in MINISTRIES):
            parent = self._kb.entries.get(entry.parent) if entry and entry.parent else None
            if parent is None:
                return None
            actor = parent.actor
        return self.anchor(token, actor, "body of the actor named beside it")

    def is_abroad(self, token: Token, anchors: Anchors) -> bool:
        """Whether a noun is of people or things that move and are in a state named beside it, so not its own."""
        owner = owner_of(self._doc, token.i, token.i + 1, token, anchors, people=True)
        return owner is not None and self._is_in(token, owner)

    def _is_in(self, token: Token, owner: Anchor) -> bool:
        place = preposition(self._doc[owner.head]) in self._words.listed("place_prepositions")
        return place and owner.head > token.i and self._noun(token, self._words.mobile) is not None

    def named_group(self, token: Token, plural: str, anchors: Anchors, nation: Actor | None = None) -> Anchor | None:
        """A group by an English description; the organisation or state itself where the noun is one of its people.

        None for nouns that say too little alone ("countries", "groups"). nation: the state whose people such a noun
        means where the text names none beside it.
        """
        owner = owner_of(self._doc, token.i, token.i + 1, token, anchors, people=True)
        if owner and owner.actor.type == "group" and not owner.actor.known:
            owner = None
        if owner and owner.actor.type == "organisation" and not self._side(owner):
            return self.anchor(token, owner.actor, "people of the organisation named beside it")
        if owner and owner.actor.type == "state" and self.body(token) and not self._side(owner):
            return self.anchor(token, owner.actor, "body of the state named beside it")
        if (body := self._known_by(plural)) and body.type == "organisation":
            return self.anchor(token, owner.actor if owner else body, "people of this organisation, or of a state")
        if owner and plural == "compatriots":
            return self._compatriots(token, owner.actor)
        if owner and owner.actor.type == "person" and plural not in FIGHTING:
            return self._own_people(token, owner.actor, plural)
        noun = singular(plural) if self._is_one(token) else plural
        said = self._adjectives(token)
        by_state = owner if owner and owner.actor.type != "person" else None
        before = self._side(by_state) + self.adjective(by_state.actor) if by_state else ""
        if plural in PLAIN and not before.startswith(("pro-", "anti-")):
            before = ""
        elif not before and nation is not None and plural in NATIONAL:
            before = self.adjective(nation)
        said = [word for word in said if not noun.startswith(f"{word} ")]  # "rich countries" are called so
        parts = [*([before] if before and before not in said else []), *said, noun]
        if len(parts) == 1 and plural in VAGUE:
            return None
        return self.anchor(token, self._known_by(" ".join(parts)) or unnamed(" ".join(parts)), "unnamed group")

    def _own_people(self, token: Token, person: Actor, plural: str) -> Anchor:
        """The people of a person ("Trump supporters", "Nelson Mandela's lawyers")."""
        owner = person.label.split()[-1] if plural == "supporters" else f"{person.label}'s"
        return self.anchor(token, unnamed(f"{owner} {plural}"), "people of the person named beside it")

    def _compatriots(self, token: Token, owner: Actor) -> Anchor | None:
        """The inhabitants of a state or of a person's state ("his countrymen": "Colombians")."""
        entry = self._kb.entries.get(owner.id)
        if entry and owner.type == "person":
            entry = self._kb.entries.get(entry.parent or "")
        many = [word for word in entry.inhabitants.get("en", ()) if word.endswith("s")] if entry else []
        return self.anchor(token, unnamed(many[0]), "inhabitants of the state of the actor beside it") if many else None

    def _known_by(self, label: str) -> Actor | None:
        """The known group or organisation of this name ("Bosnian Serbs")."""
        actor = self._kb.by_label(label)
        return actor if actor and actor.type in ("group", "organisation") else None

    def _is_one(self, token: Token) -> bool:
        """Whether a noun speaks of one of them ("a Belgian firm")."""
        if is_plural(token) or self._words.known_noun(token.text, self._words.listed("crowds")):
            return False
        article = determiner(token)
        return article is not None and article.lower_ in self._words.listed("indefinite")

    def is_sided(self, token: Token, anchors: Anchors) -> bool:
        """Whether a noun is of people for or against an actor ("pro-Russian forces")."""
        owner = owner_of(self._doc, token.i, token.i + 1, token, anchors)
        return owner is not None and bool(self._side(owner))

    def _side(self, owner: Anchor) -> str:
        """ "pro-" or "anti-" where the text says that before the owner ("pro-Russian separatists")."""
        before = self._doc.text[: owner.mention.start].lower()
        return next((side for side in ("pro-", "anti-") if before.endswith(side)), "")

    def adjective(self, actor: Actor) -> str:
        """How an actor is called before a noun in English ("Polish"; "US")."""
        entry = self._kb.entries.get(actor.id)
        if short := references("en").before_groups.get(actor.iso3 or ""):
            return short
        adjectives = entry.adjectives.get("en", ()) if entry else ()
        return adjectives[0] if adjectives else actor.label

    def _adjectives(self, token: Token) -> list[str]:
        """The adjectives of a noun that are part of what a group is called, in English."""
        found = []
        for child in token.children:
            if child.i < token.i and relation(child) in ("amod", "compound"):
                word = child.lower_
                for ending in ("", "e", "er", "es", "en", "em") if self._lang == "de" else ("",):
                    if word.endswith(ending) and (said := self._words.adjectives.get(word.removesuffix(ending))):
                        found.append(said)
                        break
        return found

    def anchor(self, token: Token, actor: Actor, reason: str) -> Anchor:
        """An anchor over a noun and the adjectives right before it; a state's parliament or court is itself."""
        if actor.type == "state" and (noun := self.body(token)):
            actor = self._institutions.of(noun, actor) or actor
        first = token.i
        while first > 0 and self._doc[first - 1].pos_ in ("ADJ", "PROPN") and self._doc[first - 1].head.i == token.i:
            first -= 1
        return anchor(self._doc, first, token.i + 1, actor, "description", reason)

    def is_actor_like(self, token: Token, plural: str) -> bool:
        """Whether a group noun can be a group at all: plural or a mass noun, not one man whom the text has named."""
        article = determiner(token)
        if plural.endswith("s") and not is_plural(token) and "Sing" in token.morph.get("Number"):
            if article is not None and article.lower_ in self._words.listed("definite"):
                return False
        return is_plural(token) or determiner(token) is not None or relation(token) in ("nsubj", "obj", "conj")


def singular(plural: str) -> str:
    """The English singular of a plural ("aid agencies": "aid agency"); the plural itself where it has no ending."""
    for ending, instead in SINGULARS:
        if plural.endswith(ending):
            return plural.removesuffix(ending) + instead
    return plural


def unnamed(label: str) -> Actor:
    """The actor of an English description: the same description is the same actor."""
    return Actor(ACTOR + slug(label), label, "group", (("en", label),))
