"""`/agreed-language`: paste a draft paragraph, get the adopted wording nearest to it, with votes and differences."""

from __future__ import annotations

import sqlite3

from datasette_config.agreeing import nearest_wording
from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.looks import anchor, text_link
from datasette_config.texts import words
from db.pages.home import holds_sample
from records.agreed import Wanted

MOST = 50
PARTS = ("preamble", "operative")


def agreed(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page, its feed and its data."""
    t = words().agreed
    draft = ask.value("draft")
    limit = ask.number("limit", 10, 1, MOST)
    wanted = Wanted(
        part=ask.value("part") if ask.value("part") in PARTS else "",
        mandate=ask.value("mandate"),
        children=ask.flag("child"),
    )
    found = nearest_wording(connection, draft, limit, wanted) if draft else []
    plain = [
        {
            **row,
            "diff": " ".join(f"[{op}{text}]" for op, text in row["diff"]),
            "also": len(row["also"]),
            "first": row["first"]["symbol"],
        }
        if ask.form == "csv"
        else row
        for row in found
    ]
    entries = (
        Entry(
            f"agreed/{r['symbol']}/{r['paragraph']}",
            f"{r['symbol']} ¶ {r['paragraph']}",
            str(r["adopted"] or ""),
            f"{text_link(r['symbol'])}#{anchor(r['paragraph'])}",
            r["text"],
        )
        for r in found
    )
    return listing(ask, t.title, plain, entries) or page(
        ask,
        "agreed.html",
        sample=holds_sample(connection),
        draft=draft,
        limit=limit,
        rows=found,
        wanted=wanted,
        parts=PARTS,
    )
