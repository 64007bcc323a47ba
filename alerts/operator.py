"""What the operator hears: every trouble, repeated until it is mended, in one mail a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

from alerts.delivery import kind_of
from alerts.messages import notice
from alerts.settings import Settings
from db.private.outbox import UNSAID, mark, notify, set_mark
from db.private.subscriptions import channels, subscriptions

#: UTC hour from which the mail of a day may go out; what breaks later is in tomorrow's.
HOUR = 6


def paused_channels(db: Database) -> dict[str, str]:
    """Channels that are paused because they refused, with their last answer."""
    names = {held.id: held.name for held in subscriptions(db)}
    return {
        f"channel {channel.id} ({channel.kind}) of alert “{names[channel.subscription]}”": channel.reason
        for channel in channels(db)
        if channel.state == "paused" and channel.subscription in names
    }


def tell_late(db: Database, count: int, now: datetime, settings: Settings) -> None:
    """What the nightly audit found, in a mail of its own: it is mended by then, so the daily one has nothing to say."""
    if settings.operator:
        told = f"{count} record{'s' if count > 1 else ''} had not been matched by the alerts; told late"
        lines = [f"The nightly audit replayed all alerts: {told}.", "Please report this, with the log of that day."]
        message = notice(f"audit {now.date().isoformat()}", f"caac-monitor: {told}", lines, {"late": count})
        notify(db, message, kind_of(settings.operator), settings.operator, now)


def tell_operator(db: Database, troubles: Mapping[str, str], now: datetime, settings: Settings) -> bool:
    """Put today's mail in the outbox when anything is wrong, or when everything is mended since the last one."""
    every = {**troubles, **paused_channels(db)}
    if unsaid := mark(db, UNSAID):
        every["messages"] = unsaid
    told_before, today = mark(db, "troubles"), now.date().isoformat()
    last_day, _, last_troubles = told_before.partition(" ")
    if not settings.operator or last_day == today or now.hour < HOUR or not (every or last_troubles):
        return False
    if every:
        subject = f"caac-monitor: {len(every)} thing{'s' if len(every) > 1 else ''} to look at"
        lines = [*(f"{name}: {what}" for name, what in every.items()), "This comes once a day until it is mended."]
    else:
        subject, lines = "caac-monitor: all is mended", ["What was reported before is in order again."]
    message = notice(f"operator {today}", subject, lines, {"troubles": every})
    notify(db, message, kind_of(settings.operator), settings.operator, now)
    set_mark(db, "troubles", f"{today} {len(every) or ''}".strip())
    return True
