"""What tests of several folders share: the examples, built once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True, slots=True)
class Built:
    """A build of the examples: its folder, and what the command printed."""

    out: Path
    printed: str
    errors: str
    code: int


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The examples, built by the command as a user would."""
    from click.testing import CliRunner

    from kg_builder.cli import main

    out = tmp_path_factory.mktemp("built")
    result = CliRunner().invoke(main, ["build", str(EXAMPLES), "-o", str(out)])
    return Built(out, result.stdout, result.stderr, result.exit_code)
