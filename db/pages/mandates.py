"""Missions and sanctions regimes: the latest text of each, the text whose provisions stand, and what is missing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from datetime import date

from db.pages.rows import Row, rows
from records.readings import VIOLATIONS

#: A mandate whose latest text is older than this many days is shown as an earlier one.
CURRENT_DAYS = 1100
_CONCLUDES = re.compile(r"\b(?:terminat\w+|final|withdraw\w*|dissolution|lifting of (?:the )?sanctions)\b", re.I)


def is_current(row: Row, today: date) -> bool:
    """Whether a mandate stands: its latest text is recent, and did not end it for good before today."""
    if not row["adopted"] or (today - date.fromisoformat(row["adopted"])).days > CURRENT_DAYS:
        return False
    return not _CONCLUDES.search(row["title"]) or (row["ends"] or row["adopted"]) >= today.isoformat()


def standing(connection: sqlite3.Connection, texts: Iterable[Row]) -> list[Row]:
    """One row per mandate named in `texts` (resolutions, newest first): the latest text that renews it, and

    - `basis`: the newest text that is no technical rollover, since a rollover keeps the provisions it does not print;
    - `grades`, `themes`: what the basis provides for children (themes from grade 2 on, with their paragraphs);
    - `criterion`: for a sanctions regime, the newest text that makes acts against children a ground for listing;
    - `renewal`: the latest text against the one it renews;
    - `ends`: the last day that the latest text fixes for the mandate, or None.
    """
    about: dict[str, list[Row]] = {}
    for text in texts:
        for mandate in filter(None, (m.strip() for m in text["mandates"].split(";"))):
            about.setdefault(mandate, []).append(text)
    return [_standing(connection, mandate, about[mandate]) for mandate in sorted(about)]


def _standing(connection: sqlite3.Connection, mandate: str, texts: list[Row]) -> Row:
    """Texts that are no link of the chain of renewals only add to the mandate; they are its latest when all are."""
    pairs = rows(connection, "SELECT * FROM renewals WHERE mandate = ?", mandate)
    chain = {pair["old"] for pair in pairs} | {pair["new"] for pair in pairs}
    links = [text for text in texts if text["symbol"] in chain] or texts
    latest, regime = links[0], "sanctions" in mandate.lower()
    basis = next((text for text in links if not text["technical_rollover"]), latest)
    grades, themes = _provisions(connection, basis["symbol"])
    ends = "SELECT max(due) AS due FROM mandate_ends WHERE mandate = ? AND symbol = ?"
    return {
        **latest,
        "mandate": mandate,
        "basis": basis,
        "regime": regime,
        "ends": rows(connection, ends, mandate, latest["symbol"])[0]["due"],
        "grades": grades,
        "themes": themes,
        "criterion": _criterion(connection, [text["symbol"] for text in texts]) if regime else None,
        "renewal": next((pair for pair in pairs if pair["new"] == latest["symbol"]), None),
    }


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
