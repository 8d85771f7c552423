"""A learning curve of the statement reader: its heads alone on an encoder that never saw the corpus.

The encoder stays as it is, so that each window is encoded once and many small trainings are cheap, and cues are looked
at once only, as the second look costs most of a training. The figures lie below those of the whole reader; what they
show is how they grow with the corpus.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.training import e5file, reference, samples
from kg_builder.training.antecedents import NameWords
from kg_builder.training.inspection import reading
from kg_builder.training.network import POINTERS, Network, Subwords
from kg_builder.training.readings import windows
from kg_builder.training.recipe import Data, Recipe, Trainer, gather, read_corpus

HEADS = ("reading", "cue", "factuality", "pointer", "none", "pair", "pointer_reach")


class Blind(nn.Module):
    """In place of the second look: it adds nothing (training.focus.Focus has the shapes)."""

    def __init__(self, types: int, outputs: int) -> None:
        super().__init__()
        self.types, self.outputs = types, outputs

    def forward(
        self, kinds: Tensor, hidden: Tensor, present: Tensor, window: Tensor, at: Tensor
    ) -> tuple[Tensor, Tensor]:
        looks = len(at)
        return torch.zeros(looks, self.types), torch.zeros(looks, self.outputs, 1 + hidden.size(1))


class FrozenTrainer(Trainer):
    """Trains the reader's heads on vectors that are computed once a window."""

    def __init__(
        self, network: Network, subwords: Subwords, recipe: Recipe, kept: dict[tuple[str, ...], Tensor]
    ) -> None:
        super().__init__(network, subwords, recipe)
        self.kept = kept
        heads = [p for n, p in network.named_parameters() if n.split(".")[0] in HEADS]
        groups = [{"params": []}, {"params": heads, "weight_decay": 1e-3}]
        self.optimiser = torch.optim.AdamW(groups, lr=recipe.head_rate)

    def vectors(self, batch: Sequence[Sequence[str]], network: Network | None = None) -> tuple[list[Tensor], Tensor]:
        rows = [self.one(tuple(words)) for words in batch]
        longest = max(len(row) for row in rows)
        x, present = torch.zeros(len(rows), longest, rows[0].size(1)), torch.zeros(len(rows), longest, dtype=torch.bool)
        for i, row in enumerate(rows):
            x[i, : len(row)], present[i, : len(row)] = row.float(), True
        return [(network or self.network).drop(x)] * 4, present

    def one(self, words: tuple[str, ...]) -> Tensor:
        """A window's vectors for the reader (words, width), from store or encoder."""
        if words not in self.kept:
            training = self.network.training
            self.network.eval()
            with torch.no_grad():
                x, _ = super().vectors([words])
            self.network.train(training)
            self.kept[words] = x[3][0].bfloat16()
        return self.kept[words]


RECIPE = Recipe(window=170, batch=1200, head_rate=2e-3, average=0.98, threads=1, warmup=20)


def curve(
    folder: Path, pretrained: Path, start: Path, corpus: Path, parts: Sequence[float], passes: int,
    say: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Prints the reader's figures on set-aside documents after training on each part of the others.

    start: a folder with the reference encoder's weights.npz and labels.json. passes: how often each part is read.
    """
    torch.manual_seed(RECIPE.seed)
    torch.set_num_threads(RECIPE.threads)
    file, data = e5file.read(pretrained), gather(folder)
    labels = samples.inventory(data.german + data.lemmas, reference.labels(start))
    network, subwords = Network(file, labels), Subwords(file)
    reference.load(network, start)
    names = NameWords(KnowledgeBase.load())
    read_corpus(corpus, Trainer(network, subwords, RECIPE), data, random.Random(RECIPE.seed), names)
    learn(network, subwords, data, parts, passes, say)


def learn(
    network: Network, subwords: Subwords, data: Data, parts: Sequence[float], passes: int, say: Callable[[str], None]
) -> None:
    """Trains the reader's heads anew on each part of the documents, and prints figures."""
    network.focus = Blind(len(network.labels.types) + 1, len(POINTERS))
    kept: dict[tuple[str, ...], Tensor] = {}
    fresh = {n: t.clone() for n, t in network.state_dict().items() if n.split(".")[0] in HEADS}
    for part in parts:
        network.load_state_dict(fresh, strict=False)
        trainer = FrozenTrainer(network, subwords, RECIPE, kept)
        documents = data.documents[: round(len(data.documents) * part)]
        rows = [w for d in documents for w in windows(d, RECIPE.window, None)]
        rng = random.Random(RECIPE.seed)
        work = [b for _ in range(passes) for b in samples.batches(rows, RECIPE.batch, lambda w: len(w.words), rng)]
        network.train()
        for batch in work:
            trainer.step(trainer.reading_loss(batch), len(work))
        lines = sum(len(d.lines) for d in documents)
        with torch.no_grad():
            for lang in ("de", "en"):
                say(f"{part:.2f} of the corpus ({len(documents)} texts, {lines} lines): {reading(trainer, data, lang)}")
