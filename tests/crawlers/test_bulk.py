"""Bulk bodies to documents: every packing, nested ones, tricks with names, bombs, damage."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import tarfile
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.bulk import Limits, from_path, unpack
from records.errors import BadInput
from records.fetching import Document, Reject

FILES = {"a/1.xml": b"<a>1</a>", "a/2.xml": b"<a>2</a>", "b.txt": b"words"}


def document(body: bytes) -> Document:
    return Document("sample", "https://x.invalid/bulk", datetime(2026, 1, 1, tzinfo=UTC), "", body)


def tar(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as packed:  # type: ignore[call-overload]
        for name, body in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(body)
            packed.addfile(member, io.BytesIO(body))
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in files.items():
            packed.writestr(name, body)
    return out.getvalue()


def found(body: bytes, limits: Limits | None = None) -> tuple[dict[str, bytes], list[Reject]]:
    documents, rejects = {}, []
    for one in unpack(document(body), limits):
        if isinstance(one, Reject):
            rejects.append(one)
        else:
            assert one.within == hashlib.sha256(body).hexdigest()
            documents[one.url.removeprefix("https://x.invalid/bulk").removeprefix("#")] = one.body
    return documents, rejects


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar(mode: str) -> None:
    assert found(tar(FILES, mode)) == (FILES, [])


def test_zip() -> None:
    assert found(zipped(FILES)) == (FILES, [])


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_one_packed_file(pack: object) -> None:
    assert found(pack(b"<a/>")) == ({"": b"<a/>"}, [])  # type: ignore[operator]


def test_packed_members_of_archives() -> None:
    inner = {"in/one.xml.gz": gzip.compress(b"<a/>"), "two.zip": zipped({"x.xml": b"<b/>"})}
    assert found(tar(inner, "w:gz")) == ({"in/one.xml": b"<a/>", "two.zip#x.xml": b"<b/>"}, [])


def test_what_is_no_archive_is_itself() -> None:
    whole = document(b"<a/>")
    assert list(unpack(whole)) == [whole]


def test_warc() -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/xml")], protocol="HTTP/1.1")
    for url, kind in (("https://x.invalid/1", "response"), ("https://x.invalid/2", "request")):
        writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(b"<a/>"), http_headers=headers))
    (one,) = unpack(document(out.getvalue()))
    assert isinstance(one, Document)
    assert (one.url, one.body, one.media_type) == ("https://x.invalid/1", b"<a/>", "text/xml")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\x", "a\\..\\..\\b"])
def test_tricks_with_names_are_listed_and_skipped(name: str) -> None:
    for body in (tar({name: b"x", "good": b"y"}), zipped({name: b"x", "good": b"y"})):
        documents, rejects = found(body)
        assert documents == {"good": b"y"}
        assert "leads out of the archive" in rejects[0].reason


def test_links_and_devices_are_listed_and_skipped() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    assert found(out.getvalue())[1][0].reason == "a link or device, not a file"


def test_bombs_are_stopped() -> None:
    bomb = tar({"big": bytes(3_000_000), "small": b"x"}, "w:gz")
    for limits in (Limits(member_bytes=1_000_000), Limits(total_bytes=2_000_000), Limits(spare_bytes=0)):
        documents, rejects = found(bomb, limits)
        assert documents == {}
        assert "bytes when unpacked" in rejects[0].reason
    assert "more than 2 members" in found(tar(FILES), Limits(members=2))[1][0].reason
    nested = b"x"
    for _ in range(9):
        nested = gzip.compress(nested)
    assert "packed more than 3 times" in found(nested)[1][0].reason


@pytest.mark.parametrize(
    "body", [tar(FILES, "w:gz")[:-40], tar(FILES)[:700], zipped(FILES)[:-30], b"\x1f\x8b", b"PK\x03\x04"]
)
def test_damage_is_told_with_its_place(body: bytes) -> None:
    assert found(body)[1][-1].reason.startswith("damaged ")


@given(
    st.sampled_from([b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"PK\x03\x04", b"WARC/1.0\r\n", b"x" * 257 + b"ustar"]),
    st.binary(max_size=300),
)
def test_no_bytes_make_it_raise(mark: bytes, rest: bytes) -> None:
    for one in unpack(document(mark + rest)):
        assert isinstance(one, Document) or one.reason


def test_memory_stays_near_one_member() -> None:
    body = tar({f"{n}.xml": bytes(500_000) for n in range(60)}, "w:gz")
    tracemalloc.start()
    try:
        for _ in unpack(document(body)):
            pass
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()


def test_folders_and_files(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "b.tar.gz").write_bytes(tar({"in.xml": b"<a/>"}, "w:gz"))
    (folder / "a.xml").write_bytes(b"<b/>")
    (folder / "link.xml").symlink_to("/etc/passwd")
    documents = [one for one in from_path(folder) if isinstance(one, Document)]
    assert [one.url for one in documents] == ["file:given/a.xml", "file:given/sub/b.tar.gz#in.xml"]
    assert documents[0].within == ""
    assert documents[1].within == hashlib.sha256((folder / "sub" / "b.tar.gz").read_bytes()).hexdigest()
    assert [one.url for one in from_path(folder / "a.xml") if isinstance(one, Document)] == ["file:a.xml"]
    with pytest.raises(BadInput, match="no such file"):
        list(from_path(tmp_path / "none"))


def test_folders_that_cannot_be_opened_are_listed() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "closed").mkdir()
        (folder / "closed" / "a.xml").write_bytes(b"<a/>")
        (folder / "b.xml").write_bytes(b"<b/>")
        folder.chmod(0o755)
        (folder / "closed").chmod(0)
        user = os.geteuid()
        if user == 0:  # nothing is closed to root
            os.seteuid(65534)
        try:
            document, reject = from_path(folder)
        finally:
            os.seteuid(user)
            (folder / "closed").chmod(0o755)
    assert isinstance(document, Document)
    assert reject == Reject(f"file:{folder.name}/closed", "cannot be read: Permission denied")
