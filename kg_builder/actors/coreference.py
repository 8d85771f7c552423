"""Who is taken up again: pronouns, possessives, offices without a name, epithets and descriptions, in reading order.

An antecedent is chosen by agreement, nearness, subjecthood and how much the text speaks of an actor; where two come out
close, or none agrees, nothing is decided: a wrong actor is worse than none.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import (
    SUBJECTS,
    Anchor,
    Anchors,
    anchor,
    children,
    determiner,
    is_plural,
    preposition,
    relation,
)
from kg_builder.actors.compass import Compass
from kg_builder.actors.crowds import Crowds
from kg_builder.actors.descriptions import Describer, unnamed
from kg_builder.actors.discourse import Discourse
from kg_builder.actors.epithets import Epithets
from kg_builder.actors.grammar import Grammar
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.names import Names
from kg_builder.actors.nominals import Nominals
from kg_builder.actors.offices import OfficeFinder, Title
from kg_builder.actors.owners import owner_of
from kg_builder.actors.pointed import Pointed
from kg_builder.actors.pronouns import Pronouns
from kg_builder.actors.references import References
from kg_builder.actors.several import Several
from kg_builder.records import Actor

LIKELY = 0.5
"""How sure the network must be of whom a noun takes up."""
PERHAPS = 0.3
"""The same where no rule says anything of the noun."""
OWNERS = ("det", "nmod")
AGAIN = "takes up an actor of the text, by the network"
OFFICIALS = (
    "ForeignMinister", "DefenceMinister", "InteriorMinister", "FinanceMinister", "EconomyMinister", "JusticeMinister",
    "EnergyMinister", "HealthMinister", "DevelopmentMinister", "DeputyMinister", "Minister", "Spokesperson",
    "Ambassador", "SpecialEnvoy", "Commander", "Prosecutor", "IntelligenceChief", "ChiefOfStaff", "Advisor",
    "NationalSecurityAdvisor",
)  # fmt: skip
"""Offices whose holder speaks for the state where the text does not name him; others stand for their holder alone."""


class Coreference:
    """Walks through one document and adds the anchors of words that take up an actor again."""

    def __init__(
        self,
        doc: Doc,
        lang: str,
        kb: KnowledgeBase,
        words: References,
        anchors: Anchors,
        grammar: Grammar,
        describer: Describer,
        offices: OfficeFinder,
        names: Names,
    ) -> None:
        self._doc, self._lang, self._words = doc, lang, words
        self._anchors, self._grammar, self._describer, self._offices = anchors, grammar, describer, offices
        self._discourse = Discourse(doc, kb, anchors)
        self._epithets = Epithets(lang, kb, words, names, self._discourse)
        self._compass = Compass(lang, kb, names, words)
        self._pointed = Pointed(doc, anchors)
        self._pronouns = Pronouns(self._discourse, lang, words, grammar, self._pointed)
        self._nominals = Nominals(self._discourse, words, grammar, self._pronouns)
        self._crowds = Crowds(self._discourse, words)
        self._several = Several(self._discourse, words, self._pronouns)

    def run(self, titles: Sequence[Title]) -> list[Title]:
        """Adds anchors for all words in reading order; returns the titles with what their owners turned out to be."""
        by_head = {title.head: title for title in titles}
        waiting = sorted(self._anchors, key=lambda one: one.mention.start)
        at, done = 0, []
        for token in self._doc:
            title = by_head.get(token.i)
            if self._anchors.whole(token.i) is None and self._several.read(token):
                done += [title] if title else []
            elif title is not None:
                title = self._with_owner(title)
                done.append(title)
                self._title(title)
            elif self._anchors.over(token.i) is None and self._crowds.read(token):
                pass
            elif self._anchors.whole(token.i) is None and not self._pronouns.read(token):
                covering = self._anchors.over(token.i)
                if token.pos_ in ("NOUN", "PROPN", "ADJ") and (covering is None or covering.part):
                    self._noun(token)
                    if self._anchors.over(token.i) is None and token.pos_ == "NOUN":
                        self._likely(token)
            while at < len(waiting) and waiting[at].last <= token.i + 1:
                self._discourse.see(waiting[at])
                if waiting[at].mention.form == "inhabitant":
                    self._nominals.inhabitant(waiting[at])
                at += 1
        return done

    # --- offices, bodies, epithets ------------------------------------------------------------------------------

    def _with_owner(self, title: Title) -> Title:
        """The title with the owner that a possessive or "the country" beside it turns out to be."""
        if title.owner is not None:
            return title
        head = self._doc[title.head]
        self._read_owners(head)
        for child in head.children:
            if (one := self._anchors.at(child.i)) and relation(child) in ("det", "nmod"):
                owner = one.actor if one.actor.type != "person" else self._discourse.parent(one.actor)
                if owner is not None:
                    return title.with_owner(owner)
        return title

    def _read_owners(self, head: Token) -> None:
        """Take up "des Landes" and "des Nordens" behind a noun before the noun itself."""
        for child in head.children:
            if child.i > head.i and self._anchors.over(child.i) is None:
                if self._is_country(child):
                    self._country(child)
                elif child.text in self._words.compass:
                    self._compass_point(child)

    def _title(self, title: Title) -> None:
        if title.holder is not None:
            self._discourse.add(self._over(title, title.holder.actor, "office of the person named beside it"))
            if title.feminine:
                self._grammar.learn(title.holder.actor, "f")
        elif self._anchors.whole(title.head) is None and (found := self._holder(title)):
            self._discourse.add(self._over(title, *found))

    def _over(self, title: Title, actor: Actor, reason: str) -> Anchor:
        inside = (title.start, title.end)
        one = anchor(self._doc, title.first, title.last, actor, "office", reason, inside)
        return Anchor(one.mention, title.first, title.last, title.head, False)

    def _holder(self, title: Title) -> tuple[Actor, str] | None:
        """Whom an office without a name means: the document's holder, else the state it is an office of."""
        token = self._doc[title.head]
        if title.plural:
            return self._holders(title)
        owner = title.owner
        if self._has_article(token, "none"):
            return None
        if self._has_article(token, "indefinite"):
            return (owner, "official of this actor, whom the text does not name") if owner else None
        barred = self._pronouns.beside(token)
        for one in reversed(self._discourse.seen):
            if one.actor.type == "person" and one.actor.id not in barred and self._held(one.actor, title, owner):
                return one.actor, "holder of the office named in the text"
        later = {one.actor.id: one.actor for one in self._anchors if self._is_holder(one.actor, title, owner)}
        if later and (owner is not None or (len(later) == 1 and title.factuality == "asserted")):
            return next(iter(later.values())), "holder of the office named later in the text"
        if owner is not None:
            return owner, "official of this actor, whom the text does not name"
        if determiner(token) is None and self._lang == "de":
            return None
        if same := self._epithets.same_word(token):
            return same
        if (again := self._pointed.likely(token.i, LIKELY)) and again.type == "person":
            return again, AGAIN
        if title.concept.name in OFFICIALS:
            state = self._discourse.state_spoken_of(token, barred)
            return (state, "official of the state that the text is about") if state else None
        person = self._nominals.person(token, lambda one: self._offices.may_hold(one, title.concept))
        return (person, "person spoken of before, by his office") if person else None

    def _holders(self, title: Title) -> tuple[Actor, str] | None:
        """Several holders of an office: the state whose they are, or a group ("European foreign ministers")."""
        owner = title.owner
        if owner is None and (same := self._epithets.kind(self._doc[title.head])):
            return same
        if owner is None or owner.type in ("state", "organisation"):
            return (owner, "holders of an office of this actor") if owner else None
        label = f"{self._describer.adjective(owner)} {title.concept.label('en').lower()}s"
        return unnamed(label), "holders of an office in this region"

    def _is_holder(self, actor: Actor, title: Title, owner: Actor | None) -> bool:
        return actor.type == "person" and self._held(actor, title, owner)

    def _held(self, person: Actor, title: Title, owner: Actor | None) -> bool:
        return self._offices.holds(person, title.concept, owner, former=title.factuality == "negated")

    def _noun(self, token: Token) -> None:
        """Take a noun up if it is a body of a state, an epithet, a group, or a word for an actor named before."""
        if national := self._describer.national(token):
            self._discourse.add(national)
        elif self._is_country(token) and not is_plural(token):
            self._country(token)
        elif token.text in self._words.compass:
            self._compass_point(token)
        elif named := self._named_beside(token):
            state = self._discourse.parent(named.actor) if self._describer.body(token) else None
            self._discourse.add(self._describer.anchor(token, state or named.actor, "noun before the name"))
        elif self._has_article(token, "none") or self._is_modifier(token):
            return
        elif again := self._mentioned_again(token):
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, again, "epithet", AGAIN))
        elif self._nominals.read(token, self._possessor(token)):
            pass
        elif self._describer.body(token):
            self._body(token)
        else:
            self._epithet_or_group(token)

    def _likely(self, token: Token) -> None:
        """The actor that the network takes a noun up to mean where no rule says."""
        if (
            not self._is_modifier(token)
            and not self._has_article(token, "none")
            and (again := self._pointed.likely(token.i, PERHAPS))
        ):
            self._anchors.add(anchor(self._doc, token.i, token.i + 1, again, "epithet", AGAIN))

    def _mentioned_again(self, token: Token) -> Actor | None:
        """The actor that a noun with a definite article or a possessive takes up by the network."""
        possessor = self._possessor(token)
        if token.pos_ == "ADJ" or not (self._is_definite(token) or possessor):
            return None
        if possessor and self._describer.body(token):  # "its foreign ministry" is whose "its" says
            return None
        return self._pointed.likely(token.i, LIKELY)

    def _body(self, token: Token) -> None:
        describer = self._describer
        self._read_owners(token)
        possessor = self._possessor(token)
        if one := describer.of_state(token, self._anchors):
            if one.actor.type != "other":
                self._discourse.add(one)
            elif plural := describer.group(token) or (token.lower_ if self._lang == "en" else None):
                group = unnamed(f"{describer.adjective(one.actor)} {plural}")
                self._discourse.add(describer.anchor(token, group, "bodies of states in a region"))
        elif possessor and (state := possessor if possessor.type != "person" else self._discourse.parent(possessor)):
            self._discourse.add(describer.anchor(token, state, "body of the actor that a possessive names"))
        elif self._is_definite(token) and not is_plural(token) and (same := self._epithets.same_word(token)):
            self._discourse.add(describer.anchor(token, *same))
        elif describer.group(token) and describer.is_sided(token, self._anchors):
            self._epithet_or_group(token)
        elif describer.default_body(token) and not describer.is_abroad(token, self._anchors):
            self._default_body(token)
        elif describer.group(token):
            self._epithet_or_group(token)

    def _default_body(self, token: Token) -> None:
        """A body without its state: of the subject that sends or loses it ("sent troops"), else of the text's state."""
        owner = self._subject(token) if determiner(token) is None and relation(token) in ("obj", "iobj") else None
        if owner is not None:
            reason = "body of the subject"
        elif owner := self._served(token) or self._seated(token):
            reason = "body of the state of who speaks for it, or of its seat"
        elif owner := self._discourse.state_spoken_of(token):
            reason = "body of the state that the text is about"
        if owner is not None:
            self._discourse.add(self._describer.anchor(token, owner, reason))

    def _served(self, token: Token) -> Actor | None:
        """The state of the person who holds an office of a body ("Sacharowa, die Sprecherin des Außenministeriums")."""
        office = token.head
        if relation(token) != "nmod" or office.pos_ not in ("NOUN", "PROPN"):
            return None
        beside = [office.head] if relation(office) == "appos" else []
        for word in (*beside, *children(office, "appos", "flat")):
            if (one := self._anchors.whole(word.i)) and one.actor.type == "person":
                return self._discourse.parent(one.actor)
        return None

    def _seated(self, token: Token) -> Actor | None:
        """The state in whose capital a body speaks ("in Teheran erklärte das Außenministerium")."""
        while relation(token) == "nmod":
            token = token.head
        for child in children(token.head, "obl") if relation(token) in SUBJECTS else ():
            one = self._anchors.at(child.i)
            if one and preposition(child) == "in" and one.mention.form == "place":
                return one.actor if one.actor.type == "state" else self._discourse.parent(one.actor)
        return None

    def _subject(self, token: Token) -> Actor | None:
        """The state or organisation that is the subject of the clause of an object, or its subject acts for."""
        for child in children(token.head, "nsubj"):
            if one := self._anchors.at(child.i):
                return self._discourse.parent(one.actor) if one.actor.type == "person" else one.actor
        return None

    def _epithet_or_group(self, token: Token) -> None:
        definite = self._is_definite(token)
        if definite and is_plural(token) and (same := self._epithets.kind(token)):
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, same[0], "epithet", same[1]))
            return
        if definite and (owner := self._epithets.named(token)):
            reason = "epithet of an actor named before"
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, owner, "epithet", reason))
            return
        plural = self._describer.group(token)
        if plural is None or not self._describer.is_actor_like(token, plural):
            if (
                definite
                and not is_plural(token)
                and (same := self._epithets.same_word(token) or self._epithets.kind(token))
            ):
                self._discourse.add(anchor(self._doc, token.i, token.i + 1, same[0], "epithet", same[1]))
            return
        named = owner_of(self._doc, token.i, token.i + 1, token, self._anchors)
        if definite and named is None and (same := self._epithets.same_word(token)):
            self._discourse.add(self._describer.anchor(token, *same))
        elif (owner := self._possessor(token)) and owner.type == "organisation":
            self._discourse.add(self._describer.anchor(token, owner, "people of the actor that a possessive names"))
        elif group := self._describer.named_group(
            token, plural, self._anchors, self._discourse.state_spoken_of(token) if named is None else None
        ):
            self._discourse.add(group)

    def _named_beside(self, token: Token) -> Anchor | None:
        """A name in apposition right behind a noun ("die Partei „Neue Rechte“", "the writer Ken Saro-Wiwa")."""
        for child in children(token, "appos", "flat"):
            one = self._anchors.whole(child.i)
            if one and token.i < one.first <= token.i + 2 and self._doc[one.first - 1].text != ",":
                return one
        return None

    def _has_article(self, token: Token, kind: str) -> bool:
        article = determiner(token)
        return article is not None and article.lower_ in self._words.listed(kind)

    def _is_modifier(self, token: Token) -> bool:
        return relation(token) in ("compound", "amod", "flat")

    def _possessor(self, token: Token) -> Actor | None:
        """Whom a possessive, or a relative pronoun before a noun ("dessen Truppen"), beside it means."""
        for child in token.children:
            one = self._anchors.at(child.i)
            if one and (one.mention.form == "possessive" or self._is_relative_owner(child, one)):
                return one.actor
        return None

    def _is_relative_owner(self, token: Token, one: Anchor) -> bool:
        return one.mention.form == "pronoun" and token.lower_ in self._words.relatives and relation(token) in OWNERS

    def _is_country(self, token: Token) -> bool:
        return token.pos_ in ("NOUN", "PROPN") and token.lower_ in self._words.listed("countries")

    def _country(self, token: Token) -> None:
        """ "Das Land", "his country": the state of the possessor, else the state last spoken of."""
        possessor = self._possessor(token)
        named = owner_of(self._doc, token.i, token.i + 1, token, self._anchors)
        before = self._anchors.over(token.head.i) if relation(token) == "appos" else None
        state = None
        if possessor is not None:
            state = self._discourse.parent(possessor) if possessor.type == "person" else possessor
        elif before is not None and before.last <= token.i:
            state = before.actor
        elif self._is_definite(token) and (known := self._epithets.named(token)):
            state = known
        elif named is not None and named.mention.form == "adjective" and named.actor.type == "state":
            state = named.actor
        elif self._is_definite(token) and not any(preposition(child) == "of" for child in token.children):
            barred = self._pronouns.beside(token)
            state = self._pointed.likely(token.i, LIKELY) or self._discourse.state_last_spoken_of(token, barred)
        if state is not None and state.type in ("state", "other"):
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, state, "epithet", "country spoken of before"))

    def _is_definite(self, token: Token) -> bool:
        """Whether a noun has a definite article, be it inside a preposition ("im Land")."""
        article = determiner(token)
        definite = self._words.listed("definite")
        return (article is not None and article.lower_ in definite) or preposition(token) in definite

    def _compass_point(self, token: Token) -> None:
        """ "Der Norden", "the South": the state of the text whose name begins so."""
        owned = any(relation(child) == "nmod" for child in token.children)
        if not owned and self._is_definite(token) and (state := self._compass.state(token.text, self._discourse.seen)):
            reason = "part of a divided country"
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, state, "epithet", reason))
