"""`kg-builder serve`: the whole store in the browser."""

from collections.abc import Callable
from pathlib import Path

from kg_builder.browse.answers import Limits


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

    library = Library(store)
    app = make_app(library, limits, hosts=(host,) if host not in ("0.0.0.0", "::") else ("*",))
    try:
        if ready is not None:
            ready(f"http://{host}:{port}/")
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    finally:
        app.state.site.endpoint.close()
        library.close()
