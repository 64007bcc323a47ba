"""Rows of an operator's table out of a report of the Secretary-General: verified figures and listings of parties.

Strict, since people quote these: what is missing, doubtful or contradicts the report's symbol is a ParseError that says
why. docs/reports.md describes the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from crawlers.layouts.rows import SPARE, Row
from records.errors import ParseError
from records.readings import VIOLATIONS
from records.reports import MEASURES, Listing, VerifiedTotal, invented, published, report_of, report_years

_COMMON = frozenset("symbol report_year page certainty source note situation iso3".split())
_LISTING = frozenset("party annex section violations listed_from listed_to dates_source aliases type".split())
_TOTAL = frozenset("covers_year measure value approximate".split())
_WIDE = frozenset(MEASURES) | {f"{measure}_page" for measure in MEASURES}
_SYMBOL = re.compile(r"(?:A/\d{2}/\d+(?:/\w+\.\d+)?)?-?(?:S/(?:19|20)\d\d/\d+(?:/\w+\.\d+)?)?")
_CODES = re.compile(r"[A-Z]{3}(?:;[A-Z]{3})*")
_NUMBER = re.compile(r"\d+|\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ANNEXES = {"": "", "i": "I", "ii": "II", "1": "I", "2": "II", "annex i": "I", "annex ii": "II"}
_YES_NO = {"": False, "0": False, "no": False, "false": False, "1": True, "yes": True, "true": True}
Cells = Mapping[str, str]


def is_report_table(columns: Iterable[str]) -> bool:
    """Whether a table with these columns holds figures or listings of reports."""
    names = {name.strip().lower() for name in columns}
    figures = {"symbol", "covers_year"} <= names and ({"measure", "value"} <= names or names & set(MEASURES))
    return bool(figures) or {"symbol", "party", "annex"} <= names


def unknown_columns(row: Row) -> list[str]:
    """Columns that no figure and no listing has: most likely misspelt, and what they hold would be lost."""
    return sorted(set(row) - _COMMON - (_LISTING if "party" in row else _TOTAL | _WIDE) - {SPARE})


def facts_of_row(row: Row) -> list[VerifiedTotal | Listing]:
    """The figures or the listing of one row; none for an empty one. ParseError says what is wrong with it."""
    if not row:
        raise ParseError("not a row of a table")
    if row.get(SPARE):
        raise ParseError("more cells than columns (a name with a comma wants quotation marks)")
    cells = {name: _cell(value) for name, value in row.items() if name != SPARE}
    if any("\ufffd" in cell for cell in cells.values()):
        raise ParseError("holds characters that are not UTF-8: save the table as UTF-8")
    if not any(cells.values()):
        return []
    return [_listing(cells)] if "party" in cells else [*_totals(cells)]


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(_cell(one) for one in value)
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


def _report(cells: Cells) -> tuple[str, int]:
    """Symbol of the report and its year; a stated year must be one that the symbol allows."""
    symbol = report_of(cells.get("symbol", ""))
    if not symbol:
        raise ParseError("no symbol of the report")
    if not _SYMBOL.fullmatch(symbol):
        raise ParseError(f"{symbol!r} is no symbol of a report (A/79/878-S/2025/247, S/2024/384)")
    years = report_years(symbol)
    if not (stated := cells.get("report_year", "")):
        if len(years) == 1:
            return symbol, min(years)
        raise ParseError(f"report_year is wanted, since {symbol} does not tell it")
    year = _number(stated, "report_year")
    if year not in years:
        raise ParseError(f"report_year {year}, but {symbol} is of {' or '.join(map(str, sorted(years)))}")
    return symbol, year


def _standing(cells: Cells, sample: bool) -> str:
    """What the row says of its certainty; `withdrawn` takes an earlier row back."""
    certainty = cells.get("certainty", "")
    if published(certainty) or certainty.startswith("withdrawn") or (sample and certainty.startswith("sample")):
        return certainty
    raise ParseError(f"certainty {certainty!r}: say seen or verified (or withdrawn, to take an earlier row back)")


def _place(cells: Cells) -> tuple[str, str]:
    """Name and codes of the situation; both empty for all situations together."""
    name, codes = cells.get("situation", ""), re.sub(r"[;, ]+", ";", cells.get("iso3", "").upper())
    if bool(name) != bool(codes):
        raise ParseError("situation and iso3 are wanted together (both empty: all situations)")
    if codes and not _CODES.fullmatch(codes):
        raise ParseError(f"iso3 {codes!r} is no ISO 3166-1 alpha-3 code")
    return name, codes


def _page(page: str) -> str:
    if not page:
        raise ParseError("no page of the report")
    return page


def _number(text: str, column: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ParseError(f"{column} {text!r} is no whole number")
    return int(re.sub(r"\D", "", text))


def _totals(cells: Cells) -> list[VerifiedTotal]:
    symbol, year = _report(cells)
    name, codes = _place(cells)
    covers = _number(cells.get("covers_year", ""), "covers_year")
    if not 1990 <= covers <= year:
        raise ParseError(f"covers_year {covers} does not fit a report of {year}")
    approximate = cells.get("approximate", "").lower()
    if approximate not in _YES_NO:
        raise ParseError(f"approximate {approximate!r} is neither 1 nor 0")
    sample = invented(symbol, codes)
    return [
        VerifiedTotal(
            report_year=year,
            covers_year=covers,
            measure=measure,
            value=_number(figure, measure),
            situation=name if ";" in codes else codes,
            approximate=_YES_NO[approximate],
            symbol=symbol,
            page=_page(page),
            source=cells.get("source") or cells["symbol"],
            certainty=_standing(cells, sample),
            note=cells.get("note", ""),
            sample=sample,
        )
        for measure, figure, page in _figures(cells)
    ]


def _figures(cells: Cells) -> list[tuple[str, str, str]]:
    """Measure, figure and page: one of each in the long form, a column per measure in the wide one."""
    page = cells.get("page", "")
    if "measure" in cells:
        if cells["measure"] not in MEASURES:
            raise ParseError(f"{cells['measure']!r} is no measure that the reports count (see docs/reports.md)")
        return [(cells["measure"], cells.get("value", ""), page)]
    found = [(m, cells[m], cells.get(f"{m}_page") or page) for m in MEASURES if cells.get(m)]
    if not found:
        raise ParseError("no figure in this row")
    return found


def _listing(cells: Cells) -> Listing:
    symbol, year = _report(cells)
    name, codes = _place(cells)
    if not cells["party"] or not name:
        raise ParseError("a listing wants party, situation and iso3")
    sample = invented(symbol, codes)
    since, until = (_day(cells, column) for column in ("listed_from", "listed_to"))
    if (since and since[:4] > str(year)) or (until and until[:4] < str(year)) or (since and until and since > until):
        raise ParseError(f"listed from {since or '?'} to {until or '?'}, but the line is of the report of {year}")
    return Listing(
        party=cells["party"],
        situation=name,
        iso3=codes,
        report_year=year,
        annex=_one_of(cells, "annex", _ANNEXES),
        section=_one_of(cells, "section", {"": "", "a": "A", "b": "B"}),
        violations=_violations(cells.get("violations", "")),
        listed_from=since,
        listed_to=until,
        dates_source=cells.get("dates_source", ""),
        symbol=symbol,
        page=_page(cells.get("page", "")),
        source=cells.get("source") or cells["symbol"],
        certainty=_standing(cells, sample),
        note=cells.get("note", ""),
        aliases=cells.get("aliases", ""),
        type=_one_of(cells, "type", {"": "", "state": "state", "non-state": "non-state"}),
        sample=sample,
    )


def _one_of(cells: Cells, column: str, known: Mapping[str, str]) -> str:
    given = cells.get(column, "")
    if given.lower() not in known:
        raise ParseError(f"{column} {given!r} is none of {', '.join(sorted(set(known.values()) - {''}))}")
    return known[given.lower()]


def _day(cells: Cells, column: str) -> str:
    given = cells.get(column, "")
    if given and not _DAY.fullmatch(given):
        raise ParseError(f"{column} {given!r} is no year and no ISO date")
    return given


def _violations(text: str) -> tuple[str, ...]:
    named = re.split(r"[;,| ]+", text.strip(" ;,|"))
    if strange := [v for v in named if v not in VIOLATIONS]:
        raise ParseError(f"{strange[0]!r} is none of the six violations (see docs/reports.md)")
    return tuple(v for v in VIOLATIONS if v in named)
