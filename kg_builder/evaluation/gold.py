"""Statements and offices of whole articles against NAME.gold.jsonl: strict, typed and relaxed (see statements.py)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg_builder.articles.completion import completed
from kg_builder.articles.limits import STANDARD
from kg_builder.articles.plain import read_text
from kg_builder.evaluation.outcome import Figure, Miss, Outcome, shares
from kg_builder.evaluation.statements import LEVELS, Gold, read_gold, score
from kg_builder.evaluation.trial import Trial, read_lines
from kg_builder.records import Article, Statement


def articles(trial: Trial, paths: Sequence[Path]) -> Outcome:
    """F1 of statements on each level and of offices, for each gold file whose articles are found.

    Articles lie in NAME.articles.jsonl beside the gold, or as text files in ../corpus under their id.
    """
    figures, misses, notes = list[Figure](), list[Miss](), list[str]()
    for path in paths:
        name = path.name.split(".")[0]
        texts, missing = articles_of(path)
        if missing:
            notes.append(f"{path.name}: no text of {', '.join(missing)}")
        gold = [g for g in read_gold(path) if g.article not in missing]
        found = [s for a in texts for s in trial.read(a)]
        acts = [g for g in gold if g.kind != "role"], [s for s in found if s.kind in ("stance", "event")]
        offices = [g for g in gold if g.kind == "role"], [s for s in found if s.kind == "office"]
        figures += [figure(name, level, *acts, level) for level in LEVELS if acts[0]]
        figures += [figure(name, "offices", *offices, "strict")] if offices[0] else []
        misses += [*misses_of(*acts), *misses_of(*offices)]
    return Outcome(tuple(figures), tuple(misses), tuple(notes))


def figure(measure: str, name: str, gold: Sequence[Gold], found: Sequence[Statement], level: str) -> Figure:
    """F1 on one level."""
    result = score(gold, found, level)
    wanted = sum(not g.optional for g in gold)
    detail = f"{shares(result.precision, result.recall)}  {len(result.hits)} right of {len(found)}"
    return Figure(measure, name, result.f1, wanted, detail)


def articles_of(path: Path) -> tuple[list[Article], list[str]]:
    """The gold's articles, language and date completed, and the ids of those whose text is not there."""
    ids = sorted({g.article for g in read_gold(path)})
    beside = path.with_name(path.name.replace(".gold.jsonl", ".articles.jsonl"))
    if beside.is_file():
        fields = ("id", "text", "lang", "title", "published", "url", "source")
        found = [Article(**{k: r[k] for k in fields if r.get(k)}) for r in read_lines([beside])]
    else:
        texts = [path.parent.parent / "corpus" / name for name in ids]
        found = [read_text(p.read_bytes(), p.name, STANDARD) for p in texts if p.is_file()]
    kept = [completed(a) for a in found if a.id in ids]
    return kept, sorted(set(ids) - {a.id for a in kept})


def misses_of(gold: Sequence[Gold], found: Sequence[Statement]) -> Iterator[Miss]:
    """What is missed and what is too much on the strict level, by type."""
    result = score(gold, found, "strict")
    for i, g in enumerate(gold):
        if i not in result.used_gold and not g.optional:
            line = f"{g.article}:{g.start} {g.sources[0]} {g.types[0]} {g.targets[0]} | {g.cue}"
            yield Miss("missed", g.types[0], line)
    for j, s in enumerate(found):
        if j not in result.used:
            source, target = (p.actor.label if p else None for p in (s.source, s.target))
            line = f"{s.article}:{s.cue.start} {source} {s.type} {target} | {s.cue.text} ({s.confidence:.2f})"
            yield Miss("extra", s.type, line)
