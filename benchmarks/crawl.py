"""Figures of the crawling side, on loopback: `python -m benchmarks.crawl`. Prints; asserts nothing.

Feeds are those of the real captures where these lie beside the checkout, else invented ones.
"""

from __future__ import annotations

import io
import os
import resource
import tarfile
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path

from crawlers import spool
from crawlers.bulk import unpack
from crawlers.feeds import read_feed
from crawlers.job import Job, Settings, run_child
from crawlers.kinds import Held
from records.fetching import Document, Source, Validators
from tests.conftest import SHARED
from tests.web import Page, Web

SETTINGS = Settings(contact="benchmark", delay=0, retries=0)
CHILDREN = 2
TARBALL_BYTES = 150_000_000


def feeds() -> list[bytes]:
    folder = SHARED / "news" / "feeds"
    if folder.is_dir():
        return [p.read_bytes() for sub in ("news-2026-02-18", "un-reliefweb") for p in sorted((folder / sub).iterdir())]
    items = "".join(f"<item><title>Sample {n}</title><link>https://x.invalid/{n}</link></item>" for n in range(50))
    return [f"<rss version='2.0'><channel>{items}</channel></rss>".encode()] * 28


def source(*urls: str, kind: str = "feed", **options: str) -> Source:
    return Source("sample", "Sample", "Sample", kind, urls[0], options={"more": " ".join(urls[1:]), **options})


def crawl(job: Job) -> list[Document]:
    ended = run_child(job, 300)
    if not ended.ok:
        raise SystemExit(ended.reason)
    return [document for _, document in spool.read(job.spool) if document]


def peak(who: int) -> int:
    """Peak memory in MB (Linux counts in kB)."""
    return resource.getrusage(who).ru_maxrss // 1024


def many_children(folder: Path, bodies: list[bytes]) -> None:
    """One child per feed, as the scheduler does it; then the same with validators."""
    with Web() as web, ThreadPoolExecutor(CHILDREN) as pool:
        for number, body in enumerate(bodies):
            web[f"/{number}"] = Page(body, etag=f'"{number}"')
        held = Held()
        for turn in ("first", "second"):
            jobs = [Job(source(web.url(f"/{n}")), held, folder / f"{turn}-{n}", SETTINGS) for n in range(len(bodies))]
            begun = time.perf_counter()
            found = list(pool.map(crawl, jobs))
            took = time.perf_counter() - begun
            print(f"{turn} round, one child per feed, {CHILDREN} at a time: {len(jobs)} feeds in {took:.1f} s "
                  f"= {len(jobs) / took * 60:.0f} feeds/min; bodies {sum(map(len, found))}")  # fmt: skip
            fetches = [fetch for job in jobs for fetch, _ in spool.read(job.spool)]
            held = Held({f.url: Validators(f.etag, f.last_modified, f.sha256) for f in fetches})


def one_child(folder: Path, bodies: list[bytes]) -> list[Document]:
    """All feeds in one child: what a request costs beside the start of a process."""
    with Web() as web:
        for number, body in enumerate(bodies):
            web[f"/{number}"] = body
        begun = time.perf_counter()
        crawl(Job(source(web.url("/0")), Held(), folder / "start", SETTINGS))
        start = time.perf_counter() - begun
        begun = time.perf_counter()
        documents = crawl(
            Job(source(*(web.url(f"/{n}") for n in range(len(bodies)))), Held(), folder / "all", SETTINGS)
        )
        took = time.perf_counter() - begun
    print(f"one child: {start:.2f} s for one feed, {took:.2f} s for {len(bodies)}")
    return documents


def parsing(documents: list[Document]) -> None:
    feed = source("https://x.invalid/")
    begun = time.perf_counter()
    items = sum(1 for document in documents for _ in read_feed(feed, document))
    took = time.perf_counter() - begun
    print(f"parsing: {items} items in {took:.2f} s = {took / max(items, 1) * 1000:.2f} ms an item")


def tarball() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as tar:
        for number in range(TARBALL_BYTES // 100_000):
            member = tarfile.TarInfo(f"x/2026/English/{number}.xml")
            member.size = 100_000
            tar.addfile(member, io.BytesIO(os.urandom(100_000)))
    return out.getvalue()


def serve_tarball(told: Connection) -> None:
    with Web() as web:
        web["/tar"] = Page(tarball(), type="application/gzip")
        told.send(web.url("/tar"))
        told.recv()


def large_tarball(folder: Path) -> None:
    """A first load: peak memory of the child that fetches, and of this process while it unpacks.

    The server is a process of its own: Linux counts in a child's peak what its parent held when it began.
    """
    ours, theirs = Pipe()
    server = Process(target=serve_tarball, args=(theirs,))
    server.start()
    address = ours.recv()
    repository = source(address, kind="akoma_ntoso", tarball=address, tree=address, raw=address)
    ended = run_child(Job(repository, Held(), folder / "tar", SETTINGS), 300)
    print(f"tarball of {TARBALL_BYTES / 1e6:.0f} MB: peak of the child {peak(resource.RUSAGE_CHILDREN)} MB; {ended}")
    ours.send("done")
    server.join()


def unpacking(folder: Path) -> None:
    begun = time.perf_counter()
    count = sum(1 for _, document in spool.read(folder / "tar") if document for _ in unpack(document))
    took = time.perf_counter() - begun
    print(f"unpacking: {count} members in {took:.1f} s, peak {peak(resource.RUSAGE_SELF)} MB")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bodies = feeds()
        many_children(folder, bodies)
        parsing(one_child(folder, bodies))
        large_tarball(folder)
        unpacking(folder)


if __name__ == "__main__":
    main()
