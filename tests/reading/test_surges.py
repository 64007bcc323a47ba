"""Surges in series of stories: what is found, what is not, and at what rate chance alone would."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.surges import Period, cusum, dispersion, ears, run, threshold, weights

START = date(2025, 1, 6)


def series(
    *counts: int, outlets: int = 3, exposure: dict[int, float] | None = None, masked: set[int] | None = None
) -> list[Period]:
    return [
        Period(START + timedelta(weeks=n), count, outlets, (exposure or {}).get(n, 1.0), n in (masked or set()))
        for n, count in enumerate(counts)
    ]


QUIET = (4, 3, 5, 4, 4, 2, 6, 4, 5, 3, 4, 4, 5, 3, 4, 2, 5, 4)


def found(periods: list[Period]) -> list[tuple[int, float]]:
    return [((surge.starts - START).days // 7, round(surge.baseline, 1)) for surge in cusum(periods, 52, 160.0)]


def test_a_threefold_rise_is_found_with_its_baseline_and_rate() -> None:
    (surge,) = cusum(series(*QUIET, 12, 13), 52, 160.0)
    assert (surge.stories, surge.method) == (13, "NB-CUSUM")
    assert 3.5 < surge.baseline < 4.5
    assert surge.statistic > surge.threshold
    assert 0 < surge.false_alarms_per_year <= 52 / 160


def test_quiet_and_short_series_say_nothing() -> None:
    assert found(series(*QUIET * 3)) == []
    assert found(series(4, 4, 4, 4, 4, 40)) == [], "too little history"


def test_two_stories_or_one_outlet_are_never_a_signal() -> None:
    assert found(series(*[0] * 30, 2)) == []
    assert found(series(*QUIET, 20, outlets=1)) == []


def test_masked_periods_are_neither_judged_nor_baseline() -> None:
    assert found(series(*QUIET, 30, masked={len(QUIET)})) == []
    with_report = (*QUIET[:9], 60, *QUIET[9:], 12, 13)
    assert [week for week, _ in found(series(*with_report, masked={9}))] == [20]


def test_an_outage_is_no_calm_and_its_end_no_rise() -> None:
    half = dict.fromkeys(range(len(QUIET)), 0.5)
    halved = [count // 2 for count in QUIET]
    assert found(series(*halved, 5, 4, exposure=half)) == [], "twice as many reports from twice as many sources"
    dark = dict.fromkeys(range(18, 24), 0.0)
    assert found(series(*QUIET, *[0] * 6, 4, 5, exposure=dark)) == []


def test_a_rise_that_goes_on_is_told_again_against_the_old_baseline() -> None:
    assert found(series(*QUIET, 13, 14, 15))[-1][1] < 5


@pytest.mark.parametrize("mean", [0.3, 1.0, 4.0, 20.0])
def test_the_stated_rate_is_the_one_that_chance_gives(mean: float) -> None:
    """The chain's run length against a simulation of the same CUSUM."""
    alpha = 0.2
    bound, stated = threshold(mean, alpha, 60.0)
    assert stated >= 60.0
    step, drift = weights(mean, alpha)
    chance = np.random.default_rng(1)
    counts = chance.negative_binomial(1 / alpha, 1 / (1 + alpha * mean), 60_000)
    total, alarms = 0.0, 0
    for count in counts:
        total = max(0.0, total + step * count - drift)
        if total > bound:
            total, alarms = 0.0, alarms + 1
    assert len(counts) / alarms == pytest.approx(stated, rel=0.25)
    assert run(mean, alpha, bound * 2) > stated


@given(st.lists(st.integers(0, 60), max_size=40))
def test_any_series_is_judged(counts: list[int]) -> None:
    periods = series(*counts)
    assert all(surge.stories >= 3 for surge in cusum(periods, 52, 160.0, dispersion([periods])))
    for method in ("C1", "C2", "C3"):
        assert all(surge.method == method for surge in ears(periods, method))
