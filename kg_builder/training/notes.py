"""Annotation lines of the statement corpus (training/statements/GUIDELINES.md) compiled to offsets.

SENTENCE TYPE | cue | SOURCE{mention} -> TARGET{mention} | key=value; key=value ...
"""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_builder.records import FACTUALITIES, Span

KEYS = "topic|fact|pol|in|id|date|place|opt|quote|office"
ABBREVIATION = re.compile(
    r"(?:\b(?:z|d|u|o|i|a|S|Dr|Prof|Nr|Mr|Mrs|Ms|St|Gen|Sen|Rep|Gov|Lt|Col|Jr|No|vs|bzw|ca|usw|etc|Mio|Mrd|Abs|Art"
    r"|U|U\.S|U\.N|e\.g|i\.e|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b\d{1,2}|\b[A-Z])\.$"
)
SENTENCE_END = re.compile(r"[.!?…][“”\"»«')\]]*(?=\s+[\"„“»«(\[]?[A-ZÄÖÜ0-9])")


@dataclass(frozen=True, slots=True)
class Line:
    """One annotated statement: names (None for '-'), spans of cue pieces, mentions and topic in the article's text."""

    article: str
    types: tuple[str, ...]
    cue: tuple[Span, ...]
    source: tuple[str | None, ...]
    source_mentions: tuple[Span, ...]
    target: tuple[str | None, ...]
    target_mentions: tuple[Span, ...]
    topic: Span | None
    factuality: str
    sentence: Span
    label: str | None
    within: str | None
    optional: bool
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article's record and its lines."""

    record: dict[str, Any]
    lines: tuple[Line, ...]


def is_set_aside(article: str) -> bool:
    """Whether a document belongs to the seventh that is never trained on; decided by its name alone."""
    return int(hashlib.sha256(article.encode()).hexdigest()[:8], 16) % 7 == 0


def sentences(text: str) -> list[Span]:
    """Spans of the numbered sentences: lines first, then sentence marks that are no abbreviation."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for mark in SENTENCE_END.finditer(line.group()):
            if not ABBREVIATION.search(text[start : line.start() + mark.start() + 1]):
                spans.append((start, line.start() + mark.end()))
                start = line.start() + mark.end()
        spans.append((start, line.end()))
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        if piece.strip():
            trimmed.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
    return trimmed


def locate(text: str, span: Span, words: str, numbered: list[Span]) -> list[Span]:
    """Spans of words in a sentence, whole or part by part; 'N:words': in sentence N, 'words#2': the second."""
    if other := re.match(r"(\d+):", words):
        span, words = numbered[int(other.group(1)) - 1], words[other.end() :]
    number = 1
    if nth := re.search(r"#(\d)$", words):
        number, words = int(nth.group(1)), words[: nth.start()]
    piece = text[span[0] : span[1]]
    found = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", piece)]
    if len(found) < number:
        found = [m.start() for m in re.finditer(re.escape(words), piece)]
    if len(found) >= number:
        start = span[0] + found[number - 1]
        return [(start, start + len(words))]
    spans, at = [], span[0]
    for part in words.replace("…", " ").replace("...", " ").split():
        match = re.search(r"(?<!\w)" + re.escape(part) + r"(?!\w)", text[at : span[1]])
        if not match:
            raise ValueError(f'"{words}" is not in the sentence')
        spans.append((at + match.start(), at + match.end()))
        at += match.end()
    return spans


def actors(field: str, text: str, span: Span, numbered: list[Span]) -> tuple[tuple[str | None, ...], tuple[Span, ...]]:
    """Names and first mention spans of 'Name{words}/Other{words}'."""
    names: list[str | None] = []
    mentions = []
    for one in re.split(r"/(?![^{]*\})", field):
        match = re.fullmatch(r"([^{}]*?)\s*(?:\{(.*)\})?", one.strip())
        if not match:
            raise ValueError(f'"{one}" is no actor')
        names.append(None if match.group(1) == "-" else match.group(1))
        if match.group(2):
            mentions.append(locate(text, span, match.group(2), numbered)[0])
    return tuple(names), tuple(mentions)


def compile_line(line: str, article: str, text: str, numbered: list[Span], types: frozenset[str]) -> Line:
    """One line as a record; raises ValueError or IndexError with the reason where it does not fit the text."""
    head, cue, parties, *rest = [p.strip() for p in line.split(" | " if line.count(" | ") >= 2 else "|")]
    index, names = head.split(None, 1)
    kinds = tuple(t.strip() for t in names.split("/"))
    if bad := [t for t in kinds if t not in types]:
        raise ValueError(f"unknown type {bad[0]}")
    span = numbered[int(index) - 1]
    keys = {}
    for pair in re.split(rf";\s+(?=(?:{KEYS})\b)", "; ".join(rest)) if rest else []:
        key, _, value = pair.partition("=")
        keys[key.strip().rstrip(";")] = value.strip()
    if keys.get("fact", "asserted") not in FACTUALITIES:
        raise ValueError(f"unknown factuality {keys['fact']}")
    source, target = [p.strip() for p in parties.split(" -> ")]
    topic = locate(text, span, keys["topic"], numbered) if keys.get("topic") else None
    return Line(
        article, kinds, tuple(locate(text, span, cue, numbered)), *actors(source, text, span, numbered),
        *actors(target, text, span, numbered), (topic[0][0], topic[-1][1]) if topic else None,
        keys.get("fact", "asserted"), span, keys.get("id"), keys.get("in"), "opt" in keys, tuple(keys.items()),
    )  # fmt: skip


def read(articles: Path, notes: Path, types: frozenset[str]) -> tuple[list[Annotated], list[str]]:
    """The annotated articles of one part of the corpus, and the faults as 'file:line: reason'."""
    records = {r["id"]: r for r in map(json.loads, articles.read_text(encoding="utf-8").splitlines()) if r}
    lines: dict[str, list[Line]] = {key: [] for key in records}
    faults, article, numbered = [], "", list[Span]()
    for number, line in enumerate(notes.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if line.startswith("@"):
            article = line[1:].split("#")[0].strip()
            if article in records:
                numbered = sentences(records[article]["text"])
            else:
                faults.append(f"{notes}:{number}: no such article: {article}")
        elif line and not line.startswith("#") and article in records:
            try:
                lines[article].append(compile_line(line, article, records[article]["text"], numbered, types))
            except (ValueError, IndexError) as reason:
                faults.append(f"{notes}:{number}: {reason}: {line[:100]}")
    return [Annotated(record, tuple(lines[key])) for key, record in records.items()], faults


def corpus(folder: Path, types: frozenset[str]) -> list[Annotated]:
    """All parts of the corpus; raises ValueError with every fault where a line does not compile."""
    found, faults = [], list[str]()
    for notes in sorted(folder.glob("*.notes")):
        part, wrong = read(notes.with_suffix("").with_suffix(".articles.jsonl"), notes, types)
        found += part
        faults += wrong
    if faults:
        raise ValueError("\n".join(faults))
    return found
