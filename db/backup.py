"""Safe copies of a database that is in use, and the public snapshot."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.connect import open_reader
from records.errors import StoreError

#: Tables with a `sample` column: invented material, never published.
SAMPLE_TABLES = ("sources", "resolutions", "statements", "drafts", "other_texts", "news", "stories", "situations",
                 "parties", "listings", "verified_totals")  # fmt: skip


def backup(source: Path, copy: Path) -> None:
    """Write a consistent, checked copy of `source` to `copy` while others read and write; replaces it in one step."""
    copy = Path(copy)
    copy.parent.mkdir(parents=True, exist_ok=True)
    fresh = copy.with_name(copy.name + ".part")
    fresh.unlink(missing_ok=True)
    try:
        with closing(open_reader(source)) as connection:
            connection.execute("PRAGMA query_only=0")
            connection.execute("VACUUM INTO ?", (str(fresh),))
        _check(fresh)
        fresh.replace(copy)
    except sqlite3.Error as error:
        raise StoreError(f"{source} could not be copied: {error}") from error
    finally:
        fresh.unlink(missing_ok=True)


def publish(source: Path, target: Path) -> None:
    """A checked snapshot for serving elsewhere. Refuses a database that holds anything of the sample world."""
    with closing(open_reader(source)) as connection:
        for table in SAMPLE_TABLES:
            if connection.execute(f"SELECT 1 FROM {table} WHERE sample = 1 LIMIT 1").fetchone():
                raise StoreError(f"{source} holds invented sample material (table {table}); it is never published")
    backup(source, target)


def _check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            raise StoreError(f"the copy of the database is damaged: {answer}")
        for index in ("texts_fts", "paragraphs_fts", "news_fts"):
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (index,)).fetchone():
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
