"""metadata.yaml describes the whole published schema and nothing else; every ready-made query runs."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from datasette_config.dictionary import queries, tables
from datasette_config.serve import CONFIG
from db.pages.rows import rows
from tests.datasette_config.conftest import Get

SHADOW = re.compile(r"_fts(_\w+)?$|^sqlite_")


def schema(path: Path) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    names = [r["name"] for r in rows(connection, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    found = {
        name: [r["name"] for r in rows(connection, f"PRAGMA table_info([{name}])")]
        for name in names
        if not SHADOW.search(name)
    }
    connection.close()
    return found


def test_every_table_is_described(world: Path) -> None:
    assert set(tables()) == set(schema(world))


def test_every_column_is_described_and_no_other(world: Path) -> None:
    for name, columns in schema(world).items():
        assert set(tables()[name]["columns"]) == set(columns), name
        assert all(str(text).strip() for text in tables()[name]["columns"].values()), name


def test_facets_and_sorting_name_columns_that_exist(world: Path) -> None:
    held = schema(world)
    for name, table in tables().items():
        named = {*table.get("facets", []), table.get("sort", ""), table.get("sort_desc", "")} - {""}
        assert named <= set(held[name]), name


@pytest.mark.parametrize("name", sorted(queries()))
def test_ready_made_query_runs(get: Get, name: str) -> None:
    query = queries()[name]
    assert query["title"]
    assert query["description"]
    values = {"mandate": "UNMIKAR", "phrase": "child protection", "situation": "XXA", "party": "Sample", "year": "2026"}
    values |= {"country": "Member D", "weeks": "9999", "days": "9999"}
    wanted = "&".join(f"{p}={values[p]}" for p in re.findall(r":([a-z]+)", query["sql"]) if p in values)
    answer = get(f"/caac/{name}.json?{wanted}&_shape=array")
    assert answer.status_code == 200, answer.text
    empty_by_nature = {"corrected_labels", "country_brief"}
    assert answer.json() or name in empty_by_nature, f"{name} finds nothing in the invented world"


@pytest.mark.parametrize("name", sorted(queries()))
def test_ready_made_query_has_a_page_and_takes_no_values(get: Get, name: str) -> None:
    assert get(f"/caac/{name}").status_code == 200


def test_settings_are_honoured(get: Get) -> None:
    held = get("/-/settings.json").json()
    assert held.items() >= json.loads((CONFIG / "settings.json").read_text(encoding="utf-8")).items()


def test_database_is_live_and_called_caac(get: Get) -> None:
    (database,) = [d for d in get("/-/databases.json").json() if d["name"] != "_internal"]
    assert database["name"] == "caac"
    assert database["is_mutable"]
    assert get("/caac.db").status_code == 403


def test_nothing_that_would_freeze_the_database_lies_in_the_folder() -> None:
    assert not (CONFIG / "inspect-data.json").exists()
    assert not list(CONFIG.glob("*.db"))
