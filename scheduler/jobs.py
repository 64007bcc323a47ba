"""What the service does, job by job. A job that breaks is one line in the log and a round that comes again.

Fetching goes on side by side in child processes; everything that writes `caac.db` goes through one lock, and alerts
are matched before that lock is given up, so that they never see a crawl half told.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Lock
from urllib.parse import urlsplit

from sqlite_utils import Database

from alerts.delivery import Courier
from alerts.operator import tell_operator
from alerts.round import match_changes, prepare, tell
from alerts.settings import Settings as AlertSettings
from crawlers.job import Job, Settings, run_child
from db.archive.archive import Archive
from db.connect import open_reader, open_writer
from db.derived import pending
from db.private.subscriptions import open_private
from db.rounds import HORIZON, PastRound, field_shares, past_rounds, present_health, save_health
from db.store.store import Store
from reading import RULES_VERSION
from records.errors import CaacError
from records.fetching import Source
from scheduler.asks import tell_asks
from scheduler.derive import derive_logged
from scheduler.doctor import free_disk
from scheduler.due import Past, next_run
from scheduler.health import TROUBLE, Fields, judge
from scheduler.ingest import RoundReport, batch_of, take
from scheduler.meanings import keep_up
from scheduler.rounds import fetched, held_of
from scheduler.signals import derive_signals

logger = logging.getLogger(__name__)
#: Seconds after which a crawl is stuck.
CRAWL_LIMIT = 1800.0
#: How soon a crawl is tried again whose outcome could not be stored.
AGAIN = timedelta(minutes=1)


@dataclass(slots=True)
class House:
    """One running service: where its data lies and what it needs to work. `stop` ends everything."""

    folder: Path
    sources: Mapping[str, Source]
    crawling: Settings
    alerts: AlertSettings
    clock: Callable[[], datetime]
    stop: Event = field(default_factory=Event)
    writing: Lock = field(default_factory=Lock)
    hosts: dict[str, Lock] = field(default_factory=dict)
    running: set[str] = field(default_factory=set)
    courier: Courier = field(init=False)

    def __post_init__(self) -> None:
        self.courier = Courier(self.private, self.alerts, self.clock)
        self.hosts = {urlsplit(source.url).netloc: Lock() for source in self.sources.values()}

    @property
    def public(self) -> Path:
        """`caac.db`."""
        return self.folder / "caac.db"

    @property
    def private(self) -> Path:
        """`private.db`."""
        return self.folder / "private.db"

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The writing store; one job at a time has it."""
        with self.writing, closing(open_writer(self.public)) as db:
            yield Store(db, RULES_VERSION)


def guarded(name: str, job: Callable[[], object]) -> bool:
    """Run a job; whatever breaks it is told in one line and ends here. False when it broke."""
    try:
        job()
    except CaacError as error:
        logger.warning("%s: %s", name, error)
    except Exception as error:
        logger.error("%s broke: %s: %s", name, type(error).__name__, error, exc_info=logger.isEnabledFor(logging.DEBUG))
    else:
        return True
    return False


def begin(house: House) -> None:
    """Before the first crawl: the catalogue, what an earlier run left half done, and what it owes to subscribers."""
    archive = Archive(house.folder / "archive")
    with house.store() as store:
        with batch_of(store, archive):
            for source in store.save_sources(house.sources.values()):
                archive.log(source)
        settle(house, store)
    house.courier.start()


def crawl(house: House, source: Source) -> None:
    """Fetch one source, store what came, match it, and say so in one line."""
    house.running.add(source.id)
    try:
        with tempfile.TemporaryDirectory(prefix="caac-spool-") as spool:
            broken = _fetch(house, source, Path(spool))
            if house.stop.is_set():
                return
            with house.store() as store:
                archive = Archive(house.folder / "archive")
                report = take(archive, store, source, fetched(source, Path(spool), broken, house.clock), house.clock)
                settle(house, store, report)
    finally:
        house.running.discard(source.id)
    if report.new or report.changed:
        tell_asks(house.public, house.private, house.alerts.app, house.clock())
    house.courier.start()
    logger.info("%s", told(report))


def _fetch(house: House, source: Source, spool: Path) -> str:
    with closing(open_reader(house.public)) as connection:
        held = held_of(connection, source)
    with house.hosts[urlsplit(source.url).netloc]:
        if house.stop.is_set():
            return ""
        return run_child(Job(source, held, spool, house.crawling), CRAWL_LIMIT, house.stop).reason


def settle(house: House, store: Store, report: RoundReport | None = None) -> None:
    """After new records: what several texts say together, the sources' health, and who is to hear of it."""
    now = report.finished if report else house.clock()
    derive_logged(Archive(house.folder / "archive"), store, now)
    tell_asks(house.public, house.private, house.alerts.app, now)
    check_health(house, store, [report.source] if report else [*house.sources])
    with closing(open_private(house.private)) as db:
        prepare(house.public, db, now, house.alerts)


def told(report: RoundReport) -> str:
    """One round in words a person can use."""
    seconds = (report.finished - report.started).total_seconds()
    if report.outcome in {"failed", "refused", "suspicious"}:
        return f"{report.source}: {report.outcome}: {report.reason}"
    if not (report.new or report.changed):
        return f"{report.source}: nothing new"
    rejected = f", {report.rejected} not readable (see findings)" if report.rejected else ""
    return f"{report.source}: {report.new} new, {report.changed} changed{rejected} ({seconds:.1f} s to store)"


def past_of(rows: list[PastRound]) -> list[Past]:
    """The rounds of one source as values."""
    return [Past(datetime.fromisoformat(row[0]), *row[1:]) for row in rows]


def next_time(house: House, source: Source) -> datetime:
    """When a source is due, by its rounds on record."""
    now = house.clock()
    with closing(open_reader(house.public)) as connection:
        rows = past_rounds(connection, source.id, now - HORIZON)
    return next_run(source, past_of(rows), now)


def check_health(house: House, store: Store, names: list[str]) -> None:
    """Judge sources and keep what changed."""
    now = house.clock()
    with store.batch():
        for name in names:
            past = past_of(past_rounds(store.connection, name, now - HORIZON))
            if not past:
                continue
            fields = [Fields(*row) for row in field_shares(store.connection, name)]
            health = judge(house.sources[name], past, fields, now)
            if save_health(store.connection, name, health.state, health.reason, health.since, now):
                logger.info("%s is now %s: %s", name, health.state, health.reason)


def look_after(house: House) -> None:
    """Every few minutes: silences that grew too long, signals, digests that fall due, the operator's daily mail, and
    sentence vectors of new paragraphs."""
    with house.store() as store:
        with closing(open_reader(house.public)) as connection:
            derive_signals(connection, store, house.clock())
        settle(house, store)
        troubles = {
            name: f"{state}: {reason} (since {since[:10]})"
            for name, (state, reason, since) in present_health(store.connection).items()
            if state in TROUBLE and name in house.sources
        }
    if (disk := free_disk(house.folder)).state == "ill":
        troubles["disk"] = disk.words
    with closing(open_private(house.private)) as db:
        tell_operator(db, troubles, house.clock(), house.alerts)
    deliver(house)
    with closing(open_reader(house.public)) as connection:
        keep_up(connection, house.folder)


def deliver(house: House) -> None:
    """Compose what falls due by the clock, and send what waits."""
    with closing(open_private(house.private)) as db:
        if house.writing.acquire(blocking=False):
            try:
                _match_settled(house, db)
            finally:
                house.writing.release()
        tell(house.public, db, house.clock(), house.alerts)
    house.courier.start()


def _match_settled(house: House, db: Database) -> None:
    """What a command of another process brought; not before it is derived, when stories and renewals are known."""
    with closing(open_reader(house.public)) as connection:
        if not pending(connection):
            match_changes(connection, db, house.clock())


def heartbeat(house: House) -> None:
    """A file that says the service lives and what it is doing; written whole or not at all."""
    path = house.folder / "heartbeat.json"
    fresh = path.with_suffix(".new")
    beat = {"at": house.clock().isoformat(timespec="seconds"), "pid": os.getpid(), "crawling": sorted(house.running)}
    fresh.write_text(json.dumps(beat), encoding="utf-8")
    fresh.replace(path)
