"""A rebuilt `caac.db` in the place of the former one, and where the cursors of the alert side lie in it.

Changes may be numbered anew by a rebuild: a document that was taken down is missing, new rules read more or less. A
cursor is carried over by what lies behind it, so that nothing is skipped and nothing old is told as new.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from db.connect import writing_lock
from db.private.subscriptions import open_private, transaction
from records.errors import StoreError

#: Columns of `private.db` that hold a `changes.seq`.
_CURSORS = (("subscriptions", "started"), ("subscriptions", "cursor"), ("asks", "seen"))

#: Changes by what stays: the number of a report is another in each build, its key is not.
_LASTING = """
  SELECT c.seq, c.at, c.kind, c.change, coalesce(n.key, c.key) AS key FROM {0}.changes c
  LEFT JOIN {0}.news n ON c.kind = 'news' AND n.id = CAST(c.key AS INTEGER)"""


@contextmanager
def replacing(public: Path) -> Iterator[None]:
    """Nobody writes the live database while its successor is made."""
    public.parent.mkdir(parents=True, exist_ok=True)
    with closing(writing_lock(public)):
        yield


def replace(public: Path, fresh: Path, private: Path) -> None:
    """Put `fresh` in the place of `public` and carry the cursors over."""
    if public.exists() and private.exists():
        with suppress(StoreError), closing(open_private(private)) as db:
            _carry_over(db, public, fresh)
    with suppress(sqlite3.Error), closing(sqlite3.connect(public)) as connection:
        # A log left behind by the former file must never be taken for one of the new.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for leftover in ("-wal", "-shm"):
        public.with_name(public.name + leftover).unlink(missing_ok=True)
    fresh.replace(public)


def _carry_over(db: Database, public: Path, fresh: Path) -> None:
    held = {row[0] for table, column in _CURSORS for row in db.conn.execute(f"SELECT DISTINCT {column} FROM {table}")}
    moved = renumbered(public, fresh, held)
    with transaction(db) as connection:
        for table, column in _CURSORS:
            rows = connection.execute(f"SELECT id, {column} FROM {table}").fetchall()
            connection.executemany(
                f"UPDATE {table} SET {column} = ? WHERE id = ?", [(moved[row[1]], row[0]) for row in rows]
            )


def renumbered(old: Path, new: Path, positions: set[int]) -> Mapping[int, int]:
    """For each `seq` of the old file the one of the new file after which everything comes that came after it there."""
    try:
        with closing(sqlite3.connect(f"{new.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            newest = int(connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])
            connection.execute("ATTACH DATABASE ? AS former", [f"{old.resolve().as_uri()}?mode=ro"])
            connection.execute(f"CREATE TEMP TABLE now AS {_LASTING.format('main')}")
            connection.execute("CREATE INDEX temp.now_by_key ON now(kind, key)")
            connection.execute(f"CREATE TEMP TABLE before AS {_LASTING.format('former')}")
            sql = """
              SELECT min(n.seq) FROM before b JOIN now n USING (kind, key, change, at) WHERE b.seq > ?"""
            firsts = {position: connection.execute(sql, [position]).fetchone()[0] for position in positions if position}
    except sqlite3.Error as error:
        raise StoreError(f"{old} cannot be compared with what replaces it: {error}") from error
    return {0: 0} | {position: newest if first is None else first - 1 for position, first in firsts.items()}
