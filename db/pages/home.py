"""What the home page shows: what ends soon, what is new, and where."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from db.pages.rows import Row, first, rows


def holds_sample(connection: sqlite3.Connection) -> bool:
    """Whether the database holds the invented sample world (for the banner)."""
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM sources WHERE sample = 1) OR EXISTS"
            " (SELECT 1 FROM resolutions WHERE number >= 9001)"
        ).fetchone()[0]
    )


def ends_soon(connection: sqlite3.Connection, today: date, limit: int = 6) -> list[Row]:
    """Mandates and measures whose end stands, from today on, soonest first."""
    return rows(
        connection,
        "SELECT e.*, r.number FROM mandate_ends e LEFT JOIN resolutions r ON r.symbol = e.symbol"
        " WHERE due >= ? AND superseded_by = '' GROUP BY due, e.symbol, mandate ORDER BY due, e.symbol LIMIT ?",
        today.isoformat(),
        limit,
    )


def newest_resolutions(connection: sqlite3.Connection, limit: int = 6) -> list[Row]:
    """The last resolutions by number."""
    return rows(connection, "SELECT * FROM resolutions ORDER BY number DESC LIMIT ?", limit)


def newest_stories(connection: sqlite3.Connection, limit: int = 6, situation: str = "") -> list[Row]:
    """Relevant stories, last seen first."""
    where = "AND instr(' ' || countries || ' ', ' ' || ?1 || ' ') > 0" if situation else "AND ?1 = ''"
    return rows(
        connection,
        f"SELECT * FROM stories WHERE relevant = 1 {where} ORDER BY last_seen DESC LIMIT ?2",
        situation,
        limit,
    )


def dropped_lately(connection: sqlite3.Connection, today: date, limit: int = 4) -> list[Row]:
    """Renewals of the last two years that lost or weakened child provisions, newest first."""
    return rows(
        connection,
        "SELECT w.*, n.adopted, n.number AS new_number, o.number AS old_number FROM renewals w"
        " JOIN resolutions n ON n.symbol = w.new JOIN resolutions o ON o.symbol = w.old"
        " WHERE (w.dropped > 0 OR w.weakened > 0) AND n.adopted >= ? ORDER BY n.number DESC LIMIT ?",
        (today - timedelta(days=730)).isoformat(),
        limit,
    )


def held(connection: sqlite3.Connection) -> Row:
    """How much there is: cheap figures only (the highest row number stands for the count of news)."""
    found = first(
        connection,
        "SELECT (SELECT count(*) FROM resolutions) AS resolutions, (SELECT count(*) FROM statements) AS statements,"
        " (SELECT max(id) FROM news) AS news, (SELECT count(*) FROM sources) AS sources,"
        " (SELECT max(finished) FROM rounds) AS refreshed",
    )
    return found or {}
