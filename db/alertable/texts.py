"""Council texts as the alert side matches them, and the small helpers that all readers of items share."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from records.alerts import Item, Passage, Standing
from records.symbols import resolution_number

TEXT_TABLES = {"resolution": "resolutions", "statement": "statements", "draft": "drafts", "other": "other_texts"}
#: First part of the address of each kind's page on the site.
_PAGES = {"statement": "statement", "draft": "draft", "other": "text"}
STANDING: dict[str, Standing] = {"draft": "proposed"}


def rows_of(connection: sqlite3.Connection, sql: str, keys: Iterable[object]) -> list[sqlite3.Row]:
    """Rows of a statement that takes its keys as one JSON list."""
    return connection.execute(sql, [json.dumps([*keys])]).fetchall()


def values(*held: object) -> frozenset[str]:
    """Values as a field holds them; what is empty is left out."""
    return frozenset(str(value) for value in held if value not in (None, ""))


def day_of(text: str | None) -> date | None:
    """The day of a stored date or time."""
    return date.fromisoformat(text[:10]) if text else None


def grades(highest: int) -> frozenset[str]:
    """`child:2` means two or more."""
    return values(*range(1, highest + 1))


def texts(connection: sqlite3.Connection, kind: str, keys: Mapping[str, int]) -> list[Item]:
    """Council texts of one kind, every language of their paragraphs."""
    passages: dict[str, list[Passage]] = defaultdict(list)
    sql = "SELECT symbol, lang, reference, part, text FROM paragraphs WHERE symbol IN (SELECT value FROM json_each(?))"
    for row in rows_of(connection, f"{sql} ORDER BY symbol, lang <> 'en', lang, position", keys):
        held = passages[row["symbol"]]
        held.append(Passage(f"paragraph {row['reference']}", row["text"], row["lang"], len(held) + 1, row["part"]))
    evidence: dict[str, list[tuple[str, str]]] = defaultdict(list)
    sql = "SELECT symbol, themes, quote FROM provisions WHERE symbol IN (SELECT value FROM json_each(?))"
    for row in rows_of(connection, f"{sql} ORDER BY grade DESC, id", keys):
        evidence[row["symbol"]] += [(theme, row["quote"]) for theme in row["themes"].split()]
    cited: dict[str, list[str]] = defaultdict(list)
    sql = "SELECT DISTINCT symbol, cited FROM citations WHERE symbol IN (SELECT value FROM json_each(?))"
    for row in rows_of(connection, sql, keys):
        cited[row["symbol"]].append(row["cited"])
    prolonged = _prolonged(connection, keys) if kind == "resolution" else {}
    sql = f"SELECT * FROM {TEXT_TABLES[kind]} WHERE symbol IN (SELECT value FROM json_each(?))"
    found = []
    for row in rows_of(connection, sql, keys):
        symbol = row["symbol"]
        made = _text(kind, dict(row), passages[symbol], evidence[symbol], keys[symbol])
        made.fields["symbol"] |= _symbols(*cited[symbol])
        found.append(replace(made, note="; ".join(filter(None, [made.note, *prolonged.get(symbol, ())]))))
    return found


def _prolonged(connection: sqlite3.Connection, symbols: Iterable[str]) -> dict[str, list[str]]:
    """Of resolutions that prolong a mandate by reference: how many child provisions each does not restate."""
    sql = """
      SELECT DISTINCT new, summary FROM renewals
      WHERE technical_rollover AND child_old > 0 AND new IN (SELECT value FROM json_each(?)) ORDER BY new, summary"""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(connection, sql, symbols):
        found[row["new"]].append(row["summary"])
    return found


def _symbols(*symbols: str) -> frozenset[str]:
    """Symbols as a query may name them: resolutions with their year and without."""
    numbers = (resolution_number(symbol) for symbol in symbols)
    return values(*symbols, *(f"S/RES/{number}" for number in numbers if number))


def _text(kind: str, row: dict[str, str], passages: list[Passage], evidence: list[tuple[str, str]], seq: int) -> Item:
    themes = frozenset(theme for theme, _ in evidence)
    symbol, day = row["symbol"], day_of(row.get("adopted") or row.get("voted"))
    title = f"{symbol}: {row['title']}" if row["title"] else symbol
    number = resolution_number(symbol)
    note = ", ".join(filter(None, [f"{day:%-d %B %Y}" if day else "", row.get("vote", "")]))
    if children := int(row.get("child_paragraphs") or 0):
        note += f"; {children} paragraph{'s' if children > 1 else ''} on children"
    return Item(
        kind=kind,
        # A resolution's year may be learnt or mended later: its number alone is what it is recognised by.
        key=f"S/RES/{number}" if kind == "resolution" else symbol,
        seq=seq,
        title=title,
        passages=(Passage("title", title, "en"), *passages),
        fields={
            "kind": values(kind, "paragraph"),
            "year": values(row["year"]),
            "situation": values(*row.get("situations", "").split()),
            "violation": themes,
            "theme": themes,
            "source": values(row["source"]),
            "mandate": values(*row.get("mandates", "").split("; ")),
            "symbol": _symbols(symbol),
            "child": grades(int(row.get("child_grade") or min(children, 1))),
        },
        standing=STANDING.get(kind, "adopted"),
        subject=f"text:{symbol}",
        kinds=values(kind),
        day=day,
        page=f"/resolution/{number}" if kind == "resolution" else f"/{_PAGES[kind]}/{quote(symbol)}",
        url=row["url"],
        document=row["document"],
        note=note,
        evidence=tuple(evidence),
    )
