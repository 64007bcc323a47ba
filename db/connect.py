"""Opening `caac.db`: one writer at a time, any number of readers."""

from __future__ import annotations

import fcntl
import sqlite3
from pathlib import Path
from typing import IO

from sqlite_utils import Database

from db.migrations import SCHEMA, migrate
from db.store.fulltext import Queueing
from records.errors import StoreError

#: Milliseconds to wait for a checkpoint or another connection before giving up.
BUSY_MS = 10_000


class Writer(Database):
    """The one writing connection; closing it lets the next writer in."""

    def __init__(self, connection: sqlite3.Connection, lock: IO[str]) -> None:
        super().__init__(connection)
        self._lock = lock

    def close(self) -> None:
        """Close the connection and release the lock."""
        super().close()
        self._lock.close()


def open_writer(path: Path, name: str = "caac", schema: Path = SCHEMA) -> Database:
    """`path` opened for writing, in WAL mode and at the newest schema; made when missing.

    Raises StoreError when another process writes, or when the file is no database of ours.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = writing_lock(path)
    try:
        connection = sqlite3.connect(
            path, timeout=BUSY_MS / 1000, check_same_thread=False, cached_statements=256, factory=Queueing
        )
        db = Writer(connection, lock)
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "temp_store=MEMORY",
            "cache_size=-32768",
            "wal_autocheckpoint=8000",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        migrate(db, name, schema)
    except sqlite3.DatabaseError as error:
        lock.close()
        raise StoreError(f"{path} cannot be used as a database: {error}") from error
    except StoreError:
        lock.close()
        raise
    return db


def writing_lock(path: Path) -> IO[str]:
    """An operating-system lock on a file beside the database; it ends with the process, however that ends."""
    lock = path.with_name(path.name + ".lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreError(f"another process is writing to {path}; wait for it or stop it") from error
    return lock


def open_reader(path: Path) -> sqlite3.Connection:
    """`path` opened read-only, rows by name. Raises StoreError when there is no database yet."""
    path = Path(path)
    if not path.is_file():
        raise StoreError(f"there is no database at {path}; run a crawl or an import first")
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_MS / 1000, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA query_only=1")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StoreError(f"{path} cannot be read as a database: {error}") from error
    return connection
