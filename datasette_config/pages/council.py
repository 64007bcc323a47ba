"""`/council`: the Council in figures, each chart beside its table and with the rule by which it was counted."""

from __future__ import annotations

import sqlite3

from markupsafe import Markup

from datasette_config import charts
from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages import council as queries
from db.pages.rows import Row

#: Years named below a chart at most.
_NAMED = 12


def council(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page, its feed and its data: one row per year."""
    t = words().council
    sample = queries.invented_alone(connection)
    found = queries.years(connection, sample)
    entries = (
        Entry(
            f"council/{r['year']}",
            f"{r['year']}: {_sentence(r)}",
            min(f"{r['year']}-12-31", ask.today.isoformat()),
            "/council",
        )
        for r in reversed(found)
    )
    if other := listing(ask, t.title, found, entries):
        return other
    cited = queries.most_cited(connection, sample)
    return page(
        ask,
        "council.html",
        sample=sample,
        marks=int(sample),
        years=found,
        children=_chart(found, "with_text", "mentioning_children", t.children),
        votes=_chart(found, "with_votes", "divided", t.votes),
        languages=_chart(found, "resolutions", "all_six", t.languages),
        cited=cited,
        cited_chart=charts.bars([(r["symbol"], r["cited_by"]) for r in cited], t.cited) if cited else None,
        members=queries.members(connection, sample),
    )


def _sentence(row: Row) -> str:
    return str(words().council.sentence.format(**row))


def _chart(found: list[Row], whole: str, part: str, label: str) -> Markup | None:
    """Columns from the first year that has any of `whole`."""
    first = next((at for at, row in enumerate(found) if row[whole]), len(found))
    values = [(str(row["year"]), row[whole], row[part] or 0) for row in found[first:]]
    return charts.shares(values, label, every=max(1, len(values) // _NAMED)) if values else None
