"""Sorts new news into stories, one by one in the order in which they came, so that a replay sorts them alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db import story_index
from db.store.store import Store
from reading.stories.joining import Candidate, Member, Verdict, judge, story_id, summary, tells_something
from reading.stories.keys import WINDOW_DAYS, keys_of
from reading.stories.packing import pack, unpack
from reading.stories.traces import Rarity, Trace, agency_of, encode, gist_of, rarity_of, words_of
from reading.stories.words import number_of

_AT_ONCE = 200


@dataclass(slots=True)
class Sorted:
    """What sorting came to: items put into stories, stories that are new, known stories that changed."""

    items: int = 0
    new: int = 0
    changed: int = 0


def derive_stories(store: Store, at: datetime) -> Sorted:
    """Sort all news that became new or different since the last call; a batch of them is one transaction."""
    done = Sorted()
    more = True
    while more:
        with store.batch():
            rows = story_index.pending(store.connection, _AT_ONCE)
            for row in rows:
                _take(store, row, at, done)
            if rows:
                story_index.set_state(store.connection, "seq", rows[-1]["seq"])
            more = len(rows) == _AT_ONCE
    return done


def _take(store: Store, row: dict[str, Any], at: datetime, done: Sorted) -> None:
    story, update = row["story"], False
    if not story:
        if not row["relevant"]:
            return
        story, update = _sort(store, row)
        done.items += 1
    told = summary([Member(**member) for member in story_index.members(store.connection, story)])
    held = story_index.story(store.connection, story)
    change = story_index.save_story(store.connection, story, told, at, update or tells_something(held, told))
    done.new += change == "new"
    done.changed += change == "changed"


def _sort(store: Store, row: dict[str, Any]) -> tuple[str, bool]:
    """File one item; its story, and whether it is an update of it."""
    db = store.connection
    trace = trace_of(row)
    keys = keys_of(trace, _rarity(store, [trace]))
    day = trace.day.toordinal()
    found = [
        Candidate(c["news"], c["story"], c["outlet"], unpack(c["trace"]))
        for c in story_index.candidates(db, keys, day - WINDOW_DAYS, day + WINDOW_DAYS)
    ]
    rarity = _rarity(store, [trace, *(candidate.trace for candidate in found)])
    verdict = judge(trace, row["outlet"], found, rarity)
    story = verdict.story or story_id(row["key"], trace.day)
    story_index.add_item(
        db, _item(row["id"], story, verdict), day, pack(trace), keys, sorted(map(number_of, trace.words))
    )
    story_index.set_state(db, "texts", story_index.state(db, "texts") + 1)
    return story, verdict.relation == "update"


def _item(news: int, story: str, verdict: Verdict) -> dict[str, object]:
    return {
        "news": news,
        "story": story,
        "relation": verdict.relation,
        "copy_of": verdict.copy_of,
        "independent": int(verdict.independent),
        "likeness": round(verdict.likeness, 3),
    }


def _rarity(store: Store, traces: Sequence[Trace]) -> Rarity:
    """Rarity of the words of these traces among all that were filed."""
    written = {key: word for trace in traces for key, word in trace.words.items()}
    texts = story_index.state(store.connection, "texts")
    holding = story_index.occurrences(store.connection, map(number_of, written))
    known: dict[str, float] = {}

    def rarity(key: str) -> float:
        if key not in known:
            known[key] = rarity_of(written.get(key, key), texts, holding.get(number_of(key), 0))
        return known[key]

    return rarity


def trace_of(row: dict[str, Any]) -> Trace:
    """The trace of a row of `news`: what stands on the public side, and no more."""
    title, text = row["title"], row["summary"]
    seen = datetime.fromisoformat(row["published"] or row["first_seen"])
    return Trace(
        **words_of(title, text),
        vectors=encode(title, text),
        gist=gist_of(title, text),
        lang=row["lang"],
        day=seen.date(),
        event=date.fromisoformat(row["event_date"]) if row["event_date"] else None,
        incident=row["kind"] == "incident",
        not_new=bool(row["not_new"]),
        countries=frozenset(row["countries"].split()),
        districts=frozenset(filter(None, row["districts"].split("; "))),
        violations=frozenset(row["violations"].split()),
        victims=row["victims_max"] or None,
        agency=agency_of(f"{row['outlet']} {title} {text}"),
    )
