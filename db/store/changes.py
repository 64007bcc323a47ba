"""What became new or different, in order (`changes`), and what it said before (`versions`)."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from records.fetching import Change


def stamp(moment: datetime) -> str:
    """A moment as all tables hold it: UTC, ISO 8601, whole seconds; a naive one is taken as UTC."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="seconds")


def note_change(db: sqlite3.Connection, at: datetime, kind: str, key: str, change: Change) -> int:
    """Add a row to `changes`; returns its `seq`, which strictly rises."""
    row = db.execute("INSERT INTO changes (at, kind, key, change) VALUES (?, ?, ?, ?)", (stamp(at), kind, key, change))
    return int(row.lastrowid or 0)


def note_version(db: sqlite3.Connection, kind: str, key: str, at: datetime, document: str, content: str) -> None:
    """Keep what a record said until `at`."""
    db.execute(
        "INSERT INTO versions (kind, key, replaced, document, content) VALUES (?, ?, ?, ?, ?)",
        (kind, key, stamp(at), document, content),
    )
