"""How well early warning finds surges of known size, at how many false alarms: `python -m benchmarks.score_signals`.

156 quiet series (26 situations by 6 violations) of three simulated years are drawn from a negative binomial whose
overdispersion the detector does not know. False alarms are counted on them as they are. Then, after a year of quiet
in a fresh series of each baseline, stories are added to two weeks so that these hold a known multiple of the
baseline on average, and a surge counts as found when a signal falls into those two weeks. EARS is shown at the
fixed limits of the literature, not at the CUSUM's false-alarm rate: read its finds together with its false alarms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np

from reading.surges import Period, Surge, cusum, dispersion, ears
from scheduler.signals import WEEKLY_RUN

SERIES, YEARS, SEED = 156, 3, 20261123
ALPHAS = (0.1, 0.2, 0.35)
BASELINES = (0.25, 0.5, 1, 2, 4, 8, 16)
FACTORS = (2, 3, 4, 5, 6, 8, 10, 12, 16, 24)
TRIALS = 200
START = date(2023, 1, 2)
Detector = Callable[[Sequence[Period], float], list[Surge]]

DETECTORS: dict[str, Detector] = {
    "NB-CUSUM": lambda series, alpha: cusum(series, 52, WEEKLY_RUN, alpha),
    "EARS C1": lambda series, alpha: ears(series, "C1"),
    "EARS C2": lambda series, alpha: ears(series, "C2"),
    "EARS C3": lambda series, alpha: ears(series, "C3", limit=2.0),
}


def draw(chance: np.random.Generator, mean: np.ndarray, alpha: float) -> np.ndarray:
    """Negative-binomial counts of the means given."""
    size = 1 / alpha
    counts: np.ndarray = chance.negative_binomial(size, size / (size + np.maximum(mean, 1e-9)))
    return counts


def periods(counts: np.ndarray, chance: np.random.Generator) -> list[Period]:
    """Counts as weeks; every story has one of a dozen outlets."""
    return [
        Period(START + timedelta(weeks=week), int(count), len(set(chance.integers(0, 12, count).tolist())))
        for week, count in enumerate(counts)
    ]


def quiet_board(chance: np.random.Generator, alpha: float) -> list[list[Period]]:
    """A board as it is in life: most series near silence, a few busy (log-normal, median 0.7 stories a week)."""
    means = np.minimum(np.exp(chance.normal(np.log(0.7), 1.3, SERIES)), 30)
    return [periods(draw(chance, np.full(52 * YEARS, mean), alpha), chance) for mean in means]


def false_alarms(chance: np.random.Generator, alpha: float) -> dict[str, float]:
    """False alarms a week over the whole board, the first year not counted."""
    board = quiet_board(chance, alpha)
    pooled = dispersion(board)
    first = START + timedelta(weeks=52)
    weeks = 52 * (YEARS - 1)
    return {
        name: sum(surge.starts >= first for series in board for surge in detect(series, pooled)) / weeks
        for name, detect in DETECTORS.items()
    }


def found(chance: np.random.Generator, mean: float, factor: float, alpha: float) -> dict[str, float]:
    """Share of surges found within their two weeks."""
    hits = dict.fromkeys(DETECTORS, 0)
    for _ in range(TRIALS):
        counts = draw(chance, np.full(54, mean), alpha)
        counts[52:] += chance.poisson(mean * (factor - 1), 2)
        series = periods(counts, chance)
        for name, detect in DETECTORS.items():
            hits[name] += any(surge.starts >= series[52].starts for surge in detect(series, alpha))
    return {name: count / TRIALS for name, count in hits.items()}


def smallest(shares: dict[float, dict[str, float]], name: str) -> str:
    """The least factor of which at least 80 % are found."""
    good = [factor for factor, share in shares.items() if share[name] >= 0.8]
    return f"{min(good):g}x" if good else f"> {max(shares):g}x"


def main() -> None:
    chance = np.random.default_rng(SEED)
    print(f"{SERIES} series, {YEARS} years, run length wanted {WEEKLY_RUN:g} weeks, {TRIALS} surges per cell\n")
    for alpha in ALPHAS:
        alarms = false_alarms(chance, alpha)
        print(f"overdispersion {alpha}: false alarms a week over all {SERIES} series: "
              + ", ".join(f"{name} {rate:.2f}" for name, rate in alarms.items()))  # fmt: skip
        head = " ".join(f"{name:>21}" for name in DETECTORS)
        print(f"{'baseline':>9} {head}    (threefold surges found within two weeks; smallest found at 80 %)")
        for mean in BASELINES:
            shares = {float(factor): found(chance, mean, factor, alpha) for factor in FACTORS}
            cells = [f"{shares[3.0][name]:>12.0%} {smallest(shares, name):>8}" for name in DETECTORS]
            print(f"{mean:>9} " + " ".join(cells))
        print()


if __name__ == "__main__":
    main()
