"""Rows as dicts, whatever the connection's row factory is; and the nearest known name to an unknown one."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
#: Sizes of lists on pages: what a page shows at most, and what a feed or export holds at most.
FEED_ROWS, EXPORT_ROWS = 50, 5000


def rows(connection: sqlite3.Connection, sql: str, *values: object) -> list[Row]:
    """All rows of a query as dicts in column order."""
    cursor = connection.execute(sql, values)
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def first(connection: sqlite3.Connection, sql: str, *values: object) -> Row | None:
    """The first row of a query, or None."""
    cursor = connection.execute(sql, values)
    row = cursor.fetchone()
    return dict(zip((d[0] for d in cursor.description), row, strict=True)) if row else None


def word_filter(column: str) -> str:
    """SQL that asks whether a space-separated `column` holds the word given as parameter."""
    return f"instr(' ' || {column} || ' ', ' ' || ? || ' ') > 0"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`; empty when none is like it."""
    found = difflib.get_close_matches(name.upper(), {k.upper(): k for k in known}, n=1, cutoff=0.3)
    by_upper = {k.upper(): k for k in known}
    return by_upper[found[0]] if found else ""
