"""What was taken down and must not come back. The key is kept as a hash only, since it may name somebody."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from db.store.changes import stamp
from records.encoding import content_hash


@dataclass(frozen=True, slots=True)
class Redaction:
    """A record taken down, as the archive's log keeps it. A document's redaction is the archive's own event."""

    kind: str
    key_hash: str
    reason: str
    at: datetime


def redacted(db: sqlite3.Connection, kind: str, key: str) -> bool:
    """Whether a record with this key was taken down."""
    if db.execute("SELECT 1 FROM redactions LIMIT 1").fetchone() is None:
        return False
    row = db.execute("SELECT 1 FROM redactions WHERE kind = ? AND key_hash = ?", (kind, content_hash(key))).fetchone()
    return row is not None


def note_redaction(db: sqlite3.Connection, redaction: Redaction) -> None:
    """Keep that a record was taken down; noting it twice changes nothing."""
    db.execute(
        "INSERT OR IGNORE INTO redactions (kind, key_hash, reason, at) VALUES (?, ?, ?, ?)",
        (redaction.kind, redaction.key_hash, redaction.reason, stamp(redaction.at)),
    )
