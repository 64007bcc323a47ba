"""The page behind an item is read for labels, and nothing of it reaches the public side but one-sentence evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.archive.archive import Archive
from db.connect import open_writer
from db.store.store import Store
from records.fetching import Document, Fetch, Source
from scheduler.ingest import take

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOURCE = Source("sample", "Sample", "Karvelia Post", "feed_articles", "https://press.invalid/feed", sample=True)
FEED = b"""<rss version="2.0"><channel><title>t</title><item><guid>tag:1</guid><title>Fighting near Velmora</title>
<link>https://press.invalid/one?utm_source=rss</link><description>What we know.</description></item></channel></rss>"""
SECRET = "The headmaster spoke of a long morning in the cellar."
PAGE = f"""<!doctype html><html lang="en"><body><article><p>Shelling killed nine schoolchildren at a primary school in
Velmora on Sunday as government soldiers and rebels fought over the town, medics said.</p><p>{SECRET}</p>
<p>The army denied that its artillery had fired at the school. Rebels said soldiers were using the playground.</p>
</article></body></html>""".encode()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    db = open_writer(tmp_path / "caac.db")
    yield Store(db, "test")
    db.close()


def fetched(url: str, body: bytes) -> tuple[Fetch, Document]:
    document = Document(SOURCE.id, url, AT, "", body)
    return Fetch(SOURCE.id, url, AT, "fetched", status=200, sha256=document.sha256), document


def test_a_page_changes_the_reading_and_leaves_the_words_alone(store: Store, tmp_path: Path) -> None:
    gone = (Fetch(SOURCE.id, "https://press.invalid/two", AT, "failed", "status 404 Not Found", 404), None)
    round_ = [fetched(SOURCE.url, FEED), fetched("https://press.invalid/one", PAGE), gone]
    report = take(Archive(tmp_path / "archive"), store, SOURCE, round_, lambda: AT)
    assert (report.outcome, report.items, report.new, report.rejected) == ("ok", 1, 1, 0)
    row = store.connection.execute("SELECT title, summary, child, conflict FROM news").fetchone()
    assert tuple(row) == ("Fighting near Velmora", "What we know.", 1, 1)
    assert SECRET not in "\n".join(store.connection.iterdump())


def test_reading_the_feed_again_keeps_what_the_page_told(store: Store, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    take(archive, store, SOURCE, [fetched(SOURCE.url, FEED), fetched("https://press.invalid/one", PAGE)], lambda: AT)
    before = store.connection.execute("SELECT * FROM news").fetchall()
    take(archive, store, SOURCE, [fetched(SOURCE.url, FEED)], lambda: AT)
    assert store.connection.execute("SELECT * FROM news").fetchall() == before


def test_a_page_nobody_names_is_a_finding(store: Store, tmp_path: Path) -> None:
    report = take(Archive(tmp_path / "archive"), store, SOURCE, [fetched("https://press.invalid/x", PAGE)], lambda: AT)
    assert report.rejected == 1
    assert "no item of its source" in store.connection.execute("SELECT reason FROM findings").fetchone()[0]
