from pathlib import Path

from kg_builder.articles import Fault, read
from kg_builder.records import Article

ZOO = Path(__file__).parent.parent / "zoo"


def articles_and_faults(*paths: object, **options: object) -> tuple[list[Article], list[Fault]]:
    found = list(read([str(path) for path in paths], **options))  # type: ignore[arg-type]
    return [a for a in found if isinstance(a, Article)], [f for f in found if isinstance(f, Fault)]


def test_text_is_kept_verbatim_with_its_first_line_as_title(tmp_path: Path) -> None:
    text = "Moskau droht der NATO\n\nDer Kreml warnte am Mittwoch.  \n\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    articles, faults = articles_and_faults(tmp_path / "a.txt")
    assert (articles, faults) == ([Article("a.txt", text, title="Moskau droht der NATO")], [])
