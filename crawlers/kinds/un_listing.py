"""Kind `un_listing`: the Dag Hammarskjöld Library's tables of Council meetings by year, and its list of vetoes.

Hand-kept HTML: cells left open, rows that share a meeting, spaces inside symbols. Each outcome with a symbol becomes a
CouncilText without paragraphs. Option `years` (`1946-2026`) asks one page per year, `{year}` in the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest

from lxml import etree, html

from crawlers.kinds import Ask, Held
from crawlers.layouts.dates import MONTHS, find_date
from crawlers.layouts.sponsors import sponsors
from records.council import CouncilText, CountryVote, TextKind, Vote
from records.fetching import Document, Reject, Source
from records.symbols import canonical_symbol, resolution_number, resolution_year

_SYMBOL = re.compile(
    r"S ?/ ?RES ?/ ?\d{1,4} ?\( ?\d{4} ?\)|S ?/ ?PRST ?/ ?\d{4} ?/ ?\d{1,3}"
    r"|S/(?:\d{4}/)?\d{1,5}(?:/Rev\.\d+)?(?:/Add\.\d+)?"
)
_COUNTS = re.compile(r"\b(\d{1,2}) ?- ?(\d{1,2}) ?- ?(\d{1,2})\b")
_YEAR = re.compile(r"\bin ((?:19|20)\d\d)\b")
_DAY = re.compile(rf"(\d{{1,2}})\s+({'|'.join(name for name in MONTHS if name.isascii())})", re.I)
_WITHOUT = re.compile(r"without (?:a )?vote|consensus|acclamation", re.I)


def start(source: Source, held: Held) -> Iterable[Ask]:
    """One page per year, or the one address."""
    first, _, last = source.options.get("years", "").partition("-")
    if first.isdigit() and last.isdigit():
        for year in range(int(first), int(last) + 1):
            yield Ask(source.url.replace("{year}", str(year)), note=str(year), expects="html")
    else:
        yield Ask(source.url, expects="html")


def follow(source: Source, document: Document, held: Held) -> Iterable[Ask]:
    """Nothing: each page stands for itself."""
    return ()


def parse(source: Source, document: Document) -> Iterable[CouncilText | Reject]:
    """Outcomes of the page's rows in order; a page without a table is a Reject."""
    text = document.body.decode("utf-8-sig", "replace").removeprefix("ï»¿")
    try:
        root = html.fromstring(re.sub(r"</br\s*>", "<br/>", text) or "<html/>")
    except (etree.ParserError, ValueError) as error:
        yield Reject(document.url, f"no page: {error}")
        return
    rows = [row for row in root.iter("tr") if len(row.findall("td")) >= 2]
    if not rows:
        yield Reject(document.url, "no table of meetings on this page")
        return
    heading = " ".join(" ".join(str(part) for part in head.itertext()) for head in root.iter("th"))
    vetoes = "veto" in heading.lower()
    titled = _YEAR.search(heading)
    meeting, day = "", ""
    for number, row in enumerate(rows, 1):
        cells = [_words(cell) for cell in row if cell.tag in {"td", "th"}]
        if vetoes:
            yield from _veto(cells)
            continue
        meeting, day = _meeting(cells, meeting), _day(cells, day)
        yield from _outcomes(cells, meeting, day, titled.group(1) if titled else "")
        if not any(cells):
            yield Reject(f"{document.url} row {number}", "an empty row")


def _words(cell: html.HtmlElement) -> str:
    for line_break in cell.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    lines = "".join(str(part) for part in cell.itertext()).split("\n")
    return "\n".join(folded for line in lines if (folded := " ".join(line.split())))


def _meeting(cells: list[str], before: str) -> str:
    found = re.search(r"S/PV\. ?(\d+)", cells[0])
    if found:
        return found.group(1)
    return "" if cells[0].strip().startswith("--") else before


def _day(cells: list[str], before: str) -> str:
    return next((match.group() for cell in cells[:2] if (match := _DAY.search(cell))), before)


def _outcomes(cells: list[str], meeting: str, day: str, titled: str) -> Iterator[CouncilText]:
    """Each symbol of the last cell, with the vote that stands behind it."""
    outcome = " ".join(cells[-1].split("\n"))
    topic = cells[-2] if len(cells) < 6 else cells[3]
    found = list(_SYMBOL.finditer(outcome))
    for match, following in zip_longest(found, found[1:]):
        symbol = canonical_symbol(match.group())
        tail = outcome[match.end() : following.start() if following else len(outcome)]
        kind: TextKind = "resolution" if resolution_number(symbol) else "statement" if "/PRST/" in symbol else "draft"
        if kind == "draft" and not re.search(r"veto|not adopted|failed", tail, re.I):
            continue
        yield CouncilText(kind=kind, symbol=symbol, lang="en", origin="un_listing", adopted=_date(symbol, day, titled),
                          meeting=int(meeting) if meeting else None, agenda_item=" ".join(topic.split()),
                          vote=_vote(tail) if kind != "statement" else Vote())  # fmt: skip


def _vote(words: str) -> Vote:
    counts = _COUNTS.search(words)
    vetoed = re.search(r"vetoed by (?:the )?(.+?)(?:\d|$)", words, re.I)
    against = tuple(CountryVote(name, "no") for name in sponsors(vetoed.group(1) if vetoed else ""))
    if counts:
        yes, no, abstain = map(int, counts.groups())
        return Vote("vote", yes, no, abstain, by_country=against)
    if without := _WITHOUT.search(words):
        said = without.group().lower()
        return Vote("acclamation" if said == "acclamation" else "consensus" if said == "consensus" else "without_vote")
    told = against or "unanimous" in words.lower()
    return Vote("vote" if told else "unknown", by_country=against)


def _date(symbol: str, day: str, titled: str) -> date | None:
    """Day and month of the row in the year of the symbol; of the title where the symbol has none."""
    of_symbol = re.match(r"S/(?:PRST/)?((?:19|20)\d\d)/", symbol)
    year = str(resolution_year(symbol) or (of_symbol.group(1) if of_symbol else titled))
    return find_date(f"{day} {year}") if day and year else None


def _veto(cells: list[str]) -> Iterator[CouncilText]:
    if len(cells) < 5 or not (when := find_date(cells[0])):
        return
    record = re.search(r"S/PV\. ?(\d+)", cells[2])
    against = [name for line in cells[4].split("\n") for name in sponsors(line)]
    for draft in _SYMBOL.findall(cells[1]):
        yield CouncilText(kind="draft", symbol=canonical_symbol(draft), lang="en", origin="un_listing", adopted=when,
                          meeting=int(record.group(1)) if record else None, agenda_item=" ".join(cells[3].split()),
                          vote=Vote("vote", by_country=tuple(CountryVote(name, "no") for name in against)))  # fmt: skip
