"""Child provisions by mandate and by year."""

from __future__ import annotations

import sqlite3

from db.pages.rows import Row, rows


def mandates(connection: sqlite3.Connection) -> list[Row]:
    """The latest text of every mission and regime with its child provisions, themes and the last renewal."""
    latest: dict[str, Row] = {}
    for row in rows(
        connection,
        "SELECT number, symbol, title, adopted, mandates, situations, technical_rollover FROM resolutions"
        " WHERE mandates <> '' ORDER BY number DESC",
    ):
        for mandate in filter(None, (m.strip() for m in row["mandates"].split(";"))):
            latest.setdefault(mandate, {**row, "mandate": mandate})
    for row in latest.values():
        _fill(connection, row)
    return sorted(latest.values(), key=lambda row: str(row["mandate"]))


def _fill(connection: sqlite3.Connection, row: Row) -> None:
    grades: dict[int, int] = {}
    themes: dict[str, list[str]] = {}
    for provision in rows(
        connection, "SELECT paragraph, grade, themes FROM provisions WHERE symbol = ? ORDER BY id", row["symbol"]
    ):
        grades[provision["grade"]] = grades.get(provision["grade"], 0) + 1
        if provision["grade"] >= 2:
            for theme in provision["themes"].split():
                themes.setdefault(theme, []).append(provision["paragraph"])
    row["grades"], row["themes"] = grades, themes
    found = rows(connection, "SELECT * FROM renewals WHERE mandate = ? AND new = ?", row["mandate"], row["symbol"])
    row["renewal"] = found[0] if found else None


def by_year(connection: sqlite3.Connection) -> list[Row]:
    """Per year: resolutions whose text is held, and those with a child provision of grade 2 or more."""
    return rows(
        connection,
        "SELECT year, count(*) AS held, sum(child_grade >= 2) AS with_child, sum(child_grade >= 1) AS mentioned,"
        " sum(child_grade >= 3) AS operative FROM resolutions WHERE text_origin <> '' GROUP BY year ORDER BY year",
    )
