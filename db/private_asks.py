"""Asks in `private.db`: wording that somebody argued for, and how far adopted texts were compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from sqlite_utils import Database

from db.private import stamp, transaction
from records.errors import BadInput, NotFound


@dataclass(frozen=True, slots=True)
class Ask:
    """Proposed wording; adopted texts count from `since` on."""

    name: str
    text: str
    since: date
    note: str = ""
    addressed_to: str = ""
    #: Mail address or webhook that hears of an entry.
    tell: str = ""
    seen: int = 0
    id: int = 0


_FIELDS = "name, text, since, note, addressed_to, tell, seen, id"


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
            "INSERT INTO asks (name, text, since, note, addressed_to, tell, seen, created) VALUES (?,?,?,?,?,?,?,?)",
            (ask.name, ask.text, ask.since.isoformat(), ask.note, ask.addressed_to, ask.tell, ask.seen, stamp(now)),
        )
    return find_ask(db, ask.name)


def all_asks(db: Database) -> list[Ask]:
    """All asks, by name."""
    return [_ask(tuple(row)) for row in db.conn.execute(f"SELECT {_FIELDS} FROM asks ORDER BY name")]


def find_ask(db: Database, name: str) -> Ask:
    """The ask with this name. Raises NotFound with the nearest name."""
    row = db.conn.execute(f"SELECT {_FIELDS} FROM asks WHERE name = ?", (name,)).fetchone()
    if row is None:
        near = get_close_matches(name, [ask.name for ask in all_asks(db)], 1)
        raise NotFound("ask", name, near[0] if near else "")
    return _ask(tuple(row))


def remove_ask(db: Database, name: str) -> None:
    """Forget an ask. Raises NotFound."""
    ask = find_ask(db, name)
    with transaction(db) as connection:
        connection.execute("DELETE FROM asks WHERE id = ?", (ask.id,))


def mark_seen(db: Database, ask: Ask, seq: int) -> None:
    """Adopted texts up to `seq` of `changes` were compared with the ask."""
    with transaction(db) as connection:
        connection.execute("UPDATE asks SET seen = max(seen, ?) WHERE id = ?", (seq, ask.id))


def _ask(row: tuple[str, str, str, str, str, str, int, int]) -> Ask:
    name, text, since, note, addressed_to, tell, seen, number = row
    return Ask(name, text, date.fromisoformat(since), note, addressed_to, tell, seen, number)
