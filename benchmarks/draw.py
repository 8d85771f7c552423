"""Draws statements to be read against their evidence: python -m benchmarks.draw ARTICLES.jsonl [FILE ...] -o FOLDER

Reads some articles (JSON lines with "id", "text", "lang", drawn at random, and whole text files in German), and of all
stances and events found in them draws a number at random. FOLDER gets statements.tsv, the columns of
benchmarks/read.tsv up to the confidence, and sentences.txt, each statement with its sentence and what stands around.
"""

import argparse
import random
from pathlib import Path

from kg_builder.evaluation.trial import Trial, article_of, read_lines
from kg_builder.records import Article, Statement

AROUND = 500
"""Code points before and after the evidence that are shown."""


def articles(path: Path, count: int, rng: random.Random) -> list[Article]:
    """Some of the articles of a file of JSON lines, or a text file as one."""
    if path.suffix != ".jsonl":
        return [Article(path.stem, path.read_text(encoding="utf-8"), "de")]
    records = read_lines([path])
    return [article_of(record) for record in rng.sample(records, min(count, len(records)))]


def row(number: int, one: Statement) -> str:
    """A statement's line in the table."""
    target = one.target.actor.label if one.target else "-"
    source = one.source.actor.label if one.source else "-"
    cells = (number, one.article, one.cue.start, source, one.type, target, one.factuality, round(one.confidence, 2))
    return "\t".join(map(str, cells))


def passage(one: Statement, text: str) -> str:
    """The evidence in >>> <<<, its cue in ** **, with what stands around it."""
    (start, end), cue = one.evidence, one.cue
    inside = f"{text[start : cue.start]}**{text[cue.start : cue.end]}**{text[cue.end : end]}"
    return f"{text[max(0, start - AROUND) : start]}>>>{inside}<<<{text[end : end + AROUND // 2]}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw statements to be read against their evidence.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--statements", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng, trial = random.Random(given.seed), Trial("default", None, frozenset())
    chosen = [one for path in given.files for one in articles(path, given.articles, rng)]
    texts = {one.id: one.text for one in chosen}
    found = [s for one in chosen for s in trial.read(one) if s.kind in ("stance", "event")]
    drawn = rng.sample(found, min(given.statements, len(found)))
    given.out.mkdir(parents=True, exist_ok=True)
    rows = [row(number, one) for number, one in enumerate(drawn, 1)]
    (given.out / "statements.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    shown = [f"### {line}\n{passage(one, texts[one.article])}\n" for line, one in zip(rows, drawn, strict=True)]
    (given.out / "sentences.txt").write_text("\n".join(shown), encoding="utf-8")
    print(f"{len(drawn)} of {len(found)} statements in {len(chosen)} articles")


if __name__ == "__main__":
    main()
