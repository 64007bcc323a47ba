"""When a source is due and how it does: pure functions over rounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.fetching import Source
from scheduler.due import Past, interval, next_run
from scheduler.health import Fields, judge, normal_silence

START = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Source("s", "S", "S", "feed", "https://s.example", interval_minutes=60, silence_days=7)
OUTCOMES = ["ok", "unchanged", "failed", "refused", "suspicious"]


def past(outcomes: str, every: float = 1.0, items: int = 20) -> list[Past]:
    """`n` ok with something new, `o` ok without, `u` unchanged, `f` failed, `r` refused; `every` hours apart."""
    words = {"n": ("ok", 3), "o": ("ok", 0), "u": ("unchanged", 0), "f": ("failed", 0), "r": ("refused", 0)}
    return [
        Past(START + timedelta(hours=every * at), words[sign][0], items, words[sign][1], "status 500")
        for at, sign in enumerate(outcomes)
    ]


def test_a_source_never_asked_is_due_now_and_then_at_its_interval() -> None:
    assert next_run(SOURCE, [], START) == START
    assert next_run(SOURCE, past("n"), START) == START + timedelta(hours=1)
    late = START + timedelta(days=9)
    assert next_run(SOURCE, past("n"), late) == late, "what was missed is done once, now"


@pytest.mark.parametrize(
    ("rounds", "hours"),
    [("uuuu", 1.0), ("n" * 60, 0.5), ("nuuuuuuuuuuu" * 8, 4.0), ("nu" * 40, 2 / 3), ("nf", 1.0),
     ("nff", 2.0), ("nrrrr", 8.0), ("n" + "f" * 30, 24.0)],
)  # fmt: skip
def test_the_interval_follows_the_source_within_polite_bounds(rounds: str, hours: float) -> None:
    assert interval(SOURCE, past(rounds)) == timedelta(hours=hours)


@given(
    st.lists(st.tuples(st.sampled_from(OUTCOMES), st.integers(0, 5), st.integers(1, 5000)), max_size=60),
    st.integers(5, 5000),
)
def test_the_bounds_hold_whatever_happened(rounds: list[tuple[str, int, int]], minutes: int) -> None:
    at, held = START, []
    for outcome, new, gap in rounds:
        at += timedelta(minutes=gap)
        held.append(Past(at, outcome, 10, new))
    source = replace(SOURCE, interval_minutes=minutes)
    stated = timedelta(minutes=minutes)
    assert stated / 2 <= interval(source, held) <= max(stated * 4, timedelta(days=1))
    judge(source, held, [], at + timedelta(days=3))


def test_a_host_that_asks_for_patience_gets_it() -> None:
    refused = Past(START, "refused", reason="status 429 Too Many Requests; asked to wait 86400 s (and 1 more)")
    assert next_run(SOURCE, [refused], START) == START + timedelta(days=1)
    assert next_run(SOURCE, [replace(refused, reason="status 429 Too Many Requests")], START) == START + timedelta(
        hours=1
    )


@pytest.mark.parametrize(
    ("rounds", "later", "state"),
    [("", 0, "new"), ("n", 1, "ok"), ("nu", 5, "quiet"), ("nu", 8, "silent"), ("nuf", 0, "ok"), ("nuff", 0, "failing"),
     ("f", 0, "failing"), ("nrr", 0, "refused"), ("nfr", 0, "refused"), ("nuffu", 0, "ok")],
)  # fmt: skip
def test_states(rounds: str, later: float, state: str) -> None:
    assert judge(SOURCE, past(rounds), [], START + timedelta(days=later)).state == state


def test_a_busy_source_is_held_to_its_own_silence() -> None:
    busy = past("n" * 48)
    assert normal_silence(SOURCE, busy) == timedelta(days=1)
    silent = judge(SOURCE, busy, [], START + timedelta(days=4))
    assert (silent.state, silent.reason) == ("silent", "nothing new for 2.0 days; up to 24 hours is normal")
    assert silent.since == START + timedelta(hours=47) + timedelta(days=1)


def test_fewer_items_or_fields_are_another_shape() -> None:
    fewer = [*past("n" * 8), Past(START + timedelta(hours=9), "ok", 6, 1)]
    assert judge(SOURCE, fewer, [], START + timedelta(hours=9)).reason == "6 items where 20 are usual"
    fields = [Fields("date", 1.0, 0.9), Fields("summary", 0.95, 0.1)]
    assert "summary is in 10%" in judge(SOURCE, past("nnn"), fields, START + timedelta(hours=3)).reason


def test_rounds_that_a_wrong_clock_dated_ahead_are_left_out() -> None:
    ahead = Past(START + timedelta(days=3000), "ok", 10, 1)
    assert next_run(SOURCE, [ahead], START) == START
    real = Past(START - timedelta(days=90), "ok", 10, 1)
    assert next_run(SOURCE, [real, ahead], START) == START
    assert judge(SOURCE, [real, ahead], [], START).state == "silent"
