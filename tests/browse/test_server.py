"""The server as a process: it starts, answers, ends when told to, and says when it cannot start."""

import platform
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

HEAPS = """
import ctypes, threading
from kg_builder.browse.server import one_arena
assert one_arena()
together = threading.Barrier(4)
threads = [threading.Thread(target=lambda: (together.wait(), bytes(10**5), together.wait())) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
library = ctypes.CDLL(None)
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
library.fflush(None)
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


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives threads heaps of their own")
def test_threads_share_one_heap() -> None:
    done = subprocess.run([sys.executable, "-c", HEAPS], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.count("<heap nr=") == 1
