"""All measures in one table, with floors below which a figure must not fall."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg_builder.evaluation.measures import MEASURES, Measure
from kg_builder.evaluation.outcome import Figure, Miss, Outcome
from kg_builder.evaluation.trial import Trial

FLOORS = Path(__file__).with_name("floors.toml")
ROW = "{:12s} {:12s} {:>7s} {:>7s} {:>7s}  {}"


def floors(brief: bool = False) -> dict[str, float]:
    """The least value of each figure, by "measure figure": for all records, or for a brief look.

    A figure without a floor is not held; the file is edited by hand, and lowered only on purpose.
    """
    read = tomllib.loads(FLOORS.read_text(encoding="utf-8")).get("brief" if brief else "full", {})
    return {f"{measure} {name}": float(value) for measure, own in read.items() for name, value in own.items()}


HEAD = ROW.format("measure", "figure", "value", "floor", "records", "")


def outcomes(
    folder: Path, trial: Trial, names: Sequence[str] = (), brief: bool = False
) -> Iterator[tuple[Measure, Outcome]]:
    """The measures whose files lie in a folder, one after the other; one without files has only a note.

    names: only these measures. brief: few records of each, for a quick look.
    """
    for measure in MEASURES:
        if names and measure.name not in names:
            continue
        paths = sorted(folder.glob(measure.files))
        if brief:
            trial.sample = measure.brief or 0
        found = measure.take(trial, paths) if paths else Outcome(notes=(f"left out, no {measure.files} in {folder}",))
        yield measure, found


def rows(measure: Measure, outcome: Outcome, least: Mapping[str, float]) -> Iterator[str]:
    """The lines of one measure: value, floor, number of records, and what it is made of."""
    for f in outcome.figures:
        floor = f"{least[f.key]:.3f}" if f.key in least else "-"
        mark = "  BELOW" if below(f, least) else ""
        yield ROW.format(f.measure, f.name, f"{f.value:.3f}", floor, str(f.records), f.detail).rstrip() + mark
    for note in outcome.notes:
        yield f"{measure.name:12s} {note}"


def below(figure: Figure, least: Mapping[str, float]) -> bool:
    """Whether a figure, rounded as it is shown, is under its floor."""
    return round(figure.value, 3) < least.get(figure.key, 0.0)


def listing(measure: Measure, misses: Sequence[Miss], examples: int) -> Iterator[str]:
    """Misses by kind and class, the largest classes first, with so many examples of each."""
    classes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for miss in misses:
        classes[miss.kind, miss.group].append(miss.line)
    for (kind, group), lines in sorted(classes.items(), key=lambda c: (-len(c[1]), c[0])):
        yield f"  {measure.name}: {kind} {group}: {len(lines)}"
        for line in lines[:examples]:
            yield f"    {line}"
