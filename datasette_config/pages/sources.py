"""`/sources`: the catalogue with the health of each source."""

from __future__ import annotations

import sqlite3

from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages.home import holds_sample
from db.pages.sources import source_list


def sources(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page, its feed and its data."""
    t = words().sources
    found = source_list(connection)
    for row in found:
        row["state"] = row["state"] or row["outcome"] or ""
    entries = (
        Entry(
            f"source/{r['id']}",
            f"{r['title']}: {t.states.get(r['state'])}",
            r["last_round"] or "",
            "/sources",
            r["state_reason"] or r["reason"] or "",
        )
        for r in found
    )
    return listing(ask, t.title, found, entries) or page(
        ask, "sources.html", sample=holds_sample(connection), rows=found
    )
