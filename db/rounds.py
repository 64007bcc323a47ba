"""Rounds and source health: read for deciding what is due, written as history."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from db.store.changes import stamp

#: How far back rounds are read for judging a source.
HORIZON = timedelta(days=60)


PastRound = tuple[str, str, int, int, str]


def past_rounds(connection: sqlite3.Connection, source: str, since: datetime) -> list[PastRound]:
    """(started, outcome, items, new, reason) of the rounds of a source since a moment, oldest first."""
    sql = (
        "SELECT started, outcome, items, new, reason FROM rounds WHERE source = ? AND started >= ? ORDER BY started, id"
    )
    return [tuple(row) for row in connection.execute(sql, [source, stamp(since)])]


def last_outcome(connection: sqlite3.Connection, source: str) -> str:
    """What the last round of a source came to; empty when there was none."""
    row = connection.execute(
        "SELECT outcome FROM rounds WHERE source = ? ORDER BY id DESC LIMIT 1", [source]
    ).fetchone()
    return str(row[0]) if row else ""


def source_days(connection: sqlite3.Connection, since: datetime) -> dict[str, bool]:
    """Sources asked since a moment: whether at least one good answer came."""
    sql = "SELECT source, max(outcome IN ('ok', 'unchanged')) FROM rounds WHERE started >= ? GROUP BY source ORDER BY 1"
    return {source: bool(good) for source, good in connection.execute(sql, [stamp(since)])}


def field_shares(
    connection: sqlite3.Connection, source: str, newest: int = 20, before: int = 100
) -> list[tuple[str, float, float]]:
    """(field, share of earlier items having it, share of the newest) of a news source; empty with too few items."""
    sql = """
      SELECT published IS NOT NULL AND published <> '', summary <> '', url <> '' FROM news
      WHERE source = ? ORDER BY id DESC LIMIT ?"""
    rows = connection.execute(sql, [source, newest + before]).fetchall()
    late, early = rows[:newest], rows[newest:]
    if len(late) < newest or len(early) < newest:
        return []
    names = ("date", "summary", "link")
    return [
        (name, sum(r[n] for r in early) / len(early), sum(r[n] for r in late) / len(late))
        for n, name in enumerate(names)
    ]


def present_health(connection: sqlite3.Connection) -> dict[str, tuple[str, str, str]]:
    """(state, reason, since) of each source as last judged."""
    sql = "SELECT source, state, reason, since FROM health WHERE until = ''"
    return {source: (state, reason, since) for source, state, reason, since in connection.execute(sql)}


def save_health(db: sqlite3.Connection, source: str, state: str, reason: str, since: datetime, at: datetime) -> bool:
    """Write a judgement down; True when the state is another than before."""
    held = db.execute("SELECT id, state FROM health WHERE source = ? AND until = ''", [source]).fetchone()
    if held and held[1] == state:
        db.execute("UPDATE health SET reason = ? WHERE id = ?", [reason, held[0]])
        return False
    if held:
        db.execute("UPDATE health SET until = ? WHERE id = ?", [stamp(at), held[0]])
    db.execute(
        "INSERT INTO health (source, state, reason, since) VALUES (?, ?, ?, ?)",
        [source, state, reason, stamp(since)],
    )
    return True


def newest_times(connection: sqlite3.Connection) -> tuple[datetime | None, datetime | None]:
    """(the newest moment any fetch or round was written, when the last round ended)."""
    fetched, finished = connection.execute(
        "SELECT (SELECT max(at) FROM fetches), (SELECT max(finished) FROM rounds)"
    ).fetchone()
    times = [datetime.fromisoformat(text) for text in (fetched, finished) if text]
    return max(times, default=None), datetime.fromisoformat(finished) if finished else None
