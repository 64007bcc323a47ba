"""Rebuilds the database from the archive alone: the same events in the same order through the same code.

Reads no clock and no network; what a round came to, and when, is in the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from db.archive.archive import Archive, Location
from db.archive.redactions import Redaction
from db.store.overrides import Override
from db.store.store import Store
from records.encoding import build
from records.errors import StoreError
from records.fetching import Document, Fetch, Source
from scheduler.derive import Derived, derive
from scheduler.ingest import Round, RoundReport, batch_of, batches

#: Events per transaction.
_BATCH = 500


@dataclass(slots=True)
class _Recorder:
    """An archive that is only read: what would be logged is already there, at the line being replayed."""

    archive: Archive
    line: int = 0

    def log(self, event: object) -> int:
        return self.line

    def add(self, document: Document) -> Location:
        location = self.archive.locate(document.sha256)
        if location is None:
            raise StoreError(f"document {document.sha256[:12]} is in the log but not in the archive")
        return location


def replay(archive: Archive, store: Store) -> Iterator[int]:
    """Carry every event of the archive into an empty store; yields the line number of each."""
    work = _Replay(archive, store, _Recorder(archive))
    for batch in batches(archive.events(), _BATCH):
        with batch_of(store, archive):
            for event in batch:
                work.take(event)
                yield event["line"]


@dataclass(slots=True)
class _Replay:
    archive: Archive
    store: Store
    recorder: _Recorder
    sources: dict[str, Source] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)

    def take(self, event: dict[str, Any]) -> None:
        self.recorder.line = event["line"]
        match event["type"]:
            case "Source":
                source = build(Source, event)
                self.sources[source.id] = source
                self.store.save_sources([source])
            case "Fetch":
                self._fetch(build(Fetch, event))
            case "RoundReport":
                self._close(build(RoundReport, event))
            case "Derived":
                derive(self.store, build(Derived, event).at)
            case "Redaction" if "key_hash" in event:
                self.store.note_redaction(build(Redaction, event))
            case "Override":
                self.store.apply_override(build(Override, event))

    def _fetch(self, fetch: Fetch) -> None:
        if (source := self.sources.get(fetch.source)) is None:
            raise StoreError(
                f"line {self.recorder.line} of the log fetches from {fetch.source!r}, which it never named"
            )
        if source.id not in self.rounds:
            self.rounds[source.id] = Round(self.recorder, self.store, source, fetch.at)
        self.rounds[source.id].add(fetch, self._document(fetch))

    def _document(self, fetch: Fetch) -> Document | None:
        if fetch.outcome != "fetched" or not fetch.sha256:
            return None
        location = self.archive.locate(fetch.sha256)
        if location is None or location.redacted:
            return None
        return Document(fetch.source, fetch.url, fetch.at, fetch.media_type, self.archive.get(fetch.sha256))

    def _close(self, report: RoundReport) -> None:
        self.rounds.pop(report.source, None)
        self.store.save_round(report)
