"""A smaller encoder that learns to give the heads what the trained one gives them (Hinton et al. 2015).

It begins as some of the teacher's layers. On raw text and on the texts of the statement corpus it follows the teacher's
mixes and answers; between that it sees treebanks and entity corpora as the teacher did.
"""

import lzma
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from kg_builder.training import e5file, notes, samples
from kg_builder.training.inspection import names, parsing
from kg_builder.training.network import Labels, Network, Subwords
from kg_builder.training.readings import tokenizer
from kg_builder.training.recipe import Recipe, Trainer, gather
from kg_builder.vocabulary import statement_types

CUE = 0.5
SOURCES = (("de", "bundestag-20wp.txt.xz"), ("en", "un-general-debate-1995-2024.txt.xz"))


@dataclass(frozen=True, slots=True)
class Plan:
    """layers: the teacher's layers that the student begins with; words: raw words of each language it reads."""

    layers: tuple[int, ...] = (1, 5, 9)
    words: int = 400_000
    matching: float = 1.0
    answers: float = 1.0


def shortened(teacher: Network, pretrained: e5file.PretrainedFile, layers: Sequence[int], dropout: float) -> Network:
    """A network with some of the teacher's layers and all its heads; each mix keeps the kept layers' shares."""
    small = replace(pretrained, header=pretrained.header | {"layers": len(layers)})
    network = Network(small, teacher.labels, dropout)
    given = teacher.state_dict()
    state = {k: v for k, v in given.items() if not k.startswith("encoder.layers.") and k != "encoder.mix"}
    for new, old in enumerate(layers):
        part = f"encoder.layers.{old}."
        state |= {k.replace(part, f"encoder.layers.{new}."): v for k, v in given.items() if k.startswith(part)}
    state["encoder.mix"] = teacher.encoder.mix.detach()[:, [0, *(i + 1 for i in layers)]]
    network.load_state_dict(state)
    return network


def raw_windows(folder: Path, lang: str, name: str, most: int, window: int) -> Iterator[list[str]]:
    """Windows of words from raw text, a paragraph or a part of one each, until `most` words are given."""
    tokens, given = tokenizer(lang), 0
    with lzma.open(folder / lang / "raw" / name, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 7 or len(line) < 200:
                continue
            words = [t.text for t in tokens(line.strip()[:4000]) if not t.is_space]
            for start in range(0, len(words), window):
                yield words[start : start + window]
            given += len(words)
            if given >= most:
                return


class StudentTrainer(Trainer):
    """Trains a student beside its teacher."""

    def __init__(self, network: Network, teacher: Network, subwords: Subwords, recipe: Recipe, plan: Plan) -> None:
        super().__init__(network, subwords, recipe)
        self.teacher, self.plan = teacher.eval(), plan

    def following_loss(self, batch: list[list[str]]) -> Tensor:
        """How far the student's mixes and answers are from the teacher's on raw text."""
        x, present = self.vectors(batch)
        with torch.no_grad():
            t, _ = self.vectors(batch, self.teacher)
        here = present[..., None].float()
        loss = x[0].sum() * 0
        for mine, given in zip(x, t, strict=True):
            loss = loss + ((mine - given).square() * here).sum() / (given.square() * here).sum() * self.plan.matching
        one = torch.where(present, 0, -1)
        for mine, given in zip(answers(self.network, x, one), answers(self.teacher, t, one), strict=True):
            shares = functional.softmax(given.detach(), -1)
            gap = (shares * (shares.clamp(min=1e-9).log() - functional.log_softmax(mine, -1))).sum(-1)
            loss = loss + (gap * present).sum() / present.sum() * self.plan.answers
        return loss + self.roles_loss(x[3], t[3], present) + self.antecedents_loss(x[3], t[3], present)

    def antecedents_loss(self, mine: Tensor, given: Tensor, present: Tensor) -> Tensor:
        """The same for the words that mention an actor again, by the teacher."""
        wanted = functional.softmax(self.teacher.antecedents(self.teacher.read(given)[2], present), -1).detach()
        again = (wanted[..., 0] < CUE) & present
        if not bool(again.any()):
            return mine.sum() * 0
        found = functional.log_softmax(self.network.antecedents(self.network.read(mine)[2], present), -1)
        gap = wanted * (wanted.clamp(min=1e-9).log() - found.clamp(min=-50))
        return gap.sum(-1)[again].mean() * self.plan.answers

    def roles_loss(self, mine: Tensor, given: Tensor, present: Tensor) -> Tensor:
        """The same for the roles of what the teacher takes for cues."""
        cues, _, wanted = self.teacher.read(given)
        window, word = ((torch.softmax(cues, -1)[..., 0] < CUE) & present).nonzero(as_tuple=True)
        if not len(window):
            return mine.sum() * 0
        hidden, here = self.network.read(mine)[2], present[window]
        right = torch.softmax(self.teacher.pointers(wanted[window, word], wanted[window], here, word), -1).detach()
        found = functional.log_softmax(self.network.pointers(hidden[window, word], hidden[window], here, word), -1)
        gap = right * (right.clamp(min=1e-9).log() - found.clamp(min=-50))
        return gap.sum(-1).mean() * self.plan.answers


def answers(network: Network, x: list[Tensor], sentence: Tensor) -> list[Tensor]:
    """Scores of every head that answers for single words."""
    upos, _, _, bound = network.tags(x[0])
    cue, _, _ = network.read(x[3])
    return [upos, bound, network.entities(x[1]), network.ontonotes(x[1]), network.arcs(x[2], sentence), cue]


def train(
    folder: Path, pretrained: Path, weights: Path, corpus: Path, out: Path, recipe: Recipe, plan: Plan,
    say: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Distils the trained weights into a student and writes it to `out` after every round."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    rng, file, saved = random.Random(recipe.seed), e5file.read(pretrained), torch.load(weights)
    teacher = Network(file, Labels(**saved["labels"]))
    teacher.load_state_dict(saved["network"], strict=False)
    network = shortened(teacher, file, plan.layers, dropout=0.1)
    trainer = StudentTrainer(network, teacher, Subwords(file), recipe, plan)
    data = gather(folder)
    raw = [w for lang, name in SOURCES for w in raw_windows(folder, lang, name, plan.words, recipe.window)]
    for annotated in notes.corpus(corpus, frozenset(statement_types())):
        if not notes.is_set_aside(annotated.record["id"]):
            words = [t.text for t in tokenizer(annotated.record["lang"])(annotated.record["text"]) if not t.is_space]
            raw += [words[i : i + recipe.window] for i in range(0, len(words), recipe.window)]
    rng.shuffle(raw)
    rounds = [trainer.round(data, rng) for _ in range(recipe.rounds)]
    for number, work in enumerate(rounds):
        part = raw[number :: recipe.rounds]
        work += [(trainer.following_loss, (b,)) for b in samples.batches(part, recipe.batch, len, rng)]
        rng.shuffle(work)
    total = sum(map(len, rounds))
    say(f"{total} steps, {sum(map(len, raw))} raw words")
    for number, work in enumerate(rounds, 1):
        network.train()
        for loss_of, arguments in work:
            loss = loss_of(*arguments)
            trainer.step(loss, total)
            if trainer.steps % 100 == 0:
                say(f"step {trainer.steps} of {total}, {loss_of.__name__} {loss.item():.3f}")
        about = {"recipe": asdict(recipe), "plan": asdict(plan)}
        saved = {"network": trainer.averaged.state_dict(), "labels": asdict(network.labels), "recipe": about}
        torch.save(saved | {"layers": len(plan.layers)}, out)
        with torch.no_grad():
            say(f"round {number}: {parsing(trainer, data)}, {names(trainer, data)}")
