"""The measures by name: which files each one reads, and the function that reads and scores them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg_builder.evaluation.attribution import attribution
from kg_builder.evaluation.events import cameo, plover
from kg_builder.evaluation.gold import articles
from kg_builder.evaluation.outcome import Outcome
from kg_builder.evaluation.quotations import german_quotations
from kg_builder.evaluation.sentiment import directed
from kg_builder.evaluation.trial import Trial


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name, the pattern of its gold files, how it is taken, and how many records a short look takes."""

    name: str
    files: str
    take: Callable[[Trial, Sequence[Path]], Outcome]
    brief: int | None = None


MEASURES = (
    Measure("articles", "*.gold.jsonl", articles),
    Measure("quotations", "de_quotes_wikinews*.jsonl", german_quotations, 20),
    Measure("plover", "en_plover_gsr*.jsonl", plover, 60),
    Measure("cameo", "en_cameo_codebook_examples*.jsonl", cameo, 60),
    Measure("sentiment", "en_directed_sentiment*.jsonl", directed, 100),
    Measure("attribution", "en_polnear_attribution*.jsonl", attribution, 6),
)
