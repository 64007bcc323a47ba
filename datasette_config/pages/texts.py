"""Pages of single Council texts: `/resolution/2143`, `/statement/S/PRST/2013/8`, `/draft/S/2023/970`."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from urllib.parse import quote

from datasette_config.answering import Answer, as_json, moved, page
from datasette_config.asking import Ask
from datasette_config.looks import day
from db.pages.home import holds_sample
from db.pages.rows import Row
from db.pages.texts import TextPage, known, other_row, resolution_row, text_page
from reading.council.texts import REPORTING


def resolution(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/resolution/2143`; other ways to write the symbol lead there."""
    asked = ask.parts["symbol"]
    row = resolution_row(connection, asked)
    if asked != str(row["number"]):
        suffix = "" if ask.form == "html" else f".{ask.form}"
        return moved(ask.link(f"/resolution/{row['number']}{suffix}"))
    return _page(connection, ask, "resolution", row)


def statement(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/statement/S/PRST/2013/8`."""
    return _page(connection, ask, "statement", other_row(connection, "statement", ask.parts["symbol"]))


def draft(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/draft/S/2023/970`."""
    return _page(connection, ask, "draft", other_row(connection, "draft", ask.parts["symbol"]))


def other(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/text/SYMBOL`: a text of another body; one of the Council leads to its own page."""
    for kind in ("draft", "statement"):
        if known(connection, kind, ask.parts["symbol"]):
            return moved(f"/{kind}/{quote(ask.parts['symbol'], safe='/')}")
    return _page(connection, ask, "other", other_row(connection, "other", ask.parts["symbol"]))


def _page(connection: sqlite3.Connection, ask: Ask, kind: str, row: Row) -> Answer:
    found = text_page(connection, kind, row, ask.value("lang"))
    if ask.form == "json":
        return as_json(asdict(found))
    return page(
        ask,
        "text.html",
        sample=holds_sample(connection),
        page=found,
        row=row,
        graded=bool(found.paragraphs) and row.get("body") not in REPORTING,
        child=[p for p in found.paragraphs if p["reference"] in found.provisions],
        counts=_counts(found),
        cite=citation(kind, row),
    )


def _counts(found: TextPage) -> dict[str, int] | None:
    """Votes by kind; None when no source states them."""
    row = found.row
    if row.get("votes_yes") is None:
        return None
    return {name: row[f"votes_{name}"] or 0 for name in ("yes", "no", "abstain", "absent")}


def citation(kind: str, row: Row) -> str:
    """How to cite the text, in one line, in the form the United Nations uses."""
    dated = row.get("adopted") or row.get("voted")
    body = {
        "resolution": "United Nations, Security Council, resolution",
        "statement": "United Nations, Security Council, Statement by the President",
        "draft": "United Nations, Security Council, draft resolution",
    }.get(kind, "")
    body = body or row["body"]
    name = f"{row['number']} ({row['year']})" if kind == "resolution" else row["symbol"]
    parts = [f"{body} {name}", row["title"], day(dated), row["symbol"] if kind == "resolution" else "", row["url"]]
    return ", ".join(part.strip(" .,") for part in parts if part) + "."
