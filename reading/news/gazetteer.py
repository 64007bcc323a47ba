"""Names of countries, their people, cities and districts in six languages, and where in a text they stand.

Tables: countries.csv and places.csv (written for this project), world_places.csv (towns and regions of the world),
homonyms.csv (names that several countries bear, and phrases that name no place), sample_gazetteer.csv (the invented
sample world). What is finer than a city or district is a `locality` there: it tells the country and is not published.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from reading.matcher import Hit, Matcher
from reading.normal import Folded, fold_term
from reading.vocabulary import TABLES

#: A locality (camp, quarter) tells the country and is never published itself.
Kind = Literal["country", "demonym", "city", "district", "locality", "leader", "none"]
_KINDS: dict[str, Kind] = {
    "country": "country",
    "demonym": "demonym",
    "city": "city",
    "district": "district",
    "locality": "locality",
    "leader": "leader",
    "none": "none",
}
_LANGUAGE_COLUMNS = ("latin", "ru", "ar", "zh")


#: What may follow the stem of a Russian name of a place: endings of case and of its adjective.
_CASES = re.compile(r"(?:[аяыиеуюьйо]|[оеаи][йямюи]|ью|ами|ями|ах|ях|ого|ому|(?:ов|ин|ен|й|н)?ск\w*)?")
#: What may follow an Arabic name: feminine and plural of an adjective.
_ENDINGS = frozenset({"", "ه", "ين", "ون", "ات"})


#: What makes another town of a name: New Brighton.
_OTHER_TOWN = re.compile(r"(?<!\w)(?:new|port|fort|mount|saint|santa|san) $")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"(?<![\w.])(\w+) $"), re.compile(r" (\w+)")
#: Capitalised words that may stand beside the name of a town.
_COMMON_NOUNS = frozenset(
    "district districts city town township village county province state region governorate municipality camp hospital "
    "university airport road street police prison school lga division subdivision zone department district's council "
    "north northern south southern east eastern west western central greater upper lower old new downtown in at near "
    "from of the on around el al la los las le and or to bazar bazaar market upazila taluk mandal tehsil sub "
    "area municipal court station general port fort mount lake san santa saint st monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september october november "
    "december".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A name of the tables: ISO 3166-1 alpha-3 code, kind, and the first name of its row for districts and cities."""

    iso3: str
    kind: Kind
    #: For a homonym all countries that bear the name, the best known first (empty: none is).
    shared: tuple[str, ...] = ()


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a CSV table of `reading/tables`."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(";") if name.strip()]


def _all_names(row: dict[str, str]) -> Iterator[str]:
    return (name for column in _LANGUAGE_COLUMNS for name in _names(row[column]))


def _terms() -> Iterator[tuple[str, Place]]:
    for row in rows("homonyms.csv"):
        codes = tuple(row["iso3"].split(";"))
        yield from ((name, Place(codes[0], _KINDS[row["kind"]], codes)) for name in _all_names(row))
    for row in rows("countries.csv"):
        yield from ((name, Place(row["iso3"], "country")) for name in _all_names(row))
        yield from ((name, Place(row["iso3"], "demonym")) for name in _names(row["latin_demonyms"]))
    for table in ("places.csv", "world_places.csv"):
        for row in rows(table):
            yield from ((name, Place(row["iso3"], _KINDS[row["kind"]])) for name in _all_names(row))
    for row in rows("sample_gazetteer.csv"):
        yield row["name"], Place(row["iso3"], _KINDS[row["kind"]])


def names_known() -> frozenset[str]:
    """Every name of the tables as written there, in all scripts."""
    return frozenset(name for name, _ in _terms())


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
    for hit in sorted(_matcher().find(folded.text), key=_longest_first):
        if hit.start < taken or (lang == "en" and hit.term[0].islower() and hit.term.isascii()):
            continue
        if not ignore_case and not cased(hit, folded):
            continue
        if _other_word(hit, folded) or (not ignore_case and _person(hit, folded)):
            continue
        kept.append(hit)
        taken = hit.end
    return _told_apart([hit for hit in kept if hit.payload.kind != "none"])


def _longest_first(hit: Hit[Place]) -> tuple[int, int, int]:
    """Order of hits: the whole name before the stem of an adjective (Germany, not German*)."""
    return hit.start, -hit.end, -len(hit.term.rstrip("*"))


def _other_word(hit: Hit[Place], folded: Folded) -> bool:
    """Whether a stem begins another word: Константин* is not Константиновка, and آسام not أسامة."""
    if hit.payload.kind in {"country", "demonym"}:
        return False
    if hit.payload.kind in {"city", "locality"} and _OTHER_TOWN.search(folded.text[max(0, hit.start - 6) : hit.start]):
        return True
    if "\u0600" <= hit.term[-1] <= "\u06ff":
        return hit.end - hit.start != len(fold_term(hit.term))
    if hit.term.endswith("*") and "а" <= hit.term[-2:-1] <= "я":
        return not _CASES.fullmatch(folded.text, hit.start + len(hit.term) - 1, hit.end)
    return False


def _person(hit: Hit[Place], folded: Folded) -> bool:
    """Whether the name of a small town stands among other capitalised words, like the name of a person."""
    if hit.payload.kind != "locality" or not hit.term.isascii() or " " in hit.term:
        return False
    before, after = folded.text[max(0, hit.start - 14) : hit.start], folded.text[hit.end : hit.end + 14]
    name_before, name_after = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    source = folded.source
    return bool(
        (
            name_after
            and name_after[1] not in _COMMON_NOUNS
            and source[folded.at[hit.end + name_after.start(1)]].isupper()
        )
        or (
            name_before
            and name_before[1] not in _COMMON_NOUNS
            and source[folded.at[hit.start - len(before) + name_before.start(1)]].isupper()
        )
    )


def _told_apart(hits: list[Hit[Place]]) -> list[Hit[Place]]:
    """Homonyms given to the country that the text names most besides; where it names none, to the
    best known, or to none if the table puts none first."""
    if not any(hit.payload.shared for hit in hits):
        return hits
    named = Counter(hit.payload.iso3 for hit in hits if not hit.payload.shared)
    told = [_at_home(hit, named) if hit.payload.shared else hit for hit in hits]
    return [hit for hit in told if hit.payload.iso3]


def _at_home(hit: Hit[Place], named: Counter[str]) -> Hit[Place]:
    home = max(hit.payload.shared, key=lambda code: named[code])
    return replace(hit, payload=Place(home, hit.payload.kind))


def cased(hit: Hit[Place], folded: Folded) -> bool:
    """Whether a name that the table writes with a capital has one in the text too (acronyms: all of them)."""
    if not hit.term[0].isupper():
        return True
    first = folded.source[folded.at[hit.start]]
    if len(hit.term) <= 4 and hit.term.rstrip("*").isupper():
        return folded.quote(hit.start, hit.end)[0].isupper()
    return not first.islower()
