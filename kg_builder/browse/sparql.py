"""A read-only SPARQL endpoint whose queries cannot hurt: each runs in a process of its own that can be ended.

The engine cannot be interrupted from within, so that a query that runs beyond its time ends with its process, and a
fresh one takes its place. Answers beyond a size are refused, not cut. Queries that would ask other servers (SERVICE)
are refused; updates are no queries and are refused by the parser.
"""

import contextlib
import json
import queue
import re
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kg_builder.browse.answers import Answer, Limits, problem

# Strings, IRIs and comments, in which a word is not a keyword.
_QUIET = re.compile(
    r"'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|<[^<>\"{}|^`\\\s]*>|#[^\n]*", re.DOTALL
)
_SERVICE = re.compile(r"(?<![\w:?$-])SERVICE(?![\w:-])", re.IGNORECASE)


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
            return problem(400, reason)
        try:
            worker = self._free.get(timeout=self.limits.patience)
        except queue.Empty:
            return problem(503, "All query processes are busy; try again in a moment.")
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
        worker = _Worker(self.path, self.limits)
        with self._lock:
            self._workers.add(worker)
        return worker

    def _end(self, worker: "_Worker") -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.end()


class _Worker:
    """A process with the store open for reading. It is a fresh interpreter: nothing of this one is run again in it."""

    def __init__(self, path: Path, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "kg_builder.browse.query_process", str(path), str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                [*command, json.dumps(asdict(limits))], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
        self._pipe: Connection[Any, Any] = Connection(ours.detach())
        started = False
        with contextlib.suppress(EOFError, OSError):
            started = self._pipe.poll(30) and self._pipe.recv() == "ready"
        if not started:
            self.end()
            raise RuntimeError("the query process did not start")

    def ask(self, text: str, accept: str, seconds: float) -> tuple[Answer, bool]:
        """The answer, and whether the process can go on."""
        try:
            self._pipe.send((text, accept))
            if self._pipe.poll(seconds):
                status, media, body = self._pipe.recv()
                return Answer(status, media, body), True
        except (EOFError, OSError):
            return problem(500, "The query needed too much memory and was ended."), False
        return problem(503, f"The query ran longer than {seconds:g} seconds and was ended."), False

    def end(self) -> None:
        """Ends the process at once."""
        self._process.kill()
        self._process.wait(5)
        self._pipe.close()
