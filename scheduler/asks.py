"""After a round: compares asks with the texts that came, keeps where they entered, and tells who follows them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from sqlite_utils import Database

from alerts.asks import entry_lines, standing
from alerts.messages import notice
from db.ask_texts import changed_texts, compared, count_since, newest
from db.connect import open_reader
from db.private.asks import all_asks, entries_of, mark_told, page_token, save_entries
from db.private.outbox import notify
from db.private.subscriptions import open_private
from reading.workbench.asks import entries
from records.asks import Ask, Entry


def tell_asks(public: Path, private: Path, app: str, now: datetime) -> int:
    """Compare, and put one message per ask and text in the outbox, the same never twice; how many texts took wording
    up that nobody had been told of."""
    if not private.exists():
        return 0
    told = 0
    with closing(open_private(private)) as db, closing(open_reader(public)) as connection:
        compare_asks(connection, db)
        for ask in all_asks(db):
            found = entries_of(db, ask, untold=True)
            for symbol, held in groupby(found, key=lambda entry: entry.symbol):
                told += 1
                _tell(db, ask, symbol, list(held), app, now)
            if found:
                mark_told(db, ask)
    return told


def compare_asks(connection: sqlite3.Connection, db: Database) -> None:
    """Bring what is kept of every ask into step with the texts of the public database."""
    upto = newest(connection)
    for after, asks in _by_progress(db, upto):
        changed = changed_texts(connection, after, upto)
        found: dict[int, dict[str, list[Entry]]] = {ask.id: {symbol: [] for symbol in changed} for ask in asks}
        for text in compared(connection, changed, min(ask.since for ask in asks).isoformat()):
            for ask in asks:
                if text.day >= ask.since.isoformat():
                    found[ask.id][text.symbol] = entries(ask.text, text)
        for ask in asks:
            count = count_since(connection, ask.since.isoformat())
            save_entries(db, replace(ask, seen=upto, compared=count), found[ask.id])


def _by_progress(db: Database, upto: int) -> Iterator[tuple[int, list[Ask]]]:
    """Asks that are behind, those that were compared equally far together. One ahead of a database that lost its last
    writes is compared from its beginning."""
    behind = [replace(ask, seen=0) if ask.seen > upto else ask for ask in all_asks(db) if ask.seen != upto]
    for after, asks in groupby(sorted(behind, key=lambda ask: ask.seen), key=lambda ask: ask.seen):
        yield after, list(asks)


def _tell(db: Database, ask: Ask, symbol: str, found: Sequence[Entry], app: str, now: datetime) -> None:
    if not ask.tell:
        return
    lines = [f"Your ask “{ask.name}”: {ask.text}", f"{standing(found[0])}:"]
    lines += [line for entry in found for line in entry_lines(entry)]
    lines.append(f"All your asks: {app}/asks/{page_token(db, ask.owner)}")
    message = notice(f"ask {ask.id} {symbol}", f"Your wording in {symbol}: {ask.name}", lines)
    notify(db, message, "webhook" if ask.tell.startswith("http") else "email", ask.tell, now)
