"""Keeps sentence vectors of adopted paragraphs in step with the texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from db.meanings import add, missing
from reading.vectors import available, quantise, vectors
from reading.workbench.agreed import VECTOR_PARAGRAPH

#: Name of the file beside `caac.db`.
FILE = "vectors.db"
#: Texts encoded after a crawl (about three seconds): the day's adoptions. A first load is prepared apart.
DAILY = 400


def lacking(public: sqlite3.Connection, folder: Path, languages: Collection[str] = ()) -> list[tuple[bytes, str]]:
    """Distinct adopted texts without a vector, in English and in the `languages` named now or before; empty where no
    encoder is installed."""
    return missing(public, folder / FILE, languages) if available() else []


def prepare(folder: Path, texts: Sequence[tuple[bytes, str]]) -> Iterator[int]:
    """Encode and keep `texts` (about 6 ms each); yields how many each batch had."""
    return add(folder / FILE, sorted(texts, key=lambda text: len(text[1])), _encode)


def keep_up(public: sqlite3.Connection, folder: Path, most: int = DAILY) -> int:
    """After a round: at most `most` texts; returns how many are still without a vector."""
    texts = lacking(public, folder)
    for _ in prepare(folder, texts[:most]):
        pass
    return max(0, len(texts) - most)


def _encode(texts: Sequence[str]) -> bytes:
    return quantise(vectors(texts, VECTOR_PARAGRAPH))
