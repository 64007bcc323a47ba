"""What stands before every page: security headers, a rate limit for heavy pages, and odd requests made plain.

Our own pages get a Content-Security-Policy without any inline script or style. Datasette's own pages (`/caac`, `/-/`)
hold a few fixed inline scripts, which are named by their hashes, and inline styles, which are allowed there alone.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]

OURS = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
}
_INLINE = re.compile(r"<script>(.*?)</script>", re.S)
_HEAVY = re.compile(r"^/(search|agreed-language|compare|caac)\b")


def script_hashes(templates: Path) -> list[str]:
    """CSP hashes of the fixed inline scripts in Datasette's templates (and of the one that says true or false)."""
    found = set()
    for path in templates.glob("*.html"):
        for script in _INLINE.findall(path.read_text(encoding="utf-8")):
            for value in ("true", "false"):
                found.add(re.sub(r"\{\{ datasette_allow_facet \}\}", value, script))
    digests = (hashlib.sha256(script.encode()).digest() for script in found if "{{" not in script)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def datasette_policy(templates: Path) -> str:
    """The Content-Security-Policy of Datasette's own pages."""
    scripts = " ".join(script_hashes(templates))
    return (
        f"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' {scripts}; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@dataclass(slots=True)
class Buckets:
    """A token bucket per network: `burst` at once, then `per_minute`; the oldest networks are forgotten."""

    per_minute: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    most: int = 10_000
    _held: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, client: str) -> bool:
        """Whether `client` may ask once more. The machine itself may always: its proxy names the real client."""
        try:
            address = ipaddress.ip_address(client)
        except ValueError:
            return True
        if address.is_loopback:
            return True
        name = str(ipaddress.ip_network(f"{client}/64", strict=False)) if address.version == 6 else client
        now = self.clock()
        left, at = self._held.pop(name, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.per_minute / 60)
        self._held[name] = (left - 1 if left >= 1 else left, now)
        while len(self._held) > self.most:
            self._held.popitem(last=False)
        return left >= 1


def plain_scope(scope: Scope) -> Scope:
    """The request with its path in ASCII and without cookies: the site has no accounts, so they mean nothing here."""
    headers = [(k, v) for k, v in scope.get("headers", []) if k.lower() != b"cookie"]
    raw = scope.get("raw_path") or scope["path"].encode()
    return {**scope, "headers": headers, "raw_path": quote(raw, safe="/%:@!$&'()*+,;=~-._?[]|\"<>^`{}\\").encode()}


def guard(app: App, policy: str, buckets: Buckets) -> App:
    """`app` with headers on every answer, GET and HEAD alone, and heavy pages limited."""

    async def guarded(scope: Scope, receive: Any, send: Send) -> None:  # noqa: ANN401 - the ASGI interface
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = scope["path"]
        theirs = path.startswith("/caac") or path.startswith("/-/")

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                named = {**ALWAYS, "content-security-policy": policy if theirs else OURS}
                kept = [(k, v) for k, v in message.get("headers", []) if k.decode().lower() not in named]
                message = {**message, "headers": kept + [(k.encode(), v.encode()) for k, v in named.items()]}
            await send(message)

        if scope["method"] not in {"GET", "HEAD"}:
            await _short(with_headers, 405, "This site only answers GET.", allow="GET, HEAD")
        elif _HEAVY.match(path) and not buckets.take((scope.get("client") or ("", 0))[0]):
            reason = "Too many heavy pages in a short time from this address; wait a minute and try again."
            await _short(with_headers, 429, reason, **{"retry-after": "60"})
        else:
            await app(plain_scope(scope), receive, with_headers)

    return guarded


async def _short(send: Send, status: int, text: str, **headers: str) -> None:
    named = {"content-type": "text/plain; charset=utf-8", **headers}
    fields = [(k.encode(), v.encode()) for k, v in named.items()]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": text.encode()})
