"""How a source is doing, judged from its past rounds and items. Pure: rows in, one state with its reason out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from records.fetching import Source
from scheduler.due import Past, by_now, failures_in_a_row

#: ok: brings news or answers as usual. quiet: nothing new for a while, still normal. silent: longer than normal.
#: failing, refused: no usable answer. shape: fewer items or fields than before. new: never asked.
State = Literal["new", "ok", "quiet", "silent", "failing", "refused", "shape"]
TROUBLE: tuple[State, ...] = ("silent", "failing", "refused", "shape")
#: One bad answer is weather, two in a row are a trouble.
FAILURES = 2
#: A source with so many changes on record is held to three times its own longest gap, where that is shorter than
#: what its YAML allows; never to less than a day.
ENOUGH_CHANGES, OWN_TIMES, LEAST_SILENCE = 12, 3, timedelta(days=1)
#: Half the usual number of items, or a field that half of the items no longer have, is another shape.
SHAPE_ROUNDS, SHAPE_SHARE, FIELD_DROP = 5, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Fields:
    """Share of a source's items that carry a field, before and in the newest ones."""

    name: str
    before: float
    lately: float


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a source, why, and since when as far as its rounds tell."""

    state: State
    reason: str
    since: datetime


def normal_silence(source: Source, past: Sequence[Past]) -> timedelta:
    """How long this source may bring nothing new before that is strange."""
    stated = timedelta(days=source.silence_days)
    changes = [one.started for one in past if one.new]
    if len(changes) < ENOUGH_CHANGES:
        return stated
    longest = max(later - earlier for earlier, later in itertools.pairwise(changes))
    return min(stated, max(longest * OWN_TIMES, LEAST_SILENCE))


def judge(source: Source, past: Sequence[Past], fields: Sequence[Fields], now: datetime) -> Health:
    """The state of one source; `past` is oldest first."""
    if not (past := by_now(past, now)):
        return Health("new", "not asked yet", now)
    if broken := _failing(past):
        return broken
    if changed := _shape(past, fields):
        return changed
    return _silence(source, past, now)


def _failing(past: Sequence[Past]) -> Health | None:
    failures = failures_in_a_row(past)
    if failures < FAILURES and failures < len(past):
        return None
    first, last = past[-failures], past[-1]
    again = f" ({failures} times in a row)" if failures > 1 else ""
    if last.outcome == "refused":
        return Health("refused", f"{last.reason or 'refused'}{again}", first.started)
    return Health("failing", f"{last.reason or last.outcome}{again}", first.started)


def _shape(past: Sequence[Past], fields: Sequence[Fields]) -> Health | None:
    full = [one for one in past if one.outcome == "ok" and one.items]
    before, last = full[-SHAPE_ROUNDS - 20 : -1], full[-1:]
    if len(before) >= SHAPE_ROUNDS and last:
        usual = median(one.items for one in before)
        if last[0].items < usual * SHAPE_SHARE:
            return Health("shape", f"{last[0].items} items where {usual:g} are usual", last[0].started)
    for field in fields:
        if field.before - field.lately >= FIELD_DROP:
            share = f"{field.lately:.0%} of the newest items, {field.before:.0%} before"
            return Health("shape", f"{field.name} is in {share}", past[-1].started)
    return None


def _silence(source: Source, past: Sequence[Past], now: datetime) -> Health:
    newest = next((one.started for one in reversed(past) if one.new), past[0].started)
    normal, silence = normal_silence(source, past), now - newest
    words = f"nothing new for {_span(silence)}; up to {_span(normal)} is normal"
    if silence > normal:
        return Health("silent", words, newest + normal)
    if silence > normal / 2:
        return Health("quiet", words, newest + normal / 2)
    return Health("ok", f"last new item {newest:%Y-%m-%d %H:%M}", newest)


def _span(time: timedelta) -> str:
    hours = time.total_seconds() / 3600
    return f"{hours / 24:.1f} days" if hours >= 48 else f"{hours:.0f} hours"
