"""The running monitor: when each source is asked, what is done in between, and a clean stop.

Jobs live in memory. What is due is derived from the rounds on record, so a restart neither skips nor repeats, and
what was missed while the machine slept is done once.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from types import FrameType
from urllib.parse import urlsplit

import uvicorn
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from alerts.app import make_app
from alerts.round import only_one
from alerts.settings import Settings as AlertSettings
from crawlers.job import Settings
from records.errors import StoreError
from records.fetching import Source
from scheduler.jobs import AGAIN, House, begin, crawl, deliver, guarded, heartbeat, look_after, next_time
from scheduler.nightly import nightly

logger = logging.getLogger(__name__)
#: Crawls side by side; work of the house has workers of its own, so that slow sources never hold up a delivery.
CRAWLS, HOUSEWORK = 4, 4
#: How soon a source is looked at again whose host is being asked for another one.
BESIDE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the house looks after things, in seconds."""

    deliver: float = 15
    look_after: float = 600
    heartbeat: float = 20


def utc_now() -> datetime:
    """The clock of a live service."""
    return datetime.now(UTC)


def patience(source: Source, broken: int) -> timedelta:
    """Least wait after `broken` crawls in a row that could not be stored: our trouble must not become the source's."""
    if not broken:
        return timedelta(0)
    return min(AGAIN * (1 << min(broken - 1, 16)), max(timedelta(minutes=source.interval_minutes), AGAIN))


class Service:
    """APScheduler round a `House`. `start` returns at once; `stop` ends crawls, workers and the alerts app."""

    def __init__(self, house: House, pace: Pace | None = None) -> None:
        self.house, self._pace = house, pace or Pace()
        #: How often in a row a crawl of a source could not be stored.
        self._broken: dict[str, int] = {}
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(CRAWLS), "house": ThreadPoolExecutor(HOUSEWORK)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """First what an earlier run left half done, then every source at its time."""
        guarded("start", lambda: begin(self.house))
        for source in self.house.sources.values():
            self._plan(source, next_time(self.house, source))
        work: dict[str, tuple[Callable[[House], None], float]] = {
            "heartbeat": (heartbeat, self._pace.heartbeat),
            "deliver": (deliver, self._pace.deliver),
            "look after": (look_after, self._pace.look_after),
        }
        for name, (job, seconds) in work.items():
            self._scheduler.add_job(
                guarded, "interval", seconds=seconds, args=[name, lambda job=job: job(self.house)], executor="house",
                id=name, next_run_time=utc_now(),
            )  # fmt: skip
        self._scheduler.add_job(
            guarded,
            "cron",
            hour=3,
            minute=17,
            args=["audit", lambda: nightly(self.house)],
            executor="house",
            id="audit",
        )
        self._scheduler.start()

    def _plan(self, source: Source, at: datetime) -> None:
        if not self.house.stop.is_set():
            self._scheduler.add_job(
                self._crawl, "date", run_date=at, args=[source], id=f"crawl {source.id}", replace_existing=True
            )

    def _crawl(self, source: Source) -> None:
        if self.house.hosts[urlsplit(source.url).netloc].locked():
            # Whoever waits for a slow host must not keep a worker from the others.
            self._plan(source, utc_now() + BESIDE)
            return
        if guarded(source.id, lambda: crawl(self.house, source)):
            self._broken.pop(source.id, None)
        else:
            self._broken[source.id] = self._broken.get(source.id, 0) + 1
        at = utc_now() + patience(source, self._broken.get(source.id, 0))
        if not guarded(source.id, lambda: self._plan(source, max(at, next_time(self.house, source)))):
            self._plan(source, max(at, utc_now() + AGAIN))

    def stop(self) -> None:
        """Plan nothing more, end the crawls under way, wait for what is being written and sent."""
        self.house.stop.set()
        self._scheduler.shutdown(wait=True)
        self.house.courier.stop(timeout=5)


def run(
    folder: Path,
    sources: Mapping[str, Source],
    crawling: Settings,
    alerts: AlertSettings,
    host: str = "127.0.0.1",
    alerts_port: int = 8002,
    pace: Pace | None = None,
) -> None:
    """Run the monitor until SIGTERM or ctrl-C. StoreError when another one runs on this data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with only_one(folder / "private.db"):
        house = House(folder, sources, crawling, alerts, utc_now)
        service = Service(house, pace)
        app = uvicorn.Server(
            uvicorn.Config(
                make_app(house.public, house.private, alerts, utc_now), host, alerts_port, log_level="warning"
            )
        )

        def end(number: int, frame: FrameType | None) -> None:
            house.stop.set()

        held = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
        serving = Thread(target=app.run, name="alerts app", daemon=True)
        try:
            service.start()
            serving.start()
            while not house.stop.wait(1):
                if not serving.is_alive():
                    # Without it nobody can confirm, stop or ask how we are: better to end than to seem well.
                    raise StoreError(f"the alerts app cannot listen on {host}:{alerts_port}; is the port taken?")
        finally:
            logger.info("stopping: crawls are ended, what was fetched whole is stored")
            service.stop()
            app.should_exit = True
            serving.join(timeout=5)
            for number, handler in held.items():
                signal.signal(number, handler)
