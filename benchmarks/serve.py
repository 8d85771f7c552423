"""How fast the server answers over a large store: search and neighbourhoods, twenty clients at once.

    python -m benchmarks.serve [--statements 100000] [--clients 20] [--requests 10000] [--store DIR]

Fills a store with invented statements (or takes the one given), starts the server twice as a process of its own (the
first start makes the index, unless the store has one), then has the clients ask. Prints the median and the 99th
percentile by kind of request, and the memory of the server after each quarter of them.
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

from benchmarks.graph_world import ACTORS, World
from kg_builder.graph.store import Store

PORT = 8797
ADDRESS = f"http://127.0.0.1:{PORT}"
EACH = 10
"""Statements of an article."""
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
    """The memory of a process."""
    return f"{process.memory_info().rss / 1e6:.0f} MB"


def clients(count: int, requests: int, seed: int) -> dict[str, list[float]]:
    """The times of all requests by kind, asked by several clients at once."""
    times: dict[str, list[float]] = {"search": [], "neighbourhood": [], "actor page": []}
    lock = threading.Lock()

    def client(number: int) -> None:
        rng = random.Random(f"{seed} {number}")
        for _ in range(requests // count):
            # The rarest may have no statement at all; the most frequent are asked for most.
            actor = int(ACTORS / 8 * rng.random() ** 2)
            key = f"Q{actor + 1}" if actor % 4 == 0 else f"actor-{actor}"
            kind = rng.choices(list(times), (5, 5, 1))[0]
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
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.store or Path(folder) / "store"
        if not path.exists():
            with Store.open(path, write=True) as store:
                store.put_all((one, "1") for one in World().readings(chosen.statements // EACH, EACH))
        with running(path):
            pass
        with running(path) as server:
            clients(chosen.clients, chosen.requests // 10, 0)
            print(f"  {megabytes(server)} after {chosen.requests // 10} requests to warm up")
            spent, times = sum(server.cpu_times()[:2]), dict[str, list[float]]()
            for quarter in range(4):
                for kind, several in clients(chosen.clients, chosen.requests // 4, 1 + quarter).items():
                    times.setdefault(kind, []).extend(several)
                print(f"  {megabytes(server)} after {(quarter + 1) * (chosen.requests // 4)} more")
            report(times)
            spent = sum(server.cpu_times()[:2]) - spent
            print(f"  processor time of the server {1000 * spent / chosen.requests:.1f} ms a request")


if __name__ == "__main__":
    main()
