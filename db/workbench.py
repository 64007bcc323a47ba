"""What the commands of the workbench ask: a text by any of its names, its citations, provisions and due dates."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from difflib import get_close_matches

from db.pages.rows import Row, rows
from db.pages.texts import resolution_row
from records.council import Paragraph, Part
from records.errors import BadInput, NotFound
from records.symbols import canonical_symbol, resolution_number, symbol_names

#: Standing requests without a date are shown for texts of so many years; older ones are almost always replaced.
_STANDING_YEARS = 2
#: What is typed for a digit.
_MISREAD = str.maketrans("OoIl", "0011")
_NUMBER = re.compile(r"\s*(?:S/RES/)?\s*(\d{1,9})\s*")
#: Least likeness of a symbol that is offered for a wrong one.
_LIKE = 0.7


def symbol_of(connection: sqlite3.Connection, asked: str) -> str:
    """The symbol under which the text named `asked` is kept. Raises NotFound with the nearest one."""
    if resolution_number(asked) is not None:
        return str(resolution_row(connection, asked)["symbol"])
    symbol = canonical_symbol(asked)
    held = connection.execute(
        # The text of a report of two bodies goes before a record that knows it by one symbol alone.
        "SELECT symbol FROM other_texts WHERE text_origin <> '' AND (symbol LIKE '%-' || ?1 OR symbol LIKE ?1 || '-%')"
        " UNION ALL SELECT symbol FROM search_texts WHERE symbol = ?1 LIMIT 1",
        (symbol,),
    ).fetchone()
    if held:
        return str(held[0])
    raise NotFound("symbol", asked, nearest_symbol(connection, asked))


def nearest_symbol(connection: sqlite3.Connection, asked: str) -> str:
    """The symbol most like a wrong one: of a number the nearest number, else the one spelt most alike."""
    number = _NUMBER.fullmatch(asked.translate(_MISREAD).partition("(")[0])
    if number:
        sql = "SELECT symbol FROM resolutions ORDER BY abs(number - ?), number LIMIT 1"
        row = connection.execute(sql, (int(number[1]),)).fetchone()
        return str(row[0]) if row else ""
    known = [row[0] for row in connection.execute("SELECT symbol FROM search_texts ORDER BY symbol")]
    return next(iter(get_close_matches(canonical_symbol(asked), known, 1, _LIKE)), "")


def paragraphs(connection: sqlite3.Connection, symbol: str, lang: str) -> list[Paragraph]:
    """The paragraphs of a text in one language, in order. Raises BadInput when there are none."""
    found = [
        Paragraph(str(r["reference"]), _part(r["part"]), str(r["text"]), str(r["heading"]), int(r["level"]))
        for r in rows(
            connection,
            "SELECT reference, part, text, heading, level FROM paragraphs"
            " WHERE symbol = ? AND lang = ? ORDER BY position",
            symbol,
            lang,
        )
    ]
    if not found:
        rows_held = connection.execute("SELECT DISTINCT lang FROM paragraphs WHERE symbol = ? ORDER BY lang", (symbol,))
        held = ", ".join(row[0] for row in rows_held)
        if held:
            raise BadInput(f"{symbol} is not held in language {lang!r}; it is held in {held}")
        raise BadInput(f"the words of {symbol} are not held, only facts about it")
    return found


def wording(connection: sqlite3.Connection, symbol: str, paragraph: str) -> str:
    """The English words of one paragraph; empty when it is not held."""
    sql = "SELECT text FROM paragraphs WHERE symbol = ? AND lang = 'en' AND reference = ?"
    found = connection.execute(sql, (symbol, paragraph)).fetchone()
    return str(found[0]) if found else ""


def _part(text: object) -> Part:
    return "preamble" if text == "preamble" else "annex" if text == "annex" else "operative"


def citations(connection: sqlite3.Connection, symbol: str) -> Row:
    """What a text cites and which resolutions cite it: body apart from footnotes and annexes, each symbol once."""
    found = rows(connection, "SELECT DISTINCT part, cited, cited_kind FROM citations WHERE symbol = ?", symbol)
    names = symbol_names(symbol)
    citing = rows(
        connection,
        f"SELECT DISTINCT symbol FROM citations WHERE cited IN ({', '.join('?' * len(names))}) AND symbol <> ?"
        " AND part IN ('preamble', 'operative')",
        *names,
        symbol,
    )

    def cited(kind: str, *parts: str) -> list[str]:
        return _in_order(
            {r["cited"] for r in found if r["cited_kind"] == kind and r["part"] in parts and r["cited"] != symbol}
        )

    answer: Row = {
        "cites": cited("resolution", "preamble", "operative"),
        "cited_by": _in_order({r["symbol"] for r in citing}),
        "statements": cited("statement", "preamble", "operative"),
        "documents": cited("document", "preamble", "operative"),
    }
    for name, part in (("footnotes", "footnote"), ("annexes", "annex")):
        answer[name] = {kind + "s": cited(kind, part) for kind in ("resolution", "statement", "document")}
    return answer


def _in_order(symbols: set[str]) -> list[str]:
    return sorted(symbols, key=lambda symbol: (resolution_number(symbol) or 0, symbol))


def provisions(connection: sqlite3.Connection, symbol: str | None) -> list[Row]:
    """Graded child provisions of one text, or of all, in printed order."""
    where = "WHERE v.symbol = ?" if symbol else ""
    found = rows(
        connection,
        "SELECT v.symbol, v.paragraph, v.grade, v.themes, v.verb, v.quote FROM provisions v "
        f"LEFT JOIN resolutions r ON r.symbol = v.symbol {where} ORDER BY r.number, v.symbol, v.id",
        *([symbol] if symbol else []),
    )
    return [{**dict(row), "themes": str(row["themes"]).split()} for row in found]


def calendar(connection: sqlite3.Connection, today: date, everything: bool) -> list[Row]:
    """What falls due from `today` on, soonest first, then standing requests without a date; or all there ever was."""
    found = rows(
        connection,
        """
        SELECT d.*, r.year FROM (
          SELECT symbol, paragraph, 'mandate_end' AS kind, coalesce(nullif(mandate, ''), subject) AS subject, due,
                 '' AS interval, quote, superseded_by FROM mandate_ends
          UNION ALL
          SELECT symbol, paragraph, 'reporting_request', asked, due, interval, quote, superseded_by
          FROM reporting_requests
        ) d LEFT JOIN resolutions r USING (symbol)
        ORDER BY d.due IS NULL OR d.due = '', d.due, r.number, d.symbol, d.kind, d.paragraph
        """,
    )
    kept: dict[tuple[object, ...], Row] = {}
    for row in found:
        stands = not row["superseded_by"] and (
            row["due"] >= today.isoformat()
            if row["due"]
            else row["kind"] == "reporting_request" and (row["year"] or 0) >= today.year - _STANDING_YEARS
        )
        if everything or stands:
            one = {name: row[name] for name in ("symbol", "paragraph", "kind", "subject", "interval", "quote")}
            one |= {"due": row["due"] or None, "superseded_by": row["superseded_by"] or None}
            one["past"] = bool(row["due"]) and row["due"] < today.isoformat()
            kept.setdefault((one["symbol"], one["paragraph"], one["kind"], one["due"], one["interval"]), one)
    return list(kept.values())
