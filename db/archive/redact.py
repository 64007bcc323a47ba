"""Taking down a document or a news item: bytes out of the archive, rows out of the database, reason into the log.

A news item stands in every body of its feed that was fetched while it was listed, so all of these lose their bytes;
the other items of those bodies keep their rows.
"""

from __future__ import annotations

import html
import re
import sqlite3
from datetime import UTC, datetime

from db.archive.archive import Archive
from db.archive.redactions import Redaction, note_redaction
from db.store.fulltext import delete, news_words
from db.store.reports import forget_document
from db.store.store import Store
from db.store.texts import remove_expression
from db.story_index import forget
from records.encoding import content_hash
from records.errors import NotFound, StoreError

_DIGEST = re.compile(r"^[0-9a-f]{64}$")


def redact(store: Store, archive: Archive, record: str, reason: str) -> list[str]:
    """Take down `record`, the SHA-256 of a document or the number of a news item; says in lines what was done."""
    if _DIGEST.match(record):
        with store.batch():
            return _document(store, archive, record, reason, whole=True)
    cursor = store.connection.cursor()
    cursor.row_factory = sqlite3.Row
    row = cursor.execute("SELECT * FROM news WHERE id = ?", (record,)).fetchone() if record.isdigit() else None
    if row is None:
        raise NotFound("document or news item", record)
    with store.batch():
        return _item(store, archive, row, reason)


def _item(store: Store, archive: Archive, row: sqlite3.Row, reason: str) -> list[str]:
    done = []
    for sha256 in _bodies_with(store.connection, archive, row):
        done += _document(store, archive, sha256, reason, whole=False)
    now = datetime.now(UTC)
    redaction = Redaction("news", content_hash(row["key"]), reason, now)
    archive.log(redaction)
    note_redaction(store.connection, redaction)
    remove_news(store.connection, row)
    return [*done, f"news item {row['id']} of {row['source']} removed"]


def _bodies_with(db: sqlite3.Connection, archive: Archive, row: sqlite3.Row) -> list[str]:
    """Documents of the item's source whose bytes hold its address, name or title."""
    name = row["key"].split(" ", 1)[-1]
    marks = {m.encode() for text in (row["url"], name, row["title"]) if text for m in (text, html.escape(text))}
    listed = db.execute(
        "SELECT sha256 FROM documents WHERE redacted = '' AND (source = ? OR sha256 = ?)",
        (row["source"], row["document"]),
    ).fetchall()
    found = []
    for (sha256,) in listed:
        try:
            body = archive.get(sha256)
        except (NotFound, StoreError):
            continue
        if sha256 == row["document"] or any(mark in body for mark in marks):
            found.append(sha256)
    return found


def _document(store: Store, archive: Archive, sha256: str, reason: str, *, whole: bool) -> list[str]:
    """Remove the bytes; with `whole` all rows that were read from them too."""
    archive.redact(sha256, reason)
    db = store.connection
    db.execute("UPDATE documents SET redacted = ? WHERE sha256 = ?", (reason, sha256))
    done = [f"document {sha256[:12]}: bytes removed from the archive"]
    if not whole:
        return done
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    items = cursor.execute("SELECT * FROM news WHERE document = ?", (sha256,)).fetchall()
    for row in items:
        remove_news(db, row)
    texts = db.execute("SELECT symbol, lang, origin FROM texts WHERE document = ?", (sha256,)).fetchall()
    for symbol, lang, origin in texts:
        remove_expression(db, symbol, lang, origin, datetime.now(UTC))
    for table in ("versions", "findings"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (sha256,))
    facts = forget_document(db, sha256)
    if items or texts or facts:
        done.append(f"{len(items)} news items, {len(texts)} texts and {facts} figures of reports read from it removed")
    return done


def remove_news(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Take a news item out of table, index, readings and versions; a story left without items goes too."""
    key = str(row["id"])
    delete(db, "news_fts", [(row["id"], *news_words(row))])
    db.execute("DELETE FROM news WHERE id = ?", (row["id"],))
    db.execute("DELETE FROM readings WHERE kind = 'news' AND key = ?", (key,))
    db.execute("DELETE FROM versions WHERE kind = 'news' AND key = ?", (key,))
    forget(db, row["id"])
