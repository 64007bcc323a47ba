"""The audit: every subscription replayed against the database, and every match named that nobody was told of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from alerts.match import Batch
from alerts.wanted import parsed, wanted, words_of
from alerts.when import batches, day_began
from db.alertable.items import changed_since, items
from db.private.outbox import messages_since, told, waiting_matches
from db.private.subscriptions import subscriptions
from db.search.stems import stems
from records.alerts import Item, Match, Subscription

_CHUNK = 5000
#: Why a match is not told that waits for its digest, the end of quiet hours or of a pause, or the cap.
NOT_DUE = "not due yet"


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


def missed(
    connection: sqlite3.Connection, db: Database, held: Subscription, early: Set[tuple[str, str]] = frozenset()
) -> list[Missed]:
    """What the replay finds between the subscription's start and its cursor that no channel has accepted. `early` are
    (kind, key) of matches that are not due yet."""
    known = told(db, held.id)
    found = []
    for item in replayed(connection, held, held.started, held.cursor):
        done = known.get((item.kind, item.key))
        if done is not True:
            why = "never matched" if done is None else "waiting to be delivered"
            if (item.kind, item.key) in early:
                why = NOT_DUE
            found.append(Missed(held.name, item.kind, item.key, item.seq, item.title, why))
    return found


def audit(connection: sqlite3.Connection, db: Database, now: datetime | None = None) -> list[Missed]:
    """All subscriptions that are active or paused. With `now`, what is not due yet is told from what is late."""
    waiting, found = waiting_matches(db), list[Missed]()
    for held in subscriptions(db, "active", "paused"):
        early = _not_due(db, held, waiting.get(held.id, []), now) if now else frozenset()
        found += missed(connection, db, held, early)
    return found


def _not_due(db: Database, held: Subscription, waiting: Sequence[Match], now: datetime) -> Set[tuple[str, str]]:
    """Matches that wait for a digest, the end of quiet hours, tomorrow's cap, or the end of a pause."""
    sent = messages_since(db, held.id, day_began(held, now))
    due = batches(held, waiting, sent, now) if held.state == "active" else []
    ready = {match.id for matches, _ in due for match in matches}
    return {(match.kind, match.key) for match in waiting if match.id not in ready}
