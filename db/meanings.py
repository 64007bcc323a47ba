"""Sentence vectors of adopted paragraphs, in a file of their own beside `caac.db`.

They are a build product that anybody can make again from the paragraphs, too large and too dull for the public
tables: one vector of 512 bytes per distinct text, and which paragraph has which text.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 512
#: Texts encoded and stored together; what is lost when the program is stopped.
_BATCH = 128
#: Languages in which one paragraph can be held.
_TRANSLATIONS = 7
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS clauses (
  paragraph INTEGER PRIMARY KEY, key BLOB NOT NULL, clause INTEGER NOT NULL, lang TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS languages (lang TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT OR IGNORE INTO languages VALUES ('en');
DROP TABLE IF EXISTS places;
"""
#: A clause is a paragraph in whatever language: named by its English paragraph, where there is one.
_ADOPTED = """
SELECT p.id, p.text, coalesce(min(e.id), p.id), p.lang FROM paragraphs p
LEFT JOIN paragraphs e ON p.aligned <> '' AND e.symbol = p.symbol AND e.lang = 'en' AND e.reference = p.aligned
WHERE p.kind IN ('resolution', 'statement') AND p.lang IN (SELECT value FROM json_each(?)) GROUP BY p.id ORDER BY p.id
"""
Encode = Callable[[Sequence[str]], bytes]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=30)) as file:
        file.executescript(_SCHEMA)
        yield file


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def missing(public: sqlite3.Connection, path: Path, languages: Collection[str] = ()) -> list[tuple[bytes, str]]:
    """Distinct texts without a vector, in English and in the `languages` named now or before.

    On the way the file learns which paragraph has which text.
    """
    with _opened(path) as file:
        with file:
            file.executemany("INSERT OR IGNORE INTO languages VALUES (?)", ((lang,) for lang in languages))
        kept = [row[0] for row in file.execute("SELECT lang FROM languages ORDER BY lang")]
        seq = public.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
        step = f"{seq} {' '.join(kept)}"
        known = file.execute("SELECT value FROM state WHERE name = 'clauses'").fetchone()
        held = {bytes(row[0]) for row in file.execute("SELECT key FROM vectors")}
        found = public.execute(_ADOPTED, (json.dumps(kept),))
        rows = [(number, _key(text), clause, lang, text) for number, text, clause, lang in found]
        if known is None or known[0] != step:
            with file:
                file.execute("DELETE FROM clauses")
                file.executemany("INSERT INTO clauses VALUES (?, ?, ?, ?)", (row[:4] for row in rows))
                file.execute("INSERT OR REPLACE INTO state VALUES ('clauses', ?)", (step,))
    return list({key: text for _, key, _, _, text in rows if key not in held}.items())


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
    """The vectors in memory: one unit row per distinct text (2 kB each); row, clause and language of each paragraph."""

    rows: NDArray[np.float32]
    paragraphs: NDArray[np.int64]
    row_of: NDArray[np.int64]
    clause_of: NDArray[np.int64]
    lang_of: NDArray[np.str_]

    def nearest(
        self,
        queries: NDArray[np.float32],
        most: int,
        more: Sequence[int],
        allowed: NDArray[np.int64] | None,
        prefer: str,
    ) -> dict[int, tuple[float, ...]]:
        """Cosines with each query of the paragraphs nearest to all of them together, and of those in `more`.

        Each clause counts once: in the language `prefer`, where it is held in that, else in the nearest.
        """
        # einsum, not @: one core does it sooner than the threads of a BLAS on a busy machine.
        cosines = np.einsum("ik,jk->ij", self.rows, queries)
        total = cosines.sum(axis=1)
        places = (
            np.arange(len(self.paragraphs)) if allowed is None else np.flatnonzero(np.isin(self.paragraphs, allowed))
        )
        top = self._nearest_clauses(places, total[self.row_of[places]], most, prefer)
        asked = np.flatnonzero(np.isin(self.paragraphs, np.asarray(more, dtype=np.int64)))
        chosen = np.unique(np.concatenate([top, asked]))
        values = cosines[self.row_of[chosen]]
        return {int(p): tuple(map(float, row)) for p, row in zip(self.paragraphs[chosen], values, strict=True)}

    def _nearest_clauses(
        self, places: NDArray[np.int64], scores: NDArray[np.float32], most: int, prefer: str
    ) -> NDArray[np.int64]:
        near, wide = np.arange(len(places)), most * _TRANSLATIONS
        if len(places) > wide:
            near = np.argpartition(-scores, wide)[:wide]
        near = places[near[np.argsort(-scores[near], kind="stable")]]
        _, first = np.unique(self.clause_of[near], return_index=True)
        top = near[np.sort(first)[:most]]
        own = places[(self.lang_of[places] == prefer) & np.isin(self.clause_of[places], self.clause_of[top])]
        return np.concatenate([own, top[~np.isin(self.clause_of[top], self.clause_of[own])]])


@lru_cache(maxsize=2)
def load(path: str, version: int) -> Meanings | None:
    """All vectors of a file; `version` is its time of change, so that a process sees new ones. None when empty."""
    with _opened(Path(path)) as file:
        rows = file.execute("SELECT id, key, vector FROM vectors ORDER BY id").fetchall()
        number = {bytes(key): i for i, (_, key, _) in enumerate(rows)}
        sql = "SELECT paragraph, key, clause, lang FROM clauses ORDER BY paragraph"
        places = [(row[0], number[bytes(row[1])], *row[2:]) for row in file.execute(sql) if bytes(row[1]) in number]
    if not places:
        return None
    matrix = np.frombuffer(b"".join(row[2] for row in rows), dtype=np.int8).reshape(-1, DIMENSIONS)
    units = matrix.astype(np.float32)
    units /= np.sqrt(np.einsum("ij,ij->i", units, units))[:, None] + np.float32(1e-6)
    paragraphs, row_of, clause_of, lang_of = zip(*places, strict=True)
    return Meanings(units, np.array(paragraphs), np.array(row_of), np.array(clause_of), np.array(lang_of))
