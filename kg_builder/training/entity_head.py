"""Trains the entity head alone, on an encoder that stays as it is: what names of the web look like costs no other task.

The head is one linear layer on the mix of layers that entities have, so the words' vectors are computed once.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg_builder.training import e5file, marked_names, samples
from kg_builder.training.network import Labels, Network, Subwords
from kg_builder.training.recipe import Recipe, Trainer
from kg_builder.training.samples import Names

GERMAN = 2500
"""Sentences of GermEval 2014 beside those after the conventions of Universal NER."""
PASSES, BATCH, RATE, DROPPED = 8, 512, 2e-3, 0.1
ENTITIES = 1
"""Which of the encoder's mixes the head reads."""


def train(
    data: Path, pretrained: Path, weights: Path, marks: Path | None, out: Path, say: Callable[[str], None] = print
) -> None:
    """Writes the weights of a run (.pt) with an entity head that learnt on. data: as for `train language`."""
    torch.manual_seed(1)
    file, saved = e5file.read(pretrained), torch.load(weights)
    network = Network(file, Labels(**saved["labels"]))
    network.load_state_dict(saved["network"], strict=False)
    german = random.Random(1).sample(samples.germeval_sets(data / "de" / "ner")[0], GERMAN)
    trainer = Trainer(network.eval(), Subwords(file), Recipe())
    x, tags = vectors(trainer, [*marked_names.universal(data, marks), *german])
    say(f"{len(x)} words")
    learn(network.entities, x, tags, say)
    saved["network"] |= {f"entities.{name}": tensor for name, tensor in network.entities.state_dict().items()}
    torch.save(saved, out)


def vectors(trainer: Trainer, sentences: Sequence[Names]) -> tuple[Tensor, Tensor]:
    """The vectors (words, width) that the head reads, and the tags (words,), in some order."""
    numbers = {label: i for i, label in enumerate(trainer.network.labels.entities)}
    found, tags = list[Tensor](), list[int]()
    ordered = sorted(sentences, key=lambda one: len(one.words))
    with torch.no_grad():
        for start in range(0, len(ordered), 24):
            batch = ordered[start : start + 24]
            mixes, _ = trainer.vectors([one.words for one in batch], trainer.network)
            for one, row in zip(batch, mixes[ENTITIES], strict=True):
                found.append(row[: len(one.words)].clone())
                tags += [numbers[tag] for tag in one.tags]
    return torch.cat(found), torch.tensor(tags)


def learn(head: nn.Linear, x: Tensor, tags: Tensor, say: Callable[[str], None] = print) -> None:
    """Trains the head, the rate falling to zero."""
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    starts = range(0, len(x), BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, PASSES * len(starts))
    for number in range(1, PASSES + 1):
        order, losses = torch.randperm(len(x)), 0.0
        for start in starts:
            some = order[start : start + BATCH]
            loss = functional.cross_entropy(head(functional.dropout(x[some], DROPPED)), tags[some])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses += loss.item()
        say(f"pass {number}: loss {losses / len(starts):.4f}")
