"""`/situations` and the one-page brief `/situation/COD`."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from markupsafe import Markup

from datasette_config import charts
from datasette_config.answering import Answer, Entry, as_json, listing, moved, page
from datasette_config.asking import Ask
from datasette_config.texts import words
from db.pages import situations as queries
from db.pages.calendar import due
from db.pages.home import holds_sample, newest_stories
from db.pages.mandates import gaps, is_current
from db.pages.rows import Row
from records.readings import VIOLATIONS

#: Quarters drawn at most: five years.
QUARTERS = 20


def situations(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/situations`: the schematic map and the list behind it."""
    found = queries.situation_names(connection)
    numbers = queries.counts(connection, (ask.today - timedelta(days=90)).isoformat())
    for row in found:
        for name in ("resolutions", "stories"):
            row[name] = sum(numbers.get(code, {}).get(name, 0) for code in row["codes"])
    plain = [{**row, "codes": " ".join(row["codes"])} for row in found]
    entries = (
        Entry(f"situation/{r['iso3']}", r["name"], ask.today.isoformat(), f"/situation/{r['iso3']}") for r in found
    )
    other = listing(ask, words().situations.title, plain, entries)
    return other or page(ask, "situations.html", sample=holds_sample(connection), situations=found)


def situation(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """`/situation/COD`: the printable brief. Verified and reported figures stand in two sections and two charts."""
    row = queries.situation(connection, ask.parts["code"])
    if ask.parts["code"] != row["iso3"]:
        return moved(f"/situation/{row['iso3']}" + ("" if ask.form == "html" else f".{ask.form}"))
    codes = row["codes"]
    held = queries.mandates_of(connection, codes)
    mandates = [m for m in held if is_current(m, ask.today)]
    own = queries.verified(connection, codes, row["name"])
    reported = queries.reported(connection, codes)
    brief: Row = {
        "situation": row,
        "mandates": mandates,
        "earlier": [m for m in held if m not in mandates],
        "resolutions": queries.resolutions_of(connection, codes),
        "due": due(connection, ask.today, situation=row["iso3"]),
        "parties": queries.listed_parties(connection, codes, row["name"]),
        "verified": own,
        "reported": reported,
        "stories": newest_stories(connection, 8, row["iso3"]),
        "gaps": gaps(mandates),
    }
    if ask.form == "json":
        return as_json(brief)
    if ask.form == "atom":
        return _feed(connection, ask, row)
    everywhere = [] if own else queries.verified(connection, [], "")
    return page(
        ask,
        "situation.html",
        sample=holds_sample(connection),
        all_verified=verified_table(everywhere),
        own_verified=verified_table(own),
        reported_table=reported_table(reported),
        reported_chart=reported_chart(reported, row["name"]),
        **brief,
    )


def _feed(connection: sqlite3.Connection, ask: Ask, row: Row) -> Answer:
    found = newest_stories(connection, 50, row["iso3"])
    entries = (Entry(f"story/{s['id']}", s["title"], s["last_seen"], f"/story/{s['id']}") for s in found)
    title = f"{row['name']}: {words().lists.stories}"
    answer = listing(ask, title, found, entries)
    assert answer is not None, "only called for a feed"
    return answer


def verified_table(found: list[Row]) -> Row:
    """Published figures as a table: years and reports down, measures across in the order the reports use."""
    order = list(words().measures)
    held = {row["measure"] for row in found}
    measures = [name for name, _ in order if name in held] + sorted(held - {name for name, _ in order})
    years: dict[tuple[object, ...], Row] = {}
    for row in found:
        report = (row["covers_year"], row["report_year"], row["symbol"])
        line = years.setdefault(report, {"year": row["covers_year"], "cells": {}, "pages": [], **_report(row)})
        line["cells"][row["measure"]] = row
        if row["page"] and row["page"] not in line["pages"]:
            line["pages"].append(row["page"])
    return {"measures": measures, "years": list(years.values())}


def _report(row: Row) -> Row:
    return {name: row[name] for name in ("symbol", "report_year", "text", "sample")}


def reported_table(found: list[Row]) -> Row:
    """Stories by quarter (down, newest first) and violation (across)."""
    quarters = sorted({row["quarter"] for row in found}, reverse=True)[:QUARTERS]
    cells = {(row["quarter"], row["violation"]): row["stories"] for row in found}
    violations = [v for v in VIOLATIONS if any((q, v) in cells for q in quarters)]
    return {"violations": violations, "rows": [(q, [cells.get((q, v), 0) for v in violations]) for q in quarters]}


def reported_chart(found: list[Row], name: str) -> list[tuple[str, Markup]]:
    """One small chart per violation, all quarters in between drawn, on scales of their own."""
    table = reported_table(found)
    if not table["rows"]:
        return []
    spanned = list(reversed(_quarters(table["rows"][-1][0], table["rows"][0][0])))
    numbers = dict(table["rows"])
    t = words()
    drawn = []
    for at, violation in enumerate(table["violations"]):
        values = [(q, float(numbers[q][at]) if q in numbers else 0.0) for q in reversed(spanned)]
        label = f"{t.situation.reported}: {t.violations.get(violation)}, {name}"
        drawn.append((violation, charts.columns(values, label, every=max(1, len(values) // 4))))
    return drawn


def _quarters(first: str, last: str) -> list[str]:
    """Every quarter from `2024 Q3` to another, both included."""
    found, (year, quarter) = [first], (int(first[:4]), int(first[-1]))
    while found[-1] < last and len(found) < QUARTERS * 4:
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
        found.append(f"{year} Q{quarter}")
    return found
