"""A build in a process of its own, to be killed or starved: python -m tests.faults.builder STORE put|bulk.

It brings a store to the state that `WORLD` describes: articles replaced, added and withdrawn. "ready" on its output
says that it begins; it ends with 3 where the disk refuses and with 130 on SIGINT.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.graph_world import World
from kg_builder.graph.errors import StoreError
from kg_builder.graph.store import Store
from kg_builder.records import Reading

ARTICLES, BEFORE, STATEMENTS = 60, 40, 8


def wanted() -> Iterator[tuple[Reading, str]]:
    """The readings that the store should hold: every third of before is changed, every fifth is gone."""
    for number, version in wanted_versions().items():
        yield World(200).reading(number, STATEMENTS, version), f"fingerprint {version}"


def wanted_versions() -> dict[int, int]:
    """The version of each article that should be there."""
    return {number: 2 if number % 3 == 0 else 1 for number in range(ARTICLES) if number % 5}


def begin(path: Path) -> None:
    """The store as it is before the build."""
    world = World(200)
    with Store.open(path, write=True) as store:
        store.put_all((world.reading(number, STATEMENTS, 1), "fingerprint 1") for number in range(BEFORE))


def build(path: Path, mode: str) -> None:
    """Brings the store to the wanted state, from whatever state it is in."""
    readings = list(wanted())
    with Store.open(path, write=True) as store:
        print("ready", flush=True)
        store.prune(reading.article.id for reading, _ in readings)
        missing = [(reading, mark) for reading, mark in readings if not store.holds(reading.article.id, mark)]
        if mode == "bulk":
            store.put_all(missing, batch=2_000)
        else:
            for reading, mark in missing:
                store.put(reading, mark)


if __name__ == "__main__":
    try:
        build(Path(sys.argv[1]), sys.argv[2])
    except StoreError as failure:
        print(failure, file=sys.stderr)
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
