"""A data folder for measuring the site: the whole corpus of the captures, and many press rows made from theirs.

    python -m benchmarks.site_world /tmp/site-world [--news 200000]

Press items are read once and saved many times with other dates and a number in the title, so that indexes, facets and
rankings carry the weight of years; every third relevant item joins the story of the one before.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers.akn import parse_text
from crawlers.kinds.feed import parse as parse_feed
from db.connect import open_writer
from db.store.reference import save_reference
from db.store.store import Store
from reading.council.texts import read_text
from reading.news.item import read_news
from records.council import CouncilText
from records.fetching import Document, Source
from records.news import NewsItem
from records.readings import NewsReading
from scheduler.derive import derive

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
AT = datetime(2026, 11, 20, tzinfo=UTC)
COUNCIL = Source("unxml", "United Nations, machine-readable texts", "United Nations", "akoma_ntoso",
                 "https://example.org/unxml", ("en", "fr", "es", "ru", "ar", "zh"), licence="see source")  # fmt: skip
PRESS = Source("captures", "Captured feeds", "several", "feed", "https://example.org/feeds", licence="titles and links")


def council_texts(shared: Path) -> Iterator[tuple[CouncilText, str]]:
    """Every text of the captured XML with the digest of its file."""
    for folder in ("en", "fr", "es", "ru", "ar", "zh", "prst", "not_adopted"):
        for path in sorted((shared / "unsc" / "akn4un" / folder).rglob("*.xml.gz")):
            body = gzip.decompress(path.read_bytes())
            for text in parse_text(body, path.name):
                if isinstance(text, CouncilText):
                    yield text, hashlib.sha256(body).hexdigest()


def press_items(shared: Path) -> Iterator[NewsItem]:
    """Items of the captured feeds, and short conflict reports as items."""
    for path in sorted((shared / "news" / "feeds").glob("*-*/*.xml")):
        if "reader-tests" not in str(path):
            document = Document(
                "captures", f"https://example.org/{path.name}", AT, "application/xml", path.read_bytes()
            )
            yield from (item for item in parse_feed(PRESS, document) if isinstance(item, NewsItem))
    with gzip.open(shared / "news" / "labelled" / "caac-weak.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            title, _, rest = row["text"].partition(". ")
            link = f"https://example.org/{row['id']}"
            yield NewsItem("captures", title[:160], link, row["id"], rest[:300], AT, outlet=row["source"])


def fill_council(store: Store, shared: Path) -> None:
    """The corpus, read and derived."""
    with store.batch():
        for text, digest in council_texts(shared):
            store.save_text(text, digest, COUNCIL.id, AT)
        symbols = [row[0] for row in store.connection.execute("SELECT symbol FROM search_texts ORDER BY id")]
        for symbol in symbols:
            if shown := store.shown_text(symbol):
                store.save_text_reading(symbol, read_text(shown), AT)


def fill_press(store: Store, shared: Path, many: int) -> None:
    """`many` press rows and their stories."""
    read: list[tuple[NewsItem, NewsReading]] = []
    for item in press_items(shared):
        read.append((item, read_news(item.title, item.summary, "", item.lang, item.published)))
    turns = itertools.cycle(read)
    for start in range(0, many, 5000):
        with store.batch():
            for number in range(start, min(many, start + 5000)):
                item, reading = next(turns)
                item = replace(
                    item,
                    title=f"{item.title} ({number})",
                    guid=f"copy-{number}",
                    url=f"{item.url}?n={number}",
                    published=AT - timedelta(minutes=number * 13),
                )
                store.save_news(item, reading, "", AT)
        print(f"press rows: {min(many, start + 5000)}", end="\r", flush=True)
    _stories(store)


def _stories(store: Store) -> None:
    """Stories as the real grouping leaves them, without its cost: relevant items by threes."""
    run = store.connection.execute
    with store.batch():
        run(
            "CREATE TEMP TABLE grouped AS SELECT id, 'st-' || ((row_number() OVER (ORDER BY id) - 1) / 3) AS story"
            " FROM news WHERE relevant = 1"
        )
        run("UPDATE news SET story = (SELECT story FROM grouped g WHERE g.id = news.id) WHERE relevant = 1")
        run(
            "INSERT INTO stories (id, title, lead, first_seen, last_seen, items, outlets, languages, countries,"
            " violations, parties, relevant, kind, seq) SELECT g.story, n.title, min(n.id), min(n.published),"
            " max(n.published), count(*), count(*), n.lang, n.countries, n.violations, n.parties, 1, 'incident', 0"
            " FROM grouped g JOIN news n USING (id) GROUP BY g.story"
        )


def build(folder: Path, news: int, shared: Path = SHARED) -> Path:
    """The database file, built anew when it is not there."""
    path = folder / "caac.db"
    if path.exists():
        return path
    db = open_writer(path)
    store = Store(db, "benchmark")
    started = time.perf_counter()
    store.save_sources([COUNCIL, PRESS])
    save_reference(store)
    fill_council(store, shared)
    print(f"corpus: {time.perf_counter() - started:.0f} s")
    derive(store, AT)
    fill_press(store, shared, news)
    store.connection.execute("ANALYZE")
    db.close()
    print(f"all: {time.perf_counter() - started:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--news", type=int, default=200_000)
    given = parser.parse_args()
    build(given.folder, given.news)


if __name__ == "__main__":
    main()
