"""Missions and sanctions regimes: the latest text of each, the text whose provisions stand, and what is missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from db.pages.rows import Row, rows
from records.readings import VIOLATIONS

#: A mandate whose latest text is older than this many days is shown as an earlier one.
CURRENT_DAYS = 1100


def is_current(row: Row, today: date) -> bool:
    """Whether the latest text of a mandate is recent enough for the mandate to stand."""
    return bool(row["adopted"]) and (today - date.fromisoformat(row["adopted"])).days <= CURRENT_DAYS


def standing(connection: sqlite3.Connection, texts: Iterable[Row]) -> list[Row]:
    """One row per mandate named in `texts` (resolutions, newest first): its latest text, and

    - `basis`: the newest text that is no technical rollover, since a rollover keeps the provisions it does not print;
    - `grades`, `themes`: what the basis provides for children (themes from grade 2 on, with their paragraphs);
    - `criterion`: for a sanctions regime, the newest text that makes acts against children a ground for listing;
    - `renewal`: the latest text against the one it renews.
    """
    found: dict[str, Row] = {}
    for text in texts:
        for mandate in filter(None, (m.strip() for m in text["mandates"].split(";"))):
            row = found.setdefault(mandate, {**text, "mandate": mandate, "basis": None, "texts": []})
            row["texts"].append(text["symbol"])
            if row["basis"] is None and not text["technical_rollover"]:
                row["basis"] = text
    for row in found.values():
        row["basis"] = row["basis"] or row
        row["regime"] = "sanctions" in row["mandate"].lower()
        row["grades"], row["themes"] = _provisions(connection, row["basis"]["symbol"])
        row["criterion"] = _criterion(connection, row.pop("texts")) if row["regime"] else None
        pairs = "SELECT * FROM renewals WHERE mandate = ? AND new = ?"
        row["renewal"] = next(iter(rows(connection, pairs, row["mandate"], row["symbol"])), None)
    return sorted(found.values(), key=lambda row: str(row["mandate"]))


def _provisions(connection: sqlite3.Connection, symbol: str) -> tuple[dict[int, int], dict[str, list[str]]]:
    """Paragraphs by grade, and the paragraphs of each theme."""
    grades: dict[int, int] = {}
    themes: dict[str, list[str]] = {}
    held = (
        "SELECT paragraph, max(grade) AS grade, themes FROM provisions WHERE symbol = ? GROUP BY paragraph ORDER BY id"
    )
    for row in rows(connection, held, symbol):
        grades[row["grade"]] = grades.get(row["grade"], 0) + 1
        if row["grade"] >= 2:
            for theme in row["themes"].split():
                themes.setdefault(theme, []).append(row["paragraph"])
    return grades, themes


def _criterion(connection: sqlite3.Connection, symbols: list[str]) -> Row | None:
    """The newest of `symbols` with paragraphs on listing that name a violation: sharing information is no criterion."""
    for symbol in symbols:
        found = [
            row["paragraph"]
            for row in rows(connection, "SELECT paragraph, themes FROM provisions WHERE symbol = ? ORDER BY id", symbol)
            if "sanctions_criterion" in (themes := row["themes"].split()) and not set(VIOLATIONS).isdisjoint(themes)
        ]
        if found:
            return {"symbol": symbol, "paragraphs": found}
    return None


def gaps(mandates: list[Row]) -> list[Row]:
    """What is missing, by rule: a mission without operative provision, provisions lost, a regime without criterion."""
    found: list[Row] = []
    for row in mandates:
        about = {"mandate": row["mandate"], "symbol": row["basis"]["symbol"]}
        if row["regime"] and not row["criterion"]:
            found.append({"kind": "criterion", **about})
        if not row["regime"] and not row["grades"].get(3):
            found.append({"kind": "no_child", **about})
        if row["renewal"] and row["renewal"]["dropped"]:
            found.append({"kind": "dropped", **about, "n": row["renewal"]["dropped"], **row["renewal"]})
    return found
