"""Builds that are killed or whose disk fails, each finished by a second build: the stores are equal, quad for quad.

benchmarks/graph.py makes the same trials many times.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg_builder.graph.store import Store
from tests.faults.trials import (
    chances,
    check_whole,
    expected,
    failing_disk_trial,
    full_disk_trial,
    graphs_of,
    kill_trial,
    limited_trial,
)

MODES = ["put", "bulk"]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where the stores are kept: in memory, where the system has that, because they are written out very often."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def test_the_check_sees_an_article_in_part(folder: Path) -> None:
    """A check that cannot fail proves nothing."""
    expected(folder)
    path = folder / "broken"
    shutil.copytree(folder / "undisturbed", path)
    check_whole(path)
    with Store.open(path, write=True) as store:
        store.database.remove(next(iter(store.quads(store.graphs()[0]))))
    with pytest.raises(AssertionError, match="in part"):
        check_whole(path)
    assert graphs_of(path) != expected(folder)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_builds(folder: Path, mode: str, how: signal.Signals) -> None:
    kill_trial(folder, mode, how, chances(f"{mode}{how}", 1, 0.0, 0.3)[0])


@pytest.mark.parametrize("mode", MODES)
def test_builds_whose_files_may_not_grow(folder: Path, mode: str) -> None:
    stopped = [limited_trial(folder, mode, int(limit)) for limit in (20_000, *chances(mode, 1, 30_000, 300_000))]
    assert stopped[0]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("trial", [full_disk_trial, failing_disk_trial])
def test_builds_on_a_full_and_on_a_failing_disk(folder: Path, mode: str, trial: object) -> None:
    assert callable(trial)
    try:
        stopped = trial(folder, mode, 100_000)
    except (OSError, FileNotFoundError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    assert stopped
