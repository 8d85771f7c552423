"""What a measure gives: figures for the table, and what was missed or is too much, by class."""

from collections.abc import Iterable
from dataclasses import dataclass

Shares = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: "seed", "strict", its value (0 to 1), and what it is made of."""

    measure: str
    name: str
    value: float
    records: int
    detail: str = ""

    @property
    def key(self) -> str:
        """What floors.toml calls it."""
        return f"{self.measure} {self.name}"


@dataclass(frozen=True, slots=True)
class Miss:
    """Something missed, extra or wrong: its class ("AGREE", "neutral -> neg p>q"), and a line that shows it."""

    kind: str
    group: str
    line: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of a measure, its misses, and remarks (what was left out)."""

    figures: tuple[Figure, ...] = ()
    misses: tuple[Miss, ...] = ()
    notes: tuple[str, ...] = ()


def f1_of(precision: float, recall: float) -> float:
    """Harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def shares(precision: float, recall: float) -> str:
    """Precision and recall as the table's last column shows them."""
    return f"P {precision:.3f}  R {recall:.3f}"


def mean(values: Iterable[float]) -> float:
    """The mean; 0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
