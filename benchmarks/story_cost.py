"""What sorting one new item into stories costs, by how many are stored: invented reports, spread over years."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from db import story_index
from db.connect import open_writer
from db.store.store import Store
from reading import vectors
from reading.stories.keys import keys_of
from reading.stories.packing import pack
from reading.stories.traces import Trace, words_of
from reading.stories.words import number_of
from scheduler.derive_stories import derive_stories

_START = datetime(2016, 1, 1, tzinfo=UTC)
#: Reports a day, as an archive of ten years with a million items would hold.
_PER_DAY = 270
_MEASURED = 200
_SYLLABLES = "ka vel mo ra lin dar os tra ny mir to van kesh ti or lan be su dor na pel gri sho ut".split()
_ACTS = ("shelling hit", "fighters took boys from", "an air strike damaged", "gunmen burned", "a mine exploded near")
_THINGS = ("a school", "the clinic", "a market", "the camp", "a bus with pupils", "a water station")


def print_cost(sizes: list[int]) -> None:
    print("stored     ms of one core per new item (median, 95th percentile)")
    with tempfile.TemporaryDirectory() as folder:
        db = open_writer(Path(folder) / "caac.db")
        store, made, rng = Store(db, "cost"), 0, random.Random(1)
        vectors.warm()
        for size in sizes:
            _fill(store, rng, made, size)
            made = size
            times = []
            for number in range(_MEASURED):
                _insert(store, rng, [made + number])
                started = time.process_time()
                derive_stories(store, _START)
                times.append((time.process_time() - started) * 1000)
            made += _MEASURED
            times.sort()
            print(f"{size:9,}  {times[len(times) // 2]:8.1f} {times[int(len(times) * 0.95)]:8.1f}")
        db.close()


def _fill(store: Store, rng: random.Random, first: int, last: int) -> None:
    """Stored items, each a story of its own, filed as the sorter files them, but with vectors drawn at random."""
    noise = np.random.default_rng(first)
    for start in range(first, last, 1000):
        numbers = range(start, min(last, start + 1000))
        with store.batch():
            for row in _insert(store, rng, numbers):
                trace = replace(
                    _trace(row),
                    vectors=_unit(noise.standard_normal((2, vectors.DIMENSIONS))),
                    gist=noise.integers(-127, 127, vectors.GIST_DIMENSIONS).astype(np.int8).tobytes(),
                )
                item = {"news": row["id"], "story": row["key"], "relation": "first", "copy_of": None}
                keys = keys_of(trace, lambda word: 3.0 + len(word))
                words = sorted(map(number_of, trace.words))
                packed, day = pack(trace), trace.day.toordinal()
                story_index.add_item(
                    store.connection, {**item, "independent": 1, "likeness": 0.0}, day, packed, keys, words
                )
            story_index.set_state(store.connection, "texts", numbers[-1] + 1)
            story_index.set_state(store.connection, "seq", numbers[-1] + 1)
        print(f"\r{numbers[-1] + 1:,} stored", end="", file=sys.stderr)
    print(file=sys.stderr)


def _unit(rows: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _trace(row: dict[str, Any]) -> Trace:
    published = datetime.fromisoformat(row["published"])
    return Trace(
        **words_of(row["title"], row["summary"]),
        vectors=np.zeros((0, vectors.DIMENSIONS), dtype=np.float32),
        lang="en",
        day=published.date(),
        event=published.date(),
        incident=True,
        countries=frozenset({row["countries"]}),
        districts=frozenset({row["districts"]}),
        victims=row["victims_max"],
    )


def _word(rng: random.Random, parts: int = 3) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(parts)).capitalize()


def _insert(store: Store, rng: random.Random, numbers: Iterable[int]) -> list[dict[str, Any]]:
    rows = [_row(rng, number) for number in numbers]
    with store.batch():
        for row in rows:
            marks = ", ".join(f":{name}" for name in row)
            store.connection.execute(f"INSERT INTO news ({', '.join(row)}) VALUES ({marks})", row)
    return rows


def _row(rng: random.Random, number: int) -> dict[str, Any]:
    day = _START + timedelta(days=number / _PER_DAY)
    place, act, thing, toll = _word(rng), rng.choice(_ACTS), rng.choice(_THINGS), rng.randint(1, 60)
    said = f"{_word(rng)} {_word(rng)} of the {_word(rng, 2)} mission said; {toll} were hurt."
    return {
        "id": number + 1, "seq": number + 1, "key": f"k{number}", "source": "cost", "outlet": f"outlet {number % 90}",
        "url": "", "title": f"{toll} children hurt as {act} {thing} in {place}",
        "summary": f"In {place}, {act} {thing} on {day:%A}, {said}",
        "published": day.isoformat(), "first_seen": day.isoformat(), "lang": "en", "relevant": 1, "kind": "incident",
        "violations": "killing_maiming", "countries": rng.choice(("XXA", "XXB", "XXC", "XXD")), "districts": place[:4],
        "victims_max": toll, "event_date": day.date().isoformat(), "content_hash": "", "document": "",
    }  # fmt: skip
