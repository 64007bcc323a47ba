"""Corrections of labels by people: they win over every later reading and survive a replay of the log."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.store.changes import stamp
from records.errors import BadInput

#: Fields of news that people may correct. Lists are given with spaces, or "; " for names.
FIELDS: dict[str, tuple[str, ...]] = {
    "news": ("lang", "child", "conflict", "relevant", "kind", "violations", "countries", "districts", "parties",
             "victims_min", "victims_max", "event_date", "not_new"),
}  # fmt: skip
_NUMBERS = {"child", "conflict", "relevant", "not_new", "victims_min", "victims_max"}


@dataclass(frozen=True, slots=True)
class Override:
    """One correction. `key` is the item's lasting key (`news.key`), since ids belong to one build of the database."""

    kind: str
    key: str
    field: str
    value: str
    reason: str
    by: str
    at: datetime


def check(override: Override) -> None:
    """Raises BadInput for what cannot be corrected or is no value of the field."""
    fields = FIELDS.get(override.kind)
    if fields is None:
        raise BadInput(f"labels of {override.kind!r} cannot be corrected; known are {', '.join(FIELDS)}")
    if override.field not in fields:
        raise BadInput(f"no field {override.field!r} in {override.kind}; known are {', '.join(fields)}")
    if override.field in _NUMBERS and not override.value.isdigit():
        raise BadInput(f"{override.field} takes a number (0 or 1 for yes and no), not {override.value!r}")


def note_override(db: sqlite3.Connection, override: Override) -> None:
    """Keep one correction; noting the same twice changes nothing."""
    check(override)
    values = (override.kind, override.key, override.field, override.value, override.reason, override.by,
              stamp(override.at))  # fmt: skip
    held = db.execute(
        'SELECT 1 FROM label_overrides WHERE kind = ? AND "key" = ? AND field = ? AND value = ? AND reason = ?'
        ' AND "by" = ? AND at = ?',
        values,
    ).fetchone()
    if held is None:
        db.execute(
            'INSERT INTO label_overrides (kind, "key", field, value, reason, "by", at) VALUES (?, ?, ?, ?, ?, ?, ?)',
            values,
        )


def overridden(db: sqlite3.Connection, kind: str, key: str) -> dict[str, Any]:
    """Corrected fields of a record, the latest correction of each."""
    rows = db.execute(
        'SELECT field, value FROM label_overrides WHERE kind = ? AND "key" = ? ORDER BY id', (kind, key)
    ).fetchall()
    return {field: int(value) if field in _NUMBERS else value for field, value in rows}
