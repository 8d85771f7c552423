"""Push: makes the named graphs of a SPARQL store equal to ours, one article's graph at a time.

By the SPARQL 1.1 Graph Store Protocol (PUT and DELETE of whole graphs) or, where a store has only that, by SPARQL 1.1
Update. What has been sent is noted in a file, so that an interrupted push goes on where it stopped, and one that is
repeated sends only what has changed since.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from kg_builder.export.endpoint import Endpoint, PushError
from kg_builder.export.triples import graphs_of, triples_of
from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection
from kg_builder.graph.terms import ONTOLOGY_GRAPH, node

Protocol = Literal["gsp", "update"]
TRIPLES = 2_000
"""Triples that one Update request holds at most: some stores compile a request, and refuse long ones."""
UPDATE_PATHS = ("update", "sparql", "sparql-auth", "statements", "query")

Batch = list[tuple[str, list[str]]]
"""Graphs with their triples."""


@dataclass(slots=True)
class PushReport:
    """What a push did. sent, unchanged, removed: graphs; failed: graphs that the server refused, and its words.

    stopped: why the push ended early, or nothing. bytes: of request bodies. The rest is counts.
    """

    url: str
    protocol: Protocol
    sent: int = 0
    unchanged: int = 0
    removed: int = 0
    triples: int = 0
    requests: int = 0
    retries: int = 0
    bytes: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    stopped: str = ""

    @property
    def complete(self) -> bool:
        """Whether the remote graphs now are as ours."""
        return not self.failed and not self.stopped

    def __str__(self) -> str:
        lines = [
            f"{self.url} ({'Graph Store Protocol' if self.protocol == 'gsp' else 'SPARQL Update'}):"
            f" {self.sent} graphs sent, {self.unchanged} unchanged, {self.removed} removed;"
            f" {self.triples} triples, {self.bytes} bytes in {self.requests} requests, {self.retries} of them repeated"
        ]
        lines += [f"refused: {graph}: {reason}" for graph, reason in self.failed]
        if self.stopped:
            lines.append(f"stopped: {self.stopped}; run the same command again to go on")
        return "\n".join(lines)


class Sent:
    """Which graphs a server has, with a digest of their triples: a file that grows a line a graph."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.digests: dict[str, str] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                self.take(line)

    def take(self, line: str) -> None:
        """Reads a line; one that was cut off by a crash says nothing."""
        try:
            graph, digest = json.loads(line)
        except ValueError:
            return
        if digest:
            self.digests[graph] = digest
        else:
            self.digests.pop(graph, None)

    def note(self, graph: str, digest: str) -> None:
        """Notes that the server has a graph, or, without digest, has it no more."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps([graph, digest]) + "\n")
        self.take(json.dumps([graph, digest]))

    def doubt(self, graph: str) -> None:
        """Notes that a graph is about to change: if the sending is cut off, nobody knows what the server has."""
        if graph in self.digests:
            self.note(graph, "")

    def compact(self) -> None:
        """Writes the file anew, a line a graph."""
        part = self.path.with_name(self.path.name + ".part")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text("".join(json.dumps(one) + "\n" for one in sorted(self.digests.items())), encoding="utf-8")
        part.replace(self.path)


def push(
    store: Contents,
    endpoint: Endpoint,
    notes: Path,
    protocol: Protocol | None = None,
    selection: Selection | None = None,
    again: bool = False,
    progress: Callable[[int], None] | None = None,
) -> PushReport:
    """Makes a server's graphs equal to those of a store: the articles', the actors' and the ontology's.

    notes: the file that remembers what the server has (`notes_path` names the usual one); with `again` it is not
    believed, and everything is sent. protocol: by default told from the address. progress: called with each graph's
    triples when it is done. Graphs that the server refuses are in the report; when it does not let us in, or stays
    away, the report says where the push stopped.
    """
    kind = protocol or protocol_of(endpoint.url)
    report = PushReport(endpoint.url, kind)
    sent = Sent(notes)
    send = send_graphs if kind == "gsp" else update_graphs
    wanted: set[str] = set()
    done = progress or ignore
    try:
        for batch in batches(changed(store, selection or Selection(), sent, again, wanted, report, done), kind):
            for graph, _ in batch:
                sent.doubt(graph)
            send(endpoint, batch, report)
            refused = {graph for graph, _ in report.failed}
            for graph, triples in batch:
                if graph not in refused:
                    sent.note(graph, digest_of(triples))
                    report.sent += 1
                    report.triples += len(triples)
                done(len(triples))
        for graph in sorted(set(sent.digests) - wanted):
            remove(endpoint, kind, graph, report, sent)
        sent.compact()
    except PushError as error:
        report.stopped = str(error)
    finally:
        endpoint.close()
    report.requests, report.retries, report.bytes = endpoint.requests, endpoint.retries, endpoint.sent
    return report


def ignore(_: int) -> None:
    """No progress is shown."""


def protocol_of(url: str) -> Protocol:
    """Update where the address's last part is usual for that, else the Graph Store Protocol."""
    last = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]
    return "update" if last in UPDATE_PATHS else "gsp"


def notes_path(store: Path, url: str) -> Path:
    """Where a store's folder remembers what it has sent to an address."""
    return store / "pushed" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.jsonl"


def changed(
    store: Contents,
    selection: Selection,
    sent: Sent,
    again: bool,
    wanted: set[str],
    report: PushReport,
    done: Callable[[int], None],
) -> Iterator[tuple[str, list[str]]]:
    """The graphs that the server does not have like this; collects all that it should have."""
    for graph, triples in everything(store, selection):
        wanted.add(graph)
        if not again and sent.digests.get(graph) == digest_of(triples):
            report.unchanged += 1
            done(len(triples))
        else:
            yield graph, triples


def everything(store: Contents, selection: Selection) -> Iterator[tuple[str, list[str]]]:
    """The ontology, the articles, the actors."""
    yield ONTOLOGY_GRAPH, triples_of(store, ONTOLOGY_GRAPH)
    yield from graphs_of(store, selection)


def digest_of(triples: Iterable[str]) -> str:
    """A digest of sorted triples."""
    return hashlib.sha256("\n".join(triples).encode()).hexdigest()


def batches(graphs: Iterable[tuple[str, list[str]]], kind: Protocol) -> Iterator[Batch]:
    """Graphs to send together: single ones by the Graph Store Protocol, several small ones by Update."""
    batch: Batch = []
    size = 0
    for graph, triples in graphs:
        if batch and (kind == "gsp" or size + len(triples) > TRIPLES):
            yield batch
            batch, size = [], 0
        batch.append((graph, triples))
        size += len(triples)
    if batch:
        yield batch


def send_graphs(endpoint: Endpoint, batch: Batch, report: PushReport) -> None:
    """Puts whole graphs in the place of what the server has."""
    for graph, triples in batch:
        body = "".join([one + " .\n" for one in triples]).encode()
        answer = endpoint.request("PUT", f"graph={quote(graph, safe='')}", body, "application/n-triples")
        if not answer.ok:
            report.failed.append((graph, str(answer)))


def update_graphs(endpoint: Endpoint, batch: Batch, report: PushReport) -> None:
    """Drops and inserts graphs in one request; a graph too long for one in several, the first of which drops it."""
    drops = ";\n".join(f"DROP SILENT GRAPH {node(graph)}" for graph, _ in batch)
    for number, part in enumerate(parts_of(batch)):
        inserts = "\n".join(f"GRAPH {node(graph)} {{\n{statements(triples)}}}" for graph, triples in part)
        text = f"INSERT DATA {{\n{inserts}\n}}"
        text = text if number else f"{drops};\n{text}"
        answer = endpoint.request("POST", "", text.encode(), "application/sparql-update")
        if not answer.ok and len(batch) > 1:
            for one in batch:
                update_graphs(endpoint, [one], report)
        elif not answer.ok:
            report.failed.append((batch[0][0], str(answer)))
            return


def parts_of(batch: Batch) -> Iterator[Batch]:
    """The batch, cut where a graph is too long."""
    if len(batch) > 1:
        yield batch
        return
    graph, triples = batch[0]
    for start in range(0, max(1, len(triples)), TRIPLES):
        yield [(graph, triples[start : start + TRIPLES])]


def statements(triples: Iterable[str]) -> str:
    """Triples as lines."""
    return "".join([one + " .\n" for one in triples])


def remove(endpoint: Endpoint, kind: Protocol, graph: str, report: PushReport, sent: Sent) -> None:
    """Removes a graph that the store holds no more; one that the server has not is as good as removed."""
    if kind == "gsp":
        answer = endpoint.request("DELETE", f"graph={quote(graph, safe='')}", b"", "application/n-triples")
    else:
        text = f"DROP SILENT GRAPH {node(graph)}"
        answer = endpoint.request("POST", "", text.encode(), "application/sparql-update")
    if answer.ok or answer.status == 404:
        sent.note(graph, "")
        report.removed += 1
    else:
        report.failed.append((graph, str(answer)))
