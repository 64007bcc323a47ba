"""The best rows of each index for a plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.search.plan import Plan
from db.store.merging import LANGUAGES
from db.store.text_index import STEP
from records.symbols import resolution_number

#: Beyond this many matches only the newest rows are ranked: a word so common tells nothing by its frequency.
RANKED_MOST = {"news": 4_000, "paragraphs": 4_000}
#: What weighs more: child provisions above other paragraphs, English unless another language is asked for.
_PARAGRAPH_SCORE = (
    "-f.rank * (1 + 0.12 * p.grade) * CASE p.lang WHEN 'en' THEN 1.2 ELSE 1.0 END"
    " * CASE WHEN p.reference LIKE '%(row%' THEN 0.7 ELSE 1.0 END"  # a row of a table quotes other texts
)
_TEXT_SCORE = f"-f.rank * CASE WHEN f.rowid < {STEP} THEN 1.2 ELSE 1.0 END"
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
        score = _PARAGRAPH_SCORE if plan.words else "1.0"
        newest = _newest(connection, "paragraphs", plan, count) if plan.words else ""
        rows = connection.execute(
            f"SELECT {columns}, {score} AS score FROM paragraphs_fts f JOIN paragraphs p ON p.id = f.rowid"
            f" WHERE paragraphs_fts MATCH ?{newest}{_where(plan)}"
            f" ORDER BY {'score' if plan.words else 'f.rowid'} DESC LIMIT ?",
            [plan.match, *plan.values, most],
        ).fetchall()
    return [Found("paragraph", r[0], r[6], r[1], r[2], r[3], r[4], str(r[5])) for r in rows], count


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


def text_rows(connection: sqlite3.Connection, plan: Plan) -> list[int]:
    """Rows of `whole_fts` that match: the id of the text plus a step per language."""
    source = "whole_fts f"
    if plan.conditions:
        source += f" JOIN search_texts s ON s.id = f.rowid % {STEP}"
    sql = f"SELECT f.rowid FROM {source} WHERE whole_fts MATCH ?{_where(plan)}"
    return [row[0] for row in connection.execute(sql, [plan.match, *plan.values])]


def word_rows(connection: sqlite3.Connection, expressions: Sequence[str]) -> list[tuple[list[int], int]]:
    """For each word the rows of `whole_fts` that hold it, and the number of all texts."""
    count = _one(connection, "SELECT count(*) FROM search_texts", ())
    sql = "SELECT rowid FROM whole_fts WHERE whole_fts MATCH ?"
    columns = "{symbol title agenda subjects other body}"
    return [([r[0] for r in connection.execute(sql, (f"{columns} : ({e})",))], count) for e in expressions]


def find_texts(connection: sqlite3.Connection, plan: Plan, most: int) -> list[Found]:
    """The best texts by title, subjects and the words of the whole text, in their best language.

    Ordered by our own score, not by `rank`: FTS5 would reckon each shown row's rank once more.
    """
    inner = f"SELECT f.rowid AS row, {_TEXT_SCORE} AS score FROM whole_fts f WHERE whole_fts MATCH ?"
    if plan.conditions:
        inner = inner.replace("whole_fts f", f"whole_fts f JOIN search_texts s ON s.id = f.rowid % {STEP}", 1)
    rows = connection.execute(
        f"SELECT {_TEXT_COLUMNS}, m.score, m.row / {STEP} FROM ({inner}{_where(plan)} ORDER BY score DESC LIMIT ?) m"
        f" JOIN search_texts s ON s.id = m.row % {STEP}",
        [plan.match, *plan.values, most],
    )
    found: dict[int, Found] = {}
    for row in rows:
        if row[1] not in found or found[row[1]].score < row[7]:
            found[row[1]] = _text(row)
    return list(found.values())


def texts_by_id(connection: sqlite3.Connection, rows: Sequence[int], score: float) -> list[Found]:
    """Texts by their rows in the index, all of the same score."""
    langs = {row % STEP: row // STEP for row in reversed(rows)}
    marks = ",".join("?" * len(langs))
    sql = f"SELECT {_TEXT_COLUMNS}, ?, 0 FROM search_texts s WHERE s.id IN ({marks})"
    found = connection.execute(sql, [score, *langs])
    return [_text((*row[:8], langs[row[1]])) for row in found]


def _text(row: Sequence[Any]) -> Found:
    return Found(
        row[0], row[1], row[7], row[2], LANGUAGES[row[8]], "", row[3], str(row[4]), places=row[5], cited=row[6]
    )


def title_scores(connection: sqlite3.Connection, match: str) -> dict[int, float]:
    """How well titles, agenda items and subjects answer to any of the words: id of the text to score."""
    sql = "SELECT rowid, -rank FROM texts_fts WHERE texts_fts MATCH ?"
    return dict(connection.execute(sql, (f"{{title agenda subjects other}} : ({match})",)).fetchall())


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
