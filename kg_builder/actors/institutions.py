"""Bodies of a state that have a name of their own: "das Verfassungsgericht" in Thailand, "the Senate" in Poland."""

from spacy.tokens import Token

from kg_builder.actors.knowledge import ActorEntry, KnowledgeBase
from kg_builder.actors.references import References, references
from kg_builder.actors.spelling import minted
from kg_builder.records import Actor

KINDS = ("parliament", "court", "commission")


class Institutions:
    """The parliaments, courts and commissions of states, by the nouns for them in one language."""

    def __init__(self, lang: str, kb: KnowledgeBase, words: References) -> None:
        self._lang, self._words = lang, words
        self._known: dict[str, list[ActorEntry]] = {}
        for entry in kb.entries.values():
            if entry.kind in KINDS and entry.parent:
                self._known.setdefault(entry.parent, []).append(entry)

    def noun(self, token: Token) -> str | None:
        """The noun for such a body that a token, with the word before it, is."""
        if token.pos_ not in ("NOUN", "PROPN"):
            return None
        before = token.nbor(-1).lower_ if token.i else ""
        for ending in self._words.endings:
            pair = f"{before.removesuffix(ending)} {token.lower_}"
            if ending and not before.endswith(ending):
                continue
            if found := self._words.known_noun(pair, self._words.institutions):
                return found
        return self._words.known_noun(token.text, self._words.institutions)

    def of(self, noun: str, state: Actor) -> Actor | None:
        """The body of a state that a noun means: the one known, else one called after the state.

        None where several are known that it can mean, or where the noun is none of these.
        """
        known = self._known.get(state.id, ())
        called = {entry.actor for entry in known if self._is_called(entry, noun)}
        if called or (title := self._words.institutions.get(noun)) is None:
            return called.pop() if len(called) == 1 else None
        called = {entry.actor for entry in known if title in entry.actor.label}
        if called:
            return called.pop() if len(called) == 1 else None
        article = "the " if state.label in references("en").listed("with_article") else ""
        return minted(f"{title} of {article}{state.label}", "organisation", "en")

    def _is_called(self, entry: ActorEntry, noun: str) -> bool:
        if entry.kind != "parliament" and noun not in self._words.institutions:
            return False
        said = (*entry.aliases(self._lang), *entry.epithets.get(self._lang, ()))
        return any(word.casefold() == noun or word.casefold().endswith(" " + noun) for word in said)
