"""The sample world over real HTTP on loopback, and a small receiver for its alerts."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from caac.demo.council import WORLD, SampleFile, files
from caac.demo.dates import filled
from caac.demo.feeds import feeds

Answer = tuple[int, str, bytes]
#: What the sample world knows of the Secretary-General's reports, and as what it is served.
REPORTS = {"totals.csv": "text/csv", "listings.csv": "text/csv", "report.txt": "text/plain"}


class World:
    """What the loopback server answers; `round` is 1 until the demonstration moves on to 2."""

    def __init__(self, today: date) -> None:
        self.round = 1
        self.feeds = {feed.id: feed for feed in feeds(today)}
        self._files = files(today)
        self._reports = {name: filled((WORLD / name).read_text(encoding="utf-8"), today).encode() for name in REPORTS}

    def files(self) -> list[SampleFile]:
        """The files of the sample repository that exist by now."""
        return [file for file in self._files if file.round <= self.round]

    def answer(self, path: str) -> Answer:
        """Status, media type and body for a path."""
        if path == "/robots.txt":
            return 200, "text/plain", b"User-agent: *\nDisallow: /private/\n"
        if path == "/repository/tarball":
            return 200, "application/gzip", self._tarball()
        if path == "/repository/tree":
            return 200, "application/json", self._tree()
        if path.startswith("/repository/raw/"):
            wanted = unquote(path.removeprefix("/repository/raw/"))
            for file in self.files():
                if file.path == wanted:
                    return 200, "text/xml", file.body
        if (feed := self.feeds.get(path.removeprefix("/feeds/"))) is not None:
            return 200, feed.media_type, feed.bodies[self.round - 1]
        if (body := self._reports.get(name := path.removeprefix("/reports/"))) is not None:
            return 200, REPORTS[name], body
        if path == "/feeds/sample_down":
            return 503, "text/html", b"<html><body>Service unavailable</body></html>"
        if path == "/feeds/sample_guarded":
            return 202, "text/html", b""
        return 404, "text/plain", b"not here"

    def _tarball(self) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
            for file in self.files():
                member = tarfile.TarInfo(f"sample-repository/{file.path}")
                member.size = len(file.body)
                tar.addfile(member, io.BytesIO(file.body))
        return buffer.getvalue()

    def _tree(self) -> bytes:
        tree = [
            {"path": file.path, "type": "blob", "size": len(file.body), "sha": git_blob(file.body)}
            for file in self.files()
        ]
        return json.dumps({"sha": "sample", "tree": tree, "truncated": False}).encode()


def git_blob(body: bytes) -> str:
    """The name git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()


def _world_handler(world: World) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, media_type, body = world.answer(self.path.partition("?")[0])
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            if status == 200:
                self.send_header("ETag", etag)
            if status == 202:
                self.send_header("x-amzn-waf-action", "challenge")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the report says what was asked."""

    return Handler


def _receiver_handler(received: list[bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
            self.send_response(204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the report shows what arrived."""

    return Handler


@contextmanager
def _serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, name="sample-world", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_world(today: date) -> Iterator[tuple[World, str]]:
    """The world and the address it is served at, until the block ends."""
    world = World(today)
    with _serving(_world_handler(world)) as address:
        yield world, address


@contextmanager
def serve_receiver() -> Iterator[tuple[list[bytes], str]]:
    """A receiver of webhooks: the bodies that arrived so far, and its address."""
    received: list[bytes] = []
    with _serving(_receiver_handler(received)) as address:
        yield received, f"{address}/alerts"
