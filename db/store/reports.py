"""Saving what reports say in figures and lists. Rows of the reference tables and imported ones come the same way.

A row is known by its report, so a later report never touches what an earlier one said. A correction of the same report
keeps the earlier row in `versions`. What was imported from a report wins over what ships with the program.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from db.store.changes import note_change, note_version
from records.encoding import to_json
from records.fetching import Change
from records.reports import Listing, VerifiedTotal

_TOTAL_KEY = ("report_year", "covers_year", "situation", "measure", "symbol")
_LISTING_KEY = ("report_year", "situation", "party")
Row = dict[str, Any]


def save_total(db: sqlite3.Connection, total: VerifiedTotal, document: str, at: datetime) -> Change:
    """Keep one figure; `document` is empty for those that ship with the program."""
    row = {
        "report_year": total.report_year, "covers_year": total.covers_year, "situation": total.situation,
        "measure": total.measure, "value": total.value, "approximate": int(total.approximate), "symbol": total.symbol,
        "page": total.page, "source": total.source, "certainty": total.certainty, "note": total.note,
        "document": document, "sample": int(total.sample),
    }  # fmt: skip
    others = _held(db, "verified_totals", _TOTAL_KEY[:-1], row)
    if not document and any(held["document"] for held in others):
        return "unchanged"
    for held in others if document else ():
        if not held["document"] and held["symbol"] != total.symbol:
            _drop(db, "verified_totals", "verified_total", _TOTAL_KEY, held, at)
    return _save(db, "verified_totals", "verified_total", _TOTAL_KEY, row, at)


def save_listing(db: sqlite3.Connection, listing: Listing, document: str, at: datetime) -> Change:
    """Keep one line of an annex; an imported one brings its party and situation along where they are new."""
    listing = _under_known_name(db, listing)
    withdrawn = listing.certainty.startswith("withdrawn")
    if document and not withdrawn:
        _save_party(db, listing, document)
    row = {
        "party": listing.party, "situation": listing.situation, "report_year": listing.report_year,
        "annex": listing.annex, "section": listing.section, "violations": " ".join(listing.violations),
        "listed_from": listing.listed_from, "listed_to": listing.listed_to, "dates_source": listing.dates_source,
        "printed_as": listing.printed_as, "symbol": listing.symbol, "page": listing.page, "source": listing.source,
        "certainty": listing.certainty, "note": listing.note, "document": document, "sample": int(listing.sample),
    }  # fmt: skip
    change = _save(db, "listings", "listing", _LISTING_KEY, row, at)
    if withdrawn:
        _forget_party(db, listing)
    return change


def forget_shipped(db: sqlite3.Connection) -> None:
    """Take away what ships with the program, to be put in anew; what was imported stays."""
    for table in ("situations", "parties", "listings", "verified_totals"):
        db.execute(f"DELETE FROM {table} WHERE document = ''")


def forget_document(db: sqlite3.Connection, document: str) -> int:
    """Take away what was read from a document that is taken down; how many rows that were."""
    gone = sum(
        db.execute(f"DELETE FROM {table} WHERE document = ?", (document,)).rowcount
        for table in ("listings", "verified_totals")
    )
    for table in ("situations", "parties"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    return gone


def _save_party(db: sqlite3.Connection, listing: Listing, document: str) -> None:
    common = (listing.iso3, listing.situation, listing.certainty, int(listing.sample), document)
    db.execute(
        "INSERT OR IGNORE INTO situations (iso3, situation, certainty, sample, document) VALUES (?, ?, ?, ?, ?)", common
    )
    db.execute(
        "INSERT OR IGNORE INTO parties (iso3, situation, certainty, sample, document, party, aliases, type, source)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*common, listing.party, listing.aliases, listing.type, listing.source),
    )


def _forget_party(db: sqlite3.Connection, listing: Listing) -> None:
    """An imported party goes with the last listing that named it."""
    db.execute(
        "DELETE FROM parties WHERE party = ?1 AND situation = ?2 AND document <> '' AND NOT EXISTS"
        " (SELECT 1 FROM listings WHERE party = ?1 AND situation = ?2 AND certainty NOT LIKE 'withdrawn%')",
        (listing.party, listing.situation),
    )


def _under_known_name(db: sqlite3.Connection, listing: Listing) -> Listing:
    """The listing under the name by which its party is known, where exactly one party has the printed name."""
    printed = listing.party.casefold()
    known = db.execute("SELECT party, aliases FROM parties WHERE situation = ?", (listing.situation,)).fetchall()
    if any(party == listing.party for party, _ in known):
        return listing
    named = [p for p, aliases in known if printed in {a.strip().casefold() for a in (p, *aliases.split(";"))}]
    return replace(listing, party=named[0], printed_as=listing.party) if len(named) == 1 else listing


def _held(db: sqlite3.Connection, table: str, key: Sequence[str], row: Row) -> list[Row]:
    where = " AND ".join(f"{column} = ?" for column in key)
    cursor = db.execute(f"SELECT * FROM {table} WHERE {where}", [row[column] for column in key])
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, tuple(found), strict=True)) for found in cursor]


def _name(key: Sequence[str], row: Row) -> str:
    return " | ".join(str(row[column]) for column in key)


def _drop(db: sqlite3.Connection, table: str, kind: str, key: Sequence[str], held: Row, at: datetime) -> None:
    note_version(db, kind, _name(key, held), at, held["document"], to_json(held))
    db.execute(f"DELETE FROM {table} WHERE " + " AND ".join(f"{c} = ?" for c in key), [held[column] for column in key])


def _save(db: sqlite3.Connection, table: str, kind: str, key: Sequence[str], row: Row, at: datetime) -> Change:
    held = next(iter(_held(db, table, key, row)), None)
    if held is not None and (
        (held["document"] and not row["document"]) or {**held, "document": ""} == {**row, "document": ""}
    ):
        return "unchanged"
    if held is not None:
        _drop(db, table, kind, key, held, at)
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    change: Change = "new" if held is None else "changed"
    if row["document"]:
        note_change(db, at, kind, _name(key, row), change)
    return change
