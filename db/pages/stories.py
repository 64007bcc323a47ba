"""Stories and signals: what was reported, by how many, and why it is here."""

from __future__ import annotations

import json
import re
import sqlite3

from db.pages.rows import Row, first, nearest, rows, word_filter
from records.errors import NotFound


def story_list(
    connection: sqlite3.Connection, situation: str, violation: str, limit: int, offset: int
) -> tuple[list[Row], int]:
    """Relevant stories, last seen first, and how many there are."""
    where, values = "relevant = 1", []
    for column, value in (("countries", situation), ("violations", violation)):
        if value:
            where += f" AND {word_filter(column)}"
            values.append(value)
    total = connection.execute(f"SELECT count(*) FROM stories WHERE {where}", values).fetchone()[0]
    sql = f"SELECT * FROM stories WHERE {where} ORDER BY last_seen DESC, id LIMIT ? OFFSET ?"
    return rows(connection, sql, *values, limit, offset), total


def story(connection: sqlite3.Connection, asked: str) -> tuple[Row, list[Row]]:
    """A story with its items, oldest first, each with the words that led to its labels. Raises NotFound."""
    row = first(connection, "SELECT * FROM stories WHERE id = ?", asked)
    if row is None:
        near = first(connection, "SELECT id FROM stories WHERE id >= ? ORDER BY id LIMIT 1", asked)
        raise NotFound("story", asked, near["id"] if near else "")
    items = rows(
        connection,
        "SELECT n.*, i.relation, i.copy_of FROM news n LEFT JOIN story_items i ON i.news = n.id WHERE n.story = ?"
        " ORDER BY coalesce(n.published, n.first_seen), n.id LIMIT 500",
        asked,
    )
    for item in items:
        item["why"] = evidence(connection, item["id"])
    return row, items


def report(connection: sqlite3.Connection, asked: str) -> Row:
    """One press report by its number. Raises NotFound."""
    known = re.fullmatch(r"[0-9]{1,15}", asked)
    row = first(connection, "SELECT * FROM news WHERE id = ?", int(asked)) if known else None
    if row is None:
        raise NotFound("report", asked)
    return row


def evidence(connection: sqlite3.Connection, news_id: int) -> list[Row]:
    """The words that led to the labels of a news item."""
    sql = "SELECT code, quote, rule FROM readings WHERE kind = 'news' AND key = ? ORDER BY start, code LIMIT 30"
    return rows(connection, sql, str(news_id))


def signal_list(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Signals, newest first, with the name of the situation and the articles behind each."""
    found = rows(
        connection,
        "SELECT s.*, t.situation AS name FROM signals s LEFT JOIN situations t"
        " ON instr(';' || t.iso3 || ';', ';' || s.situation || ';') > 0 GROUP BY s.id ORDER BY s.starts DESC,"
        " s.situation, s.violation LIMIT ?",
        limit,
    )
    for row in found:
        row["ids"] = _ids(row["articles"])
    return found


def _ids(text: str) -> list[int]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return []
    return [n for n in found if isinstance(n, int)] if isinstance(found, list) else []


def articles(connection: sqlite3.Connection, ids: list[int]) -> list[Row]:
    """News items by their numbers."""
    marks = ", ".join("?" for _ in ids)
    return rows(connection, f"SELECT * FROM news WHERE id IN ({marks}) ORDER BY published", *ids) if ids else []


def week_counts(connection: sqlite3.Connection, situation: str, violation: str, until: str, weeks: int) -> list[int]:
    """Incident stories per week before and including the week that ends on `until`, oldest first."""
    counted = rows(
        connection,
        "SELECT cast((julianday(?1) - julianday(substr(first_seen, 1, 10))) / 7 AS integer) AS ago, count(*) AS n"
        f" FROM stories WHERE relevant = 1 AND kind = 'incident' AND {word_filter('countries').replace('?', '?2')}"
        f" AND {word_filter('violations').replace('?', '?3')} AND first_seen <= ?1 || 'T99'"
        " AND first_seen > date(?1, '-' || (?4 * 7) || ' days') GROUP BY ago",
        until,
        situation,
        violation,
        weeks,
    )
    by_week = {row["ago"]: row["n"] for row in counted}
    return [by_week.get(ago, 0) for ago in range(weeks - 1, -1, -1)]


def board(connection: sqlite3.Connection, violation: str, until: str, weeks: int) -> dict[str, list[int]]:
    """By country code: incident stories per week that mention a violation, oldest week first, up to the day `until`."""
    counted = connection.execute(
        "SELECT countries, cast((julianday(?1) - julianday(substr(first_seen, 1, 10))) / 7 AS integer), count(*)"
        " FROM stories WHERE relevant = 1 AND kind = 'incident' AND countries <> ''"
        f" AND {word_filter('violations').replace('?', '?2')} AND first_seen <= ?1 || 'T99'"
        " AND first_seen > date(?1, '-' || (?3 * 7) || ' days') GROUP BY 1, 2",
        (until, violation, weeks),
    )
    found: dict[str, list[int]] = {}
    for countries, ago, number in counted:
        for code in countries.split():
            found.setdefault(code, [0] * weeks)[weeks - 1 - ago] += number
    return dict(sorted(found.items()))


def signal(connection: sqlite3.Connection, asked: str) -> Row:
    """One signal by its number. Raises NotFound."""
    row = first(connection, "SELECT * FROM signals WHERE CAST(id AS TEXT) = ?", asked)
    if row is None:
        known = [str(r["id"]) for r in rows(connection, "SELECT id FROM signals ORDER BY id DESC LIMIT 50")]
        raise NotFound("signal", asked, nearest(asked, known))
    row["ids"] = _ids(row["articles"])
    return row
