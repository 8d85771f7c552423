"""Requests to one server: kept open, authorised, tried again when it is busy or away."""

import email.utils
import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg_builder.export.credentials import Authorization, Credentials

BUSY = frozenset((429, 500, 502, 503, 504))
LONGEST_WAIT = 120.0
"""Seconds; what a server asks for beyond that is not waited for at once but in steps."""


class PushError(Exception):
    """A server cannot be used as asked; the message never holds credentials."""


class RefusedError(PushError):
    """The server does not let us in."""


class UnreachableError(PushError):
    """The server did not answer, or stayed busy, through all tries."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and the beginning of the body."""

    status: int
    reason: str
    body: str

    @property
    def ok(self) -> bool:
        """Whether the server did what was asked."""
        return 200 <= self.status < 300

    def __str__(self) -> str:
        text = " ".join(self.body.split())[:300]
        return f"{self.status} {self.reason}" + (f": {text}" if text else "")


class Endpoint:
    """A server's address. Requests go over one connection, which is opened again where it broke."""

    def __init__(
        self,
        url: str,
        credentials: Credentials | None = None,
        attempts: int = 6,
        timeout: float = 120.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises PushError where the URL is not http(s) or holds user and password, which would be seen in logs."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PushError(f"{parts.scheme or url}: not an http(s) address")
        if parts.username is not None:
            raise PushError("leave user and password out of the address; give them in the environment or a netrc file")
        self.url, self.parts = url, parts
        self.target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.authorization = Authorization(credentials or Credentials())
        self.attempts, self.timeout, self.sleep = attempts, timeout, sleep
        self.connection: http.client.HTTPConnection | None = None
        self.requests = self.retries = self.sent = 0

    def request(self, method: str, query: str, body: bytes, content_type: str) -> Answer:
        """One request, tried again with growing pauses while the server is busy or away.

        query: what is added to the address's query. Raises RefusedError on 401 and 403, UnreachableError when the tries
        are used up.
        """
        target = self.target + (("&" if self.parts.query else "?") + query if query else "")
        last = ""
        for attempt in range(self.attempts):
            if attempt:
                self.retries += 1
            try:
                answer, wait = self.once(method, target, body, content_type)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                last, wait = f"{type(error).__name__}: {error}", None
            else:
                if answer.status in (401, 403):
                    raise RefusedError(f"{self.url} refuses: {answer}")
                if answer.status not in BUSY:
                    return answer
                last = str(answer)
            if attempt + 1 < self.attempts:
                self.sleep(min(LONGEST_WAIT, 0.5 * 2**attempt if wait is None else wait))
        raise UnreachableError(f"{self.url}: no success in {self.attempts} tries; last: {last}")

    def once(self, method: str, target: str, body: bytes, content_type: str) -> tuple[Answer, float | None]:
        """One exchange, two where the server challenges first; and the pause that the server asks for, in seconds."""
        while True:
            response = self.exchange(method, target, body, content_type)
            text = response.read(4096).decode("utf-8", "replace")
            response.read()
            challenge = response.getheader("WWW-Authenticate", "")
            if response.status in (401, 403) and self.authorization.challenged(challenge):
                continue
            return Answer(response.status, response.reason, text), pause(response.getheader("Retry-After"))

    def exchange(self, method: str, target: str, body: bytes, content_type: str) -> http.client.HTTPResponse:
        """Sends a request; a connection that the server had closed meanwhile is opened again once."""
        headers = {"Accept": "*/*", "User-Agent": "kg_builder"} | self.authorization.header(method, target)
        if body or method in ("PUT", "POST"):
            headers["Content-Type"] = content_type
        self.requests += 1
        self.sent += len(body)
        reused = self.connection is not None
        try:
            return self.send(method, target, body, headers)
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            self.close()
            if not reused:
                raise
            return self.send(method, target, body, headers)

    def send(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> http.client.HTTPResponse:
        """One request over the connection."""
        if self.connection is None:
            kind = http.client.HTTPSConnection if self.parts.scheme == "https" else http.client.HTTPConnection
            self.connection = kind(self.parts.hostname or "", self.parts.port, timeout=self.timeout)
        self.connection.request(method, target, body=body, headers=headers)
        return self.connection.getresponse()

    def close(self) -> None:
        """Closes the connection; the next request opens another."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def pause(retry_after: str | None) -> float | None:
    """The seconds that a Retry-After header asks for; None where there is none."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())
