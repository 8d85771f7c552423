"""How long graph.html takes until it can be used, and how large it is, beside what plain pyvis writes.

    python benchmarks/browse.py [--sizes 300x2000 2000x10000] [--runs 3] [--patience 60]

Needs playwright and a Chromium. Both pages are opened without a network. "Ready" for graph.html: the graph is drawn and
an actor, chosen through the address, is shown in the panel. "Ready" for plain pyvis (`Network.from_nx`, libraries in
line): the loading bar is gone, that is, the physics has settled. The worst pause is the longest time in which the page
answered nothing while it showed everything.
"""

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from playwright.sync_api import Browser, Error, Page, sync_playwright
from pyvis.network import Network

from kg_builder.browse.page import write_page
from kg_builder.records import Actor, Article, Participant, Phrase, Statement

TYPES = (("Condemn", -1), ("Support", 1), ("State", 0), ("Accuse", -1), ("Aid", 1))
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True, slots=True)
class Graph:
    statements: list[Statement]
    articles: dict[str, Article]


def make_graph(actors: int, edges: int, seed: int = 1) -> Graph:
    """Statements that bundle into exactly `edges` edges among `actors` actors, the first ones far more involved."""
    rng = random.Random(seed)
    cast = [Actor(f"urn:actor:{n}", f"Ministry number {n}", "organisation") for n in range(actors)]
    pairs: dict[tuple[int, int, int], int] = {}
    while len(pairs) < edges:
        source = len(pairs) if len(pairs) < actors else int(actors * rng.random() ** 3)
        target, kind = int(actors * rng.random() ** 3), rng.randrange(len(TYPES))
        if source != target:
            pairs.setdefault((source, target, TYPES[kind][1]), kind)
    return _write(rng, cast, [(source, target, kind) for (source, target, _), kind in pairs.items()])


def _write(rng: random.Random, cast: list[Actor], pairs: list[tuple[int, int, int]]) -> Graph:
    statements: list[Statement] = []
    articles: dict[str, Article] = {}
    for number, (source, target, kind) in enumerate(pairs):
        name, polarity = TYPES[kind]
        for again in range(1 + (rng.random() < 0.3) + (rng.random() < 0.1)):
            article = f"article-{(number + again) // 8}.txt"
            text = articles[article].text if article in articles else ""
            a, b = cast[source].label, cast[target].label
            line = f"{a} spoke of {b} at length on the second day of the talks, to the surprise of many observers. "
            at = len(text)
            date = f"{2020 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}"
            articles[article] = Article(article, text + line, "en", f"Day {number} of the talks", date, None, "Wire")
            statements.append(
                Statement(
                    f"st-{number}-{again}", article, "stance", name,
                    Participant(cast[source], at, at + len(a)), Participant(cast[target], None, None),
                    Phrase("spoke", at + len(a) + 1, at + len(a) + 6), (at, at + len(line) - 1), polarity,
                    date=date, confidence=0.5 + 0.5 * rng.random(),
                )
            )  # fmt: skip
    return Graph(statements, articles)


def plain_pyvis(graph: Graph, path: Path) -> None:
    """The same graph as pyvis writes it from networkx: one edge for each ordered pair and polarity."""
    plain = nx.MultiDiGraph()
    seen = set()
    for one in graph.statements:
        assert one.source
        assert one.target
        key = (one.source.actor.label, one.target.actor.label, one.polarity)
        if key not in seen:
            seen.add(key)
            plain.add_edge(key[0], key[1], title=one.type)
    net = Network(directed=True, cdn_resources="in_line", height="900px")
    net.from_nx(plain)
    path.write_text(net.generate_html(), encoding="utf-8")


def until_ready(browser: Browser, path: Path, ready: Callable[[Page, float], None], patience: float) -> float | None:
    """Seconds from the request of the page until it is ready, or None beyond the patience."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        ready(page, patience * 1000)
        return time.perf_counter() - start
    except Error:
        return None
    finally:
        context.close()


def our_page_ready(page: Page, patience: float) -> None:
    page.wait_for_selector("html[data-ready]", timeout=patience)
    page.evaluate("location.hash = 'actor=urn:actor:0'")
    page.wait_for_selector("#panel .statement", timeout=patience)


def pyvis_page_ready(page: Page, patience: float) -> None:
    page.wait_for_selector("#loadingBar", state="hidden", timeout=patience)


def everything(browser: Browser, path: Path) -> tuple[float, float]:
    """Seconds to show all actors and edges, and the longest pause of the page in the meantime."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.evaluate(
        """() => { window.worst = 0;
        let last = performance.now();
        setInterval(() => {
          const now = performance.now();
          window.worst = Math.max(window.worst, now - last);
          last = now;
        }, 10); }"""
    )
    start = time.perf_counter()
    for _ in range(4):
        if page.is_visible("#show-more"):
            page.click("#show-more")
    while page.evaluate("kgPage.drawn() < kgPage.edges().length"):
        page.wait_for_timeout(50)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    seconds = time.perf_counter() - start
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)
    worst = float(page.evaluate("window.worst")) / 1000
    context.close()
    return seconds, worst


def measure(browser: Browser, wanted: tuple[int, int], runs: int, patience: float, folder: Path) -> None:
    graph = make_graph(*wanted)
    ours, plain = folder / "graph.html", folder / "pyvis.html"
    start = time.perf_counter()
    write_page(graph.statements, graph.articles, ours)
    wrote = time.perf_counter() - start
    start = time.perf_counter()
    plain_pyvis(graph, plain)
    plain_wrote = time.perf_counter() - start
    times = [until_ready(browser, ours, our_page_ready, patience) for _ in range(runs)]
    done = [one for one in times if one is not None]
    mine = statistics.median(done) if len(done) == runs else None
    theirs = until_ready(browser, plain, pyvis_page_ready, patience)
    all_shown, pause = everything(browser, ours)
    megabytes, plain_megabytes = (path.stat().st_size / 1e6 for path in (ours, plain))
    print(f"{wanted[0]} actors, {wanted[1]} edges, {len(graph.statements)} statements")
    waits = seconds(mine, patience), seconds(theirs, patience)
    print(f"  graph.html   ready {waits[0]}   {megabytes:5.2f} MB   written in {wrote:5.1f} s")
    print(f"  plain pyvis  ready {waits[1]}   {plain_megabytes:5.2f} MB   written in {plain_wrote:5.1f} s")
    more = "over " if theirs is None else ""
    sooner, size_ratio = (theirs or patience) / (mine or patience), megabytes / plain_megabytes
    print(f"  ratios       {more}{sooner:.1f} times sooner ready, {size_ratio:.2f} times the size, sentences included")
    print(f"  everything shown after {all_shown:.1f} s, longest pause {pause:.2f} s")


def seconds(value: float | None, patience: float) -> str:
    return f"{value:6.2f} s" if value is not None else f">{patience:5.0f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["300x2000", "2000x10000"], metavar="ACTORSxEDGES")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for a page")
    chosen = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        parser.error("no Chromium found")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        for size in chosen.sizes:
            actors, edges = (int(part) for part in size.split("x"))
            measure(browser, (actors, edges), chosen.runs, chosen.patience, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
