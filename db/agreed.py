"""The stored paragraphs as the search for agreed language asks them (`reading.workbench.agreed.Corpus`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from db.meanings import Meanings, load
from db.search.stems import stem_of
from records.agreed import Adopted, Wanted

#: Most entries of the word index read for one list of words: what keeps a query within its time.
_POSTINGS = 9_000
_MOST_WORDS = 40
#: Rows of a table quote other texts or list names; what they quote answers for itself.
_ROWS = """
SELECT p.id, p.symbol, p.reference, p.part, p.lang, coalesce(r.adopted, s.adopted, '') AS adopted, p.text,
  coalesce(r.vote, '') AS vote, coalesce(r.url, s.url, '') AS url,
  (SELECT coalesce(group_concat(country, '; '), '') FROM sponsors WHERE sponsors.symbol = p.symbol) AS sponsors,
  coalesce(nullif(p.aligned, ''), p.reference) AS clause
FROM paragraphs p LEFT JOIN resolutions r ON r.symbol = p.symbol LEFT JOIN statements s ON s.symbol = p.symbol
WHERE p.kind IN ('resolution', 'statement') AND p.reference NOT LIKE '%(row %'
"""


class AdoptedTexts:
    """Paragraphs of `caac.db` with the vectors kept beside it; where there are none, wording alone answers."""

    def __init__(self, connection: sqlite3.Connection, vectors: Path | None = None) -> None:
        self._connection = connection
        self._vectors = vectors
        self._counts: dict[str, int] = {}

    def counts(self, words: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many paragraphs each word occurs, and how many paragraphs there are."""
        new = [word for word in words if word not in self._counts]
        if new:
            ask = "SELECT doc FROM paragraphs_words WHERE term = ?"
            for word, stem in stem_of(new).items():
                row = self._connection.execute(ask, (stem,)).fetchone()
                self._counts[word] = row[0] if row else 0
        total = self._connection.execute("SELECT max(id) FROM paragraphs").fetchone()[0]
        return {word: count for word in words if (count := self._counts.get(word, 0))}, int(total or 0)

    def by_words(self, words: Sequence[str], wanted: Wanted, most: int) -> list[int]:
        """Paragraphs that hold most of the rarer words, best first."""
        counts, _ = self.counts(words)
        chosen: list[str] = []
        read = 0
        for word in sorted(counts, key=lambda w: counts[w])[:_MOST_WORDS]:
            read += counts[word]
            if chosen and read > _POSTINGS:
                break
            chosen.append(f'"{word}"')
        if not chosen:
            return []
        match = f"text : ({' OR '.join(chosen)})"
        narrowed, values = _conditions(wanted)
        if narrowed:
            rows = self._connection.execute(
                "SELECT f.rowid FROM paragraphs_fts f JOIN paragraphs p ON p.id = f.rowid "
                f"WHERE paragraphs_fts MATCH ?{narrowed} ORDER BY f.rank LIMIT ?",
                (match, *values, most),
            )
        else:
            rows = self._connection.execute(
                "SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ? ORDER BY rank LIMIT ?", (match, most)
            )
        return [row[0] for row in rows]

    def has_meanings(self) -> bool:
        """Whether any vectors are kept."""
        return self._held() is not None

    def has_gists(self) -> bool:
        """Whether any gists are kept."""
        held = self._held()
        return held is not None and bool(len(held.gist_of))

    def by_meaning(
        self, queries: NDArray[np.float32], wanted: Wanted, most: int, more: Sequence[int]
    ) -> dict[int, tuple[float, ...]]:
        """Cosines with each query of the `most` nearest paragraphs and of those in `more`; empty without vectors."""
        held = self._held()
        if held is None:
            return {}
        allowed = None
        narrowed, values = _conditions(wanted)
        if narrowed:
            ask = f"SELECT json_group_array(p.id) FROM paragraphs p WHERE 1{narrowed}"  # twice as quick as row by row
            allowed = np.array(json.loads(self._connection.execute(ask, values).fetchone()[0]), dtype=np.int64)
        return held.nearest(queries, most, more, allowed, wanted.prefer)

    def by_gist(self, query: NDArray[np.float32]) -> dict[int, float]:
        """Cosines of the gist of a draft with those of the English paragraphs on children; empty without gists."""
        held = self._held()
        return {} if held is None else held.gist_cosines(query)

    def rows(self, ids: Sequence[int], wanted: Wanted) -> list[Adopted]:
        """The paragraphs with these ids that are adopted and wanted."""
        narrowed, values = _conditions(wanted)
        found: list[Adopted] = []
        for start in range(0, len(ids), 500):
            part = list(ids[start : start + 500])
            ask = f"{_ROWS}{narrowed} AND p.id IN ({','.join('?' * len(part))})"
            for row in self._connection.execute(ask, (*values, *part)):
                key, symbol, reference, section, lang, adopted, text, vote, url, sponsors, clause = tuple(row)
                found.append(Adopted(key, symbol, reference, section, lang, adopted, text, vote, sponsors, url, clause))
        return found

    def _held(self) -> Meanings | None:
        if self._vectors is None or not self._vectors.exists():
            return None
        return load(str(self._vectors), self._vectors.stat().st_mtime_ns)


def _conditions(wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    """SQL that narrows paragraphs `p`; empty when anything is wanted."""
    found: str = ""
    values: list[object] = []
    if wanted.years:
        found += " AND p.year BETWEEN ? AND ?"
        values += [wanted.years[0], wanted.years[1]]
    if wanted.part:
        found += " AND p.part = ?"
        values.append(wanted.part)
    if wanted.lang:
        found += " AND p.lang = ?"
        values.append(wanted.lang)
    if wanted.children:
        found += " AND p.grade > 0"
    if wanted.mandate:
        found += " AND p.symbol IN (SELECT symbol FROM search_texts WHERE mandates LIKE '%' || ? || '%')"
        values.append(wanted.mandate)
    return found, tuple(values)
