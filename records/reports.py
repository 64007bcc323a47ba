"""What the Secretary-General's reports say in figures and lists: one verified figure, one listed party.

Both are copied from a published report by an operator: never derived, each with the report's symbol and page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from records.readings import VIOLATIONS
from records.symbols import SAMPLE_FROM, canonical_symbol

#: What the reports count.
MEASURES: tuple[str, ...] = (
    "total_verified",
    "committed_in_year",
    "verified_late",
    "children_affected",
    "boys",
    "girls",
    "sex_unknown",
    *VIOLATIONS,
    "killed",
    "maimed",
    "detained_children",
)
#: Code of the invented country of the sample world.
SAMPLE_COUNTRY = "XXA"
_REVISION = re.compile(r"/(?:Corr|Rev|Add)\.\d+")
_YEAR = re.compile(r"\bS/((?:19|20)\d\d)/\d")
_SESSION = re.compile(r"\bA/(\d{2})/\d")


@dataclass(frozen=True, slots=True)
class VerifiedTotal:
    """One figure as a report prints it. `situation` is a code or name; empty for all situations together."""

    report_year: int
    covers_year: int
    measure: str
    value: int
    situation: str = ""
    approximate: bool = False
    #: The report, without Corr. or Rev.; `source` is where the figure was read, with them.
    symbol: str = ""
    page: str = ""
    source: str = ""
    certainty: str = "seen"
    note: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of an annex: a party and the violations for which it is listed."""

    party: str
    situation: str
    #: ISO 3166-1 alpha-3, several separated by ";".
    iso3: str
    report_year: int
    annex: str = ""
    section: str = ""
    violations: tuple[str, ...] = ()
    #: As the source states them; what follows from the reports held is derived by the view `listing_history`.
    listed_from: str = ""
    listed_to: str = ""
    #: Symbol and page that say from when to when, where that is not the line itself.
    dates_source: str = ""
    symbol: str = ""
    page: str = ""
    source: str = ""
    certainty: str = "seen"
    note: str = ""
    #: Name in the report, where the store knows the party by another.
    printed_as: str = ""
    #: Other names of the party, separated by ";".
    aliases: str = ""
    #: state, non-state or empty.
    type: str = ""
    sample: bool = False


def published(certainty: str) -> bool:
    """Whether a row may stand as fact: it was seen in a source or verified."""
    return certainty.startswith(("seen", "verified"))


def report_of(symbol: str) -> str:
    """The report that a symbol belongs to: `A/79/878/Corr.1-S/2025/247/Corr.1` is of `A/79/878-S/2025/247`."""
    return _REVISION.sub("", canonical_symbol(symbol))


def report_years(symbol: str) -> frozenset[int]:
    """Years in which the report can have been published: that of its S/ symbol, else those of the session."""
    if match := _YEAR.search(symbol):
        return frozenset({int(match.group(1))})
    if match := _SESSION.search(symbol):
        return frozenset({1945 + int(match.group(1)), 1946 + int(match.group(1))})
    return frozenset()


def invented(symbol: str, iso3: str) -> bool:
    """Whether a row is of the sample world: its country, or a number that no document of the United Nations has."""
    numbers = [int(n) for n in re.findall(r"/(\d{4,})(?=-|$)", symbol)]
    return SAMPLE_COUNTRY in iso3.split(";") or any(n >= SAMPLE_FROM for n in numbers)
