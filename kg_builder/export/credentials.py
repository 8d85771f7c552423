"""Who we are to a server: user and password or a token, from the environment or a netrc file, never from the command.

KG_BUILDER_PUSH_TOKEN is a bearer token; KG_BUILDER_PUSH_USER and KG_BUILDER_PUSH_PASSWORD go with Basic or Digest, as
the server asks. Without them, the netrc file (NETRC, else ~/.netrc) is asked for the host.
"""

import base64
import hashlib
import netrc
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import parse_http_list, parse_keqv_list

TOKEN, USER, PASSWORD = "KG_BUILDER_PUSH_TOKEN", "KG_BUILDER_PUSH_USER", "KG_BUILDER_PUSH_PASSWORD"
HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Credentials:
    """A token, or a user and a password; their values do not show when printed."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


def find_credentials(host: str, environment: Mapping[str, str]) -> Credentials:
    """The credentials for a host; empty where there are none. Raises ValueError where a netrc file is broken."""
    if environment.get(TOKEN):
        return Credentials(token=environment[TOKEN])
    if environment.get(USER):
        return Credentials(environment[USER], environment.get(PASSWORD, ""))
    path = Path(environment.get("NETRC") or Path(environment.get("HOME", "~")).expanduser() / ".netrc")
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except FileNotFoundError:
        return Credentials()
    except netrc.NetrcParseError as error:
        raise ValueError(f"{path}:{error.lineno}: not a netrc file") from error
    return Credentials() if found is None else Credentials(found[0], found[2] or "")


class Authorization:
    """The Authorization header of each request, after what the server asks for.

    The first request goes without user and password: some servers challenge only those who come without (seen with
    Virtuoso 7.2), and one that asks for Digest should not be shown the password.
    """

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self.challenge: dict[str, str] = {}
        self.basic = False
        self.count = 0

    def header(self, method: str, target: str) -> dict[str, str]:
        """The header for a request; empty where there are no credentials, or the server has not asked for them."""
        one = self.credentials
        if one.token:
            return {"Authorization": f"Bearer {one.token}"}
        if self.challenge:
            return {"Authorization": self.digest(method, target)}
        if self.basic:
            pair = base64.b64encode(f"{one.user}:{one.password}".encode()).decode("ascii")
            return {"Authorization": f"Basic {pair}"}
        return {}

    def challenged(self, header: str) -> bool:
        """Takes a refusal with the server's challenge (WWW-Authenticate); whether a further try makes sense."""
        if not self.credentials.user or self.credentials.token:
            return False
        kind, _, rest = header.strip().partition(" ")
        if kind.lower() != "digest":
            before, self.basic = self.basic or bool(self.challenge), True
            return not before
        asked = parse_keqv_list(parse_http_list(rest))
        if asked.get("algorithm", "MD5").upper() not in HASHES or "nonce" not in asked:
            return False
        # A challenge to our answer means that user or password are wrong, unless only the nonce had grown old.
        fresh = not self.challenge or asked.get("stale", "").lower() == "true"
        self.challenge, self.count = asked, 0
        return fresh

    def digest(self, method: str, target: str) -> str:
        """The header of RFC 7616, for the challenge taken."""
        asked, one = self.challenge, self.credentials
        algorithm = asked.get("algorithm", "MD5").upper()

        def hashed(text: str) -> str:
            return HASHES[algorithm](text.encode()).hexdigest()

        realm, nonce = asked.get("realm", ""), asked["nonce"]
        secret, what = hashed(f"{one.user}:{realm}:{one.password}"), hashed(f"{method}:{target}")
        # In this order, with these marks of quotation: some servers take no other (seen with Virtuoso 7.2).
        parts = [
            f'username="{escaped(one.user)}"',
            f'realm="{escaped(realm)}"',
            f'nonce="{escaped(nonce)}"',
            f'uri="{escaped(target)}"',
        ]
        if "auth" in [part.strip() for part in asked.get("qop", "").split(",")]:
            self.count += 1
            number, own = f"{self.count:08x}", secrets.token_hex(8)
            response = hashed(f"{secret}:{nonce}:{number}:{own}:auth:{what}")
            parts += [f'cnonce="{own}"', f"nc={number}", "qop=auth"]
        else:
            response = hashed(f"{secret}:{nonce}:{what}")
        parts.append(f'response="{response}"')
        if "opaque" in asked:
            parts.append(f'opaque="{escaped(asked["opaque"])}"')
        if "algorithm" in asked:
            parts.append(f"algorithm={asked['algorithm']}")
        return "Digest " + ", ".join(parts)


def escaped(value: str) -> str:
    """A value between the quotation marks of a header."""
    return value.replace("\\", "\\\\").replace('"', '\\"')
