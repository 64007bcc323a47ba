"""Bulk bodies and local files to single documents: tar, zip, gzip, bzip2, xz, WARC; streaming, within limits.

Nothing is ever written to disk, so a member's name can do no harm; a name with tricks is still listed and skipped.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, cast

from crawlers.warcs import read_warc
from records.errors import BadInput
from records.fetching import Document, Reject

_DAMAGED = (tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError,
            NotImplementedError, RuntimeError)  # fmt: skip
_NESTED_MOST = 3
_PIECE = 1 << 20


@dataclass(slots=True)
class Limits:
    """What one bulk body may hold; `left` counts down over all its members, nested ones included."""

    members: int = 200_000
    member_bytes: int = 300_000_000
    total_bytes: int = 6_000_000_000
    #: Bytes out of each byte in; XML and JSON come to 30, bombs to 1,000 and more. Small bodies are let off.
    ratio: int = 200
    spare_bytes: int = 100_000_000
    seen: int = field(default=0, init=False)
    read: int = field(default=0, init=False)

    def narrowed(self, packed: int) -> Limits:
        """These limits for a body of so many packed bytes."""
        return replace(self, total_bytes=min(self.total_bytes, packed * self.ratio + self.spare_bytes))


class _Exceeded(ValueError):
    """A limit is passed; the text says which."""


def unpack(document: Document, limits: Limits | None = None) -> Iterator[Document | Reject]:
    """The single documents in a body; a body that is no archive yields itself."""
    limits = limits or Limits()
    if packing(document.body[:512]):
        whole = _Bulk(
            document.source, document.url, document.fetched, document.sha256, limits.narrowed(len(document.body))
        )
        yield from whole.members(io.BytesIO(document.body), document.url, 0)
    else:
        yield document


def from_path(path: Path, source: str = "import", limits: Limits | None = None) -> Iterator[Document | Reject]:
    """The single documents in a file, or in all files of a folder in the order of their names.

    The address of each is `file:` with its place below the folder that was named, never the whole local path.
    """
    if not path.exists():
        raise BadInput(f"{path}: no such file or folder")
    closed: list[OSError] = []
    for file in _files(path, closed.append) if path.is_dir() else [path]:
        url = f"file:{file.relative_to(path.parent).as_posix()}"
        try:
            yield from _from_file(file, url, source, limits)
        except OSError as error:
            yield Reject(url, f"cannot be read: {error.strerror or error}")
    for folder in closed:
        url = f"file:{Path(folder.filename).relative_to(path.parent).as_posix()}"
        yield Reject(url, f"cannot be read: {folder.strerror or folder}")


def _files(folder: Path, closed: Callable[[OSError], None]) -> list[Path]:
    """All files below a folder, links left aside; folders that cannot be opened are told to `closed`."""
    found = (Path(at, name) for at, _, names in os.walk(folder, onerror=closed) for name in names)
    return sorted(p for p in found if p.is_file() and not p.is_symlink())


def _from_file(file: Path, url: str, source: str, limits: Limits | None) -> Iterator[Document | Reject]:
    read_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    size, limits = file.stat().st_size, limits or Limits()
    with file.open("rb") as stream:
        if packing(stream.read(512)):
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            yield from _Bulk(source, url, read_at, digest, limits.narrowed(size)).members(stream, url, 0)
            return
    if size > limits.member_bytes:
        yield Reject(url, f"{size:,} bytes, more than {limits.member_bytes:,}")
    else:
        yield Document(source, url, read_at, "", file.read_bytes())


def packing(head: bytes) -> str:
    """How a body is packed, by its first 512 bytes: gzip, bzip2, xz, zip, tar, warc, or empty when it is not."""
    for mark, name in {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"PK\x03\x04": "zip",
                       b"PK\x05\x06": "zip", b"WARC/1.": "warc"}.items():  # fmt: skip
        if head.startswith(mark):
            return name
    return "tar" if head[257:262] == b"ustar" else ""


@dataclass(frozen=True, slots=True)
class _Bulk:
    source: str
    url: str
    fetched: datetime
    within: str
    limits: Limits

    def members(self, stream: IO[bytes], place: str, depth: int) -> Iterator[Document | Reject]:
        """Documents of `stream`; what cannot be read is a Reject, and the rest goes on where it can."""
        head = stream.read(512)
        stream.seek(0)
        how = packing(head)
        if depth > _NESTED_MOST:
            yield Reject(place, f"packed more than {_NESTED_MOST} times")
            return
        try:
            match how:
                case "gzip" | "bzip2" | "xz":
                    yield from self._compressed(stream, how, place, depth)
                case "tar":
                    yield from self._tar(stream, place, depth)
                case "zip":
                    yield from self._zip(stream, place, depth)
                case "warc":
                    yield from self._warc(stream, place)
                case _:
                    yield self._document(place, stream.read())
        except _Exceeded as error:
            yield Reject(place, str(error))
        except _DAMAGED as error:
            yield Reject(place, f"damaged {how or 'file'}: {error or type(error).__name__}")

    def _compressed(self, stream: IO[bytes], how: str, place: str, depth: int) -> Iterator[Document | Reject]:
        opened: IO[bytes] = _OPEN[how](stream)
        head = opened.read(512)
        inner = packing(head)
        if inner == "tar":
            # Streamed from the start: seeking back in a compressed file unpacks it again, but only these 512 bytes.
            opened.seek(0)
            yield from self._tar(opened, place, depth)
        elif inner == "warc":
            opened.seek(0)
            yield from self._warc(opened, place)
        else:
            opened.seek(0)
            yield from self._member(opened, _bare(place), depth)

    def _tar(self, stream: IO[bytes], place: str, depth: int) -> Iterator[Document | Reject]:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for entry in tar:
                tar.members = []  # type: ignore[attr-defined]  # tarfile keeps every entry otherwise
                name = f"{place}#{entry.name}"
                if entry.isdir() or entry.type in {tarfile.XGLTYPE, tarfile.XHDTYPE}:
                    continue
                if not entry.isfile():
                    yield Reject(name, "a link or device, not a file")
                elif _tricky(entry.name):
                    yield Reject(name, "a path that leads out of the archive")
                elif (opened := tar.extractfile(entry)) is not None:
                    yield from self._member(opened, name, depth)

    def _zip(self, stream: IO[bytes], place: str, depth: int) -> Iterator[Document | Reject]:
        with zipfile.ZipFile(stream) as packed:
            for entry in packed.infolist():
                name = f"{place}#{entry.filename}"
                if entry.is_dir():
                    continue
                if _tricky(entry.filename):
                    yield Reject(name, "a path that leads out of the archive")
                    continue
                try:
                    with packed.open(entry) as opened:
                        yield from self._member(opened, name, depth)
                except _Exceeded:
                    raise
                except _DAMAGED as error:
                    yield Reject(name, f"damaged member: {error or type(error).__name__}")

    def _warc(self, stream: IO[bytes], place: str) -> Iterator[Document | Reject]:
        for url, fetched, media_type, body in read_warc(stream):
            self._count(len(body))
            yield Document(self.source, url, fetched or self.fetched, media_type, body, self.within)

    def _member(self, opened: IO[bytes], place: str, depth: int) -> Iterator[Document | Reject]:
        most = min(self.limits.member_bytes, self.limits.total_bytes - self.limits.read)
        body = _read(opened, most + 1)
        if len(body) > most:
            raise _Exceeded(f"{place.rpartition('#')[2]}: more than {most:,} bytes when unpacked; stopped there")
        self._count(len(body))
        if packing(body[:512]):
            yield from self.members(io.BytesIO(body), place, depth + 1)
        else:
            yield self._document(place, body)

    def _count(self, size: int) -> None:
        self.limits.seen += 1
        self.limits.read += size
        if self.limits.seen > self.limits.members:
            raise _Exceeded(f"more than {self.limits.members:,} members; stopped there")
        if self.limits.read > self.limits.total_bytes:
            raise _Exceeded(f"more than {self.limits.total_bytes:,} bytes in all; stopped there")

    def _document(self, place: str, body: bytes) -> Document:
        return Document(self.source, place, self.fetched, "", body, self.within)


_OPEN: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "gzip": lambda stream: cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb")),
    "bzip2": lambda stream: cast("IO[bytes]", bz2.BZ2File(stream)),
    "xz": lambda stream: cast("IO[bytes]", lzma.LZMAFile(stream)),  # noqa: SIM115
}


def _read(opened: IO[bytes], most: int) -> bytes:
    """At most so many bytes; piece by piece, since a buffered reader sets aside at once all that it is asked for."""
    read = io.BytesIO()
    while read.tell() < most and (piece := opened.read(min(_PIECE, most - read.tell()))):
        read.write(piece)
    return read.getvalue()


def _tricky(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or "\0" in name or name[1:2] == ":"


def _bare(place: str) -> str:
    return place.removesuffix(".gz").removesuffix(".bz2").removesuffix(".xz")
