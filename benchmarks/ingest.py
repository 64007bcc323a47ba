"""How fast Council texts go in, against the least that could be done with the same bytes.

    python -m benchmarks.ingest [FOLDER]

FOLDER holds Akoma Ntoso files (.xml.gz). Prints documents and paragraphs per second, cost per document and per
paragraph at a quarter, half and all of them (later texts are longer, so only the latter should stay level), peak
memory, the ratio to the floor (lxml parse and a bare FTS5 insert of the same text) and, apart, what the readings
cost. Each measurement runs in a process of its own; seconds are of processor time, so that other work on the machine
does not count.
"""

from __future__ import annotations

import gzip
import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from lxml import etree

from crawlers.akn import parse_text
from db.archive.archive import Archive
from db.connect import open_writer
from db.store.store import Store
from reading.council.texts import read_text
from records.council import CouncilText
from records.fetching import Document

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "unsc" / "akn4un" / "en"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 200
Figures = dict[str, float]


def bodies(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, gzip.decompress(path.read_bytes())) for path in sorted(folder.glob("*.xml.gz"))]


def floor(folder: Path, work: Path) -> Figures:
    """Parse with lxml and put the text of each element with text of its own into a bare FTS5 table."""
    listed = bodies(folder)
    start, units = time.process_time(), 0
    connection = sqlite3.connect(work / "floor.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(name, text, tokenize='porter unicode61 remove_diacritics 2')"
    )
    for _, body in listed:
        tree = etree.fromstring(body)
        found = ["".join(map(str, p.itertext())) for p in tree.iter("{*}p")]
        units += len(found)
        connection.executemany("INSERT INTO texts VALUES (?, ?)", (("", text) for text in found))
    connection.commit()
    return {"seconds": time.process_time() - start, "documents": len(listed), "units": units}


def whole(folder: Path, work: Path) -> Figures:
    """Archive, parse and store, without readings."""
    listed = iter(enumerate(bodies(folder)))
    count = len(list(folder.glob("*.xml.gz")))
    marks, stages = {count // 4: "quarter", count // 2: "half", count: "all"}, {"parse": 0.0, "archive": 0.0}
    figures: Figures = {"documents": count}
    store, archive = Store(open_writer(work / "caac.db"), "1"), Archive(work / "archive")
    start, units = time.process_time(), 0
    while batch := list(islice(listed, BATCH)):
        with store.batch():
            for number, (name, body) in batch:
                units += _one(store, archive, name, body, stages)
                if at := marks.get(number + 1):
                    spent = time.process_time() - start
                    figures[f"ms per document at {at}"] = spent / (number + 1) * 1000
                    figures[f"us per paragraph at {at}"] = spent / units * 1_000_000
            archive.sync()
    figures["seconds"] = time.process_time() - start
    figures |= {f"seconds in {name}": value for name, value in stages.items()}
    figures["paragraphs"] = store.connection.execute("SELECT count(*) FROM paragraphs").fetchone()[0]
    figures["texts"] = store.connection.execute("SELECT count(*) FROM texts").fetchone()[0]
    return figures


def _one(store: Store, archive: Archive, name: str, body: bytes, stages: dict[str, float]) -> int:
    """Carry one file; returns its number of paragraphs."""
    document = Document("akn4un", f"https://example.org/{name}", NOW, "text/xml", body)
    before = time.process_time()
    store.save_document(document, archive.add(document))
    between = time.process_time()
    found = list(parse_text(body, name))
    after = time.process_time()
    stages["archive"] += between - before
    stages["parse"] += after - between
    texts = [text for text in found if isinstance(text, CouncilText)]
    for text in texts:
        store.save_text(text, document.sha256, "akn4un", NOW)
    return sum(len(text.paragraphs) for text in texts)


def readings(folder: Path, work: Path) -> Figures:
    """Read the stored texts and store what was read; runs on the database that `whole` left."""
    store = Store(open_writer(work / "caac.db"), "1")
    symbols = [r[0] for r in store.connection.execute("SELECT symbol FROM texts WHERE shown = 1 AND lang = 'en'")]
    start = time.process_time()
    for at in range(0, len(symbols), BATCH):
        with store.batch():
            for symbol in symbols[at : at + BATCH]:
                if text := store.shown_text(symbol):
                    store.save_text_reading(symbol, read_text(text), NOW)
    return {"seconds": time.process_time() - start, "documents": len(symbols)}


def _child(task: Callable[[Path, Path], Figures], folder: Path, work: Path, queue: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    figures = task(folder, work)
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    queue.put(figures)


def measure(task: Callable[[Path, Path], Figures], folder: Path, work: Path) -> Figures:
    """Figures of `task`, run in a fresh process so that its peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[Figures] = context.Queue()
    process = context.Process(target=_child, args=(task, folder, work, queue))
    process.start()
    figures = queue.get()
    process.join()
    return figures


def show(title: str, figures: Figures) -> None:
    print(f"{title}:")
    for name, value in figures.items():
        print(f"  {name:28} {value:>12,.1f}")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not folder.is_dir():
        sys.exit(f"no folder {folder}")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        least = measure(floor, folder, work)
        ours = measure(whole, folder, work)
        read = measure(readings, folder, work)
    show("floor (lxml parse, bare FTS5 insert)", least)
    show("archive, parse, store", ours)
    print(f"  documents per second         {ours['documents'] / ours['seconds']:>12,.1f}")
    print(f"  paragraphs per second        {ours['paragraphs'] / ours['seconds']:>12,.1f}")
    print(f"  ratio to the floor           {ours['seconds'] / least['seconds']:>12,.2f}")
    show("readings, apart", read)


if __name__ == "__main__":
    main()
