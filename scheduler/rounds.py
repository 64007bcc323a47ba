"""Crawls from end to end: child processes fetch side by side, this process alone carries what they brought."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from crawlers.job import Ended, Job, Settings, run_child
from crawlers.kinds import Held
from crawlers.spool import read
from db.archive.archive import Archive
from db.rounds import last_outcome
from db.store.crawls import held
from db.store.store import Store
from records.fetching import Document, Fetch, Source
from records.identity import without_secrets
from scheduler.ingest import RoundReport, take

#: Seconds after which a crawl is ended. The first load of a large repository is the longest honest crawl.
LIMIT = 1800.0


def crawl_sources(
    store: Store,
    archive: Archive,
    sources: Sequence[Source],
    settings: Settings,
    clock: Callable[[], datetime],
    parallel: int = 4,
    limit: float = LIMIT,
) -> Iterator[RoundReport]:
    """Crawl `sources`, at most `parallel` at a time and one per host, and store them in the order given.

    Never raises for what a source did; each report says it.
    """
    for source in store.save_sources(sources):
        archive.log(source)
    hosts: defaultdict[str, Lock] = defaultdict(Lock)
    with tempfile.TemporaryDirectory(prefix="caac-spool-") as folder, ThreadPoolExecutor(parallel) as pool:

        def fetch(job: Job) -> Ended:
            with hosts[urlsplit(job.source.url).netloc]:
                return run_child(job, limit)

        jobs = [
            Job(source, held_of(store.connection, source), Path(folder) / str(number), settings)
            for number, source in enumerate(sources)
        ]
        running = [(job, pool.submit(fetch, job)) for job in jobs]
        for job, future in running:
            ended = future.result()
            yield take(archive, store, job.source, fetched(job.source, job.spool, ended.reason, clock), clock)


def held_of(connection: sqlite3.Connection, source: Source) -> Held:
    """What we hold of a source; after a suspicious round nothing is taken for unchanged, so that it is judged anew."""
    validators, blobs = held(connection, source.id)
    return Held({} if last_outcome(connection, source.id) == "suspicious" else validators, blobs)


def crawl_source(
    store: Store, archive: Archive, source: Source, settings: Settings, clock: Callable[[], datetime]
) -> RoundReport:
    """Crawl one source."""
    return next(crawl_sources(store, archive, [source], settings, clock, parallel=1))


def fetched(
    source: Source, spool: Path, broken: str, clock: Callable[[], datetime]
) -> Iterator[tuple[Fetch, Document | None]]:
    """What a crawl left in its spool, and one failed fetch more when the child broke."""
    yield from read(spool)
    if broken:
        yield Fetch(source.id, without_secrets(source.url), clock(), "failed", broken), None
