"""A clock that was wrong and is set right again: what was dated ahead must not wait until then."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlite_utils import Database

from db.private.subscriptions import stamp, transaction

logger = logging.getLogger(__name__)
#: Two clocks of one machine differ by less; and no attempt is put off for longer than this.
SLACK, FURTHEST = timedelta(minutes=5), timedelta(days=2)
_AHEAD = (
    ("matches", "at", SLACK, "message = ''"),
    ("outbox", "created", SLACK, "1"),
    ("outbox", "next_try", FURTHEST, "delivered = ''"),
    ("subscriptions", "created", SLACK, "1"),
    ("subscriptions", "last_message", SLACK, "1"),
    ("channels", "paused", SLACK, "1"),
)


def heed_clock(db: Database, now: datetime) -> int:
    """Date what lies ahead of the clock at `now`; how many times were mended."""
    conditions = [
        (table, column, f"{only} AND {column} > ?", stamp(now + most)) for table, column, most, only in _AHEAD
    ]
    if not any(
        db.conn.execute(f"SELECT 1 FROM {table} WHERE {where} LIMIT 1", [limit]).fetchone()
        for table, _, where, limit in conditions
    ):
        return 0
    with transaction(db) as connection:
        before = connection.total_changes
        for table, column, where, limit in conditions:
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", [stamp(now), limit])
        mended = connection.total_changes - before
    logger.warning("the clock was set back: %d times of the alerts lay ahead of it and count as now", mended)
    return mended
