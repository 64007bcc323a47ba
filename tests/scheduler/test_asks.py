"""An ask is told of once per text, and only of texts adopted since its day."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.connect import open_writer
from db.private import open_private
from db.private_asks import Ask, add_ask, all_asks, find_ask, remove_ask
from db.private_outbox import due
from db.store import Store
from records.council import CouncilText, Paragraph
from records.errors import BadInput, NotFound
from scheduler.asks import tell_asks

NOW = datetime(2032, 5, 1, tzinfo=UTC)
WORDING = "Calls upon the parties in Karvelia to reopen the river bridges to relief convoys without delay"


def adopt(folder: Path, number: int, day: date) -> None:
    db = open_writer(folder / "caac.db")
    text = CouncilText(
        "resolution", f"S/RES/{number} ({day.year})", "en", "file", title="Karvelia", adopted=day,
        paragraphs=(Paragraph("1", "operative", WORDING + ";"), Paragraph("2", "operative", "Remains seized.")),
    )  # fmt: skip
    Store(db).save_text(text, "", "", NOW)
    db.close()


def test_an_entry_is_told_once_and_only_since_the_day(tmp_path: Path) -> None:
    public, private = tmp_path / "caac.db", tmp_path / "private.db"
    with closing(open_private(private)) as db:
        add_ask(db, Ask("bridges", WORDING, date(2032, 1, 1), tell="a@example.org"), NOW)
    adopt(tmp_path, 9001, date(2031, 1, 1))
    assert tell_asks(public, private, NOW) == 0
    adopt(tmp_path, 9002, date(2032, 4, 30))
    assert tell_asks(public, private, NOW) == 1
    assert tell_asks(public, private, NOW) == 0
    with closing(open_private(private)) as db:
        sendings = due(db, NOW)
    assert [s.address for s in sendings] == ["a@example.org"]
    assert "S/RES/9002 (2032)" in sendings[0].message.text


def test_asks_are_kept_and_forgotten_by_name(tmp_path: Path) -> None:
    with closing(open_private(tmp_path / "private.db")) as db:
        add_ask(db, Ask("bridges", WORDING, date(2032, 1, 1)), NOW)
        with pytest.raises(BadInput):
            add_ask(db, Ask("bridges", WORDING, date(2032, 1, 1)), NOW)
        with pytest.raises(BadInput):
            add_ask(db, Ask("empty", " ", date(2032, 1, 1)), NOW)
        with pytest.raises(NotFound, match="bridges"):
            find_ask(db, "bridge")
        remove_ask(db, "bridges")
        assert all_asks(db) == []
