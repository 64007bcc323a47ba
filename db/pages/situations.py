"""Situations: their names, and what is held about one of them."""

from __future__ import annotations

import sqlite3

from db.pages.rows import Row, rows

#: Rows of reference tables that may be published as fact begin with one of these words.
CERTAIN = "(certainty LIKE 'seen%' OR certainty LIKE 'verified%' OR certainty LIKE 'sample%')"


def situation_names(connection: sqlite3.Connection) -> list[Row]:
    """Every situation by its first code, in the order of the alphabet: iso3, name, codes, covered, sample."""
    found = rows(connection, f"SELECT *, {CERTAIN} AS certain FROM situations ORDER BY situation")
    return [
        {
            "iso3": row["iso3"].replace(";", " ").split()[0],
            "codes": row["iso3"].replace(";", " ").split(),
            "name": row["situation"],
            "on_council_agenda": row["on_council_agenda"],
            "certain": row["certain"],
            "sample": row["sample"],
        }
        for row in found
        if row["iso3"].strip(" ;")
    ]
