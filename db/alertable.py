"""New and changed records as the alert side matches them: read behind a cursor, one Item per record."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from db.alertable_events import renewals
from records.alerts import Item, Passage, Standing
from records.symbols import resolution_number

TEXT_TABLES = {"resolution": "resolutions", "statement": "statements", "draft": "drafts", "other": "other_texts"}
_STANDING: dict[str, Standing] = {"draft": "proposed"}
#: Items of a story that are matched and quoted; the rest repeats them.
MOST_ITEMS = 30
Keys = Mapping[str, int]


def newest(connection: sqlite3.Connection) -> int:
    """The last `seq`; 0 in an empty database."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])


def changed_since(connection: sqlite3.Connection, after: int, limit: int) -> tuple[dict[tuple[str, str], int], int]:
    """(kind, key) of what changed after `after` with its last `seq`, and the `seq` up to which that holds."""
    sql = "SELECT seq, kind, key FROM changes WHERE seq > ? ORDER BY seq LIMIT ?"
    found, upto = {}, after
    for row in connection.execute(sql, [after, limit]):
        found[row["kind"], row["key"]] = upto = row["seq"]
    return found, upto


def items(connection: sqlite3.Connection, changed: Mapping[tuple[str, str], int]) -> list[Item]:
    """The present state of the records named; kinds that nobody subscribes to and records since gone are left out."""
    by_kind: dict[str, dict[str, int]] = defaultdict(dict)
    for (kind, key), seq in changed.items():
        by_kind[kind][key] = seq
    found: list[Item] = []
    for kind, keys in by_kind.items():
        if kind in TEXT_TABLES:
            found += _texts(connection, kind, keys)
        elif kind in _READERS:
            found += _READERS[kind](connection, keys)
    name_situations(connection, found)
    return sorted(found, key=lambda item: item.seq)


def name_situations(connection: sqlite3.Connection, found: Iterable[Item]) -> None:
    """Let items answer to the names of their situations as well as to the codes."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute("SELECT iso3, situation FROM situations"):
        names[row["iso3"]].add(row["situation"])
    for item in found:
        codes = item.fields.get("situation", frozenset())
        item.fields["situation"] = codes.union(*(names[code] for code in codes))


def _rows(connection: sqlite3.Connection, sql: str, keys: Iterable[object]) -> list[sqlite3.Row]:
    return connection.execute(sql, [json.dumps([*keys])]).fetchall()


def _set(*values: object) -> frozenset[str]:
    return frozenset(str(value) for value in values if value not in (None, ""))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _texts(connection: sqlite3.Connection, kind: str, keys: Keys) -> list[Item]:
    passages: dict[str, list[Passage]] = defaultdict(list)
    sql = "SELECT symbol, lang, reference, part, text FROM paragraphs WHERE symbol IN (SELECT value FROM json_each(?))"
    for row in _rows(connection, f"{sql} ORDER BY symbol, lang <> 'en', lang, position", keys):
        held = passages[row["symbol"]]
        held.append(Passage(f"paragraph {row['reference']}", row["text"], row["lang"], len(held) + 1, row["part"]))
    evidence: dict[str, list[tuple[str, str]]] = defaultdict(list)
    sql = "SELECT symbol, themes, quote FROM provisions WHERE symbol IN (SELECT value FROM json_each(?))"
    for row in _rows(connection, f"{sql} ORDER BY grade DESC, id", keys):
        evidence[row["symbol"]] += [(theme, row["quote"]) for theme in row["themes"].split()]
    cited: dict[str, list[str]] = defaultdict(list)
    sql = "SELECT DISTINCT symbol, cited FROM citations WHERE symbol IN (SELECT value FROM json_each(?))"
    for row in _rows(connection, sql, keys):
        cited[row["symbol"]].append(row["cited"])
    sql = f"SELECT * FROM {TEXT_TABLES[kind]} WHERE symbol IN (SELECT value FROM json_each(?))"
    found = []
    for row in _rows(connection, sql, keys):
        symbol = row["symbol"]
        made = _text(kind, dict(row), passages[symbol], evidence[symbol], keys[symbol])
        made.fields["symbol"] |= _symbols(*cited[symbol])
        found.append(made)
    return found


def _symbols(*symbols: str) -> frozenset[str]:
    """Symbols as a query may name them: resolutions with their year and without."""
    numbers = (resolution_number(symbol) for symbol in symbols)
    return _set(*symbols, *(f"S/RES/{number}" for number in numbers if number))


def _text(kind: str, row: dict[str, str], passages: list[Passage], evidence: list[tuple[str, str]], seq: int) -> Item:
    themes = frozenset(theme for theme, _ in evidence)
    symbol, day = row["symbol"], _day(row.get("adopted") or row.get("voted"))
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
            "kind": _set(kind, "paragraph"),
            "year": _set(row["year"]),
            "situation": _set(*row.get("situations", "").split()),
            "violation": themes,
            "theme": themes,
            "source": _set(row["source"]),
            "mandate": _set(*row.get("mandates", "").split("; ")),
            "symbol": _symbols(symbol),
            "child": _grades(int(row.get("child_grade") or min(children, 1))),
        },
        standing=_STANDING.get(kind, "adopted"),
        subject=f"text:{symbol}",
        kinds=_set(kind),
        day=day,
        page=f"/resolution/{number}" if kind == "resolution" else f"/{kind}/{symbol}",
        url=row["url"],
        document=row["document"],
        note=note,
        evidence=tuple(evidence),
    )


def _grades(highest: int) -> frozenset[str]:
    """`child:2` means two or more."""
    return _set(*range(1, highest + 1))


def _news_fields(row: sqlite3.Row) -> dict[str, frozenset[str]]:
    return {
        "kind": _set("news"),
        "year": _set((row["published"] or row["first_seen"])[:4]),
        "situation": _set(*row["countries"].split()),
        "violation": _set(*row["violations"].split()),
        "source": _set(row["source"], row["outlet"]),
        "party": _set(*row["parties"].split("; ")),
        "child": _grades(row["child"]),
    }


def _evidence(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """What the readings of news items rest on."""
    found: dict[int, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    sql = "SELECT key, code, quote FROM readings WHERE kind = 'news' AND key IN (SELECT value FROM json_each(?))"
    for row in _rows(connection, f"{sql} ORDER BY id", map(str, ids)):
        found[int(row["key"])] += ((row["code"], row["quote"]),)
    return found


def _news_passages(row: sqlite3.Row, unit: int = 0) -> tuple[Passage, ...]:
    places = ("title", "summary", "parties")
    return tuple(Passage(place, row[place], row["lang"], unit) for place in places if row[place])


def _news(connection: sqlite3.Connection, keys: Keys) -> list[Item]:
    sql = "SELECT * FROM news WHERE id IN (SELECT value FROM json_each(?))"
    found, evidence = [], _evidence(connection, map(int, keys))
    for row in _rows(connection, sql, map(int, keys)):
        fields, day = _news_fields(row), _day(row["published"] or row["first_seen"])
        found.append(
            Item(
                kind="news",
                key=row["key"],
                seq=keys[str(row["id"])],
                title=row["title"],
                passages=_news_passages(row),
                fields=fields,
                standing="reported",
                subject=f"story:{row['story']}" if row["story"] else f"news:{row['key']}",
                kinds=_set("news", "party" if fields["party"] else ""),
                day=day,
                page=f"/story/{row['story']}" if row["story"] else f"/caac/news/{row['id']}",
                url=row["url"],
                document=row["document"],
                note=f"{row['outlet']}, {day:%-d %B %Y}",
                evidence=evidence[row["id"]],
            )
        )
    return found


def _stories(connection: sqlite3.Connection, keys: Keys) -> list[Item]:
    told: dict[str, list[sqlite3.Row]] = defaultdict(list)
    sql = "SELECT * FROM news WHERE story IN (SELECT value FROM json_each(?)) ORDER BY id"
    for row in _rows(connection, sql, keys):
        told[row["story"]].append(row)
    sql = "SELECT * FROM stories WHERE relevant AND id IN (SELECT value FROM json_each(?))"
    rows = _rows(connection, sql, keys)
    evidence = _evidence(connection, (row["lead"] for row in rows))
    return [_story(row, told[row["id"]], keys[row["id"]], evidence[row["lead"]]) for row in rows]


def _story(row: sqlite3.Row, told: list[sqlite3.Row], seq: int, evidence: tuple[tuple[str, str], ...]) -> Item:
    lead = next((item for item in told if item["id"] == row["lead"]), told[0] if told else None)
    passages = [passage for unit, item in enumerate(told[:MOST_ITEMS]) for passage in _news_passages(item, unit)]
    fields: dict[str, frozenset[str]] = defaultdict(frozenset)
    for item in told:
        for name, values in _news_fields(item).items():
            fields[name] |= values
    parties = _set(*row["parties"].split("; "))
    outlets = f"{row['outlets']} independent outlet" + ("s" if row["outlets"] != 1 else "")
    return Item(
        kind="story",
        key=row["id"],
        seq=seq,
        title=row["title"],
        passages=tuple(passages) or (Passage("title", row["title"]),),
        fields={
            **fields,
            "kind": _set("story", "news"),
            "situation": _set(*row["countries"].split()),
            "violation": _set(*row["violations"].split()),
            "party": parties,
        },
        standing="reported",
        subject=f"story:{row['id']}",
        kinds=_set("story", "party" if parties else ""),
        day=_day(row["event_date"] or row["first_seen"]),
        page=f"/story/{row['id']}",
        url=lead["url"] if lead else "",
        document=lead["document"] if lead else "",
        note=f"{lead['outlet'] + ', ' if lead else ''}{row['first_seen'][:10]}; {row['items']} reports of {outlets}",
        evidence=evidence,
    )


_READERS: dict[str, Callable[[sqlite3.Connection, Keys], list[Item]]] = {
    "news": _news,
    "story": _stories,
    "renewal": renewals,
}
