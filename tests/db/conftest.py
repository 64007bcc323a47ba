"""A real database file per test, and invented Council texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.connect import open_writer
from db.store.store import Store
from records.council import CouncilText, CountryVote, Paragraph, Vote

NOW = datetime(2030, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    db = open_writer(tmp_path / "caac.db")
    yield Store(db, "1")
    db.close()


def resolution(number: int = 9001, lang: str = "en", origin: str = "akn4un", **fields: object) -> CouncilText:
    """A short invented resolution; `fields` replace its own."""
    paragraphs = (
        Paragraph("P1", "preamble", f"Recalling its concern for the children of Karvelia ({lang})"),
        Paragraph("1", "operative", f"Demands that schools be spared ({origin})", label="1.", opening="Demands"),
        Paragraph("1(a)", "operative", "and that pupils’ desks stay whole;", level=1, label="(a)"),
    )
    values: dict[str, object] = {
        "kind": "resolution",
        "symbol": f"S/RES/{number} (2030)",
        "lang": lang,
        "origin": origin,
        "title": "The situation in Karvelia",
        "adopted": date(2030, 5, 1),
        "meeting": 12001,
        "agenda_item": "Karvelia",
        "vote": Vote("vote", 2, 0, 1, 0, (CountryVote("Ruritania", "yes"), CountryVote("Graustark", "abstain"))),
        "sponsors": ("Ruritania",),
        "subjects": ("CHILDREN IN ARMED CONFLICTS",),
        "paragraphs": paragraphs,
        "url": f"https://example.org/{number}/{lang}",
        "sample": True,
    }
    return CouncilText(**{**values, **fields})  # type: ignore[arg-type]
