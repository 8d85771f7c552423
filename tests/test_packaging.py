"""What an installation takes along: every package is listed in setup.cfg."""

import configparser
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_package_is_listed() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    found = {".".join(p.parent.relative_to(ROOT).parts) for p in (ROOT / "kg_builder").rglob("__init__.py")}
    assert found <= listed
    assert listed - found <= {"kg_builder.ontology"}
