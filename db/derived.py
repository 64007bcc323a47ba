"""What the derivations of `scheduler.derive` read and write: chains of renewals, superseded rows, counts, alignment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.store.changes import note_change

TEXT_KINDS = ("resolution", "statement", "draft", "other")


@dataclass(frozen=True, slots=True)
class Link:
    """One text in the chain of a mandate."""

    symbol: str
    number: int
    title: str
    fixes_end: bool
    rollover: bool
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """A row of `renewals`."""

    mandate: str
    old: str
    new: str
    basis: str
    technical_rollover: int
    child_old: int
    child_new: int
    kept: int
    changed: int
    strengthened: int
    weakened: int
    dropped: int
    added: int
    summary: str
    fingerprint: str


def behind(db: sqlite3.Connection, name: str) -> tuple[list[str], int]:
    """Symbols of texts that changed since derivation `name` last looked, and the newest `seq`."""
    row = db.execute("SELECT seq FROM derived WHERE name = ?", (name,)).fetchone()
    seen = int(row[0]) if row else 0
    newest = int(db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])
    marks = ", ".join("?" * len(TEXT_KINDS))
    found = db.execute(
        f"SELECT DISTINCT key FROM changes WHERE seq > ? AND kind IN ({marks}) ORDER BY key", (seen, *TEXT_KINDS)
    )
    return [r[0] for r in found], newest


def advance(db: sqlite3.Connection, name: str, seq: int) -> None:
    """Remember how far derivation `name` has looked."""
    db.execute("INSERT INTO derived VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seq = excluded.seq", (name, seq))


def pending(db: sqlite3.Connection) -> bool:
    """Whether anything changed since everything was last derived."""
    row = db.execute("SELECT seq FROM derived WHERE name = 'all'").fetchone()
    newest = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    return row is None or int(row[0]) < int(newest)


def settle(db: sqlite3.Connection) -> None:
    """Remember that all changes, those of the derivations too, have been looked at."""
    newest = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    advance(db, "all", int(newest))


def chains(db: sqlite3.Connection) -> dict[str, list[Link]]:
    """For each mandate or regime the resolutions about it, oldest first; those with a text only."""
    found: dict[str, list[Link]] = {}
    rows = db.execute(
        "SELECT r.symbol, r.number, r.mandates, r.title, r.technical_rollover, t.content_hash,"
        " (SELECT group_concat(DISTINCT e.mandate) FROM mandate_ends e WHERE e.symbol = r.symbol) FROM resolutions r"
        " JOIN texts t ON t.symbol = r.symbol AND t.lang = 'en' AND t.shown = 1"
        " WHERE r.mandates <> '' ORDER BY r.number"
    )
    for symbol, number, mandates, title, rollover, fingerprint, ended in rows:
        for mandate in mandates.split("; "):
            fixes_end = mandate in (ended or "").split(",")
            found.setdefault(mandate, []).append(Link(symbol, number, title, fixes_end, bool(rollover), fingerprint))
    return found


def known_renewals(db: sqlite3.Connection) -> dict[tuple[str, str, str], str]:
    """(mandate, old, new) -> fingerprint of the wordings that were compared."""
    return {(r[0], r[1], r[2]): r[3] for r in db.execute("SELECT mandate, old, new, fingerprint FROM renewals")}


def save_renewal(db: sqlite3.Connection, renewal: Renewal, at: datetime) -> None:
    """Write one comparison and note it for the alerts."""
    columns = Renewal.__slots__
    values = [getattr(renewal, column) for column in columns]
    held = db.execute(
        "SELECT id FROM renewals WHERE mandate = ? AND old = ? AND new = ?", (renewal.mandate, renewal.old, renewal.new)
    ).fetchone()
    if held:
        settings = ", ".join(f"{column} = ?" for column in columns)
        db.execute(f"UPDATE renewals SET {settings} WHERE id = ?", [*values, held[0]])
    else:
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO renewals ({', '.join(columns)}) VALUES ({marks})", values)
    key = f"{renewal.mandate}|{renewal.old}|{renewal.new}"
    note_change(db, at, "renewal", key, "changed" if held else "new")


def drop_renewals(db: sqlite3.Connection, stale: Iterable[tuple[str, str, str]]) -> None:
    """Remove pairs that no longer follow each other (a text between them has arrived)."""
    db.executemany("DELETE FROM renewals WHERE mandate = ? AND old = ? AND new = ?", list(stale))


def supersede(db: sqlite3.Connection, mandate: str, symbols: Sequence[str]) -> None:
    """Mark ends and requests of a mandate that a later text of its chain replaced."""
    for place, symbol in enumerate(symbols):
        ends = _first_with(db, "mandate_ends", symbols[place + 1 :], mandate)
        db.execute(
            "UPDATE mandate_ends SET superseded_by = ? WHERE symbol = ? AND mandate = ? AND superseded_by <> ?",
            (ends, symbol, mandate, ends),
        )
        asks = _first_with(db, "reporting_requests", symbols[place + 1 :], "")
        db.execute(
            "UPDATE reporting_requests SET superseded_by = ? WHERE symbol = ? AND superseded_by = '' AND ? <> ''",
            (asks, symbol, asks),
        )


def _first_with(db: sqlite3.Connection, table: str, symbols: Sequence[str], mandate: str) -> str:
    for symbol in symbols:
        wanted, values = ("AND mandate = ?", (symbol, mandate)) if mandate else ("", (symbol,))
        if db.execute(f"SELECT 1 FROM {table} WHERE symbol = ? {wanted} LIMIT 1", values).fetchone():
            return symbol
    return ""


def count_citations(db: sqlite3.Connection) -> None:
    """How many resolutions each resolution cites in its body, and by how many it is cited."""
    body = "c.part IN ('preamble', 'operative') AND c.cited_kind = 'resolution'"
    for column, one, other in (("cites", "symbol", "cited"), ("cited_by", "cited", "symbol")):
        db.execute(
            f"WITH n AS (SELECT c.{one} AS symbol, count(DISTINCT c.{other}) AS n FROM citations c"
            f" JOIN resolutions o ON o.symbol = c.symbol WHERE {body} AND c.cited <> c.symbol GROUP BY c.{one})"
            f" UPDATE resolutions SET {column} = coalesce((SELECT n.n FROM n WHERE n.symbol = resolutions.symbol), 0)"
            f" WHERE {column} <> coalesce((SELECT n.n FROM n WHERE n.symbol = resolutions.symbol), 0)"
        )
    cites = f"(SELECT count(DISTINCT c.cited) FROM citations c WHERE c.symbol = other_texts.symbol AND {body})"
    db.execute(f"UPDATE other_texts SET cites = {cites} WHERE cites <> {cites}")


def languages(db: sqlite3.Connection, symbol: str) -> list[str]:
    """Languages in which paragraphs of a text are held."""
    found = db.execute("SELECT DISTINCT lang FROM paragraphs WHERE symbol = ? ORDER BY lang", (symbol,))
    return [row[0] for row in found]


def save_alignment(db: sqlite3.Connection, symbol: str, lang: str, english: Sequence[str]) -> None:
    """Name, for each paragraph of `lang` in order, the English paragraph it corresponds to."""
    db.executemany(
        "UPDATE paragraphs SET aligned = ? WHERE symbol = ? AND lang = ? AND position = ? AND aligned <> ?",
        [(name, symbol, lang, position, name) for position, name in enumerate(english)],
    )
