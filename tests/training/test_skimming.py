"""The table of cue words, counted in annotated texts."""

import json
import lzma
from pathlib import Path

from kg_builder.language.skim import FILE, PRIOR, WEIGHT, Screen
from kg_builder.training import skimming

RECORD = {"id": "a", "lang": "en", "text": "Russia warned NATO. The water was cold. NATO warned of war.", "source": "x"}
NOTES = "@ a\n1 Warn | warned | Russia -> NATO\n"


def test_lemmas_are_counted_by_language(tmp_path: Path) -> None:
    (tmp_path / "x.articles.jsonl").write_text(json.dumps(RECORD) + "\n")
    (tmp_path / "x.notes").write_text(NOTES)
    skimming.write(tmp_path, tmp_path)
    table = json.loads(lzma.decompress((tmp_path / FILE).read_bytes()))
    assert table["de"] == {}
    assert table["en"]["warn"] == round((1 + PRIOR) / (2 + WEIGHT), 4)
    assert table["en"]["the"] == round(PRIOR / (1 + WEIGHT), 4)
    assert Screen.load("en", tmp_path)
