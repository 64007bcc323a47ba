"""Agreed language over a small stored corpus of invented paragraphs, by words alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.agreed import AdoptedTexts
from db.connect import open_reader, open_writer
from db.store.store import Store
from reading.workbench.agreed import nearest
from reading.workbench.plain_words import formal
from records.agreed import Wanted
from records.council import CouncilText, Paragraph, Vote

BRIDGES = "Calls upon the parties in Karvelia to reopen the river bridges to relief convoys without delay;"
TEXTS = [
    CouncilText(
        "resolution", f"S/RES/900{n} (203{n})", "en", "file", title="Karvelia", adopted=date(2030 + n, 3, 1),
        vote=Vote("vote", 15, 0, 0),
        paragraphs=(
            Paragraph("P1", "preamble", f"Recalling its resolution 900{n} (203{n}) on the lakes of Karvelia,"),
            Paragraph("1", "operative", BRIDGES if n < 3 else BRIDGES.replace("river", "mountain")),
            Paragraph("2", "operative", f"Requests the envoy to count the herons of the delta {n} times a year;"),
            Paragraph("A1.1(row 4)", "annex", f"{BRIDGES} | S/RES/8999 (2029), op. 4"),
        ),
    )
    for n in range(1, 4)
]  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AdoptedTexts]:
    path: Path = tmp_path_factory.mktemp("agreed") / "caac.db"
    db = open_writer(path)
    store = Store(db)
    with store.batch():
        for text in TEXTS:
            store.save_text(text, "", "", datetime(2031, 1, 1, tzinfo=UTC))
    db.close()
    connection: sqlite3.Connection = open_reader(path)
    yield AdoptedTexts(connection)
    connection.close()


def test_repeats_are_folded_into_one_with_its_first_use(corpus: AdoptedTexts) -> None:
    found = nearest("Calls on the parties to reopen all river bridges for relief convoys", corpus)
    assert found[0].adopted.text == BRIDGES
    assert {symbol for symbol, _ in found[0].also} >= {"S/RES/9001 (2031)"}
    assert found[0].first == ("S/RES/9001 (2031)", "1", "2031-03-01")
    assert found[0].meaning is None
    assert any(op == "-" for op, _ in found[0].diff)


def test_rows_of_a_table_that_quote_a_text_do_not_stand_for_it(corpus: AdoptedTexts) -> None:
    found = nearest(f"{BRIDGES} | S/RES/8999 (2029), op. 4", corpus, 20)
    assert found
    assert not any("row" in near.adopted.paragraph for near in found)


def test_filters_narrow(corpus: AdoptedTexts) -> None:
    found = nearest("river bridges Karvelia", corpus, 10, Wanted(years=(2033, 2033), part="operative"))
    assert {near.adopted.symbol for near in found} == {"S/RES/9003 (2033)"}


@pytest.mark.parametrize("draft", ["", "   ", "!?", "zyzzyva", "bridges", "bridges " * 7_000, "\ud800", "桥", "«»"])
def test_odd_drafts_have_an_answer(corpus: AdoptedTexts, draft: str) -> None:
    assert isinstance(nearest(draft, corpus), list)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_draft_has_an_answer(corpus: AdoptedTexts, draft: str) -> None:
    for near in nearest(draft, corpus, 3):
        assert 0 <= near.score <= 1


def test_plain_words_become_formal_ones() -> None:
    rewritten, words = formal("Blue helmets must not leave the young behind bars")
    assert "peacekeeping" in rewritten
    assert "children" in words
    assert any("detention" in phrase for phrase in words)
