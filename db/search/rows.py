"""The best rows of each index for a plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.search.plan import Plan
from db.store.merging import LANGUAGES
from db.store.text_index import STEP
from records.symbols import resolution_number

#: Beyond this many matches only the newest rows are ranked: a word so common tells nothing by its frequency.
RANKED_MOST = {"news": 2_000, "paragraphs": 4_000}
#: What weighs more: child provisions above other paragraphs, English unless another language is asked for.
_PARAGRAPH_SCORE = (
    "(1 + 0.12 * p.grade) * CASE p.lang WHEN 'en' THEN 1.2 ELSE 1.0 END"
    " * CASE WHEN p.reference LIKE '%(row%' THEN 0.7 ELSE 1.0 END"  # a row of a table quotes other texts
)
_TEXT_COLUMNS = (
    "s.kind, s.id, s.symbol, s.child_grade, coalesce(s.adopted, s.year), replace(s.situations, ' ', '; ') || '; '"
    " || s.mandates, coalesce((SELECT cited_by FROM resolutions r WHERE r.symbol = s.symbol), 0)"
)
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
    more: tuple[str, ...] = ()
    #: The paragraph that shows a text best.
    paragraph: int | None = None
    #: Situations and mandates of the text, separated by "; ", and how many resolutions cite it.
    places: str = ""
    cited: int = 0

    def scaled(self, by: float) -> Found:
        """The same with its score multiplied."""
        return self.scored(self.score * by)

    def scored(self, score: float) -> Found:
        """The same with another score; a search makes thousands, and `dataclasses.replace` takes five times as long."""
        return Found(
            self.kind, self.id, score, self.symbol, self.lang, self.reference, self.grade, self.date, self.more,
            self.paragraph, self.places, self.cited,
        )  # fmt: skip


def _where(plan: Plan) -> str:
    return "".join(f" AND {condition}" for condition in plan.conditions)


def find_paragraphs(connection: sqlite3.Connection, plan: Plan, most: int) -> tuple[list[Found], int]:
    """The best paragraphs and how many match."""
    columns = "p.id, p.symbol, p.lang, p.reference, p.grade, p.year"
    if not plan.match:
        rows = connection.execute(
            f"SELECT {columns}, 1.0 FROM paragraphs p WHERE 1{_where(plan)} ORDER BY p.year DESC, p.id LIMIT ?",
            [*plan.values, most],
        ).fetchall()
        count = _one(connection, f"SELECT count(*) FROM paragraphs p WHERE 1{_where(plan)}", plan.values)
    else:
        count = _count(connection, "paragraphs_fts", "paragraphs p", plan)
        if not count:
            return [], 0
        score = f"-f.rank * {_PARAGRAPH_SCORE}" if plan.words else "1.0"
        newest = _newest(connection, "paragraphs", plan, count) if plan.words else ""
        rows = connection.execute(
            f"SELECT {columns}, {score} AS score FROM paragraphs_fts f JOIN paragraphs p ON p.id = f.rowid"
            f" WHERE paragraphs_fts MATCH ?{newest}{_where(plan)}"
            f" ORDER BY {'score' if plan.words else 'f.rowid'} DESC LIMIT ?",
            [plan.match, *plan.values, most],
        ).fetchall()
    return [Found("paragraph", r[0], r[6], r[1], r[2], r[3], r[4], str(r[5])) for r in rows], count


def paragraphs_by_id(connection: sqlite3.Connection, told: Mapping[int, float], most: int) -> list[Found]:
    """The best of some paragraphs; `told` is what their words tell of each."""
    marks = ",".join("?" * len(told))
    sql = f"SELECT p.id, p.symbol, p.lang, p.reference, p.grade, p.year, {_PARAGRAPH_SCORE} FROM paragraphs p"
    rows = connection.execute(f"{sql} WHERE p.id IN ({marks})", list(told)).fetchall()
    best = sorted(((told[r[0]] * r[6], r) for r in rows), key=lambda scored: -scored[0])[:most]
    return [Found("paragraph", r[0], score, r[1], r[2], r[3], r[4], str(r[5])) for score, r in best]


def newest_texts(connection: sqlite3.Connection, plan: Plan, most: int) -> tuple[list[Found], int]:
    """Texts for a plan without words, newest first, and how many there are."""
    source, values = f"search_texts s WHERE 1{_where(plan)}", list(plan.values)
    lang = "0"
    if plan.match:
        source = f"whole_fts f JOIN search_texts s ON s.id = f.rowid % {STEP} WHERE whole_fts MATCH ?{_where(plan)}"
        values, lang = [plan.match, *values], f"min(f.rowid / {STEP})"
    count = _one(connection, f"SELECT count(DISTINCT s.id) FROM {source}", values)
    sql = f"SELECT {_TEXT_COLUMNS}, 1.0, {lang} FROM {source} GROUP BY s.id ORDER BY s.adopted DESC, s.id DESC LIMIT ?"
    return [_text(row) for row in connection.execute(sql, [*values, most])], count


def texts_by_id(connection: sqlite3.Connection, scored: Mapping[int, tuple[float, int]]) -> list[Found]:
    """Texts by id, each with its score and the number of its language."""
    marks = ",".join("?" * len(scored))
    rows = connection.execute(f"SELECT {_TEXT_COLUMNS} FROM search_texts s WHERE s.id IN ({marks})", list(scored))
    return [_text((*row, *scored[row[1]])) for row in rows]


def _text(row: Sequence[Any]) -> Found:
    return Found(
        row[0], row[1], row[7], row[2], LANGUAGES[row[8]], "", row[3], str(row[4]), places=row[5], cited=row[6]
    )


def ending(connection: sqlite3.Connection, first: str, last: str) -> set[str]:
    """Symbols of texts with a mandate or measure that they let run until a day of these."""
    sql = "SELECT symbol FROM mandate_ends WHERE due BETWEEN ? AND ?"
    return {row[0] for row in connection.execute(sql, (first, last))}


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
        count = _count(connection, "news_fts", "news n", plan)
        if not count:
            return [], 0
        score = _NEWS_SCORE if plan.words else "1.0"
        newest = _newest(connection, "news", plan, count) if plan.words else ""
        rows = connection.execute(
            f"SELECT {columns}, {score} AS score FROM news_fts f JOIN news n ON n.id = f.rowid"
            f" WHERE news_fts MATCH ?{newest}{_where(plan)}"
            f" ORDER BY {'score' if plan.words else 'n.published'} DESC LIMIT ?",
            [plan.match, *plan.values, most],
        ).fetchall()
    return [Found("news", r[0], r[4], "", r[1], "", r[2], r[3]) for r in rows], count


def _one(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> int:
    return int(connection.execute(sql, list(values)).fetchone()[0])


def _count(connection: sqlite3.Connection, index: str, table: str, plan: Plan) -> int:
    if not plan.conditions:
        return _one(connection, f"SELECT count(*) FROM {index} WHERE {index} MATCH ?", [plan.match])
    joined = f"{index} f JOIN {table} ON {table.split()[1]}.id = f.rowid"
    sql = f"SELECT count(*) FROM {joined} WHERE {index} MATCH ?{_where(plan)}"
    return _one(connection, sql, [plan.match, *plan.values])


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
            f"SELECT {_TEXT_COLUMNS}, 0.0, 0 FROM search_texts s WHERE {clause}", (value,)
        ).fetchone()
        found += [_text(row)] if row else []
    return found
