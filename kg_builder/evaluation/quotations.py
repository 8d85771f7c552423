"""German quotations by the metric of the corpus's authors (Petersen-Frey and Biemann, 2024; SpkAtt-2023, task 2).

Tokens are counted. In each document, gold and own quotations are paired one to one by the overlap of their words
(token F1, with a little for the same type and medium). For every pair, and every quotation left alone, precision and
recall of quote, speaker and the other roles; these are averaged over pairs, and F1 is that of the two means. Type
("form") and medium are counted once a pair. The simplified task has gold without nested quotations and only speakers.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg_builder.evaluation.assignment import assigned
from kg_builder.evaluation.outcome import Figure, Miss, Outcome, f1_of, mean, shares
from kg_builder.evaluation.trial import Trial, article_of, read_lines
from kg_builder.records import Span, Statement

ROLES = ("addressee", "cue", "frame", "speaker")
SHORT = {"SpeechWriting": "SW", "SpeechThought": "ST", "ThoughtWriting": "TW"}
Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in tokens: those of the quote, those of each role, type and medium."""

    quote: Tokens = frozenset()
    roles: dict[str, Tokens] = field(default_factory=dict)
    type: str | None = None
    medium: str | None = None
    nested: bool = False
    start: int = 0

    def part(self, name: str) -> Tokens:
        return self.quote if name == "quote" else self.roles.get(name, frozenset())


Pair = tuple[Quoted, Quoted]
NOTHING = Quoted()


def german_quotations(trial: Trial, paths: Sequence[Path]) -> Outcome:
    """Message, joint, form, medium and the roles of the full task; speaker and joint of the simplified one."""
    records, notes = trial.unseen(read_lines(paths))
    records = trial.chosen(records)
    full, simple = list[Pair](), list[Pair]()
    misses: list[Miss] = []
    for record in records:
        gold = [gold_quotation(q, record["tokens"]) for q in record["quotes"]]
        own = [own_quotation(s, record["tokens"]) for s in trial.read(article_of(record)) if s.quotation]
        own = [q for q in own if q.quote]
        pairs = paired(gold, own)
        full += pairs
        simple += paired([q for q in gold if not q.nested], own)
        misses += misses_of(record, pairs)
    return Outcome(tuple(figures(full, simple, len(records))), tuple(misses), notes)


def figures(full: Sequence[Pair], simple: Sequence[Pair], records: int) -> Iterator[Figure]:
    every = ("quote", *ROLES)
    lines = (
        ("message", full, ("quote",)),
        ("speaker", simple, ("speaker",)),
        ("joint", full, every),
        ("joint simple", simple, ("quote", "speaker")),
        *((role, full, (role,)) for role in ROLES if role != "speaker"),
    )
    for name, pairs, parts in lines:
        precision, recall = macro(pairs, parts)
        yield Figure("quotations", name, f1_of(precision, recall), records, shares(precision, recall))
    for name, field_ in (("form", "type"), ("medium", "medium")):
        precision, recall = micro(full, field_)
        yield Figure("quotations", name, f1_of(precision, recall), records, shares(precision, recall))


def macro(pairs: Sequence[Pair], parts: Sequence[str]) -> tuple[float, float]:
    """Precision and recall of parts, each the mean over pairs where it is defined."""
    precision, recall = list[float](), list[float]()
    for part in parts:
        for gold, own in pairs:
            wanted, given = gold.part(part), own.part(part)
            both = len(wanted & given)
            if given:
                precision.append(both / len(given))
            if wanted:
                recall.append(both / len(wanted))
    return mean(precision), mean(recall)


def micro(pairs: Sequence[Pair], name: str) -> tuple[float, float]:
    """Precision and recall of a property, counted over pairs."""
    values = [(getattr(gold, name), getattr(own, name)) for gold, own in pairs]
    right = sum(a == b and a is not None for a, b in values)
    given, wanted = (sum(v[side] is not None for v in values) for side in (1, 0))
    return right / max(given, 1), right / max(wanted, 1)


def paired(gold: Sequence[Quoted], own: Sequence[Quoted]) -> list[Pair]:
    """Gold and own quotations of a document one to one; those left alone beside nothing."""
    pairs = assigned([[likeness(a, b) for b in own] for a in gold])
    with_partner, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    found = [(gold[i], own[j]) for i, j in pairs]
    found += [(a, NOTHING) for i, a in enumerate(gold) if i not in with_partner]
    return found + [(NOTHING, b) for j, b in enumerate(own) if j not in taken]


def likeness(a: Quoted, b: Quoted) -> float:
    both = len(a.quote & b.quote)
    same = 0.01 * (a.type == b.type) + 0.001 * (a.medium == b.medium)
    return 2 * both / (len(a.quote) + len(b.quote)) + same if both else 0.0


def gold_quotation(quote: dict[str, Any], tokens: Sequence[Span]) -> Quoted:
    """A gold record's quotation."""
    spans = {name: [(s["start"], s["end"]) for s in quote.get(name) or ()] for name in ("quote", *ROLES)}
    held = {name: touched(spans[name], tokens) for name in spans}
    medium, nested = quote.get("medium"), bool(quote.get("nested"))
    return Quoted(held.pop("quote"), held, quote.get("type"), medium, nested, min(spans["quote"], default=(0, 0))[0])


def own_quotation(one: Statement, tokens: Sequence[Span]) -> Quoted:
    """A statement of kind quotation, as statements.jsonl has it."""
    q = one.quotation
    assert q is not None
    cue = ((one.cue.start, one.cue.end),) if one.cue.text else ()
    spans = {"addressee": q.addressee, "cue": cue, "frame": q.frame, "speaker": q.speaker}
    roles = {name: touched(held, tokens) for name, held in spans.items()}
    medium = SHORT.get(q.medium, q.medium)
    return Quoted(touched(q.quote, tokens), roles, q.type, medium, one.within is not None, q.quote[0][0])


def touched(spans: Sequence[Span], tokens: Sequence[Span]) -> Tokens:
    """Indices of the tokens (in text order, apart) that spans overlap."""
    starts, ends = [a for a, _ in tokens], [b for _, b in tokens]
    return frozenset(i for a, b in spans for i in range(bisect_right(ends, a), bisect_left(starts, b)))


def misses_of(record: dict[str, Any], pairs: Sequence[Pair]) -> Iterator[Miss]:
    """Quotations without a partner by type; of the others, roles, type and medium that differ."""
    for gold, own in pairs:
        shared = gold.quote & own.quote
        if not shared:
            for kind, one in (("missed", gold), ("extra", own)):
                if one.quote:
                    yield Miss(kind, one.type or "", shown(record, one, one.quote))
            continue
        for name in ("quote", *ROLES):
            a, b = gold.part(name), own.part(name)
            if 2 * len(a & b) < len(a | b):
                words = " / ".join(text_of(record, t) or "-" for t in (a, b))
                yield Miss("differs", name, f"{words} | {shown(record, gold, gold.quote)}")
        for name in ("type", "medium"):
            a, b = getattr(gold, name), getattr(own, name)
            if a != b:
                yield Miss("differs", f"{name} {a} -> {b}", shown(record, gold, gold.part("cue") | gold.quote))


def shown(record: dict[str, Any], one: Quoted, tokens: Tokens) -> str:
    return f"{record['id']}:{one.start} {text_of(record, tokens)}"


def text_of(record: dict[str, Any], tokens: Tokens) -> str:
    """The words of tokens; gaps become dots."""
    words: list[str] = []
    last = None
    for i in sorted(tokens):
        if last is not None and i != last + 1:
            words.append("...")
        words.append(record["text"][slice(*record["tokens"][i])])
        last = i
    return " ".join(words)
