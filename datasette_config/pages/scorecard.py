"""`/scorecard`: child provisions by mandate and by year; every number opens its paragraphs."""

from __future__ import annotations

import sqlite3

from datasette_config import charts
from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages import scorecard as queries
from db.pages.home import holds_sample
from db.pages.mandates import gaps, is_current
from db.pages.rows import Row
from records.readings import THEMES


def scorecard(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page, its feed and its data."""
    t = words()
    found = queries.mandates(connection)
    plain = [_plain(row) for row in found]
    entries = (
        Entry(f"scorecard/{r['mandate']}", f"{r['mandate']}: {r['symbol']}", r["adopted"] or "", "/scorecard")
        for r in found
    )
    if other := listing(ask, t.scorecard.title, plain, entries):
        return other
    years = [row for row in queries.by_year(connection) if row["held"]]
    shares = [(str(row["year"]), 100.0 * row["with_child"] / row["held"]) for row in years]
    current = [row for row in found if is_current(row, ask.today)]
    return page(
        ask,
        "scorecard.html",
        sample=holds_sample(connection),
        groups=[("", current), (t.scorecard.earlier, [row for row in found if row not in current])],
        gaps=gaps(current),
        themes=[theme for theme in THEMES if theme != "other"],
        years=years,
        chart=charts.columns(shares, t.scorecard.by_year, every=max(1, len(shares) // 9)) if shares else None,
    )


def _plain(row: Row) -> Row:
    """One flat row per mandate for CSV and JSON; `theme_…` holds the paragraphs."""
    flat = {name: row[name] for name in ("mandate", "symbol", "adopted", "technical_rollover")}
    flat["provisions_of"] = row["basis"]["symbol"]
    criterion = row["criterion"] or {"symbol": "", "paragraphs": []}
    flat |= {"criterion_in": criterion["symbol"], "criterion_paragraphs": " ".join(criterion["paragraphs"])}
    flat |= {f"grade_{grade}": row["grades"].get(grade, 0) for grade in (1, 2, 3)}
    flat |= {f"theme_{theme}": " ".join(row["themes"].get(theme, [])) for theme in THEMES}
    renewal = row["renewal"] or {}
    return flat | {name: renewal.get(name, "") for name in ("old", "kept", "changed", "dropped", "added")}
