"""The second look at a cue, in torch: a window read again with one cue in mind (language/focus.py runs it).

A cue's type hangs on what is said and its target on who else is there, so a small transformer reads the words of the
window once more, each word marked with the cue's vector, the likely types, and how far off the cue is.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg_builder.language.reach import REACHES, reach

WIDTH, HEADS, INNER, LAYERS, DROPOUT = 160, 5, 320, 2, 0.1


class Layer(nn.Module):
    """A transformer layer, normalised after each part."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.ao = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.fi, self.fo = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.aln, self.oln = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, n, width = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, -1).permute(2, 0, 3, 1, 4).unbind(0)
        a = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.aln(x + self.dropout(self.ao(a.transpose(1, 2).reshape(b, n, width))))
        normal: Tensor = self.oln(x + self.dropout(self.fo(functional.relu(self.fi(x)))))
        return normal


class Focus(nn.Module):
    """Scores to add to a cue's types and to its pointers; zero before training."""

    def __init__(self, width: int, types: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.word, self.cue = nn.Linear(width, WIDTH), nn.Linear(width, WIDTH)
        self.kind = nn.Linear(types, WIDTH, bias=False)
        self.near = nn.Parameter(torch.randn(REACHES, WIDTH) * 0.05)
        self.none = nn.Parameter(torch.randn(WIDTH) * 0.1)
        self.ln = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.out, self.types = nn.Linear(WIDTH, outputs, bias=False), nn.Linear(WIDTH, types)
        self.drop = nn.Dropout(dropout)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.types.weight)
        nn.init.zeros_(self.types.bias)

    def forward(
        self, kinds: Tensor, hidden: Tensor, present: Tensor, window: Tensor, at: Tensor
    ) -> tuple[Tensor, Tensor]:
        """kinds (cues, types): probabilities; hidden (windows, words, width); window, at (cues): where each cue is.

        Gives scores of types (cues, types) and of words (cues, outputs, 1 + words), none first.
        """
        near = torch.from_numpy(reach(at.numpy(), hidden.size(1)))
        mask = torch.cat([torch.ones_like(present[:, :1]), present], 1)[window][:, None, None]
        return self.scores(kinds, hidden[window, at], self.word(hidden)[window], near, at, mask)

    def scores(
        self, kinds: Tensor, cues: Tensor, words: Tensor, near: Tensor, at: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """cues (cues, width); words (cues or 1, words, WIDTH); near (cues, words): classes of distance."""
        own = (self.cue(cues) + self.kind(kinds))[:, None]
        x = self.ln(torch.cat([self.none + own, words + self.near[near] + own], 1))
        for layer in self.layers:
            x = layer(x, mask)
        x = self.drop(x)
        return self.types(x[torch.arange(x.size(0)), at + 1]), self.out(x).transpose(1, 2)


class Alone(nn.Module):
    """The second look at cues of one window without padding, as it is exported."""

    def __init__(self, focus: Focus) -> None:
        super().__init__()
        self.focus = focus

    def forward(self, kinds: Tensor, hidden: Tensor, near: Tensor, at: Tensor) -> tuple[Tensor, Tensor]:
        """kinds (cues, types); hidden (words, width); near (cues, words): classes of distance; at (cues)."""
        types, words = self.focus.scores(kinds, hidden[at], self.focus.word(hidden)[None], near, at, None)
        return types, words
