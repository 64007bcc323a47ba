"""Numbered migrations: each file of `db/schema/` is one, applied in order and once (sqlite-utils keeps the record)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database, Migrations

from records.errors import StoreError

SCHEMA = Path(__file__).parent / "schema"
#: `records.folding` and the queries need FTS5, STRICT tables and RETURNING.
LEAST_SQLITE = (3, 37, 0)


def _runner(path: Path) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        for statement in _statements(path.read_text(encoding="utf-8")):
            db.execute(statement)

    run.__name__ = f"m{path.stem}"
    return run


def _statements(sql: str) -> list[str]:
    """Split at the semicolons SQLite itself takes for the end of a statement (triggers hold some inside)."""
    found, held = [], ""
    for line in sql.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    if held.strip() and not all(line.lstrip().startswith("--") or not line.strip() for line in held.splitlines()):
        raise StoreError(f"schema ends in the middle of a statement: {held.strip()[:60]!r}")
    return found


def migrations(name: str = "caac", folder: Path = SCHEMA) -> Migrations:
    """The migrations of one database, in the order of their file names."""
    found = Migrations(name)
    for path in sorted(folder.glob("*.sql")):
        found(name=f"m{path.stem}")(_runner(path))
    return found


def migrate(db: Database, name: str = "caac", folder: Path = SCHEMA) -> None:
    """Bring `db` to the newest schema; a second call changes nothing."""
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; {'.'.join(map(str, LEAST_SQLITE))} is needed")
    migrations(name, folder).apply(db)
