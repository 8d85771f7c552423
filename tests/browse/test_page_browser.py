"""The page in a real Chromium without a network: everything a reader does with it."""

import csv
import json
import re
from pathlib import Path

import pytest
from world import World

from kg_builder.browse.page import write_page
from kg_builder.records import Actor, Article, Participant, Phrase, Statement

pytest.importorskip("playwright", reason="the browser tests need playwright")


def click_edge(watched, source: str, target: str, polarity: int) -> None:
    x, y = watched.page.evaluate(f"kgPage.edgeAt({source!r}, {target!r}, {polarity})")
    watched.page.mouse.move(x, y)
    watched.page.mouse.click(x, y)
    watched.page.wait_for_timeout(400)


def click_actor(watched, key: str) -> None:
    x, y = watched.page.evaluate(f"kgPage.actorAt({key!r})")
    watched.page.mouse.click(x, y)
    watched.page.wait_for_timeout(400)


def free_edge(watched) -> dict:
    """The strongest edge whose middle no actor covers."""
    page = watched.page
    spots = [page.evaluate(f"kgPage.actorAt({key!r})") for key in page.evaluate("kgPage.actors()")]
    for edge in page.evaluate("kgPage.edges()"):
        x, y = page.evaluate(f"kgPage.edgeAt({edge['from']!r}, {edge['to']!r}, {edge['polarity']})")
        if all(abs(x - a) > 45 or abs(y - b) > 45 for a, b in spots):
            return edge
    raise AssertionError("no edge with a free middle")


def canvas_colours(watched) -> int:
    """How many different colours the canvas holds."""
    return watched.page.evaluate(
        """() => {
          const canvas = document.querySelector("#canvas canvas");
          const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          const seen = new Set();
          for (let k = 0; k < data.length; k += 4) if (data[k + 3]) seen.add(data.slice(k, k + 3).join());
          return seen.size;
        }"""
    )


def panel_text(watched) -> str:
    return watched.page.inner_text("#panel")


def test_draws_the_graph(watched, page_file: Path) -> None:
    watched.open(page_file)
    watched.shoot("overview")
    assert canvas_colours(watched) > 50
    assert len(watched.page.evaluate("kgPage.actors()")) > 20
    assert "At a glance" in panel_text(watched)


def test_a_click_on_an_edge_shows_its_sentences(watched, page_file: Path, world: World) -> None:
    watched.open(page_file)
    edge = free_edge(watched)
    click_edge(watched, edge["from"], edge["to"], edge["polarity"])
    watched.shoot("pair")
    assert "pair=" in watched.page.url
    sentences = watched.page.locator("#panel .sentence").all_inner_texts()
    assert sentences
    texts = " ".join(article.text for article in world.articles.values())
    assert all(sentence in texts for sentence in sentences)
    assert watched.page.locator("#panel mark").count() >= len(sentences)
    assert watched.page.locator("#panel .origin a[href^='https://news.example/']").count() >= len(sentences)


def test_a_click_on_an_actor_and_its_neighbourhood(watched, page_file: Path) -> None:
    watched.open(page_file)
    click_actor(watched, "Q159")
    assert watched.page.inner_text("#panel h2") == "Russia"
    assert "actor=Q159" in watched.page.url
    watched.shoot("actor")
    watched.page.click("#around")
    watched.page.wait_for_timeout(500)
    watched.shoot("around")
    edges = watched.page.evaluate("kgPage.edges()")
    assert edges
    assert all("Q159" in (edge["from"], edge["to"]) for edge in edges)
    watched.page.click("#unfocus")
    watched.page.click("#back")
    assert "At a glance" in panel_text(watched)


def test_search_completes_and_opens(watched, page_file: Path) -> None:
    watched.open(page_file)
    watched.page.keyboard.press("/")
    watched.page.keyboard.type("lawr")
    watched.page.wait_for_selector("#suggestions [role=option]")
    watched.shoot("suggestions")
    watched.page.keyboard.press("ArrowDown")
    assert watched.page.get_attribute("#search", "aria-activedescendant") == "suggestion-0"
    watched.page.keyboard.press("Enter")
    assert watched.page.inner_text("#panel h2") == "Sergey Lavrov"
    watched.page.fill("#search", "zweier Banken")
    watched.page.keyboard.press("Enter")
    assert "text=zweier+Banken" in watched.page.url
    assert all("zweier Banken" in text for text in watched.page.locator("#panel .sentence").all_inner_texts())
    watched.page.fill("#search", "qqqq")
    assert "Nothing found" in watched.page.inner_text("#suggestions")


def test_filters_narrow_graph_and_panel(watched, page_file: Path) -> None:
    watched.open(page_file)
    before = int(watched.page.inner_text("dl.figures div:nth-child(2) dd").replace(",", ""))
    watched.page.check("[data-facet='polarity=negative']")
    watched.page.click("#facet-type .link")
    watched.page.check("[data-facet='type=Sanction']")
    watched.page.wait_for_timeout(200)
    watched.shoot("filtered")
    after = int(watched.page.inner_text("dl.figures div:nth-child(2) dd").replace(",", ""))
    assert 0 < after < before
    assert {edge["polarity"] for edge in watched.page.evaluate("kgPage.edges()")} == {-1}
    assert watched.page.evaluate("document.activeElement.dataset.facet") == "type=Sanction"
    watched.page.check("[data-facet='factuality=possible']")
    watched.page.check("[data-facet='lang=en']")
    watched.page.click("#filters-reset")
    watched.page.wait_for_timeout(100)
    assert int(watched.page.inner_text("dl.figures div:nth-child(2) dd").replace(",", "")) == before


def test_confidence_and_nothing_left(watched, page_file: Path) -> None:
    watched.open(page_file)
    watched.page.evaluate(
        """() => { const slider = document.querySelector('[data-facet="confidence="]');
        slider.value = "100"; slider.dispatchEvent(new Event("change")); }"""
    )
    watched.page.wait_for_timeout(200)
    watched.shoot("nothing-left")
    assert watched.page.is_visible("#nothing")
    assert "Nothing fits" in watched.page.inner_text("#nothing")


def test_dashed_when_nothing_is_firm(watched, page_file: Path) -> None:
    watched.open(page_file, "#factuality=conditional&more=4")
    edges = watched.page.evaluate("kgPage.edges()")
    assert edges
    assert not any(edge["firm"] for edge in edges)


def test_time_slider_and_player(watched, page_file: Path) -> None:
    watched.open(page_file)
    whole = watched.page.inner_text("#count")
    watched.page.focus("#time-to")
    for _ in range(12):
        watched.page.keyboard.press("ArrowLeft")
    watched.page.wait_for_timeout(200)
    watched.shoot("earlier")
    assert "to=" in watched.page.url
    assert watched.page.inner_text("#count") != whole
    watched.page.click("#time-all")
    watched.page.wait_for_timeout(100)
    assert watched.page.inner_text("#count") == whole
    watched.page.click("#play")
    watched.page.wait_for_timeout(900)
    assert watched.page.get_attribute("#play", "aria-pressed") == "true"
    first = watched.page.inner_text("#time-span")
    watched.page.wait_for_timeout(900)
    assert watched.page.inner_text("#time-span") != first
    watched.page.click("#play")
    assert watched.page.get_attribute("#play", "aria-pressed") == "false"


def test_keyboard_alone(watched, page_file: Path) -> None:
    watched.open(page_file)
    watched.page.focus("#canvas")
    watched.page.keyboard.press("ArrowRight")
    said = watched.page.inner_text("#live")
    assert re.search(r"\w+, \w+, \d+ statements", said)
    watched.page.keyboard.press("ArrowDown")
    assert watched.page.inner_text("#live") != said
    watched.page.keyboard.press("Enter")
    heading = watched.page.inner_text("#panel h2")
    watched.shoot("chosen-by-key")
    assert watched.page.inner_text("#live") == heading
    watched.page.focus("#canvas")
    watched.page.keyboard.press("Escape")
    assert "At a glance" in panel_text(watched)
    watched.page.focus("#skip")
    watched.page.keyboard.press("Enter")
    assert watched.page.is_visible("#list table")


def test_list_view_holds_the_same(watched, page_file: Path) -> None:
    watched.open(page_file, "#more=4")
    edges = len(watched.page.evaluate("kgPage.edges()"))
    watched.page.click("#view-list")
    watched.shoot("list")
    assert f"({edges})" in watched.page.inner_text("#list h2")
    watched.page.click("[data-column=source]")
    names = watched.page.locator("#list tbody tr td:first-child").all_inner_texts()
    assert names == sorted(names)
    watched.page.locator("#list tbody tr td.num button").first.click()
    assert "pair=" in watched.page.url
    assert watched.page.locator("#panel .sentence").count() > 0


def test_links_lead_back_to_a_view(watched, page_file: Path, world: World) -> None:
    watched.open(page_file, "#pair=Q159&pair=Q212&polarity=negative&ui=de")
    assert "Russland" in panel_text(watched)
    assert "Ukraine" in panel_text(watched)
    assert watched.page.is_checked("[data-facet='polarity=negative']")
    chosen = world.statements[5]
    watched.open(page_file, f"#statement={chosen.id}")
    article = world.articles[chosen.article].text
    assert watched.page.inner_text("#chosen .sentence") == article[slice(*chosen.evidence)]
    watched.shoot("statement")
    watched.open(page_file, "#actor=nobody&type=%3Cscript%3E&from=x&more=-3&statement=</script>&confidence=NaN")
    assert "Nothing fits" in panel_text(watched)


def test_history_goes_back(watched, page_file: Path) -> None:
    watched.open(page_file)
    click_actor(watched, "Q159")
    click_actor(watched, "Q7184")
    assert watched.page.inner_text("#panel h2") == "NATO"
    watched.page.go_back()
    watched.page.wait_for_timeout(200)
    assert watched.page.inner_text("#panel h2") == "Russia"


def test_german(watched, page_file: Path) -> None:
    watched.open(page_file)
    watched.page.click("#language")
    watched.shoot("german")
    assert "Auf einen Blick" in panel_text(watched)
    assert watched.page.get_attribute("html", "lang") == "de"
    assert watched.page.title() == "Wer steht wo"
    click_actor(watched, "Q159")
    assert watched.page.inner_text("#panel h2") == "Russland"


def save(watched, which: str, folder: Path) -> Path:
    watched.page.click("#export-open")
    with watched.page.expect_download() as waiting:
        watched.page.click(f"#export-{which}")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_exports(watched, page_file: Path, tmp_path: Path) -> None:
    watched.open(page_file, "#pair=Q159&pair=Q212")
    picture = save(watched, "png", tmp_path)
    assert picture.name == "Russia-Ukraine.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    drawing = save(watched, "svg", tmp_path).read_text()
    assert drawing.count("<path") >= 2 * len(watched.page.evaluate("kgPage.edges()"))
    assert "Russia" in drawing
    table = save(watched, "csv", tmp_path).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    assert rows
    assert {row["source"] for row in rows} <= {"Russia", "Ukraine"}
    assert len(rows) == watched.page.locator("#panel .statement").count()


@pytest.mark.phone
def test_on_a_phone(watched, page_file: Path) -> None:
    watched.open(page_file)
    watched.shoot("overview")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
    watched.page.tap("#filters-open")
    assert watched.page.is_visible("#facets")
    watched.shoot("filters")
    watched.page.tap("#filters-close")
    assert not watched.page.is_visible("#facets")
    watched.page.locator("#panel .row").first.tap()
    watched.page.wait_for_timeout(400)
    watched.shoot("pair")
    assert watched.page.locator("#panel .sentence").count() > 0
    watched.page.tap("#view-list")
    watched.shoot("list")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_empty_graph(watched, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    write_page([], {}, path)
    watched.open(path)
    watched.shoot("empty")
    assert "No statements yet" in watched.page.inner_text("#nothing")


HOSTILE = (
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror='window.hacked=1'>",
    '"><svg onload=window.hacked=1>',
    "<!--<script>window.hacked=1//",
    "=HYPERLINK(\"http://evil.example\")",
    "very " * 60 + "long name",
    "\u202eright to left\u2028",
)  # fmt: skip
ADDRESSES = (
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "https://ok.example/?a=<b>",
)


def hostile_page(path: Path) -> None:
    statements, articles = [], {}
    actors = [Actor(f"urn:{word}", word, "person", (("de", word), ("en", word))) for word in HOSTILE]
    for number, word in enumerate(HOSTILE):
        text = f"{word} warns {word} of {word}"
        url = ADDRESSES[number % len(ADDRESSES)]
        articles[word] = Article(word, text, word, word, "2024-05-06", url, word)
        source, target = actors[number], actors[(number + 1) % len(actors)]
        statements.append(
            Statement(
                word, word, "stance", word if number == 0 else "Warn", Participant(source, 0, len(word)),
                Participant(target), Phrase("warns", len(word) + 1, len(word) + 6), (0, len(text)), -1,
                date="2024-05-06", topic=Phrase(word, 0, len(word)),
            )
        )  # fmt: skip
    write_page(statements, articles, path, title=HOSTILE[0])


def test_hostile_words_do_nothing(watched, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    hostile_page(path)
    watched.open(path)
    watched.shoot("overview")
    for word in HOSTILE:
        watched.page.evaluate(f"location.hash = new URLSearchParams({{ actor: {json.dumps('urn:' + word)} }})")
        watched.page.wait_for_timeout(120)
        assert watched.page.locator("#panel .sentence").count() > 0
    watched.shoot("actor")
    watched.page.fill("#search", "<img")
    watched.page.evaluate("location.hash = 'view=list'")
    table = save(watched, "csv", tmp_path).read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in table
    watched.page.click("#view-graph")
    assert "<script>window.hacked" not in save(watched, "svg", tmp_path).read_text()
    assert watched.page.evaluate("window.hacked") is None
    assert watched.page.locator("#panel img, #panel script, #list img, #suggestions img").count() == 0
    links = watched.page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.protocol)")
    assert set(links) <= {"https:", "file:"}


def test_contrast_of_text(watched, page_file: Path) -> None:
    """WCAG 2 AA: every text of header, filters, panel and footer has at least 4.5 to 1 against what lies behind it."""
    for scheme in ("light", "dark"):
        watched.page.emulate_media(color_scheme=scheme)
        watched.open(page_file, "#pair=Q159&pair=Q212")
        poor = watched.page.evaluate(CONTRAST)
        watched.shoot(scheme)
        assert poor == []


CONTRAST = """() => {
  const channel = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return text.startsWith("color(") ? [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1] : [n[0], n[1], n[2], n[3] ?? 1]; };
  const light = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const behind = (element) => { for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.5) return c; } return [255, 255, 255, 1]; };
  const poor = [];
  for (const element of document.querySelectorAll("header *, .filters *, .panel *, footer *, .map-top *, .legend *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility() || element instanceof SVGElement) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.className || element.tagName}: ${element.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)].slice(0, 20);
}"""  # noqa: E501


def test_every_control_has_a_name(watched, page_file: Path) -> None:
    watched.open(page_file, "#actor=Q159")
    nameless = watched.page.evaluate(
        """() => [...document.querySelectorAll("button, input, a[href], [role=application]")].filter((e) =>
          e.checkVisibility() && !(e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length)
        ).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert nameless == []
