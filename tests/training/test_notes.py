"""Annotation lines compiled to offsets; lines that do not fit are named."""

import json
from pathlib import Path

import pytest

from kg_builder.training.notes import corpus, read, sentences
from kg_builder.vocabulary import statement_types

TYPES = frozenset(statement_types())
TEXT = "Die NATO warnte Russland. Er warf den USA vor, Waffen zu liefern."
CORPUS = Path(__file__).parents[2] / "training" / "statements"


def write(folder: Path, notes: str) -> tuple[Path, Path]:
    articles = folder / "x.articles.jsonl"
    articles.write_text(json.dumps({"id": "a", "lang": "de", "text": TEXT}) + "\n", encoding="utf-8")
    path = folder / "x.notes"
    path.write_text(notes, encoding="utf-8")
    return articles, path


def test_lines_become_offsets(tmp_path: Path) -> None:
    notes = (
        "@ a\n1 Warn/Threaten | warnte | NATO{Die NATO} -> Russia{Russland}\n"
        "2 Accuse | warf vor | Sergey Lavrov{Er} -> United States{den USA} | id=x; topic=Waffen zu liefern\n"
        "2 Aid | liefern | United States -> - | in=x; fact=possible; opt\n"
    )
    ((annotated,), faults) = read(*write(tmp_path, notes), TYPES)
    assert not faults
    warn, accuse, aid = annotated.lines
    assert warn.types == ("Warn", "Threaten")
    assert TEXT[slice(*warn.source_mentions[0])] == "Die NATO"
    assert [TEXT[slice(*s)] for s in accuse.cue] == ["warf", "vor"]
    assert accuse.topic
    assert TEXT[slice(*accuse.topic)] == "Waffen zu liefern"
    assert (aid.within, aid.factuality, aid.optional, aid.target) == ("x", "possible", True, (None,))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1 Warn | drohte | NATO -> Russia", "not in the sentence"),
        ("1 Warnen | warnte | NATO -> Russia", "unknown type Warnen"),
        ("9 Warn | warnte | NATO -> Russia", "list index out of range"),
        ("1 Warn | warnte | NATO -> Russia | fact=maybe", "unknown factuality maybe"),
    ],
)
def test_faults_name_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    _, faults = read(*write(tmp_path, f"@ a\n{line}\n"), TYPES)
    assert len(faults) == 1
    assert "x.notes:2:" in faults[0]
    assert reason in faults[0]


def test_abbreviations_and_ordinals_end_no_sentence() -> None:
    text = "Am 14. März kam Dr. Kohl. Er blieb z. B. in Bonn.\nZeile zwei"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Am 14. März kam Dr. Kohl.",
        "Er blieb z. B. in Bonn.",
        "Zeile zwei",
    ]


def test_the_whole_corpus_compiles() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not part of an installed package")
    annotated = corpus(CORPUS, TYPES)
    assert sum(len(a.lines) for a in annotated) >= 3838


def test_nothing_that_articles_are_scored_on_is_in_the_corpus() -> None:
    shared = CORPUS.parents[2] / "shared"
    mission, seed = shared / "gold" / "mission.dev.articles.jsonl", shared / "corpus" / "nato-russland-atomkrieg.de.txt"
    if not CORPUS.is_dir() or not mission.is_file():
        pytest.skip("no corpus, or no shared gold beside the project")
    scored = [json.loads(line)["text"] for line in mission.read_text(encoding="utf-8").splitlines()]
    scored.append(seed.read_text(encoding="utf-8"))
    beginnings = {" ".join(text.split())[:150] for text in scored}
    for part in CORPUS.glob("*.articles.jsonl"):
        for line in part.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            assert " ".join(record["text"].split())[:150] not in beginnings, record["id"]
