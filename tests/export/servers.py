"""Real SPARQL servers for the tests, each on a free port and in a folder of its own; and what they hold."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

Triples = set[tuple[str, str, str, str]]
"""Subject, predicate, object and its language, as values."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def program(*names: str) -> str | None:
    """The path of the first of some programs that is installed, beside Python or elsewhere."""
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return next((found for name in names if (found := shutil.which(name, path=beside))), None)


class Server:
    """A server that can be stopped and started again with its data."""

    command: tuple[str, ...]
    port: int
    patience = 90.0
    """Seconds until it must answer after its start; with much data after a stop it may take longer."""
    path = "/"
    store: str
    update: str
    query: str

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        self.log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            with suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", self.path)
                connection.getresponse().read()
                connection.close()
                return
            time.sleep(0.1)
        self.stop()
        raise RuntimeError((self.folder / "server.log").read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """Stops the server as a system would."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
        self.log.close()

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)


class Oxigraph(Server):
    """`oxigraph serve`, of the package oxigraph."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = free_port()
        found = program("oxigraph", "oxigraph_server")
        self.command = (str(found), "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{self.port}")
        self.store = f"http://127.0.0.1:{self.port}/store"
        self.update = f"http://127.0.0.1:{self.port}/update"
        self.query = f"http://127.0.0.1:{self.port}/query"


VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
MaxMemPoolSize = 200000000
CheckpointInterval = 60
DirsAllowed = {folder}
SchedulerInterval = 10
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 4
MaxKeepAlives = 10
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = 10000000
"""


class Virtuoso(Server):
    """Virtuoso Open Source; it asks for Digest authorization (user and password "dba")."""

    path = "/sparql"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port, sql = free_port(), free_port()
        (folder / "virtuoso.ini").write_text(VIRTUOSO.format(folder=folder, sql=sql, port=self.port))
        self.command = (str(program("virtuoso-t")), "+foreground", "+configfile", str(folder / "virtuoso.ini"))
        self.store = f"http://127.0.0.1:{self.port}/sparql-graph-crud-auth"
        self.update = f"http://127.0.0.1:{self.port}/sparql-auth"
        self.query = f"http://127.0.0.1:{self.port}/sparql"


def values_of(triples: Iterable[str]) -> Triples:
    """The values of triples in N-Triples without the full stop."""
    text = "".join(f"{one} .\n" for one in triples).encode()
    return {
        (t.subject.value, t.predicate.value, t.object.value, getattr(t.object, "language", None) or "")
        for t in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)
    }


def triples_at(server: Server, graph: str) -> Triples:
    """What a server holds in a graph."""
    rows = select(server, f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", "s", "p", "o")
    return {(s["value"], p["value"], o["value"], o.get("xml:lang", "")) for s, p, o in rows}


def counts_at(server: Server) -> dict[str, int]:
    """The graphs of ours that a server holds, and how many triples each has."""
    mine = 'FILTER (STRSTARTS(STR(?g), "https://w3id.org/kg-builder/"))'
    rows = select(server, f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {mine} }} GROUP BY ?g", "g", "n")
    return {graph["value"]: int(count["value"]) for graph, count in rows}


def select(server: Server, query: str, *names: str) -> list[list[dict[str, str]]]:
    """The bindings of a query."""
    data = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(server.query, data, {"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=600) as answer:
        rows = json.load(answer)["results"]["bindings"]
    return [[row[name] for name in names] for row in rows]
