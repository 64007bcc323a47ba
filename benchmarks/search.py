"""How long a search takes in-process, against the bare index query.

    python -m benchmarks.search DATABASE [QUERIES.csv]

QUERIES.csv has a column `query`; without it the known-item queries are taken. Seconds are of processor time, so that
other work on the machine does not count; each query is asked three times and its best time taken.
"""

from __future__ import annotations

import csv
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from datasette_config.plumbing import MAPPED
from db.connect import open_reader
from db.search.search import search
from db.search.words import strict
from records.query import parse

QUERIES = Path(__file__).with_name("known_items.csv")


def best(ask: Callable[[], object], times: int = 3) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        ask()
        found.append((time.process_time() - start) * 1000)
    return min(found)


def bare(connection: sqlite3.Connection, query: str) -> None:
    """The best twenty rows of each index for all words: what FTS5 alone would do."""
    match = str(strict(parse(query)))
    for index in ("paragraphs_fts", "whole_fts", "news_fts") if match else ():
        sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rank LIMIT 20"
        connection.execute(sql, (match,)).fetchall()


def show(name: str, times: list[float]) -> None:
    at95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:28} p50 {statistics.median(times):6.1f} ms   p95 {at95:6.1f} ms   most {max(times):6.1f} ms")


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    connection = open_reader(Path(sys.argv[1]))
    connection.execute(f"PRAGMA mmap_size={MAPPED}")
    with Path(sys.argv[2] if len(sys.argv) > 2 else QUERIES).open(encoding="utf-8") as lines:
        queries = [row["query"] for row in csv.DictReader(lines)]
    for table in ("paragraphs", "search_texts", "news"):
        print(f"{table}: {connection.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:,}")
    show("search, facets, snippets", [best(lambda q=q: search(connection, q)) for q in queries])  # type: ignore[misc]
    show("bare FTS5, three indexes", [best(lambda q=q: bare(connection, q)) for q in queries])  # type: ignore[misc]


if __name__ == "__main__":
    main()
