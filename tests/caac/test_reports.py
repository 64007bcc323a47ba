"""Reports end to end: tables and texts imported, proved, rebuilt by a replay; bad rows listed by line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.caac.test_demo import caac

FIXTURES = Path(__file__).parents[1] / "crawlers" / "fixtures"
INPUTS = [FIXTURES / "report_tables" / name for name in ("totals.csv", "totals_wide.csv", "listings.jsonl")]
INPUTS += [FIXTURES / "page" / name for name in ("report.txt", "conclusions.html")]
TABLES = ("verified_totals", "listings", "parties", "other_texts", "citations", "versions", "changes")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("reports")
    done = caac(folder, "import", *map(str, INPUTS), "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "caac.db")) as connection:
        return connection.execute(sql).fetchall()


def test_tables_are_known_by_their_content(imported: tuple[Path, dict[str, Any]]) -> None:
    rounds = {r["source"]: r for r in imported[1]["rounds"]}
    assert (rounds["import_report_tables"]["new"], rounds["import_report_tables"]["rejected"]) == (8, 17)
    assert rounds["import_page"]["new"] == 2
    assert rows(
        imported[0],
        "SELECT reason FROM findings WHERE place LIKE '%totals.csv line 6' AND source = 'import_report_tables'",
    ) == [("report_year 2025, but A/80/9001-S/2026/9001 is of 2026",)]


def test_strict_fails_on_a_bad_row(imported: tuple[Path, dict[str, Any]]) -> None:
    assert caac(imported[0], "import", "--strict", str(INPUTS[0])).returncode == 1


def test_figures_and_texts_are_proved(imported: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = imported
    assert caac(folder, "verify").returncode == 0
    assert caac(folder, "verify", "A/80/9001-S/2026/9001").returncode == 0
    with closing(sqlite3.connect(folder / "caac.db")) as connection:
        connection.execute("UPDATE verified_totals SET document = ? WHERE measure = 'killed'", ("0" * 64,))
        connection.commit()
    broken = caac(folder, "verify")
    assert broken.returncode == 1
    assert "XXA killed" in broken.stdout + broken.stderr
    assert caac(folder, "replay").returncode == 0
    assert caac(folder, "verify").returncode == 0


def test_a_replay_gives_the_same_rows(imported: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = imported
    fresh = tmp_path / "fresh.db"
    assert caac(folder, "replay", "--into", str(fresh)).returncode == 0
    with closing(sqlite3.connect(fresh)) as connection:
        for table in TABLES:
            sql = f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4"
            assert connection.execute(sql).fetchall() == rows(folder, sql), table


def test_a_report_cites_and_stands_behind_its_figures(imported: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = imported
    found = json.loads(caac(folder, "citations", "S/2026/9001", "--json").stdout)
    assert found["cites"] == ["S/RES/9001 (2024)", "S/RES/9003 (2025)"]
    assert found["cited_by"] == ["S/AC.51/2026/9001"]
    assert rows(folder, "SELECT symbol, cites FROM other_texts ORDER BY 1") == [
        ("A/80/9001-S/2026/9001", 2), ("S/AC.51/2026/9001", 1)
    ]  # fmt: skip
    assert ("A/80/9001-S/2026/9001", "A/80/9001-S/2026/9001") in rows(folder, "SELECT symbol, text FROM reports_used")
    for table in ("provisions", "mandate_ends", "reporting_requests"):
        assert rows(folder, f"SELECT * FROM {table} WHERE symbol LIKE '%9001' AND symbol NOT LIKE 'S/RES%'") == []


def test_what_is_invented_is_never_published(imported: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    refused = caac(imported[0], "publish", str(tmp_path / "public.db"))
    assert refused.returncode == 1
    assert "sample" in refused.stderr
