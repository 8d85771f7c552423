"""The examples' table of what a careful reader finds, held against what the build finds."""

import csv

from kg_builder import jsonl
from kg_builder.evaluation.statements import Gold, score
from tests.conftest import EXAMPLES, Built

FLOORS = {"strict": 0.52, "typed": 0.67}
OFFICES = 0.75


def table() -> list[Gold]:
    """The lines of examples/expected.tsv; alternatives are parted by slashes, '-' is nobody."""
    found = []
    with (EXAMPLES / "expected.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            sources, targets = (tuple(None if n == "-" else n for n in row[k].split("/")) for k in ("source", "target"))
            office = row["kind"] == "office"
            start = int(row["cue_start"])
            found.append(
                Gold(
                    row["article"], "role" if office else row["kind"], sources,
                    tuple((row["office"] if office else row["type"]).split("/")), targets, 0, start,
                    start + len(row["cue"].split()[0]), row["optional"] == "yes", row["cue"],
                )
            )  # fmt: skip
    return found


def test_the_build_finds_what_the_table_says(built: Built) -> None:
    gold = table()
    found = [jsonl.statement_from_json(r) for r in jsonl.read(built.out / "statements.jsonl")]
    acts = [g for g in gold if g.kind != "role"]
    given = [s for s in found if s.kind in ("stance", "event")]
    for level, floor in FLOORS.items():
        result = score(acts, given, level)
        print(f"{level}: P {result.precision:.3f} R {result.recall:.3f} F1 {result.f1:.3f}")
        assert result.f1 >= floor
    offices = score([g for g in gold if g.kind == "role"], [s for s in found if s.kind == "office"], "strict")
    print(f"offices: F1 {offices.f1:.3f}")
    assert offices.f1 >= OFFICES


def test_well_known_statements_are_found(built: Built) -> None:
    found = {
        (r["source"]["label"], r["type"], r["target"]["label"])
        for r in jsonl.read(built.out / "statements.jsonl")
        if r["kind"] in ("stance", "event") and r["source"] and r["target"]
    }
    assert found >= {
        ("Volodymyr Zelenskyy", "Accuse", "Russia"),
        ("Antony Blinken", "Demand", "Russia"),
        ("Emmanuel Macron", "Demand", "United States"),
        ("Donald Trump", "Accuse", "Iran"),
    }
