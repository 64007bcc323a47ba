"""Pure: what a query says about the record wanted rather than about its subject. It raises records, it does not narrow.

A year, a day or a month is when a text was adopted or when what it renews ends; `until` before it means the end.
A kind is a word such as `statement`; a mandate or a country is known by any of its names.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from records.folding import fold
from records.query import Query, Term

_KIND_WORDS = {
    "resolution": "resolution", "resolutions": "resolution", "presidential": "statement", "prst": "statement",
    "statement": "statement", "statements": "statement", "draft": "draft", "drafts": "draft", "veto": "draft",
    "vetoed": "draft", "проект": "draft", "projet": "draft",
    "proyecto": "draft",
}  # fmt: skip
_MONTHS = (
    "january jan janvier enero январь января يناير", "february feb fevrier febrero февраль февраля فبراير شباط",
    "march mar mars marzo март марта مارس اذار", "april apr avril abril апрель апреля ابريل نيسان",
    "may mai mayo май мая مايو ايار", "june jun juin junio июнь июня يونيه يونيو حزيران",
    "july jul juillet julio июль июля يوليه يوليو تموز", "august aug aout agosto август августа اغسطس اب",
    "september sep sept septembre septiembre сентябрь сентября سبتمبر ايلول",
    "october oct octobre octubre октябрь октября اكتوبر", "november nov novembre noviembre ноябрь ноября نوفمبر",
    "december dec decembre diciembre декабрь декабря ديسمبر",
)  # fmt: skip
_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december")  # fmt: skip
_UNTIL = frozenset("until till through to ending expires expiring jusqu au jusque hasta до حتي 至 截至".split())
_CHINESE_DAY = re.compile(r"(到 |至 |截 至 )?(\d{4}) 年 (\d{1,2}) 月(?: (\d{1,2}) 日)?")


@dataclass(frozen=True, slots=True)
class Day:
    """A day or month named in a query: its first and last day, and the groups of the query that name it."""

    first: str
    last: str
    groups: tuple[int, ...]
    #: How titles may print it: `30 june 2020`, `30 jun 2020`.
    printed: tuple[str, ...]
    #: It is an end, not a date of adoption.
    until: bool


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a query wishes of the record."""

    years: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    days: tuple[Day, ...] = ()
    #: Codes of situations and names of mandates that the words name.
    places: frozenset[str] = frozenset()


@cache
def _month_numbers() -> Mapping[str, int]:
    return {fold(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()}


def year_in(text: str) -> int | None:
    """The year that a word is."""
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() and 1946 <= int(text) <= 2100 else None


def _month(text: str) -> int | None:
    return next((found for word in text.split() if (found := _month_numbers().get(word))), None)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= 31 else None


@lru_cache(maxsize=256)
def days(query: Query) -> tuple[Day, ...]:
    """The days and months with a year that the words name."""
    words = [g[0].text if len(g) == 1 and not g[0].prefix else "" for g in query.groups]
    found = []
    for at, word in enumerate(words):
        if match := _CHINESE_DAY.fullmatch(word):
            year, month, number = (int(n) if n else 0 for n in match.groups()[1:])
            if year and 1 <= month <= 12:
                found.append(_day(year, month, number, (at,), bool(match.group(1))))
        elif (named := _month(word)) and at + 1 < len(words):
            found += _around(words, at, named)
    return tuple(found)


def _around(words: list[str], at: int, month: int) -> list[Day]:
    """`30 June 2020`, `June 30 2020`, `30 de junio de 2020`, `June 2020`: what stands around the month at `at`."""
    of = {"de", "of", "del"}
    before = at - 2 if at >= 2 and words[at - 1] in of else at - 1
    number = _number(words[before]) if before >= 0 else None
    after = at + 2 if words[at + 1] in of and at + 2 < len(words) else at + 1
    if year := year_in(words[after]):
        named = tuple(range(before if number else at, after + 1))
        return [_day(year, month, number or 0, named, _ends(words, named[0]))]
    number = _number(words[at + 1])
    if number and at + 2 < len(words) and (year := year_in(words[at + 2])):
        return [_day(year, month, number, (at, at + 1, at + 2), _ends(words, at))]
    return []


def _ends(words: list[str], at: int) -> bool:
    """Whether the words before `at` make it an end: `until`, `hasta el`."""
    return any(w in _UNTIL for word in words[max(0, at - 2) : at] for w in word.split())


def _day(year: int, month: int, number: int, groups: tuple[int, ...], until: bool) -> Day:
    last = monthrange(year, month)[1]
    number = min(number, last)
    names = dict.fromkeys((_ENGLISH[month - 1], _ENGLISH[month - 1][:3]))
    printed = tuple(f"{number} {name} {year}" if number else f"{name} {year}" for name in names)
    return Day(f"{year}-{month:02}-{number or 1:02}", f"{year}-{month:02}-{number or last:02}", groups, printed, until)


def about_record(group: tuple[Term, ...]) -> bool:
    """Whether a group is a year or a kind."""
    return len(group) == 1 and (group[0].text in _KIND_WORDS or year_in(group[0].text) is not None)


def wishes(query: Query, names: Mapping[str, frozenset[str]]) -> Wishes:
    """Years, days, kinds and places named among other words; `names` are folded names of places (`db.search.names`)."""
    dated = {at for day in days(query) for at in day.groups}
    words = [g[0].text for at, g in enumerate(query.groups) if about_record(g) and at not in dated]
    places = _places(query, names)
    if len(words) == len(query.groups):
        return Wishes(places=places)
    years = {year for word in words if (year := year_in(word)) is not None}
    for day in days(query):
        named = int(day.first[:4])
        years |= set() if day.until else {named} if day.first != day.last else {named, named - 1}
    kinds = frozenset(_KIND_WORDS[w] for w in words if w in _KIND_WORDS)
    return Wishes(frozenset(years), kinds, days(query), places)


#: Words of the longest name looked for.
_LONGEST_NAME = 9


def _places(query: Query, names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What the words name, longer names first: South Sudan is not Sudan."""
    words = [w for g in query.groups for w in g[0].text.split()]
    found: set[str] = set()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            if codes := names.get(" ".join(words[at : at + length])):
                found |= codes
                at += length - 1
                break
        at += 1
    return frozenset(found)
