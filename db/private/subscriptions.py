"""`private.db`: subscriptions, channels and cursors. Opened by the alert side alone, never by Datasette."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from sqlite_utils import Database

from db.migrations import migrate
from records.alerts import Channel, ChannelKind, Frequency, State, Subscription
from records.errors import BadInput, NotFound, StoreError

SCHEMA = Path(__file__).parents[1] / "schema_private"
_FIELDS = (
    "name why owner query kinds languages frequency hour weekday timezone quiet cap lead_days silence_days "
    "state created started cursor examined last_message feed_token"
).split()


def open_private(path: Path) -> Database:
    """The private database, migrated; made readable by its owner alone when new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = not path.exists()
    try:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        db = Database(connection)
        migrate(db, "private", SCHEMA)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: {error}") from error
    if fresh:
        path.chmod(0o600)
    return db


@contextmanager
def transaction(db: Database) -> Iterator[sqlite3.Connection]:
    """All or nothing; takes the write lock at once, so that what is read inside stays true."""
    with db.conn:
        db.conn.execute("BEGIN IMMEDIATE")
        yield db.conn


def moment(text: str) -> datetime | None:
    """A stored time; None for the empty text."""
    return datetime.fromisoformat(text) if text else None


def stamp(at: datetime) -> str:
    """A time as stored: UTC, ISO 8601, to the second's fraction, so that texts sort as times do."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def _subscription(row: sqlite3.Row) -> Subscription:
    values: dict[str, Any] = {name: row[name] for name in _FIELDS}
    values.update(
        id=row["id"],
        kinds=tuple(row["kinds"].split()),
        languages=tuple(row["languages"].split()),
        created=moment(row["created"]),
        last_message=moment(row["last_message"]),
    )
    return Subscription(**values)


def _channel(row: sqlite3.Row) -> Channel:
    return Channel(
        cast("ChannelKind", row["kind"]),
        row["address"],
        row["secret"],
        row["token"],
        cast("State", row["state"]),
        row["failures"],
        row["reason"],
        row["id"],
        row["subscription"],
    )


def add_subscription(db: Database, wanted: Subscription, channels: Iterable[Channel], now: datetime) -> Subscription:
    """Store a new subscription with its channels; its name must be free."""
    row: dict[str, object] = {name: getattr(wanted, name) for name in _FIELDS}
    row.update(
        kinds=" ".join(wanted.kinds),
        languages=" ".join(wanted.languages),
        created=stamp(now),
        last_message="",
        cursor=wanted.started,
        feed_token=wanted.feed_token or secrets.token_urlsafe(24),
    )
    with transaction(db) as connection:
        if connection.execute("SELECT 1 FROM subscriptions WHERE name = ?", [wanted.name]).fetchone():
            raise BadInput(f"a subscription called {wanted.name!r} exists already")
        marks = ", ".join("?" * len(row))
        cursor = connection.execute(f"INSERT INTO subscriptions ({', '.join(row)}) VALUES ({marks})", [*row.values()])
        for channel in channels:
            _insert_channel(connection, replace(channel, subscription=cast("int", cursor.lastrowid)))
    return subscription(db, wanted.name)


def _insert_channel(connection: sqlite3.Connection, channel: Channel) -> None:
    connection.execute(
        "INSERT INTO channels (subscription, kind, address, secret, token, state) VALUES (?, ?, ?, ?, ?, ?)",
        [
            channel.subscription,
            channel.kind,
            channel.address,
            channel.secret or (secrets.token_urlsafe(32) if channel.kind == "webhook" else ""),
            channel.token or secrets.token_urlsafe(24),
            channel.state,
        ],
    )


def subscription(db: Database, name: str | int) -> Subscription:
    """The subscription of that name, or of that number; NotFound with the nearest name."""
    column = "id" if isinstance(name, int) else "name"
    for row in db.conn.execute(f"SELECT * FROM subscriptions WHERE {column} = ?", [name]):
        return _subscription(row)
    known = [held.name for held in subscriptions(db)]
    raise NotFound("subscription", str(name), *get_close_matches(str(name), known, 1, 0.0))


def subscriptions(db: Database, *states: State) -> list[Subscription]:
    """All subscriptions in `states` (all that are not removed when none is named), oldest first."""
    wanted = states or ("unconfirmed", "active", "paused")
    marks = ", ".join("?" * len(wanted))
    found = db.conn.execute(f"SELECT * FROM subscriptions WHERE state IN ({marks}) ORDER BY id", wanted)
    return [_subscription(row) for row in found]


def channels(db: Database, subscription_id: int | None = None) -> list[Channel]:
    """Channels that are not removed, of one subscription or of all."""
    sql = "SELECT * FROM channels WHERE state <> 'removed' AND (? IS NULL OR subscription = ?) ORDER BY id"
    return [_channel(row) for row in db.conn.execute(sql, [subscription_id, subscription_id])]


def channel_owner(db: Database, channel_id: int) -> tuple[str, str]:
    """Name of the subscription of a channel, and its owner's e-mail address (may be empty)."""
    sql = "SELECT s.name, s.owner FROM subscriptions s JOIN channels c ON c.subscription = s.id WHERE c.id = ?"
    row = db.conn.execute(sql, [channel_id]).fetchone()
    return (row["name"], row["owner"]) if row else ("", "")


def channel_by_token(db: Database, token: str) -> Channel | None:
    """The channel whose confirm and unsubscribe token this is."""
    row = db.conn.execute("SELECT * FROM channels WHERE token = ?", [token]).fetchone()
    return _channel(row) if row else None


def subscription_by_feed(db: Database, token: str) -> Subscription | None:
    """The subscription whose Atom feed lies under this token."""
    row = db.conn.execute("SELECT * FROM subscriptions WHERE feed_token = ?", [token]).fetchone()
    return _subscription(row) if row and row["state"] in {"active", "paused"} else None


def set_state(db: Database, name: str | int, state: State) -> Subscription:
    """Pause, resume or remove a subscription; resuming also frees its paused channels. It stays on record."""
    found = subscription(db, name)
    with transaction(db) as connection:
        connection.execute("UPDATE subscriptions SET state = ? WHERE id = ?", [state, found.id])
        if state == "active":
            for channel in channels(db, found.id):
                if channel.state == "paused":
                    set_channel_state(connection, channel.id, "active")
        if state == "removed":
            connection.execute("UPDATE channels SET state = 'removed' WHERE subscription = ?", [found.id])
            freed = f"{found.name} (removed {found.id})"
            connection.execute("UPDATE subscriptions SET name = ? WHERE id = ?", [freed, found.id])
    return replace(found, state=state)


def set_channel_state(connection: sqlite3.Connection, channel_id: int, state: State) -> None:
    """Change one channel. A channel made active starts without failures, and what waits for it is due at once."""
    connection.execute("UPDATE channels SET state = ? WHERE id = ?", [state, channel_id])
    if state == "active":
        connection.execute("UPDATE channels SET failures = 0, reason = '', paused = '' WHERE id = ?", [channel_id])
        connection.execute("UPDATE outbox SET next_try = created WHERE channel = ? AND delivered = ''", [channel_id])


def confirm_channel(db: Database, channel: Channel, started: int) -> None:
    """The owner of an address confirmed it; a subscription that waited for this begins after `started`."""
    with transaction(db) as connection:
        set_channel_state(connection, channel.id, "active")
        connection.execute(
            "UPDATE subscriptions SET state = 'active', started = ?, cursor = ? WHERE id = ? AND state = 'unconfirmed'",
            [started, started, channel.subscription],
        )


def remove_channel(db: Database, channel: Channel) -> None:
    """Stop one channel; a subscription left without any is removed."""
    with transaction(db) as connection:
        set_channel_state(connection, channel.id, "removed")
    if not channels(db, channel.subscription):
        set_state(db, channel.subscription, "removed")


def unconfirmed_since(db: Database, address: str, since: datetime) -> int:
    """How often an address was asked to confirm since a moment and has not."""
    sql = """
      SELECT count(*) FROM channels c JOIN subscriptions s ON s.id = c.subscription
      WHERE c.address = ? AND c.state = 'unconfirmed' AND s.created >= ?"""
    return cast("int", db.conn.execute(sql, [address, stamp(since)]).fetchone()[0])


def frequency(text: str) -> Frequency:
    """A frequency by its name, as people write it."""
    name = text.strip().lower().replace(" ", "_").replace("-", "_")
    if name not in {"at_once", "hourly", "daily", "weekly"}:
        raise BadInput(f"unknown frequency {text!r}; known are at once, hourly, daily, weekly")
    return cast("Frequency", name)
