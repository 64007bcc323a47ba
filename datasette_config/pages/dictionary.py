"""`/data-dictionary`: every table, column and ready-made query, from metadata.yaml."""

from __future__ import annotations

import sqlite3

from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.dictionary import queries, tables
from datasette_config.texts import words
from db.pages.home import holds_sample


def dictionary(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page and the same as data, one row per column."""
    shown = {name: table for name, table in tables().items() if not table.get("hidden")}
    plain = [
        {"table": name, "column": column, "meaning": meaning}
        for name, table in shown.items()
        for column, meaning in table["columns"].items()
    ]
    entries = (Entry(f"table/{name}", name, "", f"/caac/{name}", table["description"]) for name, table in shown.items())
    return listing(ask, words().dictionary.title, plain, entries) or page(
        ask, "dictionary.html", sample=holds_sample(connection), tables=shown, queries=queries()
    )
