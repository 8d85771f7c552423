"""The actor knowledge base: what it knows, who held which office when, and how a user's own actors join it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.actors.entries import surnames_of
from kg_builder.actors.files import iri_of, read_actors
from kg_builder.actors.knowledge import KnowledgeBase, holds_at
from kg_builder.graph.people import actor_triples
from kg_builder.records import Office
from kg_builder.vocabulary import ACTOR, WIKIDATA, ontology_folder

RUSSIA, GERMANY, US, NATO, UN = (WIKIDATA + q for q in ("Q159", "Q183", "Q30", "Q7184", "Q1065"))


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.load()


def labels(kb: KnowledgeBase, office: str, of: str, date: str | None = None) -> list[str]:
    return [actor.label for actor in kb.holders(office, of, date)]


def test_counts(kb: KnowledgeBase) -> None:
    of_type = [entry.actor.type for entry in kb.entries.values()]
    assert of_type.count("organisation") >= 200
    assert sum(1 for e in kb.entries.values() if e.actor.type == "person" and e.actor.offices) >= 1000
    assert sum(1 for e in kb.states() if e.iso2) >= 200


def test_every_state_has_what_recognition_needs(kb: KnowledgeBase) -> None:
    for entry in kb.states():
        assert entry.lat is not None, entry.actor.label
        if entry.iso2:
            assert {"de", "en", "es", "fr", "it", "pt", "nl", "pl", "uk", "ru", "tr", "ar", "zh"} <= set(entry.names)
            assert entry.actor.iso3, entry.actor.label


@pytest.mark.parametrize(
    ("field", "lang", "word", "label"),
    [
        ("names", "de", "Russland", "Russia"),
        ("names", "ru", "Россия", "Russia"),
        ("names", "de", "Vereinigte Staaten", "United States"),
        ("names", "en", "Britain", "United Kingdom"),
        ("names", "de", "Weißrussland", "Belarus"),
        ("names", "zh", "中国", "China"),
        ("adjectives", "de", "russisch", "Russia"),
        ("adjectives", "fr", "américaine", "United States"),
        ("inhabitants", "de", "Russinnen", "Russia"),
        ("inhabitants", "en", "Frenchmen", "France"),
        ("inhabitants", "es", "alemanas", "Germany"),
        ("metonyms", "de", "Kreml", "Russia"),
        ("metonyms", "en", "White House", "United States"),
        ("metonyms", "de", "Kiew", "Ukraine"),
        ("names", "de", "Nato", "NATO"),
        ("epithets", "de", "Weltorganisation", "United Nations"),
        ("names", "de", "Lawrow", None),
        ("names", "de", "Wolodymyr Selenskyj", "Volodymyr Zelenskyy"),
        ("names", "ru", "Сергей Лавров", "Sergey Lavrov"),
    ],
)
def test_words(kb: KnowledgeBase, field: str, lang: str, word: str, label: str | None) -> None:
    found = [e.actor.label for e in kb.entries.values() if word in getattr(e, field).get(lang, ()) and not e.until]
    assert found == ([] if label is None else [label])


def test_identifiers_come_from_wikidata_where_a_source_gives_them(kb: KnowledgeBase) -> None:
    lavrov = kb.by_label("sergey lavrov")
    assert lavrov is not None
    assert lavrov.id == WIKIDATA + "Q58217"
    macron = kb.by_label("Emmanuel Macron")
    assert macron is not None
    assert macron.id == ACTOR + "emmanuel-macron"
    assert kb.by_label("Georgia") == kb.actor(WIKIDATA + "Q230")
    assert kb.by_label("nobody at all") is None


def test_by_label_takes_other_english_names_too(kb: KnowledgeBase) -> None:
    found = {name: kb.by_label(name) for name in ("G8", "ECOWAS", "Volodymyr Zelensky", "Burma")}
    assert {name: actor and actor.label for name, actor in found.items()} == {
        "G8": "Group of Eight",
        "ECOWAS": "Economic Community of West African States",
        "Volodymyr Zelensky": "Volodymyr Zelenskyy",
        "Burma": "Myanmar",
    }


@pytest.mark.parametrize(
    ("office", "of", "date", "expected"),
    [
        ("Chancellor", GERMANY, "2021-11", ["Angela Merkel"]),
        ("Chancellor", GERMANY, "2022-01-10", ["Olaf Scholz"]),
        ("HeadOfGovernment", GERMANY, "2003", ["Gerhard Schröder"]),
        ("ForeignMinister", RUSSIA, "2022-03-23", ["Sergey Lavrov"]),
        ("Minister", WIKIDATA + "Q212", "2024-09-05", None),
        ("President", US, "2017-01-20", ["Donald Trump", "Barack Obama"]),
        ("President", US, "2012", ["Barack Obama"]),
        ("SecretaryGeneral", NATO, "2022-03-23", ["Jens Stoltenberg"]),
        ("SecretaryGeneral", UN, "2010", ["Ban Ki-moon"]),
        ("HeadOfState", WIKIDATA + "Q145", "2022-09-10", ["Charles III"]),
        ("Chancellor", US, "2022", []),
    ],
)
def test_holders(kb: KnowledgeBase, office: str, of: str, date: str, expected: list[str] | None) -> None:
    found = labels(kb, office, of, date)
    if expected is None:
        assert {"Dmytro Kuleba", "Andrii Sybiha", "Rustem Umerov"} <= set(found)
    else:
        assert found == expected


def test_holders_without_date_are_the_latest(kb: KnowledgeBase) -> None:
    assert labels(kb, "ForeignMinister", RUSSIA) == ["Sergey Lavrov"]
    assert labels(kb, "President", WIKIDATA + "Q15180") == ["Mikhail Gorbachev"]


G20 = "Q414 Q408 Q155 Q16 Q148 Q142 Q183 Q668 Q252 Q38 Q17 Q96 Q159 Q851 Q258 Q884 Q43 Q145 Q30".split()
NATO_AND_EU = (
    "Q222 Q31 Q219 Q224 Q213 Q35 Q191 Q33 Q142 Q183 Q41 Q28 Q189 Q38 Q211 Q37 Q32 Q236 Q29999 Q221 Q20 Q36 Q45 Q218 "
    "Q214 Q215 Q29 Q34 Q43 Q40 Q229 Q27 Q233"
).split()
CONFLICTS = "Q159 Q212 Q858 Q796 Q794 Q801 Q805 Q1016 Q889 Q1049 Q115 Q399 Q227 Q423 Q717 Q836 Q912".split()


@pytest.mark.parametrize("qid", sorted({*G20, *NATO_AND_EU, *CONFLICTS}))
def test_someone_leads_the_state_in_every_year(kb: KnowledgeBase, qid: str) -> None:
    """Heads of state or government of the G20, NATO, the EU and the parties of larger conflicts, 2010 to 2025."""
    offices = ("HeadOfState", "HeadOfGovernment", "Leader")
    missing = [
        year
        for year in range(2010, 2026)
        if not any(kb.holders(office, WIKIDATA + qid, str(year)) for office in offices)
    ]
    assert missing == []


@pytest.mark.parametrize("qid", sorted({*G20, *NATO_AND_EU} - {"Q233", "Q189", "Q236", "Q222", "Q221", "Q252"}))
def test_a_foreign_minister_in_most_years(kb: KnowledgeBase, qid: str) -> None:
    years = [year for year in range(2010, 2025) if kb.holders("ForeignMinister", WIKIDATA + qid, str(year))]
    assert len(years) >= 13


def test_office_by_noun(kb: KnowledgeBase) -> None:
    nouns = {
        ("de", "Außenministerin"): "ForeignMinister",
        ("de", "Regierungschefs"): "HeadOfGovernment",
        ("en", "Secretary of State"): "ForeignMinister",
        ("en", "spokeswoman"): "Spokesperson",
        ("en", "prime ministers"): "PrimeMinister",
        ("de", "Kremlsprecher"): "Spokesperson",
        ("es", "canciller"): "ForeignMinister",
    }
    found = {pair: kb.office_by_noun(*pair) for pair in nouns}
    assert {pair: concept and concept.name for pair, concept in found.items()} == nouns
    assert kb.office_by_noun("en", "Außenminister") is None
    assert kb.office_concepts["ForeignMinister"].label("en") == "Foreign Minister"


def test_every_office_of_the_ontology_has_nouns(kb: KnowledgeBase) -> None:
    """ontology/statement-types.ttl gives offices IRIs, offices.jsonl words: the names must be the same."""
    lines = (ontology_folder() / "statement-types.ttl").read_text(encoding="utf-8").splitlines()
    concepts = {line.split()[0].removeprefix("kgo:") for line in lines if line.startswith("kgo:")} - {"scheme"}
    assert concepts
    assert concepts <= set(kb.office_concepts)


def test_places_know_their_state(kb: KnowledgeBase) -> None:
    assert kb.places["Charkiw"].label == kb.places["Kharkiv"].label == "Kharkiv"
    assert kb.places["Mariupol"].state == WIKIDATA + "Q212"
    assert kb.places["Donbass"].kind == "region"


def test_surnames() -> None:
    assert surnames_of(["Ursula von der Leyen"]) == ("von der Leyen", "Leyen")
    assert surnames_of(["Bashar al-Assad"]) == ("al-Assad", "Assad")
    assert surnames_of(["Suharto", "Angela Merkel", "Angela Merkel"]) == ("Merkel",)


def test_surname_may_come_first(kb: KnowledgeBase) -> None:
    xi = kb.by_label("Xi Jinping")
    assert xi is not None
    assert kb.entries[xi.id].surnames == ("Xi", "Jinping")


DATES = st.dates().map(lambda day: day.isoformat())
CUT = st.sampled_from((4, 7, 10))


@given(DATES, CUT, DATES, CUT, DATES)
def test_terms_hold_on_their_days_at_any_precision(start: str, s: int, end: str, e: int, day: str) -> None:
    start, end = sorted((start, end))
    if start <= day <= end:
        for cut in (4, 7, 10):
            assert holds_at(Office("President", RUSSIA, start[:s], end[:e]), day[:cut])
    elif not (start[:s] <= day[:s] and day[:e] <= end[:e]):
        assert not holds_at(Office("President", RUSSIA, start[:s], end[:e]), day)


def test_own_actors_win(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "id,label,type,names.de,names.en,iso3,offices,gender\n"
        "Q159,Russian Empire,,Zarenreich,,,,\n"
        "our-georgia,Georgia (US),state,Georgia,Georgia|Peach State,,,\n"
        'jane-doe,Jane Doe,person,,,,"Mayor our-georgia 2020-05 -| Mayor our-georgia 2010 2014",f\n',
        encoding="utf-8",
    )
    kb = KnowledgeBase.load([path])
    russia = kb.entries[RUSSIA]
    assert (russia.actor.label, russia.actor.type, russia.actor.iso3, russia.own) == (
        "Russian Empire",
        "state",
        "RUS",
        True,
    )
    assert russia.names["de"][:2] == ("Zarenreich", "Russland")
    assert russia.adjectives["de"] == ("russisch",)
    georgia = kb.entries[WIKIDATA + "Q230"]
    assert "Georgia" not in georgia.names["en"]
    assert "Georgien" in georgia.names["de"]
    assert kb.entries[ACTOR + "our-georgia"].names["en"] == ("Georgia", "Peach State")
    assert labels(kb, "Mayor", ACTOR + "our-georgia", "2012") == ["Jane Doe"]
    assert labels(kb, "Mayor", ACTOR + "our-georgia") == ["Jane Doe"]


def test_own_terms_replace_ours_of_the_same_year(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    office = {"office": "ForeignMinister", "of": "Q159", "start": "2004-03", "end": "2026-06-01"}
    path.write_text(json.dumps({"id": "Q58217", "offices": [office]}) + "\n", encoding="utf-8")
    kb = KnowledgeBase.load([path])
    terms = [o for o in kb.actor(WIKIDATA + "Q58217").offices if o.name == "ForeignMinister"]
    assert terms == [Office("ForeignMinister", RUSSIA, "2004-03", "2026-06-01")]
    assert kb.actor(WIKIDATA + "Q58217").label == "Sergey Lavrov"


def test_turtle_says_the_same_as_json(tmp_path: Path) -> None:
    turtle = tmp_path / "own.ttl"
    turtle.write_text(
        """@prefix kg: <https://w3id.org/kg-builder/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix kgo: <https://w3id.org/kg-builder/office#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix actor: <https://w3id.org/kg-builder/actor/> .
actor:freedonia a kg:State ; skos:prefLabel "Freedonia"@en, "Freedonien"@de ; skos:altLabel "Land of the Free"@en ;
    kg:adjective "freedonisch"@de ; kg:iso3 "FRD" ; wgs84:lat 12.5 ; wgs84:long -3 ; kg:parent wd:Q159 .
actor:rufus a kg:Person ; skos:prefLabel "Rufus Firefly"@en ; kg:gender "m" ;
    org:hasMembership [ a org:Membership ; org:role kgo:President ; org:organization actor:freedonia ;
        schema:startDate "1933" ] .
actor:some-concept a skos:Concept ; skos:prefLabel "No actor"@en .
""",
        encoding="utf-8",
    )
    lines = tmp_path / "own.jsonl"
    state = {
        "id": "freedonia",
        "label": "Freedonia",
        "type": "state",
        "names": {"de": ["Freedonien"], "en": ["Freedonia", "Land of the Free"]},
        "adjectives": {"de": ["freedonisch"]},
        "iso3": "FRD",
        "lat": 12.5,
        "lon": -3,
        "parent": "Q159",
    }
    person = {
        "id": "rufus",
        "label": "Rufus Firefly",
        "type": "person",
        "names": {"en": ["Rufus Firefly"]},
        "gender": "m",
        "offices": [{"office": "President", "of": "freedonia", "start": "1933"}],
    }
    lines.write_text("".join(json.dumps(one) + "\n" for one in (state, person)), encoding="utf-8")
    from_turtle, from_json = (KnowledgeBase.load([path]) for path in (turtle, lines))
    for slug in ("freedonia", "rufus"):
        mine, other = from_turtle.entries[ACTOR + slug], from_json.entries[ACTOR + slug]
        assert sorted(mine.actor.labels) == sorted(other.actor.labels)
        assert {lang: set(names) for lang, names in mine.names.items()} == {k: set(v) for k, v in other.names.items()}
        assert (mine.adjectives, mine.lat, mine.lon, mine.parent, mine.gender, mine.actor.iso3, mine.actor.offices) == (
            other.adjectives,
            other.lat,
            other.lon,
            other.parent,
            other.gender,
            other.actor.iso3,
            other.actor.offices,
        )


def test_the_graph_of_actors_can_be_read_back(kb: KnowledgeBase, tmp_path: Path) -> None:
    """What the graph exports of an actor is a file of actors itself."""
    chosen = [kb.actor(iri) for iri in (RUSSIA, NATO, WIKIDATA + "Q58217")]
    path = tmp_path / "actors.ttl"
    path.write_text("".join(f"{triple} .\n" for one in chosen for triple in actor_triples(one)), encoding="utf-8")
    again = KnowledgeBase.load([path])
    for actor in chosen:
        back = again.actor(actor.id)
        assert (back.label, back.type, back.iso3, set(back.offices)) == (
            actor.label,
            actor.type,
            actor.iso3,
            set(actor.offices),
        )
        assert dict(back.labels) == dict(actor.labels)


GOOD = '{"id": "a", "label": "A", "type": "group"}\n'


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.jsonl", GOOD + "{nonsense\n", "x.jsonl:2: not JSON"),
        ("x.jsonl", GOOD + "[1]\n", "x.jsonl:2: not a JSON object"),
        ("x.jsonl", GOOD + '{"label": "B", "type": "group"}', "x.jsonl:2: id: missing"),
        ("x.jsonl", GOOD + '{"id": "Not a slug", "label": "B", "type": "group"}', "x.jsonl:2: id: 'Not a slug'"),
        ("x.jsonl", GOOD + '{"id": "b", "type": "group"}', "x.jsonl:2: label: missing"),
        ("x.jsonl", GOOD + '{"id": "b", "label": "B", "type": "robot"}', "x.jsonl:2: type: 'robot'"),
        ("x.jsonl", GOOD + '{"id": "b", "label": "B", "type": "group", "colour": 1}', "x.jsonl:2: colour: no such"),
        ("x.jsonl", '{"id": "b", "label": "B", "type": "group", "names": ["B"]}', "x.jsonl:1: names: expected words"),
        ("x.jsonl", '{"id": "b", "label": "B", "type": "group", "names": {"de": "B"}}', "x.jsonl:1: names: expected a"),
        ("x.jsonl", '{"id": "b", "label": "B", "type": "group", "names": {"de": [" "]}}', "x.jsonl:1: names: expected"),
        ("x.jsonl", '{"id": "b", "label": "B", "type": "group", "names": {"de": [1]}}', "x.jsonl:1: names: expected"),
        ("x.jsonl", '{"id": "b", "label": "B", "type": "group", "names": {"German": ["B"]}}', "x.jsonl:1: names: 'Ger"),
        ("x.jsonl", '{"id": "b", "label": "B", "type": "group", "lat": "north"}', "x.jsonl:1: lat: expected degrees"),
        ("x.jsonl", '{"id": "b", "label": "B", "type": "group", "parent": "§"}', "x.jsonl:1: parent: '§'"),
        ("x.jsonl", '{"id": "b", "label": "B", "type": "group", "offices": [1]}', "x.jsonl:1: offices[0]: expected"),
        (
            "x.jsonl",
            '{"id": "b", "label": "B", "type": "person", "offices": [{"office": "Judge", "of": "Q30", "end": "soon"}]}',
            "x.jsonl:1: offices[0].end: 'soon' is no date",
        ),
        (
            "x.jsonl",
            '{"id": "b", "label": "B", "type": "person", "offices": [{"office": "President"}]}',
            "x.jsonl:1: offices[0].of: missing",
        ),
        ("x.jsonl", GOOD + GOOD, "x.jsonl:2: id: 'a' is given twice"),
        ("x.csv", "id,label,type\na,A,group\nb,B\n", "x.csv:3: type: 2 cells, but 3 columns"),
        ("x.csv", "label,type\nA,group\n", "x.csv:1: id: no such column"),
        ("x.csv", "id,label,type,lat\na,A,group,far north\n", "x.csv:2: lat: expected degrees"),
        ("x.csv", "id,label,type,offices\na,A,person,President\n", "x.csv:2: offices: expected office, of"),
        ("x.csv", "id,label,type,wings\na,A,group,2\n", "x.csv:2: wings: no such field"),
        ("x.csv", 'id,label,type\na,"A"x,group\n', "x.csv:2: not CSV"),
        ("x.ttl", "@prefix a: <http://a/> .\na:b a:c .\n", "x.ttl:2: not Turtle"),
        (
            "x.ttl",
            '\n<https://w3id.org/kg-builder/actor/a> <http://www.w3.org/2000/01/rdf-schema#label> "A" .\n',
            "x.ttl:2: type: missing",
        ),
        ("x.docx", "", "x.docx: actors come as"),
    ],
)
def test_malformed_files_are_refused_whole(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        KnowledgeBase.load([path])
    assert message in str(raised.value)
    assert str(tmp_path) in str(raised.value)


def test_bytes_that_are_no_text_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(GOOD.encode() + b'{"id": "\xff"}\n')
    with pytest.raises(ValueError, match=r"x\.jsonl:2: not UTF-8"):
        KnowledgeBase.load([path])


@given(st.text(max_size=20))
def test_identifiers(text: str) -> None:
    iri = iri_of(text)
    assert iri is None or iri in (text, WIKIDATA + text, ACTOR + text)
    assert iri is None or " " not in iri


def test_own_data_is_compact() -> None:
    folder = ontology_folder() / "actors"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 2_500_000
    assert all(record.line for path in folder.glob("people-*.jsonl") for record in read_actors(path))
