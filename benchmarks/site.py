"""How fast the site answers over HTTP on loopback, with the whole corpus and 200,000 press rows.

    python -m benchmarks.site_world FOLDER          (once)
    python -m benchmarks.site FOLDER [--seconds 20] [--rate 50]

Prints the 50th and 95th percentile per kind of page (one request after the other), the same for three bare FTS5 queries
beside the searches, and what a mixed load at a fixed rate came to. It asserts nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import itertools
import os
import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import httpx

from benchmarks.known_items import FRESH, QUERIES
from datasette_config.plumbing import MAPPED
from datasette_config.serve import Site, start
from db.connect import open_reader
from db.search.search import search
from db.search.words import any_word, strict
from records.query import parse

SEED = 1612
WORDS = ["children", "child soldiers",
         "abduction", "school attack", "recruitment", "enfants", "niños", "дети", "الأطفال",
         "儿童", "armed groups", "humanitarian access", "Sudan", "Gaza hospital", "killed"]  # fmt: skip


def queries() -> list[str]:
    """The queries of the known-item sets and plain words."""
    found = []
    for path in (QUERIES, FRESH):
        with path.open(encoding="utf-8") as lines:
            found += [row["query"] for row in csv.DictReader(lines)]
    return [*found, *WORDS]


def searches() -> list[str]:
    """The same as addresses."""
    return [f"/search?q={quote(q)}" for q in queries()]


def resolutions(connection: sqlite3.Connection) -> list[str]:
    """A hundred resolutions and the longest ten."""
    numbers = [r[0] for r in connection.execute("SELECT number FROM resolutions WHERE text_origin <> ''")]
    longest = connection.execute(
        "SELECT r.number FROM paragraphs p JOIN resolutions r USING (symbol) WHERE p.lang = 'en'"
        " GROUP BY 1 ORDER BY count(*) DESC LIMIT 10"
    )
    chosen = random.Random(SEED).sample(numbers, min(100, len(numbers))) + [r[0] for r in longest]
    return [f"/resolution/{number}" for number in chosen]


def others() -> list[str]:
    """One of each further page."""
    return ["/calendar", "/situations", "/situation/COD", "/situation/NGA", "/scorecard", "/stories", "/signals",
            "/sources", "/data-dictionary", "/council", "/compare/2717/2765", "/resolution/2765?lang=ar",
            "/search.atom?q=children",
            "/agreed-language?draft=Calls+upon+all+parties+to+end+the+recruitment+and+use+of+children"]  # fmt: skip


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie, in milliseconds."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def say(name: str, seconds: Sequence[float]) -> float:
    middle, high = percentile(seconds, 0.5), percentile(seconds, 0.95)
    print(f"{name:34} n {len(seconds):4}   p50 {middle:6.1f} ms   p95 {high:6.1f} ms")
    return high


def fresh(address: str, number: int) -> str:
    """The address with a value that means nothing, so that no answer kept by the site can be given."""
    return f"{address}{'&' if '?' in address else '?'}fresh={number}"


def one_by_one(client: httpx.Client, name: str, addresses: Sequence[str]) -> tuple[float, float]:
    """Ask each address in turn, each time as if for the first time. Gives the 95th percentile of both rounds.

    The first round finds nothing kept: no page of the file in memory, no word that the search has asked before.
    """
    rounds = []
    for turn in range(2):
        taken = []
        for number, address in enumerate(addresses):
            began = time.perf_counter()
            answer = client.get(fresh(address, turn * 1000 + number))
            taken.append(time.perf_counter() - began)
            if answer.status_code != 200:
                print(f"  {answer.status_code} {address}")
        rounds.append(taken)
    return percentile(rounds[0], 0.95), say(name, rounds[1])


Asked = Sequence[tuple[str, str]]


def bare(connection: sqlite3.Connection, name: str, asked: Sequence[Asked]) -> float:
    """For each search its questions (index and MATCH) bare, twenty ranked rows of each."""
    taken = []
    for questions in asked:
        began = time.perf_counter()
        for index, match in questions:
            sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rank LIMIT 20"
            connection.execute(sql, (match,)).fetchall()
        taken.append(time.perf_counter() - began)
    return say(name, taken)


def in_all(wording: object) -> Asked:
    """One question to the three indexes."""
    return [(index, str(wording)) for index in ("paragraphs_fts", "whole_fts", "news_fts")]


_RANKED = re.compile(r"\brank\b.* (\w+_fts) MATCH '((?:[^']|'')+)'", re.S)


def sent(connection: sqlite3.Connection, query: str) -> Asked:
    """The ranked questions that the search itself puts to the indexes, each once; in a transaction nothing is kept."""
    said: list[str] = []
    connection.execute("BEGIN")
    connection.set_trace_callback(said.append)
    search(connection, query)
    connection.set_trace_callback(None)
    connection.execute("ROLLBACK")
    found = (match.groups() for sql in said if (match := _RANKED.search(sql)))
    return list(dict.fromkeys((index, match.replace("''", "'")) for index, match in found))


def compare(connection: sqlite3.Connection, first: float, high: float) -> None:
    """Search beside bare queries: all of the words, any of them, and what it asks itself."""
    connection.execute(f"PRAGMA mmap_size={MAPPED}")
    asked = [query for query in queries() if parse(query).groups]
    for name, questions in (
        ("all words", [in_all(strict(parse(query))) for query in asked]),
        ("any word", [in_all(any_word(parse(query))) for query in asked]),
        ("what search asks", [sent(connection, query) for query in asked]),
    ):
        low = bare(connection, f"bare FTS5, {name}", questions)
        print(f"  search / that at p95: {high / low:.1f}, in the first round {first / low:.1f}")


def cpu_seconds(site: Site) -> float:
    """Processor time the workers have used so far (Linux)."""
    ticks = 0
    for worker in site.workers:
        fields = Path(f"/proc/{worker.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def mixed(site: Site, addresses: Sequence[str], rate: float, seconds: float) -> None:
    """Requests at a fixed rate, whether or not the former have been answered."""
    taken: list[float] = []
    outcomes: Counter[str] = Counter()
    limits = httpx.Limits(max_connections=100)
    async with httpx.AsyncClient(base_url=site.url, timeout=30, limits=limits, trust_env=False) as client:

        async def ask(address: str) -> None:
            began = time.perf_counter()
            try:
                outcomes[str((await client.get(address)).status_code)] += 1
            except httpx.HTTPError as error:
                outcomes[type(error).__name__] += 1
            taken.append(time.perf_counter() - began)

        before = cpu_seconds(site)
        began, tasks = time.perf_counter(), []
        for number, address in zip(range(int(rate * seconds)), itertools.cycle(addresses), strict=False):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(ask(address)))
        await asyncio.gather(*tasks)
        spent = time.perf_counter() - began
    say(f"mixed at {rate:.0f}/s for {seconds:.0f} s", taken)
    cost = 1000 * (cpu_seconds(site) - before) / len(taken)
    load = os.getloadavg()[0]
    print(f"  answered {len(taken) / spent:.1f}/s: {dict(outcomes)}; {cost:.0f} ms of processor each; load {load:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=50)
    given = parser.parse_args()
    connection = open_reader(given.folder / "caac.db")
    pages = resolutions(connection)
    site = start(given.folder, port=0)
    try:
        with httpx.Client(base_url=site.url, timeout=60, trust_env=False) as client:
            one_by_one(client, "home", ["/"] * 50)
            first, high = one_by_one(client, "search", searches())
            print(f"  in the first round p95 {first:.1f} ms")
            one_by_one(client, "resolution", pages)
            for address in others():
                one_by_one(client, address[:34], [address] * 5)
        compare(connection, first, high)
        mix = [*searches(), *pages, *(["/"] * 60), *others()[:8]]
        random.Random(SEED).shuffle(mix)
        print("as if for the first time:")
        asyncio.run(mixed(site, [fresh(a, n) for n, a in enumerate(mix * 9)], given.rate, given.seconds))
        print("as asked, answers kept while the database stands still:")
        asyncio.run(mixed(site, mix, given.rate, given.seconds))
    finally:
        site.stop()


if __name__ == "__main__":
    main()
