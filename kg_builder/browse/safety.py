"""What keeps strangers' words from acting in the page: links, data in a script element, the security policy."""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit


def safe_link(url: str | None) -> str:
    """The address if it is an absolute http or https one without control characters, else ''."""
    if not url or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname else ""


def script_json(value: Any) -> str:
    """JSON that can stand inside a script element: no '<', '>', '&' or line separators, no lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return "".join(f"\\u{ord(c):04x}" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text) if _broken(text) else text


def _broken(text: str) -> bool:
    """Whether the text has lone surrogates, which no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def digest(content: str) -> str:
    """The source expression that allows exactly this inline script or style."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy under which only these scripts and styles run and nothing is loaded."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(digest(one) for one in scripts),
            "style-src " + " ".join(digest(one) for one in styles),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )
