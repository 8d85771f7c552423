"""The embedded store: a folder with an Oxigraph database that holds whole articles only, whatever happens.

An article is put, replaced or withdrawn in one transaction, together with what it changes in the graphs that articles
share. Many new articles are loaded at once without a transaction, for speed; a file that names them beforehand lets the
next opening drop what an interruption left of them.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg_builder.graph.contents import FINGERPRINT_NODE, LABEL_NODE, MENTIONS_NODE, TYPE_NODE, Contents
from kg_builder.graph.errors import NotAStoreError, StoreDamagedError, StoreError, StoreWriteError
from kg_builder.graph.lock import StoreLock
from kg_builder.graph.manifest import (
    LOCK,
    ONTOLOGY_FILES,
    PENDING,
    QUADS,
    Manifest,
    check_foreign,
    check_format,
    ontology_digest,
    read_manifest,
    sync_folder,
    write_manifest,
    write_whole,
)
from kg_builder.graph.provenance import GENERATED, Run, article_provenance, run_triples
from kg_builder.graph.rdf import Encoded, encode_reading
from kg_builder.graph.terms import (
    ACTORS_GRAPH,
    ONTOLOGY_GRAPH,
    PROVENANCE_GRAPH,
    article_iri,
    node,
    text_of,
)
from kg_builder.records import Reading
from kg_builder.vocabulary import ontology_folder

BATCH = 400_000
"""Quads that `put_all` loads at once: enough to be fast, few enough to stay well under a gigabyte."""

Block = tuple[str, ...]
"""The triples that the actors graph holds for one actor, sorted."""


class Store(Contents):
    """A store on disk; made with `Store.open`, used as a context manager."""

    def __init__(self, path: Path, database: ox.Store, lock: StoreLock, run: Run | None) -> None:
        super().__init__(database)
        self.path, self.lock, self.run = path, lock, run
        self.blocks: dict[str, Block] = {}
        self.run_written = False

    @classmethod
    def open(cls, path: str | Path, write: bool = False, run: Run | None = None) -> "Store":
        """Opens a store: for reading by many, or for writing by one, who makes it where there is none.

        run: what is noted, for provenance, about the build that writes. Raises NotAStoreError, StoreInUseError,
        StoreTooNewError, StoreOutdatedError or StoreDamagedError, each with a message that says what to do.
        """
        path = Path(path)
        manifest = read_manifest(path)
        if manifest is not None:
            check_format(path, manifest)
        elif not write:
            raise NotAStoreError(f"{path}: no store; make one with: kg-builder build ARTICLES --store {path}")
        if write:
            return cls.open_to_write(path, run)
        if (path / PENDING).exists():
            cls.open_to_write(path, None).close()
        lock = StoreLock(path / LOCK, write=False).acquire()
        return cls(path, opened(path, lock, write=False), lock, None)

    @classmethod
    def open_to_write(cls, path: Path, run: Run | None) -> "Store":
        """Opens or makes a store for one writer, and repairs what an interrupted load left."""
        with Writing(path):
            path.mkdir(parents=True, exist_ok=True)
            if read_manifest(path) is None:
                check_foreign(path)
            lock = StoreLock(path / LOCK, write=True).acquire()
        store = cls(path, opened(path, lock, write=True), lock, run)
        try:
            store.repair()
            store.bring_ontology()
        except BaseException:
            store.close(flush=False)
            raise
        return store

    def close(self, flush: bool = True) -> None:
        """Writes everything out, unless told not to, and lets others in; raises StoreWriteError."""
        if hasattr(self, "database"):
            try:
                if self.lock.write and flush:
                    with self.writing():
                        self.database.flush()
            finally:
                # Dropping the last reference closes the database.
                del self.database
                self.lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After an error a second one would only hide it; what is not flushed is in the database's log.
        self.close(flush=error is None)

    def put(self, reading: Reading, fingerprint: str) -> None:
        """Stores all that was found in an article, in place of what was stored of it; one transaction.

        Raises StoreWriteError where the disk refuses, and ValueError where the reading contradicts itself; the store
        then is as before.
        """
        encoded = encode_reading(reading)
        shared = article_provenance(encoded.graph, fingerprint, self.run) + self.run_block()
        changed = [(actor, block) for actor, block in encoded.known if self.block(actor) != block]
        fresh = not self.database.contains_named_graph(ox.NamedNode(encoded.graph))
        if fresh and not any(self.block(actor) for actor, _ in changed):
            actors = [one for _, block in changed for one in block]
            self.load(encoded.triples, encoded.graph, actors, shared)
        else:
            self.replace(encoded, changed, shared)
        self.run_written = True
        self.remember(changed)

    def load(self, triples: Iterable[str], graph: str, actors: Iterable[str], shared: Iterable[str]) -> None:
        """Adds a new article and what it brings to the shared graphs."""
        text = lines(triples, graph) + lines(actors, ACTORS_GRAPH) + lines(shared, PROVENANCE_GRAPH)
        with self.writing():
            self.database.load(text.encode(), format=ox.RdfFormat.N_QUADS, lenient=True)

    def replace(self, encoded: Encoded, changed: list[tuple[str, Block]], shared: list[str]) -> None:
        """Puts an article in the place of its predecessor."""
        orphans = self.orphans(encoded.graph, encoded.mentioned)
        gone = [one for actor, _ in changed for one in self.block(actor)]
        gone += [one for actor in orphans for one in self.block(actor)]
        actors = [one for _, block in changed for one in block]
        blocks = (
            (encoded.graph, encoded.triples),
            (ACTORS_GRAPH, actors),
            (PROVENANCE_GRAPH, shared),
        )
        with self.writing():
            self.database.update(removal(encoded.graph, gone) + f";\nINSERT DATA {{ {graph_blocks(blocks)} }}")
        self.forget(orphans)

    def put_all(self, readings: Iterable[tuple[Reading, str]], batch: int = BATCH) -> int:
        """Stores many readings with their fingerprints; returns how many.

        New articles are loaded some `batch` quads at a time, several times faster than one by one. An interruption
        loses at most the batch under way, never a part of an article.
        """
        text: list[str] = []
        size, count = 0, 0
        graphs: set[str] = set()
        known: dict[str, Block] = {}
        for reading, fingerprint in readings:
            encoded = encode_reading(reading)
            stored = encoded.graph in graphs or self.database.contains_named_graph(ox.NamedNode(encoded.graph))
            different = any((known.get(a) or self.block(a) or b) != b for a, b in encoded.known)
            if stored or different:
                self.load_batch(graphs, text, known)
                text, size, graphs, known = [], 0, set(), {}
                self.put(reading, fingerprint)
            else:
                text.append(lines(encoded.triples, encoded.graph))
                shared = article_provenance(encoded.graph, fingerprint, self.run)
                text.append(lines(shared, PROVENANCE_GRAPH))
                known |= {actor: block for actor, block in encoded.known if not self.block(actor)}
                graphs.add(encoded.graph)
                size += len(encoded.triples)
            count += 1
            if size >= batch:
                self.load_batch(graphs, text, known)
                text, size, graphs, known = [], 0, set(), {}
        self.load_batch(graphs, text, known)
        return count

    def load_batch(self, graphs: Iterable[str], text: list[str], known: dict[str, Block]) -> None:
        """Loads new articles at once, announced in a file so that an interruption can be repaired."""
        if not text:
            return
        shared = lines(self.run_block(), PROVENANCE_GRAPH)
        actors = "".join(lines(block, ACTORS_GRAPH) for block in known.values())
        data = "".join((*text, actors, shared)).encode()
        with self.writing():
            write_whole(self.path / PENDING, json.dumps(sorted(graphs)))
            self.database.bulk_load(data, format=ox.RdfFormat.N_QUADS, lenient=True)
            self.database.flush()
            (self.path / PENDING).unlink()
            sync_folder(self.path)
        self.run_written = True
        self.remember(known.items())

    def withdraw(self, article: str) -> bool:
        """Removes an article and all that only it brought; whether it was there."""
        graph = article_iri(article)
        if not self.database.contains_named_graph(ox.NamedNode(graph)):
            return False
        self.withdraw_graph(graph)
        return True

    def withdraw_graph(self, graph: str) -> None:
        """Removes an article's graph, its provenance and the actors that no other article mentions."""
        orphans = self.orphans(graph, frozenset())
        with self.writing():
            self.database.update(removal(graph, [one for actor in orphans for one in self.block(actor)]))
        self.forget(orphans)

    def prune(self, keep: Iterable[str]) -> list[str]:
        """Withdraws every article whose id is not among those to keep; returns the ids withdrawn, sorted."""
        kept = {article_iri(one) for one in keep}
        gone = [graph for graph in self.graphs() if graph not in kept]
        ids = sorted(self.article_id(graph) for graph in gone)
        for graph in gone:
            self.withdraw_graph(graph)
        return ids

    def block(self, actor: str) -> Block:
        """What the actors graph holds for an actor; empty where it has none."""
        if actor not in self.blocks:
            self.blocks[actor] = tuple(sorted(triple_text(one) for one in self.actor_quads(actor)))
        return self.blocks[actor]

    def remember(self, blocks: Iterable[tuple[str, Block]]) -> None:
        """Keeps what the actors graph now holds for some actors."""
        for actor, block in blocks:
            self.blocks[actor] = block
            self.known_actors.pop(actor, None)

    def forget(self, actors: Iterable[str]) -> None:
        """Keeps that the actors graph no longer holds some actors."""
        self.remember((actor, ()) for actor in actors)

    def orphans(self, graph: str, still: frozenset[str]) -> list[str]:
        """The known actors that an article mentions, no other does, and its new reading will not."""
        name, found = ox.NamedNode(graph), []
        for actor in self.mentions(graph):
            if actor not in still and self.block(actor) and not self.known_elsewhere(actor, name):
                found.append(actor)
        return found

    def known_elsewhere(self, actor: str, graph: ox.NamedNode | None) -> bool:
        """Whether an article other than that of a graph mentions an actor and leaves its description to us."""
        node = ox.NamedNode(actor)
        for quad in self.database.quads_for_pattern(None, MENTIONS_NODE, node, None):
            place = quad.graph_name
            if place != graph and next(self.database.quads_for_pattern(node, TYPE_NODE, None, place), None) is None:
                return True
        return False

    def run_block(self) -> list[str]:
        """The triples of the run, until they are written."""
        return [] if self.run is None or self.run_written else run_triples(self.run)

    def repair(self) -> None:
        """Drops what an interrupted load left, as if it had never begun."""
        try:
            graphs = json.loads((self.path / PENDING).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        with self.writing():
            for graph in graphs:
                self.withdraw_graph(graph)
            self.sweep()
            self.database.flush()
            (self.path / PENDING).unlink()

    def sweep(self) -> None:
        """Removes from the actors graph whom no article mentions."""
        labelled = self.database.quads_for_pattern(None, LABEL_NODE, None, ox.NamedNode(ACTORS_GRAPH))
        actors = [quad.subject.value for quad in labelled if isinstance(quad.subject, ox.NamedNode)]
        for actor in actors:
            if not self.known_elsewhere(actor, None):
                self.database.update(deletion(self.block(actor)))
                self.forget([actor])

    def bring_ontology(self) -> None:
        """Makes the ontology graph hold this version's files, and notes in the manifest that it does."""
        manifest = read_manifest(self.path)
        digest = ontology_digest()
        if manifest is not None and manifest.ontology == digest:
            return
        triples: list[str] = []
        for name in ONTOLOGY_FILES:
            parsed = ox.parse(path=str(ontology_folder() / name), format=ox.RdfFormat.TURTLE)
            triples += (triple_text(quad) for quad in parsed)
        blocks = graph_blocks([(ONTOLOGY_GRAPH, triples)])
        with self.writing():
            self.database.update(f"DROP SILENT GRAPH {node(ONTOLOGY_GRAPH)};\nINSERT DATA {{ {blocks} }}")
            self.database.flush()
            software = self.run.software if self.run else "kg_builder"
            write_manifest(self.path, replace(manifest or Manifest(software=software), ontology=digest))

    def writing(self) -> "Writing":
        """Turns errors of the disk into one that says what to do."""
        return Writing(self.path)


class Writing:
    """A stretch of writing: an error of the disk, which the database may call RuntimeError, becomes StoreWriteError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError | RuntimeError):
            raise StoreWriteError(
                f"{self.path}: cannot write ({error}); what was stored before is kept. Free some space or repair the"
                " disk, then run the same command again"
            ) from error


def opened(path: Path, lock: StoreLock, write: bool) -> ox.Store:
    """The database of a store; gives the lock back where it cannot be opened."""
    try:
        return ox.Store(str(path / QUADS)) if write else ox.Store.read_only(str(path / QUADS))
    except (OSError, RuntimeError) as error:
        lock.release()
        raise StoreDamagedError(f"{path / QUADS}: cannot be opened ({error})") from error
    except BaseException:
        lock.release()
        raise


def triple_text(quad: ox.Quad | ox.Triple) -> str:
    """Subject, predicate and object of a quad as text; raises StoreError where one is neither IRI nor literal."""
    parts = (quad.subject, quad.predicate, quad.object)
    texts = [text_of(one) for one in parts if isinstance(one, ox.NamedNode | ox.Literal)]
    if len(texts) != 3:
        raise StoreError(f"a blank node or a quoted triple in the store: {quad}")
    return " ".join(texts)


def lines(triples: Iterable[str], graph: str) -> str:
    """Triples as N-Quads of a graph."""
    end = f" <{graph}> .\n"
    return "".join([one + end for one in triples])


def graph_blocks(blocks: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Triples of several graphs as a SPARQL quad pattern."""
    return "\n".join(
        f"GRAPH {node(graph)} {{\n" + "".join(f"{one} .\n" for one in triples) + "}" for graph, triples in blocks
    )


def deletion(triples: Iterable[str]) -> str:
    """The update that takes triples out of the actors graph."""
    return f"DELETE DATA {{ {graph_blocks([(ACTORS_GRAPH, triples)])} }}"


def removal(graph: str, gone: Iterable[str]) -> str:
    """The update that takes an article out, with its provenance and some triples of the actors graph."""
    notes = (node(FINGERPRINT_NODE.value), GENERATED)
    steps = [f"DROP SILENT GRAPH {node(graph)}"]
    steps += [f"DELETE WHERE {{ GRAPH {node(PROVENANCE_GRAPH)} {{ {node(graph)} {one} ?value }} }}" for one in notes]
    steps.append(deletion(gone))
    return ";\n".join(steps)
