"""Plain lists of texts: resolutions, statements, failed drafts."""

from __future__ import annotations

import sqlite3

from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages.home import holds_sample
from db.pages.rows import EXPORT_ROWS, FEED_ROWS, Row
from db.pages.texts import text_list, years
from records.places import text_link

SIZE = 50


def resolutions(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/resolutions`."""
    return _list(connection, ask, "resolution", words().lists.resolutions)


def statements(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/statements`."""
    return _list(connection, ask, "statement", words().lists.statements)


def drafts(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/drafts`."""
    return _list(connection, ask, "draft", words().lists.drafts, words().lists.drafts_note)


def link_of(kind: str, row: Row) -> str:
    """Page of a row of one of the three lists."""
    return text_link(row["symbol"]) if kind != "draft" else f"/draft/{row['symbol']}"


def _list(connection: sqlite3.Connection, ask: Ask, kind: str, title: str, note: str = "") -> Answer:
    year = ask.number("year", 0, 0, 9999) or None
    offset = ask.number("offset", 0, 0, 10**9)
    size = {"html": SIZE, "atom": FEED_ROWS}.get(ask.form, EXPORT_ROWS)
    found, total = text_list(connection, kind, year, size, offset)
    entries = (
        Entry(
            r["symbol"],
            f"{r['symbol']} {r['title']}",
            r.get("adopted") or r.get("voted") or f"{r['year']}-01-01",
            link_of(kind, r),
        )
        for r in found
    )
    if other := listing(ask, title, found, entries):
        return other
    return page(
        ask,
        "texts.html",
        sample=holds_sample(connection),
        kind=kind,
        title=title,
        note=note,
        rows=[r | {"link": link_of(kind, r)} for r in found],
        total=total,
        size=SIZE,
        offset=offset,
        year=year,
        years=years(connection, kind),
    )
