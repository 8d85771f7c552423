"""The layout of a store's folder, its format version, and small files that are written whole or not at all.

manifest.json   format version, the program that made the store, a digest of the ontology it holds
quads/          the database (Oxigraph on RocksDB)
lock            who writes
index.npz       what the server reads of the graph at its start, made by kg_builder.browse.index_file; may be deleted
pushed/         what has been sent to which server, noted by kg_builder.export.push
pending.json    only while many articles are loaded at once: their graphs, to be dropped if that is interrupted
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from kg_builder.graph.errors import NotAStoreError, StoreDamagedError, StoreOutdatedError, StoreTooNewError
from kg_builder.vocabulary import ontology_folder

FORMAT = 1
MANIFEST, QUADS, LOCK, PENDING = "manifest.json", "quads", "lock", "pending.json"
OURS = frozenset((MANIFEST, QUADS, LOCK, PENDING, MANIFEST + ".new", PENDING + ".new"))
ONTOLOGY_FILES = ("kg.ttl", "statement-types.ttl")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a store says of itself."""

    format: int = FORMAT
    software: str = ""
    ontology: str = ""


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of a store, None where there is none; raises StoreDamagedError where it cannot be understood."""
    try:
        found = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(int(found["format"]), str(found["software"]), str(found["ontology"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamagedError(f"{path / MANIFEST}: not the manifest of a store ({error})") from error


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Puts the manifest in place."""
    write_whole(path / MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Writes a small file so that after a crash either the old or the new one is there, and on the disk."""
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Makes the names in a folder survive a power loss, where the system can."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_format(path: Path, manifest: Manifest) -> None:
    """Raises StoreTooNewError or StoreOutdatedError unless the format is the one that this program writes."""
    if manifest.format > FORMAT:
        raise StoreTooNewError(
            f"{path}: store format {manifest.format}, written by {manifest.software or 'a newer version'}; this version"
            f" reads format {FORMAT}. Update with: pip install --upgrade kg-builder-geopolitics"
        )
    if manifest.format < FORMAT:
        raise StoreOutdatedError(
            f"{path}: store format {manifest.format} is older than format {FORMAT} and cannot be converted. Build it"
            " anew from your articles: kg-builder build ARTICLES --store NEW_FOLDER"
        )


def check_foreign(path: Path) -> None:
    """Raises NotAStoreError where a folder without manifest holds anything that is not a store's beginning."""
    foreign = sorted(one.name for one in path.iterdir() if one.name not in OURS)
    if foreign:
        raise NotAStoreError(f"{path}: not a store, and not empty ({foreign[0]}); name a new or an empty folder")


def ontology_digest() -> str:
    """A digest of the ontology files that a store holds."""
    digest = hashlib.sha256()
    for name in ONTOLOGY_FILES:
        digest.update((ontology_folder() / name).read_bytes())
    return digest.hexdigest()[:16]
