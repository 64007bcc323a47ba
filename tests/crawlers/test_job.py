"""Jobs and spools as files: there and back, whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers import spool
from crawlers.job import Job, Settings
from crawlers.kinds import Held
from records.errors import BadInput
from records.fetching import Document, Fetch, Source, Validators

NOW = datetime(2026, 11, 23, 12, 30, 5, 123456, tzinfo=UTC)


def test_a_job_goes_there_and_back(tmp_path: Path) -> None:
    source = Source("a", "Ä", "P", "feed", "https://x.invalid/", ("en", "zh"), options={"more": "https://x.invalid/2"})
    held = Held({"https://x.invalid/": Validators('"1"', "date", "ab")}, frozenset({"b1", "b2"}))
    job = Job(source, held, tmp_path, Settings(contact="me", delay=0.5, secrets={"NAME": "hush"}))
    assert Job.from_json(job.to_json()) == job
    assert "hush" not in repr(job)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"source": {}}', "null"])
def test_what_is_no_job_is_told(text: str) -> None:
    with pytest.raises(BadInput, match="not a crawl job"):
        Job.from_json(text)


def test_settings_from_the_environment() -> None:
    settings = Settings.from_env(
        {"CAAC_CONTACT": "me@x.invalid", "CAAC_SECRET_TOKEN": "t", "CAAC_RELIEFWEB_APPNAME": "a", "HOME": "/"}
    )
    assert settings.contact == "me@x.invalid"
    assert settings.secrets == {"TOKEN": "t", "RELIEFWEB_APPNAME": "a"}


def test_a_spool_keeps_order_and_bytes(tmp_path: Path) -> None:
    writing = spool.Spool(tmp_path / "new" / "spool")
    entries: list[tuple[Fetch, Document | None]] = []
    for number in range(12):
        body = Document("a", f"https://x.invalid/{number}", NOW, "text/xml", bytes([number, 0, 255]), "w")
        entries.append((Fetch("a", body.url, NOW, "fetched", "é", 200), body if number % 2 else None))
    for fetch, document in entries:
        writing.add(fetch, document)
    assert list(spool.read(tmp_path / "new" / "spool")) == entries
    assert list(spool.read(tmp_path / "absent")) == []


def test_what_was_written_by_half_is_not_read_and_damage_is_told(tmp_path: Path) -> None:
    writing = spool.Spool(tmp_path)
    writing.add(Fetch("a", "https://x.invalid/", NOW, "failed"))
    (tmp_path / "000002.body").write_bytes(b"body without its line")
    (tmp_path / "000003.json.half").write_bytes(b"{")
    assert len(list(spool.read(tmp_path))) == 1
    (tmp_path / "000004.json").write_bytes(b"{}")
    with pytest.raises(BadInput, match=r"000004\.json in the spool cannot be read"):
        list(spool.read(tmp_path))
