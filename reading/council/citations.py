"""Which texts a paragraph cites: resolutions, statements, S/ and A/ documents, in six languages and German.

The number decides, not the date or the year in brackets. Resolutions of other bodies (`51/77`, "General Assembly
resolution 2625 (XXV)") are none of ours. What a paragraph does with a citation is `reading.council.citation_actions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reading.council.citation_actions import action_of
from records.council import CouncilText
from records.readings import Citation
from records.symbols import SAMPLE_FROM, canonical_symbol, resolution_number, resolution_symbol, symbol_names
from records.years import year_of

_SAME_LENGTH = str.maketrans("\u00a0\u202f\u2009\u200e\u200f\u200b（）‑–٠١٢٣٤٥٦٧٨٩／", "      ()--0123456789/")
_DIGIT = re.compile(r"\d")
#: `1612 (2005)`, `1612(2005)`: a number and its year, with or without a keyword before.
_NUMBER_YEAR = re.compile(r"(?<![\d/.$€-])(?:(?<!\d,)|(?=\d{4}\D))(?<!\d )(\d{1,4}) ?\( ?((?:19|20)\d\d) ?\)")
#: Day and month before what would be a number: `12 September 2001 (2001)`.
_DATED = re.compile(r"\d{1,2} (?:de )?[^\W\d]{3,12} (?:de )?$")
#: A keyword and the first number behind it.
_KEYWORD = re.compile(
    r"(?:\b(?P<many>resolutions|résolutions|resoluciones|резолюци(?:й|ях|ями|ям|и)|Resolutionen)"
    r"|\b(?P<one>UNSCR|SCR|resolution|résolution|resolución|резолюци(?:я|ю|ей|и)|Resolution)"
    r"|(?P<ar>القرار(?:ات|ين|ان)?|قرار(?:ات|ه|يه|ها|ي)?(?:\s+مجلس\s+الأمن(?:\s+التابع\s+للأمم\s+المتحدة)?)?))\s+(?=\d)",
    re.I,
)
_ITEM = re.compile(
    r"(?P<number>\d{1,4})(?P<foreign>\s?/\s?[\dA-Z]|[-–]\d| ?\((?:[IVXLC]+|[A-Z]{1,3}-[IVX]+|[A-Z])\))?"
    r"(?: ?\((?P<year>\d{4})\))?"
    r"(?P<date>,? (?:of|du|de|от|vom) \d{1,2}(?:er|\.)? (?:de )?[^\W\d]{3,12}(?: (?:de )?\d{4})?)?"
)
#: Behind a number that counts something else: a date, a decimal, a span of time.
_NO_NUMBER = re.compile(
    r"\d|[.,]\d|%| per cent| (?:de )?(?!and|und)[^\W\d]{3,12},? (?:de )?\d{4}"
    r"| (?:days?|weeks?|months?|years?|jours|mois|días|meses|дней|месяц\w*|يوما|Tage\w*|Monate\w*|members)\b",
    re.I,
)
_SEPARATOR = re.compile(r"\s*(?:,|;|、|，|،)?\s*(?:and|et|y|e|и|و|und|和|及|or|ou|o|или|أو)?\s*(?=\d)", re.I)
_CHINESE = re.compile(r"第 ?(\d{1,4}) ?号(?=[^\d]{0,4}决议)")
_SYMBOL_RESOLUTION = re.compile(r"(?<![A-Z0-9])S ?/ ?RES ?/ ?(\d{1,4})(?: ?\( ?(\d{4}) ?\))?", re.I)
_STATEMENT = re.compile(r"(?<![A-Z0-9])S ?/ ?PRST ?/ ?(\d{4}) ?/ ?(\d{1,3})(?!\d)", re.I)
#: Not `\\w`: Chinese and Arabic words may touch a symbol.
_DOCUMENT = re.compile(
    r"(?<![A-Za-z0-9/.])(?P<body>S(?!/RES/|/PRST/)|A)/"
    r"(?P<rest>(?:[A-Z]{2,6}(?:\.\d+)*/)*(?:PV\.)?\d[\dA-Z]*(?:/[A-Za-z]*\.?\d[A-Za-z0-9]*(?:\.\d+)?)*)"
    r"(?P<more>(?:(?:,| and| et| y|,? and/or)? ?(?:Add|Corr|Rev)\.\d+(?:-\d+)?(?:/(?:Corr|Rev)\.\d+)?)*)"
)
_PART = re.compile(r"((?:Add|Corr|Rev)\.)(\d+)(?:-(\d+))?((?:/(?:Corr|Rev)\.\d+)?)")
#: Bodies whose resolutions are not the Council's, before the keyword or behind the list.
_OTHERS = re.compile(
    r"(General Assembly|Assemblée générale|Asamblea General|Генеральн\w+ Ассамбле\w+|الجمعية العامة|大会"
    r"|Generalversammlung|Economic and Social|Human Rights C|Commission on|League of|Arab States|Agency|Conference"
    r"|Organi[sz]ation of|its \w+ session|Assembly|African Union)[^.;]{0,40}$",
    re.I,
)
_COUNCIL = re.compile(
    r"Security Council|Conseil de sécurité|Consejo de Seguridad|Совет\w* Безопасности|مجلس الأمن|安全理事会|安理会"
    r"|Sicherheitsrat", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A citation in one text: canonical symbol and where it stands."""

    cited: str
    kind: Literal["resolution", "statement", "document"]
    start: int
    end: int


def read_citations(text: CouncilText) -> list[Citation]:
    """Citations of each paragraph and footnote, in printed order; the text itself is left out."""
    own = resolution_number(text.symbol) if text.kind == "resolution" else None
    out = []
    for paragraph in text.paragraphs:
        for found in find_citations(paragraph.text):
            if _is_self(found, own, text.symbol):
                continue
            action = action_of(paragraph.text, found.start, paragraph.part)
            quote = paragraph.text[found.start : found.end]
            out.append(Citation(paragraph.reference, paragraph.part, found.cited, found.kind, quote,
                                found.start, found.end, action))  # fmt: skip
    for number, note in enumerate(text.footnotes, 1):
        for found in find_citations(note):
            if not _is_self(found, own, text.symbol):
                out.append(Citation(f"note {number}", "footnote", found.cited, found.kind,
                                    note[found.start : found.end], found.start, found.end))  # fmt: skip
    return out


def find_citations(text: str) -> list[Found]:
    """All citations in `text` with their offsets; each place once."""
    if not _DIGIT.search(text):
        return []
    plain = text.translate(_SAME_LENGTH)
    taken: dict[int, Found] = {}
    for finder in (_symbols, _numbered, _listed, _documents):
        for found in finder(plain):
            if not any(found.start < other.end and other.start < found.end and found.cited == other.cited
                       for other in taken.values()):  # fmt: skip
                taken.setdefault(found.start if found.kind != "document" else found.start * 1000 + len(taken), found)
    return sorted(taken.values(), key=lambda found: (found.start, found.end))


def _is_self(found: Found, own: int | None, symbol: str) -> bool:
    if found.kind == "resolution":
        return own is not None and resolution_number(found.cited) == own
    return found.cited in symbol_names(symbol)


def _resolution(number: int, start: int, end: int, year: int | None = None) -> Found | None:
    known = year_of(number)
    if known is None and number >= SAMPLE_FROM and year:
        known = year
    return Found(resolution_symbol(number, known), "resolution", start, end) if known else None


def _symbols(plain: str) -> Iterator[Found]:
    for match in _SYMBOL_RESOLUTION.finditer(plain):
        year = int(match.group(2)) if match.group(2) else None
        if found := _resolution(int(match.group(1)), *match.span(), year):
            yield found
    for match in _STATEMENT.finditer(plain):
        yield Found(f"S/PRST/{match.group(1)}/{int(match.group(2))}", "statement", *match.span())


def _numbered(plain: str) -> Iterator[Found]:
    """`N (YEAR)` where the number is of that year, or near enough for a misprint."""
    for match in _NUMBER_YEAR.finditer(plain):
        number, year = int(match.group(1)), int(match.group(2))
        if number == year and _DATED.search(plain, max(0, match.start() - 24), match.start()):
            continue
        known = year_of(number)
        if known == year or (number >= SAMPLE_FROM and year >= 2000):
            if found := _resolution(number, *match.span(), year):
                yield found
        elif known and _behind_keyword(plain, match.start()) and not plain[: match.start()].endswith("/"):
            yield Found(resolution_symbol(number, known), "resolution", *match.span())


def _behind_keyword(plain: str, at: int) -> bool:
    """A misprinted year is forgiven where the word resolution stands before the list."""
    before = plain[max(0, at - 160) : at]
    keyword = re.search(r"resolu|résolu|резолюц|قرار|决议|第 ?$", before, re.I)
    return bool(keyword) and not _OTHERS.search(before[: keyword.start()] if keyword else "")


def _listed(plain: str) -> Iterator[Found]:
    """Numbers behind the word resolution without a year: `resolutions 242, 338 and 425`."""
    for keyword in _KEYWORD.finditer(plain):
        others = _OTHERS.search(plain[max(0, keyword.start() - 70) : keyword.start()])
        foreign = bool(others and not _COUNCIL.search(others.group()))
        many = bool(keyword.group("many")) or keyword.group(0).strip().startswith(("القرارين", "القرارات", "قراري"))
        at, first = keyword.end(), True
        while item := _ITEM.match(plain, at):
            number = int(item.group("number"))
            if item.group("foreign"):
                foreign = foreign or first
            elif not item.group("year") and not foreign and (first or (many and number >= 10)):
                if _NO_NUMBER.match(plain, item.end("number")):
                    break
                if found := _resolution(number, item.start(), item.end("number")):
                    yield found
            separator = _SEPARATOR.match(plain, item.end())
            if not separator or separator.end() == item.end():
                break
            at, first = separator.end(), False
    for match in _CHINESE.finditer(plain):
        others = _OTHERS.search(plain[max(0, match.start() - 30) : match.start()])
        if not others and (found := _resolution(int(match.group(1)), *match.span(1))):
            yield found


def _documents(plain: str) -> Iterator[Found]:
    """`S/2014/339`, `A/66/782-S/2012/261`, `S/25704 and Add.1`, `S/4389/Add.1-3`."""
    for match in _DOCUMENT.finditer(plain):
        symbol = canonical_symbol(f"{match.group('body')}/{match.group('rest')}")
        end = match.start("more")
        if not _is_document(symbol):
            continue
        yield Found(symbol, "document", match.start(), end)
        if match.group("more"):
            for part in _PART.finditer(match.group("more")):
                for number in range(int(part.group(2)), int(part.group(3) or part.group(2)) + 1):
                    yield Found(f"{symbol}/{part.group(1)}{number}{part.group(4)}", "document",
                                end + part.start(), end + part.end())  # fmt: skip


def _is_document(symbol: str) -> bool:
    """A year with a number, an old running number of four or five digits, a session, or a subsidiary body."""
    return bool(re.match(r"^S/(?:(?:19|20)\d\d/\d|\d{2,5}(?:/|$)|[A-Z]{2,6}[./])", symbol)) or bool(
        re.match(r"^A/(?:\d{1,4}(?:/|$)|[A-Z]{2,6}[./-]|ES)", symbol)
    )
