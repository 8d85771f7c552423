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
    """Writes every file anew; prints how many records each has."""
    for stale in TARGET.glob("*.jsonl"):
        stale.unlink()
    write("offices", offices())
    write("states", states.states())
    write("territories", states.states("territories.txt"))
    write("organisations", organisations.organisations())
    write("regions", organisations.organisations("regions.txt"))
    write("places", places.places())
    for part, records in people.people():
        write(f"people-{part}", records)


def write(name: str, records: Iterable[Record]) -> None:
    """One compact JSON object a line, keys without a value left out."""
    lines = [json.dumps(filled(one), ensure_ascii=False, separators=(",", ":")) for one in records]
    (TARGET / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)}")


def filled(record: Record) -> dict[str, Any]:
    """The record without empty values."""
    kept = {key: value for key, value in record.items() if value not in (None, "", [], {})}
    return {
        key: {lang: words for lang, words in value.items() if words} if isinstance(value, dict) else value
        for key, value in kept.items()
    }


if __name__ == "__main__":
    main()
