"""How the matches spread over kinds, years, situations, violations, languages and sources.

Large result sets are counted from an even sample of rows (every n-th row id) and scaled up; `exact` says so.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from db import search_plan as plans
from db.text_index import STEP
from records.query import Query

#: Rows looked at per index.
SAMPLE = 1_000
_MOST_VALUES = 30
FIELDS = ("kind", "year", "situation", "violation", "lang", "source")


@dataclass(frozen=True, slots=True)
class Facet:
    """One field with its values and how many matches have each, most first (years newest first)."""

    field: str
    values: tuple[tuple[str, int], ...]
    #: False: the counts are estimates from an even sample.
    exact: bool = True


class _Counts:
    def __init__(self) -> None:
        self.by_field: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
        self.exact = True

    def add(self, name: str, values: Iterable[object], by: int, *, split: bool = False) -> None:
        """Count a column of rows; `split` for columns of several codes with spaces between."""
        counter = self.by_field[name]
        for value, count in Counter(values).items():
            for one in (str(value).split() if split else (str(value),)) if value else ():
                counter[one] += count * by


def facets(connection: sqlite3.Connection, query: Query, match: str) -> tuple[Facet, ...]:
    """Counts over all matches of the query, `match` being the expression that was used."""
    counts = _Counts()
    if (plan := plans.paragraphs_plan(query, match)) is not None and plan.match:
        _paragraphs(connection, plan, counts)
    if (plan := plans.texts_plan(query, match)) is not None:
        _texts(connection, plan, counts)
    if (plan := plans.news_plan(query, match)) is not None:
        _news(connection, plan, counts)
    found = []
    for name, counter in counts.by_field.items():
        listed = sorted(counter.items(), key=lambda c: (-int(c[0]) if name == "year" else -c[1], c[0]))
        if listed:
            found.append(Facet(name, tuple(listed[:_MOST_VALUES]), counts.exact))
    return tuple(found)


def _sample(
    connection: sqlite3.Connection, counts: _Counts, plan: plans.Plan, index: str, table: str, alias: str, columns: str
) -> tuple[list[tuple[str, ...]], int]:
    """Rows of a match, or of every n-th row id, and n."""
    where = "".join(f" AND {c}" for c in plan.conditions)
    if plan.match:
        row_id = f"f.rowid % {STEP}" if table == "search_texts" else "f.rowid"
        source = f"{index} f JOIN {table} {alias} ON {alias}.id = {row_id} WHERE {index} MATCH ?"
        total = connection.execute(f"SELECT count(*) FROM {index} WHERE {index} MATCH ?", (plan.match,)).fetchone()[0]
        key, values = "f.rowid", [plan.match, *plan.values]
    else:
        source, key, values = f"{table} {alias} WHERE 1", f"{alias}.id", list(plan.values)
        total = connection.execute(f"SELECT count(*) FROM {table} {alias} WHERE 1{where}", values).fetchone()[0]
    step = max(1, -(-total // SAMPLE))
    if step > 1:
        counts.exact = False
        source += f" AND {key} % {step} = 0"
    return connection.execute(f"SELECT {columns} FROM {source}{where}", values).fetchall(), step


def _paragraphs(connection: sqlite3.Connection, plan: plans.Plan, counts: _Counts) -> None:
    columns = "p.kind, p.lang, p.year, p.symbol"
    rows, step = _sample(connection, counts, plan, "paragraphs_fts", "paragraphs", "p", columns)
    about = _about(connection, {r[3] for r in rows})
    counts.add("kind", ("paragraph" for _ in rows), step)
    counts.add("lang", (r[1] for r in rows), step)
    counts.add("year", (r[2] for r in rows), step)
    counts.add("situation", (about.get(r[3], ("", ""))[0] for r in rows), step, split=True)
    counts.add("source", (about.get(r[3], ("", ""))[1] for r in rows), step)


def _about(connection: sqlite3.Connection, symbols: set[str]) -> dict[str, tuple[str, str]]:
    found = {}
    listed = sorted(symbols)
    for at in range(0, len(listed), 500):
        part = listed[at : at + 500]
        marks = ",".join("?" * len(part))
        sql = f"SELECT symbol, situations, source FROM search_texts WHERE symbol IN ({marks})"
        found.update({r[0]: (r[1], r[2]) for r in connection.execute(sql, part)})
    return found


def _texts(connection: sqlite3.Connection, plan: plans.Plan, counts: _Counts) -> None:
    columns = "s.kind, s.year, s.situations, s.source"
    rows, step = _sample(connection, counts, plan, "whole_fts", "search_texts", "s", columns + ", s.id")
    rows = list({r[4]: r for r in rows}.values())
    for name, at in (("kind", 0), ("year", 1), ("situation", 2), ("source", 3)):
        counts.add(name, (r[at] for r in rows), step, split=name == "situation")


def _news(connection: sqlite3.Connection, plan: plans.Plan, counts: _Counts) -> None:
    columns = "n.lang, substr(coalesce(n.published, n.first_seen), 1, 4), n.countries, n.violations, n.source"
    rows, step = _sample(connection, counts, plan, "news_fts", "news", "n", columns)
    counts.add("kind", ("news" for _ in rows), step)
    for name, at in (("lang", 0), ("year", 1), ("situation", 2), ("violation", 3), ("source", 4)):
        counts.add(name, (r[at] for r in rows), step, split=name in ("situation", "violation"))
