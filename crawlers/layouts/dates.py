"""Dates and meeting numbers of the line of adoption, in the six languages, German, and old volumes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_MONTHS = (
    ("january", "janvier", "enero", "января", "يناير", "januar"),
    ("february", "février", "febrero", "февраля", "فبراير", "februar"),
    ("march", "mars", "marzo", "марта", "مارس", "märz"),
    ("april", "avril", "abril", "апреля", "أبريل", "ابريل"),
    ("may", "mai", "mayo", "мая", "مايو"),
    ("june", "juin", "junio", "июня", "يونيه", "يونيو", "juni"),
    ("july", "juillet", "julio", "июля", "يوليه", "يوليو", "juli"),
    ("august", "août", "aout", "agosto", "августа", "أغسطس"),
    ("september", "septembre", "septiembre", "сентября", "سبتمبر"),
    ("october", "octobre", "octubre", "октября", "أكتوبر", "oktober"),
    ("november", "novembre", "noviembre", "ноября", "نوفمبر"),
    ("december", "décembre", "diciembre", "декабря", "ديسمبر", "dezember"),
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
#: `7 March 2014`, `1er août 2000`, `20 de diciembre de 2024`, `20 декабря 2024 года`, `20 كانون الأول/ديسمبر 2024`.
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:\s*(?:er|st|nd|rd|th|º|\.))?\s*(?:de\s+|of\s+)?(?:[^\W\d][^\d/]{{1,20}}/\s*)?({_NAMES})\s*,?\s*(?:de\s+|del\s+)?(\d{{4}})",
    re.I,
)
_MONTH_FIRST = re.compile(rf"\b({_NAMES})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I)
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_MEETING = re.compile(
    r"(?:(\d[\d\s,]{0,6}\d|\d)\s*(?:st|nd|rd|th|d|e|ª|a\.|-?м|-м|-ом|\.)?\s*(?:meeting|séance|sesión|заседани|sitzung)"
    r"|(\d{3,5})\s*次会议|جلسته\s*(\d{3,5})|جلستها\s*(\d{3,5}))",
    re.I,
)


def plain_digits(text: str) -> str:
    """`text` with Arabic-Indic and full-width digits as plain ones, and no-break spaces as spaces."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in text)


def find_date(text: str) -> date | None:
    """The first full date in `text`; None if there is none or it does not exist."""
    text = plain_digits(text)
    found = []
    for pattern, order in ((_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy"), (_CHINESE, "ymd")):
        if match := pattern.search(text):
            parts = dict(zip(order, match.groups(), strict=True))
            month = parts["m"] if parts["m"].isdigit() else str(MONTHS[parts["m"].lower()])
            found.append((match.start(), _date(int(parts["y"]), int(month), int(parts["d"]))))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def iso_date(text: str) -> date | None:
    """An ISO date; None for empty, impossible and placeholder (`0001-01-01`) values."""
    try:
        value = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return value if value.year > 1900 else None


def find_meeting(text: str) -> int | None:
    """Number of the Council's meeting named in `text`."""
    if not (match := _MEETING.search(plain_digits(text))):
        return None
    digits = re.sub(r"\D", "", next(group for group in match.groups() if group))
    return int(digits) if digits else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
