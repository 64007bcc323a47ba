"""Child clauses through the renewals of a mandate (table `lineage`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from db.pages.rows import Row, rows
from records.readings import Pairing

_FAMILY = """
WITH RECURSIVE
  before(mandate, symbol, paragraph) AS (
    SELECT DISTINCT mandate, ?1, ?2 FROM lineage
    WHERE (new = ?1 AND new_paragraph = ?2) OR (old = ?1 AND old_paragraph = ?2)
    UNION
    SELECT l.mandate, l.old, l.old_paragraph FROM lineage l JOIN before b
      ON l.mandate = b.mandate AND l.new = b.symbol AND l.new_paragraph = b.paragraph
    WHERE l.old_paragraph <> ''
  ),
  family(mandate, symbol, paragraph) AS (
    SELECT * FROM before
    UNION
    SELECT l.mandate, l.new, l.new_paragraph FROM lineage l JOIN family f
      ON l.mandate = f.mandate AND l.old = f.symbol AND l.old_paragraph = f.paragraph
    WHERE l.new_paragraph <> ''
  )
SELECT DISTINCT l.mandate, l.old, l.old_paragraph, l.new, l.new_paragraph, l.step, l.similarity, r.adopted
FROM lineage l JOIN family f ON l.mandate = f.mandate
  AND ((l.old = f.symbol AND l.old_paragraph = f.paragraph) OR (l.new = f.symbol AND l.new_paragraph = f.paragraph))
LEFT JOIN resolutions r ON r.symbol = l.new
ORDER BY l.mandate, r.number, l.new_paragraph, l.old_paragraph
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
    db.execute("DELETE FROM lineage WHERE (mandate, old, new) NOT IN (SELECT mandate, old, new FROM renewals)")


def family(db: sqlite3.Connection, symbol: str, paragraph: str) -> list[Row]:
    """All steps of the clause that stands in a paragraph, from its first use to what became of it."""
    return rows(db, _FAMILY, symbol, paragraph)
