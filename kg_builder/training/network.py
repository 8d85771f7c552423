"""The network in torch: a pretrained encoder over windows of sentences, and the heads of language and statements.

Dependencies: deep biaffine attention (Dozat and Manning 2017), arcs only within a sentence. Statements: each word may
be a cue of a type; from each cue, biaffine pointers choose the head words of source, target, topic and reporting
cue, or none.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg_builder.language.heads import Inventories
from kg_builder.language.reach import REACHES, reach
from kg_builder.training.e5file import PretrainedFile
from kg_builder.training.focus import Focus

POINTERS = ("source", "target", "topic", "within")
MIXES = ("tags", "entities", "parse", "reader")
NEVER = -1e9
SPEECH_PARTS = 8


Labels = Inventories


class Layer(nn.Module):
    """A transformer layer, normalised after each part (BERT)."""

    def __init__(self, width: int, heads: int, inner: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.aln, self.oln = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        self.heads, self.dropout = heads, nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, width = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(b, n, self.heads, -1).transpose(1, 2)

        a = functional.scaled_dot_product_attention(
            split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask
        )
        x = self.aln(x + self.dropout(self.ao(a.transpose(1, 2).reshape(b, n, width))))
        return self.oln(x + self.dropout(self.fo(functional.gelu(self.fi(x)))))


class Encoder(nn.Module):
    """Embedded subwords (batch, n, width) and their mask (batch, n) -> one mix of all layers per group of heads."""

    def __init__(self, header: dict[str, Any], dropout: float = 0.1) -> None:
        super().__init__()
        width, count = header["width"], header["layers"]
        self.pos = nn.Parameter(torch.zeros(header["positions"], width))
        self.typ = nn.Parameter(torch.zeros(width))
        self.eln, self.drop = nn.LayerNorm(width, header["eps"]), nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, header["heads"], header["inner"], header["eps"], dropout) for _ in range(count)
        )
        self.mix = nn.Parameter(torch.zeros(len(MIXES), count + 1))
        self.gamma = nn.Parameter(torch.ones(len(MIXES)))
        self.frozen = 0

    def forward(self, embedded: Tensor, mask: Tensor) -> list[Tensor]:
        x = self.drop(self.eln(embedded + self.pos[: embedded.size(1)] + self.typ))
        attend = mask[:, None, None, :]
        outputs = [x]
        for i, layer in enumerate(self.layers):
            if i < self.frozen:
                with torch.no_grad():
                    x = layer(x, attend)
            else:
                x = layer(x, attend)
            outputs.append(x)
        weights = torch.softmax(self.mix, 1)
        return [
            sum((w * o for w, o in zip(weights[i], outputs, strict=True)), torch.zeros(())) * self.gamma[i]
            for i in range(len(MIXES))
        ]


class Biaffine(nn.Module):
    """Scores (batch, dependents, heads, outputs) of pairs of words; `none` adds a learnt head 0 that is no word."""

    def __init__(self, width: int, size: int, outputs: int, dropout: float, extra: bool) -> None:
        super().__init__()
        self.dep, self.head = nn.Linear(width, size), nn.Linear(width, size)
        self.weight = nn.Parameter(torch.randn(outputs, size + 1, size + int(extra)) * 0.01)
        self.extra, self.drop = extra, nn.Dropout(dropout)

    def sides(self, deps: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        d = self.drop(functional.gelu(self.dep(deps)))
        h = self.drop(functional.gelu(self.head(heads)))
        d = torch.cat([d, torch.ones(*d.shape[:-1], 1)], -1)
        return d, torch.cat([h, torch.ones(*h.shape[:-1], 1)], -1) if self.extra else h

    def forward(self, deps: Tensor, heads: Tensor) -> Tensor:
        d, h = self.sides(deps, heads)
        return torch.einsum("bti,rij,bsj->btsr", d, self.weight, h)

    def chosen(self, deps: Tensor, heads: Tensor, choice: Tensor) -> Tensor:
        """Scores (batch, dependents, outputs) for one head a dependent."""
        d, h = self.sides(deps, heads)
        picked = torch.gather(h, 1, choice[:, :, None].expand(-1, -1, h.size(-1)))
        return torch.einsum("bti,rij,btj->btr", d, self.weight, picked)


class Pair(nn.Module):
    """Scores (cues, words, outputs) of a cue with each word by a hidden layer on both; zero before training."""

    def __init__(self, width: int, size: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.cue, self.word = nn.Linear(width, size), nn.Linear(width, size, bias=False)
        self.out, self.drop = nn.Linear(size, outputs, bias=False), nn.Dropout(dropout)
        nn.init.zeros_(self.out.weight)

    def forward(self, cues: Tensor, words: Tensor) -> Tensor:
        scores: Tensor = self.out(self.drop(functional.gelu(self.cue(cues)[:, None] + self.word(words))))
        return scores


class Reach(nn.Module):
    """Scores (batch, words, 1 + places, outputs) of how far off what a word looks for is; zero for none, the first.

    Each word's vector weighs the classes of signed distance (language.reach); zero before training.
    """

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.outputs, self.far = outputs, nn.Linear(width, outputs * REACHES)
        nn.init.zeros_(self.far.weight)
        nn.init.zeros_(self.far.bias)

    def forward(self, x: Tensor, at: Tensor, places: int) -> Tensor:
        """x (batch, words, width); at (batch, words): where each word is among the places."""
        by_class = self.far(x).unflatten(-1, (REACHES, self.outputs))
        classes = torch.from_numpy(reach(at.numpy(), places))
        scores = torch.gather(by_class, 2, classes[..., None].expand(-1, -1, -1, self.outputs))
        return torch.cat([torch.zeros_like(scores[:, :, :1]), scores], 2)


class Network(nn.Module):
    """Encoder and heads. `word` holds the frozen embedding rows and is no part of the saved weights."""

    def __init__(self, pretrained: PretrainedFile, labels: Labels, dropout: float = 0.25) -> None:
        super().__init__()
        width = pretrained.header["width"]
        self.header, self.labels = pretrained.header, labels
        rows = torch.from_numpy(pretrained.tensor("emb.word", -1, width))
        self.register_buffer("word", rows, persistent=False)
        self.encoder, self.drop = Encoder(pretrained.header), nn.Dropout(dropout)
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.none = nn.Parameter(torch.randn(width) * 0.1)
        self.upos = nn.Linear(width, len(labels.upos))
        self.features = nn.Linear(width, len(labels.features))
        self.lemma = nn.Linear(width, len(labels.lemmas))
        self.bound = nn.Linear(width, 2)
        self.entities = nn.Linear(width, len(labels.entities))
        self.ontonotes = nn.Linear(width, len(labels.ontonotes))
        self.arc = Biaffine(width, 256, 1, dropout, extra=False)
        self.rel = Biaffine(width, 128, len(labels.relations), dropout, extra=True)
        self.reading = nn.Linear(width, width)
        self.cue = nn.Linear(width, len(labels.types) + 1)
        self.factuality = nn.Linear(width, len(labels.factuality))
        self.pointer = Biaffine(width, 128, len(POINTERS), dropout, extra=True)
        self.focus = Focus(width, len(labels.types) + 1, len(POINTERS), dropout)
        self.pair = Pair(width, 128, len(POINTERS), dropout)
        self.first = nn.Parameter(torch.randn(width) * 0.1)
        self.antecedent = Biaffine(width, 128, 1, dropout, extra=True)
        self.pointer_reach, self.antecedent_reach = Reach(width, len(POINTERS)), Reach(width, 1)
        self.speech = nn.Linear(width, 2)
        self.speech_parts = Biaffine(width, 128, SPEECH_PARTS, dropout, extra=True)

    def words(self, ids: Tensor, mask: Tensor, average: Tensor) -> list[Tensor]:
        """Per group of heads the vectors of words (batch, words, width); average (batch, words, subwords)."""
        embedded = functional.embedding(ids, self.word)
        return [self.drop(average @ mixed) for mixed in self.encoder(embedded, mask)]

    def tags(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return self.upos(x), self.features(x), self.lemma(x), self.bound(x)

    def arcs(self, x: Tensor, sentence: Tensor) -> Tensor:
        """Scores (batch, words, 1 + words) of heads, the root first; sentence (batch, words): number, -1: padding."""
        heads = torch.cat([self.root.expand(x.size(0), 1, -1), x], 1)
        scores = self.arc(x, heads)[..., 0]
        same = sentence[:, :, None] == sentence[:, None, :]
        same &= ~torch.eye(x.size(1), dtype=torch.bool)[None]
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
        return scores.masked_fill(~allowed, NEVER)

    def relations(self, x: Tensor, choice: Tensor) -> Tensor:
        return self.rel.chosen(x, torch.cat([self.root.expand(x.size(0), 1, -1), x], 1), choice)

    def read(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Cue scores, factuality scores per word, and the hidden words for the pointers."""
        hidden = self.drop(x + functional.gelu(self.reading(x)))
        return self.cue(hidden), self.factuality(hidden), hidden

    def pointers(self, cues: Tensor, hidden: Tensor, present: Tensor, at: Tensor) -> Tensor:
        """Scores (cues, pointers, 1 + words), none first, for cue vectors (cues, width) and their windows' words.

        at (cues): where in its window each cue is.
        """
        heads = torch.cat([self.none.expand(hidden.size(0), 1, -1), hidden], 1)
        scores = self.pointer(cues[:, None, :], heads)[:, 0] + self.pair(cues, heads)
        scores = (scores + self.pointer_reach(cues[:, None, :], at[:, None], hidden.size(1))[:, 0]).transpose(1, 2)
        here = torch.cat([torch.ones_like(present[:, :1]), present], 1)
        return scores.masked_fill(~here[:, None, :], NEVER)

    def look(self, cues: Tensor, hidden: Tensor, present: Tensor, window: Tensor, at: Tensor) -> tuple[Tensor, Tensor]:
        """The second look at some words: scores of types (looks, types + 1), of pointers (looks, pointers, 1 + words).

        cues (windows, words, types + 1): the scores of the first look. window, at (looks): where each word is.
        """
        scores = cues[window, at]
        types, words = self.focus(torch.softmax(scores.detach(), -1), hidden, present, window, at)
        return scores + types, words + self.pointers(hidden[window, at], hidden[window], present[window], at)

    def antecedents(self, hidden: Tensor, present: Tensor) -> Tensor:
        """Scores (batch, words, 1 + words) of the words that mention the same actor as a word does, nobody first."""
        heads = torch.cat([self.first.expand(hidden.size(0), 1, -1), hidden], 1)
        places = torch.arange(hidden.size(1)).expand(hidden.size(0), -1)
        scores = (self.antecedent(hidden, heads) + self.antecedent_reach(hidden, places, hidden.size(1)))[..., 0]
        here = torch.cat([torch.ones_like(present[:, :1]), present], 1)[:, None, :]
        itself = torch.cat([torch.zeros(present.size(1), 1), torch.eye(present.size(1))], 1).bool()
        return scores.masked_fill(~here | itself, NEVER)


class Subwords:
    """Words to subword ids with the encoder's own vocabulary; each word as if it followed a blank, at most 12 ids."""

    def __init__(self, pretrained: PretrainedFile) -> None:
        from tokenizers import Tokenizer, models

        header = pretrained.header
        vocabulary = list(zip(pretrained.pieces, map(float, pretrained.scores), strict=True))
        self.tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=header["unk"]))
        self.normalisation, self.header = pretrained.normalisation, header
        self.cache: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        ids = self.cache.get(word)
        if ids is None:
            text = "".join(self.normalisation.get(c, c) for c in word).replace(" ", "▁")
            ids = self.tokenizer.encode("▁" + text).ids or [self.header["unk"]]
            ids = self.cache[word] = ids[:12]
        return ids

    def batch(self, windows: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """ids and mask (batch, n), the matrix that averages subwords into words, and which words are there."""
        rows = [[self.of(w) for w in window] for window in windows]
        n = max(2 + sum(map(len, row)) for row in rows)
        most = max(map(len, rows))
        ids = torch.full((len(rows), n), self.header["pad"])
        mask, present = torch.zeros(len(rows), n, dtype=torch.bool), torch.zeros(len(rows), most, dtype=torch.bool)
        average = torch.zeros(len(rows), most, n)
        for i, row in enumerate(rows):
            at, flat = 1, [self.header["bos"]]
            for j, word in enumerate(row):
                average[i, j, at : at + len(word)] = 1 / len(word)
                at += len(word)
                flat += word
            flat.append(self.header["eos"])
            ids[i, : len(flat)], mask[i, : len(flat)], present[i, : len(row)] = torch.tensor(flat), True, True
        return ids, mask, average, present
