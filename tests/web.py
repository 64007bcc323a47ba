"""A small web server on loopback for tests of everything that asks over HTTP: scripted answers, recorded requests.

    with Web() as web:
        web["/feed"] = Page("<rss>...", etag='"1"')
        ask(web.url("/feed"))
        assert web.asked[-1].headers["if-none-match"] == '"1"'

Several pages at one path are served one after the other, and the last one stays.
"""

from __future__ import annotations

import gzip
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType


@dataclass(frozen=True)
class Page:
    """One scripted answer. With `etag` or `modified` a matching conditional request is answered 304."""

    body: bytes | str = b""
    status: int = 200
    type: str = "application/xml"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""
    #: Send only so many bytes of the announced length and hang up.
    cut: int | None = None
    chunked: bool = False
    #: Seconds before the answer.
    delay: float = 0.0
    #: Hang up without a word.
    silent: bool = False

    @property
    def bytes(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Asked:
    """A request as it came; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


def zipped(body: bytes | str, **more: object) -> Page:
    """`body` sent with Content-Encoding gzip."""
    raw = body.encode() if isinstance(body, str) else body
    return Page(gzip.compress(raw), headers={"Content-Encoding": "gzip"}, **more)  # type: ignore[arg-type]


def moved(to: str, status: int = 302) -> Page:
    """A redirect."""
    return Page(status=status, headers={"Location": to})


class Web:
    """The server; a path without a page is 404, and so is robots.txt unless it is set.

    `certificate` is a PEM file with key and certificate: it then speaks TLS.
    """

    def __init__(self, host: str = "127.0.0.1", certificate: Path | None = None) -> None:
        self.asked: list[Asked] = []
        self._pages: dict[str, list[Page]] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        web = self

        class Handler(_Handler):
            owner = web

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self._scheme = "https" if certificate else "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Web:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def base(self) -> str:
        """Address of the server, without a slash at the end."""
        host, port = self._server.server_address[:2]
        return f"{self._scheme}://{host!s}:{port}"

    def url(self, path: str) -> str:
        return self.base + path

    def __setitem__(self, path: str, page: Page | str | bytes | Sequence[Page]) -> None:
        if isinstance(page, str | bytes):
            page = Page(page)
        self._pages[path] = [page] if isinstance(page, Page) else list(page)

    def paths(self) -> list[str]:
        """Paths asked for, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def forget(self) -> None:
        """Start recording anew."""
        self.asked.clear()

    def _page(self, path: str) -> Page:
        with self._lock:
            pages = self._pages.get(path) or self._pages.get(path.partition("?")[0])
            if not pages:
                return Page("no such page", 404, "text/plain")
            return pages.pop(0) if len(pages) > 1 else pages[0]

    def wait(self, seconds: float) -> None:
        """A delay that ends at once when the server is closed."""
        self._stop.wait(seconds)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: Web

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.owner.asked.append(Asked(self.command, self.path, headers, self.rfile.read(length)))
        page = self.owner._page(self.path)
        if page.delay:
            self.owner.wait(page.delay)
        if page.silent:
            self.close_connection = True
            return
        try:
            self._answer(page, headers)
        except OSError:
            self.close_connection = True  # the client has hung up, as tests of limits make it do

    do_POST = do_PUT = do_GET

    def _answer(self, page: Page, headers: dict[str, str]) -> None:
        known = (page.etag and headers.get("if-none-match") == page.etag) or (
            page.modified and headers.get("if-modified-since") == page.modified
        )
        body = b"" if known else page.bytes
        self.send_response(304 if known else page.status)
        if body:
            self.send_header("Content-Type", page.type)
        for name, value in {"ETag": page.etag, "Last-Modified": page.modified, **page.headers}.items():
            if value:
                self.send_header(name, value)
        if page.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif not known:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        sent = body if page.cut is None else body[: page.cut]
        if page.chunked:
            for start in range(0, len(sent), 8192):
                piece = sent[start : start + 8192]
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            if page.cut is None:
                self.wfile.write(b"0\r\n\r\n")
        else:
            self.wfile.write(sent)
        if page.cut is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
