"""The export formats by name. A package of one's own adds formats through the entry point group below."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import IO

from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection

GROUP = "kg_builder.exporters"
OWN = {
    "turtle": "kg_builder.export.turtle",
    "trig": "kg_builder.export.trig",
    "nquads": "kg_builder.export.nquads",
    "jsonld": "kg_builder.export.jsonld",
    "graphml": "kg_builder.export.graphml",
    "gexf": "kg_builder.export.gexf",
    "csv": "kg_builder.export.table",
    "parquet": "kg_builder.export.parquet",
    "neo4j-csv": "kg_builder.export.neo4j",
}

Write = Callable[[Contents, Selection, IO[bytes]], None]
WriteFolder = Callable[[Contents, Selection, Path], None]


@dataclass(frozen=True, slots=True)
class Exporter:
    """An export format: its name, the usual ending of its files, one line about it, and one of two ways to write it."""

    name: str
    suffix: str
    summary: str
    write: Write | None = None
    write_folder: WriteFolder | None = None


class UnknownFormatError(ValueError):
    """No export format of this name."""


def format_names() -> list[str]:
    """The names of all formats, our own first."""
    return [*OWN, *sorted(one.name for one in entry_points(group=GROUP) if one.name not in OWN)]


def exporter(name: str) -> Exporter:
    """The format of a name; raises UnknownFormatError, naming those there are."""
    if name in OWN:
        found = import_module(OWN[name]).EXPORTER
    else:
        others = {one.name: one for one in entry_points(group=GROUP)}
        if name not in others:
            raise UnknownFormatError(f"no export format {name!r}; there are: {', '.join(format_names())}")
        found = others[name].load()
    if not isinstance(found, Exporter):
        raise UnknownFormatError(f"export format {name!r} is no Exporter but {type(found).__name__}")
    return found


def export(store: Contents, name: str, out: Path | IO[bytes], selection: Selection | None = None) -> None:
    """Writes the selected part of a store in a format, to a file or folder, or to an open binary stream.

    A file is there whole or not at all. The same store gives the same bytes. Raises UnknownFormatError, ValueError
    where a format of several files is to go into a stream, ImportError where a format needs a package that is missing.
    """
    one, wanted = exporter(name), selection or Selection()
    if one.write_folder is not None:
        if not isinstance(out, Path):
            raise ValueError(f"{name} writes several files; give it a folder with -o")
        out.mkdir(parents=True, exist_ok=True)
        one.write_folder(store, wanted, out)
    elif one.write is not None:
        if isinstance(out, Path):
            write_file(out, store, wanted, one.write)
        else:
            one.write(store, wanted, out)


def write_file(path: Path, store: Contents, selection: Selection, write: Write) -> None:
    """Writes a file beside its place and then moves it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            write(store, selection, out)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def lines_to(out: IO[bytes], lines: Iterable[str]) -> None:
    """Writes text in UTF-8, in pieces of a reasonable size."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) >= 4096:
            out.write("".join(held).encode())
            held.clear()
    out.write("".join(held).encode())
