"""`/agreed-language`: paste a draft paragraph, get the adopted wording nearest to it, with votes and differences."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from datasette_config.agreeing import nearest_wording
from datasette_config.answering import Answer, Entry, listing, page
from datasette_config.asking import LONGEST, Ask
from datasette_config.texts import words
from db.pages.home import holds_sample
from db.pages.rows import Row
from db.wanted import check, languages_held, mandates_held
from records.agreed import Wanted, years
from records.errors import BadInput, CaacError

MOST = 50
PARTS = ("preamble", "operative", "annex")


def agreed(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The page, its feed and its data."""
    draft, limit = ask.value("draft"), ask.number("limit", 10, 1, MOST)
    wanted, problem = _wanted(connection, ask)
    found = nearest_wording(connection, draft, limit, wanted) if draft and not problem else []
    if problem and ask.form != "html":
        raise BadInput(problem)
    plain = [_flat(row) for row in found] if ask.form == "csv" else found
    if other := listing(ask, words().agreed.title, plain, (_entry(row) for row in found)):
        return other
    return page(
        ask,
        "agreed.html",
        sample=holds_sample(connection),
        draft=draft,
        cut=len(draft) >= LONGEST,
        wordless=not any(c.isalnum() for c in draft),
        problem=problem,
        limit=limit,
        rows=found,
        wanted=wanted,
        years=ask.value("years"),
        parts=PARTS,
        languages=languages_held(connection),
        mandates=mandates_held(connection),
    )


def _wanted(connection: sqlite3.Connection, ask: Ask) -> tuple[Wanted, str]:
    """The filters, and in one line which of them can find nothing."""
    part, mandate, lang = ask.value("part"), ask.value("mandate"), ask.value("lang")
    wanted = Wanted(None, part if part in PARTS else "", mandate, ask.flag("child"), lang)
    try:
        wanted = replace(wanted, years=years(ask.value("years")))
        check(connection, wanted)
    except CaacError as error:
        return wanted, f"{error}."
    return wanted, ""


def _flat(row: Row) -> Row:
    """A result without lists, for CSV."""
    difference = " ".join(f"[{op}{text}]" for op, text in row["diff"])
    return {**row, "diff": difference, "also": len(row["also"]), "first_use": row["first_use"]["symbol"]}


def _entry(row: Row) -> Entry:
    return Entry(
        f"agreed/{row['symbol']}/{row['paragraph']}",
        f"{row['symbol']} ¶ {row['paragraph']}",
        str(row["adopted"] or ""),
        row["page"],
        row["text"],
    )
