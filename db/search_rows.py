"""The best rows of each index for a plan, and their common order."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from db.search_plan import Plan
from records.query import Query
from records.symbols import resolution_number

#: Beyond this many matches only the newest rows are ranked: a word so common tells nothing by its frequency.
RANKED_MOST = {"news": 6_000, "paragraphs": 10_000}
#: What weighs more: a title above a paragraph, a child provision above others, English unless another is asked for.
_TITLE, _MORE = 0.6, 0.06
_PARAGRAPH_SCORE = "-f.rank * (1 + 0.12 * p.grade) * CASE p.lang WHEN 'en' THEN 1.2 ELSE 1.0 END"
_TEXT_SCORE = "-f.rank * CASE WHEN s.child_grade > 0 THEN 1.54 ELSE 1.38 END"
_NEWS_SCORE = "-f.rank * CASE WHEN n.relevant THEN 0.98 ELSE 0.85 END * CASE n.lang WHEN 'en' THEN 1.2 ELSE 1.0 END"


@dataclass(frozen=True, slots=True)
class Found:
    """A row that matched. `kind` resolution, statement, draft, other, paragraph or news."""

    kind: str
    id: int
    score: float
    symbol: str = ""
    lang: str = ""
    reference: str = ""
    grade: int = 0
    date: str = ""
    #: Other paragraphs of the same text that matched, best first.
    more: tuple[str, ...] = field(default=())
    #: The paragraph that shows a text best.
    paragraph: int | None = None

    def scaled(self, by: float) -> Found:
        """The same with its score multiplied."""
        return replace(self, score=self.score * by)


def _where(plan: Plan, *more: str) -> str:
    conditions = [*plan.conditions, *more]
    return (" AND " + " AND ".join(conditions)) if conditions else ""


def find_paragraphs(
    connection: sqlite3.Connection, plan: Plan, most: int, only: Sequence[str] = ()
) -> tuple[list[Found], int]:
    """The best paragraphs and how many match; `only` keeps to texts of these symbols."""
    if only:
        plan.narrow(f"p.symbol IN ({','.join('?' * len(only))})", *only)
    columns = "p.id, p.symbol, p.lang, p.reference, p.grade, p.year"
    if not plan.match:
        rows = connection.execute(
            f"SELECT {columns}, 1.0 FROM paragraphs p WHERE 1{_where(plan)} ORDER BY p.year DESC, p.id LIMIT ?",
            [*plan.values, most],
        ).fetchall()
        count = _one(connection, f"SELECT count(*) FROM paragraphs p WHERE 1{_where(plan)}", plan.values)
    else:
        count = _count(connection, "paragraphs_fts", "paragraphs p", "p.id", plan)
        rows = connection.execute(
            f"SELECT {columns}, {_PARAGRAPH_SCORE} FROM paragraphs_fts f JOIN paragraphs p ON p.id = f.rowid"
            f" WHERE paragraphs_fts MATCH ?{_newest(connection, 'paragraphs', plan, count)}{_where(plan)}"
            " ORDER BY f.rank LIMIT ?",
            [plan.match, *plan.values, most],
        ).fetchall()
    return [Found("paragraph", r[0], r[6], r[1], r[2], r[3], r[4], str(r[5])) for r in rows], count


def find_texts(connection: sqlite3.Connection, plan: Plan, most: int) -> tuple[list[Found], int]:
    """The best texts by title, agenda item, subjects; and how many match."""
    columns = "s.kind, s.id, s.symbol, s.child_grade, coalesce(s.adopted, s.year)"
    if not plan.match:
        rows = connection.execute(
            f"SELECT {columns}, 1.0 FROM search_texts s WHERE 1{_where(plan)}"
            " ORDER BY s.adopted DESC, s.id DESC LIMIT ?",
            [*plan.values, most],
        ).fetchall()
        count = _one(connection, f"SELECT count(*) FROM search_texts s WHERE 1{_where(plan)}", plan.values)
    else:
        count = _count(connection, "texts_fts", "search_texts s", "s.id", plan)
        rows = connection.execute(
            f"SELECT {columns}, {_TEXT_SCORE} FROM texts_fts f JOIN search_texts s ON s.id = f.rowid"
            f" WHERE texts_fts MATCH ?{_where(plan)} ORDER BY f.rank LIMIT ?",
            [plan.match, *plan.values, most],
        ).fetchall()
    return [Found(r[0], r[1], r[5], r[2], "en", "", r[3], str(r[4])) for r in rows], count


def find_news(connection: sqlite3.Connection, plan: Plan, most: int) -> tuple[list[Found], int]:
    """The best news items and how many match."""
    columns = "n.id, n.lang, n.relevant, coalesce(n.published, n.first_seen)"
    if not plan.match:
        rows = connection.execute(
            f"SELECT {columns}, 1.0 FROM news n WHERE 1{_where(plan)} ORDER BY n.published DESC LIMIT ?",
            [*plan.values, most],
        ).fetchall()
        count = _one(connection, f"SELECT count(*) FROM news n WHERE 1{_where(plan)}", plan.values)
    else:
        count = _count(connection, "news_fts", "news n", "n.id", plan)
        rows = connection.execute(
            f"SELECT {columns}, {_NEWS_SCORE} FROM news_fts f JOIN news n ON n.id = f.rowid"
            f" WHERE news_fts MATCH ?{_newest(connection, 'news', plan, count)}{_where(plan)} ORDER BY f.rank LIMIT ?",
            [plan.match, *plan.values, most],
        ).fetchall()
    return [Found("news", r[0], r[4], "", r[1], "", r[2], r[3]) for r in rows], count


def _one(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> int:
    return int(connection.execute(sql, list(values)).fetchone()[0])


def _count(connection: sqlite3.Connection, index: str, table: str, key: str, plan: Plan) -> int:
    if not plan.conditions:
        return _one(connection, f"SELECT count(*) FROM {index} WHERE {index} MATCH ?", [plan.match])
    return _one(
        connection,
        f"SELECT count(*) FROM {index} f JOIN {table} ON {key} = f.rowid WHERE {index} MATCH ?{_where(plan)}",
        [plan.match, *plan.values],
    )


def _newest(connection: sqlite3.Connection, name: str, plan: Plan, count: int) -> str:
    """A bound on the row id that leaves the newest rows of a match too large to rank."""
    most = RANKED_MOST[name]
    if count <= most:
        return ""
    index = f"{name}_fts"
    row = connection.execute(
        f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", [plan.match, most]
    ).fetchone()
    return f" AND f.rowid > {int(row[0])}" if row else ""


def by_symbol(connection: sqlite3.Connection, symbols: Sequence[str]) -> list[Found]:
    """Texts named in the query; of a resolution the number decides."""
    found = []
    for symbol in symbols:
        number = resolution_number(symbol)
        clause, value = ("id = ? AND kind = 'resolution'", number) if number is not None else ("symbol = ?", symbol)
        row = connection.execute(
            f"SELECT kind, id, symbol, child_grade, coalesce(adopted, year) FROM search_texts WHERE {clause}",
            (value,),
        ).fetchone()
        if row:
            found.append(Found(row[0], row[1], 1e6, row[2], "en", "", row[3], str(row[4])))
    return found


def ranked(
    query: Query, exact: Sequence[Found], texts: Sequence[Found], paragraphs: Sequence[Found], news: Sequence[Found]
) -> list[Found]:
    """One order for all: named texts first, then by score; paragraphs stand for their text unless asked for."""
    titles = {f.symbol: f for f in texts}
    council = list(paragraphs) if "paragraph" in query.values("kind") else _folded(paragraphs, titles)
    first = {f.symbol for f in exact}
    named = [replace(f, paragraph=None) for f in exact]
    rest = [f for f in (*council, *news) if not (f.symbol and f.symbol in first and f.kind != "paragraph")]
    plain = not query.groups
    rest.sort(key=lambda f: (f.date if plain else "", f.score, f.date), reverse=True)
    return named + rest


def _folded(paragraphs: Sequence[Found], titles: dict[str, Found]) -> list[Found]:
    """Texts, each with its best paragraph; a title that matches adds to it."""
    grouped: dict[str, list[Found]] = {}
    for found in paragraphs:
        grouped.setdefault(found.symbol, []).append(found)
    folded = []
    for symbol, group in grouped.items():
        group.sort(key=lambda f: -f.score)
        best, title = group[0], titles.pop(symbol, None)
        score = best.score * (1 + _MORE * min(len(group) - 1, 5)) + (_TITLE * title.score if title else 0.0)
        references = tuple(dict.fromkeys(f.reference for f in group[1:] if f.lang == best.lang))
        folded.append(replace(best, score=score, more=references, paragraph=best.id))
    return folded + list(titles.values())
