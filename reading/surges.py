"""Early warning by counting stories: when a series rises beyond its own usual. Statistics only; no risk, no ranking.

The negative-binomial CUSUM is the method that gives signals; EARS C1 to C3 stand beside it for comparison. A period
is judged against the mean of the clean periods before it (not masked, no earlier surge, the newest two left out),
scaled by how much of the usual volume its sources brought, so that an outage does not look like calm nor its end
like a rise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp, lgamma, log, sqrt

import numpy as np

#: What a signal needs whatever the statistic says.
LEAST_STORIES, LEAST_OUTLETS = 3, 2
#: Rise that the CUSUM is tuned to find soonest.
RISE = 2.5
#: Periods that make a baseline, at least and at most, and those just before the judged one that are left out.
LEAST_BASELINE, MOST_BASELINE, GAP = 8, 52, 2
#: A share of the usual volume below which a period says nothing at all.
LEAST_EXPOSURE = 0.3
#: Overdispersion (variance = mean + ALPHA mean²) taken for granted when the series cannot tell.
ALPHA = 0.15
_STATES = 60


@dataclass(frozen=True, slots=True)
class Period:
    """One week or day of one series. `exposure` is the volume of its sources against the usual, 1 when all is up."""

    starts: date
    stories: int
    outlets: int = 2
    exposure: float = 1.0
    #: A day of statements, of the annual report, an anniversary: neither judged nor part of a baseline.
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Surge:
    """A period that rose beyond the usual, and how sure that is."""

    starts: date
    stories: int
    outlets: int
    #: Stories expected in this period.
    baseline: float
    method: str
    statistic: float
    threshold: float
    #: How often a series like this would cross the threshold by chance.
    false_alarms_per_year: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """Expected stories of a period, and over how many periods they were counted."""

    mean: float
    periods: int


def baseline(series: Sequence[Period], at: int, surged: Sequence[bool]) -> Baseline | None:
    """What is usual before period `at`; None with too little history."""
    clean = [
        period
        for index, period in enumerate(series[: max(at - GAP, 0)])
        if not period.masked and not surged[index] and period.exposure >= LEAST_EXPOSURE
    ][-MOST_BASELINE:]
    if len(clean) < LEAST_BASELINE:
        return None
    # Half a story more keeps a series that was silent so far from calling its first story infinite.
    rate = (sum(period.stories for period in clean) + 0.5) / sum(period.exposure for period in clean)
    return Baseline(rate * series[at].exposure, len(clean))


def dispersion(all_series: Sequence[Sequence[Period]]) -> float:
    """Overdispersion pooled over all series by moments; never below a third of what is taken for granted."""
    above = weight = 0.0
    for series in all_series:
        clean = [period.stories for period in series if not period.masked and period.exposure >= LEAST_EXPOSURE]
        if len(clean) < LEAST_BASELINE:
            continue
        mean = sum(clean) / len(clean)
        above += sum((count - mean) ** 2 for count in clean) - (len(clean) - 1) * mean
        weight += (len(clean) - 1) * mean**2
    return max(above / weight, ALPHA / 3) if weight else ALPHA


def cusum(series: Sequence[Period], periods_per_year: float, run_length: float, alpha: float = ALPHA) -> list[Surge]:
    """Surges of one series. `run_length` is the mean number of periods between two false alarms that is wanted."""
    found: list[Surge] = []
    surged = [False] * len(series)
    total = 0.0
    for at, period in enumerate(series):
        usual = baseline(series, at, surged)
        if usual is None or period.masked or period.exposure < LEAST_EXPOSURE:
            continue
        spread = alpha + (1 / usual.mean + alpha) / usual.periods
        step, drift = weights(usual.mean, spread)
        total = max(0.0, total + step * period.stories - drift)
        bound, actual = threshold(_rounded(usual.mean), _rounded(spread), run_length)
        enough = period.stories >= LEAST_STORIES and period.outlets >= LEAST_OUTLETS
        if total > bound and enough:
            surged[at] = True
            rate = periods_per_year / actual
            found.append(
                Surge(period.starts, period.stories, period.outlets, usual.mean, "NB-CUSUM", total, bound, rate)
            )
            total = 0.0
    return found


def weights(mean: float, alpha: float) -> tuple[float, float]:
    """(what each story adds, what each period takes away): the log likelihood ratio of a rise by RISE."""
    size, risen = 1 / alpha, RISE * mean
    step = log(risen / (size + risen)) - log(mean / (size + mean))
    return step, size * (log(size + risen) - log(size + mean))


def _rounded(value: float) -> float:
    """To the nearest step of a fine scale, so that thresholds are computed once."""
    return float(round(exp(round(log(max(value, 0.02)) * 8) / 8), 4))


@lru_cache(maxsize=4096)
def threshold(mean: float, alpha: float, run_length: float) -> tuple[float, float]:
    """(the bound, the mean run length it gives): the least bound whose run length in control is the one wanted."""
    low, high = 0.0, 4.0
    while run(mean, alpha, high) < run_length and high < 64:
        low, high = high, high * 2
    for _ in range(18):
        middle = (low + high) / 2
        if run(mean, alpha, middle) < run_length:
            low = middle
        else:
            high = middle
    return high, run(mean, alpha, high)


def run(mean: float, alpha: float, bound: float) -> float:
    """Mean number of periods until the CUSUM crosses `bound` while nothing has risen (Brook and Evans' chain)."""
    step, drift = weights(mean, alpha)
    counts = np.arange(int(mean * RISE + (bound + drift) / step) + 2)
    chance = np.array([exp(_log_chance(int(count), mean, alpha)) for count in counts])
    width = bound / (_STATES - 0.5)
    states = np.arange(_STATES) * width
    to = np.maximum(0.0, states[:, None] + step * counts[None, :] - drift)
    index = np.rint(to / width).astype(int)
    moves = np.zeros((_STATES, _STATES))
    rows = np.repeat(np.arange(_STATES), len(counts))
    inside = (to <= bound).ravel() & (index < _STATES).ravel()
    np.add.at(moves, (rows[inside], index.ravel()[inside]), np.tile(chance, _STATES)[inside])
    lengths = np.linalg.solve(np.eye(_STATES) - moves, np.ones(_STATES))
    return float(lengths[0])


def _log_chance(count: int, mean: float, alpha: float) -> float:
    """Log probability of `count` under the negative binomial."""
    size = 1 / alpha
    share = mean / (size + mean)
    return lgamma(count + size) - lgamma(size) - lgamma(count + 1) + size * log(1 - share) + count * log(share)


def ears(series: Sequence[Period], method: str, periods: int = 7, limit: float = 3.0) -> list[Surge]:
    """EARS C1 (seven periods just before), C2 (a gap of two), C3 (what C2 was above 1 in three periods, limit 2)."""
    gap = 0 if method == "C1" else GAP
    found: list[Surge] = []
    above: list[float] = []
    for at, period in enumerate(series):
        before = [one.stories for one in series[max(at - gap - periods, 0) : max(at - gap, 0)] if not one.masked]
        if len(before) < periods or period.masked:
            above.append(0.0)
            continue
        mean = sum(before) / len(before)
        spread = max(sqrt(sum((count - mean) ** 2 for count in before) / (len(before) - 1)), 0.5)
        score = (period.stories - mean) / spread
        above.append(max(0.0, score - 1))
        statistic = sum(above[-3:]) if method == "C3" else score
        if statistic > limit and period.stories >= LEAST_STORIES and period.outlets >= LEAST_OUTLETS:
            found.append(
                Surge(period.starts, period.stories, period.outlets, mean, method, statistic, limit, float("nan"))
            )
    return found
