"""What fired, what is to be sent and what was accepted: matches, outbox and deliveries of `private.db`.

Matches and cursor move in one transaction, a message and the matches it tells of in another, and each attempt at
delivery in a third. A crash between any two of them is made good by the next round: a match is unique per
subscription and record, a message per its matches, a sending per message and channel.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from sqlite_utils import Database

from db.private.subscriptions import set_channel_state, stamp, transaction
from records.alerts import Channel, ChannelKind, Match, Message, Sending
from records.encoding import content_hash, from_json, to_json
from records.errors import MailServerDown

#: A channel that refuses so often in a row is paused, and then tried once a day for a month.
FAILURES_TO_PAUSE = 7
#: Name of the mark that says why an alert's matches cannot be put into words; empty when all can.
UNSAID = "unsaid"
PROBE_EVERY, PROBE_FOR = timedelta(days=1), timedelta(days=30)


def least_cursor(db: Database) -> int | None:
    """The furthest that all active subscriptions have been matched; None when there is none."""
    row = db.conn.execute("SELECT min(cursor) FROM subscriptions WHERE state = 'active'").fetchone()
    return cast("int | None", row[0])


def clamp_cursors(db: Database, newest: int) -> None:
    """Take cursors back to `newest` where the public database lost its last writes (power cut, replay)."""
    with transaction(db) as connection:
        connection.execute("UPDATE subscriptions SET cursor = ? WHERE cursor > ?", [newest, newest])


def record_matches(
    db: Database, matches: Iterable[Match], upto: int, examined: Mapping[int, int], now: datetime
) -> int:
    """Keep what fired and move the cursors to `upto`, in one transaction; how many matches were new."""
    at = stamp(now)
    with transaction(db) as connection:
        before = connection.total_changes
        connection.executemany(
            "INSERT OR IGNORE INTO matches (subscription, kind, key, seq, subject, at, item) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            ([m.subscription, m.kind, m.key, m.seq, m.subject, at, to_json(m)] for m in matches),
        )
        found = connection.total_changes - before
        connection.executemany(
            "UPDATE subscriptions SET cursor = max(cursor, ?), examined = examined + ? WHERE id = ?",
            ([upto, count, subscription] for subscription, count in examined.items()),
        )
    return found


def _match(row: sqlite3.Row) -> Match:
    return replace(from_json(Match, row["item"]), id=row["id"], at=datetime.fromisoformat(row["at"]))


def waiting_matches(db: Database) -> dict[int, list[Match]]:
    """Matches that no message tells of yet, oldest first, by subscription."""
    found: dict[int, list[Match]] = defaultdict(list)
    for row in db.conn.execute("SELECT * FROM matches WHERE message = '' ORDER BY id"):
        found[row["subscription"]].append(_match(row))
    return found


def matches_of(db: Database, subscription: int, limit: int = 100) -> list[Match]:
    """The newest matches of a subscription."""
    sql = "SELECT * FROM matches WHERE subscription = ? ORDER BY id DESC LIMIT ?"
    return [_match(row) for row in db.conn.execute(sql, [subscription, limit])]


def told(db: Database, subscription: int) -> dict[tuple[str, str], bool]:
    """(kind, key) of all matches of a subscription: whether every channel has accepted the message that tells of it."""
    sql = """
      SELECT m.kind, m.key, m.message <> '' AND NOT EXISTS (
        SELECT 1 FROM outbox o LEFT JOIN channels c ON c.id = o.channel
        WHERE o.message = m.message AND o.delivered = '' AND coalesce(c.state, '') <> 'removed') AS done
      FROM matches m WHERE m.subscription = ?"""
    return {(row["kind"], row["key"]): bool(row["done"]) for row in db.conn.execute(sql, [subscription])}


def known_matches(db: Database, kinds: Sequence[str]) -> set[tuple[int, str, str]]:
    """(subscription, kind, key) of all matches of some kinds."""
    marks = ", ".join("?" * len(kinds))
    rows = db.conn.execute(f"SELECT subscription, kind, key FROM matches WHERE kind IN ({marks})", kinds)
    return {(row[0], row[1], row[2]) for row in rows}


def counts(db: Database) -> tuple[int, int]:
    """Sendings accepted so far, and those waiting."""
    sql = "SELECT coalesce(sum(delivered <> ''), 0), coalesce(sum(delivered = ''), 0) FROM outbox"
    delivered, waiting = db.conn.execute(sql).fetchone()
    return delivered, waiting


def messages_since(db: Database, subscription: int, since: datetime) -> int:
    """How many messages a subscription got since a moment."""
    sql = "SELECT count(DISTINCT message) FROM outbox WHERE subscription = ? AND created >= ?"
    return cast("int", db.conn.execute(sql, [subscription, stamp(since)]).fetchone()[0])


def enqueue(
    db: Database,
    subscription: int,
    message: Message,
    channels: Iterable[Channel],
    matches: Sequence[int],
    now: datetime,
) -> bool:
    """Put a message in the outbox of each channel and mark its matches as told; False if another round was first."""
    with transaction(db) as connection:
        waiting = "SELECT count(*) FROM matches WHERE message = '' AND id IN (SELECT value FROM json_each(?))"
        ids = to_json(list(matches))
        if connection.execute(waiting, [ids]).fetchone()[0] != len(matches):
            return False
        for channel in channels:
            if channel.state in {"active", "paused"} and channel.kind != "feed":
                _insert_sending(connection, message, now, channel.kind, channel.address, subscription, channel.id)
        connection.execute(
            "UPDATE matches SET message = ? WHERE id IN (SELECT value FROM json_each(?))", [message.key, ids]
        )
        connection.execute(
            "UPDATE subscriptions SET last_message = ?, examined = 0 WHERE id = ?", [stamp(now), subscription]
        )
    return True


def notify(db: Database, message: Message, kind: ChannelKind, address: str, now: datetime) -> None:
    """Put a notice (paused channel, source in trouble, confirmation) in the outbox; the same key only once."""
    with transaction(db) as connection:
        _insert_sending(connection, message, now, kind, address)


def _insert_sending(
    connection: sqlite3.Connection,
    message: Message,
    now: datetime,
    kind: ChannelKind,
    address: str,
    subscription: int | None = None,
    channel: int | None = None,
) -> None:
    key = content_hash(f"{message.key} {channel} {kind} {address}")
    sql = "SELECT max(next_try) FROM outbox WHERE channel = ? AND delivered = ''"
    postponed = connection.execute(sql, [channel]).fetchone()[0] if channel else None
    connection.execute(
        "INSERT OR IGNORE INTO outbox (key, message, subscription, channel, kind, address, content, created, next_try) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [key, message.key, subscription, channel, kind, address, to_json(message), stamp(now), postponed or stamp(now)],
    )


def due(db: Database, now: datetime) -> list[Sending]:
    """Sendings whose time has come, oldest first; channels that were never refused come first."""
    sql = """
      SELECT o.*, coalesce(c.secret, '') AS secret, coalesce(c.token, '') AS token
      FROM outbox o LEFT JOIN channels c ON c.id = o.channel
      WHERE o.delivered = '' AND o.next_try <= ? AND (o.channel IS NULL OR c.state = 'active'
        OR (c.state = 'paused' AND c.paused > ?))
      ORDER BY coalesce(c.failures, 0), o.id"""
    return [_sending(row) for row in db.conn.execute(sql, [stamp(now), stamp(now - PROBE_FOR)])]


def _sending(row: sqlite3.Row) -> Sending:
    return Sending(
        key=row["key"],
        kind=row["kind"],
        address=row["address"],
        message=from_json(Message, row["content"]),
        subscription=row["subscription"],
        channel=row["channel"],
        secret=row["secret"],
        token=row["token"],
        attempts=row["attempts"],
        id=row["id"],
    )


def accepted(db: Database, sending: Sending, at: datetime, answer: str) -> bool:
    """The receiver took it. True when this brought a paused channel back."""
    with transaction(db) as connection:
        _log(connection, sending, at, True, answer)
        connection.execute("UPDATE outbox SET delivered = ? WHERE id = ?", [stamp(at), sending.id])
        if sending.kind == "email" and sending.attempts:
            _mail_is_back(connection, at)
        row = connection.execute("SELECT state, failures FROM channels WHERE id = ?", [sending.channel]).fetchone()
        if row and (row["state"] == "paused" or row["failures"]):
            set_channel_state(connection, cast("int", sending.channel), "active")
        return bool(row and row["state"] == "paused")


def _mail_is_back(connection: sqlite3.Connection, at: datetime) -> None:
    """What waited for the mail server alone is due now."""
    sql = """
      UPDATE outbox SET next_try = created WHERE delivered = '' AND next_try > ? AND kind = 'email'
        AND (channel IS NULL OR channel IN (SELECT id FROM channels WHERE reason LIKE ?))"""
    connection.execute(sql, [stamp(at), f"{MailServerDown.PREFIX} %"])


def refused(db: Database, sending: Sending, at: datetime, answer: str, next_try: datetime) -> bool:
    """The receiver did not take it: all that waits for this channel waits on. True when the channel is paused by it."""
    with transaction(db) as connection:
        _log(connection, sending, at, False, answer)
        postponed = "UPDATE outbox SET next_try = ? WHERE delivered = '' AND "
        if sending.channel is None:
            connection.execute(postponed + "id = ?", [stamp(next_try), sending.id])
            return False
        row = connection.execute(
            "UPDATE channels SET failures = failures + 1, reason = ? WHERE id = ? RETURNING state, failures",
            [answer, sending.channel],
        ).fetchone()
        pausing = row["state"] == "active" and row["failures"] >= FAILURES_TO_PAUSE
        if pausing:
            sql = "UPDATE channels SET state = 'paused', paused = ? WHERE id = ?"
            connection.execute(sql, [stamp(at), sending.channel])
        if (pausing or row["state"] == "paused") and not answer.startswith(MailServerDown.PREFIX):
            next_try = at + PROBE_EVERY
        connection.execute(postponed + "channel = ?", [stamp(next_try), sending.channel])
        return bool(pausing)


def _log(connection: sqlite3.Connection, sending: Sending, at: datetime, ok: bool, answer: str) -> None:
    sql = "INSERT INTO deliveries (outbox, at, accepted, answer) VALUES (?, ?, ?, ?)"
    connection.execute(sql, [sending.id, stamp(at), int(ok), answer[:500]])
    connection.execute("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", [sending.id])


def mark(db: Database, name: str) -> str:
    """A small fact kept across restarts; empty when unknown."""
    row = db.conn.execute("SELECT value FROM marks WHERE name = ?", [name]).fetchone()
    return row["value"] if row else ""


def set_mark(db: Database, name: str, value: str) -> None:
    """Keep a small fact across restarts."""
    with transaction(db) as connection:
        connection.execute("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", [name, value])
