"""The demonstration does the whole job on the sample world and says so."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest


def caac(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key != "CAAC_DATA"}
    command = [sys.executable, "-m", "caac.main", "--data", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=240, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("demo") / "world"
    done = caac(folder, "demo", "--once", "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def outcomes(reports: list[dict[str, Any]]) -> dict[str, str]:
    return {report["source"]: report["outcome"] for report in reports}


def test_first_round_is_new_and_names_the_unwell(demo: tuple[Path, dict[str, Any]]) -> None:
    first = outcomes(demo[1]["rounds"][0])
    assert first["sample_down"] == "failed"
    assert first["sample_guarded"] == "refused"
    assert {name for name, outcome in first.items() if outcome == "ok"} == set(first) - {
        "sample_down",
        "sample_guarded",
    }


def test_second_round_tells_new_changed_and_unchanged_apart(demo: tuple[Path, dict[str, Any]]) -> None:
    second = {report["source"]: report for report in demo[1]["rounds"][1]}
    assert (second["sample_wire"]["new"], second["sample_wire"]["changed"]) == (1, 1)
    assert second["sample_council"]["new"] == 1
    assert second["sample_daily"]["outcome"] == "unchanged"


def test_the_invented_report_stands_behind_its_figures(demo: tuple[Path, dict[str, Any]]) -> None:
    with closing(sqlite3.connect(demo[0] / "caac.db")) as connection:
        held = "SELECT totals, listings, text <> '', cites FROM reports_used WHERE sample AND totals"
        used = connection.execute(held).fetchall()
        history = connection.execute("SELECT party, reports, absent_from IS NULL FROM listing_history WHERE sample")
        parties = sorted(history.fetchall())
    assert used == [(4, 1, 1, 2)]
    assert parties == [("Brown River Movement", 2, 1), ("Karvelian Home Guard", 1, 0)]


def test_an_alert_arrives_for_the_renewal_and_for_the_report(demo: tuple[Path, dict[str, Any]]) -> None:
    told = "\n".join(demo[1]["messages"])
    assert "Adopted: S/RES/9004" in told
    assert "dropped" in told
    assert "Reported: [Sample]" in told


def test_commands_answer_on_the_sample_world(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = demo
    rows = json.loads(caac(folder, "compare", "9003", "9004", "--json").stdout)
    assert {"dropped", "changed", "kept"} <= {row["status"] for row in rows}
    assert any(row["child"] and row["status"] == "dropped" for row in rows)
    ends = json.loads(caac(folder, "calendar", "--json").stdout)
    assert any(end["symbol"].startswith("S/RES/9005") and end["kind"] == "mandate_end" for end in ends)
    cited = json.loads(caac(folder, "citations", "9004", "--json").stdout)
    assert [symbol[:10] for symbol in cited["cites"]] == ["S/RES/9001", "S/RES/9002", "S/RES/9003"]
    assert json.loads(caac(folder, "provisions", "9003", "--json").stdout)
    assert caac(folder, "verify", "--json").returncode == 0


def test_every_report_keeps_its_date(demo: tuple[Path, dict[str, Any]]) -> None:
    with sqlite3.connect(demo[0] / "caac.db") as connection:
        assert connection.execute("select count(*) from news where published is null").fetchone() == (0,)


def test_replay_gives_the_same_rows(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = demo
    again = tmp_path / "again.db"
    done = caac(folder, "replay", "--into", str(again))
    assert done.returncode == 0, done.stderr
    assert rows(folder / "caac.db") == rows(again)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        names = connection.execute(
            "select name from sqlite_master where type = 'table' and name not like '%_fts_%'"
            " and name not in ('_sqlite_migrations', 'sqlite_stat1')"
        ).fetchall()
        return {
            name: sorted(connection.execute(f"select * from [{name}]").fetchall(), key=repr)
            for (name,) in names
            if not name.endswith("_fts")
        }


def test_the_sample_world_is_never_published(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    done = caac(demo[0], "publish", str(tmp_path / "out.db"))
    assert done.returncode == 1
    assert done.stderr.startswith("caac: ")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "9001", "12"),
        ("citations", "S/RES/1"),
        ("provisions", "nonsense"),
        ("crawl", "no_such_source"),
        ("import", "/no/such/file"),
    ],
)
def test_bad_input_is_one_line_and_not_a_trace(demo: tuple[Path, dict[str, Any]], words: tuple[str, ...]) -> None:
    done = caac(demo[0], *words)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_a_folder_with_other_data_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    done = caac(tmp_path, "demo", "--once")
    assert done.returncode == 1
    assert (tmp_path / "letter.txt").read_text() == "mine"
