"""Rows of the chosen hits and their snippets: the only part of a search that reads texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from db.search.held import words_of
from db.search.rows import Found
from db.search.snippets import MOST, Segments, as_marks, marked_places, snippet, sought
from db.search.words import also, content_groups, is_quoted, loosened, place_words, told_words
from records.query import Query, Term


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit, ready to print. `kind` resolution, statement, draft, other, paragraph or news."""

    kind: str
    #: Symbol of a text or paragraph, id of a news item.
    key: str
    title: str
    date: str
    lang: str
    #: Pieces of the snippet as (text, marked).
    segments: Segments
    symbol: str = ""
    #: The paragraph that the snippet is from; empty for titles and news.
    reference: str = ""
    #: Other matching paragraphs of the same text.
    more: tuple[str, ...] = ()
    source: str = ""
    outlet: str = ""
    url: str = ""
    situations: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    grade: int = 0
    score: float = 0.0
    sample: bool = False

    @property
    def snippet(self) -> str:
        """The segments as one text, found words between U+0002 and U+0003."""
        return as_marks(self.segments)


def _rows(connection: sqlite3.Connection, sql: str, ids: Iterable[object]) -> dict[int, sqlite3.Row]:
    listed = list(ids)
    if not listed:
        return {}
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return {r["id"]: r for r in cursor.execute(sql.format(",".join("?" * len(listed))), listed)}


def show(
    connection: sqlite3.Connection,
    query: Query,
    found: Sequence[Found],
    weights: Sequence[float] = (),
    *,
    loose: bool = False,
) -> tuple[Hit, ...]:
    """The hits to print, in the order given; `weights` are of the subject words, `loose` marks other endings too."""
    found = _with_places(connection, query, found, weights)
    paragraph_ids = [f.paragraph or f.id for f in found if f.kind == "paragraph" or f.paragraph]
    paragraphs = _rows(
        connection, "SELECT id, kind, lang, text, symbol FROM paragraphs WHERE id IN ({})", paragraph_ids
    )
    news = _rows(connection, "SELECT * FROM news WHERE id IN ({})", [f.id for f in found if f.kind == "news"])
    texts = {
        r["symbol"]: r
        for r in _rows(
            connection,
            "SELECT * FROM search_texts WHERE symbol IN ({})",
            dict.fromkeys(f.symbol for f in found if f.symbol),
        ).values()
    }
    bodies = [_body(f, paragraphs, news, texts) for f in found]
    places = _places(bodies, query, loose)
    whole = "paragraph" in query.values("kind")
    hits = []
    for f, body, marks in zip(found, bodies, places, strict=True):
        segments = snippet(body if marks else _beside_title(connection, f, body, news, texts), marks, MOST)
        hits.append(_news_hit(f, news[f.id], segments) if f.kind == "news" else _text_hit(f, texts, segments, whole))
    return tuple(hits)


def _places(bodies: Sequence[str], query: Query, loose: bool) -> list[list[tuple[int, int]]]:
    """Where the words stand in each body; where a phrase stands in none of its wording, the words of it."""
    terms = [term for group in content_groups(query) for term in group]
    if not terms:
        return [[] for _ in bodies]
    more = [other for term in terms for other in (*also(term), *(loosened(term) if loose else ()))]
    places = marked_places(bodies, sought([*terms, *more]))
    phrases = [term for term in terms if is_quoted(term)]
    if not loose or not phrases:
        return places
    whole = marked_places(bodies, sought(phrases))
    apart = marked_places(bodies, sought([Term(word) for term in phrases for word in told_words(term)]))
    return [p if w else sorted({*p, *a}) for p, w, a in zip(places, whole, apart, strict=True)]


def _with_places(
    connection: sqlite3.Connection, query: Query, found: Sequence[Found], weights: Sequence[float]
) -> list[Found]:
    """Texts found by their words as a whole are shown by the paragraph that holds most of what these tell."""
    held = words_of(connection)
    wordings = {loose: place_words(query, loose=loose) for loose in (False, True)}

    def placed(f: Found) -> Found:
        if f.kind in ("news", "paragraph") or f.paragraph or not query.groups or not f.score:
            return f
        sql = "SELECT id FROM paragraphs WHERE symbol = ? AND lang = ? ORDER BY position"
        ids = np.array([row[0] for row in connection.execute(sql, (f.symbol, f.lang))], dtype=np.int64)
        if not len(ids):
            return f
        told = np.zeros(len(ids))
        for wording, group in wordings[f.lang != "en"]:
            told += held.holding(connection, wording, ids) * (weights[group] if weights else 1.0)
        if not told.any():
            return f
        best = int(ids[told.argmax()])
        row = connection.execute("SELECT reference FROM paragraphs WHERE id = ?", (best,)).fetchone()
        return replace(f, paragraph=best, reference=str(row[0]))

    return [placed(f) for f in found]


def _body(
    found: Found, paragraphs: dict[int, sqlite3.Row], news: dict[int, sqlite3.Row], texts: dict[str, sqlite3.Row]
) -> str:
    if found.kind == "news":
        row = news[found.id]
        return f"{row['title']} — {row['summary']}" if row["summary"] else str(row["title"])
    if found.kind == "paragraph" or found.paragraph:
        return str(paragraphs[found.paragraph or found.id]["text"])
    row = texts[found.symbol]
    return " · ".join(dict.fromkeys(v for v in (row["title"], row["agenda_item"], row["subjects"]) if v))


def _beside_title(
    connection: sqlite3.Connection,
    found: Found,
    body: str,
    news: dict[int, sqlite3.Row],
    texts: dict[str, sqlite3.Row],
) -> str:
    """What a hit without a found word says beside its title, which stands above it anyway; perhaps nothing."""
    if found.kind == "news":
        return str(news[found.id]["summary"])
    if found.kind == "paragraph" or found.paragraph:
        return body
    row = texts[found.symbol]
    if said := [v for v in dict.fromkeys((row["agenda_item"], row["subjects"])) if v and v != row["title"]]:
        return " · ".join(said)
    sql = "SELECT text FROM paragraphs WHERE symbol = ? AND lang = ? ORDER BY position LIMIT 1"
    opening = connection.execute(sql, (found.symbol, found.lang)).fetchone()
    return str(opening[0]) if opening else ""


def _news_hit(found: Found, row: sqlite3.Row, segments: Segments) -> Hit:
    return Hit(
        "news", str(row["id"]), row["title"], (row["published"] or row["first_seen"])[:10], row["lang"], segments,
        source=row["source"], outlet=row["outlet"], url=row["url"], situations=tuple(row["countries"].split()),
        violations=tuple(row["violations"].split()), grade=row["child"], score=found.score, sample=bool(row["sample"]),
    )  # fmt: skip


def _text_hit(found: Found, texts: dict[str, sqlite3.Row], segments: Segments, whole: bool) -> Hit:
    row = texts[found.symbol]
    return Hit(
        "paragraph" if whole else row["kind"], found.symbol, row["title"], row["adopted"] or str(row["year"]),
        found.lang, segments, symbol=found.symbol, reference=found.reference, more=found.more, source=row["source"],
        situations=tuple(row["situations"].split()), grade=found.grade, score=found.score, sample=bool(row["sample"]),
    )  # fmt: skip
