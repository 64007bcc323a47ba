"""The audit of every night: what was missed is told late, and the operator hears of it."""

from __future__ import annotations

import logging
from contextlib import closing

from sqlite_utils import Database

from alerts.audit import audit
from alerts.operator import tell_late
from alerts.round import match_changes
from db.connect import open_reader
from db.private.subscriptions import open_private
from scheduler.jobs import House

logger = logging.getLogger(__name__)


def nightly(house: House) -> None:
    """Replay all subscriptions; what was missed is matched late and told to the operator."""
    with closing(open_reader(house.public)) as connection, closing(open_private(house.private)) as db:
        missed = [one for one in audit(connection, db) if one.why == "never matched"]
        if missed:
            repair(db, house, len(missed))


def repair(db: Database, house: House, count: int) -> None:
    """Match again from the start of each subscription: what is known stays, what was missed is added."""
    logger.error("the audit found %d records that were never matched; they are told now", count)
    with house.writing, closing(open_reader(house.public)) as reader:
        db.conn.execute("UPDATE subscriptions SET cursor = started WHERE state IN ('active', 'paused')")
        match_changes(reader, db, house.clock())
    tell_late(db, count, house.clock(), house.alerts)
