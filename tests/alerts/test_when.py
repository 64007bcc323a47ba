"""Hours, clock changes, quiet hours, caps and back-off: values in, values out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alerts.retry import next_try
from alerts.when import batches, is_quiet, last_moment
from records.alerts import Match, Subscription
from records.errors import BadInput
from tests.alerts.world import NOW


def fired(number: int, at: datetime, subject: str = "") -> Match:
    return Match(1, "news", str(number), number, subject or str(number), "Title", "reported", id=number, at=at)


def daily(**more: object) -> Subscription:
    values: dict[str, object] = {"frequency": "daily", "hour": "02:30", "timezone": "Europe/Paris", **more}
    return Subscription("a", "x", ("news",), **values)  # type: ignore[arg-type]


def moments(subscription: Subscription, first: datetime, hours: int) -> set[datetime]:
    return {last_moment(subscription, first + timedelta(minutes=30 * n)) for n in range(2 * hours)}


def test_a_daily_message_stays_one_a_day_when_clocks_change() -> None:
    spring, autumn = datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert len(moments(daily(), spring, 72)) == 4
    assert len(moments(daily(), autumn, 72)) == 4


def test_a_weekly_message_comes_on_its_day() -> None:
    weekly = daily(frequency="weekly", weekday=4, hour="18:00", timezone="Africa/Kinshasa")
    assert last_moment(weekly, datetime(2026, 3, 6, 16, 59, tzinfo=UTC)) == datetime(2026, 2, 27, 17, tzinfo=UTC)
    assert last_moment(weekly, datetime(2026, 3, 6, 17, 0, tzinfo=UTC)) == datetime(2026, 3, 6, 17, tzinfo=UTC)


def test_a_digest_holds_what_fired_before_its_moment() -> None:
    held = daily(hour="08:00", timezone="UTC")
    early, late = fired(1, NOW - timedelta(hours=2)), fired(2, NOW - timedelta(minutes=10))
    assert batches(held, [early, late], 0, NOW) == [([early], False)]
    assert batches(held, [late], 0, NOW) == []


def test_quiet_hours_hold_back_and_then_tell_together() -> None:
    held = Subscription("a", "x", ("news",), quiet="22:00-07:00")
    night = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    waiting = [fired(1, night), fired(2, night), fired(3, night + timedelta(hours=10))]
    assert is_quiet(held, night)
    assert batches(held, waiting[:2], 0, night) == []
    morning = night + timedelta(hours=10)
    assert batches(held, waiting, 0, morning) == [(waiting[:2], True), ([waiting[2]], False)]


def test_beyond_the_cap_the_rest_comes_as_one_digest_the_next_day() -> None:
    held = Subscription("a", "x", ("news",), cap=2)
    waiting = [fired(n, NOW) for n in range(5)]
    assert len(batches(held, waiting, 0, NOW)) == 2
    assert batches(held, waiting[2:], 2, NOW) == []
    assert batches(held, waiting[2:], 0, NOW + timedelta(days=1)) == [(waiting[2:], True)]


def test_one_message_for_one_subject() -> None:
    held = Subscription("a", "x", ("news",))
    waiting = [fired(1, NOW, "story:1"), fired(2, NOW, "story:2"), fired(3, NOW, "story:1")]
    assert [[m.id for m in found] for found, _ in batches(held, waiting, 0, NOW)] == [[1, 3], [2]]


def test_back_off_grows_with_jitter_and_has_an_end() -> None:
    waits = [next_try(n, NOW, 0.5) - NOW for n in range(1, 8)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=9)]
    assert waits[-1] == timedelta(hours=6)
    assert next_try(1, NOW, 0) < next_try(1, NOW, 1)


@pytest.mark.parametrize(("field", "value"), [("hour", "25:00"), ("timezone", "Mars/Base"), ("quiet", "22:00")])
def test_what_is_no_time_is_refused(field: str, value: str) -> None:
    held = daily(**{field: value})
    with pytest.raises(BadInput):
        last_moment(held, NOW) if field != "quiet" else is_quiet(held, NOW)
