"""The archive's append-only log: JSON Lines, each carrying the digest of the whole line before it.

A line cut off by a kill is left where it is, passed over and reported; the chain goes on from the last whole line.
Several processes may append: each append holds a file lock for its moment and first takes in what others wrote.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from records.encoding import to_json


def line_digest(line: bytes) -> str:
    """Hex SHA-256 of a line without its newline."""
    return hashlib.sha256(line.rstrip(b"\n")).hexdigest()


def read_line(line: bytes) -> dict[str, Any] | None:
    """The event in a line; None for one that is torn or damaged."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "type" in event and "prev" in event else None


class EventLog:
    """One log file. Line numbers count from 1 and are the events' names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._size = self._lines = 0
        self._last = ""
        self._open_ended = False
        self._lock: IO[str] | None = None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the log alone (other processes wait)."""
        if self._lock is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self.path.with_suffix(".lock").open("a")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def fresh(self) -> Iterator[tuple[int, bytes]]:
        """Lines (number, bytes) written since the last look; must be read to the end."""
        if not self.path.exists() or self.path.stat().st_size == self._size:
            return
        with self.path.open("rb") as file:
            file.seek(self._size)
            for line in file:
                self._size += len(line)
                self._open_ended = not line.endswith(b"\n")
                self._lines += 1
                yield self._lines, line
                if line.startswith(b"{") and line.rstrip().endswith(b"}") and read_line(line) is not None:
                    self._last = line_digest(line)

    def append(self, event: Mapping[str, object]) -> int:
        """Write one event (it needs the key `type`); returns its line number. Call inside `locked`, after `fresh`."""
        line = to_json({**event, "prev": self._last}).encode("utf-8", "backslashreplace")
        with self.path.open("ab") as file:
            file.write((b"\n" if self._open_ended else b"") + line + b"\n")
        self._size += len(line) + 1 + self._open_ended
        self._open_ended = False
        self._lines += 1
        self._last = line_digest(line)
        return self._lines

    def events(self) -> Iterator[dict[str, Any]]:
        """All whole events in order, each with its `line`."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if (event := read_line(line)) is not None:
                    event["line"] = number
                    yield event

    def problems(self) -> Iterator[tuple[int, str]]:
        """(line, what is wrong): torn lines and breaks of the chain."""
        if not self.path.exists():
            return
        last = ""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                event = read_line(line)
                if event is None:
                    yield number, "line is cut off or damaged; passed over"
                    continue
                if event["prev"] != last:
                    yield number, "chain is broken: this line does not follow from the line before"
                last = line_digest(line)
