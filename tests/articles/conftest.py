from collections.abc import Callable
from pathlib import Path

import pytest

from kg_builder.articles import Fault, read
from kg_builder.records import Article

Reading = tuple[dict[str, Article], list[str]]


@pytest.fixture
def zoo() -> Path:
    return Path(__file__).parent.parent / "zoo"


@pytest.fixture
def reading() -> Callable[..., Reading]:
    """Reads paths into the articles by id and the faults as `name:line: reason`."""

    def read_all(*paths: Path | str, **options: object) -> Reading:
        found = list(read([str(path) for path in paths], **options))  # type: ignore[arg-type]
        articles = {one.id: one for one in found if isinstance(one, Article)}
        faults = [str(one).removeprefix(str(Path(one.path).parent) + "/") for one in found if isinstance(one, Fault)]
        assert len(articles) + len(faults) == len(found)
        return articles, faults

    return read_all
