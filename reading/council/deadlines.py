"""By when a report is due: printed dates, periods from adoption, intervals, events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reading.council.dates import DATE, DAY_ONLY, end_of, last_of_month, next_day, to_date
from reading.council.request_words import DATES, EVENT, FINAL, INTERVAL, MATTER, ON_BESIDE, VAGUE, WITHIN

DueType = Literal["fixed", "relative", "interval", "event", "none"]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline and where in the clause it stands; `day` only where one can be told."""

    day: date | None
    interval: str
    kind: DueType
    start: int
    end: int


def reach(said: str, telling: int) -> int:
    """Where the words before the first telling begin to say its date, and not that of something else to be done."""
    lead = said[:telling]
    if not re.search(r"\bto\s+\w+", re.sub(r"\bto\s+$", "", lead)):
        return 0
    beside = [m.start() for m in (*DATES.finditer(lead), *WITHIN.finditer(lead))
              if re.fullmatch(r"[,\s]*(?:(?:and|also|to)\s+)*", lead[m.end() :])]  # fmt: skip
    return min(beside, default=telling)


def dues(said: str, told: tuple[int, int], first: int, last: int, adopted: date | None) -> list[Due]:
    """When what stands at `told` is due, by the words from `first` to `last`.

    Printed dates come before periods from adoption, then an interval, an event, or nothing.
    """
    if matter := MATTER.search(said, told[1], last):
        last = matter.start()
    dates = [due for found in DATES.finditer(said, first, last) for due in _printed(said, found, adopted)]
    within = [found for found in WITHIN.finditer(said, first, last) if _from_adoption(said, found)]
    if dates:
        final = [Due(None, m.group(), "event", *m.span()) for m in FINAL.finditer(said, first, last)
                 if not re.search(DATE, m.group(), re.I)]  # fmt: skip
        counted = [Due(end_of(adopted, m), "", "relative", *m.span()) for m in within if adopted and m["anchor"]]
        return [*dates, *counted, *final]
    intervals = sorted(INTERVAL.finditer(said, first, last), key=lambda m: (bool(VAGUE.search(m.group())), m.start()))
    interval = intervals[0] if intervals else None
    if adopted and within:
        every = interval.group() if interval else ""
        return [Due(end_of(adopted, found), every, "relative", *found.span()) for found in within]
    if interval:
        return [Due(None, interval.group(), "interval", *interval.span())]
    if event := EVENT.search(said, first, last):
        return [Due(None, event.group(), "event", *event.span())]
    return [Due(None, "", "none", *told)]


def _from_adoption(said: str, found: re.Match[str]) -> bool:
    """Whether a period is a deadline that runs from adoption, said or implied."""
    rest = said[found.end() :]
    if re.match(r"every\b", found.group().strip(), re.I):  # an interval, whatever it starts from
        return False
    if found["anchor"]:
        return True
    if re.match(r"\s+(?:before|prior|after|from|following|in advance)\b", rest):
        return False
    if re.match(
        r"\s+of\b", rest
    ):  # "within six months of its establishment", but "in nine months of the progress made"
        return bool(re.match(r"in\b", found.group(), re.I))
    return bool(re.match(r"(?:within|no later than|not later than|in)\b", found.group(), re.I))


def _printed(said: str, found: re.Match[str], adopted: date | None) -> Iterator[Due]:
    if found.group().lower().startswith(("on ", "in ")) and not ON_BESIDE.search(said[: found.start()]):
        return
    texts = [found["first"], *re.findall(DATE, found["more"] or "")]
    for text in texts:
        day = to_date(text) if re.fullmatch(DATE, text, re.I) else last_of_month(text)
        if re.fullmatch(DAY_ONLY, text, re.I):
            day = next_day(text, adopted) if adopted else None
        if day and (adopted is None or day > adopted):
            yield Due(day, "", "fixed", *found.span())
