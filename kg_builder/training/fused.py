"""The encoder as it ships: one window at a time, query, key and value in one product, all mixes in one."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg_builder.training.network import Encoder, Layer


class FusedLayer(nn.Module):
    """A trained layer for one window; the query's scale lies in its weights."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        width, self.heads = layer.q.in_features, layer.heads
        scale = (width // self.heads) ** -0.5
        self.qkv = nn.Linear(width, 3 * width)
        with torch.no_grad():
            self.qkv.weight.copy_(torch.cat([layer.q.weight * scale, layer.k.weight, layer.v.weight]))
            self.qkv.bias.copy_(torch.cat([layer.q.bias * scale, layer.k.bias, layer.v.bias]))
        self.ao, self.fi, self.fo, self.aln, self.oln = layer.ao, layer.fi, layer.fo, layer.aln, layer.oln

    def forward(self, x: Tensor) -> Tensor:
        n, width = x.shape
        parts = self.qkv(x).view(n, 3, self.heads, width // self.heads)
        q, k, v = parts[:, 0].transpose(0, 1), parts[:, 1].permute(1, 2, 0), parts[:, 2].transpose(0, 1)
        attended = torch.softmax(q @ k, -1) @ v
        x = self.aln(x + self.ao(attended.transpose(0, 1).reshape(n, width)))
        return self.oln(x + self.fo(functional.gelu(self.fi(x))))


class FusedEncoder(nn.Module):
    """Embedded subwords of one window (1, n, width) -> its mixes (groups, 1, n, width)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.pos, self.typ, self.eln = encoder.pos, encoder.typ, encoder.eln
        self.layers = nn.ModuleList(FusedLayer(layer) for layer in encoder.layers if isinstance(layer, Layer))
        self.shares = nn.Parameter((torch.softmax(encoder.mix, 1) * encoder.gamma[:, None]).detach())

    def forward(self, embedded: Tensor) -> Tensor:
        x = self.eln(embedded[0] + self.pos[: embedded.size(1)] + self.typ)
        outputs = [x]
        for layer in self.layers:
            x = layer(x)
            outputs.append(x)
        stacked = torch.stack(outputs)
        return (self.shares @ stacked.flatten(1)).view(self.shares.size(0), 1, *x.shape)
