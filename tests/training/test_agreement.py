"""Two readings of one document, compared."""

import json
from pathlib import Path

import pytest

from kg_builder.training.agreement import agreement, both, disagreements, table
from kg_builder.training.notes import corpus
from kg_builder.vocabulary import statement_types

TEXT = "Die NATO warnte Russland. Ungarn lehnte den Plan ab. Polen lieferte der Ukraine Panzer."
WARN = "1 Warn | warnte | NATO{Die NATO} -> Russia{Russland}"
CORPUS = Path(__file__).parents[2] / "training" / "statements"
REJECT = "2 Reject | lehnte ab | Hungary{Ungarn} -> NATO"
AID = "3 Aid | lieferte | Poland{Polen} -> Ukraine{der Ukraine}"


def readings(folder: Path, one: list[str], two: list[str]) -> tuple[Path, Path]:
    """Two folders that hold one document, each with its lines; the second lies in the first."""
    for path, lines in ((folder, one), (folder / "second", two)):
        path.mkdir(exist_ok=True)
        (path / "x.articles.jsonl").write_text(json.dumps({"id": "a", "lang": "de", "text": TEXT}), encoding="utf-8")
        (path / "x.notes").write_text("\n".join(["@ a", *lines]), encoding="utf-8")
    return folder, folder / "second"


def figures(folder: Path, one: list[str], two: list[str]) -> dict[str, float]:
    return agreement(both(*readings(folder, one, two))).figures


def test_a_reading_agrees_with_itself(tmp_path: Path) -> None:
    office = "1 HoldsOffice | NATO | Jens Stoltenberg -> NATO | office=Secretary General"
    same = [WARN, REJECT, AID, office]
    assert set(figures(tmp_path, same, same).values()) == {1.0}


def test_each_level_asks_for_less(tmp_path: Path) -> None:
    other_target, other_type = REJECT.replace("NATO", "Poland"), AID.replace("Aid", "Support")
    found = figures(tmp_path, [WARN, REJECT, AID], [WARN, other_target, other_type])
    assert [round(found[k], 3) for k in ("strict", "typed", "relaxed", "cues")] == [0.333, 0.667, 1, 1]


def test_an_alternative_counts_where_it_is_the_gold(tmp_path: Path) -> None:
    either = REJECT.replace("NATO", "Poland/NATO")
    assert figures(tmp_path, [REJECT], [either])["strict"] == pytest.approx(0.5)


def test_an_optional_line_is_neither_rewarded_nor_punished(tmp_path: Path) -> None:
    optional = f"{AID} | opt"
    assert figures(tmp_path, [WARN, AID], [WARN, optional])["strict"] == 1
    assert figures(tmp_path, [WARN], [WARN, optional])["strict"] == 1
    assert figures(tmp_path, [REJECT, AID], [WARN, optional])["strict"] == 0


def test_a_cue_found_by_one_reader_only_lowers_the_cues(tmp_path: Path) -> None:
    assert figures(tmp_path, [WARN, REJECT, AID], [WARN])["cues"] == pytest.approx(0.5)


def test_disagreements_are_named(tmp_path: Path) -> None:
    one = [WARN, REJECT, AID]
    two = [REJECT.replace("NATO", "Poland"), AID.replace("Aid", "Support")]
    found = disagreements(both(*readings(tmp_path, one, two)))
    assert found == {"only in the first: Warn": 1, "target: another name": 1, "type: Aid or Support": 1}


@pytest.mark.parametrize(
    ("target", "kind"),
    [("-", "target: nobody or somebody"), ("Poland/NATO", "target: another first choice")],
)
def test_a_name_can_differ_in_three_ways(tmp_path: Path, target: str, kind: str) -> None:
    other = REJECT.replace("NATO", target)
    assert disagreements(both(*readings(tmp_path, [REJECT], [other]))) == {kind: 1}


def test_rows_name_languages_and_all(tmp_path: Path) -> None:
    rows = list(table(both(*readings(tmp_path, [WARN], [WARN]))))
    assert [row.split()[0] for row in rows] == ["docs", "de", "all"]


def test_other_texts_are_refused(tmp_path: Path) -> None:
    first, second = readings(tmp_path, [WARN], [WARN])
    changed = json.dumps({"id": "a", "lang": "de", "text": f"{TEXT} Ende."})
    (second / "x.articles.jsonl").write_text(changed, encoding="utf-8")
    with pytest.raises(ValueError, match="texts differ: a"):
        both(first, second)


def test_a_second_reading_is_no_part_of_the_corpus(tmp_path: Path) -> None:
    first, _ = readings(tmp_path, [WARN], [WARN, REJECT])
    (document,) = corpus(first, frozenset(statement_types()))
    assert len(document.lines) == 1


def test_the_second_reading_of_the_corpus_compiles() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not part of an installed package")
    documents = both(CORPUS, CORPUS / "second")
    assert len(documents) * 10 >= len(corpus(CORPUS, frozenset(statement_types())))  # a tenth is read twice
    assert agreement(documents).figures["strict"] > 0.7
