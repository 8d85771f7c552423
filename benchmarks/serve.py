"""How fast the server answers over a large store: search and neighbourhoods, twenty clients at once.

    python -m benchmarks.serve [--statements 100000] [--clients 20] [--requests 10000] [--store DIR]

Fills a store with invented statements (or takes the one given), starts the server twice as a process of its own (the
first start makes the index, unless the store has one), then has the clients ask. Prints the median and the 99th
percentile by kind of request, and the memory of the server after each quarter of them.

With --index N, the server is given an index of N invented statements beside the store's own: search and neighbourhoods
are answered from the index alone, so that they can be measured without the hour that a store of that size takes. The
pages of actors, which show sentences, are then not asked for.

Measured on two cores with nothing beside it, a whole store of one million statements in 100,000 articles: search at a
median of 72 ms, p99 184 ms; neighbourhoods 125 ms, p99 271 ms; pages of actors 1,560 ms, p99 2,372 ms; 385 MB after
2,000 requests, 387, 388, 389 and 390 MB after each quarter of 10,000 more. (While each thread had a heap of its own,
454 MB became 528.) The server starts with 1.0 s of processor; the index was made in 301 s of processor.
A store of 138,200 statements with a load of seven: search 139 ms, p99 458 ms; neighbourhoods 144 ms, p99 481 ms; pages
of actors 474 ms, p99 1,438 ms.
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
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import psutil

from benchmarks.graph_world import ACTORS, WORDS, World
from kg_builder.browse.columns import KIND_NAMES, Articles, Columns, Rows, day_of
from kg_builder.browse.index_file import NAME, Kept, save, state_of
from kg_builder.browse.texts import Texts
from kg_builder.graph.store import Store
from kg_builder.graph.terms import article_iri, iri
from kg_builder.records import Actor

PORT = 8797
ADDRESS = f"http://127.0.0.1:{PORT}"
EACH = 10
"""Statements of an article."""
WARM = 5
"""One in so many requests comes before the count: the store's caches fill."""
START = "import sys; from pathlib import Path; from kg_builder.browse.server import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"  # noqa: E501


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


@contextlib.contextmanager
def running(store: Path) -> Iterator[psutil.Process]:
    """A server over a store; its start is timed."""
    server = subprocess.Popen([sys.executable, "-c", START, str(store), str(PORT)])
    try:
        seconds, process = wait_until_up(server), psutil.Process(server.pid)
        print(
            f"answers after {seconds:.1f} s ({sum(process.cpu_times()[:2]):.1f} s of processor), {megabytes(process)}"
        )
        yield process
    finally:
        server.terminate()
        server.wait(60)


def megabytes(process: psutil.Process) -> str:
    """The memory of a process, and what of it is mapped from files and can be dropped."""
    memory = process.memory_info()
    return f"{memory.rss / 1e6:.0f} MB ({memory.shared / 1e6:.0f} MB of files)"


def invented(statements: int) -> tuple[Columns, list[Actor]]:
    """The columns of so many statements as `World` draws them, and the actors they number."""
    world, chance = World(), np.random.default_rng(1)
    actors = sorted(world.actors, key=lambda one: iri(one.id))
    place = {one.id: number for number, one in enumerate(actors)}
    order = np.array([place[one.id] for one in world.actors], np.int32)
    weights = np.diff(world.weights, prepend=0) / world.weights[-1]
    source, target = (order[chance.choice(ACTORS, statements, p=weights)] for _ in range(2))
    types = chance.integers(len(world.types), size=statements)
    kinds = np.array([KIND_NAMES.index(one.kind) for one in world.types], np.int8)[types]
    quoted = np.arange(statements) % EACH == 0
    numbers = range(-(-statements // EACH))
    words = chance.choice(WORDS, (len(numbers), 6))
    days = [f"{2000 + one % 25}-{1 + one % 12:02}-{1 + one % 28:02}" for one in numbers]
    ids = [f"made/{one:07d}.txt" for one in numbers]
    empty = [""] * len(numbers)
    several = ([article_iri(one) for one in ids], empty, [" ".join(one) for one in words], days, empty)
    rows = Rows(
        np.where(quoted, 0, np.array([one.polarity for one in world.types], np.int8)[types]).astype(np.int8),
        np.where(quoted, KIND_NAMES.index("quotation"), kinds).astype(np.int8),
        source,
        np.where(quoted, -1, target).astype(np.int32),
        np.repeat(np.array([day_of(one) for one in days], np.int32), EACH)[:statements],
    )
    first = np.minimum(np.arange(len(numbers) + 1, dtype=np.int64) * EACH, statements)
    names = Texts.of(f"{ids[one // EACH]}#{one % EACH}" for one in range(statements))
    who = Texts.of(iri(one.id) for one in actors)
    return Columns(Articles(*map(Texts.of, several)), first, names, rows, who), actors


def clients(count: int, requests: int, seed: int, kinds: Mapping[str, int]) -> dict[str, list[float]]:
    """The times of all requests by kind, asked by several clients at once.

    kinds: how often each kind is asked for, against the others.
    """
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    lock = threading.Lock()

    def client(number: int) -> None:
        rng = random.Random(f"{seed} {number}")
        for _ in range(requests // count):
            # The rarest may have no statement at all; the most frequent are asked for most.
            actor = int(ACTORS / 8 * rng.random() ** 2)
            key = f"Q{actor + 1}" if actor % 4 == 0 else f"actor-{actor}"
            kind = rng.choices(list(kinds), list(kinds.values()))[0]
            address = {
                "search": f"/api/search?q={urllib.parse.quote(f'actor {actor}')}",
                "neighbourhood": f"/api/neighbours?actor={key}",
                "actor page": f"/actor/{key}",
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
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--store", type=Path, help="where the store is, or is to be kept for another run")
    parser.add_argument("--index", type=int, default=0, help="statements of an invented index, in place of the store's")
    chosen = parser.parse_args()
    kinds = {"search": 5, "neighbourhood": 5} | ({} if chosen.index else {"actor page": 1})
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.store or Path(folder) / "store"
        if not path.exists():
            with Store.open(path, write=True) as store:
                store.put_all((one, "1") for one in World().readings(chosen.statements // EACH, EACH))
        if chosen.index:
            save(Kept(state_of(path), *invented(chosen.index)), path / NAME)
        with running(path):
            pass
        with running(path) as server:
            clients(chosen.clients, chosen.requests // WARM, 0, kinds)
            print(f"  {megabytes(server)} after {chosen.requests // WARM} requests to warm up")
            spent, times = sum(server.cpu_times()[:2]), dict[str, list[float]]()
            for quarter in range(4):
                for kind, several in clients(chosen.clients, chosen.requests // 4, 1 + quarter, kinds).items():
                    times.setdefault(kind, []).extend(several)
                print(f"  {megabytes(server)} after {(quarter + 1) * (chosen.requests // 4)} more")
            report(times)
            spent = sum(server.cpu_times()[:2]) - spent
            print(f"  processor time of the server {1000 * spent / chosen.requests:.1f} ms a request")


if __name__ == "__main__":
    main()
