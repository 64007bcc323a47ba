"""Bulk import as an operator meets it: killed and resumed, done twice, given what is no material at all."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.caac.test_demo import caac
from tests.crawlers.akn.world import paragraph, resolution

COUNT = 450


def write_texts(folder: Path, count: int = COUNT) -> None:
    folder.mkdir()
    body = "".join(paragraph(f"Recalls that lamp {n} was lit on time;", f"{n}.") for n in range(1, 9))
    plain = resolution(body).decode()
    for number in range(9001, 9001 + count):
        (folder / f"S_RES_{number}.xml").write_text(plain.replace("9001", str(number)), "utf-8")


def counts(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "caac.db")) as db:
        tables = ("resolutions WHERE number > 9000", "texts WHERE origin = 'akn4un'", "paragraphs", "documents",
                  "changes", "findings")  # fmt: skip
        return {t.partition(" ")[0]: db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}


def test_killed_resumed_and_done_again(tmp_path: Path) -> None:
    texts, folder, log = tmp_path / "texts", tmp_path / "data", tmp_path / "data" / "archive" / "log.jsonl"
    write_texts(texts)
    command = [sys.executable, "-m", "caac.main", "--data", str(folder), "import", str(texts)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        until = time.monotonic() + 60
        # More than one batch in the archive, so that rows and bytes stand apart when it dies.
        while time.monotonic() < until and not (log.exists() and log.read_bytes().count(b'"Document"') > COUNT // 2):
            os.sched_yield()
        first.kill()
    assert first.returncode == -9

    resumed = caac(folder, "import", str(texts), "--json")
    assert (resumed.returncode, resumed.stderr) == (0, "")
    (round_,) = json.loads(resumed.stdout)["rounds"]
    assert (round_["items"], round_["rejected"]) == (COUNT, 0)
    held = counts(folder)
    assert (held["resolutions"], held["texts"], held["paragraphs"]) == (COUNT, COUNT, 8 * COUNT)
    assert caac(folder, "verify").returncode == 0

    again = caac(folder, "import", str(texts), "--json")
    (round_,) = json.loads(again.stdout)["rounds"]
    assert (round_["new"], round_["changed"], round_["unchanged"]) == (0, 0, COUNT)
    assert counts(folder) == held


def test_a_path_that_is_not_there_is_one_line_before_anything_is_made(tmp_path: Path) -> None:
    write_texts(tmp_path / "texts", 1)
    done = caac(tmp_path / "data", "import", str(tmp_path / "texts"), str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"caac: {tmp_path / 'none'}: no such file or folder\n"
    assert not (tmp_path / "data").exists()


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = caac(tmp_path / "data", "import", str(tmp_path / "empty"))
    assert done.returncode == 1
    assert done.stderr == "caac: nothing to import: there is no file in what was named\n"


@pytest.mark.parametrize("words", [(), ("--strict",), ("--json",)], ids=["plain", "strict", "json"])
def test_what_cannot_be_taken_is_listed_beside_what_can(tmp_path: Path, words: tuple[str, ...]) -> None:
    write_texts(tmp_path / "texts", 1)
    good = (tmp_path / "texts" / "S_RES_9001.xml").read_bytes()
    for name, body in {
        "cut.xml": good[: len(good) // 2],
        "letters.xml": good.replace("\u00a0".encode(), b"\xa0").replace(b"9001", b"9002"),
        "picture.jpg": b"\xff\xd8\xff\xe0" + bytes(99),
        "nothing.xml": b"",
    }.items():
        (tmp_path / "texts" / name).write_bytes(body)
    done = caac(tmp_path / "data", "import", *words, str(tmp_path / "texts"))
    assert done.returncode == (1 if "--strict" in words else 0)
    assert ("\r" in done.stderr) is False
    if "--json" in words:
        answer = json.loads(done.stdout)
        assert done.stderr == ""
        assert [(r["new"], r["rejected"]) for r in answer["rounds"]] == [(1, 2)]
        assert [u["place"] for u in answer["unread"]] == ["file:texts/nothing.xml", "file:texts/picture.jpg"]
    else:
        assert done.stdout == ""
    assert counts(tmp_path / "data")["findings"] >= 4
