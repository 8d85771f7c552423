"""What could not be read, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One input that was not read: its path (or "-"), the line where one is to blame (from 1), and the reason."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        """`path:line: reason`, as compilers print it."""
        return f"{self.path}: {self.reason}" if self.line is None else f"{self.path}:{self.line}: {self.reason}"


class UnreadableError(ValueError):
    """Raised inside a reader where one article, or a whole file, cannot be read; becomes a `Fault`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MissingExtraError(UnreadableError):
    """Raised where a format needs a library that the plain installation leaves out."""

    def __init__(self, what: str, library: str) -> None:
        super().__init__(
            f'{what} need the library {library}, which is not installed: pip install "kg-builder-geopolitics[formats]"'
        )
