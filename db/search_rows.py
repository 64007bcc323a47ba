"""The best rows of each index for a plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from db.merging import LANGUAGES
from db.search_plan import Plan
from db.text_index import STEP
from records.folding import fold
from records.symbols import resolution_number

#: Beyond this many matches only the newest rows are ranked: a word so common tells nothing by its frequency.
RANKED_MOST = {"news": 6_000, "paragraphs": 6_000}
#: What weighs more: child provisions above other paragraphs, English unless another language is asked for.
_PARAGRAPH_SCORE = (
    "-f.rank * (1 + 0.12 * p.grade) * CASE p.lang WHEN 'en' THEN 1.2 ELSE 1.0 END"
    " * CASE WHEN p.reference LIKE '%(row%' THEN 0.7 ELSE 1.0 END"  # a row of a table quotes other texts
)
_TEXT_SCORE = (
    f"-f.rank * CASE WHEN s.child_grade > 0 THEN 1.1 ELSE 1.0 END * CASE WHEN f.rowid < {STEP} THEN 1.2 ELSE 1 END"
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

    def scaled(self, by: float) -> Found:
        """The same with its score multiplied."""
        return self.scored(self.score * by)

    def scored(self, score: float) -> Found:
        """The same with another score; a search makes thousands, and `dataclasses.replace` takes five times as long."""
        return Found(
            self.kind, self.id, score, self.symbol, self.lang, self.reference, self.grade, self.date, self.more,
            self.paragraph,
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
        order = f"{_newest(connection, 'paragraphs', plan, count)}{_where(plan)} ORDER BY f.rank"
        rows = connection.execute(
            f"SELECT {columns}, {_PARAGRAPH_SCORE} FROM paragraphs_fts f JOIN paragraphs p ON p.id = f.rowid"
            f" WHERE paragraphs_fts MATCH ?{order if plan.words else _where(plan) + ' ORDER BY f.rowid DESC'} LIMIT ?",
            [plan.match, *plan.values, most],
        ).fetchall()
    return [Found("paragraph", r[0], r[6], r[1], r[2], r[3], r[4], str(r[5])) for r in rows], count


def find_texts(connection: sqlite3.Connection, plan: Plan, most: int) -> tuple[list[Found], int]:
    """The best texts by title, subjects and the words of the whole text, in their best language; and how many match."""
    columns = "s.kind, s.id, s.symbol, s.child_grade, coalesce(s.adopted, s.year)"
    if not plan.match:
        rows = connection.execute(
            f"SELECT {columns}, 1.0, 0 FROM search_texts s WHERE 1{_where(plan)}"
            " ORDER BY s.adopted DESC, s.id DESC LIMIT ?",
            [*plan.values, most],
        ).fetchall()
        count = _one(connection, f"SELECT count(*) FROM search_texts s WHERE 1{_where(plan)}", plan.values)
    else:
        joined = f"whole_fts f JOIN search_texts s ON s.id = f.rowid % {STEP} WHERE whole_fts MATCH ?{_where(plan)}"
        values = [plan.match, *plan.values]
        if plan.conditions:
            count = _one(connection, f"SELECT count(DISTINCT s.id) FROM {joined}", values)
        else:
            sql = f"SELECT count(DISTINCT rowid % {STEP}) FROM whole_fts WHERE whole_fts MATCH ?"
            count = _one(connection, sql, values)
        order = "f.rank" if plan.words else "s.adopted DESC"
        sql = f"SELECT {columns}, {_TEXT_SCORE}, f.rowid / {STEP} FROM {joined} ORDER BY {order} LIMIT ?"
        rows = connection.execute(sql, [*values, most * 2]).fetchall()
    found: dict[int, Found] = {}
    for r in rows:
        if r[1] not in found or found[r[1]].score < r[5]:
            found[r[1]] = Found(r[0], r[1], r[5], r[2], LANGUAGES[r[6]], "", r[3], str(r[4]))
    return list(found.values()), count


def title_scores(connection: sqlite3.Connection, match: str, most: int) -> dict[str, float]:
    """How well titles, agenda items and subjects answer to any of the words: symbol to score."""
    rows = connection.execute(
        "SELECT s.symbol, -f.rank FROM texts_fts f JOIN search_texts s ON s.id = f.rowid"
        " WHERE texts_fts MATCH ? ORDER BY f.rank LIMIT ?",
        (f"{{title agenda subjects other}} : ({match})", most),
    )
    return dict(rows.fetchall())


def cited_by(connection: sqlite3.Connection, symbols: Collection[str]) -> dict[str, int]:
    """By how many resolutions each is cited: what others build on is more often meant."""
    listed = sorted(symbols)[:5000]
    marks = ",".join("?" * len(listed))
    return dict(connection.execute(f"SELECT symbol, cited_by FROM resolutions WHERE symbol IN ({marks})", listed))


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
        order = f"{_newest(connection, 'news', plan, count)}{_where(plan)} ORDER BY f.rank"
        rows = connection.execute(
            f"SELECT {columns}, {_NEWS_SCORE} FROM news_fts f JOIN news n ON n.id = f.rowid"
            f" WHERE news_fts MATCH ?{order if plan.words else _where(plan) + ' ORDER BY n.published DESC'} LIMIT ?",
            [plan.match, *plan.values, most],
        ).fetchall()
    return [Found("news", r[0], r[4], "", r[1], "", r[2], r[3]) for r in rows], count


def best_paragraph(
    connection: sqlite3.Connection, keys: Sequence[str], symbol: str, lang: str
) -> tuple[int, str] | None:
    """Id and reference of the paragraph of a text that holds most of the words, told by how they begin.

    The index would have to look each word up anew for each text shown; reading the text is quicker.
    """
    rows = connection.execute(
        "SELECT id, reference, text FROM paragraphs WHERE symbol = ? AND lang = ? ORDER BY position", (symbol, lang)
    )
    best, most = None, 0
    for row_id, reference, text in rows:
        folded = _plain(text)
        if (count := sum(key in folded for key in keys)) > most:
            best, most = (int(row_id), str(reference)), count
    return best


def _plain(text: str) -> str:
    """`fold`, but without typographic punctuation: that is most often all that keeps English from the quick way."""
    for mark in "“”‘’–—…" if not text.isascii() else "":
        text = text.replace(mark, " ")
    return fold(text)


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
            f"SELECT kind, id, symbol, child_grade, coalesce(adopted, year) FROM search_texts WHERE {clause}", (value,)
        ).fetchone()
        if row:
            found.append(Found(row[0], row[1], 0.0, row[2], "en", "", row[3], str(row[4])))
    return found
