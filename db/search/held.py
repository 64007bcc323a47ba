"""Which rows of an index hold a word, and how much it tells there.

What the words of a query tell of a row (bm25) adds up, word by word. So the index is asked for each word or phrase once
and the answer kept, as long as the index stands still: its own two records of how it is built change with every write
to it. They count rows, words and pages, which another file in the same place may have alike; so what tells one build
of the database from another belongs to its state too. Press rows, which arrive all day, are in another index and drop
nothing here.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.search.plan import COLUMNS
from db.search.wording import Every, Wording
from db.store.text_index import STEP

#: Rows of words kept of an index, at sixteen bytes each; beyond it all are dropped.
_MOST_ROWS = 2_000_000
#: As many rows a word counts beside its own: one that stands nowhere takes memory too, and of these there is no end.
_PER_WORD = 64
Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Ids = NDArray[np.int64]
Told = tuple[Ids, Numbers]
#: What a word tells of a row at least: tags tell nothing by themselves, but hold.
_LEAST = 1e-9


class Words:
    """The words asked for so far of one state of an index."""

    def __init__(self, index: str, state: tuple[object, ...]) -> None:
        self.index, self.state = index, state
        self._known: dict[str, Told] = {}
        self._kept = 0
        self._lock = threading.Lock()

    def word(self, connection: sqlite3.Connection, wording: str) -> Told:
        """Where a word or phrase stands, and how much it tells there."""
        known = self._known.get(wording)
        if known is None:
            asked = wording if ":" in wording else f"{{{COLUMNS[self.index]}}} : {wording}"
            told = "1" if ":" in wording else "-rank"
            sql = f"SELECT rowid, {told} FROM {self.index} WHERE {self.index} MATCH ?"
            found = np.array(_plain(connection, sql, (asked,)), dtype=np.float64).reshape(-1, 2)
            known = self._placed(found[:, 0].astype(np.int64), np.maximum(found[:, 1], _LEAST))
            self._keep(wording, known)
        return known

    def _keep(self, wording: str, known: Told) -> None:
        rows = len(known[0]) + _PER_WORD
        with self._lock:
            if self._kept + rows > _MOST_ROWS:
                self._known, self._kept = {}, 0
            if wording not in self._known:  # another thread may have asked for it meanwhile
                self._known[wording] = known
                self._kept += rows

    def _placed(self, ids: Ids, told: Numbers) -> Told:
        """How what was found is kept: by rising row id."""
        return ids, told

    def holding(self, connection: sqlite3.Connection, wording: Wording, ids: Ids) -> Mask:
        """Of each of these rows whether it answers."""
        if isinstance(wording, str):
            return among(ids, self.word(connection, wording)[0])[0]
        met = np.logical_and if isinstance(wording, Every) else np.logical_or
        found: Mask = met.reduce([self.holding(connection, part, ids) for part in wording.parts])
        return found

    def told(self, connection: sqlite3.Connection, wording: Wording) -> Told:
        """Ids of the rows that answer, rising, and how much the words tell of each."""
        if isinstance(wording, str):
            return self.word(connection, wording)
        parts = sorted((self.told(connection, part) for part in wording.parts), key=lambda part: len(part[0]))
        return _all_of(parts) if isinstance(wording, Every) else _any_of(parts)


def among(ids: Ids, others: Ids) -> tuple[Mask, Ids]:
    """Of each id whether it is among others, which rise, and its place there."""
    if not len(others):
        return np.zeros(len(ids), dtype=bool), np.zeros(len(ids), dtype=np.int64)
    at = np.searchsorted(others, ids).clip(max=len(others) - 1)
    return others[at] == ids, at


def _all_of(parts: Sequence[Told]) -> Told:
    ids, told = parts[0]
    for more, adds in parts[1:]:
        here, at = among(ids, more)
        ids, told = ids[here], told[here] + adds[at[here]]
    return ids, told


def _any_of(parts: Sequence[Told]) -> Told:
    ids, of = np.unique(np.concatenate([part[0] for part in parts]), return_inverse=True)
    told = np.bincount(of, np.concatenate([part[1] for part in parts]), minlength=len(ids))
    return ids, told.astype(np.float64)


class Rows(Words):
    """The same of an index of texts, all its rows at hand: what is asked of each comes as one array over them."""

    def __init__(self, connection: sqlite3.Connection, index: str, state: tuple[object, ...]) -> None:
        super().__init__(index, state)
        found = _plain(connection, f"SELECT id FROM {index}_docsize ORDER BY id", ())
        #: Row ids; the texts they are of, and which of these each row is of.
        self.rows = np.array([row[0] for row in found], dtype=np.int64)
        self.texts, self.text_of = np.unique(self.rows % STEP, return_inverse=True)

    def _placed(self, ids: Ids, told: Numbers) -> Told:
        """By place among the rows."""
        here, at = among(ids, self.rows)  # a row may have come in meanwhile
        return at[here].astype(np.int64), told[here]

    def mask(self, connection: sqlite3.Connection, wording: Wording) -> Mask:
        """Of each row whether it answers."""
        return self.scores(connection, wording) > 0

    def scores(self, connection: sqlite3.Connection, wording: Wording) -> Numbers:
        """How much the words tell of each row; nothing of rows that do not answer."""
        if isinstance(wording, str):
            found = np.zeros(len(self.rows))
            if wording:
                at, told = self.word(connection, wording)
                found[at] = told
            return found
        parts = [self.scores(connection, part) for part in wording.parts]
        total: Numbers = np.add.reduce(parts)
        return total * np.minimum.reduce([part > 0 for part in parts]) if isinstance(wording, Every) else total


class _Kept:
    """The last state of each index."""

    def __init__(self) -> None:
        self._states: dict[str, Words] = {}
        self._lock = threading.Lock()
        #: Connections that look at one committed state of the database.
        self.still: set[int] = set()

    def of(self, connection: sqlite3.Connection, index: str) -> Words:
        """The index as it stands now. What a writing transaction sees before its end is not kept."""
        file = str(_plain(connection, "PRAGMA database_list", ())[0][2])
        blocks = _plain(connection, f"SELECT block FROM {index}_data WHERE id IN (1, 10)", ())
        state = (file, *_build(connection), *(bytes(block[0]) for block in blocks))
        if not file or (connection.in_transaction and id(connection) not in self.still):
            return _made(connection, index, state)
        with self._lock:
            held = self._states.get(index)
            if held is None or held.state != state:
                held = self._states[index] = _made(connection, index, state)
            return held


def _build(connection: sqlite3.Connection) -> tuple[object, ...]:
    """What tells a database from a replayed one (when it was made) and from its backup (SQLite's count of schemas)."""
    made = "SELECT max(applied_at) FROM _sqlite_migrations"
    return tuple(_plain(connection, sql, ())[0][0] for sql in (made, "PRAGMA schema_version"))


def _made(connection: sqlite3.Connection, index: str, state: tuple[object, ...]) -> Words:
    return Words(index, state) if index == "paragraphs_fts" else Rows(connection, index, state)


def _plain(connection: sqlite3.Connection, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values).fetchall()


@cache
def _kept() -> _Kept:
    return _Kept()


@contextmanager
def standing_still(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read within is of one state of the database, whoever writes meanwhile."""
    if connection.in_transaction:  # of the caller, who may have written
        yield
        return
    connection.execute("BEGIN")
    _kept().still.add(id(connection))
    try:
        yield
    finally:
        _kept().still.discard(id(connection))
        connection.commit()


def words_of(connection: sqlite3.Connection) -> Words:
    """The words of paragraphs."""
    return _kept().of(connection, "paragraphs_fts")


def rows_of(connection: sqlite3.Connection, index: str) -> Rows:
    """The words of `whole_fts` or `texts_fts`."""
    held = _kept().of(connection, index)
    assert isinstance(held, Rows)  # _made makes one of these
    return held
