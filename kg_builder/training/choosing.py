"""Fits the choice of sources and targets (statements/options.py) on annotated documents the reader has not seen.

Conditional logit (McFadden 1974) with a ridge: the weights make it likeliest that one of the options that annotators
name is chosen. Features seen less than FEWEST times are left out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from kg_builder.evaluation.statements import Gold, normal
from kg_builder.statements.candidates import Candidate
from kg_builder.statements.choices import Asked
from kg_builder.statements.decisions import Decisions
from kg_builder.statements.options import Features

FEWEST, RIDGE = 15, 4.0
ROLES = ("source", "target")


@dataclass(frozen=True, slots=True)
class Choice:
    """One role of one annotated cue: the options, and which of them are right."""

    article: str
    role: str
    options: tuple[Features, ...]
    right: tuple[bool, ...]


def choices_of(decisions: Decisions, candidates: Sequence[Candidate], gold: Sequence[Gold]) -> list[Choice]:
    """The roles of the candidates of one document that are annotated."""
    found: list[Choice] = []
    choices = decisions.choices
    if choices is None:
        return []
    decisions.prepare(candidates)
    for one in candidates:
        content = decisions.content(one)
        kind, _ = decisions.kind(one, content)
        if kind is None:
            continue
        source, target = decisions.by_rule(one, kind, content)
        lines = [g for g in gold if not g.optional and is_cue(decisions, one, g)]
        if lines:
            for asked, names in (
                (decisions.about_source(choices, one, kind, content), "sources"),
                (decisions.about_target(choices, one, kind, content, source), "targets"),
            ):
                wanted = {normal(name) for line in lines for name in getattr(line, names)}
                found.append(choice(asked, wanted, lines[0].article))
        decisions.follow(one, source, target)
    return [one for one in found if any(one.right)]


def is_cue(decisions: Decisions, candidate: Candidate, gold: Gold) -> bool:
    """Whether a candidate's words overlap the annotated cue."""
    tokens = [decisions.doc[i] for i in candidate.tokens]
    return any(t.idx < gold.end and gold.start < t.idx + len(t) for t in tokens)


def choice(asked: Asked, wanted: set[str | None], article: str) -> Choice:
    """A question with the options that bear a wanted name (None: nobody) marked."""
    names = [normal(one.mention.actor.label) if one.mention else None for one in asked.options]
    return Choice(article, asked.role, tuple(o.features for o in asked.options), tuple(n in wanted for n in names))


def fit_choices(found: Sequence[Choice]) -> dict[str, dict[str, float]]:
    """Weights of the features for each role, by the annotated choices."""
    return {role: fit_role([one for one in found if one.role == role]) for role in ROLES}


def fit_role(found: Sequence[Choice]) -> dict[str, float]:
    """Weights of the features for one role."""
    counts = Counter(name for one in found for features in one.options for name in features)
    names = {name: i for i, name in enumerate(sorted(n for n, count in counts.items() if count >= FEWEST))}
    rows, columns, groups = list[int](), list[int](), list[int]()
    values, right = list[float](), list[bool]()
    for number, one in enumerate(found):
        for features, is_right in zip(one.options, one.right, strict=True):
            for name, value in features.items():
                if name in names:
                    rows.append(len(groups))
                    columns.append(names[name])
                    values.append(value)
            groups.append(number)
            right.append(is_right)
    if not names:
        return {}
    shape = (len(groups), len(names))
    with torch.sparse.check_sparse_tensor_invariants(enable=True):
        x = torch.sparse_coo_tensor(torch.tensor([rows, columns]), torch.tensor(values), shape).coalesce()
    group, good = torch.tensor(groups), torch.tensor(right)
    weights = torch.zeros(len(names), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=80, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        shares = torch.mv(x, weights).clamp(-30, 30).exp()
        total = torch.zeros(len(found)).index_add(0, group, shares)
        hit = torch.zeros(len(found)).index_add(0, group[good], shares[good])
        value: torch.Tensor = -(hit / total).log().sum() + RIDGE / 2 * weights.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    learnt = weights.detach().tolist()
    return {name: round(learnt[i], 3) for name, i in names.items() if abs(learnt[i]) >= 0.002}
