"""The commands that show: view, plot, serve; and actors check."""

import sys
from pathlib import Path

import click

from kg_builder.store_commands import STORE, opened

PAGE_LANGUAGE = click.option(
    "--page-lang", type=click.Choice(["en", "de"]), default="en", show_default=True, help="Language of page or picture."
)


@click.command()
@STORE
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Where to write the page [default: beside the store]."
)
@PAGE_LANGUAGE
def view(store: Path, out: Path | None, page_lang: str) -> None:
    """Write graph.html from a store and open it in the browser."""
    from kg_builder.browse.page import write_page

    with opened(store) as contents:
        readings, actors = list(contents.readings()), list(contents.actors())
    path = out or store.parent / "graph.html"
    statements = [s for r in readings for s in r.statements]
    texts, offices = {r.article.id: r.article for r in readings}, [o for r in readings for o in r.offices]
    write_page(statements, texts, path, lang=page_lang, actors=actors, offices=offices)
    click.echo(path)
    click.launch(str(path))


@click.command()
@click.argument("kind", type=click.Choice(["timeline", "matrix", "network"]))
@click.argument("actors", nargs=-1, required=True)
@STORE
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Picture to write, .svg or .png.")
@PAGE_LANGUAGE
def plot(kind: str, actors: tuple[str, ...], store: Path, out: Path, page_lang: str) -> None:
    """Draw ACTORS over time, as a matrix or as a network (needs the extra [plot])."""
    from kg_builder.browse.plot import plot as draw

    with opened(store) as contents:
        statements = list(contents.statements())
    try:
        draw(kind, statements, actors, out, page_lang)  # type: ignore[arg-type]
    except (ValueError, LookupError, ImportError) as error:
        raise click.ClickException(str(error)) from error


@click.command()
@STORE
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8765, show_default=True)
def serve(store: Path, host: str, port: int) -> None:
    """Browse a store of any size, with a read-only SPARQL endpoint (needs the extra [serve])."""
    from kg_builder.browse.server import serve as run
    from kg_builder.graph.errors import StoreError

    try:
        run(store, host, port, ready=click.echo)
    except (StoreError, OSError, ImportError) as error:
        raise click.ClickException(str(error)) from error


@click.group()
def actors() -> None:
    """The actor knowledge base."""


@actors.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
def check(files: tuple[Path, ...]) -> None:
    """Check the knowledge base, with your own FILES over it. Exit code 1 where something is wrong."""
    from kg_builder.actors.check import check as problems
    from kg_builder.actors.knowledge import KnowledgeBase

    try:
        kb = KnowledgeBase.load(files)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    found = problems(kb)
    for one in found:
        click.echo(one)
    click.echo(f"{len(kb.entries)} actors, {len(found)} problems")
    sys.exit(1 if found else 0)


COMMANDS = (view, plot, serve, actors)
