"""Trials of a build that is interrupted: what a store must be like afterwards, and after a second build."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from benchmarks.graph_world import World
from kg_builder.export.triples import triples_of
from kg_builder.graph.rdf import encode_reading
from kg_builder.graph.store import Store
from kg_builder.graph.terms import PROVENANCE_GRAPH
from tests.faults.builder import ARTICLES, STATEMENTS, begin, build

ROOT = Path(__file__).parents[2]
Graphs = dict[str, list[str]]


def graphs_of(path: Path) -> Graphs:
    """Every quad of a store, by graph."""
    with Store.open(path) as store:
        return {graph: triples_of(store, graph) for graph in store.all_graphs()}


@cache
def expected(folder: Path) -> Graphs:
    """The quads of a build that nothing disturbs."""
    begin(folder / "undisturbed")
    build(folder / "undisturbed", "put")
    return graphs_of(folder / "undisturbed")


@cache
def whole_articles() -> dict[str, tuple[list[str], ...]]:
    """For each graph, what it may hold at any time: the one or the other version of its article."""
    world = World(200)
    found: dict[str, tuple[list[str], ...]] = {}
    for number in range(ARTICLES):
        versions = [encode_reading(world.reading(number, STATEMENTS, version)) for version in (1, 2)]
        found[versions[0].graph] = tuple(list(one.triples) for one in versions)
    return found


def check_whole(path: Path) -> None:
    """Asserts that every article is there as a whole, with its fingerprint, or not at all."""
    graphs = graphs_of(path)
    provenance = graphs.get(PROVENANCE_GRAPH, [])
    articles = {graph: triples for graph, triples in graphs.items() if graph in whole_articles()}
    for graph, triples in articles.items():
        assert triples in whole_articles()[graph], f"{graph} is there in part"
    noted = {one.split(" ", 1)[0][1:-1] for one in provenance if "#fingerprint>" in one}
    assert noted == set(articles)


def start(path: Path, mode: str, limit: int | None = None) -> subprocess.Popen[str]:
    """A build in its own process, whose files may grow to `limit` bytes only."""

    def prepared() -> None:
        # A shell's background jobs ignore SIGINT, and so would their children.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "tests.faults.builder", str(path), mode]
    return subprocess.Popen(
        command, cwd=ROOT, preexec_fn=prepared, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def kill_trial(folder: Path, mode: str, how: signal.Signals, after: float) -> bool:
    """A build ended by a signal some seconds after it has begun, then a second build; whether it was still at work."""
    path = folder / "killed"
    shutil.rmtree(path, ignore_errors=True)
    begin(path)
    process = start(path, mode)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.send_signal(how)
    process.communicate(timeout=60)
    check_whole(path)
    finish(folder, path, mode)
    return process.returncode != 0


def finish(folder: Path, path: Path, mode: str) -> None:
    """A second build, after which every quad must be as if nothing had happened."""
    build(path, mode)
    found, right = graphs_of(path), expected(folder)
    assert found.keys() == right.keys()
    for graph, triples in right.items():
        assert found[graph] == triples, graph


def starved_trial(folder: Path, path: Path, mode: str, limit: int | None, relieve: Callable[[], None]) -> bool:
    """A build whose disk refuses to write, then, relieved, a second build; whether the first was told of it."""
    process = start(path, mode, limit)
    _, errors = process.communicate(timeout=120)
    assert process.returncode in (0, 3), errors
    if process.returncode == 3:
        assert "then run the same command again" in errors or "cannot be opened" in errors, errors
    relieve()
    check_whole(path)
    finish(folder, path, mode)
    return process.returncode == 3


def limited_trial(folder: Path, mode: str, limit: int) -> bool:
    """A build whose files may not grow beyond some bytes."""
    path = folder / "limited"
    shutil.rmtree(path, ignore_errors=True)
    begin(path)
    return starved_trial(folder, path, mode, limit, lambda: None)


@contextmanager
def mounted(kind: str, what: str, where: Path, options: str) -> Iterator[None]:
    """A file system for a while; raises OSError where that is not allowed."""
    where.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *kind.split(), "-o", options, what, str(where)], capture_output=True, text=True)
    if done.returncode:
        raise OSError(done.stderr.strip() or "mount failed")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(where)], check=False, capture_output=True)


def grown(where: Path) -> None:
    """Makes a memory file system large."""
    subprocess.run(["mount", "-o", "remount,size=400m", str(where)], check=True)


def full_disk_trial(folder: Path, mode: str, free: int) -> bool:
    """A build on a real disk that has only some bytes left (ENOSPC)."""
    where = folder / "disk"
    with mounted("-t tmpfs", "none", where, "size=400m"):
        begin(where / "store")
        used = sum(one.stat().st_blocks * 512 for one in where.rglob("*") if one.is_file())
        subprocess.run(["mount", "-o", f"remount,size={used + free}", str(where)], check=True)
        return starved_trial(folder, where / "store", mode, None, lambda: grown(where))


def failing_disk_trial(folder: Path, mode: str, free: int) -> bool:
    """A build on a disk whose blocks cannot be written any more (EIO): its image lies on a file system that is full."""
    below, where = folder / "below", folder / "above"
    with mounted("-t tmpfs", "none", below, "size=400m"):
        image = below / "image"
        with image.open("wb") as out:
            out.truncate(300 << 20)
        options = "lazy_itable_init=0,lazy_journal_init=0"
        subprocess.run(["mkfs.ext4", "-q", "-E", options, "-J", "size=4", str(image)], check=True)
        try:
            with mounted("", str(image), where, "loop"):
                begin(where / "store")
                os.sync()
                used = image.stat().st_blocks * 512
                subprocess.run(["mount", "-o", f"remount,size={used + free}", str(below)], check=True)
                process = start(where / "store", mode)
                _, errors = process.communicate(timeout=120)
                assert process.returncode in (0, 3), errors
        finally:
            grown(below)
        subprocess.run(["e2fsck", "-fy", str(image)], check=False, capture_output=True)
        with mounted("", str(image), where, "loop"):
            check_whole(where / "store")
            finish(folder, where / "store", mode)
    return process.returncode == 3


def chances(seed: str, count: int, low: float, high: float) -> list[float]:
    """Random numbers that are the same in every run."""
    source = random.Random(seed)
    return [source.uniform(low, high) for _ in range(count)]
