"""Dates as feeds write them, to UTC. A date that cannot be read is None: nothing is guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: Month names in the Romance languages of the sources, by their first letters, without accents.
_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "fév": 2, "mar": 3, "apr": 4, "avr": 4, "abr": 4, "may": 5,
    "mai": 5, "mag": 5, "jun": 6, "juin": 6, "giu": 6, "jul": 7, "juil": 7, "lug": 7, "aug": 8, "aou": 8, "aoû": 8,
    "ago": 8, "sep": 9, "set": 9, "oct": 10, "out": 10, "ott": 10, "nov": 11, "dec": 12, "déc": 12, "dic": 12,
    "dez": 12,
}  # fmt: skip
#: The zero date of some programs; e-mail rules would read the year 0001 as 2001.
_NO_YEAR = re.compile(r"\b000\d\b")
_WORDED = re.compile(
    r"(?:\w+\.?,?\s+)?(\d{1,2})\s+([^\W\d]{3,})\.?,?\s+(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
    r"(?:\s*([+-])(\d{2}):?(\d{2}))?(?:\s+(?:GMT|UTC|Z))?\s*"
)
_NUMBERED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*")


def stamp(text: str) -> datetime | None:
    """A date in ISO 8601, as in e-mail, or in the words of a few languages; without a zone it is taken as UTC."""
    text = text.strip()
    if _NO_YEAR.search(text):
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime, _worded, _numbered):
        try:
            when = read(text)
            return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _worded(text: str) -> datetime:
    if not (match := _WORDED.fullmatch(text)):
        raise ValueError("no date in words")
    day, month, year, hour, minute, second, sign, ahead_hours, ahead_minutes = match.groups()
    name = month.lower()
    number = _MONTHS.get(name[:4]) or _MONTHS.get(name[:3])
    if not number:
        raise ValueError("no month of that name")
    zone = f"{sign}{ahead_hours}:{ahead_minutes}" if sign else "+00:00"
    clock = f"{int(hour or 0):02}:{int(minute or 0):02}:{int(second or 0):02}"
    return datetime.fromisoformat(f"{year}-{number:02}-{int(day):02}T{clock}{zone}")


def _numbered(text: str) -> datetime:
    if not (match := _NUMBERED.fullmatch(text)):
        raise ValueError("no date in numbers")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
