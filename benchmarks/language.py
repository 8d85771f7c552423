"""Figures of the language pipeline on treebanks: python benchmarks/language.py DATA [MODEL].

DATA is a folder with LANG/treebank/NAME.conllu.xz. Prints a table of F1 from raw text, and words a second on one core.
"""

import sys
import time
from pathlib import Path

from kg_builder import language
from kg_builder.evaluation.parsing import score

TESTS = (("de", "gsd-test"), ("en", "ewt-test"), ("en", "gum-test"))


def main(data: Path, model: str = "default") -> None:
    """Prints the table."""
    print("| test part | words | sentences | UPOS | lemmas | UAS | LAS |\n|---|---|---|---|---|---|---|")
    for lang, name in TESTS:
        path = data / lang / "treebank" / f"{name}.conllu.xz"
        if not path.is_file():
            print(f"| {name} | not found |")
            continue
        f = score(language.load(lang, model), path, join=lang == "de")
        cells = (f.words, f.sentences, f.upos, f.lemmas, f.uas, f.las)
        print(f"| {name} | " + " | ".join(f"{100 * c:.1f}" for c in cells) + " |", flush=True)
    speed(model)


def speed(model: str) -> None:
    """Words a second of the whole pipeline on one core, on the project's own examples."""
    examples = Path(__file__).parents[1] / "examples"
    for lang in ("de", "en"):
        text = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(examples.glob(f"*.{lang}.*")))
        nlp = language.load(lang, model)
        nlp(text[:500])
        began = time.process_time()
        words = sum(not t.is_space for t in nlp(text))
        print(f"{lang}: {words / (time.process_time() - began):.0f} words a second of processor time")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
