"""One writer, many readers, clear errors."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from db.connect import open_reader, open_writer
from records.errors import StoreError


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "caac.db"
    db = open_writer(path)
    with pytest.raises(StoreError, match="another process is writing"):
        open_writer(path)
    db.close()
    open_writer(path).close()


def test_readers_see_what_is_committed_and_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "odd ?#% name.db"
    db = open_writer(path)
    reader = open_reader(path)
    db.execute("INSERT INTO subjects VALUES ('S/RES/9001 (2030)', 'X')")
    assert reader.execute("SELECT subject FROM subjects").fetchone()["subject"] == "X"
    with pytest.raises(sqlite3.OperationalError):
        reader.execute("DELETE FROM subjects")
    reader.close()
    db.close()


def test_missing_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database"):
        open_reader(tmp_path / "none.db")
    path = tmp_path / "bad.db"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError):
        open_reader(path)
    with pytest.raises(StoreError):
        open_writer(path)
    path.unlink()
    open_writer(path).close()
