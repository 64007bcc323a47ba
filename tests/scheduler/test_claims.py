"""Two different texts that claim one symbol, language and source in one round: the second is listed, not stored."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from db.archive.archive import Archive
from db.connect import open_writer
from db.store.store import Store
from reading import RULES_VERSION
from records.fetching import Document, Fetch, Source
from scheduler.ingest import Round, batch_of
from tests.crawlers.akn.world import paragraph, resolution

AT = datetime(2031, 6, 1, tzinfo=UTC)
SOURCE = Source("import_akoma_ntoso", "Imported", "various", "akoma_ntoso", "", least_items=0)


def carry(round_: Round, name: str, body: bytes) -> None:
    document = Document(SOURCE.id, f"file:{name}", AT, "application/xml", body)
    round_.add(Fetch(SOURCE.id, document.url, AT, "fetched", sha256=document.sha256), document)


def test_a_second_text_under_one_symbol_is_listed(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    with open_writer(tmp_path / "caac.db") as db:
        store = Store(db, RULES_VERSION)
        store.save_sources([SOURCE])
        round_ = Round(archive, store, SOURCE, AT)
        with batch_of(store, archive):
            carry(round_, "one.xml", resolution(paragraph("Decides to wait.", "1.")))
            carry(round_, "same.xml", resolution(paragraph("Decides to wait.", "1.")) + b"\n")
            carry(round_, "two.xml", resolution(paragraph("Decides to sail.", "1.")))
            report = round_.close(AT)
        assert (report.new, report.rejected) == (1, 1)
        assert [row[0] for row in store.connection.execute("SELECT text FROM paragraphs")] == ["Decides to wait."]
        place, reason = store.connection.execute("SELECT place, reason FROM findings WHERE kind = 'reject'").fetchone()
        assert place == "file:two.xml"
        assert "S/RES/9001 (2031) (en)" in reason
