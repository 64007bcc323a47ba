"""Early warning: turns stories into weekly and daily series, lets `reading.surges` judge, keeps what rose.

Days of statements, anniversaries and the annual report are taken out of counts and exposure alike. A day's exposure
is the share of the usual volume whose sources were covered on it, so that outages and new sources change no rate.
"""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import reading
from db.series import StoryDay, coverage, save_signals, statement_days, story_days
from db.store.store import Store
from reading.surges import Period, Surge, cusum, dispersion

#: Mean weeks (days) between two false alarms of one series. Over 156 series: at most one a week, both together
#: (measured by benchmarks/score_signals.py).
WEEKLY_RUN, DAILY_RUN = 160.0, 7300.0
#: How far back stories are read, and for how long a surge is kept up to date.
HORIZON, LATE = timedelta(weeks=60), timedelta(days=21)
_TABLE = Path(reading.__file__).parent / "tables" / "anniversaries.csv"
ByDay = dict[date, list[StoryDay]]
Series = dict[tuple[str, str], ByDay]


@dataclass(frozen=True, slots=True)
class Grid:
    """The days that are counted: exposure of each, and which are masked (for all, or for one situation)."""

    days: tuple[date, ...]
    exposure: Mapping[date, float]
    masked: Mapping[str, frozenset[date]]

    def is_masked(self, day: date, situation: str) -> bool:
        """Whether a day says nothing about a situation."""
        return day in self.masked.get("*", ()) or day in self.masked.get(situation, ())


@cache
def anniversaries() -> tuple[tuple[str, str], ...]:
    """(month-day, situation or `*`)."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return tuple((row["day"], row["situation"]) for row in csv.DictReader(table))


def grid(
    first: date, last: date, volume: Mapping[str, float], covered: Mapping[str, set[str]], statements: set[date]
) -> Grid:
    """Days from `first` to `last` with what was covered on each."""
    days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    usual = sum(volume.values())
    exposure = {
        day: sum(volume[source] for source in covered.get(day.isoformat(), ())) / usual if usual else 0.0
        for day in days
    }
    masked: dict[str, set[date]] = defaultdict(set, {"*": set(statements)})
    for month_day, situation in anniversaries():
        masked[situation].update(day for day in days if f"{day:%m-%d}" == month_day)
    return Grid(days, exposure, {name: frozenset(held) for name, held in masked.items()})


def by_series(stories: Sequence[StoryDay]) -> Series:
    """Stories of each situation and violation, by day."""
    found: Series = defaultdict(lambda: defaultdict(list))
    for story in stories:
        for situation in story.situations:
            for violation in story.violations:
                found[situation, violation][story.day].append(story)
    return found


def weeks(stories: ByDay, over: Grid, situation: str) -> list[Period]:
    """Weeks from Monday; masked days count neither as stories nor as exposure."""
    return [_period(stories, over, situation, monday, 7) for monday in over.days if monday.weekday() == 0]


def days(stories: ByDay, over: Grid, situation: str) -> list[Period]:
    """Days, the masked ones marked."""
    return [_period(stories, over, situation, day, 1) for day in over.days]


def _period(stories: ByDay, over: Grid, situation: str, starts: date, length: int) -> Period:
    counted = [day for day in _span(starts, length) if not over.is_masked(day, situation)]
    held = [story for day in counted for story in stories.get(day, ())]
    outlets = frozenset[str]().union(*(story.outlets for story in held))
    exposure = sum(over.exposure.get(day, 1.0) for day in counted) / length
    return Period(starts, len(held), len(outlets), exposure, masked=not counted)


def _span(starts: date, length: int) -> list[date]:
    return [starts + timedelta(days=n) for n in range(length)]


def signals(found: Series, over: Grid) -> Iterator[dict[str, object]]:
    """What rose, as rows of the table."""
    make: dict[str, tuple[Callable[[ByDay, Grid, str], list[Period]], float, float]] = {
        "week": (weeks, 52.18, WEEKLY_RUN),
        "day": (days, 365.25, DAILY_RUN),
    }
    for name, (build, per_year, run_length) in make.items():
        series = {key: build(stories, over, key[0]) for key, stories in found.items()}
        alpha = dispersion([*series.values()])
        for (situation, violation), periods in series.items():
            for surge in cusum(periods, per_year, run_length, alpha):
                yield _row(situation, violation, name, surge, found[situation, violation], over)


def _row(situation: str, violation: str, period: str, surge: Surge, stories: ByDay, over: Grid) -> dict[str, object]:
    span = _span(surge.starts, 7 if period == "week" else 1)
    held = [story for day in span if not over.is_masked(day, situation) for story in stories.get(day, ())]
    return {
        "situation": situation,
        "violation": violation,
        "period": period,
        "starts": surge.starts.isoformat(),
        "stories": surge.stories,
        "outlets": surge.outlets,
        "baseline": round(surge.baseline, 3),
        "method": surge.method,
        "statistic": round(surge.statistic, 3),
        "threshold": round(surge.threshold, 3),
        "false_alarms_per_year": round(surge.false_alarms_per_year, 4),
        "articles": sorted({news for story in held for news in story.news}),
    }


def derive_signals(connection: sqlite3.Connection, store: Store, at: datetime) -> int:
    """Judge all series up to `at`, reading through `connection`; how many surges of the last weeks were kept."""
    today = at.date()
    first = today - HORIZON
    first -= timedelta(days=first.weekday())
    found = by_series(story_days(connection, first))
    if not found:
        return 0
    over = grid(first, today, *coverage(connection, first), statement_days(connection, first))
    late = (today - LATE).isoformat()
    with store.batch():
        return save_signals(store.connection, (row for row in signals(found, over) if str(row["starts"]) >= late))
