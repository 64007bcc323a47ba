"""Rows of the chosen hits and their snippets: the only part of a search that reads texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db.search.rows import Found
from db.search.snippets import MOST, Segments, as_marks, marked_places, snippet, sought
from db.search.words import also, content_groups, keys, loosened
from records.query import Query

#: The commonest marks of French, Spanish, Russian and Arabic, for a quick look at many texts.
_PLAIN = tuple(zip("àâäáçéèêëîïíôöóùûüúёأإآىة", "aaaaceeeeiiiooouuuuеااايه", strict=True))


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
    connection: sqlite3.Connection, query: Query, found: Sequence[Found], *, loose: bool = False
) -> tuple[Hit, ...]:
    """The hits to print, in the order given; `loose` marks words with other endings too."""
    found = [_with_place(connection, query, f) for f in found]
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
    terms = [term for group in content_groups(query) for term in group]
    terms += [other for term in terms for other in (*also(term), *(loosened(term) if loose else ()))]
    places = marked_places(bodies, sought(terms)) if terms else [[] for _ in bodies]
    whole = "paragraph" in query.values("kind")
    hits = []
    for f, body, marks in zip(found, bodies, places, strict=True):
        segments = snippet(body, marks, MOST)
        hits.append(_news_hit(f, news[f.id], segments) if f.kind == "news" else _text_hit(f, texts, segments, whole))
    return tuple(hits)


def _with_place(connection: sqlite3.Connection, query: Query, found: Found) -> Found:
    """A text found by its words as a whole is shown by the paragraph that holds most of them."""
    if found.kind in ("news", "paragraph") or found.paragraph or not query.groups or not found.score:
        return found
    place = _best_paragraph(connection, keys(query), found.symbol, found.lang)
    return replace(found, paragraph=place[0], reference=place[1]) if place else found


def _best_paragraph(
    connection: sqlite3.Connection, keys: Sequence[str], symbol: str, lang: str
) -> tuple[int, str] | None:
    """Id and reference of the paragraph of a text that holds most of the words, told by how they begin.

    The index would have to look each word up anew for each text shown; reading the text is quicker. English is read
    by SQLite itself, without folding.
    """
    if not keys:
        return None
    if lang == "en":
        held = " + ".join("(instr(lower(text), ?) > 0)" for _ in keys)
        row = connection.execute(
            f"SELECT id, reference, {held} AS held FROM paragraphs WHERE symbol = ? AND lang = 'en'"
            " ORDER BY held DESC, position LIMIT 1",
            (*keys, symbol),
        ).fetchone()
        return (int(row[0]), str(row[1])) if row and row[2] else None
    rows = connection.execute(
        "SELECT id, reference, text FROM paragraphs WHERE symbol = ? AND lang = ? ORDER BY position", (symbol, lang)
    )
    best, most = None, 0
    for row_id, reference, text in rows:
        folded = _quickly_folded(text)
        if (count := sum(key in folded for key in keys)) > most:
            best, most = (int(row_id), str(reference)), count
    return best


def _quickly_folded(text: str) -> str:
    folded = text.lower()
    for mark, plain in _PLAIN:
        if mark in folded:
            folded = folded.replace(mark, plain)
    return folded


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
