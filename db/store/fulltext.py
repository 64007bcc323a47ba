"""Keeping the three full-text indexes in step with their rows.

The indexes are contentless, and this SQLite knows no contentless delete: a row leaves by the `delete` command with
the words it came in with. Those are made from the stored row again, so `words_of_*` must be pure functions of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from records.folding import searchable

#: Columns of each index, in order.
COLUMNS: dict[str, tuple[str, ...]] = {
    "texts_fts": ("symbol", "title", "agenda", "subjects", "other", "tags"),
    "whole_fts": ("symbol", "title", "agenda", "subjects", "other", "body", "tags"),
    "paragraphs_fts": ("text", "heading", "tags"),
    "news_fts": ("title", "summary", "parties", "tags"),
}
Words = tuple[str, ...]
#: Rows of index work held in memory at most.
MOST_QUEUED = 20_000


def tag(kind: str, value: object) -> str:
    """A code that the tokenizer sees as one word, no stemmer changes and no text holds: `qlangen0`."""
    return f"q{kind}{''.join(c for c in str(value).lower() if c.isascii() and c.isalnum())}0"


def paragraph_words(text: str, heading: str, kind: str, lang: str, year: int) -> Words:
    """What is indexed of a paragraph."""
    return searchable(text), searchable(heading), _paragraph_tags(kind, lang, year)


@lru_cache(maxsize=256)
def _paragraph_tags(kind: str, lang: str, year: int) -> str:
    return f"{tag('kind', kind)} {tag('lang', lang)} {tag('year', year)}"


def news_words(row: Mapping[str, Any] | sqlite3.Row) -> Words:
    """What is indexed of a row of `news`."""
    year = (row["published"] or row["first_seen"])[:4]
    tags = [tag("kind", "news"), tag("lang", row["lang"]), tag("year", year), tag("source", row["source"])]
    tags += [tag("sit", code) for code in row["countries"].split()]
    tags += [tag("vio", name) for name in row["violations"].split()]
    return searchable(row["title"]), searchable(row["summary"]), searchable(row["parties"]), " ".join(tags)


class Queueing(sqlite3.Connection):
    """A writing connection that gathers index work until `flush`.

    FTS5 empties its memory to disk whenever another statement of the connection opens a savepoint, which most writes
    do; a segment per record made loading twice as slow. Within a batch the index therefore lags behind the rows.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- as sqlite3 passes them
        super().__init__(*args, **kwargs)
        self.queued: list[tuple[str, str, list[Sequence[object]]]] = []


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Add rows (id, then the words of each column)."""
    columns = COLUMNS[table]
    marks = ",".join("?" * (len(columns) + 1))
    _write(connection, table, f"INSERT INTO {table} (rowid, {','.join(columns)}) VALUES ({marks})", rows)


def delete(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Take rows out again; the words must be those they came in with."""
    columns = COLUMNS[table]
    marks = ",".join("?" * (len(columns) + 1))
    sql = f"INSERT INTO {table} ({table}, rowid, {','.join(columns)}) VALUES ('delete', {marks})"
    _write(connection, table, sql, rows)


def _write(connection: sqlite3.Connection, table: str, sql: str, rows: Iterable[Sequence[object]]) -> None:
    if not isinstance(connection, Queueing):
        connection.executemany(sql, rows)
        return
    if sum(len(q[2]) for q in connection.queued) > MOST_QUEUED:
        flush(connection)
    last = next((q for q in reversed(connection.queued) if q[0] == table), None)
    if last is not None and last[1] == sql:
        last[2].extend(rows)
    else:
        connection.queued.append((table, sql, list(rows)))


def flush(connection: sqlite3.Connection) -> None:
    """Do the gathered work; the store calls it before each commit, and whoever searches within a batch."""
    if isinstance(connection, Queueing):
        queued, connection.queued = connection.queued, []
        for _, sql, rows in queued:
            connection.executemany(sql, rows)


def forget(connection: sqlite3.Connection) -> None:
    """Drop the gathered work of a transaction that is rolled back."""
    if isinstance(connection, Queueing):
        connection.queued.clear()


def rebuild(connection: sqlite3.Connection, texts: Callable[[sqlite3.Connection], None]) -> None:
    """Make all indexes anew from the rows, for when folding changes; `texts` is `db.store.text_index.put_in_all`.

    FTS5 then counts its writes from nothing, so `db.search.held` may take the new index for the former: processes that
    search are started anew, as they are for other folding anyway.
    """
    forget(connection)
    for table in COLUMNS:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    rows = connection.execute("SELECT id, text, heading, kind, lang, year FROM paragraphs").fetchall()
    insert(connection, "paragraphs_fts", ((r[0], *paragraph_words(*r[1:])) for r in rows))
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    insert(connection, "news_fts", ((r["id"], *news_words(r)) for r in cursor.execute("SELECT * FROM news")))
    texts(connection)
    flush(connection)
