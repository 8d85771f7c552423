"""The main job: articles -> Docs -> statements -> store -> files and page."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg_builder import __version__, jsonl
from kg_builder.articles.completion import completed
from kg_builder.articles.fault import Fault
from kg_builder.articles.reading import read
from kg_builder.records import Actor, Article, Mention, Reading

if TYPE_CHECKING:
    from kg_builder.graph.store import Store
    from kg_builder.statements.reading import Reader


@cache
def languages() -> tuple[str, ...]:
    """The languages that are read: those with a cue lexicon."""
    from kg_builder.vocabulary import ontology_folder

    return tuple(sorted(path.stem for path in ontology_folder().glob("lexicon/*.toml")))


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: model's name or folder, a user's lexicon and actors, whether vanished articles are withdrawn.

    skim: sentences without a word that may be a cue are skipped before the encoder runs.
    """

    model: str = "default"
    lexicon: Path | None = None
    actors: tuple[Path, ...] = ()
    language: str | None = None
    prune: bool = False
    page: bool = True
    page_language: str = "en"
    threads: int = 1
    skim: bool = False


@dataclass(slots=True)
class Summary:
    """What a build did: articles read anew, unchanged and withdrawn, faults, and what the store holds now."""

    read: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    faults: list[Fault] = field(default_factory=list)
    articles: int = 0
    types: Counter[str] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)


Progress = Callable[[str, int], None]


def build(
    paths: Sequence[str], out: str | Path = "output", store: str | Path | None = None,
    options: Options = Options(), progress: Progress = lambda article, count: None,
    fault: Callable[[Fault], None] = lambda fault: None,
) -> Summary:  # fmt: skip
    """Builds or completes a store from articles and writes statements.jsonl, actors.jsonl, articles.jsonl, graph.ttl
    and graph.html into `out`.

    paths: files, folders, patterns, or '-'. store: its folder, `out`/store unless given. Articles that the store
    holds unchanged are not read again. Whatever cannot be read becomes a fault in the summary and costs nothing else.
    Raises StoreError where the store cannot be used, OSError where `out` cannot be written.
    """
    from kg_builder.graph.provenance import Run, fingerprint
    from kg_builder.graph.store import Store

    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    readers = Readers(options)
    run = Run(
        f"kg_builder {__version__}", ((options.model, readers.model_version),), readers.lexicon_version,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    summary, seen = Summary(), list[str]()

    def refuse(one: Fault) -> None:
        summary.faults.append(one)
        fault(one)

    with Store.open(store or out / "store", write=True, run=run) as opened:
        for found in read(paths):
            if isinstance(found, Fault):
                refuse(found)
                continue
            article = completed(found)
            seen.append(article.id)
            mark = fingerprint(content(article), *readers.versions(article.lang))
            if opened.holds(article.id, mark):
                summary.unchanged += 1
            elif problem := readers.problem(article):
                refuse(Fault(article.id, None, problem))
                continue
            else:
                opened.put(readers.read(article), mark)
                summary.read += 1
            progress(article.id, summary.read + summary.unchanged)
        # What could not be read today may stand in the store from yesterday: only a whole reading may withdraw.
        if options.prune and seen and not summary.faults:
            summary.withdrawn = len(opened.prune(seen))
        write_outputs(opened, out, options, summary)
    return summary


def content(article: Article) -> str:
    """Everything of an article that its reading depends on, as one string."""
    return "\x1f".join(
        str(v) for v in (article.text, article.lang, article.title, article.published, article.url, article.source)
    )


class Readers:
    """The language pipelines and readers that a build needs, each loaded when the first article asks for it."""

    def __init__(self, options: Options) -> None:
        from kg_builder.language.pipeline import model_files, model_folder

        self.options = options
        self._ready: dict[str, tuple[Any, Reader]] = {}
        self._kb: Any = None
        self._folder = model_folder(options.model)
        self.model_version = digest(model_files(options.model))
        self._files = digest([*self._data_files(), *options.actors])

    def _data_files(self) -> list[Path]:
        from kg_builder.statements.calibration import file_of
        from kg_builder.vocabulary import ontology_folder

        own = [self.options.lexicon] if self.options.lexicon else []
        folder = ontology_folder()
        return [*sorted(folder.glob("actors/*.jsonl")), *sorted(folder.glob("*/*.toml")), file_of(self._folder), *own]

    @property
    def lexicon_version(self) -> str:
        """Digest of lexicons, actors and calibration."""
        return self._files

    def versions(self, lang: str | None) -> tuple[str, ...]:
        """What else than its content an article's reading depends on."""
        skimmed = ("skim",) if self.options.skim else ()
        lang = self.options.language or lang or ""
        return (__version__, self.options.model, self.model_version, self._files, lang, *skimmed)

    def problem(self, article: Article) -> str | None:
        """Why an article cannot be read, or None."""
        lang = self.options.language or article.lang
        if lang is None:
            return "its language could not be told (give --lang to say it)"
        if lang[:2] not in languages():
            return f"its language is {lang!r}; read are {', '.join(languages())}"
        return None

    def read(self, article: Article) -> Reading:
        """The reading of an article in a language that `problem` does not complain of."""
        lang = (self.options.language or article.lang or "")[:2]
        if lang not in self._ready:
            self._ready[lang] = self._load(lang)
        nlp, reader = self._ready[lang]
        nlp.max_length = max(nlp.max_length, len(article.text) + 1)
        return reader.read(article, nlp(article.text))

    def _load(self, lang: str) -> tuple[Any, "Reader"]:
        from kg_builder import language
        from kg_builder.actors.knowledge import KnowledgeBase
        from kg_builder.statements.calibration import file_of, shipped
        from kg_builder.statements.lexicon import Lexicon
        from kg_builder.statements.reading import Reader

        if self._kb is None:
            self._kb = KnowledgeBase.load(self.options.actors)
        lexicon = Lexicon.load(lang, self.options.lexicon)
        reader = Reader.of(lang, self._kb, lexicon, shipped(file_of(self._folder)))
        return language.load(lang, self.options.model, self.options.threads, self.options.skim), reader


def digest(paths: Sequence[Path]) -> str:
    """SHA-256 of files' names and contents, 16 hex digits."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def write_outputs(store: "Store", out: Path, options: Options, summary: Summary) -> None:
    """Writes the files from what the store holds, so that the same store always gives the same files."""
    from kg_builder.export.registry import export

    readings = list(store.readings())
    jsonl.write(out / "statements.jsonl", (jsonl.statement_json(s) for r in readings for s in r.statements))
    jsonl.write(out / "articles.jsonl", (jsonl.article_json(r.article) for r in readings))
    jsonl.write(out / "actors.jsonl", actor_records(store, readings))
    summary.articles = len(readings)
    summary.types = Counter(s.type if s.kind != "office" else "HoldsOffice" for r in readings for s in r.statements)
    summary.actors = Counter(
        p.actor.label
        for r in readings
        for s in r.statements
        if s.kind in ("stance", "event")
        for p in (s.source, s.target)
        if p
    )
    export(store, "turtle", out / "graph.ttl")
    if options.page:
        from kg_builder.browse.page import write_page

        statements = [s for r in readings for s in r.statements]
        texts, actors = {r.article.id: r.article for r in readings}, list(store.actors())
        offices = [o for r in readings for o in r.offices]
        write_page(statements, texts, out / "graph.html", lang=options.page_language, actors=actors, offices=offices)


def actor_records(store: "Store", readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    """Actors that take part in a statement, by IRI, with all their mentions."""
    mentions: dict[str, list[tuple[str, Mention]]] = {}
    involved: set[str] = set()
    for reading in readings:
        involved |= {p.actor.id for s in reading.statements for p in (s.source, s.target) if p}
        for mention in reading.mentions:
            mentions.setdefault(mention.actor.id, []).append((reading.article.id, mention))
    actors: dict[str, Actor] = {a.id: a for a in store.actors()}
    for iri in sorted(involved & actors.keys()):
        yield jsonl.actor_json(actors[iri], mentions.get(iri, ()))
