"""The audit: every subscription replayed against the database, and every match named that nobody was told of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from alerts.match import Batch
from alerts.wanted import parsed, wanted, words_of
from db.alertable import changed_since, items
from db.private import subscriptions
from db.private_outbox import told
from db.words import stems
from records.alerts import Item, Subscription

_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Missed:
    """A record that answers to a subscription and was not told: never matched, or still undelivered."""

    subscription: str
    kind: str
    key: str
    seq: int
    title: str
    why: str


def replayed(connection: sqlite3.Connection, held: Subscription, after: int, upto: int | None) -> Iterator[Item]:
    """The records after `after` that answer to a subscription today, read anew from the database."""
    query_stems = sorted(words_of([parsed(held.query)]))
    while True:
        changed, last = changed_since(connection, after, _CHUNK)
        if not changed:
            return
        found = [item for item in items(connection, changed) if upto is None or item.seq <= upto]
        texts = sorted({passage.text for item in found for passage in item.passages})
        words = dict(zip([*query_stems, *texts], stems([*query_stems, *texts]), strict=True))
        yield from Batch(found, words).matching(replace(wanted(held, words), cursor=0))
        after = last


def missed(connection: sqlite3.Connection, db: Database, held: Subscription) -> list[Missed]:
    """What the replay finds between the subscription's start and its cursor that no channel has accepted."""
    known = told(db, held.id)
    found = []
    for item in replayed(connection, held, held.started, held.cursor):
        done = known.get((item.kind, item.key))
        if done is not True:
            why = "never matched" if done is None else "waiting to be delivered"
            found.append(Missed(held.name, item.kind, item.key, item.seq, item.title, why))
    return found


def audit(connection: sqlite3.Connection, db: Database) -> list[Missed]:
    """All subscriptions that are active or paused."""
    held = subscriptions(db, "active", "paused")
    return [one for subscription in held for one in missed(connection, db, subscription)]
