"""When a subscription may speak: frequency, local hours, quiet hours, the cap per day. Pure; the time is passed in.

Hours are wall-clock times of the subscription's zone. An hour that a clock change skips comes at the first moment
after it, one that comes twice counts the first time: a daily message stays one a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from records.alerts import Match, Subscription
from records.errors import BadInput

#: A text or report of an earlier day is old when it fires.
LATE = timedelta(days=60)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def clock(text: str) -> time:
    """`8:00` or `08:00` as a time of day."""
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise BadInput(f"{text!r} is no time of day like 08:00")
    return time(int(match.group(1)), int(match.group(2)))


def quiet_hours(text: str) -> tuple[time, time] | None:
    """`22:00-07:00` as its two ends; None for the empty text."""
    if not text.strip():
        return None
    first, dash, last = text.partition("-")
    if not dash or clock(first) == clock(last):
        raise BadInput(f"{text!r} are no quiet hours like 22:00-07:00")
    return clock(first), clock(last)


def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadInput(f"unknown time zone {name!r}; use a name like Africa/Kinshasa") from error


def is_quiet(subscription: Subscription, at: datetime) -> bool:
    """Whether `at` lies in the quiet hours."""
    hours = quiet_hours(subscription.quiet)
    if hours is None:
        return False
    first, last = hours
    local = at.astimezone(zone(subscription.timezone)).time()
    return first <= local < last if first < last else local >= first or local < last


def day_began(subscription: Subscription, now: datetime) -> datetime:
    """The last local midnight."""
    local = now.astimezone(zone(subscription.timezone))
    return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)


def last_moment(subscription: Subscription, now: datetime) -> datetime:
    """The latest moment, at or before `now`, at which a digest falls due."""
    if subscription.frequency == "hourly":
        return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    local = now.astimezone(zone(subscription.timezone))
    day, hour = local.date(), clock(subscription.hour)
    for back in range(15):
        one = day - timedelta(days=back)
        moment = datetime.combine(one, hour, local.tzinfo).astimezone(UTC)
        if moment <= now and (subscription.frequency == "daily" or one.weekday() == subscription.weekday):
            return moment
    raise AssertionError("a fortnight has every weekday twice")


def came_late(match: Match) -> bool:
    """Whether this was no news when it fired: an old text or report that an import or a first crawl brought.

    Stories are left out: an old event that is first reported now is news.
    """
    if not match.day or match.at is None or not match.seq or match.kind == "story":
        return False
    return match.at.date() - date.fromisoformat(match.day) > LATE


def batches(
    subscription: Subscription, waiting: Sequence[Match], sent_today: int, now: datetime
) -> list[tuple[list[Match], bool]]:
    """The messages to be composed now: the matches of each, and whether they were held back.

    At once: one message per story or text, one for all that quiet hours or the cap kept back, and one for all that
    is old. Otherwise one digest of all that fired before the moment due; what fires later belongs to the next one.
    """
    if not waiting or is_quiet(subscription, now):
        return []
    if subscription.frequency != "at_once":
        moment = last_moment(subscription, now)
        ready = [match for match in waiting if match.at is not None and match.at <= moment]
        return [(ready, False)] if ready else []
    today = day_began(subscription, now)
    held = [m for m in waiting if m.at is not None and (m.at < today or is_quiet(subscription, m.at))]
    fresh: dict[str, list[Match]] = {}
    for match in waiting:
        if match not in held:
            fresh.setdefault("" if came_late(match) else match.subject, []).append(match)
    ready_now: list[tuple[list[Match], bool]] = [(held, True)] if held else []
    ready_now += [(found, False) for found in fresh.values()]
    return ready_now[: max(subscription.cap - sent_today, 0)]
