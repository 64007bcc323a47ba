"""What is due when: ends of mandates and reports asked for, as the texts fix them."""

from __future__ import annotations

import sqlite3
from datetime import date

from db.pages.rows import Row, rows

_DUE = """
    SELECT 'mandate_end' AS kind, symbol, paragraph, coalesce(nullif(mandate, ''), subject) AS subject, due,
           '' AS interval, superseded_by, quote, basis AS basis FROM mandate_ends
    UNION ALL
    SELECT 'reporting_request', symbol, paragraph, asked, due, interval, superseded_by, quote, due_type
    FROM reporting_requests
"""


def due(connection: sqlite3.Connection, today: date, everything: bool = False, situation: str = "") -> list[Row]:
    """Dated rows from `today` on that stand, soonest first; `everything` adds past and superseded ones."""
    where = "due IS NOT NULL AND due <> ''" + ("" if everything else " AND due >= ?1 AND superseded_by = ''")
    where += " AND ?1 = ?1"
    if situation:
        where += (
            " AND symbol IN (SELECT symbol FROM resolutions WHERE"
            " instr(' ' || situations || ' ', ' ' || ?2 || ' ') > 0)"
        )
    values = [today.isoformat(), situation][: 2 if situation else 1]
    found = rows(
        connection,
        f"SELECT d.*, r.title FROM ({_DUE}) d LEFT JOIN resolutions r USING (symbol) WHERE {where}"
        " ORDER BY due, symbol, kind",
        *values,
    )
    return _once(found)


def undated(connection: sqlite3.Connection, since_year: int, limit: int = 200) -> list[Row]:
    """Standing requests of recent texts for which the text fixes no day."""
    return rows(
        connection,
        "SELECT q.*, r.title FROM reporting_requests q JOIN resolutions r USING (symbol)"
        " WHERE (q.due IS NULL OR q.due = '') AND q.superseded_by = '' AND r.year >= ?"
        " ORDER BY r.number DESC, q.id LIMIT ?",
        since_year,
        limit,
    )


def _once(found: list[Row]) -> list[Row]:
    """One row per kind, text, paragraph and day."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for row in found:
        name = (row["kind"], row["symbol"], row["paragraph"], row["due"])
        if name not in seen:
            seen.add(name)
            kept.append(row)
    return kept
