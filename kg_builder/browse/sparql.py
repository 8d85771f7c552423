"""A read-only SPARQL endpoint whose queries cannot hurt: each runs in a process of its own that can be ended.

The engine cannot be interrupted from within, so that a query that runs beyond its time ends with its process, and a
fresh one takes its place. Answers beyond a size are refused, not cut. Queries that would ask other servers (SERVICE)
are refused; updates are no queries and are refused by the parser.
"""

import contextlib
import io
import multiprocessing
import queue
import re
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROW_FORMATS = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
GRAPH_FORMATS = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
}
# Strings, IRIs and comments, in which a word is not a keyword.
_QUIET = re.compile(
    r"'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|<[^<>\"{}|^`\\\s]*>|#[^\n]*", re.DOTALL
)
_SERVICE = re.compile(r"(?<![\w:?$-])SERVICE(?![\w:-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a query may run, bytes its answer may have, characters the query may have, bytes of memory, how many
    run at once, and seconds that one waits for its turn."""

    seconds: float = 10.0
    answer: int = 16_000_000
    query: int = 20_000
    memory: int = 4_000_000_000
    parallel: int = 2
    patience: float = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, the media type of the body, and the body."""

    status: int
    media: str
    body: bytes


def refused(text: str, limits: Limits) -> str | None:
    """Why a query is not run at all, or None."""
    if len(text) > limits.query:
        return f"The query is longer than {limits.query} characters."
    # A "<" of a comparison can never hide the word: what follows SERVICE is an IRI or a brace, which end the match.
    if any(_SERVICE.search(_QUIET.sub(" ", form)) for form in (text, _plain(text))):
        return "SERVICE is not allowed: this endpoint asks no other server."
    return None


def _plain(text: str) -> str:
    """The query with its code point escapes (\\u0053) undone, which SPARQL allows in any place."""

    def letter(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code < 0x110000 else found[0]

    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", letter, text)


class Endpoint:
    """Runs queries in worker processes; close it in the end."""

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self.path, self.limits = path, limits or Limits()
        self._context = multiprocessing.get_context("spawn")
        self._free: queue.Queue[_Worker | None] = queue.Queue()
        self._lock = threading.Lock()
        self._workers: set[_Worker] = set()
        self._closed = False
        for _ in range(self.limits.parallel):
            self._free.put(None)

    def ask(self, text: str, accept: str) -> Answer:
        """Answers a query in the first media type of `accept` that suits it."""
        reason = refused(text, self.limits)
        if reason:
            return _problem(400, reason)
        try:
            worker = self._free.get(timeout=self.limits.patience)
        except queue.Empty:
            return _problem(503, "All query processes are busy; try again in a moment.")
        try:
            worker = worker or self._start()
            answer, alive = worker.ask(text, accept, self.limits.seconds)
        except BaseException:
            if worker is not None:
                self._end(worker)
            self._free.put(None)
            raise
        if alive:
            self._free.put(worker)
        else:
            self._end(worker)
            self._free.put(None)
        return answer

    def close(self) -> None:
        """Ends all worker processes."""
        self._closed = True
        for worker in list(self._workers):
            self._end(worker)

    def _start(self) -> "_Worker":
        worker = _Worker(self._context, self.path, self.limits)
        with self._lock:
            self._workers.add(worker)
        return worker

    def _end(self, worker: "_Worker") -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.end()


class _Worker:
    """A process with the store open for reading."""

    def __init__(self, context: Any, path: Path, limits: Limits) -> None:
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=work, args=(str(path), other, limits), daemon=True)
        self._process.start()
        other.close()
        if not self._pipe.poll(30) or self._pipe.recv() != "ready":
            self.end()
            raise RuntimeError("the query process did not start")

    def ask(self, text: str, accept: str, seconds: float) -> tuple[Answer, bool]:
        """The answer, and whether the process can go on."""
        try:
            self._pipe.send((text, accept))
            if self._pipe.poll(seconds):
                return self._pipe.recv(), True
        except (EOFError, OSError):
            return _problem(500, "The query needed too much memory and was ended."), False
        return _problem(503, f"The query ran longer than {seconds:g} seconds and was ended."), False

    def end(self) -> None:
        self._process.kill()
        self._process.join(5)
        self._pipe.close()


def work(path: str, pipe: "Connection[Any, Any]", limits: Limits) -> None:
    """The life of a worker process: opens the store, then answers until the pipe closes."""
    from kg_builder.graph.store import Store

    _limit_memory(limits.memory)
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError), Store.open(path) as store:
        pipe.send("ready")
        while True:
            text, accept = pipe.recv()
            pipe.send(_answer(store, text, accept, limits))


def _limit_memory(size: int) -> None:
    """Keeps a query from taking all memory, where the system can do that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _answer(store: Any, text: str, accept: str, limits: Limits) -> Answer:
    import pyoxigraph as ox

    try:
        found = store.query(text)
        out = _Capped(limits.answer)
        if isinstance(found, ox.QueryTriples):
            media = chosen(accept, GRAPH_FORMATS)
            ox.serialize(found, output=out, format=getattr(ox.RdfFormat, GRAPH_FORMATS[media]))
        else:
            media = chosen(accept, ROW_FORMATS)
            if isinstance(found, ox.QueryBoolean) and ROW_FORMATS[media] in ("CSV", "TSV"):
                media = "application/sparql-results+json"
            found.serialize(output=out, format=getattr(ox.QueryResultsFormat, ROW_FORMATS[media]))
        return Answer(200, media, out.getvalue())
    except SyntaxError as error:
        return _problem(400, f"Not a SPARQL query: {error}")
    except _TooLargeError:
        return _problem(413, f"The answer has more than {limits.answer} bytes; add a LIMIT.")
    except (ValueError, OSError, RuntimeError) as error:
        if isinstance(error.__cause__ or error.__context__, _TooLargeError) or _TooLargeError.__name__ in str(error):
            return _problem(413, f"The answer has more than {limits.answer} bytes; add a LIMIT.")
        return _problem(400, f"The query failed: {error}")


class _TooLargeError(OSError):
    """The answer outgrew its limit."""


class _Capped(io.BytesIO):
    """Bytes up to a limit."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._most:
            raise _TooLargeError(_TooLargeError.__name__)
        return super().write(data)


def chosen(accept: str, offered: dict[str, str]) -> str:
    """The offered media type that an Accept header likes best; the first offered where it likes none."""
    best, liking = next(iter(offered)), 0.0
    for part in accept.split(","):
        media, *parameters = (one.strip() for one in part.split(";"))
        quality = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        with contextlib.suppress(ValueError):
            if media.lower() in offered and float(quality) > liking:
                best, liking = media.lower(), float(quality)
    return best


def _problem(status: int, text: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", (text + "\n").encode())
