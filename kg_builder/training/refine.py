"""More passes for the reader's heads alone, on a trained encoder that stays as it is: cheap, and last."""

import random
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor

from kg_builder.training import e5file, samples, speech
from kg_builder.training.curve import FrozenTrainer
from kg_builder.training.inspection import reading, speech_figures
from kg_builder.training.network import Labels, Network, Subwords
from kg_builder.training.readings import windows
from kg_builder.training.recipe import Data, Recipe, Trainer, read_corpus


def refine(
    weights: Path, pretrained: Path, corpus: Path, speeches: Path | None, passes: int, out: Path, recipe: Recipe,
    say: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Trains the heads of statements and speech events on and writes all weights to `out`."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    rng, file, saved = random.Random(recipe.seed), e5file.read(pretrained), torch.load(weights)
    network = Network(file, Labels(**saved["labels"]))
    network.load_state_dict(saved["network"], strict=False)
    trainer = FrozenTrainer(network, Subwords(file), recipe, {})
    data = Data([], [], [], [], [], [], [], [], [], [], [], [])
    read_corpus(corpus, Trainer(network, trainer.subwords, recipe), data, rng)
    for one in speech.read(speeches, recipe.window) if speeches else ():
        (data.speech_dev if speech.is_set_aside(one.document) else data.speech).append(one)
    cuts = [[w for d in data.documents for w in windows(d, recipe.window, rng)] for _ in range(2)]
    work: list[tuple[Callable[..., Tensor], tuple[object, ...]]] = []
    for number in range(passes):
        work += [(trainer.reading_loss, (b,)) for b in samples.batches(cuts[number % 2], recipe.batch, size, rng)]
        work += [(trainer.speech_loss, (b,)) for b in samples.batches(data.speech, recipe.batch, size, rng)]
    rng.shuffle(work)
    figures(trainer, data, say)
    network.train()
    for loss_of, arguments in work:
        trainer.step(loss_of(*arguments), len(work))
    torch.save(saved | {"network": trainer.averaged.state_dict(), "refined": asdict(recipe)}, out)
    figures(trainer, data, say)


def size(one: samples.Reading | speech.Speech) -> int:
    return len(one.words)


def figures(trainer: FrozenTrainer, data: Data, say: Callable[[str], None]) -> None:
    """Prints the figures on what is set aside."""
    with torch.no_grad():
        for lang in ("de", "en"):
            say(reading(trainer, data, lang))
        if data.speech_dev:
            say(speech_figures(trainer, data))
