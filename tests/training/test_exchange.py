"""States exchanged for others in windows of annotated text."""

import random

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.training.exchange import Exchange, forms_of


@pytest.fixture(scope="module", params=["de", "en"])
def exchange(request: pytest.FixtureRequest) -> Exchange:
    return Exchange.of(KnowledgeBase.load(), request.param)


TEXTS = (
    "Polens Haltung sei falsch , sagte der polnische Minister in Warschau .",
    "Poland 's Polish minister in Warsaw .",
)


def test_all_forms_of_a_state_become_those_of_one_other(exchange: Exchange) -> None:
    for text in TEXTS:
        words = text.split()
        given = exchange(words, random.Random(4))
        changed = {exchange.forms[w][0]: exchange.forms[g][0] for w, g in zip(words, given, strict=True) if w != g}
        same_form = {exchange.forms[w][1] == exchange.forms[g][1] for w, g in zip(words, given, strict=True) if w != g}
        if any(w in exchange.forms for w in words):
            assert len(changed) == 1
            assert same_form == {True}


def test_different_states_become_different_states(exchange: Exchange) -> None:
    words = [own["name", ""] for own in exchange.words.values()][:20]
    for seed in range(5):
        given = exchange(words, random.Random(seed))
        assert len(set(given)) == len(words)
        assert not set(given) & set(words)


@pytest.mark.parametrize(
    ("lang", "text"), [("de", "Der Kreml lobte Russland ."), ("en", "The Kremlin praised Russia .")]
)
def test_a_state_that_is_also_called_otherwise_stays(lang: str, text: str) -> None:
    assert Exchange.of(KnowledgeBase.load(), lang)(text.split(), random.Random(1)) == text.split()


def test_german_adjectives_and_genitives_are_forms() -> None:
    forms = forms_of("Polen", "polnisch", "Warschau", "de")
    assert forms["adjective", "en"] == "polnischen"
    assert forms["name", "s"] == "Polens"
