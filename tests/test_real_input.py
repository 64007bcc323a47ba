"""The main job on real captures: the United Nations' repository and the captured feeds, served over loopback HTTP."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import feedparser
import pytest

from crawlers.job import Settings
from db.archive.archive import Archive
from db.connect import open_writer
from db.store.store import Store
from reading import RULES_VERSION
from records.fetching import Source
from scheduler.rounds import crawl_sources

SETTINGS = Settings(contact="tests@caac-monitor.invalid", delay=0.0, retries=0)


@dataclass
class Web:
    """What the loopback server holds, and what it was asked."""

    pages: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    base: str = ""


@contextmanager
def serving(web: Web) -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(self.path)
            body = web.pages.get(path)
            status = 200 if body is not None else 404
            body = body or b""
            etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            web.asked.append((path, status))
            self.send_response(status)
            if status != 404:
                self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    web.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def repository(shared: Path) -> dict[str, bytes]:
    """The English resolutions under the paths they have in the real repository."""
    folder = shared / "unsc" / "akn4un"
    with (folder / "source_files.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lang"] == "en"]
    found = {}
    names = {path.name.split("_")[2]: path for path in (folder / "en").glob("*.gz")}
    for row in rows:
        found[row["source_path"]] = gzip.decompress(names[row["number"]].read_bytes())
    return found


def tarball(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as tar:
        for path, body in files.items():
            member = tarfile.TarInfo(f"SCresolutions-main/{path}")
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
    return buffer.getvalue()


def tree(files: dict[str, bytes]) -> bytes:
    blobs = [
        {
            "path": path,
            "type": "blob",
            "sha": hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest(),
        }
        for path, body in files.items()
    ]
    return json.dumps({"tree": blobs, "truncated": False}).encode()


def council(base: str) -> Source:
    options = {
        "tarball": f"{base}/tarball",
        "tree": f"{base}/tree",
        "raw": f"{base}/raw/",
    }
    return Source("unxml", "UN", "UN", "akoma_ntoso", f"{base}/tree", options=options)


def feed_sources(base: str, names: list[str], each: int = 4) -> dict[str, list[str]]:
    """Source id -> the names of its feeds: several feeds a source, so that few child processes are started."""
    return {f"feeds_{n // each}": names[n : n + each] for n in range(0, len(names), each)}


def feed(base: str, name: str, feeds: list[str]) -> Source:
    first, *more = (f"{base}/feeds/{quote(f)}" for f in feeds)
    return Source(name, name, name, "feed", first, options={"more": " ".join(more)})


def now() -> datetime:
    return datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def captured(shared: Path) -> dict[str, bytes]:
    folder = shared / "news" / "feeds"
    paths = [p for sub in ("news-2026-02-18", "un-reliefweb") for p in sorted((folder / sub).iterdir()) if p.is_file()]
    return {p.name: p.read_bytes() for p in paths if p.suffix not in (".csv", ".md")}


def count(store_db: object, sql: str) -> int:
    return int(next(iter(store_db.execute(sql)))[0])  # type: ignore[attr-defined]


def test_every_resolution_is_stored_and_a_second_round_asks_only_for_what_is_new(shared: Path, tmp_path: Path) -> None:
    files = repository(shared)
    assert len(files) == 1310
    held_back = sorted(files)[-1]
    first = {path: body for path, body in files.items() if path != held_back}
    web = Web({"/tarball": tarball(first), "/tree": tree(files)})
    web.pages |= {f"/raw/{path}": body for path, body in files.items()}
    db = open_writer(tmp_path / "caac.db")
    store, archive = Store(db, RULES_VERSION), Archive(tmp_path / "archive")
    with serving(web):
        source = council(web.base)
        (report,) = crawl_sources(store, archive, [source], SETTINGS, now)
        assert (report.outcome, report.new, report.rejected) == ("ok", 1309, 0)
        web.asked.clear()
        (report,) = crawl_sources(store, archive, [source], SETTINGS, now)
        assert (report.outcome, report.new, report.changed) == ("ok", 1, 0)
        assert [path for path, _ in web.asked if path.startswith("/raw/")] == [f"/raw/{held_back}"]
        (report,) = crawl_sources(store, archive, [source], SETTINGS, now)
        assert (report.outcome, report.items) == ("unchanged", 0)
    assert count(db, "select count(*) from resolutions") == 1310
    assert count(db, "select count(*) from paragraphs where lang = 'en'") > 48_000
    db.close()


def test_every_feed_item_is_stored_and_one_edit_is_reported_as_one(captured: dict[str, bytes], tmp_path: Path) -> None:
    web = Web({f"/feeds/{name}": body for name, body in captured.items()})
    db = open_writer(tmp_path / "caac.db")
    store, archive = Store(db, RULES_VERSION), Archive(tmp_path / "archive")
    with serving(web):
        feeds = feed_sources(web.base, sorted(captured))
        sources = [feed(web.base, name, names) for name, names in feeds.items()]
        for report in crawl_sources(store, archive, sources, SETTINGS, now):
            assert report.outcome == "ok", report.reason
            assert report.items == sum(len(feedparser.parse(captured[n]).entries) for n in feeds[report.source])
        web.asked.clear()
        second = list(crawl_sources(store, archive, sources, SETTINGS, now))
        assert {r.outcome for r in second} == {"unchanged"}
        assert {status for path, status in web.asked if path.startswith("/feeds/")} == {304}
        name = "un-news-europe-2022-04-01.xml"
        title = feedparser.parse(captured[name]).entries[0].title
        web.pages[f"/feeds/{name}"] = captured[name].decode("utf-8").replace(title, "An edited title", 1).encode()
        edited = [source for source in sources if name in feeds[source.id]]
        (third,) = crawl_sources(store, archive, edited, SETTINGS, now)
        assert (third.outcome, third.new, third.changed) == ("ok", 0, 1)
    assert count(db, "select count(*) from versions where kind = 'news'") == 1
    assert count(db, "select count(*) from news where published is null") < 0.1 * count(db, "select count(*) from news")
    db.close()
