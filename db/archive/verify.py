"""The evidence chain, checked: record → document → archived bytes → digest, and the archive's own chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from db.archive.archive import Archive, Problem
from records.errors import NotFound, StoreError
from records.symbols import canonical_symbol, resolution_number

#: Tables whose rows were read from a document, and how a row is named.
_RECORDS = {
    "texts": "symbol || ' ' || lang || ' ' || origin",
    "news": "'news ' || id",
    "verified_totals": "symbol || ' ' || covers_year || ' ' || situation || ' ' || measure",
    "listings": "symbol || ' ' || situation || ' ' || party",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A place and what is to be said of it."""

    place: str
    reason: str


@dataclass(slots=True)
class Report:
    """What was checked and what came of it."""

    checked: int = 0
    redacted: list[Finding] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)
    #: In order, but worth saying: bytes of a write that was cut off.
    remarks: list[Finding] = field(default_factory=list)


def verify(connection: sqlite3.Connection, archive: Archive, record: str | None = None) -> Report:
    """Check one record (symbol, `news 12`, SHA-256) or everything. Raises NotFound for an unknown record."""
    report = Report()
    if record is not None:
        for place, sha256 in _documents_of(connection, record):
            report.checked += 1
            _check(connection, archive, place, sha256, report)
        return report
    _archive(archive.verify(), report)
    known = set()
    for sha256, file, offset, reason in connection.execute(
        "SELECT sha256, warc_file, warc_offset, redacted FROM documents"
    ):
        report.checked += 1
        known.add(sha256)
        _located(archive, sha256, file, offset, reason, report)
    for table, name in _RECORDS.items():
        for place, sha256 in connection.execute(f"SELECT {name}, document FROM {table} WHERE document <> ''"):
            report.checked += 1
            if sha256 not in known:
                report.broken.append(Finding(place, f"its document {sha256[:12]} is not in the table of documents"))
    return report


def _archive(problems: Iterable[Problem], report: Report) -> None:
    for problem in problems:
        finding = Finding(problem.place, problem.what)
        if problem.broken:
            report.broken.append(finding)
        elif "redacted" in problem.what:
            report.redacted.append(finding)
        else:
            report.remarks.append(finding)


def _located(archive: Archive, sha256: str, file: str, offset: int, reason: str, report: Report) -> None:
    """A row of `documents` against the archive's index (the archive checks the bytes themselves)."""
    location = archive.locate(sha256)
    place = f"document {sha256[:12]}"
    if location is None:
        report.broken.append(Finding(place, "is in the database, but not in the archive's log"))
    elif (location.file, location.offset) != (file, offset):
        report.broken.append(Finding(place, f"database says {file}:{offset}, log {location.file}:{location.offset}"))
    elif bool(location.redacted) != bool(reason):
        report.broken.append(Finding(place, "database and log disagree whether it is redacted"))


def _documents_of(connection: sqlite3.Connection, record: str) -> list[tuple[str, str]]:
    """(place, digest) of all documents a record was read from."""
    if len(record) == 64 and connection.execute("SELECT 1 FROM documents WHERE sha256 = ?", (record,)).fetchone():
        return [(f"document {record[:12]}", record)]
    symbol = canonical_symbol(record)
    if (number := resolution_number(record)) is not None:
        row = connection.execute("SELECT symbol FROM resolutions WHERE number = ?", (number,)).fetchone()
        symbol = row[0] if row else symbol
    rows = [
        row
        for table in ("texts", "verified_totals", "listings")
        for row in connection.execute(
            f"SELECT {_RECORDS[table]}, document FROM {table} WHERE symbol = ? AND document <> ''", (symbol,)
        )
    ]
    if not rows and (rows := _news(connection, record.removeprefix("news").strip())):
        return rows
    if not rows:
        raise NotFound("record", record)
    return [(r[0], r[1]) for r in rows]


def _news(connection: sqlite3.Connection, record: str) -> list[tuple[str, str]]:
    rows = connection.execute("SELECT 'news ' || id, document FROM news WHERE id = ?", (record,)).fetchall()
    return [(r[0], r[1]) for r in rows]


def _check(connection: sqlite3.Connection, archive: Archive, place: str, sha256: str, report: Report) -> None:
    row = connection.execute("SELECT redacted FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        report.broken.append(Finding(place, f"its document {sha256[:12]} is not in the table of documents"))
    elif row[0]:
        report.redacted.append(Finding(place, f"document {sha256[:12]} is redacted: {row[0]}"))
    else:
        try:
            archive.get(sha256)
        except (NotFound, StoreError) as error:
            report.broken.append(Finding(place, str(error)))
