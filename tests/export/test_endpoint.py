"""Credentials, retries and reports of push, against an HTTP server that behaves as told."""

import base64
import hashlib
import threading
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg_builder.export.credentials import Credentials, find_credentials
from kg_builder.export.endpoint import Endpoint, PushError, RefusedError, UnreachableError
from kg_builder.export.push import notes_path, protocol_of, push
from kg_builder.graph.store import Store
from tests.graph.readings import small_world

Reply = tuple[int, dict[str, str]]
SECRET = 'geheim:/@ "ü'


class Scripted:
    """A server whose answers a function decides; it remembers method, path, headers and body of each request."""

    def __init__(self, decide: Callable[[BaseHTTPRequestHandler, int], Reply]) -> None:
        self.seen: list[tuple[str, str, bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.seen.append((self.command, self.path, body))
                status, headers = decide(self, len(outer.seen))
                if status == 0:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_PUT = do_POST = do_DELETE = answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/store"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def scripted() -> Iterator[Callable[[Callable[[BaseHTTPRequestHandler, int], Reply]], Scripted]]:
    """Makes servers, and ends them."""
    made: list[Scripted] = []

    def make(decide: Callable[[BaseHTTPRequestHandler, int], Reply]) -> Scripted:
        made.append(Scripted(decide))
        return made[-1]

    yield make
    for one in made:
        one.server.shutdown()
        one.server.server_close()


Make = Callable[[Callable[[BaseHTTPRequestHandler, int], Reply]], Scripted]


def sent(endpoint: Endpoint) -> int:
    """The status of one request."""
    status = endpoint.request("PUT", "graph=x%3Ag", b"<x:s> <x:p> <x:o> .\n", "application/n-triples").status
    endpoint.close()
    return status


def test_a_token_goes_with_every_request(scripted: Make) -> None:
    server = scripted(lambda one, _: (204 if one.headers["Authorization"] == "Bearer t0k" else 401, {}))
    assert sent(Endpoint(server.url, Credentials(token="t0k"))) == 204
    assert len(server.seen) == 1
    with pytest.raises(RefusedError, match="401"):
        sent(Endpoint(server.url, Credentials(token="other")))


def test_basic(scripted: Make) -> None:
    right = "Basic " + base64.b64encode(f"ada:{SECRET}".encode()).decode()

    def decide(one: BaseHTTPRequestHandler, _: int) -> Reply:
        return (204, {}) if one.headers["Authorization"] == right else (401, {"WWW-Authenticate": 'Basic realm="x"'})

    server = scripted(decide)
    assert sent(Endpoint(server.url, Credentials("ada", SECRET))) == 204
    assert [body for _, _, body in server.seen] == [b"<x:s> <x:p> <x:o> .\n"] * 2
    with pytest.raises(RefusedError):
        sent(Endpoint(server.url, Credentials("ada", "wrong")))
    with pytest.raises(RefusedError):
        sent(Endpoint(server.url))


@pytest.mark.parametrize(("algorithm", "hashed"), [("MD5", hashlib.md5), ("SHA-256", hashlib.sha256)])
def test_digest_as_the_standard_library_checks_it(
    scripted: Make, algorithm: str, hashed: Callable[[bytes], "hashlib._Hash"]
) -> None:
    nonces = ["first", "second"]

    def digest(*parts: str) -> str:
        return hashed(":".join(parts).encode()).hexdigest()

    def decide(one: BaseHTTPRequestHandler, number: int) -> Reply:
        nonce = nonces[number > 3]
        header = one.headers["Authorization"] or ""
        given = urllib.request.parse_keqv_list(urllib.request.parse_http_list(header.partition(" ")[2]))
        stale = "true" if given.get("nonce") in nonces else "false"
        challenge = f'Digest realm="a, \\"b\\"", nonce="{nonce}", qop="auth", algorithm={algorithm}, stale={stale}'
        if given.get("nonce") != nonce:
            return 401, {"WWW-Authenticate": challenge}
        first = digest("ada", given["realm"].replace("\\", ""), SECRET)
        rest = (given["nonce"], given["nc"], given["cnonce"], "auth", digest(one.command, one.path))
        assert given["uri"] == one.path
        return (204 if digest(first, *rest) == given["response"] else 403), {}

    server = scripted(decide)
    endpoint = Endpoint(server.url, Credentials("ada", SECRET))
    query = "graph=x%3Ag"
    answers = [endpoint.request("PUT", query, b"", "text/plain").status for _ in range(4)]
    endpoint.close()
    assert answers == [204] * 4
    # The first request and the first after the change of nonce are challenged.
    assert len(server.seen) == 6


def test_busy_servers_are_asked_again_after_the_pause_they_want(scripted: Make) -> None:
    replies: list[Reply] = [(429, {"Retry-After": "7"}), (503, {}), (500, {}), (0, {}), (200, {})]
    server = scripted(lambda _, number: replies[number - 1])
    pauses: list[float] = []
    endpoint = Endpoint(server.url, sleep=pauses.append)
    assert sent(endpoint) == 200
    assert pauses[0] == 7
    assert pauses[1:] == sorted(pauses[1:])
    # The connection that broke was an old one: it is opened again at once.
    assert (endpoint.retries, len(server.seen)) == (3, 5)


def test_an_end_to_patience(scripted: Make) -> None:
    server = scripted(lambda *_: (503, {}))
    endpoint = Endpoint(server.url, attempts=3, sleep=lambda _: None)
    with pytest.raises(UnreachableError, match=r"3 tries.*503"):
        sent(endpoint)
    assert len(server.seen) == 3
    with pytest.raises(UnreachableError, match="ConnectionRefused"):
        sent(Endpoint("http://127.0.0.1:1/store", attempts=2, sleep=lambda _: None))


def test_addresses_that_cannot_be_used() -> None:
    with pytest.raises(PushError, match="http"):
        Endpoint("ftp://example.org/store")
    with pytest.raises(PushError, match="environment") as caught:
        Endpoint("https://ada:geheim@example.org/store")
    assert "geheim" not in str(caught.value)


def test_what_is_refused_is_reported_and_the_rest_is_sent(scripted: Make, tmp_path: Path) -> None:
    server = scripted(lambda one, _: (400 if "zwei" in one.path else 204, {}))
    with Store.open(tmp_path / "s", write=True) as store:
        store.put_all((one, "1") for one in small_world())
        report = push(store, Endpoint(server.url, Credentials("ada", SECRET)), tmp_path / "notes")
        assert (report.sent, len(report.failed), report.complete) == (4, 1, False)
        assert "refused: https://w3id.org/kg-builder/article/zwei.jsonl%232: 400" in str(report)
        again = push(store, Endpoint(server.url), tmp_path / "notes")
        assert (again.sent, again.unchanged, len(again.failed)) == (0, 4, 1)


def test_credentials_show_nowhere(scripted: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    server = scripted(lambda *_: (401, {"WWW-Authenticate": 'Basic realm="x"'}))
    credentials = Credentials("ada", "s3cr3t-word")
    with Store.open(tmp_path / "s", write=True) as store:
        report = push(store, Endpoint(server.url, credentials), tmp_path / "notes")
    encoded = base64.b64encode(b"ada:s3cr3t-word").decode()
    assert "refuses" in report.stopped
    for text in (str(report), repr(report), repr(credentials), caplog.text):
        assert "s3cr3t" not in text
        assert encoded not in text


def test_a_graph_under_way_is_sent_again_after_a_crash(scripted: Make, tmp_path: Path) -> None:
    """Whatever happened to a request without an answer, the next push does not believe the notes of before."""
    down = [False]
    server = scripted(lambda one, _: (503 if down[0] and "zwei" in one.path else 204, {}))
    first, second, third = small_world()
    with Store.open(tmp_path / "s", write=True) as store:
        store.put_all((one, "1") for one in (first, second, third))
        assert push(store, Endpoint(server.url), tmp_path / "notes").complete
        store.put(type(second)(second.article, (), second.statements[:1]), "2")
        down[0] = True
        cut = push(store, Endpoint(server.url, attempts=2, sleep=lambda _: None), tmp_path / "notes")
        assert "503" in cut.stopped
        store.put(second, "1")
        down[0] = False
        before = len(server.seen)
        assert push(store, Endpoint(server.url), tmp_path / "notes").complete
    assert any("zwei" in path for _, path, _ in server.seen[before:])


def test_credentials_from_environment_and_netrc(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine example.org login ada password geheim\n")
    assert find_credentials("example.org", {"NETRC": str(path)}) == Credentials("ada", "geheim")
    assert not find_credentials("example.com", {"NETRC": str(path)})
    environment = {"NETRC": str(path), "KG_BUILDER_PUSH_USER": "bob", "KG_BUILDER_PUSH_PASSWORD": "p"}
    assert find_credentials("example.org", environment) == Credentials("bob", "p")
    assert find_credentials("example.org", environment | {"KG_BUILDER_PUSH_TOKEN": "t"}) == Credentials(token="t")
    assert not find_credentials("example.org", {"HOME": str(tmp_path / "nobody")})
    path.write_text("machine\n\nexample.org nonsense")
    with pytest.raises(ValueError, match="not a netrc file"):
        find_credentials("example.org", {"NETRC": str(path)})


def test_protocols_by_address() -> None:
    for url in ("http://x/store", "http://x/sparql-graph-crud-auth", "http://x/rdf-graphs/service", "http://x/ds/data"):
        assert protocol_of(url) == "gsp"
    for url in ("http://x/update", "http://x/sparql", "http://x/sparql-auth/", "http://x/repositories/r/statements"):
        assert protocol_of(url) == "update"
    assert notes_path(Path("s"), "http://x/a") != notes_path(Path("s"), "http://x/b")
