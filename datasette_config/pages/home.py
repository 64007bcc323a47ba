"""The home page: one search box, what ends soon, what is new."""

from __future__ import annotations

import sqlite3
from datetime import date

from datasette_config.answering import Answer, page
from datasette_config.asking import Ask
from db.pages import home as queries
from db.pages.situations import situation_names


def home(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/`."""
    ends = queries.ends_soon(connection, ask.today)
    for row in ends:
        row["days"] = (date.fromisoformat(row["due"]) - ask.today).days
    return page(
        ask,
        "home.html",
        sample=queries.holds_sample(connection),
        ends=ends,
        resolutions=queries.newest_resolutions(connection),
        stories=queries.newest_stories(connection),
        lost=queries.dropped_lately(connection, ask.today),
        situations=situation_names(connection),
        held=queries.held(connection),
    )
