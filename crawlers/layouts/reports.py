"""Reports of the Secretary-General and conclusions of the Council's Working Group, out of plain lines.

They have numbered paragraphs through all their sections (conclusions often none), headings, annexes; no formula and no
vote. A text counts as one only when its own symbol stands in its masthead, for others quote these symbols too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, cast

from crawlers.layouts.builder import Printed
from crawlers.layouts.cleaning import clean_lines, join_lines
from crawlers.layouts.dates import find_date
from crawlers.layouts.dividing import Line
from crawlers.layouts.labels import split_label
from crawlers.layouts.units import paragraphs
from records.council import CouncilText
from records.reports import invented
from records.symbols import canonical_symbol, symbol_names

_DASH = "[-\u2010-\u2015\u2212]"
_SUFFIX = r"(?:/(?:Add|Corr|Rev)\.\d+)?"
_SYMBOL = re.compile(
    rf"\bS/AC\.51/(?:19|20)\d\d/\d+|\b(?:A/\d\d/\d+{_SUFFIX}\s?{_DASH}\s?)?S/(?:19|20)\d\d/\d+{_SUFFIX}|\bA/\d\d/\d+{_SUFFIX}"
)
_REPORT = re.compile(r"^.{0,120}\bReport of the Secretary-General\b.{0,60}$", re.I | re.M)
_CONCLUSIONS = re.compile(r"^.{0,90}\bConclusions (?:on|of|adopted)\b.{0,120}$", re.I | re.M)
_NUMBER = re.compile(r"^(\d{1,3})\.\s+(?=[A-Z“\"(\[])")
_SUB = re.compile(r"^(?:\((?:[a-z]{1,2}|[ivx]{1,5})\)|[–—•-])\s+(?=\S)")
_SECTION = re.compile(r"^(?:[IVX]{1,6}|[A-Z])\.\s+[A-Z]")
_ANNEX = re.compile(r"^Annex(?: [IVX\d]{1,4})?\*?$", re.I)
#: Running head and foot of a page.
_PAGE = re.compile(rf"^(?:(?:A/\d\d/\d+\S*\s?{_DASH}\s?)?S/\S+\d|A/\d\d/\d+|(?:\d+/\d+ )?\d\d-\d{{5}}(?: \d+/\d+)?)$")
_DATE_LINE = re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}$")
_STOP = re.compile(r"[.;:!?][”\"')]?(?:\s?\d{1,3})?$|[;,] (?:and|or)$")
#: How long a masthead, a heading and (over several lines) the heading of a section may be.
_MASTHEAD, _TITLE_MOST, _SECTION_MOST = 1_200, 110, 240
#: How many numbers a damaged copy may lack before a number counts as a stray one.
_GAP = 3


def read_report(text: str, title: str = "", lang: str = "en", url: str = "") -> CouncilText | None:
    """`text` as a report or as conclusions; None when its masthead does not say that it is one."""
    masthead = f"{title}\n{text[:_MASTHEAD]}"
    printed = _SYMBOL.search(masthead)
    if printed is None:
        return None
    symbol = canonical_symbol(printed.group())
    working_group = symbol.startswith("S/AC.51/")
    said = (_CONCLUSIONS if working_group else _REPORT).search(f"{title}\n{text[: 3 * _MASTHEAD]}")
    if said is None:
        return None
    cleaned, notes = clean_lines(text)
    lines = [line for line in cleaned if not _PAGE.match(line)]
    start = _start(lines, _CONCLUSIONS if working_group else _REPORT)
    sample = invented(symbol, "")
    # What is invented has no page at the United Nations.
    url = url or ("" if sample else f"https://docs.un.org/{lang}/{symbol_names(symbol)[-1]}")
    units, mended = paragraphs(cast("list[Printed]", list(_placed(_joined(lines[start:])))))
    return CouncilText(
        kind="other",
        symbol=symbol,
        lang=lang,
        origin="file",
        title=(title or _title(lines[:start]))[:300],
        adopted=find_date(masthead),
        paragraphs=tuple(units),
        footnotes=tuple(notes),
        url=url,
        body="SCWG" if working_group else "UNSG",
        sample=sample,
        notes=tuple(mended),
    )


def _start(lines: Sequence[str], last: re.Pattern[str]) -> int:
    """Index behind the masthead: behind its last line, or at the first numbered paragraph."""
    numbered = next((at for at, line in enumerate(lines) if (n := _NUMBER.match(line)) and n.group(1) == "1"), 60)
    start = next((at + 1 for at, line in enumerate(lines[: min(60, numbered)]) if last.match(line)), 0)
    while start < len(lines) and (not lines[start] or _DATE_LINE.match(lines[start])):
        start += 1
    return start


def _title(head: Sequence[str]) -> str:
    """What the report is on, as its masthead closes, and that it is one."""
    kept = [line for line in head if line][-2:]
    return ". ".join(kept)


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines of one paragraph joined."""
    units: list[str] = []
    expected, gap = 1, True
    for at, line in enumerate(lines):
        if not line:
            gap = True
            continue
        before = units[-1] if units else ""
        number = int(n.group(1)) if (n := _NUMBER.match(line)) else 0
        numbered = expected <= number <= expected + _GAP * (number > 1)
        if numbered or _opens(before, line, gap, _next(lines, at), expected):
            units.append(line)
            expected = number + 1 if numbered else 1 if _ANNEX.match(line) else expected
        else:
            units[-1] = join_lines(before, line)
        gap = False
    return units


def _opens(before: str, line: str, gap: bool, following: str, expected: int) -> bool:
    """Whether a line without the next number opens a paragraph or a heading."""
    if not before or _ANNEX.match(line) or _ANNEX.match(before):
        return True
    if line[:1].islower():
        return False
    stopped = bool(_STOP.search(before))
    if _heading(before, line) or _heading(line, following):
        return stopped or gap or _is_title(before)
    if _SUB.match(line):
        return stopped
    return (stopped and gap) or (_is_title(before) and (gap or line.startswith(f"{expected}. ")))


def _next(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at + 1 :] if line), "")


def _is_title(line: str) -> bool:
    most = _SECTION_MOST if _SECTION.match(line) else _TITLE_MOST
    return len(line) <= most and not _STOP.search(line) and not line.endswith(",") and line[:1].isupper()


def _heading(line: str, following: str) -> bool:
    """A short line without a stop that has the label of a section, or stands over a number or such a label."""
    if not _is_title(line) or _NUMBER.match(line):
        return False
    return bool(_SECTION.match(line) or _NUMBER.match(following) or _SECTION.match(following))


def _placed(units: Sequence[str]) -> Iterator[Line]:
    """Part, label and kind of each paragraph; what stands before the first number is counted apart."""
    numbered = any(_NUMBER.match(unit) for unit in units)
    place: Literal["preamble", "main", "attachment"] = "preamble" if numbered else "main"
    annexes = 0
    for at, unit in enumerate(units):
        following = units[at + 1] if at + 1 < len(units) else ""
        if _ANNEX.match(unit):
            place, annexes = "attachment", annexes + 1
            yield Line(place, unit, kind="heading", attachment=annexes)
        elif number := _NUMBER.match(unit):
            place = "main" if place == "preamble" else place
            yield Line(place, unit[number.end() :], (f"{number.group(1)}.",), attachment=annexes)
        elif _heading(unit, following) or (_is_title(unit) and _heading(following, "1. A")):
            yield Line("attachment" if annexes else "main", unit, kind="heading", attachment=annexes)
        else:
            label, rest = split_label(unit) if _SUB.match(unit) else ("", unit)
            yield Line(place, rest, (label,) if label else (), attachment=annexes)
