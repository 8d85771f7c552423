"""Counts how often each lemma is a cue in annotated texts, for the pass that skips sentences (language/skim.py)."""

import json
import lzma
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg_builder.language.skim import FILE, PRIOR, UNSEEN, WEIGHT, Screen
from kg_builder.language.tokenizer import blank
from kg_builder.training import notes
from kg_builder.vocabulary import statement_types

LANGUAGES = ("de", "en")
LEAST = 0.002
"""A share this near to that of lemmas never seen is left out."""


def shares(documents: Iterable[notes.Annotated], lang: str) -> dict[str, float]:
    """The share of each lemma's occurrences that are cues (or offices), smoothed, in texts of a language."""
    nlp, lemma = blank(lang), Screen(lang, {}).lemma
    cues, seen = Counter[str](), Counter[str]()
    for document in documents:
        if document.record.get("lang") != lang:
            continue
        places = [span for line in document.lines for span in line.cue]
        for token in nlp.make_doc(document.record["text"]):
            if not (token.is_space or token.is_punct):
                name = lemma(token.text)
                seen[name] += 1
                cues[name] += any(start <= token.idx < end for start, end in places)
    smoothed = {name: (cues[name] + PRIOR) / (n + WEIGHT) for name, n in seen.items()}
    return {name: round(share, 4) for name, share in sorted(smoothed.items()) if abs(share - UNSEEN) > LEAST}


def write(corpus: Path, folder: Path) -> None:
    """Writes the table of all languages into a model's folder."""
    documents = list(notes.corpus(corpus, frozenset(statement_types())))
    table = {lang: shares(documents, lang) for lang in LANGUAGES}
    raw = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    (folder / FILE).write_bytes(lzma.compress(raw, preset=9))
