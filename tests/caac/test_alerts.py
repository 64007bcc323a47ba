"""`caac alerts` at the command line: a file of alerts is taken as a whole, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from caac.main import cli
from records.errors import BadInput
from tests.alerts.world import storing

GOOD = "- {name: good, query: pupils, kinds: [news], channels: [feed]}\n"


def caac(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--data", str(folder), "alerts", *words])


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("- {name: b, query: pupils, kinds: [news], channels: [nosuch://x]}", "no usable channel"),
        ("- {name: b, query: pupils, kinds: [news], channels: []}", "at least one channel"),
        ("- {name: b, query: 'situation:Nowhereland', kinds: [news], channels: [feed]}", "unknown situation"),
        ("- {name: b, query: pupils, kinds: [news], channels: [feed], frequency: dayly}", "unknown frequency"),
        ("- {name: b, query: pupils, kinds: [news], channels: [feed], why: '\xff'}", "not UTF-8"),
    ],
)
def test_a_file_with_one_bad_alert_sets_none(tmp_path: Path, bad: str, said: str) -> None:
    with storing(tmp_path) as store, store.batch():
        store.connection.execute(
            "INSERT INTO situations (iso3, situation, certainty) VALUES ('XXA', 'Karvelia', 'seen')"
        )
    path = tmp_path / "wanted.yaml"
    path.write_bytes((GOOD + bad).encode("latin-1"))
    done = caac(tmp_path, "import", str(path))
    assert isinstance(done.exception, BadInput)
    assert said in str(done.exception)
    assert json.loads(caac(tmp_path, "list", "--json").stdout) == []


def test_alerts_go_out_as_yaml_and_come_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "wanted.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert caac(tmp_path / "a", "import", str(path)).exit_code == 0
    assert caac(tmp_path / "a", "pause", "good").exit_code == 0
    first = caac(tmp_path / "a", "export", str(path))
    assert first.exit_code == 0
    assert caac(tmp_path / "b", "import", str(path)).exit_code == 0
    assert caac(tmp_path / "b", "export").stdout == path.read_text(encoding="utf-8")
    assert [one["state"] for one in json.loads(caac(tmp_path / "b", "list", "--json").stdout)] == ["paused"]
