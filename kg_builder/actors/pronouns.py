"""Whom pronouns and possessives take up: the antecedent that agrees, is near, is a subject, and is much spoken of."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import SUBJECTS, Anchor, anchor, children, clause_of, conjoined, is_subject, relation
from kg_builder.actors.discourse import Discourse
from kg_builder.actors.grammar import Grammar
from kg_builder.actors.pointed import Pointed
from kg_builder.actors.quoting import Quoting
from kg_builder.actors.references import Agreement, References
from kg_builder.language.moods import mood_of
from kg_builder.records import Actor

NESTED = ("nmod", "amod", "compound", "det")
FURTHEST = 3
"""Sentences that a pronoun looks back."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes an antecedent likely; found by trying values on the statement corpus."""

    agreement: float = 1.0
    sentence: float = 0.6
    token: float = 0.012
    subject: float = 1.2
    nested: float = -0.6
    spoken_of: float = 0.03
    own_subject: float = 0.6
    person: float = 0.4
    region: float = -0.9
    adjective: float = -1.0
    place: float = -0.9
    pronoun: float = 0.1
    margin: float = 0.08
    lowest: float = -0.9
    pointed: float = 2.0
    far: float = -1.2
    ahead: float = -0.5


class Pronouns:
    """Resolves the pronouns of one document in reading order."""

    def __init__(
        self,
        discourse: Discourse,
        lang: str,
        words: References,
        grammar: Grammar,
        pointed: Pointed,
        weights: Weights | None = None,
    ) -> None:
        self._doc: Doc = discourse.doc
        self._pointed = pointed
        self._discourse, self._lang, self._words, self._grammar = discourse, lang, words, grammar
        self._quoting = Quoting(self._doc, words)
        self._weights = weights or Weights()

    def read(self, token: Token) -> bool:
        """Take a token up if it is a pronoun; False where it is none."""
        if token.pos_ not in ("PRON", "DET"):
            return False
        if self._is_relative(token) or self._is_polite(token):
            return True
        lower = token.lower_
        if lower in self._words.listed("speaking"):
            self._speaking(token)
        elif agreement := self._possessive(token):
            self._resolve(token, agreement, "possessive")
        elif token.pos_ == "PRON" and lower in self._words.pronouns:
            if not self._is_empty(token):
                self._resolve(token, self._words.pronouns[lower], "pronoun")
        else:
            return False
        return True

    def _is_polite(self, token: Token) -> bool:
        """Whether a capital says that someone is spoken to ("durch Ihren Besuch"), within a sentence."""
        if self._lang != "de" or not token.text[:1].isupper() or token.is_sent_start or not token.text[1:].islower():
            return False
        before = token.nbor(-1)
        return before.pos_ != "PUNCT" or before.text == ","

    def _speaking(self, token: Token) -> None:
        """ "Man werde nicht angreifen, beteuerte Putin": the state of the one whose speech a clause reports."""
        verb = token.head
        if not (mood_of(verb)[0] or "").startswith("Sub"):
            return
        near = [verb.head, *children(verb, "parataxis", "conj", "ccomp"), *verb.ancestors]
        subjects = (child for clause in near if clause.i != verb.i for child in children(clause, "nsubj"))
        named = (self._named_after(subject) or self._discourse.anchors.at(subject.i) for subject in subjects)
        one = next((one for one in named if one and one.head != token.i), None) or self._last_subject(token)
        if one is not None:
            speaker = self._discourse.parent(one.actor) if one.actor.type != "state" else None
            reason = f"“{token.text}” in the speech of “{self._said(one)}”"
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, speaker or one.actor, "pronoun", reason))

    def _last_subject(self, token: Token) -> Anchor | None:
        """The subject spoken of last, in this sentence or the one before."""
        for one in reversed(self._discourse.seen):
            if self._discourse.away(token.i, one) > 1:
                break
            if is_subject(self._doc[one.head]) and not one.joint:
                return one
        return None

    # --- kinds of pronouns --------------------------------------------------------------------------------------

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

    def _is_relative(self, token: Token) -> bool:
        """A relative pronoun takes up the noun that its clause hangs from, or the name right before its comma."""
        if token.lower_ not in self._words.relatives or token.dep_ in ("mark", "det"):
            return False
        noun = self._relative_head(token)
        one = self._agreeing(token, noun) if noun is not None else None
        before = self._before_comma(token) if one is None else None
        if noun is None and before is None:
            return False
        one = one or before
        if one is not None and not one.part and one.last <= token.i:
            self._discourse.add(anchor(self._doc, token.i, token.i + 1, one.actor, "pronoun", "relative pronoun"))
        return True

    def _agreeing(self, token: Token, noun: Token) -> Anchor | None:
        """The mention at a noun or above it in its phrase that a relative pronoun agrees with; else the noun's."""
        found = None
        for head in (noun, *noun.ancestors):
            one = self._discourse.anchors.at(head.i) or self._named_after(head)
            found = found or one
            if one and self._grammar.fit(one, self._words.relatives[token.lower_]):
                return one
            if relation(head) not in ("appos", "nmod", "flat", "conj"):
                break
        return found

    def _relative_head(self, token: Token) -> Token | None:
        clause = token
        for _ in range(6):
            if relation(clause) == "acl":
                return clause.head if clause.head.i < token.i else None
            if clause.head.i == clause.i:
                break
            clause = clause.head
        return None

    def _before_comma(self, token: Token) -> Anchor | None:
        comma = token.i - 1
        if comma > 0 and self._doc[comma].pos_ == "ADP":
            comma -= 1
        if comma < 1 or self._doc[comma].text != "," or "Rel" not in token.morph.get("PronType"):
            return None
        one = self._discourse.anchors.over(comma - 1)
        return one if one and self._grammar.fit(one, self._words.relatives[token.lower_]) > 0 else None

    def _named_after(self, noun: Token) -> Anchor | None:
        named = (self._discourse.anchors.whole(child.i) for child in children(noun, "appos", "flat"))
        return next((one for one in named if one), None)

    # --- antecedents --------------------------------------------------------------------------------------------

    def _resolve(self, token: Token, agreement: Agreement, form: str) -> None:
        if agreement.plural and agreement.singular and form == "pronoun":
            singular = self._says_singular(token)
            agreement = Agreement(agreement.singular if singular is not False else frozenset(), singular is not True)
        found = self.antecedent(token, agreement, form)
        if len(found) == 1:
            self._learn_gender(found[0].actor, agreement)
        mentions = [
            anchor(self._doc, token.i, token.i + 1, best.actor, form, f"{form} for “{self._said(best)}”")
            for best in found
        ]
        if len(mentions) > 1:
            self._discourse.add_joint(mentions)
        elif mentions:
            self._discourse.add(mentions[0])

    def _said(self, one: Anchor) -> str:
        return self._doc.text[one.mention.start : one.mention.end]

    def _learn_gender(self, actor: Actor, agreement: Agreement) -> None:
        shown = agreement.singular & {"m", "f"}
        if actor.type == "person" and len(shown) == 1 and not agreement.plural:
            self._grammar.learn(actor, next(iter(shown)))

    def _says_singular(self, token: Token) -> bool | None:
        """Whether a pronoun that can be both ("sie") is singular, by its verb or itself; None where nothing tells."""
        if token.dep_ in SUBJECTS:
            verbs = [child for child in token.head.children if relation(child) in ("aux", "cop")]
            for verb in (*verbs, token.head):
                if (number := verb.morph.get("Number")) and "Fin" in verb.morph.get("VerbForm"):
                    return "Sing" in number
        own = token.morph.get("Number")
        return ("Sing" in own) if own else None

    def antecedent(self, token: Token, agreement: Agreement, form: str) -> tuple[Anchor, ...]:
        """The best antecedent: several of a coordination for a plural, none where none agrees or two are alike."""
        scored: dict[frozenset[str], tuple[float, tuple[Anchor, ...]]] = {}
        barred = self.beside(token) if form == "pronoun" else set()
        for one in reversed(self._discourse.seen):
            away = self._discourse.away(token.i, one)
            if away > FURTHEST:
                break
            for members in self._candidates(one, token, agreement):
                key = frozenset(member.actor.id for member in members)
                score = self.score(members, token, agreement, form, away) if not key & barred else None
                if score is not None and (key not in scored or score > scored[key][0]):
                    scored[key] = (score, members)
        for key, found in (*self._elsewhere(token, agreement).items(), *self._ahead(token, agreement).items()):
            if (key not in scored or found[0] > scored[key][0]) and not key & barred:
                scored[key] = found
        ranked = sorted(scored.values(), key=lambda pair: (-pair[0], [one.actor.id for one in pair[1]]))
        if not ranked or ranked[0][0] < self._weights.lowest:
            return ()
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < self._weights.margin:
            return ()
        return ranked[0][1]

    def _elsewhere(self, token: Token, agreement: Agreement) -> dict[frozenset[str], tuple[float, tuple[Anchor, ...]]]:
        """Whom the network takes a pronoun to mean, wherever the text names him, with scores."""
        found = dict[frozenset[str], tuple[float, tuple[Anchor, ...]]]()
        for one in self._discourse.anchors if (shares := self._pointed.shares(token.i)) else ():
            share = shares.get(one.actor.id, 0.0)
            if share > 0 and not one.part and not one.joint and self._grammar.fit(one, agreement):
                found[frozenset({one.actor.id})] = (self._weights.pointed * share + self._weights.far, (one,))
        return found

    def _ahead(self, token: Token, agreement: Agreement) -> dict[frozenset[str], tuple[float, tuple[Anchor, ...]]]:
        """The subject of the clause that words before it hang from ("Sein Land werde helfen, sagte Lawrow")."""
        found = dict[frozenset[str], tuple[float, tuple[Anchor, ...]]]()
        for verb in token.ancestors:
            for subject in children(verb, "nsubj") if verb.i > token.i else ():
                one = self._named_after(subject) or self._discourse.anchors.whole(subject.i)
                if (
                    one is None
                    or subject.i <= token.i
                    or self._quoting.inside(token.i) > self._quoting.inside(one.head)
                ):
                    continue
                if fit := self._grammar.fit(one, agreement):
                    weights = self._weights
                    score = weights.agreement * fit + weights.subject + weights.ahead
                    score += weights.person * (one.actor.type == "person") - weights.token * (one.head - token.i)
                    found.setdefault(frozenset({one.actor.id}), (score, (one,)))
        return found

    def _candidates(self, one: Anchor, token: Token, agreement: Agreement) -> Iterable[tuple[Anchor, ...]]:
        """A mention alone and, for a plural, the coordination that it begins; joint mentions together."""
        if one.joint:
            if agreement.plural:
                yield tuple(other for other in self._discourse.seen if other.joint and other.first == one.first)
            return
        yield (one,)
        if agreement.plural:
            members = conjoined(self._doc, one, self._discourse.anchors)
            if len(members) > 1 and members[0] == one and members[-1].last <= token.i:
                yield tuple({member.actor.id: member for member in members}.values())

    def beside(self, token: Token) -> set[str]:
        """Actors that stand in the same clause as a word that takes up another; not its subject if the word is one."""
        clause, subject = clause_of(token), token.dep_ in SUBJECTS
        implied = set() if subject else self.implied_subjects(self._doc[clause])
        return {
            one.actor.id
            for one in self._in_sentence(token)
            if relation(self._doc[one.head]) not in NESTED
            and (clause_of(self._doc[one.head]) == clause or one.head in implied)
            and not (subject and is_subject(self._doc[one.head]))
        }

    def implied_subjects(self, verb: Token) -> set[int]:
        """Who does what a verb without its own subject says: "Putin called Xi and asked him", "ohne ihm zu drohen"."""
        while not children(verb, "nsubj", "csubj"):
            joined = relation(verb) in ("conj", "xcomp")
            if not joined and (relation(verb) != "advcl" or "Fin" in verb.morph.get("VerbForm")):
                break
            verb = verb.head
            if subjects := children(verb, "nsubj"):
                return {subject.i for subject in subjects}
        return set()

    def _in_sentence(self, token: Token) -> Iterable[Anchor]:
        for one in reversed(self._discourse.seen):
            if self._discourse.away(token.i, one) > 0:
                break
            yield one

    def score(
        self, members: tuple[Anchor, ...], token: Token, agreement: Agreement, form: str, away: int
    ) -> float | None:
        """How likely a mention, or a coordination of several, is the antecedent; None where it cannot be."""
        one, weights = members[0], self._weights
        fit = self._grammar.fit(one, agreement) if len(members) == 1 else 1.0
        if fit == 0.0 or self._quoting.bars(token.i, one.head):
            return None
        head = self._doc[one.head]
        subject = is_subject(head)
        if agreement.demonstrative:
            subject = not subject
        score = weights.agreement * fit - weights.sentence * away - weights.token * (token.i - one.head)
        score += weights.subject * subject + weights.nested * (relation(head) in NESTED)
        score += weights.spoken_of * min(6, max(self._discourse.weights[member.actor.id] for member in members))
        own = form == "possessive" and not agreement.demonstrative
        if own and away == 0 and is_subject(head) and clause_of(head) == clause_of(token):
            score += weights.own_subject
        shares = self._pointed.shares(token.i)
        score += weights.pointed * sum(shares.get(member.actor.id, 0.0) for member in members)
        if one.actor.type == "person":
            score += weights.person
        elif one.actor.type == "other":
            score += weights.region
        by_form = {"adjective": weights.adjective, "place": weights.place, "pronoun": weights.pronoun}
        return score + by_form.get(one.mention.form, 0.0)
