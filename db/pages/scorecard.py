"""Child provisions by mandate and by year."""

from __future__ import annotations

import sqlite3

from db.pages.mandates import standing
from db.pages.rows import Row, rows


def mandates(connection: sqlite3.Connection) -> list[Row]:
    """Every mission and regime, as `db.pages.mandates.standing` tells of it."""
    texts = (
        "SELECT number, symbol, title, adopted, mandates, situations, technical_rollover FROM resolutions"
        " WHERE mandates <> '' ORDER BY number DESC"
    )
    return standing(connection, rows(connection, texts))


def by_year(connection: sqlite3.Connection) -> list[Row]:
    """Per year: resolutions whose text is held, and those with a child provision of grade 2 or more."""
    return rows(
        connection,
        "SELECT year, count(*) AS held, sum(child_grade >= 2) AS with_child, sum(child_grade >= 1) AS mentioned,"
        " sum(child_grade >= 3) AS operative FROM resolutions WHERE text_origin <> '' GROUP BY year ORDER BY year",
    )
