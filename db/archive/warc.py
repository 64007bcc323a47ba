"""WARC 1.1 records as bytes: one gzip member each, so that a record is read alone by file and offset."""

from __future__ import annotations

import struct
import uuid
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from records.errors import StoreError
from records.fetching import Document
from records.identity import without_secrets

_GZIP_LEVEL = 3
_GZIP_COMMENT = 16


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _member(record: bytes) -> bytes:
    compressor = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return compressor.compress(record) + compressor.flush()


def info_record(name: str) -> bytes:
    """The record that opens a file."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    writer.write_record(
        writer.create_warcinfo_record(
            name,
            {"software": "caac-monitor", "format": "WARC File Format 1.1", "conformsTo": "ISO 28500:2017"},
        )
    )
    return _member(out.getvalue())


def document_record(document: Document, sha256: str) -> bytes:
    """`document` as a `resource` record: the body alone, since the crawler keeps no response headers."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    headers = {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, sha256)}>",
        "WARC-Date": _date(document.fetched),
        "WARC-Block-Digest": f"sha256:{sha256}",
        "WARC-Payload-Digest": f"sha256:{sha256}",
        "Content-Type": _header_safe(document.media_type) or "application/octet-stream",
    }
    url = _header_safe(without_secrets(document.url)) or f"urn:sha256:{sha256}"
    writer.write_record(
        writer.create_warc_record(
            url, "resource", payload=BytesIO(document.body), length=len(document.body), warc_headers_dict=headers
        )
    )
    return _member(out.getvalue())


def _header_safe(value: str) -> str:
    return "".join(c for c in value if c.isprintable()).strip()


def read_payload(path: Path, offset: int) -> bytes:
    """Body of the record at `offset`. Raises StoreError when it cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            for record in ArchiveIterator(file):
                return bytes(record.content_stream().read())
    except (OSError, ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        raise StoreError(f"{path.name} at {offset}: record cannot be read: {error}") from error
    raise StoreError(f"{path.name} at {offset}: no record there")


def filler(length: int, sha256: str) -> bytes:
    """A gzip member of exactly `length` bytes that stands where a redacted record stood, so that no offset moves."""
    record = (
        f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:sha256:{sha256}>\r\n"
        f"WARC-Date: 1970-01-01T00:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nredacted\r\n\r\n"
    ).encode()
    for body in (record, b""):
        compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        deflated = compressor.compress(body) + compressor.flush()
        head = struct.pack("<4BIBB", 0x1F, 0x8B, 8, _GZIP_COMMENT, 0, 0, 255)
        tail = struct.pack("<II", zlib.crc32(body), len(body))
        room = length - len(head) - len(deflated) - len(tail) - 1
        if room >= 0:
            return head + b"x" * room + b"\0" + deflated + tail
    raise StoreError(f"a record of {length} bytes is too short to be replaced")
