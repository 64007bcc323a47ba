"""Keeps sentence vectors of adopted paragraphs in step with the texts."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

from db.meanings import Task, add, missing
from reading.vectors import available, gist, gists_available, quantise, vectors
from reading.workbench.agreed import GIST, VECTOR_PARAGRAPH

#: Name of the file beside `caac.db`.
FILE = "vectors.db"
#: Seconds of encoding after a crawl: more than the day's adoptions need. A first load is prepared apart.
DAILY = 15
#: From how many texts on the start of further processes pays, and how many texts one of them gets at a time.
_MANY, _SHARE = 2000, 32
#: Seconds that one text takes on one processor.
_COST = {"vectors": 0.006, "gists": 0.06}


def lacking(public: sqlite3.Connection, folder: Path, languages: Collection[str] = ()) -> list[Task]:
    """Distinct adopted texts without a vector, in English and in the `languages` named now or before, and those on
    children without a gist; only what the installed encoders can make. The quickest come first."""
    if not available():
        return []
    tasks = (task for task in missing(public, folder / FILE, languages) if task[0] == "vectors" or gists_available())
    return sorted(tasks, key=lambda task: (_COST[task[0]], len(task[2])))


def seconds(tasks: Sequence[Task]) -> float:
    """About how long `prepare` takes."""
    alone = sum(_COST[table] for table, _, _ in tasks)
    return alone / (os.cpu_count() or 1) if len(tasks) >= _MANY else alone


def prepare(folder: Path, tasks: Sequence[Task]) -> Iterator[int]:
    """Encode and keep what `lacking` named, many of them on all processors; yields how many each batch had."""
    if len(tasks) < _MANY:
        yield from add(folder / FILE, tasks, {"vectors": _vectors, "gists": _gists})
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        encoders = {"vectors": partial(_shared, pool, _vectors), "gists": partial(_shared, pool, _gists)}
        yield from add(folder / FILE, tasks, encoders)


def _shared(pool: Executor, encode: Callable[[Sequence[str]], bytes], texts: Sequence[str]) -> bytes:
    parts = [texts[start : start + _SHARE] for start in range(0, len(texts), _SHARE)]
    return b"".join(pool.map(encode, parts))


def keep_up(public: sqlite3.Connection, folder: Path, most: float = DAILY) -> int:
    """After a round: for about `most` seconds; returns how many are still to be encoded."""
    tasks = lacking(public, folder)
    spent = accumulate(_COST[table] for table, _, _ in tasks)
    now = sum(total <= most for total in spent)
    for _ in prepare(folder, tasks[:now]):
        pass
    return len(tasks) - now


def _vectors(texts: Sequence[str]) -> bytes:
    return quantise(vectors(texts, VECTOR_PARAGRAPH))


def _gists(texts: Sequence[str]) -> bytes:
    return b"".join(gist(text, GIST) for text in texts)
