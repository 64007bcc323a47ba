"""From a draft paragraph to the adopted wording nearest to it."""

from __future__ import annotations

import sqlite3

from db.pages.rows import Row


def nearest_wording(connection: sqlite3.Connection, draft: str, limit: int) -> list[Row]:
    """Best first: symbol, paragraph, adopted, lang, score, text, vote, diff, also."""
    return []
