"""Saving Council texts: keeps every expression, shows the best of them.

`texts` holds each expression (symbol, language, origin) as it came. After each change the shown record is folded
anew from all expressions of the symbol, so the order in which they arrive makes no difference.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from db.store.changes import note_change, note_version, stamp
from db.store.claims import yields
from db.store.merging import Expression, Merged, merge, origin_rank
from db.store.symbols import drop_paragraphs, settle_symbol
from db.store.text_index import held_row, put_in, search_row, take_out, write_row
from db.store.text_rows import TABLES, drop_record, show_paragraphs, write_record
from records.council import CouncilText
from records.encoding import content_hash, from_json, to_json
from records.fetching import Change
from records.symbols import resolution_number

_UPSERT = """
INSERT INTO texts
  (kind, symbol, lang, origin, document, source, saved, paragraphs, content_hash, meta, content, shown)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (symbol, lang, origin) DO UPDATE SET kind = excluded.kind, document = excluded.document,
  source = excluded.source, saved = excluded.saved, paragraphs = excluded.paragraphs,
  content_hash = excluded.content_hash, meta = excluded.meta, content = excluded.content
RETURNING id
"""
#: Rows are long (they hold the whole text), so only those that differ are written again.
_SHOW = "UPDATE texts SET shown = (id IS ?) WHERE symbol = ? AND lang = ? AND shown IS NOT (id IS ?)"


def save_text(db: sqlite3.Connection, text: CouncilText, document: str, source: str, at: datetime) -> Change:
    """Keep one expression and show the best of its symbol; says new, changed or unchanged of the expression."""
    symbol = settle_symbol(db, text)
    content = to_json(text)
    digest = content_hash(content)
    held = db.execute(
        "SELECT id, content_hash, content, document, paragraphs FROM texts"
        " WHERE symbol = ? AND lang = ? AND origin = ?",
        (symbol, text.lang, text.origin),
    ).fetchone()
    if held and held[1] == digest:
        return "unchanged"
    place = f"{symbol} {text.lang} {text.origin}"
    if held and yields(db, place, (held[3], held[4]), (document, len(text.paragraphs)), source, at):
        return "unchanged"
    if held:
        note_version(db, text.kind, place, at, held[3], held[2])
    meta = to_json(replace(text, paragraphs=(), footnotes=()))
    values = (text.kind, symbol, text.lang, text.origin, document, source, stamp(at), len(text.paragraphs),
              digest, meta, content, _alone(db, symbol, text))  # fmt: skip
    text_id = db.execute(_UPSERT, values).fetchone()[0]
    refold(db, symbol, at, (text_id, text, document, source))
    return "changed" if held else "new"


def _alone(db: sqlite3.Connection, symbol: str, text: CouncilText) -> int:
    """1 when `text` will be shown whatever else comes of it: it has paragraphs and stands alone in its language."""
    if not text.paragraphs:
        return 0
    return int(db.execute("SELECT 1 FROM texts WHERE symbol = ? AND lang = ?", (symbol, text.lang)).fetchone() is None)


def refold(
    db: sqlite3.Connection, symbol: str, at: datetime, saved: tuple[int, CouncilText, str, str] | None = None
) -> None:
    """Make the shown record and paragraphs of `symbol` from its expressions; `saved` is the one just written."""
    rows = db.execute(
        "SELECT id, meta, document, source, paragraphs, lang, shown FROM texts WHERE symbol = ?", (symbol,)
    ).fetchall()
    expressions = {
        r[0]: Expression(saved[1], saved[2], saved[3], len(saved[1].paragraphs))
        if saved and saved[0] == r[0]
        else Expression(from_json(CouncilText, r[1]), r[2], r[3], r[4])
        for r in rows
    }
    merged = merge(expressions.values())
    merged = replace(merged, text=replace(merged.text, symbol=symbol))
    fresh, held = search_row(merged), held_row(db, symbol)
    moved = held is not None and (held["kind"], held["year"]) != (fresh["kind"], fresh["year"])
    shows = _shows(rows, expressions, saved, everything=moved)
    changed = held is None or any(held[k] != v for k, v in fresh.items())
    indexed = {lang for lang, _ in shows} | ({"en"} if changed else set())
    take_out(db, symbol, indexed)
    bodies = {}
    for lang, best in shows:
        text = saved[1] if saved and best == saved[0] else _whole(db, best)
        db.execute(_SHOW, (best, symbol, lang, best))
        bodies[lang] = show_paragraphs(db, merged, lang, text.paragraphs if text else ())
    write_row(db, held, fresh, resolution_number(symbol) if merged.text.kind == "resolution" else None)
    put_in(db, symbol, indexed, bodies)
    _write(db, merged, at, changed or bool(shows))


def _shows(
    rows: Sequence[tuple[Any, ...]],
    expressions: Mapping[int, Expression],
    saved: tuple[int, CouncilText, str, str] | None,
    *,
    everything: bool,
) -> list[tuple[str, int | None]]:
    """Languages whose paragraphs must be written, with the expression to show."""
    found = []
    for lang in sorted({r[5] for r in rows}):
        shown = {r[0] for r in rows if r[5] == lang and r[6]}
        ids = [i for i, e in expressions.items() if e.text.lang == lang and e.paragraphs]
        best = min(ids, key=lambda i: (origin_rank(expressions[i].text), expressions[i].text.origin), default=None)
        written = best is not None and saved is not None and best == saved[0]
        if shown != ({best} - {None}) or written or (everything and best is not None):
            found.append((lang, best))
    return found


def _whole(db: sqlite3.Connection, text_id: int | None) -> CouncilText | None:
    row = db.execute("SELECT content FROM texts WHERE id = ?", (text_id,)).fetchone()
    return from_json(CouncilText, row[0]) if row else None


def _write(db: sqlite3.Connection, merged: Merged, at: datetime, differs: bool) -> None:
    change = write_record(db, merged, differs)
    if change != "unchanged":
        seq = note_change(db, at, merged.text.kind, merged.text.symbol, change)
        for table in (TABLES[merged.text.kind], "search_texts"):
            db.execute(f"UPDATE {table} SET seq = ? WHERE symbol = ?", (seq, merged.text.symbol))


def shown_text(db: sqlite3.Connection, symbol: str, lang: str) -> CouncilText | None:
    """The text shown for a symbol in a language: its paragraphs, with the fields merged from all expressions."""
    row = db.execute("SELECT content FROM texts WHERE symbol = ? AND lang = ? AND shown = 1", (symbol, lang)).fetchone()
    if row is None:
        return None
    whole = from_json(CouncilText, row[0])
    rows = db.execute("SELECT meta, document, source, paragraphs FROM texts WHERE symbol = ?", (symbol,)).fetchall()
    if len(rows) == 1:
        return replace(whole, symbol=symbol)
    merged = merge(Expression(from_json(CouncilText, r[0]), r[1], r[2], r[3]) for r in rows).text
    return replace(
        merged, symbol=symbol, lang=lang, origin=whole.origin, provisional=whole.provisional,
        paragraphs=whole.paragraphs, footnotes=whole.footnotes, notes=whole.notes,
    )  # fmt: skip


def remove_expression(db: sqlite3.Connection, symbol: str, lang: str, origin: str, at: datetime) -> None:
    """Take one expression away; what is left of the symbol is shown, or nothing when it was the last."""
    where = (symbol, lang, origin)
    db.execute("DELETE FROM texts WHERE symbol = ? AND lang = ? AND origin = ?", where)
    db.execute("DELETE FROM versions WHERE key = ?", (f"{symbol} {lang} {origin}",))
    take_out(db, symbol, {lang})
    drop_paragraphs(db, symbol, lang)
    put_in(db, symbol, {lang})
    if db.execute("SELECT 1 FROM texts WHERE symbol = ?", (symbol,)).fetchone():
        db.execute("UPDATE texts SET shown = 0 WHERE symbol = ? AND lang = ?", (symbol, lang))
        refold(db, symbol, at)
    else:
        drop_record(db, symbol)
