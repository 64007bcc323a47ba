"""The catalogue with the health of each source, as far as rounds and fetches tell it."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from db.pages.rows import Row, rows


def source_list(connection: sqlite3.Connection) -> list[Row]:
    """Every source with its last round, last success, last new item and failures since that success."""
    found = rows(
        connection,
        """
        WITH last AS (SELECT source, max(id) AS id FROM rounds GROUP BY source),
        good AS (SELECT source, max(finished) AS at, max(id) AS id FROM rounds
                 WHERE outcome IN ('ok', 'unchanged') GROUP BY source),
        fresh AS (SELECT source, max(finished) AS at FROM rounds WHERE new > 0 GROUP BY source),
        bad AS (SELECT r.source, count(*) AS n FROM rounds r LEFT JOIN good g ON g.source = r.source
                WHERE r.outcome NOT IN ('ok', 'unchanged') AND r.id > coalesce(g.id, 0) GROUP BY r.source)
        SELECT s.*, r.outcome, r.reason, r.finished AS last_round, r.items AS last_items, good.at AS last_success,
               fresh.at AS last_new, coalesce(bad.n, 0) AS failures
        FROM sources s LEFT JOIN last ON last.source = s.id LEFT JOIN rounds r ON r.id = last.id
        LEFT JOIN good ON good.source = s.id LEFT JOIN fresh ON fresh.source = s.id LEFT JOIN bad ON bad.source = s.id
        ORDER BY s.priority, s.title
        """,
    )
    states = {row["source"]: row for row in rows(connection, "SELECT * FROM health WHERE until IS NULL OR until = ''")}
    for row in found:
        state = states.get(row["id"])
        row["state"] = state["state"] if state else ""
        row["state_reason"] = state["reason"] if state else ""
    return found


def silence_days(row: Row, now: datetime) -> float | None:
    """Days since the last new item; None when there never was one."""
    if not row["last_new"]:
        return None
    at = datetime.fromisoformat(str(row["last_new"]).replace("Z", "+00:00"))
    at = at if at.tzinfo else at.replace(tzinfo=now.tzinfo)
    return (now - at).total_seconds() / 86400
