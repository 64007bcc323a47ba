"""The one way into `caac.db`: every save is idempotent, says what it meant, and belongs to a transaction.

Deterministic: the same saves in the same order give the same rows, so a replay of the archive's log rebuilds the
database row for row. The work is done in the modules beside it, by domain.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlite_utils import Database

from db.archive.archive import Location
from db.archive.redactions import Redaction, note_redaction
from db.store import crawls as store_crawls
from db.store import news as store_news
from db.store import readings as store_readings
from db.store import reports as store_reports
from db.store import texts as store_texts
from db.store.fulltext import flush, forget
from db.store.overrides import Override, note_override
from records.council import CouncilText
from records.fetching import Change, Document, Fetch, Source, Validators
from records.news import NewsItem
from records.readings import NewsReading, TextReading
from records.reports import Listing, VerifiedTotal


class Store:
    """The public database behind its writing connection. `rules_version` is stored with each reading."""

    def __init__(self, db: Database, rules_version: str = "") -> None:
        self.db = db
        self.connection: sqlite3.Connection = db.conn
        self.rules_version = rules_version

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction: all of it is kept or none. Inside another batch it is part of that one."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        whole = False
        try:
            yield
            flush(self.connection)
            self.connection.commit()
            whole = True
        finally:
            if not whole:
                forget(self.connection)
                self.connection.rollback()

    def save_text(self, text: CouncilText, document: str, source: str, at: datetime) -> Change:
        """Keep one expression; `document` is the SHA-256 it was read from."""
        with self.batch():
            return store_texts.save_text(self.connection, text, document, source, at)

    def shown_text(self, symbol: str, lang: str = "en") -> CouncilText | None:
        """The text shown for a symbol, fields merged over all expressions; None when no text is held in `lang`."""
        return store_texts.shown_text(self.connection, symbol, lang)

    def save_text_reading(self, symbol: str, reading: TextReading, at: datetime) -> None:
        """Put a reading in the place of the former one."""
        with self.batch():
            store_readings.save_text_reading(self.connection, symbol, reading)

    def save_report_fact(self, fact: VerifiedTotal | Listing, document: str, at: datetime) -> Change:
        """Keep a figure or listing of a report; `document` is the SHA-256 it was read from."""
        with self.batch():
            if isinstance(fact, Listing):
                return store_reports.save_listing(self.connection, fact, document, at)
            return store_reports.save_total(self.connection, fact, document, at)

    def news_change(self, item: NewsItem) -> Change:
        """What saving `item` as it came would mean; ask before masking and reading, which cost more."""
        return store_news.news_change(self.connection, item, self.rules_version)

    def save_news(
        self, item: NewsItem, reading: NewsReading, document: str, at: datetime, original: NewsItem | None = None
    ) -> Change:
        """Keep an item with names masked; `original` is the item as it came, by which it is recognised again."""
        with self.batch():
            return store_news.save_news(
                self.connection, item, reading, document, at, self.rules_version, original or item
            )

    def news_at(self, source: str, url: str) -> NewsItem | None:
        """The stored item of a source behind an address, names masked and without its body."""
        return store_news.news_at(self.connection, source, url)

    def save_news_reading(self, item: NewsItem, reading: NewsReading, at: datetime) -> Change:
        """Put a reading in the place of the former one of a stored item (`news_at`)."""
        with self.batch():
            return store_news.save_news_reading(self.connection, item, reading, at, self.rules_version)

    def apply_override(self, override: Override) -> None:
        """Keep a correction of a label and apply it to the record."""
        with self.batch():
            note_override(self.connection, override)
            store_news.apply_overrides(self.connection, override.key, override.at)

    def note_redaction(self, redaction: Redaction) -> None:
        """Keep that a record was taken down, so that it does not come back."""
        with self.batch():
            note_redaction(self.connection, redaction)

    def save_sources(self, sources: Iterable[Source]) -> list[Source]:
        """Keep the catalogue; returns the sources that are new or differ."""
        with self.batch():
            return store_crawls.save_sources(self.connection, sources)

    def save_document(self, document: Document, location: Location) -> None:
        """Note where a body lies."""
        with self.batch():
            store_crawls.save_document(self.connection, document, location)

    def log_fetch(self, fetch: Fetch, line: int | None = None) -> None:
        """Copy one line of the archive's log; `line` is its number there."""
        with self.batch():
            store_crawls.log_fetch(self.connection, fetch, line)

    def save_round(self, report: store_crawls.RoundLike) -> None:
        """Keep what one round came to."""
        with self.batch():
            store_crawls.save_round(self.connection, report)

    def add_finding(self, kind: str, place: str, reason: str, source: str, document: str, at: datetime) -> None:
        """List what is not understood or does not agree, once."""
        with self.batch():
            store_crawls.add_finding(self.connection, kind, place, reason, source, document, at)

    def held(self, source: str) -> tuple[Mapping[str, Validators], frozenset[str]]:
        """Validators by address and git names of bodies, for the next crawl of a source."""
        return store_crawls.held(self.connection, source)
