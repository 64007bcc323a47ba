"""One round of the alert side: read what changed behind the cursors, match, compose, deliver.

Each step is one transaction in `private.db` and finds out for itself what is left to do, so that a crash anywhere
neither loses nor repeats anything: the next round simply goes on.
"""

from __future__ import annotations

import fcntl
import gc
import logging
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from alerts.delivery import Courier
from alerts.match import Batch, Wanted
from alerts.messages import compose
from alerts.quoting import Sentence, evidence, looked_through, quotes
from alerts.settings import Settings
from alerts.silence import tell_silence
from alerts.wanted import codes, parsed, wanted, words_of
from alerts.when import batches, day_began
from db.alertable.events import STANDING, standing
from db.alertable.items import changed_since, items, name_situations, newest
from db.connect import open_reader
from db.private.clock import heed_clock
from db.private.outbox import (
    UNSAID,
    clamp_cursors,
    counts,
    enqueue,
    known_matches,
    least_cursor,
    mark,
    messages_since,
    record_matches,
    set_mark,
    waiting_matches,
)
from db.private.subscriptions import channels, open_private, subscriptions
from db.search.stems import spans, stem_of, stems
from records.alerts import Item, Match, Subscription
from records.errors import BadInput, StoreError

logger = logging.getLogger(__name__)
#: Changes read at a time.
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Report:
    """What a round came to: records matched, messages composed, sendings accepted and still waiting."""

    matched: int
    composed: int
    delivered: int
    waiting: int


def run(public: Path, private: Path, now: datetime, settings: Settings) -> Report:
    """A whole round, deliveries included. StoreError when another process is at it."""
    with only_one(private), closing(open_private(private)) as db:
        before = counts(db)
        matched, composed = prepare(public, db, now, settings)
        courier = Courier(private, settings, lambda: now)
        courier.start()
        courier.finish()
        after = counts(db)
    return Report(matched, composed, after[0] - before[0], after[1])


@contextmanager
def only_one(private: Path) -> Iterator[None]:
    """An operating-system lock on deliveries: a running service and `caac alerts run` must not both send."""
    private.parent.mkdir(parents=True, exist_ok=True)
    with private.with_name(private.name + ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError("another process (caac up, caac alerts run) is at work on this data folder") from error
        yield


def prepare(public: Path, db: Database, now: datetime, settings: Settings) -> tuple[int, int]:
    """Match and compose, without delivering: (new matches, messages put in the outbox)."""
    with closing(open_reader(public)) as connection:
        matched = match_changes(connection, db, now)
    return matched, tell(public, db, now, settings)


def tell(public: Path, db: Database, now: datetime, settings: Settings) -> int:
    """Compose what may be told by now of what was matched before; how many messages entered the outbox."""
    heed_clock(db, now)
    with closing(open_reader(public)) as connection:
        return compose_due(db, now, settings) + tell_silence(connection, db, now, settings)


def match_changes(connection: sqlite3.Connection, db: Database, now: datetime) -> int:
    """Match everything behind the cursors, in batches; each batch and its cursors are one transaction."""
    clamp_cursors(db, newest(connection))
    found, listening = 0, list[Subscription]()
    while (after := least_cursor(db)) is not None:
        changed, upto = changed_since(connection, after, BATCH)
        if not changed:
            return found + _match_standing(connection, db, listening or subscriptions(db, "active"), now)
        with _uncollected():
            listening = subscriptions(db, "active")
            matches = match_items(items(connection, changed), listening)
        seqs = sorted(changed.values())
        examined = {held.id: len(seqs) - bisect_right(seqs, held.cursor) for held in listening if held.cursor < upto}
        found += record_matches(db, matches, upto, examined, now)
    return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """A batch makes hundreds of thousands of objects, none in a cycle; looking for garbage took a quarter of it."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _match_standing(
    connection: sqlite3.Connection, db: Database, listening: Sequence[Subscription], now: datetime
) -> int:
    """Mandates about to end, signals, sources in trouble: few at any time, so all of them are looked at each round."""
    asked = [held for held in listening if set(held.kinds) & set(STANDING)]
    if not asked:
        return 0
    lead = max((held.lead_days for held in asked if "mandate_end" in held.kinds), default=0)
    present = standing(connection, now.date(), lead)
    name_situations(connection, present)
    known = known_matches(db, STANDING)
    days = {held.id: held.lead_days for held in asked}
    ends = {(item.kind, item.key): item.day for item in present if item.kind == "mandate_end"}
    fresh = []
    for match in match_items(present, asked):
        day = ends.get((match.kind, match.key))
        early = day is not None and (day - now.date()).days > days[match.subscription]
        if not early and (match.subscription, match.kind, match.key) not in known:
            fresh.append(match)
    return record_matches(db, fresh, 0, {}, now) if fresh else 0


def match_items(found: Sequence[Item], listening: Sequence[Subscription]) -> list[Match]:
    """Which of `found` each subscription is to hear of, with the sentence that fired."""
    queries = [parsed(held.query) for held in listening]
    words = sorted(words_of(queries))
    texts = sorted({passage.text for item in found for passage in item.passages})
    held_stems = stems([*words, *texts])
    stems_of = dict(zip([*words, *texts], held_stems, strict=True))
    batch = Batch(found, stems_of)
    pairs = []
    for held in listening:
        asked = wanted(held, stems_of)
        pairs += [(held, asked, item) for item in batch.matching(asked)]
    matched = {id(item): item for _, _, item in pairs}.values()
    printed = {word for item in matched for passage in item.passages for word, _, _ in spans(passage.text)}
    quoting = _Quoting(stem_of(printed))
    return [quoting.match(held, asked, item) for held, asked, item in pairs]


class _Quoting:
    """Puts a match together; each record is looked through once, whoever asked for it."""

    def __init__(self, stem_by_word: dict[str, str]) -> None:
        self._stem_by_word = stem_by_word
        self._sentences: dict[tuple[str, str], list[Sentence]] = {}

    def match(self, held: Subscription, asked: Wanted, item: Item) -> Match:
        key = (item.kind, item.key)
        if key not in self._sentences:
            self._sentences[key] = looked_through(item, self._stem_by_word, spans)
        most = 1 if item.standing == "reported" else 2
        found = quotes(self._sentences[key], asked.terms, held.languages, most)
        return Match(
            subscription=held.id,
            kind=item.kind,
            key=item.key,
            seq=item.seq,
            subject=item.subject,
            title=item.title,
            standing=item.standing,
            quotes=found or evidence(item, codes(parsed(held.query))),
            note=item.note,
            day=item.day.isoformat() if item.day else "",
            page=item.page,
            url=item.url,
            document=item.document,
        )


def compose_due(db: Database, now: datetime, settings: Settings) -> int:
    """Put into words what fired and may be told now; how many messages entered the outbox."""
    waiting, composed, unsaid = waiting_matches(db), 0, ""
    for held in subscriptions(db, "active") if waiting else ():
        if held.id in waiting:
            try:
                composed += _compose(db, held, waiting[held.id], now, settings)
            except BadInput as error:
                # One alert that cannot be put into words silences no other; its matches wait.
                unsaid = f"alert “{held.name}”: {error}"
                logger.error("%s; its matches wait", unsaid)
    if unsaid != mark(db, UNSAID):
        set_mark(db, UNSAID, unsaid)
    return composed


def _compose(db: Database, held: Subscription, waiting: Sequence[Match], now: datetime, settings: Settings) -> int:
    composed, sent = 0, messages_since(db, held.id, day_began(held, now))
    for matches, kept_back in batches(held, waiting, sent, now):
        message = compose(held, matches, settings.site, kept_back)
        composed += enqueue(db, held.id, message, channels(db, held.id), [match.id for match in matches], now)
    return composed
