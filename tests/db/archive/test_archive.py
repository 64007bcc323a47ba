"""The archive: idempotent, checked, safe after a kill in mid-write, redactable."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from db.archive.archive import Archive
from records.encoding import build
from records.errors import NotFound, StoreError
from records.fetching import Document, Fetch

AT = datetime(2030, 5, 4, 12, 30, tzinfo=UTC)


def document(body: bytes, name: str = "a") -> Document:
    return Document("sample", f"https://example.org/{name}?token=abc", AT, "text/plain", body)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def broken(archive: Archive) -> list[str]:
    return [f"{p.place}: {p.what}" for p in archive.verify() if p.broken]


def test_the_same_bytes_are_kept_once(archive: Archive) -> None:
    first = archive.add(document(b"one"))
    again = archive.add(document(b"one", "b"))
    assert first.new
    assert not again.new
    assert (again.file, again.offset) == (first.file, first.offset)
    assert archive.get(first.sha256) == b"one"
    assert Archive(archive.folder).get(first.sha256) == b"one"
    assert broken(archive) == []


def test_any_body_comes_back(archive: Archive) -> None:
    for body in (b"", b"\0\r\n\r\n", b"WARC/1.1\r\n\r\n", bytes(range(256)) * 999):
        assert archive.get(archive.add(document(body)).sha256) == body


def test_secrets_never_reach_the_archive(archive: Archive) -> None:
    location = archive.add(document(b"one"))
    assert b"abc" not in (archive.folder / "log.jsonl").read_bytes()
    with (archive.folder / "warc" / location.file).open("rb") as file:
        records = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(file)]
    assert records == [("warcinfo", None), ("resource", "https://example.org/a?token=***")]


def test_records_are_logged_and_read_again(archive: Archive) -> None:
    fetch = Fetch("sample", "https://example.org/a", AT, "failed", "no answer", seconds=1.5)
    assert archive.log(fetch) == 1
    assert archive.log({"type": "Note", "text": "line\nbreak"}) == 2
    events = list(archive.events())
    assert [e["line"] for e in events] == [1, 2]
    assert build(Fetch, events[0]) == fetch
    assert broken(archive) == []


def test_files_rotate(tmp_path: Path) -> None:
    archive = Archive(tmp_path, file_bytes=2000)
    bodies = [os.urandom(900) for _ in range(9)]
    files = [archive.add(document(body)).file for body in bodies]
    assert len(set(files)) > 2
    assert all(archive.get(document(body).sha256) == body for body in bodies)
    assert broken(archive) == []


def test_unknown_and_damaged(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.get("0" * 64)
    location = archive.add(document(b"some bytes that will be damaged" * 20))
    path = archive.folder / "warc" / location.file
    body = bytearray(path.read_bytes())
    body[-40] ^= 0xFF
    path.write_bytes(body)
    with pytest.raises(StoreError):
        archive.get(location.sha256)
    assert len(broken(archive)) == 1
    path.unlink()
    assert len(broken(archive)) == 1


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(1, 400), lose_line=st.booleans())
def test_a_write_cut_off_harms_nothing(tmp_path_factory: pytest.TempPathFactory, cut: int, lose_line: bool) -> None:
    folder = tmp_path_factory.mktemp("torn")
    archive = Archive(folder)
    kept = archive.add(document(b"kept"))
    torn = archive.add(document(b"torn" * 100))
    log, warc = folder / "log.jsonl", folder / "warc" / torn.file
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:-1]) + (b"" if lose_line else lines[-1][: max(1, len(lines[-1]) - cut)]))
    warc.write_bytes(warc.read_bytes()[: -min(cut, torn.length)])
    again = Archive(folder)
    assert again.get(kept.sha256) == b"kept"
    assert again.add(document(b"torn" * 100)).new
    assert again.add(document(b"more")).new
    assert again.get(torn.sha256) == b"torn" * 100
    fresh = Archive(folder)
    assert {e["sha256"] for e in fresh.events()} >= {kept.sha256, torn.sha256}
    assert [p for p in broken(fresh) if "cut off" not in p] == []


def _write_forever(folder: str) -> None:
    archive, number = Archive(Path(folder)), 0
    while True:
        archive.add(document(b"%d " % number * 2000))
        archive.log({"type": "Note", "number": number})
        number += 1


def test_killed_while_writing(tmp_path: Path) -> None:
    process = multiprocessing.get_context("fork").Process(target=_write_forever, args=(str(tmp_path),))
    process.start()
    while not (tmp_path / "log.jsonl").exists() or (tmp_path / "log.jsonl").stat().st_size < 20_000:
        assert process.is_alive()
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    archive = Archive(tmp_path)
    archive.log({"type": "Note", "number": -1})
    assert archive.add(document(b"after the kill")).new
    notes = [e["number"] for e in archive.events() if e["type"] == "Note"]
    assert notes == [*range(len(notes) - 1), -1]
    assert [p for p in broken(archive) if "cut off" not in p] == []


def test_two_writers_share_one_archive(tmp_path: Path) -> None:
    one, two = Archive(tmp_path), Archive(tmp_path)
    for number in range(6):
        (one, two)[number % 2].add(document(b"%d" % number))
        (two, one)[number % 2].log({"type": "Note", "number": number})
    assert all(not two.add(document(b"%d" % number)).new for number in range(6))
    assert broken(one) == broken(two) == []
    assert len(list(one.events())) == 12


def test_a_changed_line_breaks_the_chain(archive: Archive) -> None:
    for number in range(3):
        archive.log({"type": "Note", "number": number})
    path = archive.folder / "log.jsonl"
    path.write_text(path.read_text().replace('"number":1', '"number":7'))
    assert broken(archive) == ["log.jsonl:3: chain is broken: this line does not follow from the line before"]


def test_redaction_removes_bytes_and_keeps_the_rest(archive: Archive) -> None:
    secret, other = document(b"a name that must go " * 30), document(b"stays")
    archive.add(secret)
    archive.add(other)
    location = archive.redact(secret.sha256, "asked by the family")
    assert archive.redact(secret.sha256, "again").redacted == "asked by the family"
    assert archive.get(other.sha256) == b"stays"
    with pytest.raises(StoreError, match="redacted: asked by the family"):
        archive.get(secret.sha256)
    with (archive.folder / "warc" / location.file).open("rb") as file:
        held = [r.content_stream().read() for r in ArchiveIterator(file)]
    assert held[1:] == [b"redacted", b"stays"]
    assert broken(archive) == []
    assert any("is redacted: asked by the family" in p.what for p in archive.verify())
    again = Archive(archive.folder).add(secret)
    assert not again.new
    assert again.redacted == "asked by the family"
    with pytest.raises(NotFound):
        archive.redact("0" * 64, "unknown")


def test_verify_notices_bytes_that_came_back(archive: Archive) -> None:
    location = archive.add(document(b"a name that must go " * 30))
    path = archive.folder / "warc" / location.file
    before = path.read_bytes()
    archive.redact(location.sha256, "asked")
    path.write_bytes(before)
    assert any("its bytes are still there" in p for p in broken(archive))
