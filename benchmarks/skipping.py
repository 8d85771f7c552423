"""What `build --skim` skips, and what it costs: python benchmarks/skipping.py GOLD [CORPUS].

Prints for several bounds which share of the gold cues of the seed, mission and PLOVER gold stands in sentences that are
kept, and which share of the sentences of German news is skipped; then for the bound that is used statements found in
seed and mission with and without skipping, and the time that German news takes. GOLD is the folder of gold data, CORPUS
that of the seed article (GOLD/../corpus).

Skipping is no default: in what is skipped stand antecedents of pronouns and reported speech that goes on without a word
that says so.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from kg_builder import language
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.evaluation.gold import articles_of
from kg_builder.evaluation.statements import read_gold, score
from kg_builder.language.pipeline import model_folder
from kg_builder.language.skim import BOUND, Screen
from kg_builder.language.tokenizer import blank
from kg_builder.records import Statement
from kg_builder.statements.calibration import shipped
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.reading import Reader

BOUNDS = (0.2, 0.3, 0.4, BOUND, 0.5, 0.6)
TIMED = 60


class Screens:
    """The screen and tokenizer of each language."""

    def __init__(self) -> None:
        self._of = {lang: (Screen.load(lang, model_folder("default")), blank(lang)) for lang in ("de", "en")}

    def sentences(self, lang: str, text: str) -> Iterator[tuple[int, int, float]]:
        """(start, end, how likely it holds a cue) of the sentences of a text."""
        screen, nlp = self._of[lang]
        doc = nlp.make_doc(text)
        for tokens, likely in screen.sentences(doc):
            yield doc[tokens[0]].idx, doc[tokens[-1]].idx + len(doc[tokens[-1]]), likely

    def likelihood(self, lang: str, text: str, starts: list[int]) -> float:
        """The likelihood of the sentences in which one of the places stands, the highest."""
        found = (p for a, b, p in self.sentences(lang, text) if any(a <= start < b for start in starts))
        return max(found, default=0.0)


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def gold_cues(gold: Path, texts: dict[str, tuple[str, str]], screens: Screens) -> Iterator[tuple[str, float]]:
    """(name of the gold, likelihood of its sentence) of every gold cue."""
    for name in ("seed", "mission.dev"):
        for record in read(gold / f"{name}.gold.jsonl"):
            lang, text = texts[record["article"]]
            yield name, screens.likelihood(lang, text, [record["start"]])
    for record in read(gold / "en_plover_gsr.dev.jsonl"):
        if spans := [s["start"] for s in record["markup_spans"] or [] if s["role"] == "EVT"]:
            yield "PLOVER", screens.likelihood("en", record["text"], spans)


def statements(gold: Path, name: str, skim: bool) -> str:
    """Strict and typed F1 on one gold file."""
    kb, path = KnowledgeBase.load(), gold / f"{name}.gold.jsonl"
    wanted, found = [g for g in read_gold(path) if g.kind != "role"], list[Statement]()
    for article in articles_of(path)[0]:
        lang = article.lang or "de"
        reader = Reader.of(lang, kb, Lexicon.load(lang), shipped())
        every = reader.read(article, language.load(lang, skim=skim)(article.text)).statements
        found += [s for s in every if s.kind in ("stance", "event")]
    return ", ".join(f"{level} {score(wanted, found, level).f1:.3f}" for level in ("strict", "typed"))


def main(gold: Path, folder: Path | None = None) -> None:
    """Prints the tables."""
    screens = Screens()
    texts = {r["id"]: (r["lang"], r["text"]) for r in read(gold / "mission.dev.articles.jsonl")}
    for path in sorted((folder or gold.parent / "corpus").glob("*.de.txt")):
        texts[path.name] = ("de", path.read_text(encoding="utf-8"))
    cues = list(gold_cues(gold, texts, screens))
    articles = [r["text"] for r in read(gold / "de_quotes_wikinews.dev.jsonl")]
    news = [p for text in articles for *_, p in screens.sentences("de", text)]
    print("| bound | seed | mission | PLOVER | all cues kept | sentences skipped |\n|---|---|---|---|---|---|")
    for bound in BOUNDS:
        shares = [
            np.mean([p > bound for n, p in cues if n in names])
            for names in (("seed",), ("mission.dev",), ("PLOVER",), ("seed", "mission.dev", "PLOVER"))
        ]
        print(f"| {bound} | " + " | ".join(f"{s:.3f}" for s in [*shares, np.mean([p <= bound for p in news])]) + " |")
    for name in ("seed", "mission.dev"):
        print(f"{name}: {statements(gold, name, False)}; with --skim {statements(gold, name, True)}")
    spent = []
    for skim in (False, True):
        nlp, began = language.load("de", skim=skim), time.process_time()
        for text in articles[:TIMED]:
            nlp(text)
        spent.append(time.process_time() - began)
    print(f"{TIMED} articles of German news parsed in {spent[0]:.1f} s, with --skim in {spent[1]:.1f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:3]))
