"""Dates and periods as Council texts print them in English."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3]: number for name, number in MONTHS.items()}
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|" + (
    r"Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
#: A full date, day first or month first; group names day, month, year are read by `to_date`.
DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
#: A month alone: `November 2006`.
MONTH_ONLY = rf"{_MONTH},?\s+\d{{4}}"
#: A day whose year the reader is to know: `15 October`.
DAY_ONLY = rf"\d{{1,2}}\s+{_MONTH}(?!,?\s*\d)"
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_NUMBERS = {word: number for number, word in enumerate(_UNITS)} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "seventy-five": 75, "ninety": 90,
    "twenty-four": 24, "twenty-one": 21, "thirty-six": 36,
    "hundred": 100, "one hundred and twenty": 120, "one hundred and eighty": 180,
}  # fmt: skip
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True)) + ")"
#: A length of time: `thirteen months`, `12-month`, `one year and two months`.
PERIOD = (
    rf"(?P<number>{NUMBER})[\s‑-]+(?P<unit>days?|weeks?|months?|years?)"
    rf"(?:\s+and\s+(?P<more>{NUMBER})\s+(?P<more_unit>days?|weeks?|months?))?"
)


def number(text: str) -> int:
    """`13`, `thirteen`."""
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def to_date(text: str) -> date | None:
    """The date printed in `text`; None when it is none (31 June)."""
    digits = re.findall(r"\d+", text)
    month = re.search(r"[A-Za-z]{3,}", re.sub(r"\d+(?:st|nd|rd|th)", "", text))
    if not month or len(digits) < 2:
        return None
    try:
        return date(int(digits[-1]), _SHORT[month.group()[:3].lower()], int(digits[0]))
    except (ValueError, KeyError):
        return None


def next_day(text: str, after: date) -> date | None:
    """The first day after `after` that bears the day and month printed in `text`."""
    days = (to_date(f"{text} {year}") for year in (after.year, after.year + 1))
    return next((day for day in days if day and day > after), None)


def last_of_month(text: str) -> date | None:
    """The last day of the month printed in `text`."""
    month, year = re.search(r"[A-Za-z]{3,}", text), re.search(r"\d{4}", text)
    if not month or not year or (number_ := _SHORT.get(month.group()[:3].lower())) is None:
        return None
    return date(int(year.group()), number_, calendar.monthrange(int(year.group()), number_)[1])


def later(start: date, count: int, unit: str) -> date:
    """`start` plus `count` days, weeks, months or years; the same day number, or the month's last day."""
    if unit.startswith("day"):
        return start + timedelta(days=count)
    if unit.startswith("week"):
        return start + timedelta(weeks=count)
    months = count * 12 if unit.startswith("year") else count
    years, month = divmod(start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(start.year + years, month + 1)[1])
    return date(start.year + years, month + 1, day)


def end_of(start: date, period: re.Match[str]) -> date:
    """The day a matched PERIOD ends that begins on `start`."""
    end = later(start, number(period["number"]), period["unit"])
    if period["more"]:
        end = later(end, number(period["more"]), period["more_unit"])
    return end
