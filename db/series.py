"""What early warning counts: stories by day, situation and violation, and how much of the usual volume was there."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StoryDay:
    """A story on the day it was first reported."""

    day: date
    situations: tuple[str, ...]
    violations: tuple[str, ...]
    outlets: frozenset[str]
    news: tuple[int, ...]


def story_days(connection: sqlite3.Connection, since: date) -> list[StoryDay]:
    """Relevant stories of incidents since a day; statements, reports and what marks an anniversary are left out."""
    items: dict[str, list[sqlite3.Row]] = defaultdict(list)
    sql = """
      SELECT n.story, n.id, n.outlet, substr(coalesce(nullif(n.published, ''), n.first_seen), 1, 10) AS day
      FROM news n JOIN stories s ON s.id = n.story
      WHERE s.relevant AND s.kind = 'incident' AND s.last_seen >= ? AND NOT n.not_new ORDER BY n.id"""
    for row in connection.execute(sql, [since.isoformat()]):
        items[row["story"]].append(row)
    places = {
        row["id"]: (tuple(row["countries"].split()), tuple(row["violations"].split()))
        for row in connection.execute("SELECT id, countries, violations FROM stories WHERE relevant")
    }
    return [
        StoryDay(
            date.fromisoformat(min(row["day"] for row in rows)),
            *places[story],
            frozenset(row["outlet"] for row in rows),
            tuple(row["id"] for row in rows),
        )
        for story, rows in items.items()
    ]


def coverage(connection: sqlite3.Connection, since: date) -> tuple[dict[str, float], dict[str, set[str]]]:
    """(items a day of each news source, sources covered by day): by a good round, or by an item published then."""
    covered: dict[str, set[str]] = defaultdict(set)
    volume: dict[str, int] = defaultdict(int)
    sql = """
      SELECT source, substr(coalesce(nullif(published, ''), first_seen), 1, 10) AS day, count(*) AS items
      FROM news GROUP BY 1, 2 HAVING day >= ?"""
    for row in connection.execute(sql, [since.isoformat()]):
        volume[row["source"]] += row["items"]
        covered[row["day"]].add(row["source"])
    sql = """
      SELECT DISTINCT source, substr(started, 1, 10) AS day FROM rounds
      WHERE outcome IN ('ok', 'unchanged') AND started >= ?"""
    for row in connection.execute(sql, [since.isoformat()]):
        if row["source"] in volume:
            covered[row["day"]].add(row["source"])
    days = max(len(covered), 1)
    return {source: count / days for source, count in volume.items()}, dict(covered)


def statement_days(connection: sqlite3.Connection, since: date, least: int = 12) -> set[date]:
    """Days on which statements and reports outnumber incidents: the annual report and its like."""
    sql = """
      SELECT substr(coalesce(nullif(published, ''), first_seen), 1, 10) AS day,
        sum(kind = 'statement_or_report') AS said, count(*) AS items
      FROM news WHERE relevant GROUP BY 1 HAVING day >= ? AND items >= ? AND said * 2 > items"""
    return {date.fromisoformat(row["day"]) for row in connection.execute(sql, [since.isoformat(), least])}


def save_signals(db: sqlite3.Connection, rows: Iterable[Mapping[str, object]]) -> int:
    """Keep signals, a later judgement of the same period in the place of the former; how many were given."""
    count = 0
    for row in rows:
        values = {**row, "articles": json.dumps(row["articles"])}
        db.execute(
            f"INSERT INTO signals ({', '.join(values)}) VALUES ({', '.join('?' * len(values))}) "
            "ON CONFLICT (situation, violation, period, starts, method) DO UPDATE SET stories = excluded.stories, "
            "outlets = excluded.outlets, baseline = excluded.baseline, statistic = excluded.statistic, "
            "threshold = excluded.threshold, articles = excluded.articles",
            list(values.values()),
        )
        count += 1
    return count
