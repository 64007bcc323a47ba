"""`/lineage/2779/12`: one child clause, from its first use in any text to what became of it."""

from __future__ import annotations

import sqlite3

from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.lineage import family
from db.pages.home import holds_sample
from db.pages.rows import Row
from db.workbench import symbol_of, wording
from records.errors import NotFound


def lineage(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The steps in order, each with the words it led to, or those that were lost."""
    symbol, paragraph = symbol_of(connection, ask.parts["symbol"]), ask.parts["paragraph"]
    printed = wording(connection, symbol, paragraph)
    if not printed:
        raise NotFound("paragraph", f"{paragraph} of {symbol}")
    steps = [_with_words(connection, row) for row in family(connection, symbol, paragraph, ask.flag("all"))]
    title = words().lineage.of.format(symbol=symbol, paragraph=paragraph)
    entries = (
        Entry(f"lineage/{row['old']}/{row['old_paragraph']}/{row['new']}/{row['new_paragraph']}",
              f"{row['old']} → {row['new']}: {row['step']}", row["adopted"] or "", ask.path, row["words"])
        for row in steps
    )  # fmt: skip
    return listing(ask, title, steps, entries) or page(
        ask,
        "lineage.html",
        sample=holds_sample(connection),
        title=title,
        symbol_of=symbol,
        paragraph=paragraph,
        printed=printed,
        steps=steps,
        first=next((row for row in steps if row["old_paragraph"]), None),
        whole=ask.flag("all"),
    )


def _with_words(connection: sqlite3.Connection, row: Row) -> Row:
    there = (row["new"], row["new_paragraph"]) if row["new_paragraph"] else (row["old"], row["old_paragraph"])
    return {**row, "words": wording(connection, *there)}
