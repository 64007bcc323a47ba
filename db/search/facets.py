"""How the matches spread over kinds, years, situations, violations, languages and sources.

Large result sets are counted from an even sample of rows (every n-th row id) and scaled up; `exact` says so.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from db.search import plan as plans
from db.search.order import Gathered
from db.store.merging import LANGUAGES
from db.store.text_index import STEP
from records.query import Query

#: So many rows of an index are all looked at; of more about half as many.
EXACT, SAMPLE = 1_000, 500
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

    def add(self, name: str, values: Iterable[object], by: float, *, split: bool = False) -> None:
        """Count a column of rows, `by` for each; `split` for columns of several codes with spaces between."""
        counter = self.by_field[name]
        for value, count in Counter(values).items():
            for one in (str(value).split() if split else (str(value),)) if value else ():
                counter[one] += round(count * by)


def facets(connection: sqlite3.Connection, query: Query, found: Gathered) -> tuple[Facet, ...]:
    """Counts over all matches: of texts and news, and how many paragraphs; of paragraphs where they are asked for."""
    counts = _Counts()
    plan = plans.paragraphs_plan(query, found.match)
    if plan is not None and plan.match:
        if "paragraph" in query.values("kind") or query.values("part"):
            _paragraphs(connection, plan, counts, found.counts["paragraph"])
        elif found.counts["paragraph"]:
            counts.by_field["kind"]["paragraph"] = found.counts["paragraph"]
    if (plan := plans.texts_plan(query)) is not None and "paragraph" not in query.values("kind"):
        _texts(connection, plan, counts, found)
    if (plan := plans.news_plan(query, found.match)) is not None and found.counts["news"]:
        _news(connection, plan, counts, found.counts["news"])
    listed = []
    for name, counter in counts.by_field.items():
        values = sorted(counter.items(), key=lambda c: (-int(c[0]) if name == "year" else -c[1], c[0]))
        if values:
            listed.append(Facet(name, tuple(values[:_MOST_VALUES]), counts.exact))
    return tuple(listed)


def _step(total: int) -> int:
    """Every how many rows one is looked at."""
    return 1 if total <= EXACT else -(-total // SAMPLE)


def _sample(
    connection: sqlite3.Connection,
    counts: _Counts,
    plan: plans.Plan,
    total: int,
    index: str,
    table: str,
    alias: str,
    columns: str,
) -> tuple[list[tuple[str, ...]], float]:
    """Rows of a match, or those of every n-th row id, and how many each stands for."""
    where = "".join(f" AND {c}" for c in plan.conditions)
    if plan.match:
        source = f"{index} f JOIN {table} {alias} ON {alias}.id = f.rowid WHERE {index} MATCH ?"
        key, values = "f.rowid", [plan.match, *plan.values]
    else:
        source, key, values = f"{table} {alias} WHERE 1", f"{alias}.id", list(plan.values)
    step = _step(total)
    if step > 1:
        counts.exact = False
        source += f" AND {key} % {step} = 0"
    rows = connection.execute(f"SELECT {columns} FROM {source}{where}", values).fetchall()
    return rows, total / len(rows) if rows else 1


def _paragraphs(connection: sqlite3.Connection, plan: plans.Plan, counts: _Counts, total: int) -> None:
    columns = "p.kind, p.lang, p.year, p.symbol"
    rows, step = _sample(connection, counts, plan, total, "paragraphs_fts", "paragraphs", "p", columns)
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


def _texts(connection: sqlite3.Connection, plan: plans.Plan, counts: _Counts, found: Gathered) -> None:
    """Of texts found by words the rows are at hand; a text counts once, but in each language that has the words."""
    step: float = 1
    columns = "s.kind, s.year, s.situations, s.source"
    if found.match:
        ids = list(dict.fromkeys(row % STEP for row in found.rows))
        sample = ids[:: _step(len(ids))]
        step = len(ids) / len(sample) if sample else 1
        counts.exact = counts.exact and step == 1
        sql = f"SELECT {columns} FROM search_texts s WHERE s.id IN ({','.join('?' * len(sample))})"
        rows = connection.execute(sql, sample).fetchall()
        counts.add("lang", (LANGUAGES[row // STEP] for row in found.rows), 1)
    elif plan.match:
        rows = _tagged(connection, plan, columns)
    else:
        rows, step = _sample(connection, counts, plan, found.counts["text"], "", "search_texts", "s", columns)
    for name, at in (("kind", 0), ("year", 1), ("situation", 2), ("source", 3)):
        counts.add(name, (r[at] for r in rows), step, split=name == "situation")


def _tagged(connection: sqlite3.Connection, plan: plans.Plan, columns: str) -> list[tuple[str, ...]]:
    """Texts found by tags alone."""
    where = "".join(f" AND {c}" for c in plan.conditions)
    sql = (
        f"SELECT {columns} FROM whole_fts f JOIN search_texts s ON s.id = f.rowid % {STEP}"
        f" WHERE whole_fts MATCH ?{where} GROUP BY s.id"
    )
    return connection.execute(sql, [plan.match, *plan.values]).fetchall()


def _news(connection: sqlite3.Connection, plan: plans.Plan, counts: _Counts, total: int) -> None:
    columns = "n.lang, substr(coalesce(n.published, n.first_seen), 1, 4), n.countries, n.violations, n.source"
    rows, step = _sample(connection, counts, plan, total, "news_fts", "news", "n", columns)
    counts.add("kind", ("news" for _ in rows), step)
    for name, at in (("lang", 0), ("year", 1), ("situation", 2), ("violation", 3), ("source", 4)):
        counts.add(name, (r[at] for r in rows), step, split=name in ("situation", "violation"))
