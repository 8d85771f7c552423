"""Names in running text: forms, compounds, longest match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.actors.inflection import adjective_forms, city_adjective, last_word_forms, spellings
from kg_builder.actors.matching import Alias, Matcher
from tests.actors.pieces import DE, NATO, RU, UA, US, known_names


def found(lang: str, text: str) -> list[tuple[str, str]]:
    """The names in a text of words parted by blanks, and whose they are."""
    words = text.split(" ")
    offsets = [sum(len(word) + 1 for word in words[:index]) for index in range(len(words))]
    matches = known_names(lang)[0].actors.matches(words, offsets)
    return [(text[match.start : match.end], match.aliases[0].iri) for match in matches]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "die Regierung Russlands", [("Russlands", RU)]),
        ("de", "den Vereinigten Staaten", [("Vereinigten Staaten", US)]),
        ("de", "der Russischen Föderation", [("Russischen Föderation", RU)]),
        ("de", "des Weißen Hauses", [("Weißen Hauses", US)]),
        ("de", "im Weissen Haus", [("Weissen Haus", US)]),
        ("de", "ein russischer Angriff", [("russischer", RU)]),
        ("de", "Russische Truppen", [("Russische", RU)]),
        ("de", "der Moskauer Vorschlag", [("Moskauer", RU)]),
        ("de", "die Nato", [("Nato", NATO)]),
        ("de", "der NATO-Generalsekretär", [("NATO", NATO)]),
        ("de", "der Nato-Generalsekretär", [("Nato", NATO)]),
        ("de", "Kreml-Sprecher und Kremlsprecher", [("Kreml", RU), ("Kreml", RU)]),
        ("de", "der russisch-ukrainische Krieg", [("russisch", RU), ("ukrainische", UA)]),
        ("de", "im Ukrainekrieg", [("Ukraine", UA)]),
        ("de", "der Deutschlandbesuch", [("Deutschland", DE)]),
        ("de", "der Atlantischen Allianz", [("Atlantischen Allianz", NATO)]),
        ("en", "the U.S. and Russia", [("U.S.", US), ("Russia", RU)]),
        ("de", "in Rußland", [("Rußland", RU)]),
        ("de", "die NATO‑Staaten", [("NATO", NATO)]),
        ("en", "they told us", []),
        ("en", "the Kremlin", [("Kremlin", RU)]),
        ("en", "RUSSIA TELLS Nato", [("RUSSIA", RU), ("Nato", NATO)]),
    ],
)
def test_names_in_all_their_forms(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(lang, text) == expected


def test_the_longest_name_wins() -> None:
    assert [name for name, _ in found("de", "der UN-Sicherheitsrat und die US-Marine")] == ["UN-Sicherheitsrat", "US"]


def test_a_genitive_is_not_another_name() -> None:
    matcher = Matcher("de", str.split)
    matcher.add("Hama", Alias("city", "name"))
    matcher.add("Hamas", Alias("organisation", "name"))
    assert [alias.iri for alias in matcher.named("Hama")] == ["city"]
    assert {alias.iri: alias.inflected for alias in matcher.named("Hamas")} == {"city": True, "organisation": False}


def test_forms() -> None:
    assert "russischem" in adjective_forms("russisch", "de")
    assert adjective_forms("Russian", "en") == ("Russian",)
    assert city_adjective("Berlin") == "Berliner"
    assert city_adjective("Sankt Petersburg") is None
    assert last_word_forms("Paris", "de") == ("Paris", "Paris'", "Paris’")
    assert last_word_forms("Paris", "en") == ("Paris",)
    assert spellings("NATO") == ("NATO", "Nato")
    assert spellings("EU") == ("EU",)


@given(st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=3), min_size=1, max_size=8), st.data())
def test_matches_agree_with_a_plain_search(names: list[list[str]], data: st.DataObject) -> None:
    """Leftmost longest matches, as a search over all names would find them."""
    matcher = Matcher("", str.split)
    for name in names:
        matcher.add(" ".join(name), Alias(" ".join(name), "name"), fixed=True)
    text = data.draw(st.lists(st.sampled_from("abcdef"), max_size=12))
    expected, at = [], 0
    while at < len(text):
        ends = [at + len(name) for name in names if text[at : at + len(name)] == name]
        if ends:
            expected.append((at, max(ends)))
        at = max(ends, default=at + 1)
    assert [(first, last) for first, last, _ in matcher.find(text)] == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Democratic People's Republic", "Democratic People’s Republic"),
        ("López Obrador", "Lopez Obrador"),
        ("Lopez Obrador", "López Obrador"),
        ("Łukasz Ødegård", "Lukasz Odegard"),
        ("Guinea-Bissau", "Guinea‑Bissau"),
    ],
)
def test_accents_and_apostrophes_part_no_names(name: str, text: str) -> None:
    """A name is found however its marks are typed."""
    matcher = Matcher("en", str.split)
    matcher.add(name, Alias("one", "name"))
    assert [(first, last) for first, last, _ in matcher.find(text.split())] == [(0, len(text.split()))]


def test_umlauts_part_names() -> None:
    """An umlaut is a letter of its own."""
    matcher = Matcher("de", str.split)
    matcher.add("Länder", Alias("one", "name"))
    assert not list(matcher.find(["Lander"]))
