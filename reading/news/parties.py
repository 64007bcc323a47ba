"""Parties to conflict named in a text, by all their names in six languages; homonyms are told apart by country.

Tables: parties.csv (listed parties and their aliases), party_names.csv (further names, also of parties that are not
listed: naming one says nothing about what it did), sample_parties.csv (invented).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reading.matcher import Hit, Matcher
from reading.news.gazetteer import caseless, rows
from reading.normal import Folded

#: A name this short means nothing without its country in the text: AS, IS, KA, EI.
_SHORT = 3
#: Aliases that are ordinary words in running text.
_TOO_PLAIN = {
    "as",
    "is",
    "living together",
    "affiliated armed groups",
    "plateforme",
    "disidencias",
    "fact",
    "popular committees",
}


@dataclass(frozen=True, slots=True)
class Party:
    """A party as its table names it, with the situations it belongs to."""

    name: str
    countries: tuple[str, ...]


def _terms() -> Iterator[tuple[str, Party]]:
    for table in ("parties.csv", "sample_parties.csv"):
        for row in rows(table):
            party = Party(row["party"], tuple(row["iso3"].split(";")))
            for name in (row["party"], *row["aliases"].split(";")):
                if name.strip().lower() not in _TOO_PLAIN:
                    yield name.strip(), party
    for row in rows("party_names.csv"):
        party = Party(row["party"], tuple(row["iso3"].split(";")))
        for column in ("latin", "ru", "ar", "zh"):
            yield from ((name.strip(), party) for name in (row[column] or "").split(";") if name.strip())


@cache
def _matcher() -> Matcher[Party]:
    return Matcher(_terms())


def mentions(folded: Folded) -> list[Hit[Party]]:
    """All names of parties, longest first where they overlap; a homonym gives one hit per party that bears it."""
    ignore_case = caseless(folded)
    kept: list[Hit[Party]] = []
    span = (-1, -1)
    for hit in _matcher().find(folded.text):
        if not ignore_case and not _cased(hit, folded):
            continue
        if hit.start >= span[1]:
            span = (hit.start, hit.end)
        elif (hit.start, hit.end) != span:
            continue
        kept.append(hit)
    return kept


def _cased(hit: Hit[Party], folded: Folded) -> bool:
    words = folded.quote(hit.start, hit.end)[0]
    if hit.term.isupper() and hit.term.isascii():
        return words.isupper()
    return not hit.term[0].isupper() or not words[0].islower()


def told_apart(hits: Sequence[Hit[Party]], countries: Sequence[str]) -> list[Hit[Party]]:
    """Of homonyms, those of the countries of the text (best first); a short name without its country is dropped."""
    kept: list[Hit[Party]] = []
    at: dict[tuple[int, int], list[Hit[Party]]] = {}
    for hit in hits:
        at.setdefault((hit.start, hit.end), []).append(hit)
    for hit in hits:
        rivals = at[hit.start, hit.end]
        home = [other for other in rivals if set(other.payload.countries) & set(countries)]
        if home:
            if hit in home:
                kept.append(hit)
        elif len(hit.term) > _SHORT and hit is rivals[0]:
            kept.append(hit)
    return kept
