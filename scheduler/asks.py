"""After a round: tells who follows an ask that its wording entered a text adopted since."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from alerts.messages import notice
from db.agreed import AdoptedTexts
from db.connect import open_reader
from db.private import open_private
from db.private_asks import Ask, all_asks, mark_seen
from db.private_outbox import notify
from reading.asks import Entry, entries
from scheduler.meanings import FILE


def tell_asks(public: Path, private: Path, now: datetime) -> int:
    """Put one message per ask and text in the outbox, the same never twice; returns how many texts took wording up."""
    if not private.exists():
        return 0
    told = 0
    with closing(open_private(private)) as db, closing(open_reader(public)) as connection:
        newest = int(connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])
        corpus = AdoptedTexts(connection, public.with_name(FILE))
        for ask in all_asks(db):
            changed = _changed(connection, ask.seen, newest)
            if changed:
                found = [e for e in entries(ask.text, ask.since, corpus) if e.near.adopted.symbol in changed]
                told += len({e.near.adopted.symbol for e in found})
                _tell(db, ask, found, now)
            mark_seen(db, ask, newest)
    return told


def _changed(connection: sqlite3.Connection, after: int, newest: int) -> set[str]:
    rows = connection.execute(
        "SELECT DISTINCT key FROM changes WHERE seq > ? AND seq <= ? AND kind IN ('resolution', 'statement')",
        (after, newest),
    )
    return {row[0] for row in rows}


def _tell(db: Database, ask: Ask, found: Sequence[Entry], now: datetime) -> None:
    if not ask.tell:
        return
    for symbol in dict.fromkeys(entry.near.adopted.symbol for entry in found):
        lines = [f"Wording of your ask “{ask.name}” stands in {symbol}."]
        for entry in found:
            one = entry.near.adopted
            if one.symbol == symbol:
                lines += [
                    f"Paragraph {one.paragraph} ({entry.closeness}, {entry.near.wording:.0%} in common): {one.text}"
                ]
                lines += [f"Left out: {'; '.join(entry.left_out)}"] if entry.left_out else []
                lines += [f"Vote: {one.vote}"] if one.vote else []
        message = notice(f"ask {ask.id} {symbol}", f"Your wording in {symbol}: {ask.name}", lines)
        notify(db, message, "webhook" if ask.tell.startswith("http") else "email", ask.tell, now)
