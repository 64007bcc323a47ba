"""Sentence vectors of adopted paragraphs, in a file of their own beside `caac.db`.

They are a build product that anybody can make again from the paragraphs, too large and too dull for the public
tables: one vector of 512 bytes per distinct text, one gist of 384 bytes per English text that concerns children, and
which paragraph has which text.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DIMENSIONS, GIST_DIMENSIONS = 512, 384
#: Texts encoded and stored together; what is lost when the program is stopped.
_BATCH = 128
#: Languages in which one paragraph can be held.
_TRANSLATIONS = 7
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS gists (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL);
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
SELECT p.id, p.text, coalesce(min(e.id), p.id), p.lang, p.grade FROM paragraphs p
LEFT JOIN paragraphs e ON p.aligned <> '' AND e.symbol = p.symbol AND e.lang = 'en' AND e.reference = p.aligned
WHERE p.kind IN ('resolution', 'statement') AND p.reference NOT LIKE '%(row %'
  AND p.lang IN (SELECT value FROM json_each(?)) GROUP BY p.id ORDER BY p.id
"""
#: What is to be encoded: into which table, key and text.
Task = tuple[str, bytes, str]
#: By table: texts to their vectors, one after the other.
Encoders = Mapping[str, Callable[[Sequence[str]], bytes]]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=30)) as file:
        file.executescript(_SCHEMA)
        yield file


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def missing(public: sqlite3.Connection, path: Path, languages: Collection[str] = ()) -> list[Task]:
    """Distinct texts without a vector, in English and in the `languages` named now or before, and English ones that
    concern children without a gist.

    On the way the file learns which paragraph has which text.
    """
    with _opened(path) as file:
        with file:
            file.executemany("INSERT OR IGNORE INTO languages VALUES (?)", ((lang,) for lang in languages))
        kept = [row[0] for row in file.execute("SELECT lang FROM languages ORDER BY lang")]
        seq = public.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
        step = f"{seq} {' '.join(kept)}"
        known = file.execute("SELECT value FROM state WHERE name = 'clauses'").fetchone()
        held = {(t, bytes(key)) for t in ("vectors", "gists") for (key,) in file.execute(f"SELECT key FROM {t}")}
        found = public.execute(_ADOPTED, (json.dumps(kept),))
        rows = [(number, _key(text), clause, lang, text, grade) for number, text, clause, lang, grade in found]
        if known is None or known[0] != step:
            with file:
                file.execute("DELETE FROM clauses")
                file.executemany("INSERT INTO clauses VALUES (?, ?, ?, ?)", (row[:4] for row in rows))
                file.execute("INSERT OR REPLACE INTO state VALUES ('clauses', ?)", (step,))
    wanted = {("vectors", key): text for _, key, _, _, text, _ in rows}
    wanted |= {("gists", key): text for _, key, _, lang, text, grade in rows if grade and lang == "en"}
    return [(*task, text) for task, text in wanted.items() if task not in held]


def add(path: Path, tasks: Sequence[Task], encoders: Encoders) -> Iterator[int]:
    """Encode and keep texts from `missing`, batch by batch; yields how many each batch had."""
    for start in range(0, len(tasks), _BATCH):
        part = tasks[start : start + _BATCH]
        for table, encode in encoders.items():
            own = [(key, text) for where, key, text in part if where == table]
            packed = encode([text for _, text in own])
            size = len(packed) // max(1, len(own))
            rows = [(key, packed[i * size : (i + 1) * size]) for i, (key, _) in enumerate(own)]
            with _opened(path) as file, file:
                file.executemany(f"INSERT OR IGNORE INTO {table} (key, vector) VALUES (?, ?)", rows)
        yield len(part)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors in memory: one unit row per distinct text (2 kB each); row, clause and language of each paragraph;
    the gists (1.5 kB each) and the paragraph of each."""

    rows: NDArray[np.float32]
    paragraphs: NDArray[np.int64]
    row_of: NDArray[np.int64]
    clause_of: NDArray[np.int64]
    lang_of: NDArray[np.str_]
    gists: NDArray[np.float32]
    gist_of: NDArray[np.int64]

    def gist_cosines(self, query: NDArray[np.float32]) -> dict[int, float]:
        """Cosines of the gist of a draft with those of the paragraphs that have one."""
        return dict(zip(self.gist_of.tolist(), np.einsum("ij,j->i", self.gists, query).tolist(), strict=True))

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
        number, units = _units(file, "vectors", DIMENSIONS)
        gist_number, gists = _units(file, "gists", GIST_DIMENSIONS)
        sql = "SELECT paragraph, key, clause, lang FROM clauses ORDER BY paragraph"
        found = [(row[0], bytes(row[1]), *row[2:]) for row in file.execute(sql)]
    places = [(paragraph, number[key], clause, lang) for paragraph, key, clause, lang in found if key in number]
    if not places:
        return None
    paragraphs, row_of, clause_of, lang_of = map(np.array, zip(*places, strict=True))
    with_gist = [(paragraph, gist_number[key]) for paragraph, key, *_ in found if key in gist_number]
    gist_of, gist_rows = np.array(with_gist, dtype=np.int64).reshape(-1, 2).T
    return Meanings(units, paragraphs, row_of, clause_of, lang_of, gists[gist_rows], gist_of)


def _units(file: sqlite3.Connection, table: str, dimensions: int) -> tuple[dict[bytes, int], NDArray[np.float32]]:
    """Row of each key, and the unit rows."""
    rows = file.execute(f"SELECT key, vector FROM {table} ORDER BY id").fetchall()
    matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.int8).reshape(-1, dimensions)
    units = matrix.astype(np.float32)
    units /= np.sqrt(np.einsum("ij,ij->i", units, units))[:, None] + np.float32(1e-6)
    return {bytes(row[0]): i for i, row in enumerate(rows)}, units
