"""How long graph.html takes until it can be used, and how large it is, beside what plain pyvis and bare sigma do.

    python -m benchmarks.browse [--sizes 300x2000 2000x10000] [--runs 3] [--patience 60]

Needs playwright and a Chromium. All pages are opened without a network. "Ready" for graph.html: the graph is drawn and
an actor, chosen through the address, is shown in the panel. "Ready" for plain pyvis (`Network.from_nx`, libraries in
line): the loading bar is gone, that is, the physics has settled. "Ready" for bare sigma (the renderer of
`kg-builder serve`, given the same nodes, places and edges): all is drawn once. The worst pause is the longest time in
which the page answered nothing while it showed everything. Processor seconds are those of all the browser's processes:
what a machine that is busy with other things still tells.

Measured on two cores, --patience 30: 300 actors and 2,000 edges 1.30 MB, ready after 1.3 s (0.9 s of processor; bare
sigma 1.0 times as long, plain pyvis over 22 times), everything shown after another 1.5 s; 2,000 actors and 10,000 edges
4.22 MB, ready after 1.0 s (1.2 s of processor; bare sigma 0.9 times, plain pyvis over 28 times), everything shown after
another 3.3 s with no pause above 0.4 s. Sigma drew with the processor: with a graphics card it is faster.
"""

import argparse
import contextlib
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import networkx as nx
import psutil
from playwright.sync_api import Browser, Error, Page, sync_playwright
from pyvis.network import Network

from kg_builder.browse.drawing import network
from kg_builder.browse.page import write_page
from kg_builder.browse.payload import content
from kg_builder.browse.safety import script_json
from kg_builder.records import Actor, Article, Participant, Phrase, Statement

TYPES = (("Condemn", -1), ("Support", 1), ("State", 0), ("Accuse", -1), ("Aid", 1))
VENDOR = files("kg_builder.browse") / "assets" / "web" / "vendor"
SIGMA = """<!doctype html><meta charset="utf-8"><div id="view" style="height:900px"></div>
<script type="application/json" id="data">{data}</script><script>{graphology}</script><script>{sigma}</script>
<script>
const {{ nodes, edges }} = JSON.parse(document.getElementById("data").textContent);
const graph = new graphology.MultiDirectedGraph();
nodes.forEach(([label, size, x, y], i) => graph.addNode(i, {{ label, size, x, y, color: "#2b4d73" }}));
const colours = {{ "-1": "#b23a1d", 0: "#8a919b", 1: "#0b6b76" }};
for (const [from, to, polarity] of edges) graph.addEdge(from, to, {{ color: colours[polarity], type: "arrow" }});
const sigma = new Sigma(graph, document.getElementById("view"));
requestAnimationFrame(() => requestAnimationFrame(() => {{ document.documentElement.dataset.ready = "true"; }}));
</script>
"""
# Without a graphics card Chromium draws WebGL with the processor, if it is told to.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
]


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


def bare_sigma(graph: Graph, path: Path) -> None:
    """The same graph, with the places that graph.html has for it, as sigma draws it without anything around."""
    net = network(content(graph.statements, graph.articles))
    nodes, edges, *_ = net.get_network_data()
    data = {
        "nodes": [[one["label"], one["size"] / 4, one["x"], -one["y"]] for one in nodes],
        "edges": [[one["from"], one["to"], one["polarity"]] for one in edges],
    }
    names = {"graphology": "graphology.umd.min.js", "sigma": "sigma.min.js"}
    libraries = {key: (VENDOR / name).read_text(encoding="utf-8") for key, name in names.items()}
    path.write_text(SIGMA.format(data=script_json(data), **libraries), encoding="utf-8")


Ready = Callable[[Page, float], None]


def until_ready(browser: Browser, path: Path, ready: Ready, patience: float) -> tuple[float, float] | None:
    """Seconds from the request of the page until it is ready and processor seconds, or None beyond the patience."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start, spent = time.perf_counter(), processor_seconds()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        ready(page, patience * 1000)
        return time.perf_counter() - start, processor_seconds() - spent
    except Error:
        return None
    finally:
        context.close()


def processor_seconds() -> float:
    """What the browser's processes have used of the processor."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            total += sum(process.cpu_times()[:2])
    return total


def medians(browser: Browser, path: Path, ready: Ready, patience: float, runs: int) -> tuple[float, float] | None:
    """The medians of several runs; None where one took longer than the patience."""
    done = []
    for _ in range(runs):
        one = until_ready(browser, path, ready, patience)
        if one is None:
            return None
        done.append(one)
    return statistics.median(one[0] for one in done), statistics.median(one[1] for one in done)


def our_page_ready(page: Page, patience: float) -> None:
    page.wait_for_selector("html[data-ready]", timeout=patience)
    page.evaluate("location.hash = 'actor=urn:actor:0'")
    page.wait_for_selector("#panel .statement", timeout=patience)


def pyvis_page_ready(page: Page, patience: float) -> None:
    page.wait_for_selector("#loadingBar", state="attached", timeout=patience)
    page.wait_for_selector("#loadingBar", state="hidden", timeout=patience)


def sigma_page_ready(page: Page, patience: float) -> None:
    page.wait_for_selector("html[data-ready]", timeout=patience)


def everything(browser: Browser, path: Path) -> tuple[float, float]:
    """Seconds to show all actors and edges, and the longest pause of the page in the meantime."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
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
    """Writes the three pages of a graph, opens them, and prints what they took beside each other."""
    graph = make_graph(*wanted)
    print(f"{wanted[0]} actors, {wanted[1]} edges, {len(graph.statements)} statements")
    writers: dict[str, tuple[Callable[[Graph, Path], None], Ready, int]] = {
        "graph.html": (lambda graph, path: write_page(graph.statements, graph.articles, path), our_page_ready, runs),
        "plain pyvis": (plain_pyvis, pyvis_page_ready, 1),
        "bare sigma": (bare_sigma, sigma_page_ready, runs),
    }
    took: dict[str, tuple[float, float] | None] = {}
    sizes: dict[str, float] = {}
    for name, (write, ready, times) in writers.items():
        path = folder / (name if name.endswith(".html") else f"{name}.html")
        start = time.perf_counter()
        write(graph, path)
        wrote = time.perf_counter() - start
        took[name], sizes[name] = medians(browser, path, ready, patience, times), path.stat().st_size / 1e6
        print(f"  {name:11}  ready {shown(took[name], patience)}   {sizes[name]:5.2f} MB   written in {wrote:5.1f} s")
    mine = took["graph.html"]
    for name in ("plain pyvis", "bare sigma"):
        theirs = took[name]
        times = (theirs[0] if theirs else patience) / (mine[0] if mine else patience)
        more = "over " if theirs is None else ""
        print(f"  {name} / graph.html: {more}{times:.2f} in time, {sizes[name] / sizes['graph.html']:.2f} in size")
    all_shown, pause = everything(browser, folder / "graph.html")
    print(f"  everything shown after {all_shown:.1f} s, longest pause {pause:.2f} s")


def shown(taken: tuple[float, float] | None, patience: float) -> str:
    """Seconds and processor seconds, or that the patience ended."""
    return f">{patience:5.0f} s" if taken is None else f"{taken[0]:6.2f} s ({taken[1]:5.2f} s of processor)"


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
