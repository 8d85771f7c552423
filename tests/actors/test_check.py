"""The checker: silent on our own data, and loud on each kind of fault."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg_builder.actors.check import check
from kg_builder.actors.knowledge import ActorEntry, KnowledgeBase, OfficeConcept, PlaceEntry
from kg_builder.records import Actor, Office
from kg_builder.vocabulary import ACTOR

HOME, JANE = ACTOR + "home", ACTOR + "jane"
STATE = ActorEntry(Actor(HOME, "Home", "state"), {"en": ("Home",)}, {"en": ("Homely",)}, lat=1.0, lon=2.0)
PERSON = ActorEntry(
    Actor(JANE, "Jane", "person", offices=(Office("President", HOME, "2001", "2005"),)), gender="f", parent=HOME
)
OFFICES = {"President": OfficeConcept("President", (("en", "President"),), {"en": ("president",)}, 1)}
PLACES = {"Town": PlaceEntry("Town", HOME, "city")}
SOUND = KnowledgeBase({HOME: STATE, JANE: PERSON}, PLACES, OFFICES)


def with_terms(*offices: Office) -> KnowledgeBase:
    return replace(
        SOUND, entries={**SOUND.entries, JANE: replace(PERSON, actor=replace(PERSON.actor, offices=offices))}
    )


def with_entry(entry: ActorEntry) -> KnowledgeBase:
    return replace(SOUND, entries={**SOUND.entries, entry.actor.id: entry})


def test_our_own_data_are_sound() -> None:
    assert check(KnowledgeBase.load()) == []


def test_a_sound_base_has_no_problems() -> None:
    assert check(SOUND) == []


OTHER = ACTOR + "other"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: with_terms(Office("President", HOME, "2001-02-30")),
            "2001-02-30 in President 2001-02-30 to now is no",
        ),
        (lambda: with_terms(Office("President", HOME, "2001-13")), "is no date"),
        (lambda: with_terms(Office("President", HOME, "1492")), "is no date"),
        (lambda: with_terms(Office("President", HOME, "2005", "2001-04")), "ends before it starts"),
        (lambda: with_terms(Office("President", HOME, "2005-05-02", "2005-05-01")), "ends before it starts"),
        (lambda: with_terms(Office("Jester", HOME, "2005")), "Jester is no known office"),
        (lambda: with_terms(Office("President", OTHER, "2005")), f"{OTHER}, of which President is held"),
        (
            lambda: with_terms(Office("President", HOME, "2001", "2009"), Office("President", HOME, "2005", "2011")),
            "President 2001 to 2009 and President 2005 to 2011 overlap",
        ),
        (
            lambda: with_terms(Office("President", HOME, "2001"), Office("President", HOME, "2005", "2011")),
            "President 2001 to now and President 2005 to 2011 overlap",
        ),
        (lambda: with_entry(replace(PERSON, gender=None)), "gender: None"),
        (lambda: with_entry(replace(PERSON, parent=OTHER)), f"parent: {OTHER} is no known actor"),
        (lambda: with_entry(replace(STATE, lat=91.0)), "lat: 91.0 is no degree"),
        (lambda: with_entry(ActorEntry(Actor(OTHER, "HOME", "state"))), f"'HOME' is that of {HOME} too"),
        (
            lambda: with_entry(ActorEntry(Actor(OTHER, "Other", "state"), {"en": ("Home",)})),
            f"names.en: 'Home' is claimed by {HOME} and {OTHER}",
        ),
        (
            lambda: with_entry(ActorEntry(Actor(OTHER, "Other", "state"), {"mul": ("Home",)})),
            f"names.en: 'Home' is claimed by {HOME} and {OTHER}",
        ),
        (
            lambda: with_entry(ActorEntry(Actor(OTHER, "Other", "state"), {}, {"en": ("Homely",)})),
            "adjectives.en: 'Homely' is claimed by",
        ),
        (lambda: replace(SOUND, places={"Town": PlaceEntry("Town", OTHER, "city")}), f"place Town: state: {OTHER}"),
        (
            lambda: replace(SOUND, office_concepts={"President": replace(OFFICES["President"], broader="Jester")}),
            "broader: Jester is no known office",
        ),
        (
            lambda: replace(SOUND, office_concepts={**OFFICES, "Chair": replace(OFFICES["President"], name="Chair")}),
            "'president' names President too",
        ),
    ],
)
def test_faults_are_named(make: Callable[[], KnowledgeBase], message: str) -> None:
    problems = check(make())
    assert len(problems) == 1
    assert message in problems[0]


def test_a_names_other_type_or_language_is_no_fault() -> None:
    assert check(with_entry(ActorEntry(Actor(OTHER, "Other", "organisation"), {"en": ("Home",)}))) == []
    assert check(with_entry(ActorEntry(Actor(OTHER, "Other", "state"), {"de": ("Home",)}))) == []


def test_a_users_own_actor_may_claim_any_name() -> None:
    assert check(with_entry(ActorEntry(Actor(OTHER, "Other", "state"), {"en": ("Home",)}, own=True))) == []


def test_terms_that_touch_do_not_overlap() -> None:
    one, two = Office("President", HOME, "2001", "2005-03"), Office("President", HOME, "2005-03-04", "2009")
    assert check(with_terms(one, two)) == []
