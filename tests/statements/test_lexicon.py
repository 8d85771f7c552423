"""The shipped lexicons are sound, and a broken or overriding file is treated as promised."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.statements.cues import CASES, SLOT_NAMES, Slot, parse_conditions, parse_expectation, parse_slots
from kg_builder.statements.lexicon import ContentPattern, Lexicon
from kg_builder.vocabulary import statement_types

LANGUAGES = ("de", "en")
ENTRY = (
    '{ lemma = "rügen", type = "Condemn", source = "subject", target = "object", '
    'example = "Rom rügte Wien.", expect = "Rom -> Wien" }'
)


@cache
def shipped(lang: str) -> Lexicon:
    return Lexicon.load(lang)


@pytest.fixture(scope="module", params=LANGUAGES)
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    return shipped(request.param)


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


def test_every_type_and_part_is_well_covered(lexicon: Lexicon) -> None:
    by_type = Counter(entry.type for entry in lexicon.entries)
    stances_and_events = {name for name, concept in statement_types().items() if concept.kind in ("stance", "event")}
    assert by_type.keys() == stances_and_events
    assert min(by_type.values()) >= 25
    assert len({entry.lemma for entry in lexicon.entries if entry.part == "verbs"}) >= 600
    assert len({entry.lemma for entry in lexicon.entries if entry.part == "nouns"}) >= 300


def test_only_harm_without_a_doer_and_judgements_lack_a_source(lexicon: Lexicon) -> None:
    for entry in lexicon.entries:
        assert entry.source or entry.target or entry.type == "Retreat", entry.name


def test_the_most_specific_sense_is_tried_first() -> None:
    senses = shipped("de").verb("verurteilen")
    assert [(sense.type, " ".join(map(str, sense.when))) for sense in senses] == [
        ("Coerce", "prep:zu"),
        ("Coerce", "prep:wegen"),
        ("Condemn", ""),
    ]
    phrases = shipped("en").phrases_of("put")
    assert [len(entry.words) for entry in phrases] == sorted((len(entry.words) for entry in phrases), reverse=True)


@pytest.mark.parametrize(
    ("noun", "head"),
    [
        ("Luftangriff", "Luftangriff"),
        ("Drohnenangriff", "Angriff"),
        ("US-Angriff", "Angriff"),
        ("Kremlkritik", "Kritik"),
    ],
)
def test_german_compounds_are_found_by_their_head(noun: str, head: str) -> None:
    assert {entry.lemma for entry in shipped("de").noun(noun)} == {head}


@pytest.mark.parametrize("noun", ["Eindruck", "Gehilfe", "Selbstmord", "Angriffe", "Tisch"])
def test_nouns_that_only_look_like_compounds_are_not_cues(noun: str) -> None:
    assert shipped("de").noun(noun) == ()


def test_english_has_no_compounds() -> None:
    assert shipped("en").noun("counterattack") == ()


def test_speech_words() -> None:
    german, english = shipped("de"), shipped("en")
    assert all(german.is_speech(word) for word in ("sagen", "mit|teilen", "mitteilen", "an|merken", "anmerken"))
    assert all(english.is_speech(word) for word in ("say", "tell", "point|out"))
    assert not any(lexicon.is_speech(word) for lexicon in (german, english) for word in ("see", "an|sehen", "treffen"))


@pytest.mark.parametrize(
    ("lang", "content", "lemmas", "type_", "subject", "negated"),
    [
        ("de", "Russland muss abziehen", "Russland müssen ab|ziehen", "Demand", "other", False),
        ("de", "wir werden Kiew helfen", "wir werden Kiew helfen", "Promise", "speaker", False),
        ("de", "das ist ein Schlag ins Gesicht", "das sein ein Schlag in Gesicht", "Condemn", "any", None),
        ("en", "there will be consequences", "there will be consequence", "Threaten", "any", None),
        ("en", "let 's talk", "let 's talk", "Propose", "any", None),
    ],
)
def test_content_patterns_find_what_is_said(
    lang: str, content: str, lemmas: str, type_: str, subject: str, negated: bool | None
) -> None:
    patterns = [p for p in shipped(lang).content if p.find(content.split(), lemmas.split())]
    assert (type_, subject) in {(p.type, p.subject) for p in patterns if p.negated in (negated, None)}


def test_a_content_pattern_gives_the_tokens_it_found() -> None:
    pattern = ContentPattern("Condemn", frozenset(["Fehler"]), (("ins", "gesicht"),), beside=frozenset(["Schlag"]))
    assert pattern.find(["Ein", "Schlag", "ins", "Gesicht"], ["ein", "Schlag", "in", "Gesicht"]) == (2, 4)
    assert pattern.find(["Ein", "Schritt", "ins", "Gesicht"], ["ein", "Schritt", "in", "Gesicht"]) is None
    assert pattern.find(["Schlag", "und", "Fehler"], ["Schlag", "und", "Fehler"]) == (2, 3)


def test_particle_verbs_are_found_marked_and_joined() -> None:
    german, english = shipped("de"), shipped("en")
    assert german.verb("vor|schlagen") == german.verb("vorschlagen") != ()
    assert english.verb("lash|out")[0].type == "Condemn"


def test_a_users_file_wins_over_entries_of_the_same_lemma(tmp_path: Path) -> None:
    mine = user_file(tmp_path, f"verbs = [{ENTRY.replace('rügen', 'sagen')}]\nnegators = ['mitnichten']")
    plain, extended = shipped("de"), Lexicon.load("de", mine)
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
