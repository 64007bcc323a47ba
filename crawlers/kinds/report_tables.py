"""Kind `report_tables`: what an operator copied out of the Secretary-General's reports: verified figures, listings.

CSV, JSON Lines or JSON by the columns of docs/reports.md. Material comes by `caac import`.
"""

from __future__ import annotations

from collections.abc import Iterable

from crawlers.kinds import Ask, Held
from crawlers.layouts.report_rows import facts_of_row, unknown_columns
from crawlers.layouts.rows import rows_of
from records.errors import ParseError
from records.fetching import Document, Reject, Source
from records.reports import Listing, VerifiedTotal


def start(source: Source, held: Held) -> Iterable[Ask]:
    """The file itself, where the source has an address."""
    if source.url:
        yield Ask(source.url)


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Nothing: a table is all there is."""
    return ()


def parse(source: Source, document: Document) -> Iterable[VerifiedTotal | Listing | Reject]:
    """One listing or several figures per row; a row that is none is a Reject with its line."""
    first: dict[tuple[object, ...], tuple[int, VerifiedTotal | Listing]] = {}
    columns: set[str] = set()
    try:
        for line, row in rows_of(document):
            place = f"{document.url} line {line}"
            for name in (n for n in unknown_columns(row) if n not in columns):
                columns.add(name)
                yield Reject(place, f"unknown column {name!r}: what it holds is left out")
            try:
                facts = facts_of_row(row)
            except ParseError as error:
                yield Reject(place, error.reason)
                continue
            for fact in facts:
                before, same = first.setdefault(_name(fact), (line, fact))
                if before == line and same is fact:
                    yield fact
                elif same != fact:
                    yield Reject(place, f"says otherwise than line {before} of {', '.join(map(str, _name(fact)))}")
    except ParseError as error:
        yield Reject(error.place or document.url, error.reason)


def _name(fact: VerifiedTotal | Listing) -> tuple[object, ...]:
    if isinstance(fact, Listing):
        return fact.report_year, fact.situation, fact.party
    return fact.symbol, fact.covers_year, fact.situation or "all situations", fact.measure
