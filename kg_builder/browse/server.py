"""`kg-builder serve`: the whole store in the browser."""

import contextlib
import ctypes
import socket
from collections.abc import Callable
from pathlib import Path

from kg_builder.browse.answers import Limits

M_ARENA_MAX = -8
"""The number of the setting in glibc's malloc.h."""


def serve(
    store: Path,
    host: str = "127.0.0.1",
    port: int = 8765,
    limits: Limits | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serves a store until interrupted.

    ready: called with the address once the index stands. limits: of the SPARQL endpoint. Raises StoreError where the
    store cannot be opened, OSError where the port is taken, ImportError where the extra `serve` is not installed.
    """
    import uvicorn

    from kg_builder.browse.library import Library
    from kg_builder.browse.web import make_app

    one_arena()
    # Taken before the index is built: who has to choose another port should not wait for that.
    with _listener(host, port) as listener:
        library = Library(store)
        app = make_app(library, limits, hosts=(host,) if host not in ("0.0.0.0", "::") else ("*",))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        try:
            if ready is not None:
                name = f"[{host}]" if ":" in host else host
                ready(f"http://{name}:{listener.getsockname()[1]}/")
            # Interrupting is how a server is ended, no fault.
            with contextlib.suppress(KeyboardInterrupt):
                server.run(sockets=[listener])
        finally:
            app.state.site.endpoint.close()
            library.close()


def one_arena() -> bool:
    """Has all threads take memory from one heap; False where the C library is not glibc.

    By itself each thread has a heap of its own that keeps what its largest answer once needed: memory would grow with
    the number of requests until every thread has given every kind of answer (mallopt(3)).
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1))
    except (AttributeError, OSError, TypeError):
        return False


def _listener(host: str, port: int) -> socket.socket:
    """A socket at the address, where early callers wait; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener
