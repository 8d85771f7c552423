"""The index of a store, kept in the store's folder so that the server need not read the whole store at each start.

The file says for which state of the database it was made: names, sizes and times of the files that hold the data,
which every change adds to or replaces. For another state it is brought up to date, article by article.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from dataclasses import astuple, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import numpy as np

from kg_builder.browse.columns import Articles, Columns, Rows, describe, read_columns
from kg_builder.browse.index import StoreIndex
from kg_builder.browse.texts import Numbers, Texts
from kg_builder.graph.manifest import QUADS
from kg_builder.graph.store import Store
from kg_builder.records import Actor, Office

NAME = "index.npz"
Record = TypeVar("Record", Columns, Articles, Rows)
FORMAT = "1"
"""Of the file; one of another format is made anew."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file holds: the state of the database that it was made for, the columns, and the actors by number."""

    state: str
    columns: Columns
    actors: list[Actor]


def open_index(store: Store) -> StoreIndex:
    """The index of an open store: as it was kept, or brought up to date and kept.

    A folder that cannot be written to costs the time of making the index at the next start, and nothing else.
    """
    state, path = state_of(store.path), store.path / NAME
    kept = load(path)
    if kept is None or kept.state != state:
        columns = read_columns(store, kept.columns if kept else None)
        kept = Kept(state, columns, describe(store, columns))
        with contextlib.suppress(OSError):
            save(kept, path)
    return StoreIndex(kept.columns, kept.actors)


def state_of(path: Path) -> str:
    """What changes whenever the database of a store does: a digest of its files with data, their sizes and times."""
    found = []
    for one in sorted((path / QUADS).iterdir()):
        about = one.stat()
        # Beside them the database writes a log for people and lists of its files, which change at each opening.
        if one.suffix in (".sst", ".log") and about.st_size:
            found.append(f"{one.name} {about.st_size} {about.st_mtime_ns}")
    return FORMAT + hashlib.sha256("\n".join(found).encode()).hexdigest()


def load(path: Path) -> Kept | None:
    """What a file holds; None where there is none or it is damaged or of another format."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        state = text_of(arrays["state"])
        if not state.startswith(FORMAT):
            return None
        people = [actor_of(one) for one in json.loads(text_of(arrays["people"]))]
        return Kept(state, unpacked(Columns, arrays), people)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def save(kept: Kept, path: Path) -> None:
    """Writes the file, whole or not at all; raises OSError where it cannot be written."""
    arrays = packed(kept.columns)
    arrays["state"] = bytes_of(kept.state)
    arrays["people"] = bytes_of(json.dumps([astuple(one) for one in kept.actors]))
    handle, name = tempfile.mkstemp(prefix=NAME, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            np.savez(out, **arrays)  # type: ignore[arg-type]
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def packed(values: Any, prefix: str = "") -> dict[str, Numbers]:
    """The columns of a record, and of those within it, as plain arrays by name."""
    arrays: dict[str, Numbers] = {}
    for one in fields(values):
        name, value = prefix + one.name, getattr(values, one.name)
        if isinstance(value, Texts):
            arrays |= {name: value.block, name + ".starts": value.starts}
        else:
            arrays |= packed(value, name + ".") if is_dataclass(value) else {name: value}
    return arrays


def unpacked(kind: type[Record], arrays: dict[str, Numbers], prefix: str = "") -> Record:
    """The record that `packed` was given; raises KeyError where one of its columns is missing."""
    types: dict[str, Any] = get_type_hints(kind)
    values: dict[str, Any] = {}
    for one in fields(kind):
        name = prefix + one.name
        if types[one.name] is Texts:
            values[one.name] = Texts(arrays[name], arrays[name + ".starts"])
        elif is_dataclass(types[one.name]):
            values[one.name] = unpacked(types[one.name], arrays, name + ".")
        else:
            values[one.name] = arrays[name]
    return kind(**values)


def bytes_of(text: str) -> Numbers:
    """A text as an array."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def text_of(array: Numbers) -> str:
    """The text of an array."""
    return array.tobytes().decode("utf-8", "surrogatepass")


def actor_of(values: list[Any]) -> Actor:
    """An actor from its values in JSON."""
    identifier, label, kind, labels, iso3, same_as, offices, known = values
    held = tuple(Office(*one) for one in offices)
    return Actor(identifier, label, kind, tuple((a, b) for a, b in labels), iso3, tuple(same_as), held, known)
