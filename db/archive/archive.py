"""Everything fetched, kept for good: bodies in WARC files, everything else in an append-only log.

The log is the authority: a body counts as archived once its `document` line is written, so bytes left by a kill in
mid-write are never mistaken for a record; the next write starts a new file. Several processes may use one archive.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db.archive import warc
from db.archive.eventlog import EventLog, read_line
from records.encoding import plain
from records.errors import NotFound, StoreError
from records.fetching import Document
from records.identity import without_secrets

#: A WARC file is closed and the next one begun beyond this size.
FILE_BYTES = 128_000_000
_KEPT = (b'"type":"Document"', b'"type":"Redaction"')


@dataclass(frozen=True, slots=True)
class Location:
    """Where a body lies. `redacted` holds the reason when the bytes were taken down; such a body is not used again."""

    sha256: str
    file: str
    offset: int
    length: int
    #: Whether this call stored it.
    new: bool = False
    redacted: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What `verify` found at a place; `broken` is False for what is in order but worth saying (a redaction)."""

    place: str
    what: str
    broken: bool = True


class Archive:
    """A folder with `log.jsonl` and `warc/`."""

    def __init__(self, folder: Path, file_bytes: int = FILE_BYTES) -> None:
        self.folder = Path(folder)
        self._warc = self.folder / "warc"
        self._log = EventLog(self.folder / "log.jsonl")
        self._file_bytes = file_bytes
        self._index: dict[str, Location] = {}
        self._ends: dict[str, int] = {}

    def log(self, event: object) -> int:
        """Append one event, a record (its `type` is the name of its class) or a mapping with the key `type`.

        Returns the line number, which is the event's name.
        """
        line = dict(event) if isinstance(event, Mapping) else {"type": type(event).__name__, **plain(event)}
        with self._log.locked():
            self._refresh()
            return self._log.append(line)

    def events(self) -> Iterator[dict[str, Any]]:
        """All events in order, each with its `line` number; torn lines are passed over (`verify` reports them)."""
        return self._log.events()

    def add(self, document: Document) -> Location:
        """Keep the body of `document`; the same bytes are kept once, wherever they come from."""
        sha256 = document.sha256
        with self._log.locked():
            self._refresh()
            held = self._index.get(sha256)
            if held and (held.redacted or self._is_whole(held)):
                return held
            record = warc.document_record(document, sha256)
            file, offset = self._append(record)
            location = Location(sha256, file, offset, len(record))
            self._log.append(_document_event(document, location))
            self._note(location)
        return replace(location, new=True)

    def locate(self, sha256: str) -> Location | None:
        """Where the body of that digest lies; None when it is not held."""
        self._refresh()
        return self._index.get(sha256)

    def get(self, sha256: str) -> bytes:
        """The body of that digest. Raises NotFound, or StoreError when it is redacted or damaged."""
        if (location := self._index.get(sha256) or self.locate(sha256)) is None:
            raise NotFound("document", sha256)
        if location.redacted:
            raise StoreError(f"document {sha256[:12]} is redacted: {location.redacted}")
        body = warc.read_payload(self._warc / location.file, location.offset)
        if hashlib.sha256(body).hexdigest() != sha256:
            raise StoreError(f"{location.file} at {location.offset}: the bytes do not match their digest")
        return body

    def redact(self, sha256: str, reason: str) -> Location:
        """Remove the bytes for good; digest and reason stay in the chain, which is written first."""
        with self._log.locked():
            self._refresh()
            if (location := self._index.get(sha256)) is None:
                raise NotFound("document", sha256)
            if not location.redacted:
                self._log.append({"type": "Redaction", "sha256": sha256, "reason": reason})
                location = replace(location, redacted=reason or "no reason given")
                self._note(location)
            self._overwrite(location)
        return location

    def sync(self) -> None:
        """Force log and bodies to the disk; call before a database commit that relies on them."""
        last = max(self._ends, default="")
        for path in (self._warc / last, self._log.path):
            if path.is_file():
                with path.open("rb") as file:
                    os.fsync(file.fileno())

    def verify(self) -> Iterator[Problem]:
        """Check chain, records and digests; yields what is wrong and where, and what is redacted."""
        for line, what in self._log.problems():
            yield Problem(f"log.jsonl:{line}", what)
        self._refresh()
        for location in list(self._index.values()):
            place = f"{location.file}:{location.offset}"
            if location.redacted:
                yield from self._check_redacted(location, place)
                continue
            try:
                self.get(location.sha256)
            except StoreError as error:
                yield Problem(place, f"document {location.sha256}: {error}")
        for path in sorted(self._warc.glob("*.warc.gz")):
            if (extra := path.stat().st_size - self._ends.get(path.name, 0)) > 0:
                yield Problem(
                    path.name, f"{extra} bytes at the end belong to no logged document (a write cut off)", False
                )

    def _check_redacted(self, location: Location, place: str) -> Iterator[Problem]:
        path = self._warc / location.file
        try:
            gone = warc.read_payload(path, location.offset) in (b"redacted", b"")
        except StoreError:
            gone = True
        yield Problem(place, f"document {location.sha256} is redacted: {location.redacted}", False)
        if not gone:
            yield Problem(place, f"document {location.sha256} is redacted in the log, but its bytes are still there")

    def _refresh(self) -> None:
        for _, line in self._log.fresh():
            if any(mark in line for mark in _KEPT) and (event := read_line(line)):
                self._take(event)

    def _take(self, event: dict[str, Any]) -> None:
        if event["type"] == "Document":
            self._note(Location(event["sha256"], event["file"], event["offset"], event["length"]))
        elif held := self._index.get(event.get("sha256", "")):
            self._note(replace(held, redacted=event["reason"] or "no reason given"))

    def _note(self, location: Location) -> None:
        self._index[location.sha256] = location
        self._ends[location.file] = max(self._ends.get(location.file, 0), location.offset + location.length)

    def _append(self, record: bytes) -> tuple[str, int]:
        """Write `record` to the last file, or to a new one when that is full or ends in something not logged."""
        name = max(self._ends, default="")
        offset, head = self._ends.get(name, 0), b""
        if not name or offset > self._file_bytes or not self._ends_at(name, offset):
            name = self._next_name(name)
            head = warc.info_record(name)
            offset = len(head)
        with (self._warc / name).open("ab") as file:
            file.write(head + record)
        return name, offset

    def _is_whole(self, location: Location) -> bool:
        """False when the file ends before the record does: power was lost before the bytes were on the disk."""
        path = self._warc / location.file
        return path.exists() and path.stat().st_size >= location.offset + location.length

    def _ends_at(self, name: str, offset: int) -> bool:
        path = self._warc / name
        return path.exists() and path.stat().st_size == offset

    def _next_name(self, last: str) -> str:
        """A file name after `last` that is not taken, be it by a write that was cut off."""
        self._warc.mkdir(parents=True, exist_ok=True)
        number = int(last[5:10] or 0) + 1 if last else 1
        while (self._warc / f"caac-{number:05d}.warc.gz").exists():
            number += 1
        return f"caac-{number:05d}.warc.gz"

    def _overwrite(self, location: Location) -> None:
        path = self._warc / location.file
        fresh = path.with_suffix(".rewriting")
        body = bytearray(path.read_bytes())
        end = location.offset + location.length
        body[location.offset : end] = warc.filler(location.length, location.sha256)
        fresh.write_bytes(body)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(path)


def _document_event(document: Document, location: Location) -> dict[str, object]:
    return {
        "type": "Document",
        "sha256": location.sha256,
        "source": document.source,
        "url": without_secrets(document.url),
        "fetched": document.fetched.isoformat(),
        "media_type": document.media_type,
        "size": len(document.body),
        "within": document.within,
        "file": location.file,
        "offset": location.offset,
        "length": location.length,
    }
