"""What alerts cost, and whether one bad channel holds up others: `python -m benchmarks.alerts`.

Matching: 10,000 subscriptions against 1,000 new reports (invented sentences), written by the real store and read
behind the cursors; then 3 more reports, to show that cost goes with what is new. Delivery: one dead, one slow (30 s)
and one refusing channel beside healthy ones; the time from match to acceptance of all others.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread

from alerts.delivery import Courier
from alerts.round import match_changes, prepare
from alerts.settings import Settings
from alerts.subscribing import subscribe
from db.connect import open_reader, open_writer
from db.private.subscriptions import add_subscription, open_private
from db.store.store import Store
from records.alerts import Channel, Subscription
from records.news import NewsItem
from records.readings import VIOLATIONS, NewsReading

SUBSCRIPTIONS, RECORDS, FEW, SEED, HEALTHY = 10_000, 1_000, 3, 7, 40
SITUATIONS = "AFG CAF COD COL ETH HTI IRQ LBN LBY MLI MMR MOZ NER NGA PSE SDN SOM SSD SYR UKR YEM BFA CMR TCD".split()
ENDINGS = "al ek in or ud ash est ilo onu ury arp elt isk onk umb aft eld ird ort ust and ent ing oll urn".split()
#: Invented words, the n-th used in proportion to 1/(n + 10) as words are in life; searches name rarer ones.
WORDS = [a + b + c for a in "ka lo mi ru te va".split() for b in "ben dor fin gal hus jat".split() for c in ENDINGS]
WEIGHTS = [1 / (rank + 10) for rank in range(len(WORDS))]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def reports(chance: random.Random, first: int, count: int) -> list[tuple[NewsItem, NewsReading]]:
    """Invented reports: a title of eight words, a summary of thirty-five."""
    made = []
    for number in range(first, first + count):
        title, summary = " ".join(chance.choices(WORDS, WEIGHTS, k=8)), " ".join(chance.choices(WORDS, WEIGHTS, k=35))
        item = NewsItem(
            "herald", title, f"https://herald.example/{number}", f"g{number}", summary, NOW, outlet="Herald"
        )
        reading = NewsReading(
            "en", True, True, True, (chance.choice(VIOLATIONS),), (chance.choice(SITUATIONS),), score=0.9
        )
        made.append((item, reading))
    return made


def search(chance: random.Random) -> str:
    """Searches as people set them: two or three words, phrases, endings, filters, what is kept out."""
    words = chance.sample(WORDS[30:], 3)
    forms = (
        f"{words[0]} {words[1]} situation:{chance.choice(SITUATIONS)}",
        f"{words[0]} {words[1]} {words[2]}",
        f'"{words[0]} {words[1]}"',
        f"{words[0][:5]}* {words[1]} -{words[2]}",
        f"violation:{chance.choice(VIOLATIONS)} situation:{chance.choice(SITUATIONS)} {words[0]}",
        f"{words[0]} OR {words[1]} situation:{chance.choice(SITUATIONS)} violation:{chance.choice(VIOLATIONS)}",
    )
    return chance.choice(forms)


def save(folder: Path, items: Sequence[tuple[NewsItem, NewsReading]]) -> None:
    with closing(open_writer(folder / "caac.db")) as db:
        store = Store(db, "bench")
        with store.batch():
            for item, reading in items:
                store.save_news(item, reading, "ab" * 32, NOW)


def matching(folder: Path) -> None:
    chance = random.Random(SEED)
    save(folder, [])
    with closing(open_private(folder / "private.db")) as db:
        db.conn.execute("PRAGMA synchronous = OFF")
        for number in range(SUBSCRIPTIONS):
            wanted = Subscription(f"alert {number}", search(chance), ("news",))
            add_subscription(db, wanted, [Channel("feed", "feed")], NOW)
        db.conn.execute("PRAGMA synchronous = FULL")
        for count, first in ((RECORDS, 0), (FEW, RECORDS), (RECORDS, RECORDS + FEW)):
            save(folder, reports(chance, first, count))
            with closing(open_reader(folder / "caac.db")) as connection:
                started, cpu = time.perf_counter(), time.process_time()
                found = match_changes(connection, db, NOW)
                wall, cpu = time.perf_counter() - started, time.process_time() - cpu
            print(
                f"{SUBSCRIPTIONS} subscriptions x {count} new records: {wall:.2f} s ({cpu:.2f} s CPU), {found} matches"
            )


class Receiver(ThreadingHTTPServer):
    """Takes webhooks: /ok/N at once, /slow after 30 s, /gone with 404."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: dict[str, float] = {}
        self.lock, self.closing = Lock(), Event()
        Thread(target=self.serve_forever, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/slow":
            self.server.closing.wait(30)
        with self.server.lock:
            self.server.taken[self.path] = time.perf_counter()
        self.send_response(404 if self.path == "/gone" else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def delivery(folder: Path) -> None:
    receiver, settings = Receiver(), Settings(allow_private=True, smtp="smtp://127.0.0.1:9", timeout=40)
    base = f"http://127.0.0.1:{receiver.server_port}"
    bad = ["http://127.0.0.1:9/dead", f"{base}/slow", f"{base}/gone", "reader@example.org"]
    save(folder, [])
    public, private = folder / "caac.db", folder / "private.db"
    for number, address in enumerate([*bad, *(f"{base}/ok/{n}" for n in range(HEALTHY))]):
        wanted = Subscription(f"alert {number}", "pupils", ("news",))
        subscribe(private, public, f"alert {number}", "pupils", [address], NOW, settings, wanted)
    item = NewsItem("herald", "Pupils taken", "https://herald.example/1", "g1", "", NOW, outlet="Herald")
    save(folder, [(item, NewsReading("en", True, True, True))])
    started = time.perf_counter()
    with closing(open_private(private)) as db:
        prepare(public, db, NOW, settings)
    courier = Courier(private, settings, lambda: datetime.now(UTC))
    courier.start()
    while len([path for path in receiver.taken if path.startswith("/ok")]) < HEALTHY:
        time.sleep(0.01)
    last = max(at for path, at in receiver.taken.items() if path.startswith("/ok")) - started
    print(f"one dead, one slow (30 s), one 404 channel and a dead mail server: {HEALTHY} others within {last:.2f} s")
    receiver.closing.set()
    courier.finish()
    receiver.shutdown()


def main() -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        matching(Path(one))
        delivery(Path(two))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
