"""Silence one can trust: "nothing new", with the proof."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from sqlite_utils import Database

from alerts.audit import missed
from alerts.messages import silence
from alerts.settings import Settings
from alerts.when import is_quiet
from db.private.outbox import enqueue, waiting_matches
from db.private.subscriptions import channels, subscriptions
from db.rounds import source_days
from records.alerts import Subscription


def proof(
    connection: sqlite3.Connection, db: Database, held: Subscription, since: datetime, now: datetime
) -> list[str]:
    """What was up, how much was matched, and whether a replay of the search finds anything that was not told."""
    sources = source_days(connection, since)
    up = [source for source, good in sources.items() if good]
    down = sorted(set(sources) - set(up))
    lines = [
        f"From {since:%-d %B %Y %H:%M} to {now:%-d %B %Y %H:%M} (UTC) nothing answered to this alert.",
        f"{len(up)} of {len(sources)} sources were asked and answered in that time"
        + (f"; no good answer came from: {', '.join(down)}." if down else "."),
        f"{held.examined} new or changed records were matched against it.",
    ]
    found = missed(connection, db, held)
    if found:
        return [*lines, f"A replay of the search found {len(found)} records not told of; they follow."]
    return [*lines, "A replay of the search over everything since this alert was set found nothing missed."]


def tell_silence(connection: sqlite3.Connection, db: Database, now: datetime, settings: Settings) -> int:
    """Compose the "nothing new" messages that fall due; how many."""
    told, waiting = 0, None
    for held in subscriptions(db, "active"):
        since = held.last_message or held.created
        due = since is not None and held.silence_days and now - since >= timedelta(days=held.silence_days)
        if since is None or not due or is_quiet(held, now):
            continue
        waiting = waiting_matches(db) if waiting is None else waiting
        if held.id not in waiting:
            lines = proof(connection, db, held, since, now)
            message = silence(held, f"silence {now:%Y-%m-%d}", lines, settings.site)
            told += enqueue(db, held.id, message, channels(db, held.id), [], now)
    return told
