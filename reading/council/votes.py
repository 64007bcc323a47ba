"""Does a vote agree with itself and with the Council of its year? Says what does not; mends nothing."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from records.council import CouncilText, Vote, VoteWord

_TABLES = Path(__file__).parents[1] / "tables"
#: Members of the Council before and since the enlargement that took effect on 1 January 1966.
BEFORE_1966, SINCE_1966 = 11, 15
#: Votes in favour that adoption needs.
_NEEDED = {BEFORE_1966: 7, SINCE_1966: 9}
_WORDS: tuple[VoteWord, ...] = ("yes", "no", "abstain", "absent")


def members_in(year: int) -> int:
    """How many members the Council had in `year`."""
    return SINCE_1966 if year >= 1966 else BEFORE_1966


@cache
def council_of(year: int) -> Mapping[str, bool]:
    """Names of the members in `year` (folded) and whether each is permanent; empty for years beyond the table."""
    with (_TABLES / "council_members.csv").open(encoding="utf-8", newline="") as table:
        return {_folded(row["country"]): row["permanent"] == "1" for row in csv.DictReader(table)
                if int(row["year"]) == year}  # fmt: skip


@cache
def _names() -> Mapping[str, str]:
    with (_TABLES / "state_names.csv").open(encoding="utf-8", newline="") as table:
        return {_folded(row["name"]): row["iso3"] for row in csv.DictReader(table)}


def iso3_of(country: str) -> str:
    """ISO 3166-1 alpha-3 of a State as the United Nations print it; empty for States without a code today."""
    return _names().get(_folded(country), "")


def is_known(country: str) -> bool:
    """Whether the table of States knows this name."""
    return _folded(country) in _names()


def vote_findings(text: CouncilText) -> list[str]:
    """What does not agree in the vote of `text`, one line each; empty when all is well or nothing is known."""
    vote, found = text.vote, []
    if vote.yes is None:
        return _unknown_names(vote)
    year = text.adopted.year if text.adopted else None
    total = sum(value or 0 for value in (vote.yes, vote.no, vote.abstain, vote.absent))
    if year and vote.how == "vote":
        found += _total(vote, total, members_in(year))
        if text.kind == "resolution" and vote.yes < _NEEDED[members_in(year)]:
            found.append(f"adopted with {vote.yes} votes in favour; {_NEEDED[members_in(year)]} are needed")
        found += _foreign(vote, year)
    found += _sums(vote)
    return found + _unknown_names(vote)


def _total(vote: Vote, total: int, members: int) -> list[str]:
    if total == members or (vote.absent is None and total < members):
        missing = members - total
        return [f"{missing} of {members} members are not accounted for"] if missing else []
    return [f"{total} votes, but the Council had {members} members"]


def _sums(vote: Vote) -> list[str]:
    """Totals against the names, where every member is named or a side is named in full."""
    found = []
    for word in _WORDS:
        stated = getattr(vote, word)
        named = sum(cast.vote == word for cast in vote.by_country)
        if stated is not None and named and named != stated:
            found.append(f"{stated} {word} by count, {named} by name")
    twice = {cast.country for cast in vote.by_country if [c.country for c in vote.by_country].count(cast.country) > 1}
    return found + [f"{country} is named twice" for country in sorted(twice)]


def _foreign(vote: Vote, year: int) -> list[str]:
    """Voters that were no members in that year; names are compared by their codes where they have one."""
    council = council_of(year)
    codes = {iso3_of(name) for name in council} - {""}
    if not council:
        return []
    return [
        f"{cast.country} was no member in {year}"
        for cast in vote.by_country
        if is_known(cast.country) and _folded(cast.country) not in council and iso3_of(cast.country) not in codes
        and iso3_of(cast.country)
    ]  # fmt: skip


def _unknown_names(vote: Vote) -> list[str]:
    return [f"State {cast.country!r} is not known" for cast in vote.by_country if not is_known(cast.country)]


def _folded(name: str) -> str:
    name = unicodedata.normalize("NFD", name.replace("’", "'").casefold())
    return " ".join("".join(c for c in name if not unicodedata.combining(c)).split())
