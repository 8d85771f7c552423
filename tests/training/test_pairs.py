"""Pairs of states counted in annotated documents."""

import json
from pathlib import Path

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.training.notes import Annotated, read
from kg_builder.training.pairs import counted
from kg_builder.vocabulary import statement_types

TEXT = "Lawrow warnte die Nato. Russland drohte der Nato. Merkel reiste nach Kiew. Die Banditen flohen."
WARN = "1 Warn | warnte | Sergey Lavrov{Lawrow} -> NATO{die Nato}"
THREATEN = "2 Threaten | drohte | Russia{Russland} -> NATO{der Nato}"
VISIT = "3 Consult | reiste | Angela Merkel{Merkel} -> Germany"
UNKNOWN = "4 Retreat | flohen | bandits{Die Banditen} -> NATO"


def documents(folder: Path, *notes: str) -> list[Annotated]:
    records = [json.dumps({"id": str(i), "lang": "de", "text": TEXT}) for i in range(len(notes))]
    (folder / "x.articles.jsonl").write_text("\n".join(records), encoding="utf-8")
    lines = [f"@ {i}\n{one}\n" for i, one in enumerate(notes)]
    (folder / "x.notes").write_text("\n".join(lines), encoding="utf-8")
    found, faults = read(folder / "x.articles.jsonl", folder / "x.notes", frozenset(statement_types()))
    assert not faults
    return found


def test_a_pair_counts_once_a_document_by_whom_its_people_act_for(tmp_path: Path) -> None:
    twice = documents(tmp_path, f"{WARN}\n{THREATEN}", THREATEN)
    assert counted(twice, KnowledgeBase.load()) == {"Q159 Q7184": {"against": 2}}


def test_single_occurrences_own_states_and_unknown_groups_are_left_out(tmp_path: Path) -> None:
    assert counted(documents(tmp_path, WARN), KnowledgeBase.load()) == {}
    assert counted(documents(tmp_path, f"{VISIT}\n{UNKNOWN}", f"{VISIT}\n{UNKNOWN}"), KnowledgeBase.load()) == {}
