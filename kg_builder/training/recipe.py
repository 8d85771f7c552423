"""One recipe that trains encoder and heads on all tasks together: seeded, two to three hours on two cores.

A round goes once through the German treebanks, a part of the English ones, entity sentences, sentences with lemmas
only, and the statement corpus. The learning rate rises, then falls linearly; weights are averaged exponentially.
"""

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.language.trees import best_tree
from kg_builder.training import (
    antecedents,
    exercises,
    marked_names,
    notes,
    reference,
    restore,
    samples,
    treebank_names,
    treebanks,
)
from kg_builder.training import speech as speech_events
from kg_builder.training.antecedents import Chains, NameWords
from kg_builder.training.exchange import Exchange
from kg_builder.training.network import NEVER, Labels, Network, Subwords
from kg_builder.training.readings import Document, windows
from kg_builder.training.samples import IGNORE, Index, Names, Parse, Reading
from kg_builder.training.speech import Speech
from kg_builder.vocabulary import statement_types

DOUBTFUL = 0.1
"""From which probability of a cue on a word that is none is looked at twice."""
LINKS = 0.5
"""The weight of coreference beside cues."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a run. Shares say how much of a kind of data one round sees (1 = all of it).

    universal: names after the conventions of Universal NER (None: as many as of other names); written: passages written
    for the corpus; known: documents whose id does not begin with `fresh`; exercises: the lexicon's examples; speech:
    speech events; part: how many of the corpus' documents there are at all (for a learning curve); pointing: the weight
    of roles beside cues; masked: share of subwords hidden from the network; exchanged: share of windows in which states
    are exchanged for others; half: the encoder computes in bfloat16; minutes: when the run ends.
    """

    rounds: int = 5
    rate: float = 1.0e-4
    head_rate: float = 1.0e-3
    warmup: int = 150
    frozen: int = 2
    batch: int = 520
    window: int = 110
    neighbours: int = 4
    german: float = 1.0
    english: float = 0.05
    spanish: float = 0.0
    lemmas: float = 0.25
    names: float = 0.35
    universal: float | None = None
    silver: float = 0.08
    readings: int = 2
    written: float = 1.0
    known: float = 1.0
    fresh: str = ""
    exercises: float = 0.0
    speech: float = 0.0
    part: float = 1.0
    pointing: float = 0.5
    chains: float = 0.0
    masked: float = 0.0
    exchanged: float = 0.0
    half: bool = False
    minutes: float = 0.0
    average: float = 0.998
    threads: int = 2
    seed: int = 1


@dataclass(slots=True)
class Data:
    """Everything that is trained on or looked at between rounds."""

    german: list[treebanks.Sentence]
    english: list[treebanks.Sentence]
    lemmas: list[treebanks.Sentence]
    names: list[Names]
    silver: list[Names]
    dev: list[treebanks.Sentence]
    names_dev: list[Names]
    documents: list[Document]
    documents_dev: list[Document]
    exercises: list[Reading]
    speech: list[Speech]
    speech_dev: list[Speech]
    spanish: list[treebanks.Sentence] = field(default_factory=list)
    chains: list[Chains] = field(default_factory=list)
    chains_dev: list[Chains] = field(default_factory=list)
    universal: list[Names] = field(default_factory=list)


def treebank(folder: Path, lang: str, name: str) -> list[treebanks.Sentence]:
    """Sentences of 2 to 90 words."""
    path = folder / lang / "treebank" / f"{name}.conllu.xz"
    return [s for s in treebanks.read(path, lang != "en") if 1 < len(s.words) < 90]


def gather(folder: Path, silver: Path | None = None, marks: Path | None = None) -> Data:
    """Reads treebanks and entity corpora below the folder (layout: LANG/treebank, LANG/ner); marks: names in EWT."""
    gsd = treebank(folder, "de", "gsd-dev")
    german = treebank(folder, "de", "pud") + treebank(folder, "de", "gsd-train-part") + gsd[:-150]
    english = treebank(folder, "en", "gum-train") + treebank(folder, "en", "ewt-train") + treebank(folder, "en", "pud")
    spanish = treebank(folder, "es", "es_ancora-ud-dev-hist-2021-10-29") + treebank(folder, "es", "pud")
    for sentence in (lemmas := treebank(folder, "de", "gsd-train-lemma-sigmorphon")):
        for word in sentence.words:
            word.upos = "_"
    ner = folder / "de" / "ner"
    names, names_dev = samples.germeval_sets(ner)
    names += treebank_names.names(folder / "en" / "treebank" / "gum-train.conllu.xz")
    import json

    taught = []
    if silver:
        taught = [Names(*json.loads(line)) for line in silver.read_text(encoding="utf-8").splitlines()]
    return Data(
        german,
        english,
        lemmas,
        names,
        taught,
        gsd[-150:],
        names_dev,
        [],
        [],
        [],
        [],
        [],
        spanish,
        universal=marked_names.universal(folder, marks),
    )


class Trainer:
    """Holds the network, its averaged twin and the optimiser through a run."""

    def __init__(self, network: Network, subwords: Subwords, recipe: Recipe) -> None:
        self.network, self.subwords, self.recipe = network, subwords, recipe
        self.index = Index.of(network.labels)
        self.averaged = copy.deepcopy(network)
        inner = [p for n, p in network.named_parameters() if n.startswith("encoder.")]
        outer = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
        self.rates = [recipe.rate, recipe.head_rate]
        self.optimiser = torch.optim.AdamW(
            [{"params": inner, "weight_decay": 0.01}, {"params": outer, "weight_decay": 1e-3}],
            lr=recipe.rate, betas=(0.9, 0.98), fused=True,
        )  # fmt: skip
        self.exchanges: dict[str, Exchange] = {}
        self.steps = 0
        self.began = time.time()

    def progress(self, total: int) -> float:
        """How much of the run is done, from 0 to 1."""
        done = self.steps / total
        return max(done, (time.time() - self.began) / 60 / self.recipe.minutes) if self.recipe.minutes else done

    def vectors(self, batch: Sequence[Sequence[str]], network: Network | None = None) -> tuple[list[Tensor], Tensor]:
        net = network or self.network
        ids, mask, average, present = self.subwords.batch(batch)
        if net.training and self.recipe.masked:
            hidden = (torch.rand(ids.shape) < self.recipe.masked) & mask
            ids = ids.masked_fill(hidden, self.subwords.header["unk"])
        with torch.autocast("cpu", torch.bfloat16, enabled=self.recipe.half):
            x = net.words(ids, mask, average)
        return [one.float() for one in x], present

    def parse_loss(self, batch: list[Parse]) -> Tensor:
        net, (x, present) = self.network, self.vectors([w.words for w in batch])
        gold = samples.parse_gold(batch, present.size(1), self.index)
        upos, features, lemma, bound = net.tags(x[0])
        loss = entropy(upos, gold.upos) * 0.5 + entropy(lemma, gold.lemmas) * 0.5 + entropy(bound, gold.bounds) * 0.5
        for f, (start, end) in enumerate(self.index.segments.values()):
            loss = loss + entropy(features[..., start:end], gold.features[..., f]) * 0.15
        if bool((gold.heads != IGNORE).any()):
            loss = loss + entropy(net.arcs(x[2], gold.sentence), gold.heads)
            loss = loss + entropy(net.relations(x[2], gold.heads.clamp(min=0)), gold.relations)
        return loss

    def names_loss(self, batch: list[Names], ontonotes: bool) -> Tensor:
        x, present = self.vectors([n.words for n in batch])
        index = self.index.ontonotes if ontonotes else self.index.entities
        head = self.network.ontonotes if ontonotes else self.network.entities
        return entropy(head(x[1]), samples.names_gold(batch, present.size(1), index))

    def reading_loss(self, batch: list[Reading]) -> Tensor:
        net, (x, present) = self.network, self.vectors([r.words for r in batch])
        gold = samples.reading_gold(batch, present.size(1), self.index)
        cue, factuality, hidden = net.read(x[3])
        links = antecedents.loss(net, hidden, present, [r.links for r in batch])
        weight = gold.known.float() * (1 + 1.5 * (1 - gold.cues[..., 0]))
        loss = -(gold.cues * functional.log_softmax(cue, -1)).sum(-1)
        total = (loss * weight).sum() / (present.sum() * 1.1) * 4 + links * LINKS
        count = len(gold.word)
        window, word = self.looks(cue, gold, present)
        if len(word):
            types, pointers = net.look(cue, hidden, present, window, word)
            total = total - (gold.cues[window, word] * functional.log_softmax(types, -1)).sum() / len(word)
        if count:
            shares = functional.log_softmax(pointers[:count], -1)
            right = shares[gold.cue, gold.pointer].masked_fill(~gold.allowed, NEVER).logsumexp(-1)
            importance = torch.tensor([1.0, 1.0, 0.5, 0.5])[gold.pointer]
            total = total - (right * gold.share * importance).sum() / count * self.recipe.pointing
            total = total + entropy(factuality[gold.window, gold.word][None], gold.factuality[None]) * 0.5
        return total

    def looks(self, cue: Tensor, gold: samples.ReadingGold, present: Tensor) -> tuple[Tensor, Tensor]:
        """Windows and words that are looked at twice: the cues, then words that could be taken for one."""
        doubtful = (cue.detach().softmax(-1)[..., 0] < 1 - DOUBTFUL) & (gold.cues[..., 0] == 1) & gold.known & present
        others = doubtful.nonzero()
        return torch.cat([gold.window, others[:, 0]]), torch.cat([gold.word, others[:, 1]])

    def chains_loss(self, batch: list[Chains]) -> Tensor:
        x, present = self.vectors([c.words for c in batch])
        hidden = self.network.read(x[3])[2]
        return antecedents.loss(self.network, hidden, present, [c.links for c in batch]) * LINKS

    def speech_loss(self, batch: list[Speech]) -> Tensor:
        x, present = self.vectors([s.words for s in batch])
        return speech_events.loss(self.network, x[3], present, batch)

    def step(self, loss: Tensor, total: int) -> None:
        scale = min(1.0, (self.steps + 1) / self.recipe.warmup) * max(0.02, 1 - self.progress(total))
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * scale
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self.steps += 1
        keep = min(self.recipe.average, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mean, now in zip(self.averaged.parameters(), self.network.parameters(), strict=True):
                mean.lerp_(now, 1 - keep)

    def varied(self, window: Reading, lang: str, rng: random.Random) -> Reading:
        """The window, states in it exchanged for others as often as the recipe says."""
        if not self.recipe.exchanged or rng.random() >= self.recipe.exchanged:
            return window
        if lang not in self.exchanges:
            self.exchanges[lang] = Exchange.of(KnowledgeBase.load(), lang)
        return replace(window, words=self.exchanges[lang](window.words, rng))

    def round(self, data: Data, rng: random.Random) -> list[tuple[Callable[..., Tensor], tuple[object, ...]]]:
        """The steps of one round, in random order."""
        r = self.recipe
        short = rng.sample(data.english, int(len(data.english) * r.english))
        german = data.german if r.german == 1 else rng.sample(data.german, int(len(data.german) * r.german))
        parse = samples.pack(german, r.neighbours, r.window, rng) + samples.pack(short, 2, r.window, rng)
        some_spanish = rng.sample(data.spanish, int(len(data.spanish) * r.spanish))
        parse += samples.pack(some_spanish, 2, r.window, rng)
        parse += samples.pack(rng.sample(data.lemmas, int(len(data.lemmas) * r.lemmas)), 2, r.window, rng)
        work: list[tuple[Callable[..., Tensor], tuple[object, ...]]] = [
            (self.parse_loss, (b,)) for b in samples.batches(parse, r.batch, lambda w: len(w.words), rng)
        ]
        universal = r.names if r.universal is None else r.universal
        kinds = (data.names, r.names, False), (data.universal, universal, False), (data.silver, r.silver, True)
        for names, seen, silver in kinds:
            named = rng.sample(names, int(len(names) * seen))
            work += [
                (self.names_loss, (b, silver)) for b in samples.batches(named, r.batch, lambda n: len(n.words), rng)
            ]
        for _ in range(r.readings):
            some = [d for d in data.documents if rng.random() < share(d.id, d.written, r)]
            read = [self.varied(w, d.lang, rng) for d in some for w in windows(d, r.window, rng)]
            read += rng.sample(data.exercises, int(len(data.exercises) * r.exercises))
            work += [(self.reading_loss, (b,)) for b in samples.batches(read, r.batch, lambda w: len(w.words), rng)]
        some_speech = rng.sample(data.speech, int(len(data.speech) * r.speech))
        work += [(self.speech_loss, (b,)) for b in samples.batches(some_speech, r.batch, lambda s: len(s.words), rng)]
        chains = rng.sample(data.chains, int(len(data.chains) * r.chains))
        work += [(self.chains_loss, (b,)) for b in samples.batches(chains, r.batch, lambda c: len(c.words), rng)]
        rng.shuffle(work)
        return work


def share(document: str, written: bool, recipe: Recipe) -> float:
    """How likely a round reads the document of this id."""
    known = 1.0 if document.startswith(recipe.fresh) else recipe.known
    return known * (recipe.written if written else 1.0)


def entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross entropy over all places with a label; zero where there is none."""
    if not bool((gold != IGNORE).any()):
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def parse_heads(trainer: Trainer) -> Callable[[list[list[str]]], list[list[int]]]:
    """A function from sentences (lists of words) to heads (from 1, 0 the root) by the network as it stands."""

    def parse(rows: list[list[str]]) -> list[list[int]]:
        network, kept = trainer.averaged.eval(), [row for row in rows if row]
        x, _ = trainer.vectors(kept, network)
        number = torch.full(x[2].shape[:2], IGNORE)
        for i, row in enumerate(kept):
            number[i, : len(row)] = 0
        scores = torch.log_softmax(network.arcs(x[2], number), -1).double().numpy()
        trees = iter(best_tree(scores[i, : len(row), : len(row) + 1]) for i, row in enumerate(kept))
        return [next(trees) if row else [] for row in rows]

    return parse


def read_corpus(folder: Path, trainer: Trainer, data: Data, rng: random.Random, names: NameWords) -> None:
    """Adds the annotated documents that are not known yet: what was annotated meanwhile is read before every round."""
    have = {d.id for d in data.documents + data.documents_dev}
    parse, new = parse_heads(trainer), list[Document]()
    types = frozenset(t for t, kind in statement_types().items() if kind.kind in ("stance", "event"))
    for annotated in notes.corpus(folder, types | {"HoldsOffice"}):
        if annotated.record["id"] not in have:
            with torch.no_grad():
                document = Document(annotated, annotated.record["lang"], parse, names)
            (data.documents_dev if notes.is_set_aside(document.id) else new).append(document)
    rng.shuffle(new)
    data.documents += new[: math.ceil(len(new) * trainer.recipe.part)]


def train(
    folder: Path, pretrained: Path, start: Path, corpus: Path, out: Path, recipe: Recipe, silver: Path | None = None,
    resume: Path | None = None, speech: Path | None = None, marks: Path | None = None,
    say: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Trains and writes network and labels to `out` after every round; prints figures on what is set aside."""
    from kg_builder.training import e5file
    from kg_builder.training.inspection import report

    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    rng = random.Random(recipe.seed)
    types = [t.name for t in statement_types().values() if t.kind in ("stance", "event")]
    data, file = gather(folder, silver, marks), e5file.read(pretrained)
    if resume:
        saved = torch.load(resume)
        network = Network(file, Labels(**saved["labels"]))
        network.load_state_dict(saved["network"], strict=False)
    elif (start / "encoder.onnx").is_file():
        network = restore.network(start, file)
    else:
        labels = samples.inventory(data.german + data.lemmas + data.english[::3], reference.labels(start))
        network = Network(file, labels)
        say(f"not initialised: {len(reference.load(network, start))} tensors")
    labels = network.labels
    say(f"labels: {len(labels.features)} feature values, {len(labels.lemmas)} lemma scripts, {len(labels.types)} types")
    trainer = Trainer(network, Subwords(file), recipe)
    network.encoder.frozen = recipe.frozen
    if recipe.exercises:
        data.exercises = [e for lang in ("de", "en") for e in exercises.exercises(lang, frozenset(types))]
        say(f"{len(data.exercises)} examples of the lexicon")
    if speech:
        for one in speech_events.read(speech, recipe.window):
            (data.speech_dev if speech_events.is_set_aside(one.document) else data.speech).append(one)
        say(f"{len(data.speech)} windows of speeches, {len(data.speech_dev)} set aside")
    if recipe.chains:
        data.chains, data.chains_dev = (
            antecedents.treebank(folder / "en" / "treebank" / f"gum-{part}.conllu.xz", recipe.window)
            for part in ("train", "dev")
        )
    names = NameWords(KnowledgeBase.load())
    began = trainer.began = time.time()
    for number in range(1, recipe.rounds + 1):
        try:
            read_corpus(corpus, trainer, data, rng, names)
        except ValueError as reason:  # somebody is writing on it: what was read before is enough to go on
            if number == 1:
                raise
            say(f"the corpus has faults, no new documents: {str(reason).splitlines()[0]}")
        say(f"{len(data.documents)} annotated documents to train on, {len(data.documents_dev)} set aside")
        work = trainer.round(data, rng)
        total = trainer.steps + (recipe.rounds - number + 1) * len(work)
        network.train()
        for loss_of, arguments in work:
            loss = loss_of(*arguments)
            trainer.step(loss, total)
            if trainer.steps % 25 == 0:
                minutes = (time.time() - began) / 60
                say(f"step {trainer.steps} of {total}, loss {loss.item():.3f}, {minutes:.1f} min")
            if trainer.progress(total) >= 1:
                break
        saved = {"network": trainer.averaged.state_dict(), "labels": asdict(labels), "recipe": asdict(recipe)}
        torch.save(saved, out)
        say(f"round {number}: " + report(trainer, data))
        if trainer.progress(total) >= 1:
            return
