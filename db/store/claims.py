"""Two files that claim one symbol, language and origin: listed, and the same one kept whichever comes first."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from db.store.crawls import add_finding


def yields(
    db: sqlite3.Connection, place: str, held: tuple[str, int], fresh: tuple[str, int], source: str, at: datetime
) -> bool:
    """Whether the fresh text gives way to the held one; each is (document, number of paragraphs).

    A file that changed keeps its name, and its new text is taken. Of files with different names, both with paragraphs,
    the longer text is kept, then the one whose name comes first; the other is a finding.
    """
    names = _names(db, held[0], fresh[0])
    if not (held[1] and fresh[1]) or len(set(names)) < 2:
        return False
    rank = sorted(zip((-held[1], -fresh[1]), names, strict=True))
    kept = rank[0][1]
    others = ", ".join(n for _, n in rank[1:])
    add_finding(db, "double_claim", place, f"{others} claims what {kept} says; {kept} is kept", source, fresh[0], at)
    return kept == names[0]


def _names(db: sqlite3.Connection, *documents: str) -> list[str]:
    """File names of the documents' addresses; those that are not known are left out."""
    rows = (db.execute("SELECT url FROM documents WHERE sha256 = ?", (d,)).fetchone() for d in documents)
    found = [row[0].rstrip("/").rpartition("/")[2].removesuffix(".gz") for row in rows if row]
    return found if len(found) == len(documents) else []
