"""Speech, thought and writing events as an auxiliary task: a cue's first word, and the words of its parts.

Data: speeches of the German Bundestag, annotated for the SpkAtt-2023 shared task (CC BY-SA 4.0). Scored as there: cues
aligned one to one where they overlap, then precision and recall over the words of all aligned parts together.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from kg_builder.evaluation.assignment import assigned
from kg_builder.training.network import Network

PARTS = ("cue", "source", "message", "addr", "topic", "medium", "evidence", "ptc")
Parts = dict[str, frozenset[int]]


@dataclass(slots=True)
class Speech:
    """A window of a speech: words, and its events by their cue's first word."""

    words: list[str]
    events: dict[int, Parts]
    document: str


def read(path: Path, limit: int) -> Iterator[Speech]:
    """Windows of whole sentences with at most `limit` words (one sentence may be longer)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            rows = [record["text"][a:b].split() for a, b in record["sentences"]]
            events = [{p: [place(t) for t in e[p + "_tokens"]] for p in PARTS} for e in record["annotations"]]
            start = 0
            while start < len(rows):
                end = start + 1
                while end < len(rows) and sum(map(len, rows[start : end + 1])) <= limit:
                    end += 1
                yield window(rows, events, start, end, record["doc_id"])
                start = end


def place(token: str) -> tuple[int, int]:
    """Sentence and word of a token reference ("2:14")."""
    sentence, word = token.split(":")
    return int(sentence), int(word)


def window(
    rows: list[list[str]], events: list[dict[str, list[tuple[int, int]]]], start: int, end: int, document: str
) -> Speech:
    """Sentences start to end - 1; parts of events outside them are cut off."""
    begins = [0]
    for row in rows[start:end]:
        begins.append(begins[-1] + len(row))
    found: dict[int, Parts] = {}
    for event in events:
        parts = {
            name: frozenset(begins[s - start] + w for s, w in tokens if start <= s < end)
            for name, tokens in event.items()
        }
        if parts["cue"]:
            found.setdefault(min(parts["cue"]), parts)
    return Speech([w for row in rows[start:end] for w in row], found, document)


def is_set_aside(document: str) -> bool:
    """Whether a speech belongs to the fifth that is never trained on."""
    return int(hashlib.sha256(document.encode()).hexdigest()[:8], 16) % 5 == 0


def loss(network: Network, x: Tensor, present: Tensor, batch: Sequence[Speech]) -> Tensor:
    """Cross entropy of first words, and of each word in each part of the known events; x (batch, words, width)."""
    begins = torch.full(present.shape, -1)
    for b, one in enumerate(batch):
        begins[b, : len(one.words)] = 0
        begins[b, list(one.events)] = 1
    hidden = network.read(x)[2]
    total = functional.cross_entropy(network.speech(hidden).flatten(0, 1), begins.flatten(), ignore_index=-1) * 4
    found = [(b, word, parts) for b, one in enumerate(batch) for word, parts in one.events.items()]
    if not found:
        return total
    gold = torch.zeros(len(found), present.size(1), len(PARTS))
    for n, (_, _, parts) in enumerate(found):
        for p, name in enumerate(PARTS):
            gold[n, list(parts[name]), p] = 1
    rows = torch.tensor([b for b, _, _ in found])
    scores = network.speech_parts(hidden[rows, [w for _, w, _ in found]][:, None], hidden[rows])[:, 0]
    each = functional.binary_cross_entropy_with_logits(scores, gold, reduction="none")
    return total + (each * present[rows][..., None]).sum() / len(found) * 0.1


def predict(network: Network, x: Tensor) -> list[Parts]:
    """The events of one window; x (1, words, width)."""
    hidden = network.read(x)[2][0]
    begins = network.speech(hidden).argmax(-1).nonzero().flatten().tolist()
    if not begins:
        return []
    scores = network.speech_parts(hidden[begins][:, None], hidden[None].expand(len(begins), -1, -1))[:, 0]
    found = []
    for begin, likely in zip(begins, (scores > 0).permute(0, 2, 1).tolist(), strict=True):
        parts = {name: frozenset(i for i, yes in enumerate(likely[p]) if yes) for p, name in enumerate(PARTS)}
        found.append(parts | {"cue": parts["cue"] | {begin}})
    return found


def joint_f1(pairs: Sequence[tuple[list[Parts], list[Parts]]]) -> tuple[float, float]:
    """F1 of cue words, and of the words of all parts, over windows of (gold, predicted) events."""
    counts = {"cue": [0, 0, 0], "all": [0, 0, 0]}
    for gold, found in pairs:
        overlap = [[shared(g, f) for f in found] for g in gold]
        chosen = assigned(overlap)
        aligned = [(gold[i], found[j]) for i, j in chosen if overlap[i][j] > 0]
        for kinds, key in ((PARTS[:1], "cue"), (PARTS, "all")):
            hits = sum(len(g[p] & f[p]) for g, f in aligned for p in kinds)
            counts[key][0] += hits
            counts[key][1] += sum(len(f[p]) for f in found for p in kinds)
            counts[key][2] += sum(len(g[p]) for g in gold for p in kinds)
    cue, every = (2 * hit / max(1, given + wanted) for hit, given, wanted in counts.values())
    return cue, every


def shared(gold: Parts, found: Parts) -> float:
    """Words in common where the cues meet."""
    return float(sum(len(gold[p] & found[p]) for p in PARTS)) if gold["cue"] & found["cue"] else 0.0
