"""What a round of training reads, and that the recipes in the repository are ones."""

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra [train] is not installed")

from kg_builder.training.recipe import Recipe, share

RECIPES = sorted((Path(__file__).parents[2] / "training" / "recipes").glob("*.json"))


@pytest.mark.parametrize(
    ("document", "written", "wanted"),
    [("w9-de-a-001", False, 1.0), ("w9-de-a-001", True, 0.5), ("de-1-7", False, 0.3), ("de-1-7", True, 0.15)],
)
def test_fresh_documents_are_read_wholly_and_others_in_part(document: str, written: bool, wanted: float) -> None:
    assert share(document, written, Recipe(known=0.3, fresh="w9", written=0.5)) == pytest.approx(wanted)


def test_all_documents_are_read_where_a_recipe_says_nothing() -> None:
    assert share("de-1-7", True, Recipe()) == share("de-1-7", False, Recipe()) == 1.0


@pytest.mark.parametrize("path", RECIPES, ids=[path.stem for path in RECIPES])
def test_every_recipe_can_be_read(path: Path) -> None:
    settings = json.loads(path.read_text(encoding="utf-8"))
    assert Recipe(**settings.get("recipe", settings)).rounds > 0
