"""No measure falls below its floor: a brief look at the gold data, where it lies beside the source tree."""

import pytest
from click.testing import CliRunner

from kg_builder.cli import main
from tests.conftest import ROOT

GOLD = ROOT.parent / "shared" / "gold"


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold data in {GOLD}")
def test_no_measure_is_below_its_floor() -> None:
    corpus = str(ROOT / "training" / "statements")
    result = CliRunner().invoke(main, ["evaluate", str(GOLD), "--brief", "--gate", "--corpus", corpus])
    print(result.output)
    assert result.exit_code == 0, result.output
    assert "strict" in result.output
