"""The drawings behind `plot`, made with matplotlib's figures alone: no display, no global state, no text as formula."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from kg_builder.browse.layout import Place, positions
from kg_builder.browse.symbols import initials
from kg_builder.records import Actor, Statement

INK, SOFT, LINE, PAPER = "#1d2329", "#56606b", "#d8d5cc", "#ffffff"
MOST_ARROWS = 60
COLOURS = {-1: "#b23a1d", 0: "#8a919b", 1: "#0b6b76"}
TYPE_COLOURS = {"state": "#2b4d73", "organisation": "#6b4393", "person": "#85570a", "group": "#3d6a35"}
WORDS = {
    "en": {
        -1: "opposing", 0: "neutral", 1: "supportive",
        "makes": "{a} towards others", "receives": "Others towards {a}", "pair": "{a} towards {b}",
        "source": "source", "target": "target", "timeline": "Statements over time", "none": "no dated statements",
        "matrix": "Who stands how towards whom", "network": "Who is tied to whom",
    },
    "de": {
        -1: "ablehnend", 0: "neutral", 1: "zustimmend",
        "makes": "{a} gegenüber anderen", "receives": "Andere gegenüber {a}", "pair": "{a} gegenüber {b}",
        "source": "Quelle", "target": "Ziel", "timeline": "Aussagen im Verlauf", "none": "keine datierten Aussagen",
        "matrix": "Wer wie zu wem steht", "network": "Wer mit wem zu tun hat",
    },
}  # fmt: skip
STYLE: dict[str, Any] = {
    "svg.hashsalt": "kg-builder", "svg.fonttype": "none", "font.size": 10, "text.color": INK, "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT, "xtick.color": SOFT, "ytick.color": SOFT, "axes.spines.top": False,
    "axes.spines.right": False, "figure.facecolor": PAPER, "text.parse_math": False, "axes.titlelocation": "left",
    "font.family": ["sans-serif"], "axes.titlesize": 11, "axes.titleweight": "bold",
}  # fmt: skip

Row = tuple[str, list[Statement]]
Pairs = Counter[tuple[int, int]]


def save(draw: Callable[[], Figure], path: Path) -> None:
    """Draws under the house style and writes the file, without a date in it."""
    with matplotlib.rc_context(STYLE):
        figure = draw()
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else {"Software": None}
        figure.savefig(path, dpi=200, metadata=metadata)


def timeline(statements: Sequence[Statement], actors: Sequence[Actor], lang: str) -> Figure:
    """Bars by month or year: supportive upwards, opposing downwards; a row for each direction or actor."""
    words = _words(lang)
    rows = _timeline_rows(statements, actors, lang)
    dated = sorted(one.date for _, part in rows for one in part if one.date)
    figure = Figure(figsize=(9, 1.2 + 1.7 * len(rows)), layout="constrained")
    if not dated:
        raise ValueError(words["none"])
    slots = _slots(dated[0], dated[-1])
    axes: list[Axes] = list(figure.subplots(len(rows), 1, sharex=True, sharey=True, squeeze=False)[:, 0])
    for axis, (title, part) in zip(axes, rows, strict=True):
        _bars(axis, title, part, slots)
    step = max(1, math.ceil(len(slots) / 12))
    axes[-1].set_xticks(range(0, len(slots), step), slots[::step])
    _title(figure, words["timeline"])
    _legend(figure, lang)
    return figure


def _timeline_rows(statements: Sequence[Statement], actors: Sequence[Actor], lang: str) -> list[Row]:
    words = _words(lang)
    if len(actors) == 2:
        a, b = actors
        return [
            (words["pair"].format(a=_clip(_name(x, lang)), b=_clip(_name(y, lang))), _between(statements, x, y))
            for x, y in ((a, b), (b, a))
        ]
    made = [(words["makes"].format(a=_clip(_name(one, lang))), _part(statements, one.id, None)) for one in actors]
    if len(actors) > 1:
        return made
    only = actors[0]
    return [*made, (words["receives"].format(a=_clip(_name(only, lang))), _part(statements, None, only.id))]


def _part(statements: Sequence[Statement], source: str | None, target: str | None) -> list[Statement]:
    """Statements by and about others: from the source, or towards the target."""

    def fits(one: Statement) -> bool:
        s = one.source.actor.id if one.source else None
        t = one.target.actor.id if one.target else None
        return s != t and (source is None or s == source) and (target is None or t == target)

    return [one for one in statements if fits(one)]


def _between(statements: Sequence[Statement], a: Actor, b: Actor) -> list[Statement]:
    return _part(statements, a.id, b.id)


def _pairs(statements: Sequence[Statement], actors: Sequence[Actor]) -> tuple[Pairs, Pairs]:
    """For each ordered pair of different actors, by their numbers, how many statements, and the sum of their signs."""
    index = {actor.id: number for number, actor in enumerate(actors)}
    counts, sums = Pairs(), Pairs()
    for one in statements:
        if one.source and one.target and one.source.actor.id in index and one.target.actor.id in index:
            pair = index[one.source.actor.id], index[one.target.actor.id]
            if pair[0] != pair[1]:
                counts[pair] += 1
                sums[pair] += _sign(one)
    return counts, sums


def _slots(first: str, last: str) -> list[str]:
    """Years, or months where there are fewer than four years, from the first date to the last."""
    years = range(int(first[:4]), int(last[:4]) + 1)
    if len(years) > 3:
        return [str(year) for year in years]
    months = [f"{year}-{month:02}" for year in years for month in range(1, 13)]
    return [one for one in months if first[:7] <= one <= last[:7] or one[:4] == first[:4] == last[:4]]


def _bars(axis: Axes, title: str, part: Sequence[Statement], slots: Sequence[str]) -> None:
    counts = {polarity: [0] * len(slots) for polarity in COLOURS}
    index = {slot: number for number, slot in enumerate(slots)}
    for one in part:
        number = index.get((one.date or "")[: len(slots[0])])
        if number is not None:
            counts[_sign(one)][number] += 1
    at = list(range(len(slots)))
    axis.bar(at, counts[1], color=COLOURS[1], width=0.8)
    axis.bar(at, counts[0], bottom=counts[1], color=COLOURS[0], width=0.8)
    axis.bar(at, [-count for count in counts[-1]], color=COLOURS[-1], width=0.8)
    axis.axhline(0, color=INK, linewidth=0.8)
    axis.set_title(title)
    axis.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axis.yaxis.set_major_formatter(lambda value, _: str(abs(round(value))))
    axis.grid(axis="y", color=LINE, linewidth=0.5)
    axis.set_axisbelow(True)


def matrix(statements: Sequence[Statement], actors: Sequence[Actor], lang: str) -> Figure:
    """Rows are sources, columns targets; colour is the mean polarity, the number how many statements."""
    words, size = _words(lang), len(actors)
    counts, sums = _pairs(statements, actors)
    names = [_clip(_name(actor, lang)) for actor in actors]
    side = 2.4 + 0.52 * size
    figure = Figure(figsize=(side + 0.9, side), layout="constrained")
    axis: Axes = figure.subplots()
    shades = LinearSegmentedColormap.from_list("polarity", [COLOURS[-1], "#efeee9", COLOURS[1]])
    values = [[sums[i, j] / counts[i, j] if counts[i, j] else math.nan for j in range(size)] for i in range(size)]
    image = axis.imshow(values, cmap=shades, vmin=-1, vmax=1)
    for (i, j), count in sorted(counts.items()):
        axis.text(j, i, str(count), ha="center", va="center", color=PAPER if abs(values[i][j]) > 0.55 else INK)
    axis.set_xticks(range(size), names, rotation=40, ha="left", rotation_mode="anchor")
    axis.set_yticks(range(size), names)
    axis.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    axis.spines[:].set_visible(False)
    axis.set_xticks([k - 0.5 for k in range(1, size)], minor=True)
    axis.set_yticks([k - 0.5 for k in range(1, size)], minor=True)
    axis.grid(which="minor", color=LINE, linewidth=0.6)
    axis.tick_params(which="minor", length=0, top=False)
    axis.set_xlabel(words["target"])
    axis.set_ylabel(words["source"])
    bar = figure.colorbar(image, ax=axis, shrink=0.6, ticks=[-1, 0, 1])
    bar.ax.set_yticklabels([words[sign] for sign in (-1, 0, 1)])
    bar.outline.set_visible(False)
    _title(figure, words["matrix"])
    return figure


def network(statements: Sequence[Statement], actors: Sequence[Actor], lang: str) -> Figure:
    """Actors where the page would put them, one arrow for each ordered pair in the colour of its mean polarity."""
    counts, sums = _pairs(statements, actors)
    if not counts:
        raise ValueError(_words(lang)["network"] + ": 0")
    involved = [sum(count for pair, count in counts.items() if k in pair) for k in range(len(actors))]
    radii = [12 + 22 * math.sqrt(one / max(involved)) for one in involved]
    names = [_clip(_name(actor, lang)) for actor in actors]
    ties: dict[tuple[int, int], tuple[int, int]] = {}
    for (i, j), count in counts.items():
        number, polarity = ties.get((min(i, j), max(i, j)), (0, 0))
        ties[min(i, j), max(i, j)] = number + count, polarity + sums[i, j]
    nodes = [Place(actor.id, r, len(name)) for actor, r, name in zip(actors, radii, names, strict=True)]
    places = [(x, -y) for x, y in positions(nodes, ties)]
    return _draw_network(actors, names, places, radii, counts, sums, lang)


def _draw_network(
    actors: Sequence[Actor],
    names: Sequence[str],
    places: Sequence[tuple[int, int]],
    radii: Sequence[float],
    counts: Pairs,
    sums: Pairs,
    lang: str,
) -> Figure:
    wide = max(x for x, _ in places) - min(x for x, _ in places) + 320
    high = max(y for _, y in places) - min(y for _, y in places) + 220
    figure = Figure(figsize=(9, min(9.0, max(4.5, 9 * high / wide))), layout="constrained")
    axis: Axes = figure.subplots()
    unit = 9 * 72 / wide
    for (i, j), count in _strongest(counts):
        mean = sums[i, j] / counts[i, j]
        sign = 0 if abs(mean) < 0.2 else int(math.copysign(1, mean))
        style = "-[,widthB=0.35,lengthB=0.0" if sign < 0 else "-|>,head_length=0.5,head_width=0.22"
        axis.add_patch(
            FancyArrowPatch(
                places[i], places[j], connectionstyle="arc3,rad=0.14", arrowstyle=style, mutation_scale=11,
                shrinkA=radii[i] * unit + 1, shrinkB=radii[j] * unit + 2, linewidth=0.8 + 0.9 * math.log2(1 + count),
                color=COLOURS[sign], alpha=min(0.9, 0.4 + 0.12 * math.log2(count)), zorder=1,
            )
        )  # fmt: skip
    for actor, name, (x, y), radius in zip(actors, names, places, radii, strict=True):
        colour = TYPE_COLOURS.get(actor.type, SOFT)
        area = (2 * radius * unit) ** 2
        marker = {"organisation": "s", "group": "h", "other": "D"}.get(actor.type, "o")
        axis.scatter([x], [y], s=area, facecolor=PAPER, edgecolor=colour, linewidth=1.6, marker=marker, zorder=2)
        axis.text(x, y, initials(name), ha="center", va="center", color=colour, fontsize=max(5, radius * unit * 0.75))
        axis.annotate(
            name,
            (x, y),
            (0, -radius * unit - 3),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=8.5,
            zorder=3,
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.75, "pad": 0.6},
        )
    axis.set_xlim(min(x for x, _ in places) - 160, max(x for x, _ in places) + 160)
    axis.set_ylim(min(y for _, y in places) - 110, max(y for _, y in places) + 90)
    axis.set_aspect("equal")
    axis.set_axis_off()
    _title(figure, _words(lang)["network"])
    _legend(figure, lang)
    return figure


def _strongest(counts: Pairs) -> list[tuple[tuple[int, int], int]]:
    """The pairs worth an arrow: the strongest, and the strongest of each actor that would stand alone."""
    tied: set[int] = set()
    chosen = []
    for number, (pair, count) in enumerate(sorted(counts.items(), key=lambda item: (-item[1], item[0]))):
        if number < MOST_ARROWS or not tied.issuperset(pair):
            chosen.append((pair, count))
            tied.update(pair)
    return chosen[::-1]


def _legend(figure: Figure, lang: str) -> None:
    from matplotlib.patches import Patch

    words = _words(lang)
    patches = [Patch(color=COLOURS[sign], label=words[sign]) for sign in (-1, 0, 1)]
    figure.legend(handles=patches, loc="outside lower left", ncols=3, frameon=False, fontsize=9, handlelength=1.2)


def _title(figure: Figure, text: str) -> Text:
    return figure.suptitle(text, x=0.01, ha="left", fontsize=14, fontweight="bold", fontfamily="serif")


def _words(lang: str) -> dict[Any, str]:
    return WORDS.get(lang, WORDS["en"])


def _name(actor: Actor, lang: str) -> str:
    return dict(actor.labels).get(lang) or actor.label


def _clip(name: str) -> str:
    """A name cut to what fits a chart, without what a font cannot show."""
    shown = "".join(letter for letter in name if letter.isprintable())
    return shown if len(shown) <= 28 else shown[:27].rstrip() + "…"


def _sign(one: Statement) -> int:
    return (one.polarity > 0) - (one.polarity < 0)
