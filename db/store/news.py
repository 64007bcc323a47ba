"""Saving news: title, link, date, outlet, short summary, our reading and the words it rests on. Never a body."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime
from typing import Any

from db.archive.redactions import redacted
from db.store.changes import note_change, note_version, stamp
from db.store.fulltext import delete, insert, news_words
from db.store.overrides import overridden
from records.encoding import content_hash, to_json
from records.fetching import Change
from records.identity import canonical_url, item_key, without_secrets
from records.news import NewsItem
from records.readings import Evidence, NewsReading

#: Most characters of a summary and of a quotation on the public side.
SUMMARY_MOST = 300
TITLE_MOST = 500
_SENTENCE_END = re.compile(r"(?<=[.!?。！？؟])\s+|(?<=[。！？])")
_SPACES = re.compile(r"\s+")
_INDEXED = ("title", "summary", "parties", "published", "lang", "source", "countries", "violations")


def news_key(item: NewsItem) -> str:
    """The lasting name of an item within all sources."""
    return without_secrets(item_key(item.source, item.guid, item.url))


def news_hash(item: NewsItem) -> str:
    """Names what a source says of an item. Not the body, nor `updated` and categories, which many feeds touch daily."""
    said = (item.title, item.summary, item.url, item.published, item.outlet, item.lang, item.sample)
    return content_hash(to_json(said))


def news_change(db: sqlite3.Connection, item: NewsItem, rules_version: str) -> Change:
    """What saving `item` as it came would mean; `unchanged` only when it was read by the same rules."""
    row = db.execute("SELECT content_hash, rules_version FROM news WHERE key = ?", (news_key(item),)).fetchone()
    if row is None:
        return "unchanged" if redacted(db, "news", news_key(item)) else "new"
    return "unchanged" if tuple(row) == (news_hash(item), rules_version) else "changed"


def save_news(
    db: sqlite3.Connection,
    item: NewsItem,
    reading: NewsReading,
    document: str,
    at: datetime,
    rules_version: str,
    original: NewsItem | None = None,
) -> Change:
    """Keep an item (names masked) and its reading; `original` is the item as it came, by which it is recognised.

    An item whose reading alone changed counts as changed only when it became relevant.
    """
    key = news_key(item)
    if redacted(db, "news", key):
        return "unchanged"
    held = _held(db, key)
    row = {**_item_row(item, key, document, original or item), **_reading_row(reading, rules_version)}
    row["first_seen"] = held["first_seen"] if held else stamp(at)
    if held is None:
        row["id"] = int(db.execute("SELECT coalesce(max(id), 0) FROM news").fetchone()[0]) + 1
        row["story"], row["seq"] = "", 0
    row.update(overridden(db, "news", row["key"]))
    change = _change(held, row)
    if held and change == "unchanged" and all(held[k] == v for k, v in row.items() if k != "document"):
        return change
    if held and change == "changed" and held["content_hash"] != row["content_hash"]:
        said = {k: held[k] for k in ("title", "summary", "url", "published", "outlet")}
        note_version(db, "news", str(held["id"]), at, held["document"], to_json(said))
    _write(db, held, row, reading, change, at)
    return change


def news_at(db: sqlite3.Connection, source: str, url: str) -> NewsItem | None:
    """The item of a source behind an address as it is stored; its guid holds the key of its row."""
    row = db.execute(
        "SELECT key, title, url, summary, published, lang, outlet, sample FROM news WHERE url = ? AND source = ?",
        (without_secrets(canonical_url(url)), source),
    ).fetchone()
    if row is None:
        return None
    key, title, address, summary, published, lang, outlet, sample = row
    moment = datetime.fromisoformat(published) if published else None
    return NewsItem(source, title, address, key, summary, moment, lang=lang, outlet=outlet, sample=bool(sample))


def save_news_reading(
    db: sqlite3.Connection, item: NewsItem, reading: NewsReading, at: datetime, rules_version: str
) -> Change:
    """Put a reading in the place of the former one; a change only when the item became relevant."""
    held = _held(db, item.guid)
    if held is None:
        return "unchanged"
    row = {**held, **_reading_row(reading, rules_version)}
    row.update(overridden(db, "news", row["key"]))
    change = _change(held, row)
    if change == "changed" or row != held:
        _write(db, held, row, reading, change, at)
    return change


def _held(db: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    row = cursor.execute("SELECT * FROM news WHERE key = ?", (key,)).fetchone()
    return dict(row) if row else None


def _change(held: dict[str, Any] | None, row: dict[str, Any]) -> Change:
    if held is None:
        return "new"
    if held["content_hash"] != row["content_hash"] or row["relevant"] > held["relevant"]:
        return "changed"
    return "unchanged"


def _write(
    db: sqlite3.Connection,
    held: dict[str, Any] | None,
    row: dict[str, Any],
    reading: NewsReading,
    change: Change,
    at: datetime,
) -> None:
    row_id = held["id"] if held else row["id"]
    if change != "unchanged":
        row["seq"] = note_change(db, at, "news", str(row_id), change)
    if held is None:
        columns = ", ".join(row)
        db.execute(f"INSERT INTO news ({columns}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
        insert(db, "news_fts", [(row_id, *news_words(row))])
    else:
        settings = ", ".join(f"{c} = ?" for c in row)
        db.execute(f"UPDATE news SET {settings} WHERE id = ?", [*row.values(), row_id])
        if any(held[c] != row[c] for c in _INDEXED):
            delete(db, "news_fts", [(row_id, *news_words(held))])
            insert(db, "news_fts", [(row_id, *news_words({**held, **row}))])
        db.execute("DELETE FROM readings WHERE kind = 'news' AND key = ?", (str(row_id),))
    _write_evidence(db, "news", str(row_id), reading.evidence, row["rules_version"])


def _write_evidence(
    db: sqlite3.Connection, kind: str, key: str, evidence: tuple[Evidence, ...], rules_version: str
) -> None:
    db.executemany(
        'INSERT INTO readings (kind, key, code, quote, start, "end", rule, weight, rules_version)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(kind, key, e.code, one_sentence(e.quote), e.start, e.end, e.rule, e.weight, rules_version) for e in evidence],
    )


def _item_row(item: NewsItem, key: str, document: str, original: NewsItem) -> dict[str, Any]:
    url = without_secrets(canonical_url(item.url))
    return {
        "key": key,
        "source": item.source,
        "outlet": shorten(item.outlet, TITLE_MOST),
        "url": url if url.startswith(("http://", "https://")) else "",
        "title": shorten(item.title, TITLE_MOST),
        "summary": shorten(item.summary, SUMMARY_MOST),
        "published": stamp(item.published) if item.published else None,
        "content_hash": news_hash(original),
        "document": document,
        "sample": int(item.sample),
    }


def _reading_row(reading: NewsReading, rules_version: str) -> dict[str, Any]:
    return {
        "lang": reading.lang,
        "child": int(reading.child),
        "conflict": int(reading.conflict),
        "relevant": int(reading.relevant),
        "score": reading.score,
        "kind": reading.kind,
        "violations": " ".join(reading.violations),
        "countries": " ".join(reading.countries),
        "districts": "; ".join(reading.districts),
        "parties": "; ".join(reading.parties),
        "victims_min": reading.victims_min,
        "victims_max": reading.victims_max,
        "event_date": reading.event_date.isoformat() if reading.event_date else None,
        "not_new": int(reading.not_new),
        "rules_version": rules_version,
    }


def shorten(text: str, most: int) -> str:
    """`text` on one line, cut at a word to at most `most` characters, with a sign that it was cut."""
    text = _SPACES.sub(" ", text[: most * 20]).strip()
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:") + "…" if " " in cut[most // 2 :] else cut + "…"


def one_sentence(quote: str) -> str:
    """A quotation fit for the public side: its first sentence, within the limit of a summary."""
    text = _SPACES.sub(" ", quote).strip()
    return shorten(_SENTENCE_END.split(text, maxsplit=1)[0] if len(text) > 2 else text, SUMMARY_MOST)


def apply_overrides(db: sqlite3.Connection, key: str, at: datetime) -> None:
    """Bring the stored item of that key in line with its corrections."""
    if (held := _held(db, key)) is None:
        return
    row = {**held, **overridden(db, "news", key)}
    if row == held:
        return
    row["seq"] = note_change(db, at, "news", str(held["id"]), "changed")
    settings = ", ".join(f"{c} = ?" for c in row)
    db.execute(f"UPDATE news SET {settings} WHERE id = ?", [*row.values(), held["id"]])
    delete(db, "news_fts", [(held["id"], *news_words(held))])
    insert(db, "news_fts", [(held["id"], *news_words(row))])
