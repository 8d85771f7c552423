"""Builds ontology/actors/*.jsonl from the tables in this folder and from CLDR (through babel).

Run from the repository's root: python training/actors/build.py
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import organisations
import people
import places
import states
from tables import Record, offices

TARGET = Path(__file__).resolve().parents[2] / "ontology" / "actors"


def main() -> None:
    """Builds all records, then writes every file anew; prints how many records each has."""
    files: dict[str, Iterable[Record]] = {
        "offices": offices(),
        "states": states.states(),
        "territories": states.states("territories.txt"),
        "organisations": organisations.organisations(),
        "regions": organisations.organisations("regions.txt"),
        "places": places.places(),
    }
    files |= {f"people-{part}": records for part, records in people.people()}
    texts = {name: text(records) for name, records in files.items()}
    for stale in TARGET.glob("*.jsonl"):
        stale.unlink()
    for name, lines in texts.items():
        (TARGET / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    print(*(f"{name}: {lines.count(chr(10))}" for name, lines in texts.items()), sep="\n")


def text(records: Iterable[Record]) -> str:
    """One compact JSON object a line, keys without a value left out."""
    return "".join(json.dumps(filled(one), ensure_ascii=False, separators=(",", ":")) + "\n" for one in records)


def filled(record: Record) -> dict[str, Any]:
    """The record without empty values."""
    kept = {key: value for key, value in record.items() if value not in (None, "", [], {})}
    return {
        key: {lang: words for lang, words in value.items() if words} if isinstance(value, dict) else value
        for key, value in kept.items()
    }


if __name__ == "__main__":
    main()
