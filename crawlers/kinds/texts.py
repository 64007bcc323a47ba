"""Kind `texts`: bulk tables of Council texts and of their metadata, as JSON Lines, JSON or CSV.

Texts: rows with `symbol` (or `res_no`, `doc_id`) and `text`, such as CR-UNSC's release and other public corpora;
columns `text_fr` ... `text_zh` hold other languages. Metadata: DGACM's own extract (`adoption_meeting` ...), tables of
vetoed drafts, the list of resolutions of un.org. Knows no address of its own: material comes by `caac import`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawlers.kinds import Ask, Held
from crawlers.layouts.plain import read_plain
from crawlers.layouts.rows import Row, rows_of
from crawlers.layouts.tables import extract_text, facts_of, listed_text, vetoed_draft
from records.council import CouncilText
from records.errors import ParseError
from records.fetching import Document, Reject, Source
from records.symbols import canonical_symbol, resolution_number, resolution_year
from records.years import year_of

_LANGUAGES = ("fr", "es", "ru", "ar", "zh")


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The file itself, where the source has an address."""
    if source.url:
        yield Ask(source.url, expects="", most_bytes=500_000_000)


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Nothing: a table is all there is."""
    return ()


def parse(source: Source, document: Document) -> Iterable[CouncilText | Reject]:
    """One or several texts per row; a row that is none is a Reject with its number."""
    try:
        for number, (_, row) in enumerate(rows_of(document), 1):
            yield from _texts(row, f"{document.url} row {number}", document.url)
    except ParseError as error:
        yield Reject(error.place or document.url, error.reason)


def _texts(row: Row, place: str, name: str) -> Iterator[CouncilText | Reject]:
    if not row:
        yield Reject(place, "not a row of a table")
    elif "adoption_meeting" in row:
        yield extract_text(row) or Reject(place, "a row without a symbol")
    elif "member_veto1" in row or ("draft" in row and "single_veto" in row):
        yield vetoed_draft(row) or Reject(place, "a veto without the symbol of a draft")
    elif not any(key.startswith("text") or key in {"body", "raw_text"} for key in row):
        yield listed_text(row) or Reject(place, "neither text nor symbol in this row")
    else:
        yield from _plain(row, place, name)


def _plain(row: Row, place: str, name: str) -> Iterator[CouncilText | Reject]:
    symbol = _symbol(row)
    if symbol is None:
        yield Reject(place, "a text without the symbol of a resolution")
        return
    origin = _origin(row, name)
    found = False
    for lang in ("en", *_LANGUAGES):
        text = next((str(row[key]) for key in _columns(lang) if row.get(key)), "")
        if text.strip() and text.strip() != "NA":
            found = True
            record = facts_of(read_plain(text, symbol, origin, lang), row)
            stated = canonical_symbol(str(row.get("symbol") or ""))
            wrong = f"the table calls it {stated}; resolution {symbol} is meant, for the number decides"
            yield (
                record if stated in {symbol, ""} or "(" not in stated else replace(record, notes=(*record.notes, wrong))
            )
    if not found:
        yield listed_text(row) or Reject(place, f"{symbol}: no text in this row")


def _columns(lang: str) -> tuple[str, ...]:
    return ("text", "text_en", "body", "raw_text") if lang == "en" else (f"text_{lang}",)


def _symbol(row: Row) -> str | None:
    """Symbol of the row in full; the year is supplied where only a number is given. None for what is no resolution."""
    for key in ("symbol", "res_no", "number", "resolution", "doc_id"):
        number = resolution_number(canonical_symbol(str(row.get(key) or "").removesuffix(".0")))
        if number:
            symbol = canonical_symbol(str(row.get("symbol") or ""))
            stated = str(row.get("year") or "").removesuffix(".0")
            year = year_of(number) or resolution_year(symbol) or (int(stated) if stated.isdigit() else None)
            return f"S/RES/{number} ({year})" if year and number >= 1 else None
    return None


def _origin(row: Row, name: str) -> str:
    """Which corpus a row is of, by the names of its own files, then by the name of the table."""
    file = str(row.get("file") or row.get("doc_id") or "")
    lower = f"{file} {name.rpartition('/')[2]}".lower()
    if "gold" in lower or "cr_unsc" in lower or "cr-unsc" in lower or "vote_summary" in row:
        return "cr_unsc"
    if "wandergram" in lower or file[4:6] == "-N":
        return "wandergram"
    return "haass" if "haass" in lower or file.startswith("S-RES-") else "file"
