"""New and changed records as the alert side matches them: read behind a cursor, one Item per record."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from db.alertable.events import renewals
from db.alertable.texts import TEXT_TABLES, day_of, grades, rows_of, texts, values
from db.store.changes import stamp
from records.alerts import Item, Passage

#: Items of a story that are matched and quoted; the rest repeats them.
MOST_ITEMS = 30
Keys = Mapping[str, int]


def newest(connection: sqlite3.Connection) -> int:
    """The last `seq`; 0 in an empty database."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])


def seq_before(connection: sqlite3.Connection, moment: datetime) -> int:
    """The last `seq` before a moment; 0 when there is none."""
    row = connection.execute("SELECT coalesce(max(seq), 0) FROM changes WHERE at < ?", [stamp(moment)]).fetchone()
    return int(row[0])


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
            found += texts(connection, kind, keys)
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


def _news_fields(row: sqlite3.Row) -> dict[str, frozenset[str]]:
    return {
        "kind": values("news"),
        "year": values((row["published"] or row["first_seen"])[:4]),
        "situation": values(*row["countries"].split()),
        "violation": values(*row["violations"].split()),
        "source": values(row["source"], row["outlet"]),
        "party": values(*row["parties"].split("; ")),
        "child": grades(row["child"]),
    }


def _evidence(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """What the readings of news items rest on."""
    found: dict[int, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    sql = "SELECT key, code, quote FROM readings WHERE kind = 'news' AND key IN (SELECT value FROM json_each(?))"
    for row in rows_of(connection, f"{sql} ORDER BY id", map(str, ids)):
        found[int(row["key"])] += ((row["code"], row["quote"]),)
    return found


def _news_passages(row: sqlite3.Row, unit: int = 0) -> tuple[Passage, ...]:
    places = ("title", "summary", "parties")
    return tuple(Passage(place, row[place], row["lang"], unit) for place in places if row[place])


def _news(connection: sqlite3.Connection, keys: Keys) -> list[Item]:
    sql = "SELECT * FROM news WHERE id IN (SELECT value FROM json_each(?))"
    found, evidence = [], _evidence(connection, map(int, keys))
    for row in rows_of(connection, sql, map(int, keys)):
        fields, day = _news_fields(row), day_of(row["published"] or row["first_seen"])
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
                kinds=values("news", "party" if fields["party"] else ""),
                day=day,
                page=f"/story/{row['story']}" if row["story"] else f"/report/{row['id']}",
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
    for row in rows_of(connection, sql, keys):
        told[row["story"]].append(row)
    sql = "SELECT * FROM stories WHERE relevant AND id IN (SELECT value FROM json_each(?))"
    rows = rows_of(connection, sql, keys)
    evidence = _evidence(connection, (row["lead"] for row in rows))
    return [_story(row, told[row["id"]], keys[row["id"]], evidence[row["lead"]]) for row in rows]


def _story(row: sqlite3.Row, told: list[sqlite3.Row], seq: int, evidence: tuple[tuple[str, str], ...]) -> Item:
    lead = next((item for item in told if item["id"] == row["lead"]), told[0] if told else None)
    passages = [passage for unit, item in enumerate(told[:MOST_ITEMS]) for passage in _news_passages(item, unit)]
    fields: dict[str, frozenset[str]] = defaultdict(frozenset)
    for item in told:
        for name, held in _news_fields(item).items():
            fields[name] |= held
    parties = values(*row["parties"].split("; "))
    outlets = f"{row['outlets']} independent outlet" + ("s" if row["outlets"] != 1 else "")
    reports = f"{row['items']} report" + ("s" if row["items"] != 1 else "")
    return Item(
        kind="story",
        key=row["id"],
        seq=seq,
        title=row["title"],
        passages=tuple(passages) or (Passage("title", row["title"]),),
        fields={
            **fields,
            "kind": values("story", "news"),
            "situation": values(*row["countries"].split()),
            "violation": values(*row["violations"].split()),
            "party": parties,
        },
        standing="reported",
        subject=f"story:{row['id']}",
        kinds=values("story", "party" if parties else ""),
        day=day_of(row["event_date"] or row["first_seen"]),
        page=f"/story/{row['id']}",
        url=lead["url"] if lead else "",
        document=lead["document"] if lead else "",
        note=f"{lead['outlet'] + ', ' if lead else ''}{row['first_seen'][:10]}; {reports} by {outlets}",
        evidence=evidence,
    )


_READERS: dict[str, Callable[[sqlite3.Connection, Keys], list[Item]]] = {
    "news": _news,
    "story": _stories,
    "renewal": renewals,
}
