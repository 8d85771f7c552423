"""Gender and number: what a pronoun agrees with, and what an actor's mention allows."""

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, determiner, is_plural
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.names import Names
from kg_builder.actors.references import Agreement, References
from kg_builder.records import Actor

ARTICLES = {"das": "n", "eine": "f", "einer": "f"}


class Grammar:
    """Genders of one document's actors; `learn` keeps what the text itself shows of a person."""

    def __init__(self, doc: Doc, lang: str, kb: KnowledgeBase, names: Names, words: References) -> None:
        self._doc, self._lang, self._kb, self._names, self._words = doc, lang, kb, names, words
        self._people: dict[str, str] = {}

    def learn(self, actor: Actor, gender: str) -> None:
        """Let a person be of this gender from now on, unless it is known better."""
        self._people.setdefault(actor.id, gender)

    def person_gender(self, actor: Actor) -> str | None:
        """m, f or None: by the knowledge base, the text, or the first name."""
        entry = self._kb.entries.get(actor.id)
        if entry and entry.gender:
            return entry.gender
        if actor.id in self._people:
            return self._people[actor.id]
        first = actor.label.split()[0].casefold()
        return self._names.first_names.get(first) if " " in actor.label else None

    def fit(self, one: Anchor, wanted: Agreement) -> float:
        """How well a mention agrees with a pronoun: 0 not at all, 1 for certain."""
        actor = one.actor
        if actor.type == "person":
            return self._fit_person(actor, wanted)
        if self._lang == "de":
            return self._fit_german(one, wanted)
        if actor.type == "group" or one.mention.form == "inhabitant" or is_plural(self._doc[one.head]):
            return 1.0 if wanted.plural else 0.35 if "n" in wanted.singular and actor.type != "group" else 0.0
        if "n" in wanted.singular:
            return 1.0
        return 0.3 if wanted.plural else 0.0

    def _fit_person(self, actor: Actor, wanted: Agreement) -> float:
        gender = self.person_gender(actor)
        if gender:
            return 1.0 if gender in wanted.singular else 0.0
        return 0.7 if wanted.singular & {"m", "f"} else 0.0

    def _fit_german(self, one: Anchor, wanted: Agreement) -> float:
        gender, plural = self.german(one)
        if plural:
            return 1.0 if wanted.plural else 0.0
        if gender is None:
            return 0.5 if wanted.singular else 0.0
        return 1.0 if gender in wanted.singular else 0.0

    def german(self, one: Anchor) -> tuple[str | None, bool]:
        """Gender (m, f, n or None) and whether plural, of a mention in German."""
        head = self._doc[one.head]
        if one.mention.form == "adjective" or one.part:
            return self._usual(one.actor)
        if one.mention.form == "inhabitant":
            return None, True
        if one.actor.type in ("state", "other", "organisation") and head.pos_ == "PROPN":
            gender, plural = self._usual(one.actor)
            if gender or plural:
                return gender, plural
        return self._by_morphology(head)

    def _usual(self, actor: Actor) -> tuple[str | None, bool]:
        entry = self._kb.entries.get(actor.id)
        for name in entry.aliases("de") if entry else ():
            if gender := self._words.genders.get(name.casefold()):
                return (None, True) if gender == "pl" else (gender, False)
        return ("n", False) if actor.type in ("state", "other") else (None, False)

    def _by_morphology(self, head: Token) -> tuple[str | None, bool]:
        if is_plural(head):
            return None, True
        if head.pos_ == "NOUN" and (noun := self._words.known_noun(head.text, self._words.noun_genders)):
            return self._words.noun_genders[noun], False
        article = determiner(head)
        for token in (article, head):
            if token is not None and len(found := token.morph.get("Gender")) == 1:
                return found[0][0].lower(), False
        return ARTICLES.get(article.lower_) if article is not None else None, False
