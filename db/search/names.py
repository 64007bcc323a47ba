"""Names of situations and mandates as people write them, from the tables that readings use too."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from records.folding import searchable

TABLES = Path(__file__).resolve().parents[2] / "reading" / "tables"


@cache
def place_names() -> Mapping[str, frozenset[str]]:
    """Folded name to codes of situations and names of mandates: `monuc` to MONUSCO and COD."""
    found: dict[str, frozenset[str]] = {}
    for name, codes in (*_countries(), *_mandates()):
        words = "".join(c if c.isalnum() else " " for c in searchable(name)).split()
        if words:
            found[" ".join(words)] = found.get(" ".join(words), frozenset()) | codes
    return found


@cache
def country_names() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 to the English name."""
    return {row["iso3"]: row["latin"].split(";")[0] for row in _rows("countries.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    path = TABLES / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _countries() -> Iterator[tuple[str, frozenset[str]]]:
    """Names of countries and their peoples; of a stem (`Afghan*`) the word itself."""
    for row in _rows("countries.csv"):
        for column in ("latin", "latin_demonyms", "ru", "ar", "zh"):
            for name in (row[column] or "").split(";"):
                if len(name) > 1:
                    yield name.rstrip("*"), frozenset({row["iso3"]})


def _mandates() -> Iterator[tuple[str, frozenset[str]]]:
    """Missions, forces and regimes. A mission means its country too; `Sudan sanctions` is known in either order."""
    for row in _rows("mandates.csv"):
        codes = frozenset({row["mandate"], *filter(None, row["iso3"].split(";"))})
        for name in (row["mandate"], *filter(None, row["names"].split(";"))):
            if not name.startswith("resolution "):
                yield name, codes
        country, _, kind = row["mandate"].rpartition(" ")
        if kind == "sanctions" and country:
            yield f"sanctions {country}", codes
