"""What a search would have fired on, before it is set."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.audit import replayed
from alerts.round import match_items
from db.alertable.events import would_have_stood
from db.alertable.items import name_situations, seq_before
from records.alerts import Match, Subscription

#: More than this a day is a deluge.
TOO_MANY_A_DAY = 50


@dataclass(frozen=True, slots=True)
class Tried:
    """What would have fired, oldest first, over `days` days."""

    matches: tuple[Match, ...]
    days: int

    @property
    def a_day(self) -> float:
        """Matches a day, on average."""
        return len(self.matches) / self.days

    @property
    def deluge(self) -> bool:
        """Whether that is more than anybody reads."""
        return self.a_day > TOO_MANY_A_DAY


def try_out(connection: sqlite3.Connection, wanted: Subscription, now: datetime, days: int = 100) -> Tried:
    """Records of the last `days` days, by the day they are about or came out, that answer to `wanted`."""
    since = (now - timedelta(days=days)).date()
    after = seq_before(connection, now - timedelta(days=days))
    held = replace(wanted, cursor=0)
    found = {(item.kind, item.key): item for item in replayed(connection, held, after, None)}
    items = [item for item in found.values() if item.day is None or item.day >= since]
    stood = would_have_stood(connection, since, now.date(), wanted.lead_days)
    name_situations(connection, stood)
    items += [item for item in stood if not item.kinds.isdisjoint(wanted.kinds)]
    matches = match_items(items, [held])
    return Tried(tuple(sorted(matches, key=lambda match: match.day)), days)
