"""Is this monitor well? Disk, clock, databases, last runs, delivery: one finding each, in words one can act on."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from alerts.operator import paused_channels
from alerts.settings import Settings
from db.connect import open_reader
from db.private.outbox import UNSAID, mark
from db.private.subscriptions import open_private
from db.rounds import newest_times, present_health
from records.errors import CaacError
from scheduler.health import TROUBLE

#: Less than this is too little for a day of crawling.
LEAST_DISK = 1_000_000_000
#: A service beats every 20 s; what was due long ago is stuck.
HEART, STUCK = timedelta(minutes=3), timedelta(hours=6)
#: The machine's clock may be behind what it wrote earlier by so much.
SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `ill` makes the command exit 1."""

    what: str
    state: Literal["well", "look", "ill"]
    words: str


def examine(folder: Path, now: datetime, settings: Settings) -> list[Finding]:
    """Everything, in the order in which one would repair it."""
    found = [free_disk(folder)]
    found += [_whole(folder / name) for name in ("caac.db", "private.db")]
    if all(one.state != "ill" for one in found):
        found += [*_runs(folder, now), *_delivery(folder, now, settings)]
    return found


def free_disk(folder: Path) -> Finding:
    """Whether there is room for another day of crawling."""
    if not folder.is_dir():
        return Finding("disk", "ill", f"{folder} does not exist; run a crawl or an import first")
    free = shutil.disk_usage(folder).free
    return Finding("disk", "well" if free >= LEAST_DISK else "ill", f"{free / 1e9:.1f} GB free in {folder}")


def _whole(path: Path) -> Finding:
    if not path.is_file():
        return Finding(path.name, "ill" if path.name == "caac.db" else "look", f"{path} does not exist yet")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            said = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        said = str(error)
    size = path.stat().st_size / 1e6
    return Finding(path.name, "well" if said == "ok" else "ill", f"{said}, {size:.1f} MB")


def _runs(folder: Path, now: datetime) -> Iterator[Finding]:
    with closing(open_reader(folder / "caac.db")) as connection:
        newest, last_round = newest_times(connection)
        health = present_health(connection)
    if newest and newest - now > SLACK:
        yield Finding(
            "clock", "ill", f"the clock says {now:%Y-%m-%d %H:%M} UTC, but records are from {newest:%Y-%m-%d %H:%M}"
        )
    else:
        yield Finding("clock", "well", f"{now:%Y-%m-%d %H:%M} UTC")
    yield _heart(folder, now)
    if last_round is None:
        yield Finding("last run", "look", "no source was ever asked")
    else:
        state: Literal["well", "look"] = "well" if now - last_round < timedelta(days=1) else "look"
        yield Finding("last run", state, f"{last_round:%Y-%m-%d %H:%M} UTC")
    for source, (name, reason, since) in health.items():
        if name in TROUBLE:
            yield Finding(f"source {source}", "look", f"{name} since {since[:16]}: {reason}")


def _heart(folder: Path, now: datetime) -> Finding:
    try:
        beat = datetime.fromisoformat(json.loads((folder / "heartbeat.json").read_text(encoding="utf-8"))["at"])
    except FileNotFoundError:
        return Finding("service", "look", "no service has run on this folder (caac up)")
    except (ValueError, KeyError, TypeError) as error:
        return Finding("service", "look", f"its heartbeat cannot be read: {error}")
    state: Literal["well", "look"] = "well" if now - beat < HEART else "look"
    return Finding("service", state, f"last heartbeat {beat:%Y-%m-%d %H:%M:%S} UTC")


def _delivery(folder: Path, now: datetime, settings: Settings) -> Iterator[Finding]:
    if not (folder / "private.db").is_file():
        return
    try:
        with closing(open_private(folder / "private.db")) as db:
            sql = "SELECT count(*) AS waiting, min(created) AS oldest FROM outbox WHERE delivered = ''"
            waiting, oldest = db.conn.execute(sql).fetchone()
            paused, unsaid = paused_channels(db), mark(db, UNSAID)
    except CaacError as error:
        yield Finding("delivery", "ill", str(error))
        return
    late = waiting and now - datetime.fromisoformat(oldest) > STUCK
    words = f"{waiting} messages waiting" + (f", the oldest since {oldest[:16]}" if waiting else "")
    yield Finding("delivery", "look" if late else "well", words)
    if unsaid:
        yield Finding("messages", "ill", unsaid)
    for name, reason in paused.items():
        yield Finding(name, "look", f"paused: {reason}")
    if not settings.smtp:
        yield Finding("mail server", "look", "none is set (smtp in alerts.yaml): no e-mail can be sent")
    if not settings.operator:
        yield Finding("operator", "look", "no address is set (operator in alerts.yaml): nobody is told of trouble")
