"""A clause from a thematic resolution into a mandate, dropped at its renewal: the family, and the record that tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.alertable.events import renewals
from db.connect import open_reader, open_writer
from db.lineage import family
from db.store.store import Store
from records.council import CouncilText, Paragraph
from records.readings import Provision, TextReading
from scheduler.derive import derive

NOW = datetime(2033, 5, 1, tzinfo=UTC)
CLAUSE = "Requests the envoy to deploy child protection advisers to each of the river districts of Karvelia;"
MANDATE = "Decides to extend the mandate of UNMIKAR until 1 March 2034;"
HERONS = "Welcomes the census of the herons of the delta and of the girls who counted them;"


def adopt(store: Store, number: int, year: int, mandate: str, *texts: str) -> None:
    symbol = f"S/RES/{number} ({year})"
    paragraphs = tuple(Paragraph(str(n), "operative", text) for n, text in enumerate(texts, 1))
    day, title = date(year, 3, 1), f"on extension of the mandate of {mandate}" if mandate else "on children in Karvelia"
    store.save_text(CouncilText("resolution", symbol, "en", "file", title, day, paragraphs=paragraphs), "", "", NOW)
    provisions = tuple(
        Provision(p.reference, 3, ("other",), p.text.split()[0], "child", 0, 5, "child")
        for p in paragraphs
        if p.text in (CLAUSE, HERONS)
    )
    store.save_text_reading(symbol, TextReading(provisions=provisions, mandates=(mandate,) if mandate else ()), NOW)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writer(tmp_path / "caac.db")) as opened:
        store = Store(opened, "test")
        with store.batch():
            adopt(store, 9003, 2033, "UNMIKAR", MANDATE, HERONS)
        derive(store, NOW)
        with store.batch():
            adopt(store, 9001, 2031, "", CLAUSE)
            adopt(store, 9002, 2032, "UNMIKAR", MANDATE, CLAUSE, HERONS)
        derive(store, NOW)
    with closing(open_reader(tmp_path / "caac.db")) as connection:
        yield connection


def test_the_family_leads_from_the_first_use_anywhere_to_the_loss(db: sqlite3.Connection) -> None:
    told = [
        (row["mandate"], row["old"][6:10], row["new"][6:10], row["step"])
        for row in family(db, "S/RES/9002 (2032)", "2")
    ]
    assert told == [("", "9001", "9002", "carried"), ("UNMIKAR", "9002", "9003", "dropped")]
    assert [row["step"] for row in family(db, "S/RES/9001 (2031)", "1")] == ["carried", "dropped"]
    assert family(db, "S/RES/9002 (2032)", "1") == []


def test_what_the_renewal_dropped_is_a_record_with_its_words(db: sqlite3.Connection) -> None:
    (item,) = renewals(db, {"UNMIKAR|S/RES/9002 (2032)|S/RES/9003 (2033)": 1})
    assert item.title == "S/RES/9003 (2033) renews UNMIKAR: child provisions 1 dropped"
    assert ("dropped", CLAUSE) in item.evidence
