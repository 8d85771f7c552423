"""The shipped lexicons are sound, and a broken or overriding file is treated as promised."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.statements.cues import CASES, SLOT_NAMES, Slot, parse_conditions, parse_expectation, parse_slots
from kg_builder.statements.lexicon import Lexicon

LANGUAGES = ("de", "en")
ENTRY = (
    '{ lemma = "rügen", type = "Condemn", source = "subject", target = "object", '
    'example = "Rom rügte Wien.", expect = "Rom -> Wien" }'
)


@pytest.fixture(scope="module", params=LANGUAGES)
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    return Lexicon.load(request.param)


def user_file(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_examples_hold_the_words_they_expect(lexicon: Lexicon) -> None:
    for entry in lexicon.entries:
        for words in entry.expect:
            assert words is None or words in entry.example, entry.name


def test_examples_are_not_repeated(lexicon: Lexicon) -> None:
    repeated = [text for text, count in Counter(entry.example for entry in lexicon.entries).items() if count > 1]
    assert not repeated


def test_particle_verbs_are_found_marked_and_joined() -> None:
    german, english = Lexicon.load("de"), Lexicon.load("en")
    assert german.verb("vor|schlagen") == german.verb("vorschlagen") != ()
    assert english.verb("lash|out")[0].type == "Condemn"


def test_a_users_file_wins_over_entries_of_the_same_lemma(tmp_path: Path) -> None:
    mine = user_file(tmp_path, f"verbs = [{ENTRY.replace('rügen', 'sagen')}]\nnegators = ['mitnichten']")
    plain, extended = Lexicon.load("de"), Lexicon.load("de", mine)
    assert [entry.type for entry in extended.verb("sagen")] == ["Condemn"]
    assert extended.verb("mit|teilen") == plain.verb("mit|teilen")
    assert extended.negators == plain.negators | {"mitnichten"}
    assert extended.fingerprint != plain.fingerprint == Lexicon.load("de").fingerprint


def test_a_users_file_is_enough_for_a_new_language(tmp_path: Path) -> None:
    lexicon = Lexicon.load("la", user_file(tmp_path, f"verbs = [{ENTRY}]"))
    assert [entry.name for entry in lexicon.entries] == ["verbs: rügen"]
    with pytest.raises(FileNotFoundError, match="'la'"):
        Lexicon.load("la")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"Condemn"', '"Scold"', "'rügen': type: unknown statement type 'Scold'"),
        ('"object"', '"accusative"', "'rügen': target: unknown slot 'accusative'"),
        ('"object"', '"prep"', "'rügen': target: unknown slot 'prep'"),
        ('"object"', '"prep:von+nom"', "'rügen': target: unknown case 'nom'"),
        ('example = "Rom rügte Wien.", ', "", "'rügen': example: missing"),
        ('expect = "Rom -> Wien"', 'expect = "Rom"', "'rügen': expect: 'Rom' is not"),
        ('lemma = "rügen", ', "", "entry 1: lemma: missing"),
        ('lemma = "rügen"', 'lemma = "scharf rügen"', "lemma: several words belong into phrases"),
        ('"Condemn"', '"Condemn", when = "object@robot"', "'rügen': when: unknown actor type 'robot'"),
        ('"Condemn"', '"Condemn", when = "object:"', "'rügen': when: malformed condition"),
        ('"Condemn"', '"Condemn", weight = 2', "'rügen': weight: must be a number from 0 to 1"),
        ('"Condemn"', '"Condemn", polarity = true', "'rügen': polarity: unknown value True"),
        ('"Condemn"', '"Condemn", factuality = "maybe"', "'rügen': factuality: unknown value 'maybe'"),
        ('"Condemn"', '"Condemn", mutual = "yes"', "'rügen': mutual: must be true or false"),
        ('"Condemn"', '"Condemn", targets = "object"', "'rügen': targets: unknown field"),
        ("{ lemma", "{ lemma = ", "mine.toml: "),
        ("verbs = ", "verb = ", "mine.toml: verb: unknown field"),
        (ENTRY, f"{ENTRY}, {ENTRY}", "rügen: when: listed twice"),
        (ENTRY, '"rügen"', "verbs: must be a list of tables"),
        ("verbs = [", "hedges = [1]\nverbs = [", "mine.toml: hedges: must be a list of words"),
        ("verbs = [", 'content = [{ type = "Warn" }]\nverbs = [', "content: 1: lemmas: missing"),
    ],
)
def test_a_malformed_file_is_refused_with_file_entry_and_field(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    text = f"verbs = [{ENTRY}]"
    assert old in text
    with pytest.raises(ValueError, match=r"^mine\.toml: ") as error:
        Lexicon.load("de", user_file(tmp_path, text.replace(old, new)))
    assert complaint in str(error.value)


words = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
plain_slots = st.sampled_from([name for name in SLOT_NAMES if name != "prep"]).map(Slot)
prepositions = st.builds(Slot, st.just("prep"), words, st.sampled_from(["", *CASES]))


@given(st.lists(plain_slots | prepositions, max_size=6))
def test_slots_survive_writing_and_reading(slots: list[Slot]) -> None:
    assert parse_slots(" ".join(map(str, slots))) == tuple(slots)


@given(st.text(max_size=20))
def test_any_text_is_read_as_slots_or_refused(text: str) -> None:
    try:
        slots = parse_slots(text)
    except ValueError:
        return
    assert [str(slot) for slot in slots] == text.split()


@given(plain_slots | prepositions, st.booleans(), st.lists(words, max_size=3), st.sampled_from(["", "state"]))
def test_conditions_survive_writing_and_reading(slot: Slot, present: bool, lemmas: list[str], actor: str) -> None:
    tail = f":{','.join(lemmas)}" if lemmas else f"@{actor}" if actor else ""
    text = ("" if present else "!") + str(slot) + tail
    (condition,) = parse_conditions(text)
    assert str(condition) == text
    assert (condition.slot, condition.present, condition.lemmas) == (slot, present, tuple(lemmas))


def test_expectations() -> None:
    assert parse_expectation("Rom -> -") == ("Rom", None)
    for text in ("Rom", "Rom -> Wien -> Bonn", "-> Wien"):
        with pytest.raises(ValueError, match="SOURCE -> TARGET"):
            parse_expectation(text)
