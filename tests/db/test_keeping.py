"""Verify, redact, back up, publish, reference tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db.archive.archive import Archive
from db.archive.redact import redact
from db.archive.verify import verify
from db.backup import backup, publish
from db.connect import open_reader
from db.store.reference import save_reference
from db.store.store import Store
from records.errors import NotFound, StoreError
from records.fetching import Document
from records.news import NewsItem
from tests.db.conftest import NOW, resolution
from tests.db.store.test_news import ITEM, READING

Keep = Callable[[bytes], str]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def keep(store: Store, archive: Archive) -> Keep:
    def keep(body: bytes) -> str:
        document = Document("sample", "https://news.example/feed", NOW, "text/xml", body)
        store.save_document(document, archive.add(document))
        return document.sha256

    return keep


def other(number: int) -> NewsItem:
    return replace(ITEM, guid=f"tag:{number}", title=f"Item {number}", url=f"https://news.example/{number}")


def test_a_whole_chain(store: Store, archive: Archive, keep: Keep) -> None:
    store.save_text(resolution(), keep(b"xml of it"), "sample", NOW)
    store.save_news(ITEM, READING, keep(b"feed of it"), NOW)
    report = verify(store.connection, archive)
    assert (report.checked, report.broken) == (4, [])
    for record in ("9001", "S/RES/9001", "news 1"):
        assert verify(store.connection, archive, record).checked == 1
    with pytest.raises(NotFound):
        verify(store.connection, archive, "S/RES/77")


def test_a_break_is_said_with_its_place(store: Store, archive: Archive, keep: Keep) -> None:
    store.save_text(resolution(), keep(b"xml of it" * 50), "sample", NOW)
    store.save_news(ITEM, READING, "f" * 64, NOW)
    (path,) = (archive.folder / "warc").glob("*")
    path.write_bytes(path.read_bytes()[:-30])
    broken = [f"{f.place}: {f.reason}" for f in verify(store.connection, archive).broken]
    assert len(broken) == 2
    assert "record cannot be read" in broken[0] or "do not match" in broken[0] or "digest" in broken[0]
    assert broken[1] == "news 1: its document ffffffffffff is not in the table of documents"
    assert verify(store.connection, archive, "9001").broken


def test_a_news_item_is_taken_down_for_good(store: Store, archive: Archive, keep: Keep) -> None:
    first = keep(b"<item>tag:1 Pupils taken in Karvelia</item><item>tag:2</item>")
    second = keep(b"<item>tag:1 Pupils taken in Karvelia</item><item>tag:3</item>")
    third = keep(b"<item>tag:3</item>")
    store.save_news(ITEM, READING, first, NOW)
    store.save_news(other(2), READING, first, NOW)
    done = redact(store, archive, "1", "asked by the family")
    assert len(done) == 3
    for sha256 in (first, second):
        with pytest.raises(StoreError, match="redacted"):
            archive.get(sha256)
    assert archive.get(third)
    assert [r[0] for r in store.connection.execute("SELECT title FROM news")] == ["Item 2"]
    assert (
        store.connection.execute("SELECT count(*) FROM news_fts WHERE news_fts MATCH 'pupils AND taken'").fetchone()[0]
        == 0
    )
    assert store.news_change(ITEM) == "unchanged"
    assert store.save_news(ITEM, READING, third, NOW) == "unchanged"
    report = verify(store.connection, archive)
    assert report.broken == []
    assert len(report.redacted) == 2


def test_a_document_goes_with_all_that_was_read_in_it(store: Store, archive: Archive, keep: Keep) -> None:
    xml, french = keep(b"xml of it"), keep(b"french")
    store.save_text(resolution(), xml, "sample", NOW)
    store.save_text(resolution(lang="fr"), french, "sample", NOW)
    redact(store, archive, xml, "not ours to keep")
    assert store.connection.execute("SELECT languages FROM resolutions").fetchone()[0] == "fr"
    redact(store, archive, french, "nor this")
    for table in ("resolutions", "paragraphs", "search_texts", "votes", "texts", "versions"):
        assert store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    with pytest.raises(NotFound):
        redact(store, archive, "77", "unknown")


def test_backup_while_writing_and_publish(store: Store, tmp_path: Path) -> None:
    source, copy = tmp_path / "caac.db", tmp_path / "copies" / "caac.db"
    store.save_text(resolution(sample=False), "", "official", NOW)
    with store.batch():
        store.save_text(resolution(9002, sample=False), "", "official", NOW)
        backup(source, copy)
    reader = open_reader(copy)
    assert [r[0] for r in reader.execute("SELECT number FROM resolutions")] == [9001]
    assert reader.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    reader.close()
    publish(source, copy)
    store.save_text(resolution(9003), "", "sample", NOW)
    with pytest.raises(StoreError, match="sample"):
        publish(source, copy)
    assert copy.is_file()
    assert not list(copy.parent.glob("*.part"))


def test_reference_holds_what_was_seen(store: Store) -> None:
    save_reference(store, sample=True)
    before = list(store.connection.iterdump())
    save_reference(store, sample=True)
    assert list(store.connection.iterdump()) == before
    for table in ("parties", "listings", "verified_totals"):
        certainties = {r[0] for r in store.connection.execute(f"SELECT certainty FROM {table}")}
        assert certainties
        assert all(c.startswith(("seen", "verified", "sample")) for c in certainties)
    checked = store.connection.execute("SELECT count(*) FROM situations WHERE certainty = 'not checked'"
                                       " AND has_listed_party IS NOT NULL").fetchone()[0]  # fmt: skip
    assert checked == 0
    row = store.connection.execute("SELECT adopted, vote, text_origin FROM resolutions WHERE number = 2143").fetchone()
    assert tuple(row) == ("2014-03-07", "15-0-0", "")


def test_two_files_with_one_symbol(store: Store, archive: Archive) -> None:
    def keep(name: str, body: bytes) -> str:
        document = Document("sample", f"https://example.org/{name}", NOW, "text/xml", body)
        store.save_document(document, archive.add(document))
        return document.sha256

    first, second = keep("a.xml", b"a"), keep("b.xml", b"b")
    longer = resolution()
    shorter = replace(longer, paragraphs=longer.paragraphs[:2])
    assert store.save_text(shorter, first, "sample", NOW) == "new"
    assert store.save_text(longer, second, "sample", NOW) == "changed"
    assert store.save_text(shorter, first, "sample", NOW) == "unchanged"
    findings = [r[0] for r in store.connection.execute("SELECT reason FROM findings WHERE kind = 'double_claim'")]
    assert findings == ["a.xml claims what b.xml says; b.xml is kept"]
    corrected = replace(longer, title="Corrected", paragraphs=longer.paragraphs[:1])
    assert store.save_text(corrected, keep("b.xml", b"b2"), "sample", NOW) == "changed"
