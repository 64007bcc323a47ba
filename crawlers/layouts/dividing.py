"""Plain lines to printed blocks: where the text begins, where each paragraph begins, where it closes.

Works on the annual volumes, web pages, page dumps and texts of other bodies; `crawlers.layouts.units` names the units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, cast

from crawlers.layouts.builder import Printed
from crawlers.layouts.cleaning import clean_lines, is_footnote, join_lines
from crawlers.layouts.closing import CLOSING
from crawlers.layouts.labels import split_label
from crawlers.layouts.openings import is_opening, is_operative, opening_of
from crawlers.layouts.units import paragraphs
from records.council import Paragraph

_FORMULA = re.compile(r"^(?:therefore,? )?t ?he secur\w+ c\w{1,2}ncil[\s,:;.\d]*$", re.I)
_FORMULA_HEAD = re.compile(r"^The Security Council\b", re.I)
_TITLE = re.compile(
    r"^(?:security council )?resolution\b.{0,20}\(\d{4}\)|^\d{1,4} ?\((?:19|20)\d\d\)"
    r"|^of \d{1,2} [A-Z][\w\]]+ \d{4}\.?$"
    r"|^\[?S/ ?\d[\w/. ]*\]?|^Adopted b[yv] the|^on \d{1,2} \w+ \d{4}$",
    re.I,
)
_ANNEX = re.compile(r"^ANNEX(?:ES)?\b.{0,40}$|^Annex(?: [A-Z\d]{1,4})?$|^Appendix(?: [A-Z\d]{1,4})?$")
_PART = re.compile(r"^(?:[A-F]|[IVX]{1,4})$")
_NUMBER = re.compile(r"^(\d{1,2}|[lILi](?=\s?[.,]\s+[A-Z][a-z]+s\b))\s?[.,]\s*(?=[A-Z“\"(])")
_SUB = re.compile(
    r"^(?:\((?:[a-z]{1,2}|[ivx]{1,5}|\d)\)|[a-z]\)|[ivx]{1,5}\)|[–—•-])\s*(?!(?:and|or|of|above|below)\b)(?=\S)"
)
#: A number that the scanner took for a letter or a stroke: `S. Decides`, `_ Decides`.
_MISREAD = re.compile(r"^(?:[A-Z|!]{1,2}\.|[_|!.]{1,2}) +(?=[A-Z][a-z]+s\b)")
#: Where a paragraph may open inside a line; shorter lines are those of a page and are left whole.
_RUN = re.compile(r"(?<=[,;.:]) (?=(\d{1,2})\. ?[A-Z])|(?<=[,;:]) (?=[A-Z])|(?<=[;:,]) (?=\([a-z]\) )")
_RUN_LINE = 150
_STOP = re.compile(r"[.;:,][”\"')]?(?:\s?\[?\d{1,3}\]?)?$|\b(?:and|or)$|—$")


@dataclass(slots=True)
class Line:
    """One printed paragraph, in the form `crawlers.layouts.units` reads."""

    place: Literal["preamble", "main", "attachment"]
    text: str
    labels: tuple[str, ...] = ()
    opening: str = ""
    depth: int = 0
    kind: Literal["text", "heading", "row", "end"] = "text"
    emphasised: bool = False
    attachment: int = 0
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Divided:
    """A plain text taken apart: lines before the text, its units, closing sentence, footnotes, what was mended."""

    head: tuple[str, ...]
    units: tuple[Paragraph, ...]
    closing: str
    footnotes: tuple[str, ...]
    notes: tuple[str, ...]


def divide(text: str) -> Divided:
    """Takes `text` apart; never raises, an empty text gives no units."""
    cleaned, page_notes = clean_lines(text)
    lines = [piece for line in cleaned for piece in _without_formula(line)]
    start = _start(lines)
    divider = _Divider()
    for line in lines[start:]:
        divider.take(line)
    units, mended = paragraphs(cast("list[Printed]", list(_placed(divider.units))))
    notes = (*page_notes, *divider.notes)
    return Divided(tuple(lines[:start]), tuple(units), divider.closing, notes, tuple(mended))


def _without_formula(line: str) -> list[str]:
    """`The Security Council, Having ...` on one line as two."""
    match = re.match(r"The Security Council ?, (?=[A-Z])", line)
    return ["The Security Council,", line[match.end() :]] if match else [line]


def _start(lines: list[str]) -> int:
    """Index of the first line of the text itself."""
    for at, line in enumerate(lines):
        if _FORMULA.match(line) or (_FORMULA_HEAD.match(line) and not re.search(r"resolution s/res", line, re.I)):
            return at
    last = 0
    for at, line in enumerate(lines[:40]):
        if "[accessed" in line:
            last = at + 1
    for at, line in enumerate(lines[last : last + 14], last):
        if _TITLE.match(line):
            last = at + 1
    return last


@dataclass(slots=True)
class _Divider:
    """Joins lines to paragraphs and sets the closing sentence and the footnotes apart."""

    units: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    closing: str = ""
    state: Literal["text", "closing", "after", "notes"] = "text"
    gap: bool = False
    expected: int = 1

    def take(self, line: str) -> None:
        """Takes one line; an empty one is a gap."""
        if not line:
            self.gap = True
            if self.state == "closing" and self.closing.endswith((".", ")")):
                self.state = "after"
            return
        if self.state != "notes" and CLOSING.match(line) and self.units:
            self.state = "after" if self.closing else "closing"
            self.closing = self.closing or line
        elif line.lower().rstrip(":") == "footnotes":
            self.state = "notes"
        elif self.state == "closing" and not (self.gap and is_footnote(line)):
            self.closing = join_lines(self.closing, line)
        elif self.state == "notes" or (self.state in {"closing", "after"} and is_footnote(line)):
            self._note(line)
        else:
            self.state = "text"
            for piece in split_run(line, self.expected):
                self._text(piece)
        self.gap = False

    def _note(self, line: str) -> None:
        if self.state == "notes" and self.notes and not is_footnote(line):
            self.notes[-1] = join_lines(self.notes[-1], line)
        else:
            self.notes.append(line)
        self.state = "notes"

    def _text(self, line: str) -> None:
        if (mistaken := _MISREAD.match(line)) and is_operative(line[mistaken.end() :]):
            line = f"{self.expected}. {line[mistaken.end() :]}"
        begins, self.expected = _begins(self.units[-1] if self.units else "", line, self.gap, self.expected)
        if begins:
            self.units.append(line)
        else:
            self.units[-1] = join_lines(self.units[-1], line)


def split_run(line: str, expected: int) -> list[str]:
    """A line into which several paragraphs were run together, cut where the next one opens."""
    pieces, at = [], 0
    begins = _NUMBER.match(line)
    if begins and begins.group(1) == str(expected):
        expected += 1
    for match in _RUN.finditer(line):
        number = match.group(1)
        if number and int(number) != expected:
            continue
        rest = line[match.end() :]
        if not number and (len(line) < _RUN_LINE or not (is_opening(rest, known=True) or rest.startswith("("))):
            continue
        expected += bool(number)
        pieces.append(line[at : match.start()].strip())
        at = match.start()
    return [piece for piece in [*pieces, line[at:].strip()] if piece]


def _begins(before: str, line: str, gap: bool, expected: int) -> tuple[bool, int]:
    """Whether `line` begins a paragraph after the text `before`; and the number expected next."""
    number = _NUMBER.match(line)
    if number:
        value = int(number.group(1)) if number.group(1).isdigit() else 1
        if value in {expected, 1} or (gap and expected < value <= expected + 2):
            return True, value + 1
    if line.startswith(f"{expected} ") and expected > 1 and is_operative(line.partition(" ")[2]):
        return True, expected + 1
    if not before or _FORMULA.match(before) or _FORMULA.match(line) or _PART.match(line) or _ANNEX.match(line):
        return True, 1 if _FORMULA.match(line) or _ANNEX.match(line) else expected
    if _PART.match(before) or _ANNEX.match(before):
        return True, expected
    stopped = bool(_STOP.search(before))
    if _SUB.match(line):
        return stopped, expected
    if gap:
        return (stopped and not line[:1].islower()) or (
            not stopped and line[:1].isupper() and is_opening(line)
        ), expected
    return stopped and is_opening(line), expected


def _placed(lines: list[str]) -> Iterable[Line]:
    """Part, label and kind of each paragraph; the formula itself is left out."""
    place: Literal["preamble", "main", "attachment"] = "preamble"
    for line in lines:
        if _FORMULA.match(line):
            continue
        if _ANNEX.match(line):
            place = "attachment"
            yield Line(place, line, kind="heading", attachment=1)
        elif _PART.match(line):
            yield Line(
                "main" if place == "preamble" else place, line, kind="heading", attachment=int(place == "attachment")
            )
        else:
            label, rest = _label(line)
            if place == "preamble" and (_NUMBER.match(line) or is_operative(rest)):
                place = "main"
            yield Line(place, rest, (label,) if label else (), opening_of(rest), attachment=int(place == "attachment"))


def _label(line: str) -> tuple[str, str]:
    if number := _NUMBER.match(line):
        return f"{number.group(1) if number.group(1).isdigit() else 1}.", line[number.end() :]
    if sub := _SUB.match(line):
        return sub.group().strip(), line[sub.end() :]
    return split_label(line)
