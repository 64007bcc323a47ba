"""Texts with which asks are compared: resolutions, statements and drafts put to the vote, in all languages held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import cast

from records.asks import Compared, Stood, TextKind

_KINDS = ("resolution", "statement", "draft")
_TEXTS = """
SELECT symbol, 'resolution' AS kind, title, coalesce(adopted, '') AS day, vote, url FROM resolutions
UNION ALL SELECT symbol, 'statement', title, coalesce(adopted, ''), '', url FROM statements
UNION ALL SELECT symbol, 'draft', title, coalesce(voted, ''),
  coalesce(votes_yes || '-' || votes_no || '-' || votes_abstain, '') || iif(vetoed_by = '', '', ', vetoed'), url
  FROM drafts
"""


def newest(connection: sqlite3.Connection) -> int:
    """The `seq` of the newest change."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])


def changed_texts(connection: sqlite3.Connection, after: int, upto: int) -> set[str]:
    """Symbols of texts that came or changed after one `seq` and up to another."""
    marks = ", ".join("?" * len(_KINDS))
    sql = f"SELECT DISTINCT key FROM changes WHERE seq > ? AND seq <= ? AND kind IN ({marks})"
    return {row[0] for row in connection.execute(sql, (after, upto, *_KINDS))}


def count_since(connection: sqlite3.Connection, day: str) -> int:
    """How many texts with a wording there are since a day."""
    sql = f"SELECT count(*) FROM ({_TEXTS}) WHERE day >= ? AND symbol IN (SELECT symbol FROM texts WHERE shown)"
    return int(connection.execute(sql, (day,)).fetchone()[0])


def compared(connection: sqlite3.Connection, symbols: set[str], since: str) -> Iterator[Compared]:
    """Those of the texts that are of a day or later, with their paragraphs, oldest first; without a wording, none."""
    found = connection.execute(f"SELECT * FROM ({_TEXTS}) WHERE day >= ? ORDER BY day, symbol", (since,))
    texts = [row for row in found if row[0] in symbols]
    for symbol, kind, title, day, vote, url in texts:
        sql = "SELECT lang, reference, text FROM paragraphs WHERE symbol = ? ORDER BY lang, position"
        paragraphs = tuple(Stood(*row) for row in connection.execute(sql, (symbol,)))
        if paragraphs:
            told = _dissent(connection, symbol)
            yield Compared(symbol, cast("TextKind", kind), title, day, vote, told, url, paragraphs)


def _dissent(connection: sqlite3.Connection, symbol: str) -> str:
    sql = "SELECT vote, country FROM votes WHERE symbol = ? AND vote IN ('no', 'abstain') ORDER BY vote DESC, country"
    words = {"no": "against", "abstain": "abstaining"}
    parts = groupby(connection.execute(sql, (symbol,)).fetchall(), key=lambda row: str(row[0]))
    return "; ".join(f"{words[vote]}: {', '.join(row[1].title() for row in rows)}" for vote, rows in parts)
