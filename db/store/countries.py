"""Codes of States as the United Nations print their names, from the table of names."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from records.folding import fold

TABLE = Path(__file__).resolve().parents[2] / "reading" / "tables" / "state_names.csv"


@cache
def _codes() -> Mapping[str, str]:
    if not TABLE.is_file():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as table:
        return {fold(row["name"]): row["iso3"] for row in csv.DictReader(table)}


def iso3_of(country: str) -> str:
    """ISO 3166-1 alpha-3; empty for States without a code today and for names that the table does not know."""
    return _codes().get(fold(country), "")
