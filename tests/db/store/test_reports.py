"""Figures and listings of reports: by report year, corrections kept, what ships yields to what was imported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.store.reference import save_reference
from db.store.store import Store
from records.reports import Listing, VerifiedTotal, invented, report_of, report_years
from tests.db.conftest import NOW

SYMBOL = "A/80/9001-S/2026/9001"
TOTAL = VerifiedTotal(2026, 2025, "killed", 31, "XXA", symbol=SYMBOL, page="7", source=SYMBOL, sample=True)
LISTING = Listing("Brown River Movement", "Karvelia", "XXA", 2026, "I", "A", ("abduction",), symbol=SYMBOL, page="41",
                  source=SYMBOL, aliases="BRM-K; The River", sample=True)  # fmt: skip


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.connection.execute(sql)]


def test_a_later_report_leaves_the_earlier_alone(store: Store) -> None:
    later = replace(TOTAL, report_year=2027, symbol="A/81/9002-S/2027/9002", value=29)
    assert store.save_report_fact(TOTAL, "a" * 64, NOW) == "new"
    assert store.save_report_fact(later, "b" * 64, NOW) == "new"
    assert rows(store, "SELECT report_year, covers_year, value FROM verified_totals ORDER BY 1") == [
        (2026, 2025, 31), (2027, 2025, 29)
    ]  # fmt: skip
    assert rows(store, "SELECT count(*) FROM versions") == [(0,)]


def test_a_correction_keeps_the_earlier_version(store: Store) -> None:
    store.save_report_fact(TOTAL, "a" * 64, NOW)
    assert store.save_report_fact(TOTAL, "c" * 64, NOW) == "unchanged"
    assert store.save_report_fact(replace(TOTAL, value=33), "b" * 64, NOW) == "changed"
    assert rows(store, "SELECT value, document FROM verified_totals") == [(33, "b" * 64)]
    ((kind, key, document, content),) = rows(store, "SELECT kind, key, document, content FROM versions")
    assert (kind, key, document) == ("verified_total", f"2026 | 2025 | XXA | killed | {SYMBOL}", "a" * 64)
    assert '"value":31' in str(content)
    assert rows(store, "SELECT change FROM changes WHERE kind = 'verified_total' ORDER BY seq") == [
        ("new",),
        ("changed",),
    ]


def test_from_and_to_follow_from_the_reports_held(store: Store) -> None:
    for year in (2024, 2025):
        store.save_report_fact(replace(LISTING, report_year=year), "a" * 64, NOW)
    other = replace(LISTING, party="Karvelian Home Guard", aliases="", listed_from="2019")
    store.save_report_fact(other, "b" * 64, NOW)
    history = "SELECT party, first_report, last_report, reports, stated_from, absent_from FROM listing_history"
    assert rows(store, f"{history} ORDER BY 1") == [
        ("Brown River Movement", 2024, 2025, 2, None, 2026),
        ("Karvelian Home Guard", 2026, 2026, 1, "2019", None),
    ]


def test_another_name_of_a_known_party_is_the_same_party(store: Store) -> None:
    store.save_report_fact(LISTING, "a" * 64, NOW)
    store.save_report_fact(replace(LISTING, party="the river", report_year=2027, aliases=""), "b" * 64, NOW)
    assert rows(store, "SELECT DISTINCT party FROM listings") == [("Brown River Movement",)]
    assert rows(store, "SELECT printed_as FROM listings WHERE report_year = 2027") == [("the river",)]
    assert rows(store, "SELECT iso3, aliases, sample FROM parties") == [("XXA", "BRM-K; The River", 1)]


def test_what_is_withdrawn_is_no_fact(store: Store) -> None:
    store.save_report_fact(LISTING, "a" * 64, NOW)
    taken_back = replace(LISTING, certainty="withdrawn: misread")
    assert store.save_report_fact(taken_back, "b" * 64, NOW) == "changed"
    assert rows(store, "SELECT count(*) FROM listing_history") == [(0,)]
    assert rows(store, "SELECT count(*) FROM parties") == [(0,)]
    assert rows(store, "SELECT count(*) FROM versions WHERE kind = 'listing'") == [(1,)]


def test_what_ships_yields_to_what_was_imported(store: Store) -> None:
    save_reference(store)
    year, covers, measure, value = rows(
        store, "SELECT report_year, covers_year, measure, value FROM verified_totals ORDER BY symbol, measure"
    )[0]
    assert isinstance(year, int)
    assert isinstance(value, int)
    exact = VerifiedTotal(year, int(str(covers)), str(measure), value + 1, symbol=f"S/{year}/1", page="2", source="x")
    store.save_report_fact(exact, "a" * 64, NOW)
    save_reference(store)
    held = f"SELECT value, document FROM verified_totals WHERE report_year = {year} AND measure = '{measure}'"
    assert rows(store, held) == [(value + 1, "a" * 64)]
    everything = list(store.connection.iterdump())
    save_reference(store)
    assert list(store.connection.iterdump()) == everything


@pytest.mark.parametrize(
    ("symbol", "report", "years"),
    [
        ("A/79/878–S/2025/247", "A/79/878-S/2025/247", {2025}),
        ("a/79/878/Corr.1 - s/2025/247/corr.1", "A/79/878-S/2025/247", {2025}),
        ("A/79/878", "A/79/878", {2024, 2025}),
        ("S/2024/384", "S/2024/384", {2024}),
        ("a letter", "a letter", set()),
    ],
)
def test_symbols_of_reports(symbol: str, report: str, years: set[int]) -> None:
    assert report_of(symbol) == report
    assert report_years(report) == years
    assert not invented(report, "AFG")
    assert invented(SYMBOL, "")
    assert invented("S/2024/1", "AFG;XXA")
