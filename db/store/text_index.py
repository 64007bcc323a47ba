"""Texts in the full-text indexes: titles in `texts_fts`, whole texts in `whole_fts`, where words may stand far apart.

`whole_fts` has one row per text and language; the English one also holds symbol, titles, agenda item and subjects. Its
row ids are the id in `search_texts` plus a step per language, so that a hit leads to its text without a look-up.
Words are made from stored rows alone (see `fulltext`): take a text out before it changes, put it in afterwards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from db.store.fulltext import Words, delete, insert, tag
from db.store.merging import LANGUAGES, Merged, year_of
from records.folding import searchable

#: Distance between the row ids of two languages; ids of `search_texts` stay below it.
STEP = 10_000_000
#: Ids of `search_texts` below this are numbers of resolutions.
_FIRST_OTHER_ID = 100_001
COLUMNS = ("symbol", "kind", "year", "adopted", "title", "other_titles", "agenda_item", "subjects", "source", "sample")
Row = dict[str, Any]


def search_row(merged: Merged) -> Row:
    """What `search_texts` says of a record."""
    text = merged.text
    adopted = text.adopted.isoformat() if text.adopted else None
    values = (text.symbol, text.kind, year_of(text), adopted, text.title, "\n".join(merged.other_titles),
              text.agenda_item, "; ".join(text.subjects), merged.source, int(text.sample))  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def held_row(db: sqlite3.Connection, symbol: str) -> Row | None:
    """The row of `search_texts`, with its id."""
    row = db.execute(f"SELECT id, {', '.join(COLUMNS)} FROM search_texts WHERE symbol = ?", (symbol,)).fetchone()
    return dict(zip(("id", *COLUMNS), row, strict=True)) if row else None


def write_row(db: sqlite3.Connection, held: Row | None, fresh: Row, number: int | None) -> None:
    """Write what differs; a resolution's id is its number."""
    if held is None:
        row_id = number or _next_id(db)
        marks = ", ".join("?" * len(COLUMNS))
        sql = f"INSERT INTO search_texts (id, {', '.join(COLUMNS)}, seq) VALUES (?, {marks}, 0)"
        db.execute(sql, (row_id, *fresh.values()))
    elif any(held[c] != fresh[c] for c in COLUMNS):
        settings = ", ".join(f"{c} = ?" for c in COLUMNS)
        db.execute(f"UPDATE search_texts SET {settings} WHERE id = ?", (*fresh.values(), held["id"]))


def _next_id(db: sqlite3.Connection) -> int:
    return max(int(db.execute("SELECT coalesce(max(id), 0) FROM search_texts").fetchone()[0]) + 1, _FIRST_OTHER_ID)


def languages_of(db: sqlite3.Connection, symbol: str) -> set[str]:
    """Languages that have rows in the index: those with paragraphs, and always English."""
    return {"en"} | {r[0] for r in db.execute("SELECT DISTINCT lang FROM paragraphs WHERE symbol = ?", (symbol,))}


def take_out(db: sqlite3.Connection, symbol: str, languages: Iterable[str]) -> None:
    """Remove the index rows of a text as it stands in the tables now."""
    _each(db, symbol, languages, delete, {})


def put_in(
    db: sqlite3.Connection, symbol: str, languages: Iterable[str], bodies: Mapping[str, str] | None = None
) -> None:
    """Add the index rows of a text as it stands in the tables now; `bodies` are folded texts already at hand."""
    _each(db, symbol, languages, insert, bodies or {})


def _each(
    db: sqlite3.Connection,
    symbol: str,
    languages: Iterable[str],
    write: Callable[[sqlite3.Connection, str, Iterable[Sequence[object]]], None],
    bodies: Mapping[str, str],
) -> None:
    row = held_row(db, symbol)
    if row is None:
        return
    for lang in sorted(languages):
        body = bodies[lang] if lang in bodies else body_words(db, symbol, lang)
        titles, tags = _titles(row, lang), _tags(row, lang)
        if lang == "en":
            write(db, "texts_fts", [(row["id"], *titles, tags)])
        if lang in LANGUAGES and (body or lang == "en"):
            write(db, "whole_fts", [(row["id"] + STEP * LANGUAGES.index(lang), *titles, body, tags)])


def body_words(db: sqlite3.Connection, symbol: str, lang: str) -> str:
    """The folded text of the paragraphs shown in a language."""
    rows = db.execute("SELECT text FROM paragraphs WHERE symbol = ? AND lang = ? ORDER BY position", (symbol, lang))
    return " ".join(searchable(r[0]) for r in rows)


def _titles(row: Row, lang: str) -> Words:
    symbol = searchable(row["symbol"])
    if lang != "en":
        return symbol, "", "", "", ""
    return symbol, *map(searchable, (row["title"], row["agenda_item"], row["subjects"], row["other_titles"]))


def _tags(row: Row, lang: str) -> str:
    return f"{tag('kind', row['kind'])} {tag('lang', lang)} {tag('year', row['year'])}"


def put_in_all(db: sqlite3.Connection) -> None:
    """Add the rows of all texts to an empty index."""
    for (symbol,) in db.execute("SELECT symbol FROM search_texts ORDER BY id").fetchall():
        put_in(db, symbol, languages_of(db, symbol))
