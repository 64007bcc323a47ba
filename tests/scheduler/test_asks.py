"""Asks compared with resolutions, statements and drafts: kept for the page, told once per text, only since the day."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import pytest

from db.connect import open_reader, open_writer
from db.private.asks import add_ask, all_asks, entries_of, find_ask, page_token, remove_ask
from db.private.outbox import due
from db.private.subscriptions import open_private
from db.store.store import Store
from records.asks import Ask
from records.council import CouncilText, Paragraph, Vote
from records.errors import BadInput, NotFound
from scheduler.asks import compare_asks, tell_asks

NOW = datetime(2032, 5, 1, tzinfo=UTC)
APP = "https://alerts.example.org"
WORDING = "Calls upon the parties in Karvelia to reopen the river bridges to relief convoys without delay"
FRENCH = "Demande aux parties en Karvélie de rouvrir sans délai les ponts aux convois de secours"


def adopt(
    folder: Path, symbol: str, day: date, kind: Literal["resolution", "statement", "draft"] = "resolution",
    lang: str = "en", wording: str = WORDING,
) -> None:  # fmt: skip
    with closing(open_writer(folder / "caac.db")) as db:
        vote = Vote("vote", 9, 2, 4) if kind == "draft" else Vote("vote", 15, 0, 0)
        text = CouncilText(
            kind, symbol, lang, "file", title="Karvelia", adopted=day, vote=vote,
            paragraphs=(Paragraph("1", "operative", wording + ";"), Paragraph("2", "operative", "Remains seized.")),
        )  # fmt: skip
        Store(db).save_text(text, "", "", NOW)


def told(folder: Path) -> int:
    return tell_asks(folder / "caac.db", folder / "private.db", APP, NOW)


def test_an_entry_is_told_once_and_only_since_the_day(tmp_path: Path) -> None:
    with closing(open_private(tmp_path / "private.db")) as db:
        add_ask(db, Ask("bridges", WORDING, date(2032, 1, 1), tell="a@example.org"), NOW)
        token = page_token(db, "")
    adopt(tmp_path, "S/RES/9001 (2031)", date(2031, 1, 1))
    assert told(tmp_path) == 0
    adopt(tmp_path, "S/RES/9002 (2032)", date(2032, 4, 30))
    assert told(tmp_path) == 1
    adopt(tmp_path, "S/RES/9002 (2032)", date(2032, 4, 30), lang="fr", wording=FRENCH)
    assert told(tmp_path) == 0, "another language of a text is no news"
    with closing(open_private(tmp_path / "private.db")) as db:
        (sending,) = due(db, NOW)
    assert sending.address == "a@example.org"
    assert "Adopted resolution S/RES/9002 (2032), 30 April 2032, vote 15-0-0" in sending.message.text
    assert f"{APP}/asks/{token}" in sending.message.text


def test_drafts_and_statements_are_compared_and_said_to_be_such(tmp_path: Path) -> None:
    with closing(open_private(tmp_path / "private.db")) as db:
        add_ask(db, Ask("bridges", WORDING, date(2032, 1, 1), tell="a@example.org"), NOW)
        for lang, wording in (("en", WORDING), ("fr", FRENCH)):
            adopt(tmp_path, "S/2032/77", date(2032, 2, 2), "draft", lang, wording)
        adopt(tmp_path, "S/PRST/2032/1", date(2032, 3, 3), "statement")
        assert told(tmp_path) == 2
        (ask,) = all_asks(db)
        assert [(one.symbol, one.kind, one.lang) for one in entries_of(db, ask)] == [
            ("S/PRST/2032/1", "statement", "en"),
            ("S/2032/77", "draft", "en"),
        ]
        assert ask.compared == 2
        messages = [sending.message.text for sending in due(db, NOW)]
    assert any("not adopted S/2032/77, 2 February 2032, vote 9-2-4" in text for text in messages)


def test_a_text_that_no_longer_says_so_is_no_entry(tmp_path: Path) -> None:
    with closing(open_private(tmp_path / "private.db")) as db:
        ask = add_ask(db, Ask("bridges", WORDING, date(2032, 1, 1)), NOW)
        for wording, count in ((WORDING, 1), ("Welcomes the census of the herons of the delta", 0)):
            adopt(tmp_path, "S/RES/9002 (2032)", date(2032, 4, 30), wording=wording)
            with closing(open_reader(tmp_path / "caac.db")) as public:
                compare_asks(public, db)
            assert len(entries_of(db, ask)) == count


def test_asks_are_kept_and_forgotten_by_name(tmp_path: Path) -> None:
    with closing(open_private(tmp_path / "private.db")) as db:
        add_ask(db, Ask("bridges", WORDING, date(2032, 1, 1)), NOW)
        adopt(tmp_path, "S/RES/9002 (2032)", date(2032, 4, 30))
        told(tmp_path)
        with pytest.raises(BadInput):
            add_ask(db, Ask("bridges", WORDING, date(2032, 1, 1)), NOW)
        with pytest.raises(BadInput):
            add_ask(db, Ask("empty", " ", date(2032, 1, 1)), NOW)
        with pytest.raises(NotFound, match="bridges"):
            find_ask(db, "bridge")
        remove_ask(db, "bridges")
        assert all_asks(db) == []
