"""Epithets and general nouns: which actor spoken of before a noun names in other words, by actor base and text."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg_builder.actors.anchors import Anchor, is_plural, relation
from kg_builder.actors.discourse import Discourse
from kg_builder.actors.entries import INSTITUTIONS
from kg_builder.actors.knowledge import ActorEntry, KnowledgeBase
from kg_builder.actors.names import Names
from kg_builder.actors.references import References
from kg_builder.records import Actor

REMEMBERED = 3
"""Sentences that a general noun for an organisation looks back."""


class Epithets:
    """Reads such nouns of one document against what has been seen of it."""

    def __init__(self, lang: str, kb: KnowledgeBase, words: References, names: Names, discourse: Discourse) -> None:
        self._doc: Doc = discourse.doc
        self._lang, self._kb, self._words, self._names, self._discourse = lang, kb, words, names, discourse

    def named(self, token: Token) -> Actor | None:
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

    def kind(self, token: Token) -> tuple[Actor, str] | None:
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

    def same_word(self, token: Token) -> tuple[Actor, str] | None:
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
