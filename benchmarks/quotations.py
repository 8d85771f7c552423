"""Measures quotations on annotated text: German WikiNews quotations and English PolNeAR attributions.

Usage: python benchmarks/quotations.py GOLD_FOLDER [--model default] [--documents N] [--half even|odd] [--save FOLDER]
           [--cache FOLDER] [--errors N]

The folder holds de_quotes_wikinews.*.jsonl, en_polnear_attribution.*.jsonl and score_de_quotes.py, the metric of the
SpkAtt-2023 shared task. English source and content are scored as Johansson and Moschitti (2013) do: precision is the
mean share of a predicted span that gold spans of the document cover, recall the mean share of a gold span covered.
"""

import importlib.util
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import click
from spacy.tokens import Doc, DocBin

from kg_builder.language import load
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.quotations import FoundQuotation, find_quotations

SHORT = {"SpeechWriting": "SW", "SpeechThought": "ST", "ThoughtWriting": "TW"}
Found = dict[str, list[dict[str, Any]]]
Spans = Sequence[tuple[int, int]]


@click.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--model", default="default", help="Shipped model or folder of one.")
@click.option("--lang", type=click.Choice(["de", "en", "both"]), default="both")
@click.option("--documents", type=int, help="Only so many documents of each set.")
@click.option("--half", type=click.Choice(["even", "odd"]), help="Only documents at even or odd places.")
@click.option("--save", type=click.Path(file_okay=False, path_type=Path), help="Folder for the predictions.")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Folder that keeps parsed documents.")
def main(
    gold: Path, model: str, lang: str, documents: int | None, half: str | None, save: Path | None, cache: Path | None
) -> None:
    """Print precision, recall and F1 of quotations on the gold sets in a folder."""
    scorer = scoring_module(gold / "score_de_quotes.py")
    for code, stem in (("de", "de_quotes_wikinews"), ("en", "en_polnear_attribution")):
        if lang not in (code, "both"):
            continue
        for path in sorted(gold.glob(f"{stem}.*.jsonl")):
            records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            kept = chosen(records, half, documents)
            docs = parsed(kept, code, model, cache and cache / f"{path.stem}-{half}-{documents}.spacy")
            lexicon = Lexicon.load(code)
            found = {}
            for record, doc in zip(kept, docs, strict=True):
                found[record["doc_id"]] = [as_record(q, doc) for q in find_quotations(doc, code, lexicon)]
            click.echo(f"{path.stem}: {len(kept)} documents, {sum(map(len, found.values()))} quotations")
            table = german(scorer, kept, found) if code == "de" else english(kept, found)
            for name, (p, r, f) in table:
                click.echo(f"  {name:22s} P {p:6.2f}  R {r:6.2f}  F1 {f:6.2f}")
            if save:
                write_predictions(save / f"{path.stem}.predicted.jsonl", found)


def scoring_module(path: Path) -> ModuleType:
    """The scorer that comes with the gold data."""
    spec = importlib.util.spec_from_file_location("score_de_quotes", path)
    if spec is None or spec.loader is None:
        raise click.ClickException(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def chosen(records: list[dict[str, Any]], half: str | None, documents: int | None) -> list[dict[str, Any]]:
    kept = records[{"even": 0, "odd": 1}[half] :: 2] if half else records
    return kept[:documents]


def parsed(records: Sequence[dict[str, Any]], lang: str, model: str, cache: Path | None) -> list[Doc]:
    """The documents' texts parsed, or taken from the cache."""
    nlp = load(lang, model)
    if cache and cache.is_file():
        return list(DocBin().from_disk(cache).get_docs(nlp.vocab))
    docs = [nlp(record["text"]) for record in records]
    if cache:
        cache.parent.mkdir(parents=True, exist_ok=True)
        DocBin(docs=docs).to_disk(cache)
    return docs


def as_record(one: FoundQuotation, doc: Doc) -> dict[str, Any]:
    return {
        "quote": one.quote,
        "speaker": one.speaker,
        "frame": one.frame,
        "addressee": one.addressee,
        "cue": [(doc[i].idx, doc[i].idx + len(doc[i])) for i in one.cue],
        "type": one.type,
        "medium": SHORT.get(one.medium, one.medium),
        "nested": one.inner is not None,
    }


def german(
    scorer: ModuleType, gold: list[dict[str, Any]], found: Found
) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """The full task, then the simplified one: no nested quotations, the speaker as the only role."""
    outer = {name: [q for q in quotes if not q["nested"]] for name, quotes in found.items()}
    full = scorer.score(gold, found)
    yield from ((name, full[name]) for name in full)
    yield from ((f"simple {name}", value) for name, value in scorer.score(gold, found, ["speaker"], False).items())
    outside = scorer.score(gold, outer, ["speaker"], False)
    yield from ((f"simple, outer {name}", outside[name]) for name in ("message", "speaker", "joint"))


def english(gold: list[dict[str, Any]], found: Found) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """Overlap and exact match of source and content."""
    for role in ("source", "content"):
        pairs = []
        for record in gold:
            quotes = found[record["doc_id"]]
            predicted = {tuple(q["speaker" if role == "source" else "quote"]) for q in quotes} - {()}
            wanted = {tuple((s["start"], s["end"]) for s in a[role]) for a in record["attributions"]} - {()}
            pairs.append((sorted(predicted), sorted(wanted)))
        yield f"{role} overlap", overlap(pairs)
        yield f"{role} exact", exact(pairs)


def overlap(pairs: Iterable[tuple[Sequence[Spans], Sequence[Spans]]]) -> tuple[float, float, float]:
    shares: tuple[list[float], list[float]] = ([], [])
    for predicted, wanted in pairs:
        for own, other, found in ((predicted, wanted, shares[0]), (wanted, predicted, shares[1])):
            covering = {i for spans in other for i in points(spans)}
            found += [len(points(spans) & covering) / max(len(points(spans)), 1) for spans in own]
    return figures(*(sum(s) / len(s) if s else 0.0 for s in shares))


def points(spans: Spans) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def exact(pairs: Iterable[tuple[Sequence[Spans], Sequence[Spans]]]) -> tuple[float, float, float]:
    pairs = list(pairs)
    hits = sum(len(set(predicted) & set(wanted)) for predicted, wanted in pairs)
    return figures(*(hits / max(sum(len(pair[side]) for pair in pairs), 1) for side in (0, 1)))


def figures(precision: float, recall: float) -> tuple[float, float, float]:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return 100 * precision, 100 * recall, 100 * f1


def write_predictions(path: Path, found: Found) -> None:
    """One line a document, as score_de_quotes.py reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"doc_id": name, "quotes": quotes}, ensure_ascii=False) for name, quotes in found.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
