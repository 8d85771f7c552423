"""The process that runs queries for the endpoint: python -m kg_builder.browse.query_process STORE SOCKET LIMITS."""

import contextlib
import io
import json
import signal
import sys
from multiprocessing.connection import Connection
from typing import Any

import pyoxigraph as ox

from kg_builder.browse.answers import GRAPH_FORMATS, ROW_FORMATS, Answer, Limits, chosen, problem
from kg_builder.graph.store import Store


def work(path: str, pipe: "Connection[Any, Any]", limits: Limits) -> None:
    """The life of a worker process: opens the store, then answers until the pipe closes."""
    _limit_memory(limits.memory)
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError), Store.open(path) as store:
        pipe.send("ready")
        while True:
            text, accept = pipe.recv()
            # The endpoint ends a query that runs too long; should the endpoint itself be gone, the alarm does.
            signal.alarm(int(limits.seconds) + 5)
            answer = _answer(store, text, accept, limits)
            signal.alarm(0)
            pipe.send((answer.status, answer.media, answer.body))


def _limit_memory(size: int) -> None:
    """Keeps a query from taking all memory, where the system can do that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _answer(store: Store, text: str, accept: str, limits: Limits) -> Answer:
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
        return problem(400, f"Not a SPARQL query: {error}")
    except _TooLargeError:
        return problem(413, f"The answer has more than {limits.answer} bytes; add a LIMIT.")
    except (ValueError, OSError, RuntimeError) as error:
        if isinstance(error.__cause__ or error.__context__, _TooLargeError) or _TooLargeError.__name__ in str(error):
            return problem(413, f"The answer has more than {limits.answer} bytes; add a LIMIT.")
        return problem(400, f"The query failed: {error}")


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


if __name__ == "__main__":
    work(sys.argv[1], Connection(int(sys.argv[2])), Limits(**json.loads(sys.argv[3])))
