"""Sentence vectors of adopted paragraphs, in a file of their own beside `caac.db`.

They are a build product that anybody can make again from the paragraphs, too large and too dull for the public
tables: one vector of 512 bytes per distinct text, and which paragraph has which text.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 512
#: Texts encoded and stored together; what is lost when the program is stopped.
_BATCH = 128
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS places (paragraph INTEGER PRIMARY KEY, key BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""
_ADOPTED = "SELECT id, text FROM paragraphs WHERE lang = 'en' AND kind IN ('resolution', 'statement') ORDER BY id"
Encode = Callable[[Sequence[str]], bytes]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=30)) as file:
        file.executescript(_SCHEMA)
        yield file


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def missing(public: sqlite3.Connection, path: Path) -> list[tuple[bytes, str]]:
    """Distinct texts without a vector; on the way the file learns which paragraph has which text."""
    with _opened(path) as file:
        seq = int(public.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])
        known = file.execute("SELECT value FROM state WHERE name = 'seq'").fetchone()
        held = {bytes(row[0]) for row in file.execute("SELECT key FROM vectors")}
        rows = [(row[0], row[1], _key(row[1])) for row in public.execute(_ADOPTED)]
        if known is None or known[0] != seq:
            with file:
                file.execute("DELETE FROM places")
                file.executemany("INSERT INTO places VALUES (?, ?)", ((number, key) for number, _, key in rows))
                file.execute("INSERT OR REPLACE INTO state VALUES ('seq', ?)", (seq,))
    return list({key: text for _, text, key in rows if key not in held}.items())


def add(path: Path, texts: Sequence[tuple[bytes, str]], encode: Encode) -> Iterator[int]:
    """Encode and keep texts from `missing`, batch by batch; yields how many each batch had."""
    for start in range(0, len(texts), _BATCH):
        part = texts[start : start + _BATCH]
        packed = encode([text for _, text in part])
        rows = [(key, packed[i * DIMENSIONS : (i + 1) * DIMENSIONS]) for i, (key, _) in enumerate(part)]
        with _opened(path) as file, file:
            file.executemany("INSERT OR IGNORE INTO vectors (key, vector) VALUES (?, ?)", rows)
        yield len(part)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors in memory: one unit row per distinct text (2 kB each), and the row of each paragraph."""

    rows: NDArray[np.float32]
    paragraphs: NDArray[np.int64]
    row_of: NDArray[np.int64]

    def nearest(
        self, queries: NDArray[np.float32], most: int, more: Sequence[int], allowed: NDArray[np.int64] | None
    ) -> dict[int, tuple[float, ...]]:
        """Cosines with each query of the paragraphs nearest to all of them together, and of those in `more`."""
        # einsum, not @: one core does it sooner than the threads of a BLAS on a busy machine.
        cosines = np.einsum("ik,jk->ij", self.rows, queries)
        total = cosines.sum(axis=1)
        places = (
            np.arange(len(self.paragraphs)) if allowed is None else np.flatnonzero(np.isin(self.paragraphs, allowed))
        )
        scores = total[self.row_of[places]]
        top = places if len(places) <= most else places[np.argpartition(-scores, most)[:most]]
        asked = np.flatnonzero(np.isin(self.paragraphs, np.asarray(more, dtype=np.int64)))
        chosen = np.unique(np.concatenate([top, asked]))
        values = cosines[self.row_of[chosen]]
        return {int(p): tuple(map(float, row)) for p, row in zip(self.paragraphs[chosen], values, strict=True)}


@lru_cache(maxsize=2)
def load(path: str, version: int) -> Meanings | None:
    """All vectors of a file; `version` is its time of change, so that a process sees new ones. None when empty."""
    with _opened(Path(path)) as file:
        rows = file.execute("SELECT id, key, vector FROM vectors ORDER BY id").fetchall()
        number = {bytes(key): i for i, (_, key, _) in enumerate(rows)}
        places = [
            (paragraph, number[bytes(key)])
            for paragraph, key in file.execute("SELECT paragraph, key FROM places ORDER BY paragraph")
            if bytes(key) in number
        ]
    if not places:
        return None
    matrix = np.frombuffer(b"".join(row[2] for row in rows), dtype=np.int8).reshape(-1, DIMENSIONS)
    units = matrix.astype(np.float32)
    units /= np.sqrt(np.einsum("ij,ij->i", units, units))[:, None] + np.float32(1e-6)
    pairs = np.asarray(places, dtype=np.int64)
    return Meanings(units, pairs[:, 0], pairs[:, 1])
