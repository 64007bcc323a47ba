"""Child clauses through the renewals of a mandate (table `lineage`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from db.pages.rows import Row, rows
from records.readings import Pairing

#: Back to the first use, and on from the clause itself (or, for the whole family, from the first use).
_FAMILY = """
WITH RECURSIVE
  before(symbol, paragraph) AS (
    VALUES (?1, ?2)
    UNION
    SELECT l.old, l.old_paragraph FROM lineage l JOIN before b ON l.new = b.symbol AND l.new_paragraph = b.paragraph
    WHERE l.old_paragraph <> ''
  ),
  after(symbol, paragraph) AS (
    SELECT * FROM before WHERE ?3 OR (symbol = ?1 AND paragraph = ?2)
    UNION
    SELECT l.new, l.new_paragraph FROM lineage l JOIN after a ON l.old = a.symbol AND l.old_paragraph = a.paragraph
    WHERE l.new_paragraph <> ''
  )
SELECT DISTINCT l.mandate, l.old, l.old_paragraph, l.new, l.new_paragraph, l.step, l.similarity,
  coalesce(r.adopted, s.adopted) AS adopted
FROM lineage l
LEFT JOIN resolutions r ON r.symbol = l.new LEFT JOIN statements s ON s.symbol = l.new
WHERE (l.new, l.new_paragraph) IN before OR (l.old, l.old_paragraph) IN after
ORDER BY adopted, r.number, l.new, l.mandate, l.new_paragraph, l.old_paragraph
"""
#: Rows of an aide-memoire quote clauses of other texts; they are none themselves.
_CLAUSES = """
SELECT p.symbol, p.reference, coalesce(r.adopted, s.adopted, '') AS day, coalesce(v.verb, ''), p.text
FROM paragraphs p
LEFT JOIN resolutions r ON r.symbol = p.symbol LEFT JOIN statements s ON s.symbol = p.symbol
LEFT JOIN provisions v ON v.symbol = p.symbol AND v.paragraph = p.reference
WHERE p.lang = 'en' AND p.grade >= 2 AND p.kind IN ('resolution', 'statement') AND p.reference NOT LIKE '%(row %'
GROUP BY p.id ORDER BY day, p.symbol, p.position
"""


def save_steps(db: sqlite3.Connection, mandate: str, old: str, new: str, pairings: Iterable[Pairing]) -> None:
    """Put the steps of one renewal's child clauses in the place of the former ones."""
    db.execute("DELETE FROM lineage WHERE mandate = ? AND old = ? AND new = ?", (mandate, old, new))
    db.executemany(
        "INSERT OR IGNORE INTO lineage VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (mandate, old, p.old or "", new, p.new or "", p.force or _STEP.get(p.status, p.status), p.similarity)
            for p in pairings
            if p.child
        ],
    )


_STEP = {"kept": "carried"}


def drop_steps(db: sqlite3.Connection) -> None:
    """Remove steps between texts that no longer follow each other."""
    known = "SELECT mandate, old, new FROM renewals"
    db.execute(f"DELETE FROM lineage WHERE mandate <> '' AND (mandate, old, new) NOT IN ({known})")


def child_clauses(db: sqlite3.Connection) -> list[tuple[str, str, str, str, str]]:
    """Paragraphs that provide for children: (symbol, paragraph, day, verb, text), oldest first."""
    return db.execute(_CLAUSES).fetchall()


def renewed_clauses(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """(symbol, paragraph) of the clauses that come from the text which their own text renews."""
    sql = "SELECT new, new_paragraph FROM lineage WHERE mandate <> '' AND old_paragraph <> '' AND new_paragraph <> ''"
    return {(row[0], row[1]) for row in db.execute(sql)}


def save_origins(db: sqlite3.Connection, steps: Iterable[tuple[str, str, str, str, str, float]]) -> None:
    """Put the steps from one text into another that does not renew it (their mandate is empty) in the place of the
    former ones: (old, old paragraph, new, new paragraph, step, similarity)."""
    db.execute("DELETE FROM lineage WHERE mandate = ''")
    db.executemany("INSERT INTO lineage VALUES ('', ?, ?, ?, ?, ?, ?)", steps)


def family(db: sqlite3.Connection, symbol: str, paragraph: str, whole: bool = False) -> list[Row]:
    """The steps of the clause that stands in a paragraph, from its first use anywhere to what became of it; the `whole`
    family holds what else came of that first use."""
    return rows(db, _FAMILY, symbol, paragraph, whole)
