"""The index of stories in `caac.db`: traces, the numbers they are filed under, how often words occur, and members.

Every read is bounded: so many rows per number, so many candidates per item, whatever is stored.
"""

from __future__ import annotations

import sqlite3
import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from db.store.changes import note_change

#: Rows read of each number, and candidates handed over, most shared numbers first.
PER_KEY, CANDIDATES = 40, 24
_MOST_AT_ONCE = 500
_STORY_COLUMNS = (
    "title", "lead", "first_seen", "last_seen", "event_date", "items", "outlets", "languages", "countries",
    "violations", "parties", "relevant", "kind", "sample",
)  # fmt: skip


def state(db: sqlite3.Connection, name: str) -> int:
    """A remembered number; 0 before it is first set."""
    row = db.execute("SELECT value FROM story_state WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def set_state(db: sqlite3.Connection, name: str, value: int) -> None:
    """Remember a number."""
    db.execute(
        "INSERT INTO story_state VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
    )


def pending(db: sqlite3.Connection, most: int) -> list[dict[str, Any]]:
    """News that became new or different since the last time, in that order, at most `most`."""
    return _rows(db, "SELECT * FROM news WHERE seq > ? ORDER BY seq LIMIT ?", (state(db, "seq"), most))


def occurrences(db: sqlite3.Connection, keys: Iterable[int]) -> dict[int, int]:
    """In how many traces each word (by its number) occurs."""
    found: dict[int, int] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), _MOST_AT_ONCE):
        some = wanted[start : start + _MOST_AT_ONCE]
        marks = ",".join("?" * len(some))
        found.update(db.execute(f"SELECT key, texts FROM story_words WHERE key IN ({marks})", some))
    return found


def candidates(db: sqlite3.Connection, keys: Sequence[int], first: int, last: int) -> list[dict[str, Any]]:
    """Items filed under some of the numbers between two days: news, story, outlet, trace; best first."""
    shared: Counter[int] = Counter()
    for key in keys:
        rows = db.execute(
            "SELECT news FROM story_keys WHERE key = ? AND day BETWEEN ? AND ? ORDER BY day DESC, news DESC LIMIT ?",
            (key, first, last, PER_KEY),
        ).fetchall()
        # A number that many items share says little; one that few share says much.
        shared.update({row[0]: 1 + 6 // (1 + len(rows)) for row in rows})
    best = sorted(shared, key=lambda news: (-shared[news], -news))[:CANDIDATES]
    marks = ",".join("?" * len(best))
    return _rows(
        db,
        "SELECT i.news, i.story, n.outlet, t.trace FROM story_items i JOIN story_traces t USING (news)"
        f" JOIN news n ON n.id = i.news WHERE i.news IN ({marks}) ORDER BY i.news",
        best,
    )


def add_item(
    db: sqlite3.Connection, item: Mapping[str, Any], day: int, trace: bytes, keys: Iterable[int], words: Iterable[int]
) -> None:
    """File one item: its row of `story_items`, its trace, its numbers and its words."""
    db.execute(
        "INSERT INTO story_items (news, story, relation, copy_of, independent, likeness)"
        " VALUES (:news, :story, :relation, :copy_of, :independent, :likeness)",
        item,
    )
    filed = list(keys)
    db.execute(
        "INSERT INTO story_traces (news, day, trace, keys) VALUES (?, ?, ?, ?)",
        (item["news"], day, trace, struct.pack(f"<{len(filed)}q", *filed)),
    )
    db.executemany(
        "INSERT OR IGNORE INTO story_keys (key, day, news) VALUES (?, ?, ?)", [(k, day, item["news"]) for k in filed]
    )
    db.executemany(
        "INSERT INTO story_words VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET texts = texts + 1", [(k,) for k in words]
    )
    db.execute("UPDATE news SET story = ? WHERE id = ?", (item["story"], item["news"]))


def members(db: sqlite3.Connection, story: str) -> list[dict[str, Any]]:
    """The items of a story, oldest first, with what its summary needs."""
    return _rows(
        db,
        "SELECT i.news, n.title, n.summary, n.first_seen, n.lang, n.countries, n.violations, n.parties, n.kind,"
        " n.event_date, n.relevant, n.sample, i.independent, i.relation"
        " FROM story_items i JOIN news n ON n.id = i.news WHERE i.story = ? ORDER BY i.news",
        (story,),
    )


def story(db: sqlite3.Connection, name: str) -> dict[str, Any] | None:
    """The row of a story, if it has one."""
    return next(iter(_rows(db, "SELECT * FROM stories WHERE id = ?", (name,))), None)


def save_story(db: sqlite3.Connection, name: str, told: Mapping[str, object], at: datetime, tell: bool) -> str:
    """Write the row of a story; says `new`, `changed` or `unchanged`.

    A change is announced in `changes` for a new story, and for a known one when `tell` says it is worth it.
    """
    held = story(db, name)
    values = [told[column] for column in _STORY_COLUMNS]
    if held is None:
        seq = note_change(db, at, "story", name, "new")
        marks = ", ".join("?" * (len(values) + 2))
        db.execute(f"INSERT INTO stories ({', '.join(_STORY_COLUMNS)}, id, seq) VALUES ({marks})", [*values, name, seq])
        return "new"
    if all(held[column] == told[column] for column in _STORY_COLUMNS):
        return "unchanged"
    seq = note_change(db, at, "story", name, "changed") if tell else held["seq"]
    settings = ", ".join(f"{column} = ?" for column in _STORY_COLUMNS)
    db.execute(f"UPDATE stories SET {settings}, seq = ? WHERE id = ?", [*values, seq, name])
    return "changed"


def forget(db: sqlite3.Connection, news: int) -> None:
    """Take an item out of its story and out of the index; what is left of the story no longer says its words."""
    item = db.execute("SELECT story FROM story_items WHERE news = ?", (news,)).fetchone()
    if trace := db.execute("SELECT day, keys FROM story_traces WHERE news = ?", (news,)).fetchone():
        filed = [(key, trace[0], news) for (key,) in struct.iter_unpack("<q", trace[1])]
        db.executemany("DELETE FROM story_keys WHERE key = ? AND day = ? AND news = ?", filed)
    for table in ("story_items", "story_traces"):
        db.execute(f"DELETE FROM {table} WHERE news = ?", (news,))
    if item is None:
        return
    db.execute("UPDATE story_items SET copy_of = NULL WHERE copy_of = ?", (news,))
    left = members(db, item[0])
    if not left:
        db.execute("DELETE FROM stories WHERE id = ?", item)
        return
    lead = next((m for m in left if m["relation"] != "reprint"), left[0])
    outlets = max(1, sum(m["independent"] for m in left))
    db.execute(
        "UPDATE stories SET title = ?, lead = ?, items = ?, outlets = ? WHERE id = ?",
        (lead["title"], lead["news"], len(left), outlets, item[0]),
    )


def _rows(db: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> list[dict[str, Any]]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return [dict(row) for row in cursor.execute(sql, parameters)]
