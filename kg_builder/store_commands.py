"""The commands over a store: query, stats, export, validate, diff, push."""

import datetime
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg_builder.graph.selection import Selection
    from kg_builder.graph.store import Store

STORE = click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=Path("output/store"),
    show_default=True,
    help="Folder of the store.",
)


def opened(path: Path) -> "Store":
    """The store open for reading; a clear error where there is none."""
    from kg_builder.graph.errors import StoreError
    from kg_builder.graph.store import Store

    try:
        return Store.open(path)
    except StoreError as error:
        raise click.ClickException(str(error)) from error


def checked_date(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date as it was given; a clear error unless it is a year, a month or a day of the calendar."""
    if value is not None:
        try:
            if len(value) not in (4, 7, 10):
                raise ValueError
            datetime.date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)
        except ValueError as error:
            raise click.BadParameter(f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from error
    return value


def selecting(command: Any) -> Any:
    """Adds the options that select statements."""
    for option in (
        click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Least confidence, 0 to 1."),
        click.option("--until", callback=checked_date, help="Last date, YYYY[-MM[-DD]]."),
        click.option("--since", callback=checked_date, help="First date, YYYY[-MM[-DD]]."),
        click.option("--types", help="Statement types, comma-separated (Warn,Threaten)."),
        click.option("--actors", help="Actors, comma-separated: names or IRIs."),
    ):
        command = option(command)
    return command


def selection(store: "Store", actors: str | None, types: str | None, since: str | None, until: str | None,
              min_confidence: float) -> "Selection":  # fmt: skip
    """The selection that the options say; a clear error for an actor or type that there is none of."""
    from kg_builder.graph.answers import find_actor, no_actor
    from kg_builder.graph.selection import Selection
    from kg_builder.vocabulary import statement_types

    wanted = []
    for name in filter(None, (actors or "").split(",")):
        found = find_actor(store, name.strip())
        if found is None:
            raise click.BadParameter(no_actor(store, name.strip(), "the store"), param_hint="--actors")
        wanted.append(found.id)
    kinds = [t.strip() for t in (types or "").split(",") if t.strip()]
    if unknown := [t for t in kinds if t not in statement_types()]:
        raise click.BadParameter(
            f"{unknown[0]!r} is no type; there are: {', '.join(statement_types())}", param_hint="--types"
        )
    return Selection(frozenset(wanted), frozenset(kinds), since, until, min_confidence)


@click.command()
@click.argument("question")
@click.argument("parameters", nargs=-1)
@STORE
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "csv", "json", "turtle"]), default="table", show_default=True
)
def query(question: str, parameters: tuple[str, ...], store: Path, form: str) -> None:
    """Ask the store: QUESTION is SPARQL, or the name of a ready-made query with PARAMETERS as name=value.

    `kg-builder query list` names the ready-made ones.
    """
    from kg_builder.graph.query import answer_text, ask, named_queries

    if question == "list":
        for one in named_queries().values():
            needed = " ".join(f"[{p.name}=...]" if p.optional else f"{p.name}=..." for p in one.parameters)
            click.echo(f"{one.name} {needed}\n    {one.summary}")
        return
    given = dict(p.partition("=")[::2] for p in parameters)
    with opened(store) as contents:
        try:
            click.echo(answer_text(ask(contents, question, given), form), nl=False)
        except (ValueError, SyntaxError) as error:
            raise click.ClickException(str(error)) from error


@click.command()
@STORE
def stats(store: Path) -> None:
    """Articles, actors and statements of a store in figures."""
    from kg_builder.graph.stats import stats as figures

    with opened(store) as contents:
        found = figures(contents)
    click.echo(f"articles    {found.articles} (published {found.first or '?'} to {found.last or '?'})")
    click.echo("actors      " + ", ".join(f"{count} {name}" for name, count in found.actors))
    click.echo(f"statements  {found.statement_count}")
    for name, count in found.statements:
        click.echo(f"  {count:6d}  {name}")
    click.echo("most involved")
    for name, count in found.top:
        click.echo(f"  {count:6d}  {name}")
    click.echo(f"quads       {found.quads}, {found.bytes / 1e6:.1f} MB on disk")


@click.command()
@click.argument("form", metavar="FORMAT")
@STORE
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="File, or folder for formats of several files [default: stdout].",
)
@selecting
def export(form: str, store: Path, out: Path | None, **choice: Any) -> None:
    """Write the graph as FORMAT: turtle, trig, nquads, jsonld, graphml, gexf, csv, parquet or neo4j-csv."""
    from kg_builder.export.registry import export as write

    with opened(store) as contents:
        try:
            write(contents, form, out or sys.stdout.buffer, selection(contents, **choice))
        except (ValueError, ImportError) as error:
            raise click.ClickException(str(error)) from error


@click.command()
@click.argument("what", type=click.Path(path_type=Path, exists=True), default=Path("output/store"))
def validate(what: Path) -> None:
    """Check a store or an RDF file against the shapes (SHACL). Exit code 1 where something is wrong."""
    from kg_builder.graph.errors import StoreError
    from kg_builder.graph.validate import validate as check

    try:
        found = check(what)
    except (StoreError, SyntaxError, ValueError, ImportError) as error:
        raise click.ClickException(str(error)) from error
    for one in found:
        click.echo(str(one))
    click.echo("valid" if not found else f"{len(found)} violations")
    sys.exit(1 if found else 0)


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
def diff(old: Path, new: Path) -> None:
    """What the store NEW has that OLD has not, and the other way round. Exit code 1 where they differ."""
    from kg_builder.graph.answers import statement_text
    from kg_builder.graph.compare import diff as compare

    with opened(old) as first, opened(new) as second:
        found = compare(first, second)
    for sign, articles in (("+", found.articles_added), ("-", found.articles_removed), ("~", found.articles_changed)):
        for name in articles:
            click.echo(f"{sign} article {name}")
    for sign, statements in (("+", found.statements_added), ("-", found.statements_removed)):
        for one in statements:
            click.echo(f"{sign} {statement_text(one)}")
    for _, one in found.statements_changed:
        click.echo(f"~ {statement_text(one)}")
    sys.exit(1 if found else 0)


@click.command()
@click.argument("url")
@STORE
@click.option(
    "--protocol", type=click.Choice(["gsp", "update"]), help="Graph Store Protocol or SPARQL Update [default: by URL]."
)
@click.option("--again", is_flag=True, help="Send everything, whatever was sent before.")
@selecting
def push(url: str, store: Path, protocol: Any, again: bool, **choice: Any) -> None:
    """Make a SPARQL 1.1 store at URL equal to this store, graph by graph; resumable.

    Credentials: KG_BUILDER_PUSH_USER and KG_BUILDER_PUSH_PASSWORD, KG_BUILDER_PUSH_TOKEN, or a netrc file.
    """
    from urllib.parse import urlsplit

    from kg_builder.export.credentials import find_credentials
    from kg_builder.export.endpoint import Endpoint
    from kg_builder.export.push import notes_path
    from kg_builder.export.push import push as send

    with opened(store) as contents:
        try:
            endpoint = Endpoint(url, find_credentials(urlsplit(url).hostname or "", os.environ))
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        report = send(contents, endpoint, notes_path(store, url), protocol, selection(contents, **choice), again)
    click.echo(str(report))
    sys.exit(1 if report.stopped or report.failed else 0)


COMMANDS = (query, stats, export, validate, diff, push)
