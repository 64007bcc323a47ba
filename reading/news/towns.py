"""Where it happens when no better-known name tells: small towns of the world, and words of one country alone.

So many names of towns (tables/towns.csv) are also words and surnames that only those count which the text uses as a
place: after "in" or "near", beside "district" or "town", or after a comma behind such a one. Coins, parties, offices
and customs (tables/local_words.csv: lakh, hartal, barangay, LGA) count as much.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from reading.vocabulary import TABLES

_NAME = r"[A-ZÀ-Þ][\w'’-]+"
_NAMES = rf"{_NAME}(?: (?:(?:de|del|la|el|al|of|upon) )?{_NAME}){{0,3}}"
_NOUN = (
    r"(?:district|districts|province|town|township|city|village|area|county|region|department|governorate|municipality|"
    r"tehsil|taluk|upazila|thana|division|prefecture|parish|barangay|state|commune|woreda|cercle|neighborhood|"
    r"neighbourhood)"
)
#: A name used as a place, and the names that follow it after a comma or a bracket.
_USED = re.compile(
    rf"(?:(?<!\w)(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|à|[Ee]n|[Ii]nside|{_NOUN} of|{_NOUN} de)"
    rf" (?:the |la |the city of |the town of |the village of )?(?:{_NOUN} )?(?:the {_NOUN} of )?({_NAMES})"
    rf"|(?<![\w'’-])({_NAMES})(?='s {_NOUN}(?!\w)| {_NOUN}(?!\w)))"
)
_NEXT = re.compile(rf"(?: {_NOUN})?(?:,| \(| in) ({_NAMES})")
#: Names of the table that a text with a capital seldom means as a town.
_NOT = frozenset({"August", "Santa"})
#: Share of the votes that the country told by most names must have.
_CLEAR = 0.6
#: Characters of the text that are looked at.
_MOST = 3_000


@cache
def _table() -> dict[str, tuple[str, ...]]:
    with (TABLES / "towns.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: tuple(row["iso3"].split(";")) for row in csv.DictReader(file)}


@cache
def _local() -> tuple[re.Pattern[str], dict[str, str]]:
    with (TABLES / "local_words.csv").open(encoding="utf-8", newline="") as file:
        codes = {word: row["iso3"] for row in csv.DictReader(file) for word in row["words"].split(";")}
    longest = sorted(codes, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), codes


def country_of_small_names(text: str) -> str:
    """The ISO3 code that small places and local words of a text agree on, or an empty text. `text` has its capitals."""
    votes: defaultdict[str, float] = defaultdict(float)
    bare = unicodedata.normalize("NFD", text[:_MOST])
    for name in set(_used("".join(c for c in bare if not unicodedata.combining(c)))) - _NOT:
        told = _table().get(name, ())
        for rank, iso3 in enumerate(told, 1):
            votes[iso3] += 1 / rank / len(told)
    pattern, codes = _local()
    # In a text all of capitals every short word looks like an acronym: ola, ana, fama.
    if not text.isupper():
        for word in set(pattern.findall(text[:_MOST])):
            votes[codes[word]] += 1
    best = max(votes, key=lambda iso3: votes[iso3], default="")
    return best if best and votes[best] >= _CLEAR * sum(votes.values()) else ""


def _used(text: str) -> Iterator[str]:
    """Names used as places, whole: of "in Jebel Kosbi" the Jebel alone would be another place."""
    for match in _USED.finditer(text):
        yield match[1] or match[2]
        at = match.end()
        while following := _NEXT.match(text, at):
            yield following[1]
            at = following.end()
