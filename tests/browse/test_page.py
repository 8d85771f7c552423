"""The page as a file: the same bytes every time, and strangers' words as data only."""

import html.parser
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World, make_world

from kg_builder.browse.page import interface, most_involved, render_page, write_page
from kg_builder.browse.safety import digest
from kg_builder.records import Actor, Article, Participant, Phrase, Statement

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg/onload=alert(1)>",
    "\u2028\u2029\x00\x1b[31m",
    "{{ 7*7 }}{% raw %}",
    "\ud800 lone surrogate",
    "😀" * 40,
    "A" * 5000,
]


class Elements(html.parser.HTMLParser):
    """Start tags with their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in ("script", "style") and self.get_starttag_text():
            tag, text = self.raw[-1]
            self.raw[-1] = (tag, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.tags.append(("/" + tag, {}))


def page_data(text: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found
    return json.loads(found[1])


def statement_rows(data: dict) -> list[dict]:
    """The statements by column; a row may end before columns that it leaves empty."""
    return [data["absent"] | dict(zip(data["columns"], row, strict=False)) for row in data["statements"]]


def hostile_world(word: str) -> tuple[list[Statement], dict[str, Article]]:
    """One statement in which everything that a stranger can write is the word."""
    text = f"{word} warns {word}"
    source = Actor("urn:a", word, "person", (("de", word), ("en", word)))
    target = Actor("urn:b", word, "other")
    at = len(word) + 1
    one = Statement(
        "st-1", word, "stance", "Warn", Participant(source, 0, len(word)), Participant(target, at + 6, len(text)),
        Phrase("warns", at, at + 5), (0, len(text)), -1, date=word, topic=Phrase(word, 0, len(word)),
    )  # fmt: skip
    return [one], {word: Article(word, text, word, word, word, word, word)}


def test_same_bytes_in_any_order(world: World, tmp_path: Path) -> None:
    shuffled = list(world.statements)
    random.Random(3).shuffle(shuffled)
    articles = dict(reversed(world.articles.items()))
    write_page(world.statements, world.articles, tmp_path / "a.html", actors=world.actors)
    write_page(shuffled, articles, tmp_path / "b.html", actors=reversed(world.actors))
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_page_asks_nothing_of_a_network(page_file: Path) -> None:
    elements = Elements(page_file.read_text())
    for tag, attributes in elements.tags:
        assert tag not in ("link", "iframe", "object", "embed", "img", "base", "form")
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert "style" not in attributes


def test_policy_names_exactly_the_scripts_and_the_style(page_file: Path) -> None:
    text = page_file.read_text()
    policy = next(a["content"] for tag, a in Elements(text).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    styles = re.findall(r"<style>(.*?)</style>", text, re.S)
    assert parts["script-src"].split() == [digest(one) for one in scripts]
    assert parts["style-src"].split() == [digest(one) for one in styles]
    assert len(scripts) == 2
    assert len(styles) == 1
    assert parts["default-src"] == "'none'"
    assert "unsafe" not in policy


@pytest.mark.parametrize("word", HOSTILE)
def test_strangers_words_stay_data(word: str, tmp_path: Path) -> None:
    plain = Elements(render_page(*hostile_world("word"), title="word"))
    statements, articles = hostile_world(word)
    path = tmp_path / "graph.html"
    write_page(statements, articles, path, title=word.encode("utf-8", "replace").decode())
    text = path.read_text(encoding="utf-8")
    assert [tag for tag, _ in Elements(text).tags] == [tag for tag, _ in plain.tags]
    data = page_data(text)
    assert data["actors"][0]["label"]["en"] == word
    assert data["articles"][0][:2] == [word, word]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        (" https://example.org", ""),
        ("data:text/html,<script>alert(1)</script>", ""),
        ("file:///etc/passwd", ""),
        ("//example.org/a", ""),
        ("https:alert(1)", ""),
        ("https://[broken", ""),
        ("vbscript:x", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: str) -> None:
    statements, articles = hostile_world("word")
    data = page_data(render_page(statements, {"word": replace(articles["word"], url=url)}))
    assert data["articles"][0][3] == link


def test_highlights_fall_on_their_words(world: World) -> None:
    data = page_data(render_page(world.statements, world.articles, actors=world.actors))
    checked = 0
    for one in statement_rows(data):
        units = data["sentences"][one["sentence"]][1].encode("utf-16-le")
        for start, end, role in one["marks"]:
            piece = units[2 * start : 2 * end].decode("utf-16-le")
            if role == "c":
                assert piece == one["cue"]
                checked += 1
    assert checked == len(world.statements)


def test_edges_bundle_statements_by_pair_and_polarity(world: World) -> None:
    data = page_data(render_page(world.statements, world.articles, actors=world.actors))
    rows = statement_rows(data)
    keys = [tuple(edge[:3]) for edge in data["edges"]]
    assert len(keys) == len(set(keys))
    for key, (*_, several) in zip(keys, data["edges"], strict=True):
        for number in several:
            one = rows[number]
            assert (one["source"], one["target"], one["polarity"]) == key
            assert data["kinds"][one["kind"]] in ("stance", "event")
    drawn = {number for *_, several in data["edges"] for number in several}
    for number, one in enumerate(rows):
        bundled = (
            data["kinds"][one["kind"]] in ("stance", "event") and one["source"] != one["target"] and one["target"] >= 0
        )
        assert bundled == (number in drawn)


def test_actors_carry_labels_flags_and_offices(world: World) -> None:
    data = page_data(render_page(world.statements, world.articles, actors=world.actors))
    actors = {actor["key"]: actor for actor in data["actors"]}
    assert actors["Q159"]["label"] == {"en": "Russia", "de": "Russland"}
    assert actors["Q7184"]["label"] == {"en": "NATO"}
    assert actors["Q159"]["mark"] == "🇷🇺"
    assert actors["Q458"]["mark"] == "🇪🇺"
    assert actors["Q7184"]["mark"] == "NATO"
    lavrov = actors["Q58217"]
    assert lavrov["badge"] == "🇷🇺"
    assert lavrov["offices"][0]["start"] == "2004-03-09"
    assert data["actors"][lavrov["offices"][0]["of"]]["key"] == "Q159"
    assert [actor["n"] for actor in data["actors"]] == sorted((a["n"] for a in data["actors"]), reverse=True)


def test_offices_are_one_type_under_their_own_names(world: World) -> None:
    data = page_data(render_page(world.statements, world.articles))
    assert "ForeignMinister" not in {row["name"] for row in data["types"]}
    rows = statement_rows(data)
    offices = [one for one in rows if data["kinds"][one["kind"]] == "office"]
    assert {data["types"][one["type"]]["name"] for one in offices} == {"HoldsOffice"}
    assert offices[0]["office"] == {"en": "Foreign Minister", "de": "Außenminister"}


def test_unknown_article_and_participants_are_borne() -> None:
    bare = Statement("st-1", "gone", "stance", "Invented", None, None, Phrase("said", 5, 9), (0, 20), within="nowhere")
    data = page_data(render_page([bare], {}))
    (row,) = statement_rows(data)
    assert (row["source"], row["target"], row["within"], row["marks"]) == (-1, -1, -1, [])
    assert data["sentences"][0][1] == "said"
    assert data["types"][0]["label"]["de"] == "Invented"


def test_empty_graph_makes_a_page() -> None:
    data = page_data(render_page([], {}, "de"))
    assert data["statements"] == data["actors"] == data["edges"] == []


def test_limit_keeps_the_most_involved_and_says_so(world: World) -> None:
    data = page_data(render_page(world.statements, world.articles, limit=100))
    assert len(data["statements"]) == 100
    assert data["limited"] == {"shown": 100, "all": len(world.statements)}
    assert "limited" not in page_data(render_page(world.statements, world.articles))
    with pytest.raises(ValueError, match="limit"):
        most_involved(world.statements, 0)


def test_every_string_is_there_in_both_languages() -> None:
    words = interface()
    assets = Path(__file__).parents[2] / "kg_builder" / "browse" / "assets"
    sources = [path.read_text() for path in sorted((assets / "page").glob("*.js"))] + [
        (assets / "page.html.j2").read_text()
    ]
    used = set(re.findall(r"""\bt\("(\w+)\"""", "\n".join(sources)))
    used |= set(re.findall(r'data-t(?:-label|-placeholder)?="(\w+)"', "\n".join(sources)))
    assert used - {"lang_"} <= words.keys()
    for key, texts in words.items():
        assert set(texts) == {"en", "de"}, key
        placeholders = [sorted(re.findall(r"\{\w+\}", text)) for text in texts.values()]
        assert placeholders[0] == placeholders[1], key


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_round_trips(label: str, sentence: str) -> None:
    source = Actor("urn:a", label, "person")
    one = Statement("st", "a", "stance", "Warn", Participant(source), None, Phrase("x", 0, 1), (0, len(sentence)))
    data = page_data(render_page([one], {"a": Article("a", sentence)}))
    assert data["actors"][0]["label"]["en"] == label
    assert data["sentences"][0][1] == (sentence or "x")


def test_small_change_leaves_positions_nearly_alone() -> None:
    """An actor that turns up at the end of the list must not move those drawn first."""
    many = make_world(120, 8, cast=60)
    data = page_data(render_page(many.statements, many.articles))
    newcomer = Actor("urn:new", "Newcomer", "other")
    extra = replace(many.statements[0], id="st-new", source=Participant(newcomer), target=None)
    later = page_data(render_page([*many.statements, extra], many.articles))
    before = {actor["id"]: node for actor, node in zip(data["actors"], data["nodes"], strict=True)}
    after = {actor["id"]: node for actor, node in zip(later["actors"], later["nodes"], strict=True)}
    first = [actor["id"] for actor in data["actors"][:40]]
    assert [after[one] for one in first] == [before[one] for one in first]
