"""When a source is due: derived from its past rounds, so that nothing about time is stored twice. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from crawlers.answers import until_asked
from records.fetching import Source

#: A source is asked at most twice as often as its YAML says, and at least a quarter as often.
FASTER, SLOWER = 2, 4
LEAST, MOST = timedelta(minutes=10), timedelta(days=1)
#: What is needed before the interval follows the source: so many rounds that brought something, over so long a time.
ENOUGH_CHANGES, ENOUGH_TIME = 6, timedelta(days=2)
_BAD = {"failed", "refused", "suspicious"}


@dataclass(frozen=True, slots=True)
class Past:
    """One finished round, as `rounds` holds it."""

    started: datetime
    outcome: str
    items: int = 0
    new: int = 0
    reason: str = ""


def by_now(past: Sequence[Past], now: datetime) -> Sequence[Past]:
    """Without the rounds that a wrong clock dated ahead: they would keep a source from being asked until then."""
    return [one for one in past if one.started <= now + MOST]


def failures_in_a_row(past: Sequence[Past]) -> int:
    """How many of the newest rounds went wrong one after another. `past` is oldest first, here and below."""
    count = 0
    for one in reversed(past):
        if one.outcome not in _BAD:
            break
        count += 1
    return count


def interval(source: Source, past: Sequence[Past]) -> timedelta:
    """How long to wait after the last round: by how often the source brings something new, longer while it refuses.

    A third of the usual gap between changes, within half and four times the interval of the YAML; what the YAML
    says is also the rule while there is little history. Refusals and failures double the wait each time, up to a day.
    """
    stated = timedelta(minutes=source.interval_minutes)
    if failures := failures_in_a_row(past):
        return min(stated * (1 << min(failures - 1, 6)), max(MOST, stated))
    changes = [one.started for one in past if one.new]
    if len(changes) < ENOUGH_CHANGES or past[-1].started - past[0].started < ENOUGH_TIME:
        return stated
    gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(changes)]
    wanted = timedelta(seconds=median(gaps) / 3)
    return max(min(wanted, stated * SLOWER, max(MOST, stated)), stated / FASTER, min(LEAST, stated))


def next_run(source: Source, past: Sequence[Past], now: datetime) -> datetime:
    """When the source is to be asked next, not before a Retry-After; `now` when it never was, or that has passed."""
    if not (past := by_now(past, now)):
        return now
    last = past[-1]
    asked = until_asked(last.reason, last.started) or now
    return max(last.started + interval(source, past), asked, now)
