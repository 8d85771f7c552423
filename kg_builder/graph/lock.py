"""One writer or many readers of a store at a time.

The lock is the operating system's, on a file of the store: it ends with the process, however that ends, so that a
killed build leaves none behind.
"""

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from kg_builder.graph.errors import StoreInUseError


class StoreLock:
    """A lock on a store's folder, held from `acquire` to `release`."""

    def __init__(self, path: Path, write: bool) -> None:
        self.path, self.write = path, write
        self.handle: int | None = None

    def acquire(self) -> "StoreLock":
        """Takes the lock at once, or raises StoreInUseError with what the other process is known by."""
        import fcntl

        handle = self.file()
        if handle is None:
            return self
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if self.write else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(handle, 64).decode("ascii", "replace").strip()
            os.close(handle)
            raise StoreInUseError(self.message(holder)) from error
        if self.write:
            sign(handle, f"process {os.getpid()}\n")
        self.handle = handle
        return self

    def file(self) -> int | None:
        """The lock's file, opened; None where a reader may not make it: nobody can write to such a store."""
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError:
            if self.write:
                raise
        try:
            return os.open(self.path, os.O_RDONLY)
        except OSError:
            return None

    def message(self, holder: str) -> str:
        """What a person needs to know: which store, who has it, what to do."""
        who = f" ({holder})" if holder else ""
        if self.write:
            return f"{self.path.parent}: in use by another program{who}; wait until it ends, then try again"
        return f"{self.path.parent}: being written by another program{who}; wait until that ends, then try again"

    def release(self) -> None:
        """Gives the lock back; nothing happens where it is not held."""
        if self.handle is not None:
            if self.write:
                sign(self.handle, "")
            os.close(self.handle)
            self.handle = None

    def __enter__(self) -> "StoreLock":
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def sign(handle: int, name: str) -> None:
    """Writes into the lock's file who holds it; a disk that refuses that much does not matter here."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, name.encode("ascii"), 0)
