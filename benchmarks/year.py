"""A year of operation with a stepped clock: outages of sources, of the service and of the receiver.

No match twice, none missing, and every outage beyond its normal silence told to the operator, once a day:
`python -m benchmarks.year [DAYS]`. The rounds are written by the real store, everything after them is the real service.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.audit import audit
from alerts.settings import Settings as AlertSettings
from alerts.subscribing import subscribe
from crawlers.job import Settings
from db.connect import open_reader, open_writer
from db.private.subscriptions import open_private
from db.store.store import Store
from records.alerts import Subscription
from records.fetching import Source
from records.news import NewsItem
from records.readings import NewsReading
from scheduler.ingest import RoundReport
from scheduler.jobs import House, look_after, settle
from tests.web import Page, Web

START = datetime(2026, 1, 1, 7, tzinfo=UTC)
#: source -> (first day, last day, what its rounds say then)
OUTAGES = {"silent": (30, 45, "unchanged"), "broken": (50, 58, "failed"), "short": (20, 21, "unchanged")}
SERVICE_DOWN, RECEIVER_DOWN = range(62, 66), range(70, 73)
DAYS = 365


@dataclass
class Clock:
    at: datetime = START

    def __call__(self) -> datetime:
        return self.at


def one_day(house: House, store: Store, name: str, day: int) -> bool:
    """A round of one source; whether it brought its item of the day."""
    now = house.clock()
    first, last, outcome = OUTAGES[name]
    good = not first <= day <= last
    if good:
        title = f"Pupils taken, day {day}"
        item = NewsItem(name, title, f"https://{name}.example/{day}", str(day), "", now, outlet=name)
        store.save_news(item, NewsReading("en", True, True, relevant=False), "ab" * 32, now)
    reason = "status 500" if outcome == "failed" and not good else ""
    report = RoundReport(name, now, now, "ok" if good else outcome, reason, 1, int(good), int(good), 0, 0, 0)
    store.save_round(report)
    settle(house, store, report)
    return good


def live(house: House, clock: Clock, web: Web, days: int) -> tuple[set[str], Counter[str]]:
    """The year, a day at a time: (what was published, what the receiver accepted)."""
    published: set[str] = set()
    accepted: Counter[str] = Counter()
    for day in range(days):
        clock.at = START + timedelta(days=day)
        if day in SERVICE_DOWN:
            continue
        up = day not in RECEIVER_DOWN
        web["/hook"] = Page("", 204 if up else 500)
        before = len(web.asked)
        with house.store() as store:
            for name in OUTAGES:
                if one_day(house, store, name, day):
                    published.add(f"https://{name}.example/{day}")
        look_after(house)
        house.courier.finish()
        taken = [json.loads(asked.body) for asked in web.asked[before:] if asked.path == "/hook" and up]
        accepted.update(match["url"] for told in taken for match in told["matches"])
    return published, accepted


@dataclass
class Year:
    """What came of it: `missed` and `twice` at the receiver, mails to the operator by what they tell."""

    published: int
    missed: int
    twice: int
    audited: int
    silent: int
    broken: int
    short: int
    mended: int


def year(folder: Path, days: int = DAYS) -> Year:
    """Live through it in `folder`, which must be empty."""
    with Web() as web:
        web["/operator"] = Page("{}", 200, "application/json")
        operator = web.url("/operator").replace("http://", "json://")
        sources = {
            name: Source(name, name, name, "feed", f"https://{name}.example/feed", interval_minutes=1440)
            for name in OUTAGES
        }
        alerts, clock = AlertSettings(allow_private=True, operator=operator), Clock()
        house = House(folder, sources, Settings(), alerts, clock)
        with closing(open_writer(house.public)) as db:
            Store(db, "test").save_sources(sources.values())
        wanted = Subscription("pupils", "pupils", ("news",), silence_days=0)
        subscribe(house.private, house.public, "pupils", "pupils", [web.url("/hook")], START, alerts, wanted)
        published, accepted = live(house, clock, web, days)
        mails = [json.loads(asked.body) for asked in web.asked if asked.path == "/operator"]
    letters = [f"{mail['title']}: {mail['message']}" for mail in mails]
    with closing(open_reader(house.public)) as connection, closing(open_private(house.private)) as private:
        audited = len(audit(connection, private))
    return Year(
        published=len(published),
        missed=len(published - set(accepted)),
        twice=sum(count - 1 for count in accepted.values()),
        audited=audited,
        silent=sum("silent: silent" in letter for letter in letters),
        broken=sum("broken: failing" in letter for letter in letters),
        short=sum("short:" in letter for letter in letters),
        mended=sum("all is mended" in letter for letter in letters),
    )


def main() -> None:
    logging.disable(logging.WARNING)
    days = int(sys.argv[1]) if len(sys.argv) > 1 else DAYS
    with tempfile.TemporaryDirectory() as folder:
        found = year(Path(folder), days)
    print(f"{days} days: {found.published} records, {found.missed} missed, {found.twice} told twice, "
          f"{found.audited} named by the audit")  # fmt: skip
    print(f"mails to the operator: silence beyond normal on {found.silent} days, failing on {found.broken}, "
          f"a silence within the normal on {found.short}, mended {found.mended}")  # fmt: skip


if __name__ == "__main__":
    main()
