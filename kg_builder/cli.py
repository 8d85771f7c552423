"""The command kg-builder: parses, calls the library, prints. Everything heavy is imported inside the commands."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg_builder import __version__, page_commands, store_commands
from kg_builder.store_commands import STORE, opened
from kg_builder.training_commands import evaluate, train

if TYPE_CHECKING:
    from kg_builder.pipeline import Summary


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg-builder")
def main() -> None:
    """News articles in, a geopolitical knowledge graph out."""
    # The heads are many small products: more threads only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


for command in (*store_commands.COMMANDS, *page_commands.COMMANDS, evaluate, train):
    main.add_command(command)


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
              help="Folder for statements.jsonl, actors.jsonl, articles.jsonl, graph.ttl, graph.html.")  # fmt: skip
@click.option("--store", type=click.Path(path_type=Path), help="Folder of the store [default: OUT/store].")
@click.option("--model", default="default", show_default=True, help="Language model: a shipped name or a folder.")
@click.option("--lexicon", type=click.Path(path_type=Path, exists=True), help="Your own cues (TOML); they win.")
@click.option(
    "--actors",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Your own actors (CSV, JSONL, Turtle); they win.",
)
@click.option("--lang", help="Read all articles in this language instead of detecting it.")
@click.option("--prune", is_flag=True, help="Withdraw articles of the store that are not among PATHS.")
@click.option(
    "--page-lang", type=click.Choice(["en", "de"]), default="en", show_default=True, help="Language of graph.html."
)
@click.option("--no-page", is_flag=True, help="Do not write graph.html.")
@click.option("--threads", default=1, show_default=True, help="Threads of the encoder; results do not depend on it.")
@click.option("--skim", is_flag=True, help="Skip sentences whose words are hardly ever cues: faster, some is lost.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def build(paths: tuple[str, ...], out: Path, store: Path | None, model: str, lexicon: Path | None,
          actors: tuple[Path, ...], lang: str | None, prune: bool, page_lang: str, no_page: bool, threads: int,
          skim: bool, quiet: bool) -> None:  # fmt: skip
    """Build a graph from PATHS: files, folders (recursive), patterns, or - for JSON lines on standard input.

    Exit code 0: every input was read; 1: something was not, named on stderr; 2: there were no articles.
    """
    from kg_builder.graph.errors import StoreError
    from kg_builder.pipeline import Options, build

    live = not quiet and sys.stderr.isatty()

    def progress(article: str, count: int) -> None:
        if live:
            click.echo(f"\r\x1b[K{count} {article[:70]}", err=True, nl=False)
        elif not quiet and count % 100 == 0:
            click.echo(f"{count} articles", err=True)

    def fault(one: object) -> None:
        click.echo(("\r\x1b[K" if live else "") + str(one), err=True)

    options = Options(model, lexicon, actors, lang, prune, not no_page, page_lang, threads, skim)
    try:
        summary = build(paths, out, store, options, progress, fault)
    except (StoreError, OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    if live:
        click.echo("\r\x1b[K", err=True, nl=False)
    if prune and summary.faults:
        click.echo("Nothing was withdrawn, as not every input could be read.", err=True)
    if not quiet:
        print_summary(summary, out if no_page else out / "graph.html")
    if summary.read + summary.unchanged == 0:
        click.echo("No articles were read: give .txt, .md, .jsonl, .json, .csv, .html, .xml or .warc files.", err=True)
        sys.exit(2)
    sys.exit(1 if summary.faults else 0)


def print_summary(summary: "Summary", place: Path) -> None:
    """Articles, statements by type, top actors, and where to look."""
    withdrawn = f", {summary.withdrawn} withdrawn" if summary.withdrawn else ""
    not_read = f", {len(summary.faults)} not read" if summary.faults else ""
    click.echo(
        f"Articles: {summary.articles} ({summary.read} read, {summary.unchanged} unchanged{withdrawn}{not_read})"
    )
    click.echo(f"Statements: {sum(summary.types.values())}")
    for name, count in sorted(summary.types.items(), key=lambda pair: (-pair[1], pair[0])):
        click.echo(f"  {count:6d}  {name}")
    click.echo("Most involved:")
    for label, count in sorted(summary.actors.items(), key=lambda pair: (-pair[1], pair[0]))[:8]:
        click.echo(f"  {count:6d}  {label}")
    click.echo(f"Look at {place}")


def show(lines: list[str], missing: str) -> None:
    """Prints an answer's lines; an empty answer is an error."""
    if not lines:
        raise click.ClickException(missing)
    click.echo("\n".join(lines))


@main.command()
@click.argument("name")
@STORE
def actor(name: str, store: Path) -> None:
    """What the graph says of an actor: offices, stances and events, given and received."""
    from kg_builder.graph.answers import actor_lines, no_actor

    with opened(store) as contents:
        lines = list(actor_lines(contents, name))
        show(lines, "" if lines else no_actor(contents, name, str(store)))


@main.command()
@click.argument("statement")
@STORE
def explain(statement: str, store: Path) -> None:
    """The sentence behind a STATEMENT (its id) and why it was read so."""
    from kg_builder.graph.answers import explain_lines

    with opened(store) as contents:
        show(list(explain_lines(contents, statement)), f"no statement {statement!r} in {store}")
