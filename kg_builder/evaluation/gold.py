"""Scores the whole reading on gold articles: the measures of kg_builder/evaluation/statements.py in one table."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg_builder.articles.completion import completed
from kg_builder.articles.limits import STANDARD
from kg_builder.articles.plain import read_text
from kg_builder.evaluation.statements import LEVELS, Gold, read_gold, score
from kg_builder.pipeline import Options, Readers
from kg_builder.records import Article, Statement


def evaluate(folder: Path, model: str = "default", errors: bool = False) -> Iterator[str]:
    """Lines with precision, recall and F1 for every NAME.gold.jsonl of a folder whose articles are found.

    Articles lie in NAME.articles.jsonl beside it, or as text files in ../corpus under their id. errors: also lists
    gold that was missed and statements that match none, on the strict level.
    """
    readers = Readers(Options(model=model))
    for path in sorted(folder.glob("*.gold.jsonl")):
        gold = read_gold(path)
        articles = articles_of(path, sorted({g.article for g in gold}))
        found = [s for a in articles for s in readers.read(a).statements]
        for title, kinds, levels in (
            ("statements", ("stance", "event"), tuple(LEVELS)),
            ("offices", ("role",), ("strict",)),
        ):
            wanted = [g for g in gold if g.kind in kinds]
            given = [s for s in found if s.kind in (("office",) if kinds == ("role",) else kinds)]
            for level in levels if wanted else ():
                result = score(wanted, given, level)
                yield (
                    f"{path.name.removesuffix('.gold.jsonl'):24s} {title:10s} {level:8s}"
                    f" P {result.precision:.3f}  R {result.recall:.3f}  F1 {result.f1:.3f}"
                )
                if errors and level == "strict":
                    yield from misses(wanted, given)


def articles_of(path: Path, ids: Sequence[str]) -> list[Article]:
    """The gold's articles, language and date completed."""
    beside = path.with_name(path.name.replace(".gold.jsonl", ".articles.jsonl"))
    if beside.is_file():
        records = (json.loads(line) for line in beside.read_text(encoding="utf-8").splitlines() if line.strip())
        fields = ("id", "text", "lang", "title", "published", "url", "source")
        found = [Article(**{k: r[k] for k in fields if r.get(k)}) for r in records]
    else:
        texts = [path.parent.parent / "corpus" / name for name in ids]
        found = [read_text(p.read_bytes(), p.name, STANDARD) for p in texts if p.is_file()]
    return [completed(a) for a in found if a.id in ids]


def misses(gold: Sequence[Gold], found: Sequence[Statement]) -> Iterator[str]:
    """What was missed and what is too much, by place."""
    result = score(gold, found, "strict")
    for i, g in enumerate(gold):
        if i not in result.used_gold and not g.optional:
            yield f"    missed {g.article}:{g.start} {g.sources[0]} {g.types[0]} {g.targets[0]} | {g.cue}"
    for j, s in enumerate(found):
        if j not in result.used:
            source, target = (p.actor.label if p else None for p in (s.source, s.target))
            yield f"    extra  {s.article}:{s.cue.start} {source} {s.type} {target} | {s.cue.text} ({s.confidence:.2f})"
