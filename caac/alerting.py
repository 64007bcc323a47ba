"""What `caac alerts` and its tests share: opening the private database, and alerts in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlite_utils import Database

from alerts.settings import Settings, load
from alerts.trying import TOO_MANY_A_DAY, try_out
from caac.context import Data, now, say
from db.private.outbox import matches_of
from db.private.subscriptions import channels, open_private
from records.alerts import Subscription

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@contextmanager
def private(data: Data) -> Iterator[Database]:
    """The private database of a data folder."""
    with closing(open_private(data.private)) as db:
        yield db


def settings(data: Data) -> Settings:
    """`alerts.yaml` of the data folder."""
    return load(data.folder / "alerts.yaml")


def warn(data: Data, wanted: Subscription) -> None:
    """Say how much would have come, and warn of a deluge."""
    if not data.public.is_file():
        return
    with data.reader() as connection:
        tried = try_out(connection, wanted, now())
    say(f"in the last {tried.days} days it would have fired {len(tried.matches)} times")
    if tried.a_day > TOO_MANY_A_DAY:
        say(f"warning: {tried.a_day:.0f} a day is a deluge; narrow the search or choose a digest (--frequency daily)")


def addresses_of(data: Data, held: Subscription) -> list[str]:
    """Channels of a subscription in words, the feed and a webhook's secret included: they are the owner's to know."""
    app = settings(data).app
    with private(data) as db:
        lines = []
        for channel in channels(db, held.id):
            state = "" if channel.state == "active" else f" ({channel.state}: {channel.reason or 'not confirmed'})"
            where = f"{app}/feed/{held.feed_token}.atom" if channel.kind == "feed" else channel.address
            secret = f", signed with {channel.secret}" if channel.secret else ""
            lines.append(f"{channel.kind}: {where}{secret}{state}")
    return lines


def shown(data: Data, held: Subscription) -> dict[str, object]:
    """One subscription for JSON."""
    with private(data) as db:
        recent = [
            {"kind": m.kind, "key": m.key, "title": m.title, "at": m.at.isoformat() if m.at else ""}
            for m in matches_of(db, held.id, 20)
        ]
    return {
        "name": held.name, "why": held.why, "owner": held.owner, "search": held.query, "kinds": held.kinds,
        "languages": held.languages, "frequency": held.frequency, "hour": held.hour,
        "weekday": WEEKDAYS[held.weekday], "timezone": held.timezone, "quiet": held.quiet, "cap": held.cap,
        "state": held.state, "last_message": held.last_message.isoformat() if held.last_message else None,
        "channels": addresses_of(data, held), "recent": recent,
    }  # fmt: skip
