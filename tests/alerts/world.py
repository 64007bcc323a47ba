"""A small public database for the tests of the alert side, written through the store as a crawl would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from db.connect import open_writer
from db.store.store import Store
from records.council import CouncilText, Paragraph
from records.news import NewsItem
from records.readings import NewsReading

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SHA = "ab" * 32


@contextmanager
def storing(folder: Path) -> Iterator[Store]:
    with closing(open_writer(folder / "caac.db")) as db:
        yield Store(db, "test")


def news(store: Store, number: int, title: str, summary: str = "", **reading: object) -> None:
    item = NewsItem(
        "herald", title, f"https://herald.example/{number}", f"g{number}", summary, NOW, outlet="The Herald"
    )
    values: dict[str, object] = {"lang": "en", "child": True, "conflict": True, "relevant": True, **reading}
    store.save_news(item, NewsReading(**values), SHA, NOW)  # type: ignore[arg-type]


def resolution(store: Store, number: int, title: str, *paragraphs: str) -> None:
    units = tuple(Paragraph(str(n), "operative", text) for n, text in enumerate(paragraphs, 1))
    text = CouncilText(
        "resolution", f"S/RES/{number} (2026)", "en", "akn4un", title, date(2026, 3, 1), 9001, paragraphs=units
    )
    store.save_text(text, SHA, "un", NOW)


def story(store: Store, name: str, *ids: int) -> None:
    """Gather news items into a story, as `scheduler` does after a crawl."""
    with store.batch():
        connection = store.connection
        title = connection.execute("SELECT title FROM news WHERE id = ?", [ids[0]]).fetchone()[0]
        seq = connection.execute(
            "INSERT INTO changes (at, kind, key, change) VALUES (?, 'story', ?, 'new')", [NOW.isoformat(), name]
        ).lastrowid
        connection.executemany("UPDATE news SET story = ? WHERE id = ?", [(name, number) for number in ids])
        at, count = NOW.isoformat(), len(ids)
        row = (name, title, ids[0], at, at, None, count, count, "en", "COD", "abduction", "", 1, "incident", 0, seq)
        connection.execute(f"INSERT INTO stories VALUES ({', '.join('?' * len(row))})", row)


def later(**span: float) -> datetime:
    return NOW + timedelta(**span)
