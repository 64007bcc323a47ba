"""Texts of other bodies (African Union Peace and Security Council, General Assembly, NATO ...) out of plain lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from crawlers.layouts.dates import find_date
from crawlers.layouts.dividing import divide
from crawlers.layouts.plain import read_plain
from records.council import CouncilText, Paragraph
from records.symbols import canonical_symbol, resolution_number


@dataclass(frozen=True, slots=True)
class Body:
    """How the texts of one body are recognised: its name in our tables, its symbols, its words."""

    name: str
    symbol: re.Pattern[str]
    words: re.Pattern[str]


_BODIES = (
    Body("UNSC", re.compile(r"\bS/RES/\d{1,4} ?\(\d{4}\)"), re.compile(r"(?!)")),
    Body("AUPSC", re.compile(r"\bPSC/[A-Z]{2,4}/(?:[A-Z]{2,5}[./ ]?)*[\d().CXLVIMD/]+\d*"),
         re.compile(r"Peace and Security Council .{0,12}of the African Union|African Union Peace and Security")),
    Body("UNGA", re.compile(r"\bA/RES/(?:ES-)?\d+/\d+"),
         re.compile(r"adopted by the General Assembly|The General Assembly,")),
    Body("UNHRC", re.compile(r"\bA/HRC/RES/[S\d-]+/\d+"), re.compile(r"The Human Rights Council,")),
    Body("NATO", re.compile(r"\bPO\(\d{4}\)\d{4}"), re.compile(r"\bNATO\b|North Atlantic Council")),
    Body("EU", re.compile(r"\b20\d\d/\d{1,4}/CFSP\b|\bST \d{4,5}/\d\d"), re.compile(r"Council of the European Union")),
)  # fmt: skip
#: Opening formulas of other bodies, put in the place of the Council's.
_FORMULA = re.compile(
    r"^(?:The )?(?:Peace and Security |Human Rights |North Atlantic |European )?(?:Council|General Assembly|Assembly)"
    r"(?: \(PSC\))?(?: of the African Union(?: \(AU\))?)?(?:, at its .{0,160})?[,:]$",
    re.M,
)
_ADOPTED = re.compile(r"(?:adopted|held|issued|endorsed|agreed)\b.{0,60}?(?=\d{1,2}\W|[A-Z][a-z]+ \d)", re.I | re.S)
_NEAR = 3000


def read_other(text: str, title: str = "", lang: str = "en", url: str = "") -> CouncilText | None:
    """`text` as a text of the body it names; None where no known body is named near its beginning.

    A resolution of the Security Council is read as one. Without a symbol of its own a text is known by its title.
    """
    head = text[:_NEAR]
    for body in _BODIES:
        printed = body.symbol.search(head)
        if printed or body.words.search(head):
            break
    else:
        return None
    symbol = canonical_symbol(printed.group().rstrip("./ (")) if printed else ""
    if body.name == "UNSC":
        return read_plain(text, symbol, "file", lang) if resolution_number(symbol) else None
    title = title or next((" ".join(line.split()) for line in text.splitlines() if len(line.split()) > 2), "")
    if not symbol and not title:
        return None
    parts = divide(_FORMULA.sub("The Security Council,", text))
    return CouncilText(
        kind="other",
        symbol=symbol or f"{body.name}: {title[:100]}",
        lang=lang,
        origin="file",
        title=title[:300],
        adopted=_date(head),
        paragraphs=_numbered(parts.units),
        footnotes=parts.footnotes,
        url=url,
        body=body.name,
        notes=parts.notes,
    )


def _date(head: str) -> date | None:
    """The date behind the first word of adoption, else the first date."""
    for match in _ADOPTED.finditer(head):
        if found := find_date(head[match.start() : match.end() + 40]):
            return found
    return find_date(head)


def _numbered(units: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """A policy without a single operative verb has no preamble either: its paragraphs are counted from 1."""
    if any(unit.part == "operative" for unit in units):
        return units
    return tuple(
        replace(unit, part="operative", reference=unit.reference.removeprefix("P")) if unit.part == "preamble" else unit
        for unit in units
    )
