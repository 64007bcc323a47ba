"""Asks in `private.db`: wording that somebody argued for, whose it is, and where it entered texts."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches

from sqlite_utils import Database

from db.private.subscriptions import stamp, transaction
from records.asks import Ask, Entry
from records.encoding import from_json, to_json
from records.errors import BadInput, NotFound

_FIELDS = "name, text, since, note, addressed_to, tell, owner, seen, compared, id"


def add_ask(db: Database, ask: Ask, now: datetime) -> Ask:
    """Keep a new ask. Raises BadInput for a name that is taken or wording without a word."""
    if not any(c.isalpha() for c in ask.text):
        raise BadInput("an ask needs the wording that is proposed")
    if not ask.name.strip():
        raise BadInput("an ask needs a name")
    with transaction(db) as connection:
        if connection.execute("SELECT 1 FROM asks WHERE name = ?", (ask.name,)).fetchone():
            raise BadInput(f"there is already an ask named {ask.name!r}")
        connection.execute(
            "INSERT INTO asks (name, text, since, note, addressed_to, tell, owner, created) VALUES (?,?,?,?,?,?,?,?)",
            (ask.name, ask.text, ask.since.isoformat(), ask.note, ask.addressed_to, ask.tell, ask.owner, stamp(now)),
        )
    return find_ask(db, ask.name)


def all_asks(db: Database, owner: str | None = None) -> list[Ask]:
    """All asks, or those of one owner, by name."""
    sql = f"SELECT {_FIELDS} FROM asks WHERE ? IS NULL OR owner = ? ORDER BY name"
    return [_ask(tuple(row)) for row in db.conn.execute(sql, (owner, owner))]


def find_ask(db: Database, name: str) -> Ask:
    """The ask with this name. Raises NotFound with the nearest name."""
    row = db.conn.execute(f"SELECT {_FIELDS} FROM asks WHERE name = ?", (name,)).fetchone()
    if row is None:
        near = get_close_matches(name, [ask.name for ask in all_asks(db)], 1)
        raise NotFound("ask", name, near[0] if near else "")
    return _ask(tuple(row))


def remove_ask(db: Database, name: str) -> None:
    """Forget an ask and where it entered. Raises NotFound."""
    ask = find_ask(db, name)
    with transaction(db) as connection:
        connection.execute("DELETE FROM ask_entries WHERE ask = ?", (ask.id,))
        connection.execute("DELETE FROM asks WHERE id = ?", (ask.id,))


def _ask(row: tuple[str, str, str, str, str, str, str, int, int, int]) -> Ask:
    name, text, since, note, addressed_to, tell, owner, seen, compared, number = row
    day = date.fromisoformat(since)
    return Ask(name, text, day, note, addressed_to, tell, owner, seen, compared, number)


def page_token(db: Database, owner: str, renew: bool = False) -> str:
    """The token under which the asks of an owner lie, made when there is none; a renewed one ends the former."""
    with transaction(db) as connection:
        if renew:
            connection.execute("DELETE FROM ask_pages WHERE owner = ?", (owner,))
        fresh = (owner, secrets.token_urlsafe(24))
        connection.execute("INSERT OR IGNORE INTO ask_pages (owner, token) VALUES (?, ?)", fresh)
        return str(connection.execute("SELECT token FROM ask_pages WHERE owner = ?", (owner,)).fetchone()[0])


def owner_of_page(db: Database, token: str) -> str | None:
    """Whose asks lie under a token."""
    row = db.conn.execute("SELECT owner FROM ask_pages WHERE token = ?", (token,)).fetchone()
    return str(row[0]) if row else None


def save_entries(db: Database, ask: Ask, found: Mapping[str, Iterable[Entry]]) -> None:
    """Keep where an ask entered: for each text compared (by symbol) its entries, in the place of the former ones;
    also how far and how many texts it was compared with. What was told of a text stays told."""
    with transaction(db) as connection:
        for symbol, entries in found.items():
            sql = "DELETE FROM ask_entries WHERE ask = ? AND symbol = ? RETURNING told"
            told = max((row[0] for row in connection.execute(sql, (ask.id, symbol)).fetchall()), default=0)
            connection.executemany(
                "INSERT INTO ask_entries (ask, symbol, place, day, entry, told) VALUES (?, ?, ?, ?, ?, ?)",
                [(ask.id, symbol, place, one.day, to_json(one), told) for place, one in enumerate(entries)],
            )
        connection.execute("UPDATE asks SET seen = ?, compared = ? WHERE id = ?", (ask.seen, ask.compared, ask.id))


def entries_of(db: Database, ask: Ask, untold: bool = False) -> list[Entry]:
    """Where an ask entered, the latest text first, or only what was not told yet."""
    sql = f"SELECT entry FROM ask_entries WHERE ask = ? {'AND told = 0' if untold else ''}"
    rows = db.conn.execute(f"{sql} ORDER BY day DESC, symbol DESC, place", (ask.id,))
    return [from_json(Entry, row[0]) for row in rows]


def mark_told(db: Database, ask: Ask) -> None:
    """Everything found so far is known to who follows the ask."""
    with transaction(db) as connection:
        connection.execute("UPDATE ask_entries SET told = 1 WHERE ask = ?", (ask.id,))
