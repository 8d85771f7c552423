"""What is said decides the type of a speech act (GUIDELINES 3.1): words of the content, and their weights."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg_builder.statements.cues import ContentPattern
from kg_builder.statements.lexicon import Lexicon

FIRST_PERSON = frozenset(("ich wir uns unser unsere unserer unserem unseren mich i we us our my").split())


def is_first_person(word: str) -> bool:
    """Whether a word means who speaks; "US" is a country."""
    return word != "US" and word.lower() in FIRST_PERSON


def types_of_content(doc: Doc, tokens: Sequence[int], lexicon: Lexicon, speaker_side: bool = False) -> dict[str, float]:
    """Weights of statement types for the content of a speech act; empty where nothing in it decides.

    tokens: the content's tokens. speaker_side: the content's subject is the speaker or the speaker's own side.
    """
    forms = [doc[i].text for i in tokens]
    lemmas = [doc[i].lemma_ for i in tokens]
    own = speaker_side or any(map(is_first_person, forms))
    negated = bool(lexicon.negators.intersection(f.lower() for f in forms))
    weights: dict[str, float] = {}
    for pattern in lexicon.content:
        if allowed(pattern, own, negated) and pattern.find(forms, lemmas):
            weights[pattern.type] = max(weights.get(pattern.type, 0.0), pattern.weight)
    return weights


def allowed(pattern: ContentPattern, own: bool, negated: bool) -> bool:
    """Whether subject and negation are what the pattern asks for."""
    if pattern.negated is not None and pattern.negated != negated:
        return False
    return pattern.subject == "any" or (pattern.subject == "speaker") == own
