"""Council texts for their pages: a resolution, statement or draft with everything that is known of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from db.pages.rows import Row, first, rows
from records.errors import NotFound
from records.symbols import canonical_symbol, resolution_number, symbol_names


@dataclass(slots=True)
class TextPage:
    """A Council text and what belongs to it; every list is in printed or numeric order."""

    kind: str
    row: Row
    lang: str
    paragraphs: list[Row]
    #: Paragraphs of the second language by the English reference to which they correspond.
    beside: dict[str, list[Row]] = field(default_factory=dict)
    #: Paragraphs of the second language that correspond to no English one.
    unaligned: list[Row] = field(default_factory=list)
    provisions: dict[str, list[Row]] = field(default_factory=dict)
    votes: list[Row] = field(default_factory=list)
    sponsors: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    #: By paragraph: (start, end, symbol) of each text named in it.
    named: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    cites: list[Row] = field(default_factory=list)
    cited_by: list[Row] = field(default_factory=list)
    older: list[Row] = field(default_factory=list)
    newer: list[Row] = field(default_factory=list)
    ends: list[Row] = field(default_factory=list)
    requests: list[Row] = field(default_factory=list)
    document: Row | None = None
    source: Row | None = None
    findings: list[Row] = field(default_factory=list)


def resolution_row(connection: sqlite3.Connection, asked: str) -> Row:
    """The resolution named `2143`, `S/RES/2143` or in full. Raises NotFound with the nearest one held."""
    number = resolution_number(asked)
    if number is None:
        raise NotFound("resolution", asked)
    row = first(connection, "SELECT * FROM resolutions WHERE number = ?", number)
    if row is None:
        near = first(connection, "SELECT symbol FROM resolutions ORDER BY abs(number - ?), number LIMIT 1", number)
        raise NotFound("resolution", asked, near["symbol"] if near else "")
    return row


_TABLE = {"statement": "statements", "draft": "drafts", "other": "other_texts"}


def other_row(connection: sqlite3.Connection, kind: str, asked: str) -> Row:
    """A statement, draft or other text by its symbol. Raises NotFound with the nearest one held."""
    symbol = canonical_symbol(asked)
    table = _TABLE[kind]
    # A report of two bodies is known by either of its symbols.
    half = " OR symbol LIKE '%-' || ?1 OR symbol LIKE ?1 || '-%' ORDER BY text_origin = ''" if kind == "other" else ""
    row = first(connection, f"SELECT * FROM {table} WHERE symbol = ?1 OR symbol = ?2{half}", symbol, asked)
    if row is None:
        near = first(connection, f"SELECT symbol FROM {table} WHERE symbol >= ? ORDER BY symbol LIMIT 1", symbol)
        near = near or first(connection, f"SELECT symbol FROM {table} ORDER BY symbol DESC LIMIT 1")
        raise NotFound(kind, asked, near["symbol"] if near else "")
    return row


def known(connection: sqlite3.Connection, kind: str, symbol: str) -> bool:
    """Whether a statement, draft or other text with this symbol is held."""
    return connection.execute(f"SELECT 1 FROM {_TABLE[kind]} WHERE symbol = ?", (symbol,)).fetchone() is not None


def text_page(connection: sqlite3.Connection, kind: str, row: Row, lang: str) -> TextPage:
    """Everything shown beside the text; `lang` falls back to a language that is held."""
    symbol = row["symbol"]
    held = row["languages"].split()
    if lang not in held:
        lang = "en" if "en" in held or not held else held[0]
    base = "en" if "en" in held else lang
    found = TextPage(kind, row, lang, _paragraphs(connection, symbol, base))
    if lang != base:
        _align(found, _paragraphs(connection, symbol, lang))
    for provision in rows(connection, "SELECT * FROM provisions WHERE symbol = ? ORDER BY id", symbol):
        found.provisions.setdefault(provision["paragraph"], []).append(provision)
    found.votes = rows(connection, "SELECT * FROM votes WHERE symbol = ? ORDER BY country", symbol)
    found.sponsors = _words(connection, "SELECT country FROM sponsors WHERE symbol = ? ORDER BY country", symbol)
    found.subjects = _words(connection, "SELECT subject FROM subjects WHERE symbol = ? ORDER BY subject", symbol)
    _citations(connection, found)
    _named(connection, found)
    _lineage(connection, found)
    for name in ("mandate_ends", "reporting_requests"):
        sql = f"SELECT * FROM {name} WHERE symbol = ? ORDER BY due IS NULL, due, id"
        setattr(found, "ends" if name == "mandate_ends" else "requests", rows(connection, sql, symbol))
    found.document = first(connection, "SELECT * FROM documents WHERE sha256 = ?", row["document"])
    found.source = first(connection, "SELECT * FROM sources WHERE id = ?", row["source"])
    found.findings = rows(
        connection, "SELECT * FROM findings WHERE place >= ?1 AND place < ?1 || char(1114111) LIMIT 20", symbol
    )
    return found


def _words(connection: sqlite3.Connection, sql: str, symbol: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(sql, (symbol,))]


def _paragraphs(connection: sqlite3.Connection, symbol: str, lang: str) -> list[Row]:
    return rows(connection, "SELECT * FROM paragraphs WHERE symbol = ? AND lang = ? ORDER BY position", symbol, lang)


def _align(page: TextPage, others: list[Row]) -> None:
    """Put paragraphs of the second language beside their English ones, by `aligned`, else by the same reference."""
    references = {p["reference"] for p in page.paragraphs}
    for paragraph in others:
        to = paragraph["aligned"] or (paragraph["reference"] if paragraph["reference"] in references else "")
        if to in references:
            page.beside.setdefault(to, []).append(paragraph)
        else:
            page.unaligned.append(paragraph)


def _citations(connection: sqlite3.Connection, page: TextPage) -> None:
    page.cites = rows(
        connection,
        "SELECT c.cited AS symbol, c.cited_kind AS kind, group_concat(DISTINCT c.paragraph) AS paragraphs,"
        " min(c.part = 'footnote') AS footnote, r.title, min(c.id) AS at FROM citations c"
        " LEFT JOIN resolutions r ON r.symbol = c.cited WHERE c.symbol = ? GROUP BY c.cited ORDER BY at",
        page.row["symbol"],
    )
    names = symbol_names(page.row["symbol"])
    page.cited_by = rows(
        connection,
        "SELECT c.symbol, group_concat(DISTINCT c.paragraph) AS paragraphs, r.title, r.number FROM citations c"
        f" LEFT JOIN resolutions r ON r.symbol = c.symbol WHERE c.cited IN ({', '.join('?' * len(names))})"
        " AND c.part <> 'footnote' GROUP BY c.symbol ORDER BY r.number DESC, c.symbol DESC",
        *names,
    )


def _named(connection: sqlite3.Connection, page: TextPage) -> None:
    sql = "SELECT paragraph, start, end, cited FROM citations WHERE symbol = ? AND part <> 'footnote' ORDER BY start"
    for paragraph, start, end, cited in connection.execute(sql, (page.row["symbol"],)):
        page.named.setdefault(paragraph, []).append((start, end, cited))


def _lineage(connection: sqlite3.Connection, page: TextPage) -> None:
    page.older = rows(connection, "SELECT * FROM renewals WHERE new = ? ORDER BY mandate", page.row["symbol"])
    page.newer = rows(connection, "SELECT * FROM renewals WHERE old = ? ORDER BY mandate", page.row["symbol"])


def text_list(
    connection: sqlite3.Connection, kind: str, year: int | None, limit: int, offset: int
) -> tuple[list[Row], int]:
    """One page of a list of texts, newest first, and how many there are."""
    table, dated = (
        ("resolutions", "adopted")
        if kind == "resolution"
        else (_TABLE[kind], "voted" if kind == "draft" else "adopted")
    )
    where, values = ("WHERE year = ?", [year]) if year else ("", [])
    order = "number DESC" if kind == "resolution" else f"year DESC, {dated} DESC, symbol DESC"
    total = connection.execute(f"SELECT count(*) FROM {table} {where}", values).fetchone()[0]
    found = rows(connection, f"SELECT * FROM {table} {where} ORDER BY {order} LIMIT ? OFFSET ?", *values, limit, offset)
    return found, total


def years(connection: sqlite3.Connection, kind: str) -> list[tuple[int, int]]:
    """Years with the number of texts, newest first."""
    table = "resolutions" if kind == "resolution" else _TABLE[kind]
    return [
        (row[0], row[1])
        for row in connection.execute(f"SELECT year, count(*) FROM {table} GROUP BY year ORDER BY year DESC")
    ]
