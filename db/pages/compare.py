"""What a comparison of two texts needs: their paragraphs, and pairs worth comparing."""

from __future__ import annotations

import sqlite3
from typing import cast

from db.pages.rows import Row, rows
from records.council import Paragraph, Part


def printed(connection: sqlite3.Connection, symbol: str, lang: str = "en") -> list[Paragraph]:
    """The paragraphs of a text in printed order."""
    found = rows(connection, "SELECT * FROM paragraphs WHERE symbol = ? AND lang = ? ORDER BY position", symbol, lang)
    return [
        Paragraph(
            p["reference"], cast("Part", p["part"]), p["text"], p["heading"], p["level"], p["label"], p["opening"]
        )
        for p in found
    ]


def renewals(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Known pairs of renewals with their numbers, newest first."""
    return rows(
        connection,
        "SELECT w.*, n.adopted, n.number AS new_number, o.number AS old_number FROM renewals w"
        " JOIN resolutions n ON n.symbol = w.new JOIN resolutions o ON o.symbol = w.old"
        " ORDER BY n.number DESC, w.mandate LIMIT ?",
        limit,
    )
