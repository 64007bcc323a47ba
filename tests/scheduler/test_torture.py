"""The flow killed at ten random moments; all hundred by `make torture`."""

from __future__ import annotations

from pathlib import Path

from benchmarks.torture import torture


def test_ten_kills_lose_nothing_and_repeat_nothing_under_another_key(tmp_path: Path) -> None:
    outcome = torture(tmp_path, kills=10, seed=7, longest=2.0)
    assert outcome.good, outcome
