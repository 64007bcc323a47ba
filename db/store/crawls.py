"""Saving what crawls leave besides records: sources, fetches, documents, rounds, findings; what a crawl needs back."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from db.archive.archive import Location
from db.store.changes import stamp
from records.encoding import to_json
from records.fetching import Document, Fetch, Source, Validators
from records.identity import without_secrets


class RoundLike(Protocol):
    """One crawl or import of one source, as table `rounds` has it."""

    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def started(self) -> datetime: ...  # noqa: D102
    @property
    def finished(self) -> datetime: ...  # noqa: D102
    @property
    def outcome(self) -> str: ...  # noqa: D102
    @property
    def reason(self) -> str: ...  # noqa: D102
    @property
    def requests(self) -> int: ...  # noqa: D102
    @property
    def items(self) -> int: ...  # noqa: D102
    @property
    def new(self) -> int: ...  # noqa: D102
    @property
    def changed(self) -> int: ...  # noqa: D102
    @property
    def unchanged(self) -> int: ...  # noqa: D102
    @property
    def rejected(self) -> int: ...  # noqa: D102


def save_sources(db: sqlite3.Connection, sources: Iterable[Source]) -> list[Source]:
    """Keep the catalogue; returns the sources that are new or differ. Sources gone from it keep their row."""
    held = dict(db.execute("SELECT id, definition FROM sources").fetchall())
    fresh = [s for s in sources if held.get(s.id) != to_json(s)]
    db.executemany(
        "INSERT OR REPLACE INTO sources (id, title, publisher, kind, url, language, region, licence, stores,"
        " interval_minutes, least_items, silence_days, certainty, priority, sample, definition)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (s.id, s.title, s.publisher, s.kind, without_secrets(s.url), " ".join(s.language), s.region, s.licence,
             s.stores, s.interval_minutes, s.least_items, s.silence_days, s.certainty, s.priority, int(s.sample),
             to_json(s))
            for s in fresh
        ],
    )  # fmt: skip
    return fresh


def log_fetch(db: sqlite3.Connection, fetch: Fetch, line: int | None = None) -> None:
    """Copy one line of the archive's log; `line` is its number there."""
    db.execute(
        "INSERT OR REPLACE INTO fetches (id, source, url, at, outcome, reason, status, media_type, etag, last_modified,"
        " seconds, sha256, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (line, fetch.source, without_secrets(fetch.url), stamp(fetch.at), fetch.outcome, fetch.reason, fetch.status,
         fetch.media_type, fetch.etag, fetch.last_modified, fetch.seconds, fetch.sha256, fetch.size),
    )  # fmt: skip


def git_blob(body: bytes) -> str:
    """The name a git tree gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()


def save_document(db: sqlite3.Connection, document: Document, location: Location) -> None:
    """Note where the body lies; known bytes change nothing."""
    db.execute(
        "INSERT OR IGNORE INTO documents (sha256, source, url, fetched, media_type, size, within, git_blob, warc_file,"
        " warc_offset, redacted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (location.sha256, document.source, without_secrets(document.url), stamp(document.fetched),
         document.media_type, len(document.body), document.within, git_blob(document.body), location.file,
         location.offset, location.redacted),
    )  # fmt: skip


def save_round(db: sqlite3.Connection, report: RoundLike) -> None:
    """Keep what one round came to; the same round is kept once."""
    values = (report.source, stamp(report.started), stamp(report.finished), report.outcome, report.reason,
              report.requests, report.items, report.new, report.changed, report.unchanged, report.rejected)  # fmt: skip
    if db.execute("SELECT 1 FROM rounds WHERE source = ? AND started = ? AND finished = ?", values[:3]).fetchone():
        return
    db.execute(
        "INSERT INTO rounds (source, started, finished, outcome, reason, requests, items, new, changed, unchanged,"
        " rejected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


def add_finding(
    db: sqlite3.Connection, kind: str, place: str, reason: str, source: str, document: str, at: datetime
) -> None:
    """List what is not understood or does not agree; the same finding is listed once, with its first date."""
    db.execute(
        "INSERT OR IGNORE INTO findings (kind, source, place, reason, document, found) VALUES (?, ?, ?, ?, ?, ?)",
        (kind, source, without_secrets(place), reason, document, stamp(at)),
    )


def held(db: sqlite3.Connection, source: str) -> tuple[Mapping[str, Validators], frozenset[str]]:
    """What we have of a source: validators of the last good answer by address, and git names of bodies.

    Bodies of all sources of its kind count: what was imported by hand need not be fetched again.
    """
    rows = db.execute(
        "SELECT url, etag, last_modified, sha256, max(id) FROM fetches"
        " WHERE source = ? AND outcome IN ('fetched', 'same_body', 'not_modified') GROUP BY url",
        (source,),
    )
    validators = {url: Validators(etag, modified, sha256) for url, etag, modified, sha256, _ in rows}
    blobs = db.execute(
        "SELECT git_blob FROM documents WHERE git_blob <> '' AND (source = ?1 OR source IN"
        " (SELECT id FROM sources WHERE kind = (SELECT kind FROM sources WHERE id = ?1)))",
        (source,),
    )
    return validators, frozenset(row[0] for row in blobs)
