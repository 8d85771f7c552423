"""How fast the server answers over a large store: search and neighbourhoods, twenty clients at once.

    python benchmarks/serve.py [--statements 100000] [--clients 20] [--requests 2000] [--store DIR]

Fills a store with invented statements (or takes the one given), starts the server as a process of its own, waits for
its index, then has the clients ask. Prints the median and the 99th percentile by kind of request, and the memory of
the server before and after.
"""

import argparse
import contextlib
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from kg_builder.graph.store import Store
from kg_builder.records import Actor, Article, Participant, Phrase, Reading, Statement

PORT = 8797
ADDRESS = f"http://127.0.0.1:{PORT}"
TYPES = (("Condemn", -1), ("Support", 1), ("State", 0), ("Accuse", -1), ("Aid", 1))
START = "import sys; from pathlib import Path; from kg_builder.browse.server import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"  # noqa: E501


def readings(statements: int, actors: int) -> Iterator[tuple[Reading, str]]:
    """Articles of twenty statements each, whose actors are the more frequent the smaller their number."""
    rng = random.Random(1)
    cast = [
        Actor(f"http://www.wikidata.org/entity/Q{9000000 + n}", f"Ministry number {n}", "organisation", known=True)
        for n in range(actors)
    ]
    for article in range(max(1, statements // 20)):
        yield _reading(rng, cast, article), "benchmark"


def _reading(rng: random.Random, cast: list[Actor], article: int) -> Reading:
    identifier, text, found = f"article-{article}.txt", "", []
    date = f"{2010 + article % 15}-{1 + article % 12:02}-{1 + article % 28:02}"
    for k in range(20):
        source, target = (cast[int(len(cast) * rng.random() ** 3)] for _ in range(2))
        name, polarity = TYPES[rng.randrange(len(TYPES))]
        line = f"{source.label} spoke of {target.label} on the second day of the talks. "
        at, cue = len(text), len(text) + len(source.label) + 1
        text += line
        found.append(
            Statement(
                f"st-{article}-{k}", identifier, "stance", name, Participant(source, at, cue - 1),
                Participant(target, None, None), Phrase("spoke", cue, cue + 5), (at, at + len(line) - 1), polarity,
                date=date, confidence=0.8,
            )
        )  # fmt: skip
    return Reading(Article(identifier, text, "en", f"Talks, report {article}", date, None, "Wire"), (), tuple(found))


def ask(address: str) -> float:
    """Seconds until the whole answer is here; raises where it is no success."""
    start = time.perf_counter()
    with urllib.request.urlopen(ADDRESS + address, timeout=60) as answer:
        answer.read()
    return time.perf_counter() - start


def wait_until_up(server: subprocess.Popen[bytes]) -> float:
    """Seconds until the server answers."""
    start = time.perf_counter()
    while server.poll() is None:
        with contextlib.suppress(OSError):
            ask("/sparql")
            return time.perf_counter() - start
        time.sleep(0.2)
    raise RuntimeError("the server ended")


def clients(count: int, requests: int, actors: int) -> dict[str, list[float]]:
    """The times of all requests by kind, asked by several clients at once."""
    times: dict[str, list[float]] = {"search": [], "neighbourhood": [], "actor page": []}
    lock = threading.Lock()

    def client(number: int) -> None:
        rng = random.Random(number)
        for _ in range(requests // count):
            # The rarest may have no statement at all.
            actor = int(actors / 4 * rng.random() ** 2)
            kind = rng.choices(list(times), (5, 5, 1))[0]
            query = urllib.parse.quote(f"number {actor}")
            address = {
                "search": f"/api/search?q={query}",
                "neighbourhood": f"/api/neighbours?actor=Q{9000000 + actor}",
                "actor page": f"/actor/Q{9000000 + actor}",
            }[kind]
            seconds = ask(address)
            with lock:
                times[kind].append(seconds)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def report(times: dict[str, list[float]]) -> None:
    for kind, several in times.items():
        ordered = sorted(several)
        if ordered:
            median, worst = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
            print(
                f"  {kind:14} {len(ordered):6} requests   median {median * 1000:6.0f} ms   p99 {worst * 1000:6.0f} ms"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--actors", type=int, default=5_000)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--store", type=Path, help="where the store is, or is to be kept for another run")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.store or Path(folder) / "store"
        if not path.exists():
            start = time.perf_counter()
            with Store.open(path, write=True) as store:
                store.put_all(readings(chosen.statements, chosen.actors))
            print(f"store of {chosen.statements} statements written in {time.perf_counter() - start:.0f} s")
        server = subprocess.Popen([sys.executable, "-c", START, str(path), str(PORT)])
        try:
            print(f"index ready after {wait_until_up(server):.1f} s")
            process = psutil.Process(server.pid)
            clients(chosen.clients, chosen.requests // 4, chosen.actors)
            before, spent = process.memory_info().rss, sum(process.cpu_times()[:2])
            report(clients(chosen.clients, chosen.requests, chosen.actors))
            spent = sum(process.cpu_times()[:2]) - spent
            print(f"  processor time of the server {1000 * spent / chosen.requests:.1f} ms a request")
            after = process.memory_info().rss
            print(f"  memory {before / 1e6:.0f} MB before, {after / 1e6:.0f} MB after")
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
