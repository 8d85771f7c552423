"""Measures the graph on generated statements: python -m benchmarks.graph [--statements N] [--kills N] [--push N]

Prints one JSON object a measure: loading beside Oxigraph's own bulk_load of the same quads, the five ready-made
queries, export of N-Quads beside Oxigraph's dump of the same store, memory and size. With --store DIR, a store made by
an earlier run is measured, or the one made now is kept there; with --part N, export and dump are measured up to so many
megabytes: both go through a store at an even pace. With --kills, that many builds killed at random
moments and starved by full and failing disks, each finished by a second build and compared quad for quad; with --push,
that many statements pushed to Oxigraph and Virtuoso, which are stopped twice meanwhile.

Measured on two cores. 50,000 statements (1.7 million quads): loaded at 0.68 of the speed of bulk_load, 615 MB at the
most (bulk_load 1,301 MB); every question under 52 ms; export 0.88 times the time of the dump, 126 MB. A million
statements (35 million quads), on a machine so busy with other things that only processor time tells: loaded at 0.81 of
the speed of bulk_load with 702 MB (1,819 MB), in 660 s of processor (523 s). On a quieter one: questions at medians of
3 to 73 ms (offices-at-date, 459 rows, 52 ms); the whole export, 7.1 GB in 1,074 s of processor and 248 MB, took
1.17 times the processor time of the dump (920 s).
Pushed, 103,650 statements (3.6 million triples) by the Graph Store Protocol, the server stopped twice: Oxigraph and
Virtuoso hold all 10,367 graphs in their size, and of 520 compared triple by triple none differs.
"""

import argparse
import json
import math
import multiprocessing
import resource
import shutil
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from benchmarks.graph_world import World
from kg_builder.export.credentials import Credentials
from kg_builder.export.endpoint import Endpoint
from kg_builder.export.push import push
from kg_builder.export.registry import export
from kg_builder.export.triples import triples_of
from kg_builder.graph.contents import Contents
from kg_builder.graph.query import ask, rows_of
from kg_builder.graph.stats import size_of
from kg_builder.graph.store import Store
from kg_builder.graph.terms import ACTORS_GRAPH, ONTOLOGY_GRAPH
from kg_builder.records import Reading
from tests.export.servers import Oxigraph, Server, Virtuoso, counts_at, triples_at, values_of
from tests.faults.trials import chances, failing_disk_trial, full_disk_trial, kill_trial, limited_trial

EACH = 10
SAMPLE = 500
"""Graphs that are compared triple by triple after a push; of all others the sizes are."""
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("who-condemns-whom", {}),
    ("who-condemns-whom", {"source": "wd:Q41"}),
    ("stance-over-time", {"source": "wd:Q1", "target": "wd:Q5"}),
    ("stance-over-time", {"source": "wd:Q41", "target": "wd:Q21"}),
    ("who-agrees-with-whom", {"source": "wd:Q1"}),
    ("who-agrees-with-whom", {"source": "wd:Q41"}),
    ("claims-by-source", {"actor": "wd:Q1"}),
    ("offices-at-date", {"organisation": "wd:Q1", "day": "2010-06-01"}),
)


def show(name: str, **figures: Any) -> None:
    """Prints a measure."""
    print(json.dumps({"measure": name} | figures), flush=True)


def apart(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """The figures of some work in a process of its own, with its peak memory in megabytes."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(measured, (work, arguments))


def measured(work: Callable[..., dict[str, Any]], arguments: tuple[Any, ...]) -> dict[str, Any]:
    """The figures of some work, and this process's peak memory."""
    began = time.process_time()
    figures = work(*arguments)
    # Seconds of all threads: what a machine that is busy with other things still tells.
    figures["cpu"] = round(time.process_time() - began, 1)
    return figures | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def readings(statements: int) -> Iterator[tuple[Reading, str]]:
    """Readings with so many statements altogether."""
    for one in World().readings(statements // EACH, EACH):
        yield one, "1"


def generate(statements: int) -> dict[str, Any]:
    """How long the generator itself takes."""
    began = time.perf_counter()
    for _ in readings(statements):
        pass
    return {"seconds": time.perf_counter() - began}


def load(path: Path, statements: int) -> dict[str, Any]:
    """Fills a store."""
    began = time.perf_counter()
    with Store.open(path, write=True) as store:
        store.put_all(readings(statements))
    return {"seconds": time.perf_counter() - began}


def load_bare(path: Path, quads: Path) -> dict[str, Any]:
    """Loads the same quads with Oxigraph alone."""
    began = time.perf_counter()
    database = ox.Store(str(path))
    database.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    database.flush()
    return {"seconds": time.perf_counter() - began, "quads": len(database)}


class EnoughError(Exception):
    """A counter has taken as many bytes as it wants."""


class Counter:
    """A file that counts what is written to it and keeps nothing; raises EnoughError beyond a limit."""

    def __init__(self, limit: float) -> None:
        self.taken, self.limit = 0, limit

    def write(self, data: bytes) -> int:
        self.taken += len(data)
        if self.taken > self.limit:
            raise EnoughError
        return len(data)

    def flush(self) -> None:
        pass


def counted(work: Callable[[IO[bytes]], object], limit: float) -> dict[str, Any]:
    """How long some work writes, up to so many bytes, and how many it wrote a second of all its threads."""
    out = Counter(limit)
    began, used = time.perf_counter(), time.process_time()
    with suppress(EnoughError):
        work(cast("IO[bytes]", out))
    used = time.process_time() - used
    return {"seconds": time.perf_counter() - began, "bytes": out.taken, "used": used, "rate": out.taken / used}


def dump(path: Path, limit: float) -> dict[str, Any]:
    """Dumps a store with Oxigraph alone."""
    with Store.open(path) as store:
        return counted(lambda out: store.database.dump(out, format=ox.RdfFormat.N_QUADS), limit)


def write(path: Path, name: str, limit: float) -> dict[str, Any]:
    """Exports a store."""
    with Store.open(path) as store:
        return counted(lambda out: export(store, name, out), limit)


def to_file(path: Path, name: str, target: Path) -> None:
    """Exports a store to a file."""
    with Store.open(path) as store:
        export(store, name, target)


def question(path: Path, name: str, parameters: dict[str, str], times: int = 9) -> dict[str, Any]:
    """Asks a ready-made question several times on an open store."""
    taken, spent = [], []
    with Store.open(path) as store:
        for _ in range(times):
            began, used = time.perf_counter(), time.process_time()
            _, rows = rows_of(ask(store, name, parameters))
            taken.append((time.perf_counter() - began) * 1000)
            spent.append((time.process_time() - used) * 1000)
    return {"median_ms": round(statistics.median(taken), 1), "median_cpu_ms": round(statistics.median(spent), 1),
            "first_ms": round(taken[0], 1), "rows": len(rows)}  # fmt: skip


def measure_load(folder: Path, path: Path, statements: int) -> None:
    """Fills a store, beside Oxigraph's own loading of the same quads."""
    generated = apart(generate, statements)
    made = generated["seconds"]
    ours = apart(load, path, statements)
    to_file(path, "nquads", folder / "ours.nq")
    bare = apart(load_bare, folder / "bare", folder / "ours.nq")
    taken = ours["seconds"] - made
    show("load", statements=statements, quads=bare["quads"], seconds=round(taken, 1), peak_mb=ours["peak_mb"],
         quads_per_second=round(bare["quads"] / taken), bulk_load_seconds=round(bare["seconds"], 1),
         bulk_load_quads_per_second=round(bare["quads"] / bare["seconds"]), bulk_load_peak_mb=bare["peak_mb"],
         speed_of_bulk_load=round(bare["seconds"] / taken, 2), cpu_seconds=round(ours["cpu"] - generated["cpu"], 1),
         bulk_load_cpu_seconds=bare["cpu"], store_mb=size_of(path) >> 20)  # fmt: skip


def measure_store(path: Path, limit: float) -> None:
    """Queries, and export beside Oxigraph's own dump."""
    for name, parameters in QUESTIONS:
        show("query", question=name, parameters=parameters, **apart(question, path, name, parameters))
    dumped, exported = apart(dump, path, limit), apart(write, path, "nquads", limit)
    show("export nquads", megabytes=exported["bytes"] >> 20, seconds=round(exported["seconds"], 1),
         dump_megabytes=dumped["bytes"] >> 20, dump_seconds=round(dumped["seconds"], 1),
         cpu_seconds=round(exported["used"], 1), dump_cpu_seconds=round(dumped["used"], 1),
         times_dump=round(dumped["rate"] / exported["rate"], 2), peak_mb=exported["peak_mb"])  # fmt: skip


def measure_faults(folder: Path, count: int) -> None:
    """Builds that are interrupted; a trial that fails raises AssertionError."""
    for how in (signal.SIGKILL, signal.SIGINT):
        for mode in ("put", "bulk"):
            moments = chances(f"{how}{mode}", count // 4, 0.0, 0.6)
            hit = sum(kill_trial(folder, mode, how, moment) for moment in moments)
            show("killed", signal=how.name, mode=mode, builds=len(moments), still_at_work=hit, equal=len(moments))
    for name, trial, low, high in (
        ("file size limit", limited_trial, 10_000, 400_000),
        ("ENOSPC", full_disk_trial, 4_096, 4_000_000),
        ("EIO", failing_disk_trial, 4_096, 4_000_000),
    ):
        for mode in ("put", "bulk"):
            amounts = [int(one) for one in chances(f"{name}{mode}", max(1, count // 8), low, high)]
            hit = sum(trial(folder, mode, amount) for amount in amounts)
            show("starved", fault=name, mode=mode, builds=len(amounts), refused=hit, equal=len(amounts))


def measure_push(folder: Path, statements: int, protocols: list[str]) -> None:
    """Pushes to real servers that are stopped twice."""
    if not (folder / "store").exists():
        with Store.open(folder / "store", write=True) as store:
            store.put_all(readings(statements))
    for make, protocol in product((Oxigraph, Virtuoso), protocols):
        with Store.open(folder / "store") as store:
            push_trial(folder / f"{make.__name__}-{protocol}", store, make, protocol, statements)


def push_trial(folder: Path, store: Contents, make: type[Server], protocol: str, statements: int) -> None:
    """One server, stopped after a third and after two thirds of the graphs, each time started again."""
    server = make(folder)
    server.patience = 900.0
    server.start()
    url = server.store if protocol == "gsp" else server.update
    total, done, stops = len(store.graphs()) + 2, [0], [0]
    taken, reports = 0.0, []

    def stop(_: int) -> None:
        done[0] += 1
        if stops[0] < 2 and done[0] >= total * (stops[0] + 1) // 3:
            stops[0] += 1
            server.stop()

    try:
        for attempt in range(3):
            done[0] = 0
            began = time.perf_counter()
            endpoint = Endpoint(url, Credentials("dba", "dba"), attempts=2, sleep=lambda _: None)
            reports.append(push(store, endpoint, folder / "notes.jsonl", progress=stop))
            taken += time.perf_counter() - began
            if attempt < 2:
                server.start()
        wanted = {graph: len(triples_of(store, graph)) for graph in (*store.graphs(), ACTORS_GRAPH, ONTOLOGY_GRAPH)}
        counts = counts_at(server)
        sample = [*sorted(wanted)[:: max(1, total // SAMPLE)], ACTORS_GRAPH]
        show("push", server=make.__name__, protocol=protocol, statements=statements, seconds=round(taken, 1),
             sent=[one.sent for one in reports], unchanged=[one.unchanged for one in reports],
             complete=[one.complete for one in reports], triples=sum(one.triples for one in reports),
             graphs=len(wanted), remote_graphs=len(counts), remote_triples=sum(counts.values()),
             graphs_of_other_size=sum(counts.get(graph) != size for graph, size in wanted.items()),
             compared_triple_by_triple=len(sample),
             different=sum(triples_at(server, one) != values_of(triples_of(store, one)) for one in sample))  # fmt: skip
    finally:
        server.stop()


def main() -> None:
    """Reads the options and measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--push", type=int, default=0)
    parser.add_argument("--protocols", nargs="+", default=["gsp", "update"], choices=["gsp", "update"])
    parser.add_argument("--store", type=Path, help="the filled store, or where to keep the one made now")
    parser.add_argument("--part", type=float, default=math.inf, help="megabytes of export and dump to measure")
    parser.add_argument("--folder", type=Path, help="where to work, kept afterwards; else a folder for a while")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="graph-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if options.statements:
            path = options.store or folder / "store"
            if not path.exists():
                measure_load(folder, path, options.statements)
            measure_store(path, options.part * 1e6)
        if options.kills:
            measure_faults(folder / "faults", options.kills)
        if options.push:
            measure_push(folder / "push", options.push, options.protocols)
    finally:
        if options.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
