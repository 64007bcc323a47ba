"""The year of benchmarks/year.py, its first eighty days: all its outages lie in them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.year import OUTAGES, Year, year


def test_no_duplicate_no_gap_and_every_outage_told(tmp_path: Path) -> None:
    days = {name: last - first + 1 for name, (first, last, _) in OUTAGES.items()}
    assert year(tmp_path, 80) == Year(
        published=3 * (80 - 4) - sum(days.values()),
        missed=0,
        twice=0,
        audited=0,
        # The source's own normal silence is three days (three times its longest gap), two bad answers are a trouble;
        # each is told every day until it is mended.
        silent=days["silent"] - 3,
        broken=days["broken"] - 1,
        short=0,
        mended=2,
    )
