"""From paths, folders and patterns as a user gives them to the files to read, in a stable order."""

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg_builder.articles.fault import Fault

STDIN = "-"
KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to read. path: as it is opened; shown: as messages print it; id: what its article is called."""

    path: str
    shown: str
    id: str


@dataclass(frozen=True, slots=True)
class _Found:
    path: str
    relative: str
    identity: tuple[int, int] | None


def find_files(given: Sequence[str], suffixes: Sequence[str]) -> list[InputFile | Fault]:
    """The files behind paths, folders and patterns, and a fault for each path that leads nowhere.

    Folders are read recursively, sorted by name, without hidden files, files named README and files with other
    suffixes; a link back into a folder already read is passed over, and no file is read twice. A file's id is its
    name; where two names clash, the path below the folder given; where these clash too, the whole path.
    """
    found: list[_Found | Fault] = []
    seen: set[tuple[int, int] | None] = set()
    for one in (each for path in given for each in _expand(path, tuple(suffixes))):
        if isinstance(one, Fault):
            found.append(one)
        elif one.identity not in seen:
            seen.add(one.identity)
            found.append(one)
    ids = iter(_ids([one for one in found if isinstance(one, _Found)]))
    return [one if isinstance(one, Fault) else InputFile(one.path, printable(one.path), next(ids)) for one in found]


def printable(path: str) -> str:
    """A path with bytes that are no text replaced, so that it can be written anywhere."""
    return os.fsencode(path).decode("utf-8", "replace")


def _expand(given: str, suffixes: tuple[str, ...]) -> Iterator[_Found | Fault]:
    """What one argument stands for."""
    if given == STDIN:
        yield _Found(STDIN, STDIN, None)
    elif os.path.isdir(given):
        inside = list(_walk(given, suffixes))
        yield from inside or [Fault(printable(given), None, f"no articles in this folder ({', '.join(suffixes)})")]
    elif glob.has_magic(given) and not os.path.lexists(given):
        matches = sorted(glob.glob(given, recursive=True))
        if not matches:
            yield Fault(printable(given), None, "no file matches this pattern")
        for match in matches:
            if os.path.isdir(match):
                yield from _walk(match, suffixes)
            elif match.lower().endswith(suffixes):
                yield _file(match, match)
    else:
        yield _file(given, given)


def _walk(root: str, suffixes: tuple[str, ...]) -> Iterator[_Found | Fault]:
    """Files below a folder: a folder's own first, then those of its folders, each sorted by name."""
    waiting, visited = [root], set()
    while waiting:
        folder = waiting.pop()
        try:
            about = os.stat(folder)
            names = sorted(os.listdir(folder))
        except OSError as error:
            yield Fault(printable(folder), None, reason_of(error))
            continue
        if (about.st_dev, about.st_ino) in visited:
            continue
        visited.add((about.st_dev, about.st_ino))
        paths = [os.path.join(folder, name) for name in names if not name.startswith(".")]
        for path in paths:
            named = PurePath(path)
            if not os.path.isdir(path) and named.name.lower().endswith(suffixes) and named.stem.lower() != "readme":
                yield _file(path, os.path.relpath(path, root))
        waiting.extend(path for path in reversed(paths) if os.path.isdir(path))


def _file(path: str, relative: str) -> _Found | Fault:
    """The file if it is a regular one that can be looked at."""
    try:
        about = os.stat(path)
    except (OSError, ValueError) as error:
        return Fault(printable(path), None, reason_of(error))
    if not stat.S_ISREG(about.st_mode):
        kind = KINDS.get(stat.S_IFMT(about.st_mode), "a special file")
        return Fault(printable(path), None, f"not a regular file but {kind}")
    return _Found(path, relative, (about.st_dev, about.st_ino))


def reason_of(error: OSError | ValueError) -> str:
    """The system's own words for what went wrong, without the path, which the fault names already."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:1].lower() + words[1:]


def _ids(found: Sequence[_Found]) -> list[str]:
    """An id for each file: the shortest of name, path below the folder given, and path as opened, that is its own."""
    forms = [
        [printable(os.path.basename(one.path)), _posix(one.relative), _posix(os.path.normpath(one.path))]
        for one in found
    ]
    chosen = [names[0] for names in forms]
    for level in (1, 2):
        counts = Counter(chosen)
        chosen = [names[level] if counts[now] > 1 else now for now, names in zip(chosen, forms, strict=True)]
    return chosen


def _posix(path: str) -> str:
    return printable(Path(path).as_posix())
