"""Names of countries, their people, cities and districts in six languages, and where in a text they stand.

Tables: countries.csv and places.csv (written for this project), sample_gazetteer.csv (the invented sample world).
Nothing finer than a city or district is in them, so nothing finer can be published from them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reading.matcher import Hit, Matcher
from reading.normal import Folded
from reading.vocabulary import TABLES

#: A locality (camp, quarter) tells the country and is never published itself.
Kind = Literal["country", "demonym", "city", "district", "locality"]
_KINDS: dict[str, Kind] = {
    "country": "country",
    "demonym": "demonym",
    "city": "city",
    "district": "district",
    "locality": "locality",
}
_LANGUAGE_COLUMNS = ("latin", "ru", "ar", "zh")


#: What may follow an Arabic name: feminine and plural of an adjective.
_ENDINGS = frozenset({"", "ه", "ين", "ون", "ات"})


@dataclass(frozen=True, slots=True)
class Place:
    """A name of the tables: ISO 3166-1 alpha-3 code, kind, and the first name of its row for districts and cities."""

    iso3: str
    kind: Kind


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a CSV table of `reading/tables`."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(";") if name.strip()]


def _terms() -> Iterator[tuple[str, Place]]:
    for row in rows("countries.csv"):
        for column in _LANGUAGE_COLUMNS:
            yield from ((name, Place(row["iso3"], "country")) for name in _names(row[column]))
        yield from ((name, Place(row["iso3"], "demonym")) for name in _names(row["latin_demonyms"]))
    for row in rows("places.csv"):
        for column in _LANGUAGE_COLUMNS:
            yield from ((name, Place(row["iso3"], _KINDS[row["kind"]])) for name in _names(row[column]))
    for row in rows("sample_gazetteer.csv"):
        yield row["name"], Place(row["iso3"], _KINDS[row["kind"]])


@cache
def _matcher() -> Matcher[Place]:
    return Matcher(_terms(), _ENDINGS)


@cache
def situations() -> frozenset[str]:
    """ISO3 codes of the situations of the Secretary-General's reports, and the sample's invented country."""
    codes = {code for row in rows("situations.csv") for code in row["iso3"].split(";")}
    return frozenset(codes | {"XXA"})


def caseless(folded: Folded) -> bool:
    """Whether capitals tell nothing in this text (all lower case, or a script without case)."""
    head = folded.source[:400]
    return sum(map(str.isupper, head)) * 100 < sum(map(str.isalpha, head))


def places(folded: Folded, lang: str) -> list[Hit[Place]]:
    """Place names in the text, longest first where they overlap; capitals are required where the table has them.

    Adjectives that French and Spanish write small are left out of English texts ("india", "checo*").
    """
    ignore_case = caseless(folded)
    kept: list[Hit[Place]] = []
    taken = -1
    for hit in _matcher().find(folded.text):
        if hit.start < taken or (lang == "en" and hit.term[0].islower() and hit.term.isascii()):
            continue
        if not ignore_case and not cased(hit, folded):
            continue
        kept.append(hit)
        taken = hit.end
    return kept


def cased(hit: Hit[Place], folded: Folded) -> bool:
    """Whether a name that the table writes with a capital has one in the text too (acronyms: all of them)."""
    if not hit.term[0].isupper():
        return True
    first = folded.source[folded.at[hit.start]]
    if len(hit.term) <= 4 and hit.term.rstrip("*").isupper():
        return folded.quote(hit.start, hit.end)[0].isupper()
    return not first.islower()
