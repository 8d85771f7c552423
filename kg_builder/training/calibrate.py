"""Runs the whole reading over set-aside documents and fits confidence and threshold to what was right."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from spacy.tokens import Doc

from kg_builder import language
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.mentions import find_mentions
from kg_builder.evaluation.statements import Gold, gold_of, score
from kg_builder.language.pipeline import model_folder
from kg_builder.records import Article, Statement
from kg_builder.statements.calibration import PATH, Calibration, shipped
from kg_builder.statements.decisions import Draft
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.participants import Participants
from kg_builder.statements.quotations import FoundQuotation, find_quotations
from kg_builder.statements.reading import Reader
from kg_builder.training import notes
from kg_builder.training.choosing import ROLES, Choice, choices_of, fit_choices
from kg_builder.training.confidence import LIKE, Example, as_record, best_threshold, crossed, examples, fit
from kg_builder.training.pairs import counted
from kg_builder.vocabulary import statement_types

VOTES = (0.3, 0.7, 1.2)
PARTS = 5
Drafts = tuple[notes.Annotated, list[tuple[Draft, Statement]]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An annotated document with all that reading it needs."""

    annotated: notes.Annotated
    article: Article
    doc: Doc
    participants: Participants
    quotations: tuple[FoundQuotation, ...]


def parted(corpus: Path, unseen: Sequence[str] = ()) -> tuple[list[notes.Annotated], list[notes.Annotated]]:
    """The annotated documents that a model was trained on, and those that are set aside.

    unseen: patterns of others that this model was not trained on; they are set aside, too.
    """
    seen, aside = list[notes.Annotated](), list[notes.Annotated]()
    for one in notes.corpus(corpus, frozenset(statement_types())):
        name = one.record["id"]
        (aside if notes.is_set_aside(name) or any(fnmatch(name, p) for p in unseen) else seen).append(one)
    return seen, aside


def article_of(record: dict[str, str]) -> Article:
    """The article of a corpus record."""
    return Article(record["id"], record["text"], record["lang"], record.get("title"), record.get("published"))


def prepare(annotated: Iterable[notes.Annotated], model: str, kb: KnowledgeBase) -> list[Prepared]:
    """The documents parsed, with mentions and quotations, so that reading them again is cheap."""
    pipelines = {lang: language.load(lang, model) for lang in ("de", "en")}
    lexicons = {lang: Lexicon.load(lang) for lang in pipelines}
    found = []
    for one in annotated:
        article = article_of(one.record)
        lang = article.lang or "de"
        doc = pipelines[lang](article.text)
        participants = Participants(doc, find_mentions(doc, lang, kb, article.published))
        found.append(Prepared(one, article, doc, participants, find_quotations(doc, lang, lexicons[lang])))
    return found


def read_all(prepared: Iterable[Prepared], kb: KnowledgeBase, with_reader: bool, base: Calibration) -> list[Drafts]:
    """Every document read, with all candidates whatever their confidence."""
    readers = readers_of(kb, replace(base, threshold=0.0))
    found = []
    for one in prepared:
        cues = one.doc.user_data.get("kg_cues")
        if not with_reader:
            one.doc.user_data.pop("kg_cues", None)
        reader = readers[one.article.lang or "de"]
        found.append((one.annotated, reader.drafted(one.article, one.doc, one.participants, one.quotations)))
        one.doc.user_data["kg_cues"] = cues
    return found


def readers_of(kb: KnowledgeBase, calibration: Calibration) -> dict[str, Reader]:
    """A reader for each language."""
    return {lang: Reader(lang, kb, Lexicon.load(lang), calibration) for lang in ("de", "en")}


def calibrate(
    corpus: Path, model: str, path: Path | None = None, say: Callable[[str], None] = print, unseen: Sequence[str] = (),
    threshold: float | None = None,
) -> None:  # fmt: skip
    """Fits the choice of roles and both calibrations, chooses the lexicon's vote, and writes calibration.json.

    Who usually acts on whom is counted in the documents that are not set aside.

    unseen: patterns of documents that this model was not trained on, beside those that are set aside for good.
    threshold: the confidence from which statements count, instead of the one that does best on these documents.
    """
    kb = KnowledgeBase.load()
    own = path or model_folder(model) / PATH.name
    seen, aside = parted(corpus, unseen)
    base, prepared = replace(shipped(), pairs=counted(seen, kb)), prepare(aside, model, kb)
    tried = []
    for vote in VOTES:
        fitted, f1 = fitted_on(prepared, kb, True, replace(base, lexicon_weight=vote, choices={}), say)
        tried.append((f1, vote, fitted))
    # The lexicon also knows words that the corpus seldom has: of like figures, the greater vote.
    most = max(f1 for f1, _, _ in tried)
    base = max((t for t in tried if t[0] >= LIKE * most), key=lambda t: t[1])[2]
    base, _ = fitted_on(prepared, kb, True, base, say, choosing=True)
    alone, _ = fitted_on(prepared, kb, False, base, say)
    base = replace(base, lexicon_only=alone.lexicon_only)
    if threshold is not None:
        base = replace(base, threshold=threshold)
    own.write_text(json.dumps(as_record(base), indent=1) + "\n", encoding="utf-8")


def fitted_on(
    prepared: list[Prepared], kb: KnowledgeBase, with_reader: bool, base: Calibration, say: Callable[[str], None],
    choosing: bool = False,
) -> tuple[Calibration, float]:  # fmt: skip
    """The calibration fitted to the documents, and strict and typed F1 added, each half judged by the other's fit.

    choosing: fit the choice of roles, too; confidence is then fitted to choices by the fit of other documents.
    """
    read = read_choosing(prepared, kb, base) if choosing else read_all(prepared, kb, with_reader, base)
    gold = [g for one, _ in read for g in gold_of(one) if g.kind != "role"]
    found: list[Example] = [e for one, drafts in read for e in examples(drafts, gold_of(one))]
    error, judged = crossed(found, base, with_reader)
    threshold, strict, typed = best_threshold(judged, sum(not g.optional for g in gold))
    weights, traits = fit(found, with_reader)
    name = f"reader and lexicon (vote {base.lexicon_weight})" if with_reader else "lexicon alone"
    name += ", roles chosen" if choosing else ""
    reached = f"F1 {strict:.3f} strict, {typed:.3f} typed at {threshold}"
    say(f"{name}: {len(found)} candidates, calibration error {error:.3f}, {reached}")
    if choosing:
        base = replace(base, choices=fit_choices(choices_in(prepared, kb, base)))
    if with_reader:
        return replace(base, with_reader=weights, traits=traits, threshold=threshold), strict + typed
    return replace(base, lexicon_only=weights, threshold=threshold), strict + typed


def choices_in(prepared: Iterable[Prepared], kb: KnowledgeBase, base: Calibration) -> list[Choice]:
    """The annotated choices of documents."""
    readers = readers_of(kb, replace(base, choices={role: {} for role in ROLES}))
    found: list[Choice] = []
    for one in prepared:
        reader = readers[one.article.lang or "de"]
        gold = [g for g in gold_of(one.annotated) if g.kind != "role"]
        found += choices_of(*reader.deciding(one.article, one.doc, one.participants, one.quotations), gold)
    return found


def read_choosing(prepared: list[Prepared], kb: KnowledgeBase, base: Calibration) -> list[Drafts]:
    """Every document read with roles chosen by the fit of the documents of the other parts."""
    every, read = choices_in(prepared, kb, base), list[Drafts]()
    for part in range(PARTS):
        here = prepared[part::PARTS]
        names = {one.article.id for one in here}
        weights = fit_choices([choice for choice in every if choice.article not in names])
        read += read_all(here, kb, True, replace(base, choices=weights))
    return read


def figures(read: list[Drafts], threshold: float) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by level of what is at least so sure."""
    gold: list[Gold] = [g for one, _ in read for g in gold_of(one) if g.kind != "role"]
    found = [s for _, drafts in read for d, s in drafts if d.confidence >= threshold]
    results = {level: score(gold, found, level) for level in ("strict", "typed", "relaxed")}
    return {level: (r.precision, r.recall, r.f1) for level, r in results.items()}
