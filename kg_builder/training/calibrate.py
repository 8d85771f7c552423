"""Runs the whole reading over set-aside documents and fits confidence and threshold to what was right."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kg_builder import language
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.mentions import find_mentions
from kg_builder.evaluation.statements import Gold, gold_of, score
from kg_builder.records import Article, Statement
from kg_builder.statements.calibration import PATH, shipped
from kg_builder.statements.decisions import Draft
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.participants import Participants
from kg_builder.statements.quotations import find_quotations
from kg_builder.statements.reading import Reader
from kg_builder.training import notes
from kg_builder.training.confidence import Example, as_record, best_threshold, crossed, examples, fit
from kg_builder.training.samples import is_set_aside
from kg_builder.vocabulary import statement_types

Drafted = list[tuple[Draft, Statement]]


def set_aside(corpus: Path) -> list[notes.Annotated]:
    """The annotated documents that no model was trained on."""
    return [a for a in notes.corpus(corpus, frozenset(statement_types())) if is_set_aside(a.record["id"])]


def article_of(record: dict[str, str]) -> Article:
    """The article of a corpus record."""
    return Article(record["id"], record["text"], record["lang"], record.get("title"), record.get("published"))


def read_all(
    annotated: Iterable[notes.Annotated], model: str, with_reader: bool = True, floor: float = 0.0
) -> list[tuple[notes.Annotated, Drafted]]:
    """Every document read with all candidates whose confidence is at least the floor."""
    kb, calibration = KnowledgeBase.load(), replace(shipped(), threshold=floor)
    pipelines = {lang: language.load(lang, model) for lang in ("de", "en")}
    readers = {lang: Reader(lang, kb, Lexicon.load(lang), calibration) for lang in pipelines}
    found = []
    for one in annotated:
        article = article_of(one.record)
        doc = pipelines[article.lang or "de"](article.text)
        if not with_reader:
            doc.user_data.pop("kg_cues", None)
        reader = readers[article.lang or "de"]
        participants = Participants(doc, find_mentions(doc, reader.lang, kb, article.published))
        quotations = find_quotations(doc, reader.lang, reader.lexicon)
        found.append((one, reader.drafted(article, doc, participants, quotations)))
    return found


def calibrate(corpus: Path, model: str, path: Path = PATH, say: Callable[[str], None] = print) -> None:
    """Fits both calibrations, prints figures, and writes calibration.json."""
    documents, base = set_aside(corpus), shipped()
    for with_reader in (True, False):
        read = read_all(documents, model, with_reader)
        gold = [g for one, _ in read for g in gold_of(one) if g.kind != "role"]
        found: list[Example] = [e for one, drafts in read for e in examples(drafts, gold_of(one))]
        error, judged = crossed(found, base, with_reader)
        threshold, f1 = best_threshold(judged, sum(not g.optional for g in gold))
        say(f"{'reader and lexicon' if with_reader else 'lexicon alone'}: {len(found)} candidates, calibration error"
            f" {error:.3f}, best strict F1 {f1:.3f} at {threshold}")  # fmt: skip
        weights = fit(found)
        base = (
            replace(base, with_reader=weights, threshold=threshold)
            if with_reader
            else replace(base, lexicon_only=weights)
        )
    path.write_text(json.dumps(as_record(base), indent=1) + "\n", encoding="utf-8")


def figures(read: list[tuple[notes.Annotated, Drafted]], threshold: float) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by level of what is at least so sure."""
    gold: list[Gold] = [g for one, _ in read for g in gold_of(one) if g.kind != "role"]
    found = [s for _, drafts in read for d, s in drafts if d.confidence >= threshold]
    results = {level: score(gold, found, level) for level in ("strict", "typed", "relaxed")}
    return {level: (r.precision, r.recall, r.f1) for level, r in results.items()}
