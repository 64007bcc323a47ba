"""Which text of a mandate stands, and what it lacks, on a few invented texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

import datasette_config
from db.pages.mandates import gaps, is_current
from db.pages.rows import Row, rows
from db.pages.scorecard import mandates
from db.store.store import Store
from records.readings import Provision, TextReading
from tests.db.conftest import NOW, resolution


def provision(paragraph: str, grade: int, *themes: str) -> Provision:
    return Provision(paragraph, grade, themes, "Decides", "children", 0, 8, "test")


def keep(store: Store, number: int, mandate: str, *provisions: Provision, rollover: bool = False) -> None:
    symbol = f"S/RES/{number} (2030)"
    store.save_text(resolution(number), "d" * 64, "sample", NOW)
    reading = TextReading(provisions=provisions, mandates=(mandate,), technical_rollover=rollover)
    store.save_text_reading(symbol, reading, NOW)


@pytest.fixture
def held(store: Store) -> dict[str, Row]:
    """A mission prolonged without words, one that lost its children, a regime with a criterion and one without."""
    keep(store, 9001, "UNMIKAR", provision("4", 3, "child_protection_advisers"), provision("P2", 1))
    keep(store, 9002, "UNMIKAR", rollover=True)
    keep(store, 9003, "UNTEST", provision("2", 3, "training"))
    keep(store, 9004, "UNTEST", provision("2", 2, "training"))
    keep(store, 9005, "Karvelia sanctions", provision("7(d)", 3, "recruitment_use", "sanctions_criterion"))
    keep(store, 9006, "Karvelia sanctions", provision("9", 3, "monitoring_reporting", "sanctions_criterion"))
    keep(store, 9007, "Ruritania sanctions", provision("9", 3, "monitoring_reporting", "sanctions_criterion"))
    return {row["mandate"]: row for row in mandates(store.connection)}


def test_a_rollover_keeps_the_provisions_of_the_text_it_prolongs(held: dict[str, Row]) -> None:
    row = held["UNMIKAR"]
    assert (row["symbol"], row["basis"]["symbol"]) == ("S/RES/9002 (2030)", "S/RES/9001 (2030)")
    assert row["grades"] == {3: 1, 1: 1}
    assert row["themes"] == {"child_protection_advisers": ["4"]}


def test_a_criterion_stands_until_it_is_printed_anew(held: dict[str, Row]) -> None:
    assert held["Karvelia sanctions"]["criterion"] == {"symbol": "S/RES/9005 (2030)", "paragraphs": ["7(d)"]}
    assert held["Ruritania sanctions"]["criterion"] is None
    assert held["UNMIKAR"]["criterion"] is None


def test_gaps_are_what_is_missing_and_no_more(held: dict[str, Row]) -> None:
    found = [(gap["kind"], gap["mandate"], gap["symbol"]) for gap in gaps([*held.values()])]
    assert found == [
        ("criterion", "Ruritania sanctions", "S/RES/9007 (2030)"),
        ("no_child", "UNTEST", "S/RES/9004 (2030)"),
    ]


def test_the_ready_made_query_tells_the_same_gaps(store: Store, held: dict[str, Row]) -> None:
    metadata = yaml.safe_load((Path(datasette_config.__file__).parent / "metadata.yaml").read_text(encoding="utf-8"))
    sql = metadata["databases"]["caac"]["queries"]["gap_list"]["sql"]
    told = {(row["mandate"], row["symbol"]) for row in rows(store.connection, sql) if row["gap"]}
    assert told == {(gap["mandate"], gap["symbol"]) for gap in gaps([*held.values()])}


def test_a_mandate_without_a_recent_text_is_an_earlier_one(held: dict[str, Row]) -> None:
    adopted = date.fromisoformat(held["UNTEST"]["adopted"])
    assert is_current(held["UNTEST"], adopted)
    assert not is_current(held["UNTEST"], date(adopted.year + 4, 1, 1))
    final = {**held["UNTEST"], "title": "on final extension of the mandate of UNTEST", "ends": "2030-12-31"}
    assert is_current(final, date(2030, 12, 31))
    assert not is_current(final, date(2031, 1, 1))
    assert not is_current({**final, "ends": None}, date(2030, 5, 2))
