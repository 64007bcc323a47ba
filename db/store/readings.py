"""What was read in a text: citations, provisions, ends, requests; replaced as a whole at each reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from records.readings import Provision, TextReading
from records.symbols import resolution_number

_TABLES = {
    "citations": ("paragraph", "part", "cited", "cited_kind", "action", "quote", "start", "end"),
    "provisions": ("paragraph", "grade", "themes", "verb", "quote", "start", "end", "rule"),
    "mandate_ends": ("paragraph", "mandate", "subject", "due", "basis", "quote", "start", "end", "rule"),
    "reporting_requests": ("paragraph", "asked", "recipient", "kind", "due", "interval", "due_type", "quote", "start",
                           "end", "rule"),
}  # fmt: skip
Rows = list[tuple[object, ...]]


def save_text_reading(db: sqlite3.Connection, symbol: str, reading: TextReading) -> None:
    """Put `reading` in the place of what was read in `symbol` before. No change is noted: the text is the same."""
    years = _years(db, {c.cited for c in reading.citations})
    rows: dict[str, Rows] = {
        "citations": [
            (c.reference, c.part, years.get(c.cited, c.cited), c.cited_kind, c.action, c.quote, c.start, c.end)
            for c in reading.citations
        ],
        "provisions": [
            (p.reference, p.grade, " ".join(p.themes), p.verb, p.quote, p.start, p.end, p.rule)
            for p in reading.provisions
        ],
        "mandate_ends": [
            (e.reference, e.mandate or _mandate(e.subject, reading.mandates), e.subject,
             e.due.isoformat() if e.due else None, e.basis, e.quote, e.start, e.end, e.rule)
            for e in reading.ends
        ],
        "reporting_requests": [
            (r.reference, r.asked, r.recipient, r.kind, r.due.isoformat() if r.due else None, r.interval, r.due_type,
             r.quote, r.start, r.end, r.rule)
            for r in reading.requests
        ],
    }  # fmt: skip
    for table, fresh in rows.items():
        _replace(db, table, symbol, fresh)
    grades = _grades(reading.provisions)
    _mark_text(db, symbol, reading, grades)
    db.execute("UPDATE paragraphs SET grade = 0 WHERE symbol = ? AND lang = 'en' AND grade > 0", (symbol,))
    db.executemany(
        "UPDATE paragraphs SET grade = ? WHERE symbol = ? AND lang = 'en' AND reference = ?",
        [(grade, symbol, reference) for reference, grade in grades.items()],
    )


def _replace(db: sqlite3.Connection, table: str, symbol: str, fresh: Rows) -> None:
    columns = _TABLES[table]
    quoted = ", ".join(f'"{c}"' for c in columns)
    held = db.execute(f"SELECT {quoted} FROM {table} WHERE symbol = ? ORDER BY id", (symbol,)).fetchall()
    if [tuple(r) for r in held] == fresh:
        return
    if held:
        db.execute(f"DELETE FROM {table} WHERE symbol = ?", (symbol,))
    marks = ", ".join("?" * len(columns))
    db.executemany(f"INSERT INTO {table} (symbol, {quoted}) VALUES (?, {marks})", [(symbol, *row) for row in fresh])


def _grades(provisions: Sequence[Provision]) -> dict[str, int]:
    """Highest grade of each paragraph."""
    grades: dict[str, int] = {}
    for provision in provisions:
        grades[provision.reference] = max(provision.grade, grades.get(provision.reference, 0))
    return grades


def _mark_text(db: sqlite3.Connection, symbol: str, reading: TextReading, grades: dict[str, int]) -> None:
    values = {
        "situations": " ".join(reading.situations),
        "mandates": "; ".join(reading.mandates),
        "child_grade": max(grades.values(), default=0),
        "child_paragraphs": len(grades),
        "technical_rollover": int(reading.technical_rollover),
    }
    for table, columns in (
        ("resolutions", tuple(values)),
        ("statements", ("situations", "child_paragraphs")),
        ("other_texts", ("situations", "child_paragraphs")),
        ("search_texts", ("situations", "mandates", "child_grade")),
    ):
        settings = ", ".join(f"{c} = ?" for c in columns)
        db.execute(f"UPDATE {table} SET {settings} WHERE symbol = ?", [*(values[c] for c in columns), symbol])


def _mandate(subject: str, mandates: Sequence[str]) -> str:
    """The mandate that a subject names; where the text has one only, that one."""
    named = [m for m in mandates if m.casefold() in subject.casefold()]
    return named[0] if named else mandates[0] if len(mandates) == 1 else ""


def _years(db: sqlite3.Connection, cited: set[str]) -> dict[str, str]:
    """Full symbols of resolutions cited without their year, where we hold them."""
    found = {}
    for symbol in cited:
        if symbol.startswith("S/RES/") and "(" not in symbol:
            number = resolution_number(symbol)
            row = db.execute("SELECT symbol FROM resolutions WHERE number = ?", (number,)).fetchone()
            if row:
                found[symbol] = row[0]
    return found
