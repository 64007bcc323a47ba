"""`caac read`: JSON Lines in and out; `caac labels`: a correction that lasts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from caac.main import cli
from db.connect import open_writer
from db.store.store import Store
from reading import RULES_VERSION
from reading.news.item import read_news
from records.news import NewsItem


def read(text: str, *options: str) -> tuple[int, list[dict[str, object]], str]:
    result = CliRunner().invoke(cli, ["read", *options], input=text)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_each_line_is_answered_with_the_agreed_fields() -> None:
    item = {"id": "a", "text": "Shell kills two boys in Orsava on Tuesday.", "published": "2026-02-18T10:00:00Z"}
    code, answers, errors = read(json.dumps(item) + "\n")
    assert (code, errors) == (0, "")
    assert {"id", "lang", "child", "conflict", "relevant", "violations", "countries", "parties", "kind", "score",
            "evidence", "rules_version"} <= set(answers[0])  # fmt: skip
    assert answers[0]["relevant"] is True
    assert answers[0]["event_date"] == "2026-02-17"
    assert answers[0]["rules_version"] == RULES_VERSION


def test_a_bad_line_is_named_and_the_rest_goes_on() -> None:
    code, answers, errors = read('{"text": "one"}\nnot json\n[1]\n{"text": 5}\n{}\n\n{"text": "two", "id": 2}\n')
    assert code == 1
    assert len(answers) == 2
    named = [line.split(", ")[1].split(":")[0] for line in errors.splitlines()]
    assert named == ["line 2", "line 3", "line 4", "line 5"]


def test_a_lone_surrogate_and_a_wrong_date_are_no_obstacle() -> None:
    code, answers, _ = read('{"text": "two boys \\ud800 killed", "published": "soon", "title": null}\n')
    assert code == 0
    assert answers[0]["event_date"] is None


def test_a_correction_changes_the_item_and_is_listed(tmp_path: Path) -> None:
    item = NewsItem(source="s", title="Shell kills two boys in Orsava", url="https://example.org/a", guid="a")
    at = datetime(2026, 2, 18, tzinfo=UTC)
    db = open_writer(tmp_path / "caac.db")
    Store(db, RULES_VERSION).save_news(item, read_news(item.title), "0" * 64, at)
    db.close()
    runner = CliRunner()
    options = ["--data", str(tmp_path), "labels"]
    done = runner.invoke(cli, [*options, "set", "1", "relevant", "no", "--reason", "a drill", "--by", "ana"])
    assert done.exit_code == 0, done.output
    listed = json.loads(runner.invoke(cli, [*options, "list", "--json"]).stdout)
    assert [(row["id"], row["field"], row["value"], row["by"]) for row in listed] == [(1, "relevant", "0", "ana")]
    assert open_writer(tmp_path / "caac.db").execute("SELECT relevant FROM news").fetchone()[0] == 0


def test_a_correction_of_what_is_not_there_is_refused(tmp_path: Path) -> None:
    open_writer(tmp_path / "caac.db").close()
    done = CliRunner().invoke(cli, ["--data", str(tmp_path), "labels", "set", "9", "relevant", "0", "--reason", "x"])
    assert done.exit_code == 1
