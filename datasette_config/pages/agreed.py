"""`/agreed-language`: paste a draft paragraph, get the adopted wording nearest to it, with votes and differences."""

from __future__ import annotations

import sqlite3

from datasette_config.agreeing import nearest_wording
from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages.home import holds_sample
from db.pages.rows import Row
from records.agreed import Wanted
from records.places import anchor, text_link

MOST = 50
PARTS = ("preamble", "operative")


def agreed(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page, its feed and its data."""
    draft, limit, wanted = ask.value("draft"), ask.number("limit", 10, 1, MOST), _wanted(ask)
    found = nearest_wording(connection, draft, limit, wanted) if draft else []
    plain = [_flat(row) for row in found] if ask.form == "csv" else found
    if other := listing(ask, words().agreed.title, plain, (_entry(row) for row in found)):
        return other
    return page(
        ask,
        "agreed.html",
        sample=holds_sample(connection),
        draft=draft,
        limit=limit,
        rows=found,
        wanted=wanted,
        parts=PARTS,
    )


def _wanted(ask: Ask) -> Wanted:
    part = ask.value("part")
    return Wanted(part=part if part in PARTS else "", mandate=ask.value("mandate"), children=ask.flag("child"))


def _flat(row: Row) -> Row:
    """A result without lists, for CSV."""
    difference = " ".join(f"[{op}{text}]" for op, text in row["diff"])
    return {**row, "diff": difference, "also": len(row["also"]), "first": row["first"]["symbol"]}


def _entry(row: Row) -> Entry:
    return Entry(
        f"agreed/{row['symbol']}/{row['paragraph']}",
        f"{row['symbol']} ¶ {row['paragraph']}",
        str(row["adopted"] or ""),
        f"{text_link(row['symbol'])}#{anchor(row['paragraph'])}",
        row["text"],
    )
