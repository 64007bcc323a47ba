"""Rows of the shown record: its table, its votes, sponsors and subjects, its paragraphs, its place in search."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from db.store.countries import iso3_of
from db.store.fulltext import insert, paragraph_words
from db.store.merging import Merged, printed_vote, vetoed_by, year_of
from db.store.symbols import drop_paragraphs
from db.store.text_index import languages_of, take_out
from records.council import Paragraph
from records.fetching import Change
from records.symbols import resolution_number

TABLES = {"resolution": "resolutions", "statement": "statements", "draft": "drafts", "other": "other_texts"}
_OF_SYMBOL = ("search_texts", "votes", "sponsors", "subjects", "citations", "provisions", "mandate_ends",
              "reporting_requests")  # fmt: skip
Row = dict[str, Any]


def _common(merged: Merged) -> Row:
    text = merged.text
    return {
        "symbol": text.symbol,
        "year": year_of(text),
        "title": text.title,
        "languages": " ".join(merged.languages),
        "text_origin": merged.text_origin,
        "url": text.url,
        "source": merged.source,
        "document": merged.document,
        "sample": int(text.sample),
    }


def _totals(merged: Merged) -> Row:
    vote = merged.text.vote
    return {
        "votes_yes": vote.yes,
        "votes_no": vote.no,
        "votes_abstain": vote.abstain,
        "votes_absent": vote.absent,
    }


def _resolution(merged: Merged) -> Row:
    text = merged.text
    return {
        **_common(merged),
        **_totals(merged),
        "number": resolution_number(text.symbol),
        "adopted": text.adopted.isoformat() if text.adopted else None,
        "meeting": text.meeting,
        "agenda_item": text.agenda_item,
        "draft_symbol": text.draft_symbol,
        "vote": printed_vote(text.vote),
        "adoption": text.vote.how,
        "provisional": int(text.provisional),
    }


def _statement(merged: Merged) -> Row:
    text = merged.text
    adopted = text.adopted.isoformat() if text.adopted else None
    return {**_common(merged), "adopted": adopted, "meeting": text.meeting, "agenda_item": text.agenda_item}


def _draft(merged: Merged) -> Row:
    row = {**_statement(merged), **_totals(merged), "vetoed_by": vetoed_by(merged.text.vote)}
    return {("voted" if k == "adopted" else k): v for k, v in row.items()}


def _other(merged: Merged) -> Row:
    text = merged.text
    return {
        **_common(merged),
        "body": text.body,
        "adopted": text.adopted.isoformat() if text.adopted else None,
    }


_ROWS: dict[str, Callable[[Merged], Row]] = {
    "resolution": _resolution,
    "statement": _statement,
    "draft": _draft,
    "other": _other,
}


def write_record(db: sqlite3.Connection, merged: Merged, differs: bool) -> Change:
    """Write what differs of the shown record; `differs` says that its paragraphs or its place in search did."""
    kind, symbol = merged.text.kind, merged.text.symbol
    table, row = TABLES[kind], _ROWS[kind](merged)
    columns = list(row)
    held = db.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE symbol = ?", (symbol,)).fetchone()
    lists = _write_lists(db, merged, new=held is None)
    if held is None:
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO {table} ({', '.join(columns)}, seq) VALUES ({marks}, 0)", list(row.values()))
        if kind == "resolution":
            db.execute("UPDATE citations SET cited = ? WHERE cited = ?", (symbol, f"S/RES/{row['number']}"))
    elif row_differs := tuple(held) != tuple(row.values()):
        settings = ", ".join(f"{c} = ?" for c in columns)
        db.execute(f"UPDATE {table} SET {settings} WHERE symbol = ?", [*row.values(), symbol])
    if held is None:
        return "new"
    return "changed" if row_differs or differs or lists else "unchanged"


def _write_lists(db: sqlite3.Connection, merged: Merged, *, new: bool) -> bool:
    """Votes, sponsors and subjects; True when any of them differs from what is held."""
    text = merged.text
    wanted: dict[str, list[tuple[str, ...]]] = {
        "votes (symbol, country, iso3, vote)": [
            (text.symbol, v.country, iso3_of(v.country), v.vote) for v in text.vote.by_country
        ],
        "sponsors (symbol, country)": [(text.symbol, name) for name in text.sponsors],
        "subjects (symbol, subject)": [(text.symbol, name) for name in text.subjects],
    }
    differs = False
    for place, rows in wanted.items():
        table, columns = place.split(" ", 1)
        fresh = sorted(set(rows))
        if not new:
            held = db.execute(f"SELECT {columns[1:-1]} FROM {table} WHERE symbol = ?", (text.symbol,)).fetchall()
            if sorted(map(tuple, held)) == fresh:
                continue
            db.execute(f"DELETE FROM {table} WHERE symbol = ?", (text.symbol,))
        elif not fresh:
            continue
        differs = True
        marks = ",".join("?" * (columns.count(",") + 1))
        db.executemany(f"INSERT OR REPLACE INTO {table} {columns} VALUES ({marks})", fresh)
    return differs


_PARAGRAPH = """
INSERT INTO paragraphs (id, symbol, kind, year, lang, position, reference, part, level, label, heading, opening, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def show_paragraphs(db: sqlite3.Connection, merged: Merged, lang: str, paragraphs: Sequence[Paragraph]) -> str:
    """Put `paragraphs` in the place of those shown; returns their folded text."""
    text, year = merged.text, year_of(merged.text)
    drop_paragraphs(db, text.symbol, lang)
    first = int(db.execute("SELECT coalesce(max(id), 0) FROM paragraphs").fetchone()[0]) + 1
    common = (text.symbol, text.kind, year, lang)
    db.executemany(
        _PARAGRAPH,
        (
            (first + i, *common, i, p.reference, p.part, p.level, p.label, p.heading, p.opening, p.text)
            for i, p in enumerate(paragraphs)
        ),
    )
    words = [paragraph_words(p.text, p.heading, text.kind, lang, year) for p in paragraphs]
    insert(db, "paragraphs_fts", ((first + i, *row) for i, row in enumerate(words)))
    return " ".join(row[0] for row in words)


def drop_record(db: sqlite3.Connection, symbol: str) -> None:
    """Take the shown record of a symbol and all that was read in it away."""
    take_out(db, symbol, languages_of(db, symbol))
    drop_paragraphs(db, symbol)
    for table in (*TABLES.values(), *_OF_SYMBOL):
        db.execute(f"DELETE FROM {table} WHERE symbol = ?", (symbol,))
