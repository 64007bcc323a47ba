"""From a draft paragraph to the adopted wording nearest to it, with filters as the page offers them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from db.agreed import AdoptedTexts
from db.pages.rows import Row
from reading.workbench.agreed import nearest
from records.agreed import Wanted

#: File of sentence vectors beside `caac.db` (written by `caac agreed`).
VECTORS = "vectors.db"


def vectors_beside(connection: sqlite3.Connection) -> Path | None:
    """The file of sentence vectors beside the open database; None for a database in memory."""
    path = next((row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main"), "")
    return Path(path).with_name(VECTORS) if path else None


def nearest_wording(connection: sqlite3.Connection, draft: str, limit: int, wanted: Wanted) -> list[Row]:
    """Best first, in the words of `caac agreed --json`."""
    corpus = AdoptedTexts(connection, vectors_beside(connection))
    return [near.plain() for near in nearest(draft, corpus, limit, wanted)]
