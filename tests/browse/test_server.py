"""The server as a process: it starts, answers, ends when told to, and says when it cannot start."""

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from stores import fill
from world import make_world

pytest.importorskip("uvicorn", reason="the server needs the extra 'serve'")

from kg_builder.browse.server import serve
from kg_builder.graph.errors import StoreError
from kg_builder.graph.store import Store

START = """
import sys
from pathlib import Path
from kg_builder.browse.server import serve
serve(Path(sys.argv[1]), port=0, ready=lambda address: print(address, flush=True))
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("server") / "store"
    fill(path, make_world(6, 4))
    return path


def test_starts_answers_and_ends(store: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", START, str(store)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().strip()
            with urllib.request.urlopen(address + "sparql?query=ASK%7B%3Fs+%3Fp+%3Fo%7D", timeout=60) as answer:
                assert b'"boolean":true' in answer.read().replace(b" ", b"")
            server.send_signal(signal.SIGTERM)
            server.wait(60)
        finally:
            server.kill()
    with Store.open(store, write=True):
        pass


def test_a_taken_port_is_said_before_anything_else(store: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OSError, match="in use"):
            serve(store, port=other.getsockname()[1])


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        serve(tmp_path / "none", port=0)
