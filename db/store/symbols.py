"""Under which symbol a text is kept: one row per resolution, though sources print its year, omit it or err."""

from __future__ import annotations

import sqlite3

from db.store.fulltext import delete, paragraph_words
from db.store.merging import language_rank, origin_rank
from db.store.text_index import languages_of, put_in, take_out
from records.council import CouncilText
from records.encoding import from_json
from records.symbols import canonical_symbol, resolution_number, resolution_symbol, resolution_year

#: Tables whose rows move along when a resolution's symbol is completed or corrected.
_WITH_SYMBOL = ("texts", "votes", "sponsors", "subjects", "citations", "provisions", "mandate_ends",
                "reporting_requests")  # fmt: skip


def claimed_symbol(text: CouncilText) -> str:
    """The symbol as the text itself states it, its year completed from the date of adoption."""
    symbol = canonical_symbol(text.symbol)
    number = resolution_number(symbol)
    if text.kind != "resolution" or number is None or resolution_year(symbol) or not text.adopted:
        return symbol
    return resolution_symbol(number, text.adopted.year)


def settle_symbol(db: sqlite3.Connection, text: CouncilText) -> str:
    """The symbol under which `text` is kept. Of several claims for one number that of the best origin wins."""
    claim = claimed_symbol(text)
    number = resolution_number(claim)
    if text.kind != "resolution" or number is None:
        return claim
    row = db.execute("SELECT symbol FROM resolutions WHERE number = ?", (number,)).fetchone()
    if row is None or row[0] == claim:
        return claim
    held: str = row[0]
    best = _best_claim(db, held, text)
    if best != held:
        rename(db, held, best)
    return best


def _best_claim(db: sqlite3.Connection, held: str, text: CouncilText) -> str:
    texts = [from_json(CouncilText, r[0]) for r in db.execute("SELECT meta FROM texts WHERE symbol = ?", (held,))]
    texts.append(text)
    texts.sort(key=lambda t: (origin_rank(t), language_rank(t.lang), claimed_symbol(t)))
    claims = [claimed_symbol(t) for t in texts]
    return next((c for c in claims if resolution_year(c)), held)


def rename(db: sqlite3.Connection, old: str, new: str) -> None:
    """Move all rows of resolution `old` to `new`; its paragraphs are shown anew by the next refold."""
    year = resolution_year(new) or 0
    for table in _WITH_SYMBOL:
        db.execute(f"UPDATE OR REPLACE {table} SET symbol = ? WHERE symbol = ?", (new, old))
    db.execute("UPDATE citations SET cited = ? WHERE cited = ?", (new, old))
    db.execute("UPDATE changes SET key = ? WHERE kind = 'resolution' AND key = ?", (new, old))
    db.execute("UPDATE resolutions SET symbol = ?, year = ? WHERE symbol = ?", (new, year, old))
    take_out(db, old, languages_of(db, old))
    drop_paragraphs(db, old)
    db.execute("UPDATE texts SET shown = 0 WHERE symbol = ?", (new,))
    db.execute("UPDATE search_texts SET symbol = ?, year = ? WHERE symbol = ?", (new, year, old))
    put_in(db, new, {"en"})


def drop_paragraphs(db: sqlite3.Connection, symbol: str, lang: str | None = None) -> int:
    """Take the shown paragraphs of a symbol (in one language or all) out of table and index; returns how many."""
    clause, values = ("symbol = ?", [symbol]) if lang is None else ("symbol = ? AND lang = ?", [symbol, lang])
    rows = db.execute(f"SELECT id, text, heading, kind, lang, year FROM paragraphs WHERE {clause}", values).fetchall()
    if rows:
        delete(db, "paragraphs_fts", [(r[0], *paragraph_words(*r[1:])) for r in rows])
        db.execute(f"DELETE FROM paragraphs WHERE {clause}", values)
    return len(rows)
