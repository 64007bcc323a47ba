"""Known-item search: queries made by hand before looking at any result; where does the wanted record stand?

    python -m benchmarks.known_items FOLDER [--show]

`known_items.csv` are 100 queries for records thought of, `known_items_fresh.csv` 60 for records drawn at random; both
have been used to improve the ranking. `known_items_blind.csv`, 30 more for random records, has not been. FOLDER holds a
`caac.db` with the captured corpus (benchmarks.site_world makes one). A query counts when any of its wanted symbols
stands first, or among the first ten hits.
"""

from __future__ import annotations

import argparse
import csv
import sqlite3
from pathlib import Path

from db.connect import open_reader
from db.search.search import search

QUERIES = Path(__file__).with_name("known_items.csv")
FRESH = QUERIES.with_name("known_items_fresh.csv")
BLIND = QUERIES.with_name("known_items_blind.csv")


def places(connection: sqlite3.Connection, queries: Path = QUERIES) -> list[tuple[dict[str, str], int, list[str]]]:
    """Each query with the place of its wanted record (0: not among the first ten) and the first keys found."""
    found = []
    with queries.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            keys = [hit.key for hit in search(connection, row["query"], 10, with_facets=False).hits]
            wanted = row["wanted"].split("|")
            place = next((at for at, key in enumerate(keys, 1) if key in wanted), 0)
            found.append((row, place, keys[:3]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was not first")
    given = parser.parse_args()
    connection = open_reader(given.folder / "caac.db")
    for path in (QUERIES, FRESH, BLIND):
        print(path.stem)
        report(places(connection, path), given.show)


def report(found: list[tuple[dict[str, str], int, list[str]]], show: bool) -> None:
    """Counts by kind of query and in all; with `show`, what was not first."""
    for how in ("symbol", "title", "phrase", "need", ""):
        own = [place for row, place, _ in found if how in ("", row["how"])]
        name = how or "all"
        print(
            f"  {name:8} {len(own):3} queries, first {sum(p == 1 for p in own):3}, in ten {sum(p > 0 for p in own):3}"
        )
    for row, place, keys in found if show else ():
        if place != 1:
            print(f"  {place:2} {row['query']} -> {row['wanted']}; got {keys}")


if __name__ == "__main__":
    main()
