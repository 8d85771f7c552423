"""Figures on set-aside data between rounds of training."""

from typing import TYPE_CHECKING

import numpy as np
import torch

from kg_builder.language.components import CUE_FLOOR
from kg_builder.language.lemmas import apply
from kg_builder.language.trees import best_tree
from kg_builder.training import antecedents, speech
from kg_builder.training.readings import windows
from kg_builder.training.samples import Parse

if TYPE_CHECKING:
    from kg_builder.training.recipe import Data, Trainer


def parsing(trainer: "Trainer", data: "Data") -> str:
    """Tags, lemmas, attachment and sentence bounds on the German sentences kept for this."""
    net, labels = trainer.averaged.eval(), trainer.network.labels
    count = dict.fromkeys(("words", "upos", "lemma", "uas", "las", "hit", "found", "bounds"), 0)
    chunks = [data.dev[i : i + 3] for i in range(0, len(data.dev), 3)]
    for chunk in chunks:
        window = Parse(chunk)
        x, _ = trainer.vectors([window.words], net)
        upos, _, lemma, bound = (t[0].argmax(-1).tolist() for t in net.tags(x[0]))
        gold = [int(i == 0) for s in chunk for i in range(len(s.words))]
        count["hit"] += sum(a and b for a, b in zip(bound, gold, strict=True))
        count["found"] += sum(bound)
        count["bounds"] += sum(gold)
        sentence = torch.tensor([[n for n, s in enumerate(chunk) for _ in s.words]])
        scores = torch.log_softmax(net.arcs(x[2], sentence)[0], -1).double().numpy()
        at, heads = 0, list[int]()
        for s in chunk:
            n = len(s.words)
            own = np.concatenate([scores[at : at + n, :1], scores[at : at + n, 1 + at : 1 + at + n]], 1)
            heads += [h + at if h else 0 for h in best_tree(own)]
            at += n
        relations = net.relations(x[2], torch.tensor([heads]))[0].argmax(-1).tolist()
        at = 0
        for s in chunk:
            for i, w in enumerate(s.words):
                right = heads[at + i] == (w.head + at if w.head else 0)
                count["words"] += 1
                count["upos"] += labels.upos[upos[at + i]] == w.upos
                count["lemma"] += apply(labels.lemmas[lemma[at + i]], w.form) == w.lemma
                count["uas"] += right
                count["las"] += right and labels.relations[relations[at + i]].split(":")[0] == w.relation.split(":")[0]
            at += len(s.words)
    n = count["words"]
    shares = " ".join(f"{k} {100 * count[k] / n:.2f}" for k in ("upos", "lemma", "uas", "las"))
    return f"{shares} bounds F1 {200 * count['hit'] / (count['found'] + count['bounds']):.1f}"


def reading(trainer: "Trainer", data: "Data", lang: str) -> str:
    """Cue detection, type, and pointers on set-aside documents of a language."""
    net, labels = trainer.averaged.eval(), trainer.network.labels
    hit = found = gold = typed = 0
    right, asked = [0] * 4, [0] * 4
    fact = 0
    for document in (d for d in data.documents_dev if d.lang == lang):
        for one in windows(document, trainer.recipe.window, None):
            x, present = trainer.vectors([one.words], net)
            cue, factuality, hidden = net.read(x[3])
            likely = (cue[0].softmax(-1)[:, 0] < 1 - CUE_FLOOR).nonzero()[:, 0]
            looks = torch.unique(torch.cat([likely, torch.tensor([c.word for c in one.cues], dtype=torch.long)]))
            if not len(looks):
                continue
            kinds, pointed = net.look(cue, hidden, present, torch.zeros_like(looks), looks)
            best = dict(zip(looks.tolist(), kinds.argmax(-1).tolist(), strict=True))
            scores_of = dict(zip(looks.tolist(), pointed.argmax(-1).tolist(), strict=True))
            found += sum(1 for kind in best.values() if kind)
            gold += len(one.cues)
            for c in one.cues:
                kind, scores = best[c.word], scores_of[c.word]
                hit += kind > 0
                typed += kind > 0 and c.types.get(labels.types[kind - 1], 0) > 0
                fact += labels.factuality[int(factuality[0, c.word].argmax())] == c.factuality
                for p, name in enumerate(("source", "target", "topic", "within")):
                    if name not in c.asked:
                        continue
                    wanted = frozenset[int]().union(*c.pointers[name]) or {-1}
                    asked[p] += 1
                    right[p] += scores[p] - 1 in wanted
    shares = " ".join(
        f"{n} {100 * r / max(1, a):.1f}"
        for n, r, a in zip(("source", "target", "topic", "within"), right, asked, strict=True)
    )
    f1 = 200 * hit / max(1, found + gold)
    precision, recall = 100 * hit / max(1, found), 100 * hit / max(1, gold)
    return (
        f"{lang} cues F1 {f1:.1f} (P {precision:.0f} R {recall:.0f}), typed {100 * typed / max(1, hit):.1f} of hits,"
        f" factuality {100 * fact / max(1, gold):.1f}, {shares}"
    )


def names(trainer: "Trainer", data: "Data") -> str:
    """Word accuracy inside entities (a quick look; the evaluation scores spans)."""
    net, labels = trainer.averaged.eval(), trainer.network.labels
    hit = found = gold = 0
    for one in data.names_dev:
        x, _ = trainer.vectors([one.words], net)
        best = [labels.entities[i] for i in net.entities(x[1])[0].argmax(-1).tolist()]
        hit += sum(a == b != "O" for a, b in zip(best, one.tags, strict=True))
        found += sum(a != "O" for a in best)
        gold += sum(b != "O" for b in one.tags)
    return f"entity words F1 {200 * hit / max(1, found + gold):.1f}"


def chains(trainer: "Trainer", data: "Data") -> str:
    """How many mentions that are no names point at the same actor, in annotated articles and in treebank documents."""
    net, shares = trainer.averaged.eval(), []
    articles = [w for d in data.documents_dev for w in windows(d, trainer.recipe.window, None)]
    for kind, some in (("articles", articles), ("treebank", data.chains_dev)):
        right = asked = 0
        for one in some:
            x, present = trainer.vectors([one.words], net)
            hit, every = antecedents.accuracy(net, net.read(x[3])[2], present, one.links, one.words)
            right, asked = right + hit, asked + every
        shares.append(f"{kind} {100 * right / max(1, asked):.1f} of {asked}")
    return "mentions that point at their actor: " + ", ".join(shares)


def speech_figures(trainer: "Trainer", data: "Data") -> str:
    """F1 of speech events on the speeches that are set aside."""
    net = trainer.averaged.eval()
    pairs = []
    for one in data.speech_dev:
        x, _ = trainer.vectors([one.words], net)
        pairs.append((list(one.events.values()), speech.predict(net, x[3])))
    cue, joint = speech.joint_f1(pairs)
    return f"speech events: cues F1 {100 * cue:.1f}, with roles {100 * joint:.1f}"


def report(trainer: "Trainer", data: "Data") -> str:
    """All figures in a few lines."""
    with torch.no_grad():
        parts = [
            parsing(trainer, data),
            names(trainer, data),
            reading(trainer, data, "de"),
            reading(trainer, data, "en"),
        ]
        if data.chains_dev:
            parts.append(chains(trainer, data))
        if data.speech_dev:
            parts.append(speech_figures(trainer, data))
    return "\n  ".join(parts)
