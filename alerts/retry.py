"""When to try again: exponential back-off with jitter. Pure; chance is passed in."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST, FACTOR, LONGEST = timedelta(minutes=1), 3, timedelta(hours=6)


def next_try(failures: int, now: datetime, chance: float) -> datetime:
    """After the `failures`-th failure in a row: 1, 3, 9, 27 minutes ... at most 6 hours, each ± 25 %.

    `chance` is a number from 0 to 1; seven failures thus take about six hours.
    """
    times = 1
    for _ in range(min(failures - 1, 10)):
        times *= FACTOR
    return now + min(FIRST * times, LONGEST) * (0.75 + chance / 2)
