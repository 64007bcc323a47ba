"""The demonstration: two rounds over the sample world, an alert that fires, and a report of what happened."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alerts.round import run
from alerts.settings import Settings as AlertSettings
from alerts.subscribing import subscribe
from caac.context import Data
from caac.demo.server import World, serve_receiver, serve_world
from caac.demo.sources import sources
from crawlers.job import Settings
from db.store.reference import save_reference
from db.store.store import Store
from reading import RULES_VERSION
from records.errors import BadInput
from scheduler.derive import derive_logged
from scheduler.ingest import RoundReport
from scheduler.rounds import crawl_sources

MARK = "sample-world"
#: What the invented advocate wants to hear of.
SEARCHES = {
    "Karvelia: child provisions": "mandate:UNMIKAR",
    "Abducted pupils": "abducted pupils situation:XXA",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demonstration did: reports of both rounds and the messages the receiver got."""

    rounds: tuple[tuple[RoundReport, ...], tuple[RoundReport, ...]]
    messages: tuple[str, ...]
    seconds: float


def prepare(folder: Path) -> Data:
    """An empty data folder of its own; refuses a folder that is not one of ours."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise BadInput(f"{folder} holds other data; the sample world wants a folder of its own (--data)")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).write_text("Invented material only; made anew by each `caac demo`.\n", encoding="utf-8")
    return Data(folder)


def show(data: Data, clock: Callable[[], datetime], tell: Callable[[str], None]) -> Shown:
    """Crawl the sample world twice, the second time with news, a renewal and an alert set in between."""
    started = clock()
    with serve_world(started.date()) as (world, base), serve_receiver() as (received, hook):
        first = _round(data, world, base, clock, tell, "Round 1: everything is new")
        for name, search in SEARCHES.items():
            subscribe(data.private, data.public, name, search, [hook], clock())
            tell(f"  alert set: {name!r} on {search!r}")
        world.round = 2
        second = _round(data, world, base, clock, tell, "Round 2: a renewal, one new report, one edited title")
        run(data.public, data.private, clock(), AlertSettings(allow_private=True))
    messages = tuple(_text(body) for body in received)
    return Shown((first, second), messages, (clock() - started).total_seconds())


def _round(
    data: Data, world: World, base: str, clock: Callable[[], datetime], tell: Callable[[str], None], title: str
) -> tuple[RoundReport, ...]:
    tell(title)
    reports = []
    with data.writer() as db:
        store, archive = Store(db, RULES_VERSION), data.archive()
        save_reference(store, sample=True)
        settings = Settings(contact="sample@demo.invalid", delay=0.0, timeout=10, retries=0)
        for report in crawl_sources(store, archive, sources(world, base), settings, clock):
            reports.append(report)
            tell(f"  {line(report)}")
        derive_logged(archive, store, clock())
    return tuple(reports)


def line(report: RoundReport) -> str:
    """One source of one round on one line."""
    counts = f"{report.new:>3} new {report.changed:>3} changed {report.unchanged:>3} unchanged"
    return f"{report.source:<16} {report.outcome:<10} {counts}  {report.reason}".rstrip()


def _text(body: bytes) -> str:
    try:
        told = json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
    return str(told.get("text") or told.get("message") or told)
