"""Who is taken up again: pronouns, possessives, offices without a name, epithets and descriptions, in reading order.

An antecedent is chosen by agreement, nearness, subjecthood and how much the text speaks of an actor; where two come out
close, or none agrees, nothing is decided: a wrong actor is worse than none.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import (
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
from kg_builder.actors.entries import INSTITUTIONS
from kg_builder.actors.grammar import Grammar
from kg_builder.actors.knowledge import ActorEntry, KnowledgeBase
from kg_builder.actors.names import Names
from kg_builder.actors.nominals import Nominals
from kg_builder.actors.offices import OfficeFinder, Title
from kg_builder.actors.owners import owner_of
from kg_builder.actors.pointed import Pointed
from kg_builder.actors.pronouns import Pronouns
from kg_builder.actors.references import References
from kg_builder.actors.several import Several
from kg_builder.records import Actor

REMEMBERED = 3
"""Sentences that a general noun for an organisation looks back."""
LIKELY = 0.5
"""How sure the network must be of whom a noun takes up."""
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
        self._doc, self._lang, self._kb, self._words, self._names = doc, lang, kb, words, names
        self._anchors, self._grammar, self._describer, self._offices = anchors, grammar, describer, offices
        self._discourse = Discourse(doc, kb, anchors)
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
        if same := self._same_word(token):
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
        if owner is None and (same := self._kind_of_actor(self._doc[title.head])):
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

    def _mentioned_again(self, token: Token) -> Actor | None:
        """The actor that a noun with a definite article or a possessive takes up by the network."""
        if token.pos_ == "ADJ" or not (self._is_definite(token) or self._possessor(token)):
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
        elif self._is_definite(token) and not is_plural(token) and (same := self._same_word(token)):
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
        elif owner := self._discourse.state_spoken_of(token):
            reason = "body of the state that the text is about"
        if owner is not None:
            self._discourse.add(self._describer.anchor(token, owner, reason))

    def _subject(self, token: Token) -> Actor | None:
        """The state or organisation that is the subject of the clause of an object, or its subject acts for."""
        for child in children(token.head, "nsubj"):
            if one := self._anchors.at(child.i):
                return self._discourse.parent(one.actor) if one.actor.type == "person" else one.actor
        return None

    def _epithet_or_group(self, token: Token) -> None:
        definite = self._is_definite(token)
        if definite and is_plural(token) and (same := self._kind_of_actor(token)):
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, same[0], "epithet", same[1]))
            return
        if definite and (owner := self._epithet(token)):
            reason = "epithet of an actor named before"
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, owner, "epithet", reason))
            return
        plural = self._describer.group(token)
        if plural is None or not self._describer.is_actor_like(token, plural):
            if definite and not is_plural(token) and (same := self._same_word(token) or self._kind_of_actor(token)):
                self._discourse.add(anchor(self._doc, token.i, token.i + 1, same[0], "epithet", same[1]))
            return
        named = owner_of(self._doc, token.i, token.i + 1, token, self._anchors)
        if definite and named is None and (same := self._same_word(token)):
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
        elif self._is_definite(token) and (known := self._epithet(token)):
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

    def _epithet(self, token: Token) -> Actor | None:
        """The actor named before whose epithet a noun (with the word before it) is; else the one body of a state so."""
        pair = f"{token.nbor(-1).lower_} {token.lower_}" if token.i else ""
        for words in (pair, token.lower_):
            for ending in self._words.endings:
                owners = self._names.epithets.get(words.removesuffix(ending), ()) if words.endswith(ending) else ()
                if owners and (owner := self._named_before(owners) or self._only_body(owners)):
                    return owner
        return None

    def _named_before(self, owners: Sequence[str]) -> Actor | None:
        return next((one.actor for one in reversed(self._discourse.seen) if one.actor.id in owners), None)

    def _only_body(self, owners: Sequence[str]) -> Actor | None:
        """The one of these institutions whose state (or union) was spoken of last ("der Kongress" after "USA")."""
        bodies: dict[str | None, list[ActorEntry]] = {}
        for entry in map(self._kb.entries.__getitem__, owners):
            if entry.kind in INSTITUTIONS:
                bodies.setdefault(entry.parent, []).append(entry)
        for one in reversed(self._discourse.seen) if bodies else ():
            if found := bodies.get(one.actor.id):
                return found[0].actor if len(found) == 1 else None
        return None

    def _kind_of_actor(self, token: Token) -> tuple[Actor, str] | None:
        """The organisation last spoken of that a general noun fits ("die Partei", "the group")."""
        noun = self._words.known_noun(token.text, self._words.kinds) if token.pos_ == "NOUN" else None
        if noun is None or any(relation(child) in ("nmod", "amod", "acl") for child in token.children):
            return None
        kinds = self._words.kinds[noun]
        fitting: dict[str, Actor] = {}
        for one in reversed(self._discourse.seen):
            entry = self._kb.entries.get(one.actor.id)
            near = self._discourse.away(token.i, one) <= REMEMBERED
            if one.actor.type == "organisation" and (entry.kind in kinds if entry else near):
                fitting[one.actor.id] = one.actor
                if near:
                    break
        return (next(iter(fitting.values())), f"organisation spoken of before, “{noun}”") if len(fitting) == 1 else None

    def _same_word(self, token: Token) -> tuple[Actor, str] | None:
        """The last actor whose mention or name ends in this noun ("das Gericht" after "Bundesverwaltungsgericht")."""
        noun = token.lower_
        for ending in sorted(self._words.endings, key=len, reverse=True):
            if ending and noun.endswith(ending) and len(noun) - len(ending) >= 4:
                nouns = {noun, noun.removesuffix(ending)}
                break
        else:
            nouns = {noun}
        for one in reversed(self._discourse.seen):
            if one.mention.form in ("pronoun", "possessive", "adjective", "place") or one.part:
                continue
            if is_plural(token) and one.actor.type == "organisation" and not is_plural(self._doc[one.head]):
                continue
            if any(self._ends_in(one, word) for word in nouns if len(word) >= 4):
                return one.actor, f"taken up from “{self._doc.text[one.mention.start : one.mention.end]}”"
        return None

    def _ends_in(self, one: Anchor, noun: str) -> bool:
        said = [self._doc[one.last - 1].lower_, self._doc[one.head].lower_]
        if one.first and one.actor.type == "person" and self._doc[one.first - 1].pos_ in ("NOUN", "PROPN"):
            said.append(self._doc[one.first - 1].lower_)
        entry = self._kb.entries.get(one.actor.id)
        if entry and one.actor.type == "organisation":
            said += [word.casefold() for name in entry.aliases(self._lang) for word in name.split()]
        elif one.actor.type in ("organisation", "group"):
            said += one.actor.label.casefold().split()
        return any(word == noun or (self._words.compounds and word.endswith(noun)) for word in said)
