"""graph.html: one file that shows the whole graph, to be opened without a network or mailed to a colleague."""

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment

from kg_builder.browse.drawing import network, renderer
from kg_builder.browse.payload import Content, content
from kg_builder.browse.safety import policy, script_json
from kg_builder.records import Actor, Article, Office, Statement

MOST_STATEMENTS = 50_000
_ASSETS = files("kg_builder.browse") / "assets"


def write_page(
    statements: Iterable[Statement],
    articles: Mapping[str, Article],
    path: Path,
    lang: str = "en",
    title: str | None = None,
    *,
    actors: Iterable[Actor] = (),
    offices: Iterable[tuple[str, Office]] = (),
    limit: int = MOST_STATEMENTS,
) -> None:
    """Writes the page; the same input gives the same bytes, in whatever order the statements come.

    statements and articles (by id) are what a build found; actors and offices, if given, add labels in other
    languages and dated offices. lang is the language the page opens in ('de' or 'en'); the reader can change it.
    Beyond `limit` statements only those among the most involved actors are kept, and the page says so.
    Raises OSError where the file cannot be written.
    """
    html = render_page(statements, articles, lang, title, actors=actors, offices=offices, limit=limit)
    path.write_text(html, encoding="utf-8", newline="\n")


def render_page(
    statements: Iterable[Statement],
    articles: Mapping[str, Article],
    lang: str = "en",
    title: str | None = None,
    *,
    actors: Iterable[Actor] = (),
    offices: Iterable[tuple[str, Office]] = (),
    limit: int = MOST_STATEMENTS,
) -> str:
    """The page that `write_page` writes, as text."""
    every = list(statements)
    kept = most_involved(every, limit)
    found = content(kept, articles, actors, offices)
    words = interface()
    spoken = lang if lang in ("de", "en") else "en"
    data = _data(found, words, spoken)
    if len(kept) < len(every):
        data["limited"] = {"shown": len(kept), "all": len(every)}
    scripts = (renderer(), _program())
    style = _read("palette.css") + _read("page.css")
    environment = Environment(autoescape=True, trim_blocks=True, keep_trailing_newline=True)
    return environment.from_string(_read("page.html.j2")).render(
        lang=spoken,
        title=title or words["title"][spoken],
        untitled=not title,
        t=lambda key: words[key][spoken],
        policy=policy(scripts, (style,)),
        style=style,
        scripts=scripts,
        data=script_json(data),
    )


def most_involved(statements: list[Statement], limit: int) -> list[Statement]:
    """All statements if they are at most `limit`, else those whose lesser-known actor is among the most involved.

    Raises ValueError for a limit below one.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    if len(statements) <= limit:
        return statements
    counts: dict[str, int] = {}
    for one in statements:
        for participant in (one.source, one.target):
            if participant:
                counts[participant.actor.id] = counts.get(participant.actor.id, 0) + 1

    def weight(one: Statement) -> tuple[int, str]:
        named = [counts[p.actor.id] for p in (one.source, one.target) if p]
        return -min(named, default=0), one.id

    return sorted(statements, key=weight)[:limit]


def interface() -> dict[str, dict[str, str]]:
    """The interface's strings: key to language to text."""
    words: dict[str, dict[str, str]] = json.loads(_read("strings.json"))
    return words


def _data(found: Content, words: dict[str, dict[str, str]], lang: str) -> dict[str, Any]:
    net = network(found)
    nodes, edges, _, _, _, options = net.get_network_data()
    return {
        **found.tables,
        "nodes": [[node["x"], node["y"]] for node in nodes],
        "edges": [[edge["from"], edge["to"], edge["polarity"], edge["statements"]] for edge in edges],
        "options": json.loads(options),
        "strings": words,
        "lang": lang,
    }


def _program() -> str:
    """The page's own scripts as one, in the order of their names, in a scope of their own."""
    folder = _ASSETS / "page"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".js"))
    parts = [(folder / name).read_text(encoding="utf-8") for name in names]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _read(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
