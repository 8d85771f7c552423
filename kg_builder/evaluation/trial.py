"""The program under trial: reads gold texts as a build would, and keeps what it found."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg_builder.pipeline import Options, Readers
from kg_builder.records import Article, Statement

SEED = 1


@dataclass(slots=True)
class Trial:
    """Readers, how many records a measure takes (None: all), what must be left out, and all statements read so far.

    sample: the most records of each measure; 0: as many as the measure asks for. learnt: identifiers of articles that
    the model was trained on.
    """

    model: str = "default"
    sample: int | None = 0
    learnt: frozenset[str] = frozenset()
    statements: list[Statement] = field(default_factory=list)
    _readers: Readers | None = None

    def read(self, article: Article) -> tuple[Statement, ...]:
        """The statements of an article whose language is set."""
        if self._readers is None:
            self._readers = Readers(Options(model=self.model))
        found = self._readers.read(article).statements
        self.statements += found
        return found

    def chosen(self, records: Sequence[dict[str, Any]], most: int | None = None) -> list[dict[str, Any]]:
        """The records to take: at most `sample` of them, else `most`; a seeded choice, in the file's order."""
        limit = most if self.sample == 0 else self.sample
        if limit is None or limit >= len(records):
            return list(records)
        return [records[i] for i in sorted(random.Random(SEED).sample(range(len(records)), limit))]

    def unseen(self, records: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
        """The records that the model was not trained on, and a remark where some are left out."""
        kept = [r for r in records if r["id"] not in self.learnt]
        gone = len(records) - len(kept)
        return kept, ((f"{gone} of {len(records)} texts lie in the statement corpus and are left out",) if gone else ())


def article_of(record: dict[str, Any]) -> Article:
    """The article of a gold record."""
    return Article(record["id"], record["text"], record.get("lang"), record.get("title"), record.get("date"))


def read_lines(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The records of JSON lines files, in order."""
    return [json.loads(line) for path in paths for line in lines_of(path)]


def lines_of(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def learnt_articles(corpus: Path) -> frozenset[str]:
    """Identifiers of the statement corpus's articles; none where the folder is missing."""
    return frozenset(r["id"] for r in read_lines(sorted(corpus.glob("*.articles.jsonl"))))
