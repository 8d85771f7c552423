"""Who is taken up again: pronouns, possessives, offices without a name, epithets and descriptions, in reading order.

An antecedent is chosen by agreement, nearness, subjecthood and how much the text speaks of an actor; where two come out
close, or none agrees, nothing is decided: a wrong actor is worse than none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import (
    SUBJECTS,
    Anchor,
    Anchors,
    anchor,
    children,
    clause_of,
    determiner,
    is_plural,
    is_subject,
    preposition,
    relation,
)
from kg_builder.actors.descriptions import Describer
from kg_builder.actors.grammar import Grammar
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.offices import OfficeFinder, Title
from kg_builder.actors.owners import owner_of
from kg_builder.actors.quoting import Quoting
from kg_builder.actors.references import Agreement, References
from kg_builder.records import Actor

MARGIN = 0.15
"""By how much the best antecedent must be better than the next."""
LOWEST = -1.2
"""The worst score with which an antecedent is still taken."""
FORMS = {"adjective": -1.0, "place": -0.9, "possessive": -0.3, "metonym": -0.1, "description": -0.2, "pronoun": 0.2}


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
        date: str | None,
    ) -> None:
        self._doc, self._lang, self._kb, self._words, self._date = doc, lang, kb, words, date
        self._anchors, self._grammar, self._describer, self._offices = anchors, grammar, describer, offices
        self._sentence = {token.i: number for number, sent in enumerate(doc.sents) for token in sent}
        self._quoting = Quoting(doc, words)
        self._seen: list[Anchor] = []
        self._counts: Counter[str] = Counter(one.actor.id for one in anchors)
        self._weights: Counter[str] = Counter()
        self._epithets = epithets_of(kb, lang, {one.actor.id for one in anchors})

    def run(self, titles: Sequence[Title]) -> list[Title]:
        """Adds anchors for all words in reading order; returns the titles with what their owners turned out to be."""
        by_head = {title.head: title for title in titles}
        waiting = sorted(self._anchors, key=lambda one: one.mention.start)
        at, done = 0, []
        for token in self._doc:
            title = by_head.get(token.i)
            if title is not None:
                title = self._with_owner(title)
                done.append(title)
                self._title(title)
            elif self._anchors.whole(token.i) is None:
                self._word(token)
            while at < len(waiting) and waiting[at].last <= token.i + 1:
                self._see(waiting[at])
                at += 1
        return done

    def _see(self, one: Anchor) -> None:
        self._seen.append(one)
        self._weights[one.actor.id] += 1

    def _add(self, one: Anchor) -> None:
        self._anchors.add(one)
        self._see(one)

    def _word(self, token: Token) -> None:
        lower = token.lower_
        words = self._words
        if self._relative(token):
            return
        if token.pos_ in ("PRON", "DET") and (agreement := self._possessive(token)):
            self._pronoun(token, agreement, "possessive")
        elif token.pos_ == "PRON" and lower in words.pronouns:
            if not self._is_empty(token):
                self._pronoun(token, words.pronouns[lower], "pronoun")
        elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
            covering = self._anchors.over(token.i)
            if covering is None or covering.part:
                self._noun(token)

    # --- pronouns -----------------------------------------------------------------------------------------------

    def _possessive(self, token: Token) -> Agreement | None:
        lower, words = token.lower_, self._words
        marked = "Yes" in token.morph.get("Poss")
        is_possessive = token.dep_ in ("det:poss", "nmod:poss") or token.pos_ == "DET" or marked
        if self._lang == "de":
            for ending in ("", "e", "en", "em", "er", "es"):
                stem = lower.removesuffix(ending) if ending else lower
                if stem in words.possessives and lower.endswith(ending) and (stem != lower or is_possessive):
                    return words.possessives[stem]
            return None
        return words.possessives.get(lower) if is_possessive or lower not in words.pronouns else None

    def _is_empty(self, token: Token) -> bool:
        """Whether "es" or "it" stands for no one ("es gibt", "it is clear that")."""
        if token.lower_ not in ("es", "it"):
            return False
        head = token.head
        if token.dep_ == "expl" or token.dep_ not in (*SUBJECTS, "obj"):
            return True
        impersonal = self._words.listed("impersonal")
        verbs = (head.lower_, *(child.lower_ for child in head.children if relation(child) in ("cop", "aux")))
        clausal = any(relation(child) in ("ccomp", "csubj", "xcomp", "advcl") for child in head.children)
        if self._lang == "de":
            return token.dep_ == "obj" or clausal or any(verb in impersonal for verb in verbs)
        return head.pos_ in ("ADJ", "NOUN", "ADV") and (clausal or any(verb in impersonal for verb in verbs))

    def _relative(self, token: Token) -> bool:
        """A relative pronoun: its antecedent is the noun that its clause hangs from."""
        if token.lower_ not in self._words.relatives or token.pos_ not in ("PRON", "DET"):
            return False
        clause = token
        for _ in range(6):
            if relation(clause) == "acl":
                break
            if clause.head.i == clause.i:
                return False
            clause = clause.head
        else:
            return False
        noun = clause.head
        if not noun.i < token.i or relation(clause) != "acl" or token.dep_ in ("mark", "det"):
            return False
        one = self._anchors.at(noun.i) or self._named_after(noun)
        if one is not None and not one.part and one.last <= token.i:
            self._add(anchor(self._doc, token.i, token.i + 1, one.actor, "pronoun", "relative pronoun"))
        return True

    def _named_after(self, noun: Token) -> Anchor | None:
        named = (self._anchors.whole(child.i) for child in children(noun, "appos", "flat"))
        return next((one for one in named if one), None)

    def _pronoun(self, token: Token, agreement: Agreement, form: str) -> None:
        singular = agreement.singular and self._says_singular(token, agreement)
        if agreement.plural and agreement.singular and form == "pronoun":
            agreement = Agreement(agreement.singular if singular is not False else frozenset(), singular is not True)
        best = self._antecedent(token, agreement, form)
        if best is None:
            return
        if best.actor.type == "person" and len(agreement.singular & {"m", "f"}) == 1 and not agreement.plural:
            self._grammar.learn(best.actor, next(iter(agreement.singular & {"m", "f"})))
        reason = f"{form} for “{self._doc.text[best.mention.start : best.mention.end]}”"
        self._add(anchor(self._doc, token.i, token.i + 1, best.actor, form, reason))

    def _says_singular(self, token: Token, agreement: Agreement) -> bool | None:
        """Whether a pronoun that can be both ("sie") is singular here, by its verb; None where nothing tells."""
        if token.dep_ in SUBJECTS:
            head = token.head
            for verb in (*(c for c in head.children if relation(c) in ("aux", "cop")), head):
                if number := verb.morph.get("Number"):
                    if "Fin" in verb.morph.get("VerbForm"):
                        return "Sing" in number
        number = token.morph.get("Number")
        return ("Sing" in number) if number else None

    def _antecedent(self, token: Token, agreement: Agreement, form: str) -> Anchor | None:
        scored: dict[str, tuple[float, Anchor]] = {}
        for one in reversed(self._seen):
            away = self._sentence[token.i] - self._sentence[one.head]
            if away > 3:
                break
            score = self._score(one, token, agreement, form, away)
            if score is not None and (one.actor.id not in scored or score > scored[one.actor.id][0]):
                scored[one.actor.id] = (score, one)
        ranked = sorted(scored.values(), key=lambda pair: (-pair[0], pair[1].actor.id))
        if not ranked or ranked[0][0] < LOWEST:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            return None
        return ranked[0][1]

    def _score(self, one: Anchor, token: Token, agreement: Agreement, form: str, away: int) -> float | None:
        fit = self._grammar.fit(one, agreement)
        if fit == 0.0 or self._quoting.bars(token.i, one.head):
            return None
        head = self._doc[one.head]
        if form == "pronoun" and away == 0 and clause_of(head) == clause_of(token) and not self._is_nested(head):
            return None
        score = 1.5 * fit - 0.8 * away - 0.012 * (token.i - one.head) + FORMS.get(one.mention.form, 0.0)
        score += 0.8 * is_subject(head) - 0.4 * self._is_nested(head)
        score += 0.12 * min(6, self._weights[one.actor.id])
        if form == "possessive" and away == 0 and clause_of(head) == clause_of(token) and is_subject(head):
            score += 0.8
        if one.actor.type == "person":
            score += 0.4
        if one.actor.type in ("other",):
            score -= 0.5
        return score

    def _is_nested(self, head: Token) -> bool:
        """Whether a mention only belongs to another noun ("the president of Russia")."""
        return relation(head) in ("nmod", "amod", "compound", "det")

    # --- offices, bodies, epithets ------------------------------------------------------------------------------

    def _with_owner(self, title: Title) -> Title:
        """The title with the owner that a possessive or "the country" beside it turns out to be."""
        if title.owner is not None:
            return title
        head = self._doc[title.head]
        for child in head.children:
            if child.i > head.i and self._is_country(child) and self._anchors.at(child.i) is None:
                self._country(child)
            if (one := self._anchors.at(child.i)) and relation(child) in ("det", "nmod"):
                owner = one.actor if one.actor.type != "person" else self._parent(one.actor)
                if owner is not None:
                    return title.with_owner(owner)
        return title

    def _parent(self, person: Actor) -> Actor | None:
        entry = self._kb.entries.get(person.id)
        parent = self._kb.entries.get(entry.parent) if entry and entry.parent else None
        return parent.actor if parent else None

    def _title(self, title: Title) -> None:
        if title.holder is not None:
            self._add(self._over(title, title.holder.actor, "office of the person named beside it"))
            if title.feminine:
                self._grammar.learn(title.holder.actor, "f")
        elif self._anchors.whole(title.head) is None and (found := self._holder(title)):
            self._add(self._over(title, *found))

    def _over(self, title: Title, actor: Actor, reason: str) -> Anchor:
        inside = (title.start, title.end)
        one = anchor(self._doc, title.first, title.last, actor, "office", reason, inside)
        return Anchor(one.mention, title.first, title.last, title.head, False)

    def _holder(self, title: Title) -> tuple[Actor, str] | None:
        """Whom an office without a name means: the document's holder, else the state it is an office of."""
        token = self._doc[title.head]
        if title.plural:
            return (title.owner, "holders of an office of this actor") if title.owner else None
        owner = title.owner
        for one in reversed(self._seen):
            if one.actor.type == "person" and self._held(one.actor, title, owner):
                return one.actor, "holder of the office named in the text"
        for one in self._anchors:
            if one.actor.type == "person" and owner and self._held(one.actor, title, owner):
                return one.actor, "holder of the office named later in the text"
        if owner is not None:
            return owner, "official of this actor, whom the text does not name"
        if determiner(token) is None and self._lang == "de":
            return None
        return self._same_word(token)

    def _held(self, person: Actor, title: Title, owner: Actor | None) -> bool:
        return self._offices.holds(person, title.concept, owner)

    def _noun(self, token: Token) -> None:
        if national := self._describer.national(token):
            self._add(national)
            return
        definite = self._is_definite(token)
        possessor = self._possessor(token)
        if self._is_country(token) and not is_plural(token):
            self._country(token)
            return
        if token.text in self._words.compass:
            self._compass(token)
            return
        if self._describer.body(token) and not self._is_modifier(token):
            if one := self._describer.of_state(token, self._anchors):
                self._add(one)
            elif possessor and (state := possessor if possessor.type != "person" else self._parent(possessor)):
                self._add(self._describer.anchor(token, state, "body of the actor that a possessive names"))
            elif definite and not is_plural(token) and (same := self._same_word(token)):
                self._add(self._describer.anchor(token, *same))
            elif self._describer.default_body(token) and (state := self._salient_state(token)):
                self._add(self._describer.anchor(token, state, "body of the state that the text is about"))
            return
        if definite and (epithet := self._epithet(token)):
            self._add(anchor(self._doc, token.i, token.i + 1, epithet, "epithet", "epithet of an actor named before"))
            return
        plural = self._describer.group(token)
        if plural is not None and not self._is_modifier(token) and self._describer.is_actor_like(token):
            named = owner_of(self._doc, token.i, token.i + 1, token, self._anchors)
            if definite and named is None and (same := self._same_word(token)):
                self._add(self._describer.anchor(token, *same))
            else:
                self._add(self._describer.named_group(token, plural, self._anchors))
            return
        if definite and not is_plural(token) and (same := self._same_word(token)):
            self._add(anchor(self._doc, token.i, token.i + 1, same[0], "epithet", same[1]))

    def _is_modifier(self, token: Token) -> bool:
        return relation(token) in ("compound", "amod", "flat")

    def _possessor(self, token: Token) -> Actor | None:
        for child in token.children:
            one = self._anchors.at(child.i)
            if one and one.mention.form == "possessive":
                return one.actor
        return None

    def _is_country(self, token: Token) -> bool:
        return token.pos_ in ("NOUN", "PROPN") and token.lower_ in self._words.listed("countries")

    def _country(self, token: Token) -> None:
        """ "Das Land", "his country": the state of the possessor, else the state last spoken of."""
        possessor = self._possessor(token)
        state = None
        if possessor is not None:
            state = self._parent(possessor) if possessor.type == "person" else possessor
        elif self._is_definite(token):
            state = self._salient_state(token, nearest=True)
        if state is not None and state.type in ("state", "other"):
            self._add(anchor(self._doc, token.i, token.i + 1, state, "epithet", "country spoken of before"))

    def _is_definite(self, token: Token) -> bool:
        """Whether a noun has a definite article, be it inside a preposition ("im Land")."""
        article = determiner(token)
        definite = self._words.listed("definite")
        return (article is not None and article.lower_ in definite) or preposition(token) in definite

    def _compass(self, token: Token) -> None:
        """ "Der Norden", "the South": the state of the text whose name begins so."""
        owned = any(relation(child) == "nmod" for child in token.children)
        if owned or not self._is_definite(token):
            return
        prefix = self._words.compass[token.text]
        for one in reversed(self._seen):
            entry = self._kb.entries.get(one.actor.id)
            if entry and one.actor.type == "state":
                if any(name.casefold().startswith(prefix) for name in entry.aliases(self._lang)):
                    self._add(
                        anchor(self._doc, token.i, token.i + 1, one.actor, "epithet", "part of a divided country")
                    )
                    return

    def _salient_state(self, token: Token, nearest: bool = False) -> Actor | None:
        """The state spoken of: near the word, or (for its government) most of the text."""
        scores: dict[str, tuple[float, Actor]] = {}
        for one in self._seen:
            if one.actor.type == "state":
                away = self._sentence[token.i] - self._sentence[one.head]
                score = (1.5 if nearest else 0.7) / (1 + away) + 0.1 * is_subject(self._doc[one.head])
                total = scores.get(one.actor.id, (0.0, one.actor))[0]
                scores[one.actor.id] = (total + score + (0.05 if nearest else 0.25), one.actor)
        ranked = sorted(scores.values(), key=lambda pair: (-pair[0], pair[1].id))
        if not ranked or (len(ranked) > 1 and ranked[0][0] < 1.25 * ranked[1][0]):
            return None
        return ranked[0][1]

    def _epithet(self, token: Token) -> Actor | None:
        pair = f"{token.nbor(-1).lower_} {token.lower_}" if token.i else ""
        for words in (pair, token.lower_):
            for ending in self._words.endings:
                owners = self._epithets.get(words.removesuffix(ending)) if words.endswith(ending) else None
                if owners:
                    for one in reversed(self._seen):
                        if one.actor.id in owners:
                            return one.actor
        return None

    def _same_word(self, token: Token) -> tuple[Actor, str] | None:
        """The last actor whose mention or name ends in this noun ("das Gericht" after "Bundesverwaltungsgericht")."""
        noun = token.lower_
        for ending in sorted(self._words.endings, key=len, reverse=True):
            if ending and noun.endswith(ending) and len(noun) - len(ending) >= 4:
                nouns = {noun, noun.removesuffix(ending)}
                break
        else:
            nouns = {noun}
        for one in reversed(self._seen):
            if one.mention.form in ("pronoun", "possessive", "adjective", "place") or one.part:
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


def epithets_of(kb: KnowledgeBase, lang: str, actors: set[str]) -> Mapping[str, set[str]]:
    """Whose an epithet is, in lower case, among the actors of a document."""
    found: dict[str, set[str]] = {}
    for iri in actors:
        if entry := kb.entries.get(iri):
            for epithet in entry.epithets.get(lang, ()):
                found.setdefault(epithet.casefold(), set()).add(iri)
    return found
